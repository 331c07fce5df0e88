// The canonical form of a change that gives no object another number, and which changes are such.
#include <algorithm>
#include <numeric>

#include "machine/canonicaliser.hpp"

namespace chancheck {

// Objects that are numbered from the globals and the root keep their numbers when only the addresses of others change.
// The rest keep theirs when their addresses stay, unless goroutines are compared to find out which comes first.
bool Canonicaliser::keeps_numbers(const Change& c) const {
    if (!c.stable || state_.head(HEAD_HIDDEN) != 0) return false;
    return static_cast<Cell>(settings_.symmetry ? c.reaches : c.differs) <= state_.head(HEAD_FIXED);
}

void Canonicaliser::apply(const Change& change, const Move& move, std::span<const std::int32_t> let_go) {
    alarm_.spend(state_.parts().size() + change.goroutines.size() + change.objects.size());
    races_.watch(change, move);
    bool idle = numbers_by_pointing();
    bool in_place = idle && (keeps_numbers(change) || keeps_row(change, move));
    Cell fixed = state_.head(HEAD_FIXED);
    if (!change.touches.empty() || !in_place) lay_out(change, move, let_go);
    if (!change.touches.empty()) races_.judge_accesses(change, raw_, move);
    if (in_place) apply_in_place(change, move, let_go, fixed);
    else if (idle && (!settings_.symmetry || compares_few(raw_.goroutines))) renumber(change, move, let_go);
    else if (idle && settings_.symmetry && islands_.number(change, move)) store_islands();
    else if (idle && has_same_parts(change) && numbered_in_order(fixed)) apply_in_place(change, move, let_go, fixed);
    else canonicalise();
}

// The last object up to which a goroutine's addresses lead, after all up to `from`; 0 if it does not meet them in order.
std::uint32_t Canonicaliser::in_row(const Words& goroutine, std::uint32_t from) const {
    for (std::uint32_t i = 0; i < goroutine.addresses; i++) {
        const std::uint32_t target = goroutine.target(i);
        if (target <= from) continue;
        if (target != from + 1) return 0;
        from = row_.ends[target];
    }
    return from;
}

void Canonicaliser::find_row() {
    row_.known = true;
    row_.holds = false;
    const std::size_t first = state_.first_goroutine();
    row_.ends.assign(first + 1, 0);
    row_.up_to.assign(state_.goroutines(), 0);
    std::uint32_t start = 1, explored = 0;
    for (std::uint32_t last = 1; last < first; start = ++last) {
        while (explored < last) {
            const Component& object = heap_[state_.parts()[++explored]];
            if (object.addresses > 0 && world_.is_bag(object)) return;
            for (std::uint32_t i = 0; i < object.addresses; i++) last = std::max(last, object.target(i));
        }
        row_.ends[start] = last;
    }
    row_.globals = row_.ends[1];
    const auto fixed = static_cast<std::uint32_t>(state_.head(HEAD_FIXED));
    for (std::size_t g = 0; g < state_.goroutines(); g++) {
        const Component& one = state_.goroutine(g);
        if ((one.words[0] & HELPER_FLAG) != 0) return;
        const bool root = (one.words[0] & ROOT_FLAG) != 0;
        row_.up_to[g] = in_row(one, root ? row_.globals : fixed);
        if (row_.up_to[g] == 0 || (root && row_.up_to[g] != fixed)) return;
    }
    row_.holds = true;
}

// Whether the objects are still a row of the same stretches, to the last one.
bool Canonicaliser::keeps_row(const Change& c, const Move& move) {
    if (!c.objects_same || !has_same_parts(c) || !c.let_go.empty() || state_.head(HEAD_HIDDEN) != 0) return false;
    if (!row_.known) find_row();
    if (!row_.holds) return false;
    const auto fixed = static_cast<std::uint32_t>(state_.head(HEAD_FIXED));
    std::uint32_t last = fixed;
    for (std::size_t g = 0; g < state_.goroutines(); g++) {
        const bool moves = static_cast<std::int32_t>(g) == move.goroutine,
                   meets = static_cast<std::int32_t>(g) == move.peer;
        std::uint32_t up_to = row_.up_to[g];
        if (moves || meets) {
            const Id after = moves ? c.mover : c.peer;
            const bool root = (state_.goroutine(g).words[0] & ROOT_FLAG) != 0;
            up_to = after == NONE ? 1 : in_row(stacks_[after], root ? row_.globals : fixed);
            if (up_to == 0 || (root && up_to != fixed)) return false;
        }
        last = std::max(last, up_to);
    }
    for (Id fresh : c.goroutines) {
        if (fresh == NONE) continue;
        const std::uint32_t up_to = (stacks_[fresh].words[0] & HELPER_FLAG) != 0 ? 0 : in_row(stacks_[fresh], fixed);
        if (up_to == 0) return false;
        last = std::max(last, up_to);
    }
    return last + 1 == state_.first_goroutine();
}

// The result's parts with the numbers of the state before.
void Canonicaliser::lay_out(const Change& change, const Move& move, std::span<const std::int32_t> let_go) {
    auto goroutines_from = state_.parts().begin() + static_cast<std::ptrdiff_t>(state_.first_goroutine());
    raw_.objects.assign(state_.parts().begin(), goroutines_from);
    raw_.old_objects = raw_.objects.size();
    for (const Write& write : change.writes) raw_.objects[write.at] = memo_.written(write, raw_.objects[write.at]);
    raw_.objects.insert(raw_.objects.end(), change.objects.begin(), change.objects.end());
    raw_.goroutines.assign(goroutines_from, goroutines_from + static_cast<std::ptrdiff_t>(state_.goroutines()));
    for (const Write& other : change.others) raw_.goroutines[other.at] = other.component;
    for (std::size_t i = 0; i < change.let_go.size(); i++)
        raw_.goroutines[static_cast<std::size_t>(let_go[i])] = change.let_go[i];
    raw_.goroutines[static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) raw_.goroutines[static_cast<std::size_t>(move.peer)] = change.peer;
    raw_.goroutines.insert(raw_.goroutines.end(), change.goroutines.begin(), change.goroutines.end());
    raw_.root = change.root >= 0 ? change.root : state_.head(HEAD_ROOT);
    raw_.output = change.output >= 0 ? change.output : state_.head(HEAD_OUTPUT);
}

// As `canonicalise`, where no object gets another number.
void Canonicaliser::apply_in_place(const Change& change, const Move& move, std::span<const std::int32_t> let_go,
                                   Cell fixed) {
    numbered_ = Numbered::in_place;
    std::size_t first = state_.first_goroutine(), present = state_.goroutines();
    next_.parts.assign(state_.parts().begin(), state_.parts().begin() + static_cast<std::ptrdiff_t>(first + present));
    next_.order.resize(present);
    for (std::size_t g = 0; g < present; g++) next_.order[g] = static_cast<std::int32_t>(g);
    for (const Write& write : change.writes) next_.parts[write.at] = memo_.written(write, next_.parts[write.at]);
    next_.parts[first + static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) next_.parts[first + static_cast<std::size_t>(move.peer)] = change.peer;
    for (std::size_t i = 0; i < change.let_go.size(); i++)
        next_.parts[first + static_cast<std::size_t>(let_go[i])] = change.let_go[i];
    for (std::size_t k = 0; k < change.goroutines.size(); k++) {
        next_.parts.push_back(change.goroutines[k]);
        next_.order.push_back(static_cast<std::int32_t>(present + k));
    }
    drop_gone();
    const std::size_t kept = next_.parts.size();
    if (settings_.symmetry) {
        for (std::size_t g = first + 1; g < kept; g++) move_into_place(g, move);
    }
    if (queues_.scheduler) {
        queues_.rename(next_, present + change.goroutines.size());
        next_.parts[0] = heads_.with_queues(state_, static_cast<Cell>(kept - first), fixed, queues_);
    } else if (kept - first != present || fixed != state_.head(HEAD_FIXED)) {
        next_.parts[0] = heads_.like(state_, static_cast<Cell>(kept - first), fixed);
    }
}

void Canonicaliser::drop_gone() {
    const std::size_t first = state_.first_goroutine();
    std::size_t kept = first;
    for (std::size_t g = first; g < next_.parts.size(); g++) {
        if (next_.parts[g] == NONE) continue;
        next_.parts[kept] = next_.parts[g];
        next_.order[kept - first] = next_.order[g - first];
        kept++;
    }
    next_.parts.resize(kept);
    next_.order.resize(kept - first);
}

// One step of sorting by insertion: the goroutines before this one are in order; the root stays first. Those that did not
// move were in order among themselves.
void Canonicaliser::move_into_place(std::size_t from, const Move& move) {
    std::size_t first = state_.first_goroutine();
    const auto present = static_cast<std::int32_t>(state_.goroutines());
    auto stayed = [&](std::size_t at) {
        const std::int32_t g = next_.order[at - first];
        return g != move.goroutine && g != move.peer && g < present;
    };
    for (std::size_t at = from; at > first; at--) {
        if (stayed(at) && stayed(at - 1)) return;
        Id before = next_.parts[at - 1], here = next_.parts[at];
        if (before == here) return;
        const Cell* words = stacks_[before].words;
        if ((words[0] & ROOT_FLAG) != 0 || compare_goroutines(program_, words, stacks_[here].words) <= 0) return;
        std::swap(next_.parts[at - 1], next_.parts[at]);
        std::swap(next_.order[at - 1 - first], next_.order[at - first]);
    }
}

void Canonicaliser::replace_head(Id head) {
    next_.parts = state_.parts();
    next_.parts[0] = head;
    next_.order.resize(state_.goroutines());
    std::iota(next_.order.begin(), next_.order.end(), 0);
}

}  // namespace chancheck
