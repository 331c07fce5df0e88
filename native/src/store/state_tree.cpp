#include "store/state_tree.hpp"

namespace chancheck {
namespace {

constexpr std::size_t whole_quads(std::size_t n) { return (n + 3) / 4 * 4; }

// A state's vector is its head, objects and goroutines. The left half of its tree gets the head and the first half of
// the goroutines and of the objects, the right one the others: goroutines have most of a state's variety, and those
// that deal with each other are mostly made one after the other, as are their objects. A head with queues changes in
// every step, and in many nothing else: it stands alone, and both halves are one.
class Halves {
public:
    Halves(std::size_t objects, std::size_t goroutines, bool head_apart)
        : objects_(objects),
          goroutines_(goroutines),
          left_objects_((objects + 1) / 2),
          left_goroutines_((goroutines + 1) / 2),
          before_(head_apart ? 0 : 1),
          middle_(whole_quads(before_ + left_objects_ + left_goroutines_)),
          end_(middle_ + whole_quads(objects_ - left_objects_ + goroutines_ - left_goroutines_)) {}

    std::size_t left_quads() const { return (before_ == 0 ? end_ : middle_) / 4; }
    std::size_t size() const { return end_; }
    // Calls `copy` for each part that is in one piece: its place in the vector, in the tree, and how long it is.
    template <class F>
    void each(F copy) const {
        std::size_t first = 1 + objects_, right_goroutines = goroutines_ - left_goroutines_;
        copy(0, 0, before_);
        copy(first, before_, left_goroutines_);
        copy(1, before_ + left_goroutines_, left_objects_);
        copy(first + left_goroutines_, middle_, right_goroutines);
        copy(1 + left_objects_, middle_ + right_goroutines, objects_ - left_objects_);
    }

private:
    std::size_t objects_, goroutines_, left_objects_, left_goroutines_, before_, middle_, end_;
};

}  // namespace

Root StateTree::fold(const std::vector<Id>& parts, std::size_t objects, States& states) {
    Halves halves(objects, parts.size() - 1 - objects, head_apart_);
    result_.all.assign(halves.size(), NONE);
    result_.left = halves.left_quads();
    result_.alone = head_apart_ ? parts[0] : NONE;
    halves.each([&](std::size_t from, std::size_t to, std::size_t n) {
        for (std::size_t i = 0; i < n; i++) result_.all[to + i] = parts[from + i];
    });
    return states.fold(result_, loaded_, recent_);
}

void StateTree::spread(Id head, Size size, std::vector<Id>& parts) const {
    Halves halves(size.objects, size.goroutines, head_apart_);
    parts.resize(1 + size.objects + size.goroutines);
    parts[0] = head;
    halves.each([&](std::size_t to, std::size_t from, std::size_t n) {
        for (std::size_t i = 0; i < n; i++) parts[to + i] = loaded_.leaves.all[from + i];
    });
}

}  // namespace chancheck
