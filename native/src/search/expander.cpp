#include "search/expander.hpp"

#include <algorithm>

namespace chancheck {

void Expander::take(Id state, const std::vector<Move>& moves, States& states, Findings& findings,
                    const std::function<bool()>& stop) {
    reached.clear();
    each_step(state, moves, findings, stop, [&](const Move& move, const std::vector<Cell>&) {
        Root root = machine.fold(states);
        states.prefetch(root);
        reached.push_back({root, move.goroutine, machine.result().number_of(move.goroutine), machine.started()});
    });
}

// Takes a step; whether it leads to a state that is kept.
bool Expander::leads_on(Id state, const Move& move, Findings& findings) {
    transitions_.store(transitions() + 1, std::memory_order_relaxed);
    Ending ending = machine.step(move, choices_);
    if (!machine.races().races().empty()) findings.raced(state, move, choices_);
    if (ending != Ending::none) {
        note_end(state);
        findings.run_ended(ending, state, move, choices_);
        return false;
    }
    if (machine.ends_root(move)) {
        root_can_end = true;
        if (machine.program().root_ends_all) findings.root_ended(state, move);
        if (machine.ends_printing(move)) {
            note_end(state);
            return false;
        }
    }
    return true;
}

// Takes the loaded state into the bounds. Its moves are known.
void Expander::measure() {
    if (machine.over()) return;
    bounds.longest.resize(machine.program().shapes.size(), 0);
    std::size_t goroutines = 0, blocked = 0;
    for (std::size_t g = 0; g < machine.state().goroutines(); g++) {
        if (machine.state().is_helper(g)) continue;
        goroutines++;
        blocked += machine.able()[g] == 0;
    }
    if (const Processors* queues = machine.scheduler().queues(); queues != nullptr) {
        machine.scheduler().check_queues();
        blocked = queues->parked().size();
        for (std::size_t p = 0; p < queues->count(); p++)
            bounds.queue = std::max(bounds.queue, queues->queue(p).size() + (queues->next(p) >= 0));
    }
    bounds.goroutines = std::max(bounds.goroutines, goroutines);
    bounds.blocked = std::max(bounds.blocked, blocked);
    for (std::size_t n = 1; n < machine.state().objects(); n++) {
        const Component& object = machine.state().object(n);
        Cell& longest = bounds.longest[static_cast<std::size_t>(object.words[0])];
        longest = std::max(longest, object.words[1]);
    }
}

}  // namespace chancheck
