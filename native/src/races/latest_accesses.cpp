#include "races/latest_accesses.hpp"

#include <algorithm>

namespace chancheck {

void LatestAccesses::add(Id component, std::uint32_t list) {
    const std::uint32_t before = lists_.number(component);
    if (list == Lists::UNKNOWN || before == list) return;
    if (before == Lists::UNKNOWN) return lists_.set(component, list);
    List all;
    const List &a = lists_.list(before), &b = lists_.list(list);
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    const std::uint32_t both = lists_.number_of(all);
    if (both == before) return;
    lists_.set(component, both);
    grown_.insert(component);
    changed_ = true;
}

std::int32_t LatestAccesses::place_of(Cell address, std::uint32_t cell, const Component& component) const {
    for (std::uint32_t i = 0; i < component.addresses; i++)
        if (object_of(component.address(i)) == object_of(address)) return static_cast<std::int32_t>(i);
    return contention_.is_only_one(contention_.shape_of(cell)) ? ONLY : ANY;
}

LatestAccesses::Entry LatestAccesses::seen_from(const Component& component, const Noted& access) {
    return {place_of(access.address, access.cell, component), access.cell, offset_of(access.address), access.kind,
            number_of(held_now_[access.held], component)};
}

std::uint32_t LatestAccesses::number_of(const std::vector<HeldLocks::Lock>& held, const Component& component) {
    std::vector<Held> set;
    for (const HeldLocks::Lock& lock : held)
        set.push_back(
            {place_of(lock.address, lock.cell, component), lock.cell, offset_of(lock.address), lock.exclusive});
    std::sort(set.begin(), set.end());
    auto found = std::find(held_.begin(), held_.end(), set);
    if (found == held_.end()) found = held_.insert(held_.end(), set);
    return static_cast<std::uint32_t>(found - held_.begin());
}

void LatestAccesses::leave(std::size_t goroutine, Id after) {
    List list;
    for (const Noted& access : now_) {
        if (access.goroutine != goroutine) continue;
        if (after == NONE) last_[access.cell] = true;
        else list.push_back(seen_from(stacks_[after], access));
    }
    if (after == NONE) return;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    add(after, lists_.number_of(list));
}

bool LatestAccesses::covers(const std::vector<std::uint8_t>& cells) {
    if (!covered_ || contention_.misjudged() || contention_.operations_meet_memory()) return false;
    for (std::uint32_t cell = 0; cell < cells.size(); cell++)
        if (cells[cell] != 0 && contention_.has(cell, Contention::WRITTEN)) return false;
    changed_ = changed_ || cells_ != cells;
    cells_ = cells;
    counting_.assign(lists_.size(), {});
    return true;
}

bool LatestAccesses::shows_all() const {
    for (std::uint32_t cell = 0; cell < cells_.size(); cell++)
        if (cells_[cell] != 0 && last_[cell]) return false;
    return true;
}

bool LatestAccesses::moves_on(const std::vector<Move>& moves) const {
    return std::any_of(here_.begin(), here_.end(), [&](const Here& one) {
        const auto g = static_cast<std::int32_t>(one.goroutine);
        return std::any_of(moves.begin(), moves.end(), [&](const Move& m) { return m.goroutine == g || m.peer == g; });
    });
}

const LatestAccesses::List& LatestAccesses::counting(std::uint32_t list) {
    if (list >= counting_.size()) counting_.resize(lists_.size());
    auto& [known, entries] = counting_[list];
    if (!known && list != 0)
        std::copy_if(lists_.list(list).begin(), lists_.list(list).end(), std::back_inserter(entries),
                     [&](const Entry& entry) { return cells_[entry.cell] != 0; });
    known = true;
    return entries;
}

LatestAccesses::Meeting LatestAccesses::meeting(const LoadedState& state) {
    here_.clear();
    for (std::size_t g = 0; g < state.goroutines(); g++) {
        const List& list = counting(lists_.number(state.component_of(g)));
        if (!list.empty()) here_.push_back({&list, &state.goroutine(g), g});
    }
    for (auto a = here_.begin(); a != here_.end(); ++a)
        for (auto b = a + 1; b != here_.end(); ++b)
            if (conflict(*a->list, *a->component, *b->list, *b->component)) return Meeting::conflict;
    return here_.empty() ? Meeting::none : Meeting::accessed;
}

// 0: it may be any one of its shape.
Cell LatestAccesses::object(std::int32_t place, std::uint32_t cell, const Component& of) const {
    constexpr Cell THE_ONLY_ONE = -1;
    if (contention_.is_only_one(contention_.shape_of(cell))) return THE_ONLY_ONE;
    return place < 0 ? 0 : object_of(of.address(static_cast<std::uint32_t>(place)));
}

// Whether both accesses were made under one lock. Then they are ordered; one step may have taken it and given it back.
bool LatestAccesses::one_lock(const Entry& a, const Component& of_a, const Entry& b, const Component& of_b) const {
    for (const Held& one : held_[a.held])
        for (const Held& other : held_[b.held]) {
            if (one.cell != other.cell || one.offset != other.offset || !(one.exclusive || other.exclusive)) continue;
            const Cell here = object(one.place, one.cell, of_a), there = object(other.place, other.cell, of_b);
            if (here != 0 && here == there && contention_.is_trusted(one.cell)) return true;
        }
    return false;
}

bool LatestAccesses::conflict(const List& a, const Component& of_a, const List& b, const Component& of_b) const {
    for (const Entry& one : a)
        for (const Entry& other : b) {
            if (one.cell != other.cell || !conflicting(one.kind, other.kind)) continue;
            const Cell here = object(one.place, one.cell, of_a), there = object(other.place, other.cell, of_b);
            const bool same = here == there && (one.offset == other.offset || contention_.is_map(one.cell));
            if ((here == 0 || there == 0 || same) && !one_lock(one, of_a, other, of_b)) return true;
        }
    return false;
}

}  // namespace chancheck
