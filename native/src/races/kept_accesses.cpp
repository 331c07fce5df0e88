#include "races/kept_accesses.hpp"

#include <algorithm>

#include "machine/state_heads.hpp"

namespace chancheck {

std::int32_t KeptAccesses::place_of(const Words& component, Cell object) {
    for (std::uint32_t i = 0; i < component.addresses; i++)
        if (object_of(component.address(i)) == object) return static_cast<std::int32_t>(i);
    return NOWHERE;
}

bool KeptAccesses::add(Id component, const List& more) {
    const List& before = of(component);
    List all;
    std::set_union(before.begin(), before.end(), more.begin(), more.end(), std::back_inserter(all));
    if (all.size() == before.size()) return false;
    lists_.set(component, lists_.number_of(all));
    return true;
}

void KeptAccesses::connect(Id from, Id to, bool renames) {
    if (from == to) return;
    Tuples<2>& known = renames ? renamings_ : steps_;
    known.make_room();
    bool fresh = false;
    known.intern({from, to}, fresh);
    if (fresh) edges_.push_back({from, to, renames});
}

// Goroutines of the runtime model may vanish without a step.
void KeptAccesses::leave(std::size_t goroutine, Id before, Id after) {
    if (after == NONE || (stacks_[after].words[0] & HELPER_FLAG) != 0) return;
    if (before != NONE) connect(before, after, false);
    List list;
    for (const Noted& access : now_) {
        if (access.goroutine != goroutine) continue;
        const std::int32_t place = place_of(stacks_[after], object_of(access.address));
        if (place != NOWHERE) list.push_back({place, offset_of(access.address), access.cell, access.kind});
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    add(after, list);
}

void KeptAccesses::renamed(Id from, Id to) { connect(from, to, true); }

KeptAccesses::List KeptAccesses::carried(const Edge& edge) const {
    List list = of(edge.from);
    if (edge.renames) return list;
    const Component &from = stacks_[edge.from], &to = stacks_[edge.to];
    std::erase_if(list, [&](Entry& entry) {
        entry.place = place_of(to, object_of(from.address(static_cast<std::uint32_t>(entry.place))));
        return entry.place == NOWHERE;
    });
    std::sort(list.begin(), list.end());
    return list;
}

void KeptAccesses::settle() {
    std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.from < b.from; });
    std::vector<Id> todo;
    for (Id component = 0; component < lists_.components(); component++)
        if (!of(component).empty()) todo.push_back(component);
    while (!todo.empty()) {
        const Id from = todo.back();
        todo.pop_back();
        auto edge =
            std::lower_bound(edges_.begin(), edges_.end(), from, [](const Edge& e, Id id) { return e.from < id; });
        for (; edge != edges_.end() && edge->from == from; ++edge)
            if (add(edge->to, carried(*edge))) todo.push_back(edge->to);
    }
}

}  // namespace chancheck
