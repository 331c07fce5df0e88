// Cells that no goroutine can still write to keep their values. docs/adr/0058-frozen-cells.md
#include <algorithm>

#include "reduction/prospects.hpp"

namespace chancheck {

// The writes of goroutines, and of closures that one of them may call.
void AllProspects::gather_writes() {
    if (all_writes_.size() >= MOST) {
        all_writes_.clear();
        writes_by_goroutine_.assign(writes_by_goroutine_.size(), nullptr);
        writes_by_closure_.assign(writes_by_closure_.size(), nullptr);
    }
    writes_.clear();
    auto gather = [&](std::vector<Writes*>& known, Id component, auto find) {
        if (component >= known.size()) known.resize(component + component / 2 + 64, nullptr);
        Writes*& found = known[component];
        if (found == nullptr || !found->seen.holds(machine_.state())) {
            if (found == nullptr) found = &all_writes_.emplace_back();
            *found = {};
            writing_ = found;
            find();
            writing_ = nullptr;
        }
        if (found->anywhere != 0 || !found->at.empty() || !found->on_shapes.empty()) writes_.push_back(found);
    };
    for (std::size_t g = 0; g < machine_.state().goroutines(); g++)
        gather(writes_by_goroutine_, machine_.state().component_of(g), [&] { this->find(g); });
    for (std::size_t object : closures_)
        gather(writes_by_closure_, machine_.state().parts()[object], [&] { find_of_closure(object); });
}

void AllProspects::add_write(const Footprint& print, Maybe at) {
    if (at) {
        if (*at <= 0) return;
        const Cell offset = print.offset == SOMEWHERE ? SOMEWHERE : offset_of(*at) + print.offset;
        writing_->at.push_back({object_of(*at), offset, print.writes});
    } else if (print.among == 0) {
        writing_->anywhere |= print.writes;
    } else {
        for (std::int32_t shape : known_.sets[static_cast<std::size_t>(print.among)])
            writing_->on_shapes.emplace_back(shape, print.writes);
    }
}

// Whether a cell of a class keeps its value for ever. kind: of the class, 0: of none.
bool AllProspects::stays(Cell object, Cell offset, std::int32_t kind) {
    if (kind == 0 || writing_ != nullptr) return false;
    const Operations bit = Operations{1} << (known_.first_write + static_cast<std::size_t>(kind) - 1);
    for (const Prospects::Asked& asked : now_->asked)
        if (asked.object == object && asked.offset == offset && asked.bit == bit) return asked.frozen;
    const bool answer = frozen(object, offset, bit);
    now_->asked.push_back({object, offset, bit, answer});
    return answer;
}

bool AllProspects::frozen(Cell object, Cell offset, Operations bit) const {
    const auto n = static_cast<std::size_t>(object);
    if (n == 0 || n >= machine_.state().objects()) return false;
    const auto shape = static_cast<std::int32_t>(machine_.state().object(n).words[0]);
    return std::none_of(writes_.begin(), writes_.end(), [&](const Writes* writes) {
        return (writes->anywhere & bit) != 0 ||
               std::any_of(writes->at.begin(), writes->at.end(),
                           [&](const Writes::At& w) {
                               return w.object == object && (w.offset == offset || w.offset == SOMEWHERE) &&
                                      (w.bits & bit) != 0;
                           }) ||
               std::any_of(writes->on_shapes.begin(), writes->on_shapes.end(),
                           [&](const auto& w) { return w.first == shape && (w.second & bit) != 0; });
    });
}

bool AllProspects::holds(const Prospects& known) const {
    return known.seen.holds(machine_.state()) &&
           std::all_of(known.asked.begin(), known.asked.end(), [&](const Prospects::Asked& asked) {
               return frozen(asked.object, asked.offset, asked.bit) == asked.frozen;
           });
}

}  // namespace chancheck
