// The state from which a machine takes steps: its components by number, and the same unpacked.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "machine/workspace.hpp"
#include "machine/world.hpp"
#include "store/state_tree.hpp"

namespace chancheck {

// A state's vector: its head, its objects, its goroutines. Words of a head: whether the root is there (0), has returned
// (1) or left (2), the output's number, how many objects and goroutines there are, how many of the objects are numbered
// from the globals and the root, and how many only helpers reach; then the facts of the race monitor, or the queues of
// processors.
enum HeadWord : std::size_t {
    HEAD_ROOT,
    HEAD_OUTPUT,
    HEAD_OBJECTS,
    HEAD_GOROUTINES,
    HEAD_FIXED,
    HEAD_HIDDEN,
    HEAD_WORDS
};

class LoadedState {
public:
    LoadedState(const World& world, bool by_words)  // see Workspace
        : program_(world.program),
          heap_(world.heap),
          stacks_(world.stacks),
          heads_(world.heads),
          unpacked_(world.program, by_words) {}

    void load(const std::vector<Id>& parts);
    void load(Id state, const States& states, StateTree& tree);

    const std::vector<Id>& parts() const { return parts_; }  // the numbers of its components
    Cell head(HeadWord word) const { return head_[word]; }
    std::span<const Cell, HEAD_WORDS> head() const { return std::span<const Cell, HEAD_WORDS>(head_, HEAD_WORDS); }
    std::span<const Cell> behind_head() const { return {head_ + HEAD_WORDS, head_length_ - HEAD_WORDS}; }

    std::size_t objects() const { return 1 + static_cast<std::size_t>(head_[HEAD_OBJECTS]); }  // and nil
    const Component& object(std::size_t n) const { return heap_[parts_[n]]; }                  // n > 0
    // Of an object; none: it has fewer cells, or there is no such object.
    std::optional<Cell> cell(std::size_t n, Cell at) const;

    std::size_t first_goroutine() const { return objects(); }  // its place among the parts
    std::size_t goroutines() const { return static_cast<std::size_t>(head_[HEAD_GOROUTINES]); }
    Id component_of(std::size_t g) const { return parts_[first_goroutine() + g]; }
    const Component& goroutine(std::size_t g) const { return stacks_[component_of(g)]; }
    bool is_root(std::size_t g) const { return (goroutine(g).words[0] & ROOT_FLAG) != 0; }
    bool is_helper(std::size_t g) const { return (goroutine(g).words[0] & HELPER_FLAG) != 0; }
    // A goroutine's function and code index; -1 and its text's number or -1 without frames.
    std::pair<Cell, Cell> place_of(std::size_t g) const;
    Cell first_function(std::size_t g) const;  // the one it was started with, -1 without frames
    const Site* site_of(const Component& goroutine) const {
        return goroutine.site < 0 ? nullptr : &program_.sites[static_cast<std::size_t>(goroutine.site)];
    }

    // Unpacked on first use.
    Workspace& unpacked() {
        if (!is_unpacked_) unpack();
        return unpacked_;
    }

private:
    void loaded();
    void unpack();

    const Program& program_;
    const Components &heap_, &stacks_, &heads_;
    std::vector<Id> parts_;
    const Cell* head_ = nullptr;
    std::size_t head_length_ = 0;
    Workspace unpacked_;
    bool is_unpacked_ = false;
};

}  // namespace chancheck
