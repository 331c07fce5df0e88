// Locks that goroutines outside a stubborn set would have to take first. docs/adr/0054-gates.md
#include <algorithm>

#include "reduction/reduction.hpp"

namespace chancheck {

// Whether a goroutine outside the set has to take one of these locks first, which none of them can before the set moves.
bool Reduction::shut(const Gates& gates) {
    return std::any_of(gates.begin(), gates.end(), [&](Cell lock) { return lock > 0 && closed(lock); });
}

// Whether no goroutine outside the set can act on a lock as it is now: then none ever will, before the set moves.
bool Reduction::closed(Cell lock) {
    if (closed_for_ != members_.size()) {
        closed_for_ = members_.size();
        closed_.clear();
    }
    for (const auto& [known, is_closed] : closed_)
        if (known == lock) return is_closed;
    const Cell object = object_of(lock);
    if (!machine_.state().cell(static_cast<std::size_t>(object), offset_of(lock))) return false;
    Operations first = 0;
    auto find = [&](std::uint32_t bucket, Cell offset) {
        for (std::int32_t i = buckets_[bucket].first; i >= 0; i = demands_[static_cast<std::size_t>(i)].next) {
            const Demand& d = demands_[static_cast<std::size_t>(i)];
            if (d.object == object && d.offset == offset && outside(d.by) && within_reach(d.by)) first |= d.first;
        }
    };
    find(bucket_of(object, offset_of(lock)), offset_of(lock));
    find(bucket_of(object, SOMEWHERE), SOMEWHERE);
    for (std::uint32_t g = 0; anything_at_all_ != 0 && g < anything_.size(); g++)
        if (in_set_[g] == 0) first |= anything_[g];
    const auto shape = static_cast<std::size_t>(machine_.state().object(static_cast<std::size_t>(object)).words[0]);
    for (const OnShape& on : on_shapes_[shape].demands)
        if (outside(on.by) && within_reach(on.by)) first |= on.operations;
    const bool is_closed = !may_act(first, lock);
    closed_.emplace_back(lock, is_closed);
    return is_closed;
}

}  // namespace chancheck
