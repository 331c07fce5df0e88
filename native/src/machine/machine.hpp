// Runs a Program: docs/internals-machine.md is what this follows.
//
// A machine loads a state, enumerates its moves, takes steps, and stores the successors in the set of states. Its parts,
// in the order in which a step passes through them (docs/internals-native.md has a picture):
//   LoadedState      the state's components, packed and unpacked
//   EnabledMoves     its moves; with Go's scheduler SchedulerDriver
//   Stepper          takes a step from the step cache, or executes it
//   Interpreter      executes effects of rules and local code in the Workspace
//   RaceTracker      records accesses to shared memory and events that order them
//   Canonicaliser    numbers the objects of the successor and sorts its goroutines
#pragma once

#include <vector>

#include "machine/canonicaliser.hpp"
#include "machine/enabled_moves.hpp"
#include "machine/interpreter.hpp"
#include "machine/stepper.hpp"
#include "scheduling/scheduler_driver.hpp"

namespace chancheck {

class Machine {
public:
    Machine(World& world, Settings settings);
    Machine(const Machine&) = delete;  // its parts know each other
    Machine& operator=(const Machine&) = delete;

    Alarm alarm;  // ends steps that exceed the limits of the search

    void start();  // the initial state becomes the result of a step
    void load(Id state, const States& states);
    void load(const std::vector<Id>& parts);  // of a state: the numbers of its components
    void sort() { canonicaliser_.sort(); }    // the loaded state becomes the result of a step, with sorted goroutines

    // Of the loaded state.
    LoadedState& state() { return state_; }
    const LoadedState& state() const { return state_; }
    const std::vector<Move>& moves();
    Pace pace_of(const Move& move) const { return enabled_.pace_of(move); }
    const std::vector<std::uint8_t>& able() const { return enabled_.able(); }  // which goroutines move in one of them
    Cell root() const { return state_.head(HEAD_ROOT); }
    bool over() const { return root() == 1 && program_.root_ends_all; }
    const std::string& output() const { return world_.outputs.text(state_.head(HEAD_OUTPUT)); }
    bool ends_root(const Move& move) const {
        return move.alternative == BY_END && state_.is_root(static_cast<std::size_t>(move.goroutine));
    }
    // Where the process ends with the root, later output of other goroutines does not exist: such a state is not stored.
    bool ends_printing(const Move& move) const { return ends_root(move) && program_.prints && program_.root_ends_all; }
    const SchedulerDriver& scheduler() const { return scheduler_; }
    SchedulerDriver& scheduler() { return scheduler_; }

    // Performs a move. Local code takes the given choices; further ones are 0 and are added.
    Ending step(const Move& move, std::vector<Cell>& choices) { return stepper_.step(move, choices); }
    bool next_choices(std::vector<Cell>& choices) const { return choices_.next(choices); }
    bool passes_by(const Move& move, std::vector<Cell>& choices) { return stepper_.passes_by(move, choices); }

    // Of the last step, unless the run ended: the state that it leads to.
    const Successor& result() const { return canonicaliser_.next(); }
    Root fold(States& states);
    Root fold(const std::vector<Id>& parts, std::size_t objects, States& states) {
        return tree_.fold(parts, objects, states);
    }
    Id store(States& states, bool& fresh) { return states.intern(fold(states), fresh); }
    bool started() const { return !stepper_.was_turn() && !stepper_.change()->goroutines.empty(); }  // a goroutine
    // If it ended the run: what with.
    const std::string& text() const { return interpreter_.text; }
    const Change* change() const { return stepper_.change(); }  // null: it ended the run
    const std::string& last_output() const { return world_.outputs.text(work_.output); }

    const RaceTracker& races() const { return races_; }
    RaceTracker& races() { return races_; }
    // Of the last step, with `recorded` cells: reports it to a monitor; the numbers in the successor of the objects and
    // goroutines before, then of new ones (0: none; -1: none); which goroutines reach each object of the successor.
    void tell(Monitor& monitor, const Move& move) const { races_.tell(monitor, stepper_.change(), move); }
    const std::vector<std::uint32_t>& numbers_after() { return canonicaliser_.numbers(*stepper_.change()); }
    const std::vector<std::int32_t>& goroutines_after() {
        return canonicaliser_.next().numbers(state_.goroutines() + stepper_.change()->goroutines.size());
    }
    const Reach& reach_after() { return races_.reach(result().parts); }
    std::span<const Id> goroutines_of_result() const { return std::span(result().parts).last(result().order.size()); }

    // By number: whether a goroutine of some state offers operations there.
    std::vector<bool> sites_met() const;
    const Program& program() const { return program_; }

private:
    void loaded();

    World& world_;
    const Program& program_;
    Settings settings_;
    StepQueues queues_;
    StateTree tree_;
    LoadedState state_;
    Guards guards_;
    Memo memo_;
    Choices choices_;
    Workspace work_;
    RaceTracker races_;
    Interpreter interpreter_;
    Canonicaliser canonicaliser_;
    EnabledMoves enabled_;
    SchedulerDriver scheduler_;
    Stepper stepper_;
};

}  // namespace chancheck
