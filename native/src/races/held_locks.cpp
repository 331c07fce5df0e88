#include "races/held_locks.hpp"

#include <algorithm>

namespace chancheck {

HeldLocks::HeldLocks(const World& world, const LoadedState& state, Workspace& work, Contention& contention)
    : stacks_(world.stacks), state_(state), work_(work), contention_(contention) {}

// What is not known yet is the beginning of a goroutine.
std::uint32_t HeldLocks::list_of(Id component) {
    if (lists_.number(component) == Lists::UNKNOWN) lists_.set(component, Lists::EMPTY);
    return lists_.number(component);
}

// What a component holds on one way and not on another is distrusted.
void HeldLocks::note(Id component, std::uint32_t list) {
    const std::uint32_t before = lists_.number(component);
    if (before == Lists::UNKNOWN) lists_.set(component, list);
    if (before == Lists::UNKNOWN || before == list) return;
    const List &a = lists_.list(before), &b = lists_.list(list);
    for (const List* all : {&a, &b}) {
        const List& other = all == &a ? b : a;
        for (const Entry& entry : *all)
            if (std::count(all->begin(), all->end(), entry) != std::count(other.begin(), other.end(), entry))
                contention_.distrust(entry.lock.cell);
    }
}

HeldLocks::Lock HeldLocks::lock_at(Cell address, bool exclusive) const {
    const std::int32_t shape = work_.objects.at(work_.index(object_of(address))).shape;
    return {address, contention_.cell(shape, offset_of(address)), exclusive};
}

Cell HeldLocks::only_object(std::int32_t shape) const {
    for (std::size_t n = 1; n < work_.objects.size(); n++)
        if (work_.objects[n].shape == shape) return work_.address_at(n);
    return 0;
}

std::vector<HeldLocks::Lock>& HeldLocks::held_by(std::size_t g) {
    auto known = std::find_if(now_.begin(), now_.end(), [&](const auto& one) { return one.first == g; });
    if (known != now_.end()) return known->second;
    std::vector<Lock>& held = now_.emplace_back(g, std::vector<Lock>{}).second;
    if (g >= state_.goroutines()) return held;
    const Component& component = state_.goroutine(g);
    for (const Entry& entry : lists_.list(list_of(state_.component_of(g)))) {
        Lock lock = entry.lock;
        const std::int32_t shape = contention_.shape_of(lock.cell);
        const Cell object = entry.place >= 0 ? component.address(static_cast<std::uint32_t>(entry.place))
                            : contention_.is_only_one(shape) ? only_object(shape)
                                                             : 0;
        if (object == 0) continue;
        lock.address = address(object_of(object), lock.address);
        held.push_back(lock);
    }
    return held;
}

void HeldLocks::take(std::size_t g, Cell address, bool exclusive) { held_by(g).push_back(lock_at(address, exclusive)); }

void HeldLocks::give_back(std::size_t g, Cell address, bool exclusive) {
    std::vector<Lock>& held = held_by(g);
    const Lock lock = lock_at(address, exclusive);
    auto known = std::find(held.begin(), held.end(), lock);
    if (known == held.end()) contention_.distrust(lock.cell);  // another goroutine's, perhaps
    else held.erase(known);
}

const std::vector<Contention::Guard>& HeldLocks::guards(std::size_t g, Cell object) {
    guards_.clear();
    for (const Lock& lock : held_by(g)) {
        Contention::Guard guard{lock.cell, offset_of(lock.address), true, lock.exclusive};
        if (object_of(lock.address) == object) guards_.push_back(guard);
        guard.same_object = false;
        if (contention_.is_only_one(contention_.shape_of(lock.cell))) guards_.push_back(guard);
    }
    return guards_;
}

const HeldLocks::Lock* HeldLocks::held_alone(std::size_t g, Cell address) {
    const std::vector<Lock>& held = held_by(g);
    auto known = std::find_if(held.begin(), held.end(),
                              [&](const Lock& lock) { return lock.address == address && lock.exclusive; });
    return known == held.end() ? nullptr : &*known;
}

void HeldLocks::leave(std::size_t g, Id after) {
    const Component& component = stacks_[after];
    List list;
    for (const Lock& lock : held_by(g)) {
        Entry entry{-1, lock};
        entry.lock.address = offset_of(lock.address);
        for (std::uint32_t i = 0; i < component.addresses && entry.place < 0; i++)
            if (object_of(component.address(i)) == object_of(lock.address)) entry.place = static_cast<std::int32_t>(i);
        // A lock that the goroutine cannot name any more is as good as not held.
        if (entry.place >= 0 || contention_.is_only_one(contention_.shape_of(lock.cell))) list.push_back(entry);
    }
    std::sort(list.begin(), list.end());
    note(after, lists_.number_of(list));
}

}  // namespace chancheck
