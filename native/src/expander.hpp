// One thread's part of a search: takes the steps from a state.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "findings.hpp"
#include "states.hpp"

namespace chancheck {

class Expander {
public:
    Expander(World& world, const Task& task)
        : machine(world, {task.symmetry, task.monitored, task.wide_quote, task.scheduler}), task_(task) {}

    // Takes these moves from the state that the machine has loaded. `stop`: asked before every step whether to give up.
    void take(Id state, const std::vector<Move>& moves, States& states, Findings& findings,
              const std::function<bool()>& stop);

    Machine machine;
    struct Reached {
        Root root;
        std::int32_t mover, mover_after;  // who made the step, and its number afterwards
    };
    std::vector<Reached> reached;  // where the steps led
    std::vector<Id> ends;          // of all states so far: from here the run can end at once
    Bounds bounds;
    bool root_can_end = false;
    std::size_t transitions() const { return transitions_.load(std::memory_order_relaxed); }

private:
    void take(Id state, const Move& move, std::vector<Cell>& choices, States& states, Findings& findings);
    void note_end(Id state) {
        if (task_.components && (ends.empty() || ends.back() != state)) ends.push_back(state);
    }
    void measure();

    const Task& task_;
    std::atomic<std::size_t> transitions_{0};  // written by one thread
    std::vector<Cell> choices_, further_;
};

}  // namespace chancheck
