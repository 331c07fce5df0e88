// The moves of a state.
#include <algorithm>

#include "machine/machine.hpp"

namespace chancheck {
namespace {

bool comes_before(const Move& a, const Move& b) {
    auto place = [](const Move& m) { return static_cast<std::uint32_t>(m.alternative); };  // the default comes last
    if (a.alternative != b.alternative) return place(a) < place(b);
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.peer != b.peer) return a.peer < b.peer;
    return a.peer_alternative < b.peer_alternative;
}

}  // namespace

void Machine::show_moves(Entry& entry, std::size_t g, std::size_t h) {
    for (Slot& slot : entry.slots)
        moves_.push_back({static_cast<std::int32_t>(g), slot.alternative, slot.rule,
                          slot.meets ? static_cast<std::int32_t>(h) : -1, slot.peer_alternative, &slot});
}

// Those of g alone, if h is g, or with h.
void Machine::find_moves_of(std::size_t g, std::size_t h) {
    if (Entry* known = lately_.entry(g, h); known != nullptr) {
        show_moves(*known, g, h);
        return;
    }
    std::uint32_t first = component_of(g);
    if (g == h) {
        Plan& plan = memo_.solo(first);
        lately_.note(g, g, remembered_moves(plan, first, false, g, 0, [&] { enumerate_alone(g); }));
    } else {
        Plan& plan = memo_.meeting(first, component_of(h), first);
        lately_.note(g, h, remembered_moves(plan, first, true, g, h, [&] { enumerate_meetings(g, h); }));
    }
}

void Machine::find_moves() {
    std::size_t present = goroutines();
    lately_.turn_to(base_leaves_, first_goroutine(), memo_.times_forgotten(), stacks_);
    for (std::size_t g = 0; g < present; g++) {
        std::size_t first = moves_.size();
        find_moves_of(g, g);
        std::size_t alone = moves_.size();
        alarm.spend(lately_.wants(g) != 0 ? present : 1);
        if (lately_.wants(g) != 0) {
            for (std::size_t h = 0; h < present; h++)
                if (h != g && (lately_.offers(h) & lately_.wants(g)) != 0) find_moves_of(g, h);
        }
        if (moves_.size() > alone)
            std::sort(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(), comes_before);
    }
    if (program_.idles && program_.attempts) drop_defaults();
    if (program_.idles) enumerate_idle();
}

const std::vector<Move>& Machine::moves() {
    moves_.clear();
    if (scheduler_) find_scheduled_moves();
    else find_moves();
    able_.assign(goroutines(), 0);
    for (const Move& move : moves_) {
        able_[static_cast<std::size_t>(move.goroutine)] = 1;
        if (move.peer >= 0) able_[static_cast<std::size_t>(move.peer)] = 1;
    }
    return moves_;
}

}  // namespace chancheck
