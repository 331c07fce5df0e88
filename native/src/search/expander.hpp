// One thread's part of a search: takes the steps from a state.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "search/findings.hpp"
#include "store/state_set.hpp"

namespace chancheck {

class Expander {
public:
    Expander(World& world, const Task& task)
        : machine(world, {.symmetry = task.symmetry,
                          .monitored = task.monitored,
                          .wide_quote = task.wide_quote,
                          .scheduler = task.scheduler,
                          .lone = task.lone,
                          .unordered = task.unordered,
                          .races = task.races}),
          task_(task) {
        machine.alarm.set(task.limits);
    }

    // Takes these moves from the state that the machine has loaded. `stop`: called before every step, true gives up.
    void take(Id state, const std::vector<Move>& moves, States& states, Findings& findings,
              const std::function<bool()>& stop);
    // The same; calls `arrive` with each step (its move, its choices) that leads to a state, the machine's result.
    template <class F>
    void each_step(Id state, const std::vector<Move>& moves, Findings& findings, const std::function<bool()>& stop,
                   const F& arrive) {
        if (task_.measure) measure();
        if (moves.empty()) {
            findings.halted(state);
            note_end(state);
        }
        for (const Move& move : moves) {
            choices_.clear();
            for (bool more = true; more; choices_.swap(further_)) {
                if (stop()) return;
                if (leads_on(state, move, findings)) arrive(move, choices_);
                more = machine.next_choices(further_);
            }
        }
    }

    Machine machine;
    struct Reached {
        Root root;
        std::int32_t mover, mover_after;  // the goroutine that made the step, and its number afterwards
        bool started;                     // a goroutine
    };
    std::vector<Reached> reached;  // where the steps led
    std::vector<Id> ends;          // of all states so far: from here the run can end at once
    Bounds bounds;
    bool root_can_end = false;
    std::size_t transitions() const { return transitions_.load(std::memory_order_relaxed); }

private:
    bool leads_on(Id state, const Move& move, Findings& findings);
    void note_end(Id state) {
        if (task_.components && (ends.empty() || ends.back() != state)) ends.push_back(state);
    }
    void measure();

    const Task& task_;
    std::atomic<std::size_t> transitions_{0};  // written by one thread
    std::vector<Cell> choices_, further_;
};

}  // namespace chancheck
