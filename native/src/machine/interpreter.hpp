// Executes a step in the workspace: the effects of a rule, then local code until each goroutine of the step rests.
//
// `run_local` is one switch over all instructions, on purpose: registers stay in registers of the processor.
#pragma once

#include <string>
#include <vector>

#include "machine/alarm.hpp"
#include "machine/choices.hpp"
#include "machine/guards.hpp"
#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "races/race_tracker.hpp"

namespace chancheck {

class Interpreter {
public:
    struct Interrupt {};  // the run ended within a step

    Interpreter(World& world, const Settings& settings, Alarm& alarm, const LoadedState& state, Workspace& work,
                const Guards& guards, RaceTracker& races, Choices& choices);

    void begin_step();
    Ending ending() const { return ending_; }  // after an Interrupt
    std::string text;                          // what the run ended with
    const std::vector<bool>& passed() const { return passed_; }

    // effects.cpp
    void perform(const Rule& rule, const Alternative& mine, std::size_t mover, const Alternative* theirs,
                 std::size_t peer);
    void park_others(std::size_t mover);  // no goroutine was enabled: those that wait for a partner have parked
    [[noreturn]] void end_run(Ending how, std::string what);
    // interpreter.cpp: run local code until a goroutine rests or is gone
    void run(std::size_t goroutine);
    void run_started(std::size_t first_new);  // those started in this step
    // maps.cpp
    void sort_entries(Object& map);

private:
    // effects.cpp
    const std::vector<Cell>& span(const Value& value, const Operands& with);
    void apply(const Effect& effect, const Operands& with, const std::size_t* who,
               const Alternative* const* alternatives);
    void mark_all(Cell list, Cell offset, Cell mark);
    Happening clock(HappeningKind kind, const Effect& effect, const Operands& with);
    void snapshot(Operands& into, int side, const Alternative& alternative, std::size_t goroutine);
    bool try_eager(std::size_t goroutine, const Site& site);
    void pass_time(Cell passed, Cell lead);

    // interpreter.cpp
    void run_local(std::size_t goroutine);

    // calls.cpp
    Phase end_of(const Stack& s) const { return program_.counted && !s.helper ? Phase::ending : Phase::gone; }
    void raise(std::size_t goroutine, Cell type, Cell payload);
    void unwind(std::size_t goroutine);
    void call(Stack& stack, Cell function_value, std::uint32_t arguments, std::int32_t count);
    void call_function(Stack& stack, std::int32_t function, Cell closure, std::uint32_t arguments, std::int32_t count);
    bool call_deferred(Stack& stack, std::int32_t status);        // the last one; false if it is nil
    bool give_back(std::size_t goroutine, std::int32_t results);  // `ret`; false when the goroutine rests or is gone
    bool recovers(const Stack& stack) const;
    std::int32_t function_of(Cell function_value, Cell& closure);
    // The position in the program's own code, also while a function that it called runs. It distinguishes faults.
    std::int32_t own_place(const Stack& stack) const;

    // maps.cpp
    bool map_find(const Object& map, const Cell* key, std::uint32_t& at);
    int compare_keys(const Shape& shape, const Cell* a, const Cell* b) const;

    // stack_frames.cpp
    std::vector<Cell> frames_of(const Stack& stack);
    Cell kept_frames(const Stack& stack);
    Cell frame_at(const Stack& stack, Cell n);
    Cell frame_text(Cell number);
    // unknown.cpp
    [[noreturn]] void end_unknown(const Stack& stack, Cell name, const char* before = "");
    Cell unknown_name(const Cell* r, std::int32_t at, std::int32_t what);
    Cell unknown_span(const Cell* cells, Cell count) const;

    const Program& program_;
    const Settings& settings_;
    Strings &strings_, &outputs_;
    Alarm& alarm_;
    const LoadedState& state_;
    Workspace& work_;
    const Guards& guards_;
    RaceTracker& races_;
    Choices& choices_;

    std::size_t budget_ = 0;  // instructions until the next one that jumps back or calls rests
    Ending ending_ = Ending::none;
    std::vector<Cell> scratch_, key_;
    std::vector<bool> passed_;                      // by site: an operation was performed on arrival
    const Effect* raised_[2] = {nullptr, nullptr};  // the panics that effects ask for
};

}  // namespace chancheck
