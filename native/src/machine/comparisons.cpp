#include "machine/comparisons.hpp"

#include "machine/workspace.hpp"

namespace chancheck {
namespace {

// The words that a comparison meets, up to the first difference that is certain.
enum Event : std::uint64_t { LESS, MORE, BOTH_POINT, ONLY_FIRST_POINTS, ONLY_SECOND_POINTS };

// Whether a component's words are addresses, for words in ascending order.
class Addresses {
public:
    explicit Addresses(const Component& of) : of_(of) {}
    bool has(std::uint32_t at) {
        while (next_ < of_.addresses && of_.places[next_] < at) next_++;
        return next_ < of_.addresses && of_.places[next_] == at;
    }

private:
    const Component& of_;
    std::uint32_t next_ = 0;
};

// As `compare_goroutines`, where the objects of the goroutines have no numbers yet.
class Walk {
public:
    Walk(const Component& a, const Component& b, std::vector<std::uint64_t>& events)
        : a_(a), b_(b), first_(a), second_(b), events_(events) {}

    void goroutines(const Program& program) {
        constexpr Cell FLAGS = ROOT_FLAG | HELPER_FLAG | PARKED_FLAG;
        const Cell *a = a_.words, *b = b_.words;
        values(a[0] & FLAGS, b[0] & FLAGS);
        values(a[0] >> PHASE_SHIFT, b[0] >> PHASE_SHIFT);
        std::uint32_t x = GOROUTINE_HEAD, y = GOROUTINE_HEAD;
        for (Cell i = 0; i < a[2] && i < b[2] && !certain_; i++) {
            const Cell m = a[x + 3], n = b[y + 3];
            lists(x, 3, y, 3);
            lists(x + FRAME_HEAD, m, y + FRAME_HEAD, n);
            if (certain_) return;
            auto registers = static_cast<Cell>(program.functions[static_cast<std::size_t>(a[x])].kinds.size());
            x += FRAME_HEAD + static_cast<std::uint32_t>(m);
            y += FRAME_HEAD + static_cast<std::uint32_t>(n);
            lists(x, registers, y, registers);
            x += static_cast<std::uint32_t>(registers);
            y += static_cast<std::uint32_t>(registers);
        }
        values(a[2], b[2]);
        lists(x, a[3] * PANIC_CELLS, y, b[3] * PANIC_CELLS);
        values(a[1], b[1]);
    }

private:
    void values(Cell a, Cell b) {
        if (certain_ || a == b) return;
        events_.push_back(a < b ? LESS : MORE);
        certain_ = true;
    }
    void lists(std::uint32_t x, Cell m, std::uint32_t y, Cell n) {
        for (std::uint32_t i = 0; i < m && i < n && !certain_; i++) words(x + i, y + i);
        values(m, n);
    }
    void words(std::uint32_t x, std::uint32_t y) {
        const bool first = first_.has(x), second = second_.has(y);
        const Cell a = a_.words[x], b = b_.words[y];
        if (!first && !second) return values(a, b);
        // An address without a number yet stands for -1, so that the other word counts as it is.
        events_.push_back(first && second ? BOTH_POINT : first ? ONLY_FIRST_POINTS : ONLY_SECOND_POINTS);
        if (first) events_.push_back(static_cast<std::uint64_t>(second ? offset_of(a) : b));
        if (second) events_.push_back(static_cast<std::uint64_t>(first ? offset_of(b) : a));
    }

    const Component &a_, &b_;
    Addresses first_, second_;
    std::vector<std::uint64_t>& events_;
    bool certain_ = false;
};

}  // namespace

std::uint32_t Comparisons::find(const Component& a, const Component& b) {
    events_.clear();
    Walk(a, b, events_).goroutines(program_);
    return patterns_.try_emplace(events_, static_cast<std::uint32_t>(patterns_.size())).first->second;
}

}  // namespace chancheck
