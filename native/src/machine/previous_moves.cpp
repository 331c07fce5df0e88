#include "machine/previous_moves.hpp"

namespace chancheck {

void Lately::turn_to(const std::vector<Id>& parts, std::size_t first_goroutine, std::uint32_t forgotten,
                     const Components& stacks) {
    std::size_t goroutines = parts.size() - first_goroutine;
    bool alike = parts.size() == parts_.size() && first_goroutine == first_goroutine_;
    if (!alike || forgotten != forgotten_) {
        meets_.resize(goroutines);
        few_ = goroutines <= FEW;
        entries_.assign(few_ ? goroutines * goroutines : goroutines, nullptr);
    }
    changed_objects_ = 0;
    for (std::size_t n = 1; alike && n < first_goroutine; n++)
        if (parts[n] != parts_[n]) changed_objects_ |= Plan::bit(static_cast<std::uint32_t>(n));
    for (std::size_t g = 0; g < goroutines; g++) {
        Id id = parts[first_goroutine + g];
        Meets& meets = meets_[g];
        meets.changed = !alike || id != parts_[first_goroutine + g];
        if (meets.changed) {
            meets.offers = stacks[id].offers;
            meets.wants = stacks[id].wants;
        }
    }
    parts_ = parts;
    first_goroutine_ = first_goroutine;
    forgotten_ = forgotten;
}

}  // namespace chancheck
