#include "races/keeping.hpp"

#include <algorithm>

namespace chancheck {

void Keeping::load() {
    lists_.clear();
    any_ = false;
    if (!is_on()) return;
    const LoadedState& state = machine_.state();
    for (std::size_t g = 0; g < state.goroutines(); g++) {
        lists_.push_back(&kept_->of(state.component_of(g)));
        any_ = any_ ||
               std::any_of(lists_[g]->begin(), lists_[g]->end(), [&](const Entry& e) { return cells_[e.cell] != 0; });
    }
}

const std::vector<Fact>& Keeping::given_up(const Move& move) {
    given_up_.clear();
    if (!any_) return given_up_;
    const Change& change = *machine_.change();
    give_up(static_cast<std::size_t>(move.goroutine), change.mover);
    if (move.peer >= 0) give_up(static_cast<std::size_t>(move.peer), change.peer);
    for (const Write& other : change.others) give_up(other.at, other.component);
    return given_up_;
}

void Keeping::give_up(std::size_t g, Id after) {
    const Component& before = machine_.state().goroutine(g);
    for (const Entry& entry : *lists_[g]) {
        if (cells_[entry.cell] == 0) continue;
        const Cell object = object_of(before.address(static_cast<std::uint32_t>(entry.place)));
        if (after != NONE && KeptAccesses::place_of(stacks_[after], object) != KeptAccesses::NOWHERE) continue;
        const Cell whole = address(object, Fact::WHOLE);
        auto known = std::find_if(given_up_.begin(), given_up_.end(), [&](const Fact& fact) {
            return fact.location == whole && fact.known_to(Holder::goroutine(g));
        });
        if (known == given_up_.end())
            given_up_.push_back({whole, entry.kind, 0, {Holder::goroutine(g)}, static_cast<std::int32_t>(g)});
        else if (known->kind != entry.kind) known->kind = Access::write;
    }
}

bool Keeping::keeps(const Fact& fact) {
    if (!is_on() || fact.maker < 0) return false;
    const std::int32_t g = machine_.goroutines_after()[static_cast<std::size_t>(fact.maker)];
    if (g < 0) return false;
    const Cell object = machine_.numbers_after()[static_cast<std::size_t>(object_of(fact.location))];
    const Id component = machine_.goroutines_of_result()[static_cast<std::size_t>(g)];
    const KeptAccesses::List& list = kept_->of(component);
    return std::any_of(list.begin(), list.end(), [&](const Entry& e) {
        return cells_[e.cell] != 0 && e.kind == fact.kind && e.offset == offset_of(fact.location) &&
               object_of(stacks_[component].address(static_cast<std::uint32_t>(e.place))) == object;
    });
}

bool Keeping::is_disturbed(const std::vector<Accessed>& accesses) {
    bool found = false;
    for (const Accessed& access : accesses) {
        for (std::size_t g = 0; any_ && g < lists_.size(); g++) {
            if (g == access.goroutine) continue;
            const Component& component = machine_.state().goroutine(g);
            for (const Entry& e : *lists_[g]) {
                if (cells_[e.cell] == 0 || !conflicting(e.kind, access.kind)) continue;
                if (object_of(component.address(static_cast<std::uint32_t>(e.place))) != object_of(access.location))
                    continue;
                if (e.offset != offset_of(access.location) && !contention_.is_map(e.cell)) continue;
                cells_[e.cell] = 0;
                found = true;
            }
        }
    }
    return found;
}

}  // namespace chancheck
