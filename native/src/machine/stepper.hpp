// Takes steps from the loaded state. The step cache has the effect of most of them; the others are executed.
#pragma once

#include <vector>

#include "machine/canonicaliser.hpp"
#include "machine/enabled_moves.hpp"
#include "machine/interpreter.hpp"
#include "scheduling/scheduler_driver.hpp"

namespace chancheck {

class Stepper {
public:
    Stepper(World& world, Alarm& alarm, LoadedState& state, Workspace& work, Memo& memo, Interpreter& interpreter,
            Choices& choices, RaceTracker& races, Canonicaliser& canonicaliser, SchedulerDriver& scheduler);

    void load() { shown_slot_ = nullptr; }  // another state was loaded
    Ending step(const Move& move, std::vector<Cell>& choices);
    // Whether a step is cached and makes no recorded access. Then the caller may skip it; its choices are known.
    bool passes_by(const Move& move, std::vector<Cell>& choices);

    // Of the last step.
    const Change* change() const { return shown_; }  // null: it ended the run
    bool was_turn() const { return turned_; }        // nothing but the head is another one

private:
    const Change* recall(const Move& move, const std::vector<Cell>& choices);
    void show(const Change& known, Slot* slot, std::vector<Cell>& choices);
    void keep(const Move& move);
    Ending execute(const Move& move, const std::vector<Cell>& given);
    void take_up(const Move& move);
    void gather(const Move& move, std::size_t first_new);
    Id stored(std::size_t goroutine);
    void gather_objects();
    void gather_write(std::size_t object, const Words& after);
    void gather_goroutines(const Move& move, std::size_t first_new);
    void judge_stability(const Move& move);
    bool same_targets(const Words& a, const Words& b) const;
    std::uint32_t differ_up_to(const Words& a, const Words& b);

    World& world_;
    const Program& program_;
    Components &heap_, &stacks_;
    Alarm& alarm_;
    LoadedState& state_;
    Workspace& work_;
    Memo& memo_;
    Interpreter& interpreter_;
    Choices& choices_;
    RaceTracker& races_;
    Canonicaliser& canonicaliser_;
    SchedulerDriver& scheduler_;

    bool turned_ = false;            // see was_turn
    Change change_;                  // of the last step that was performed
    const Change* shown_ = nullptr;  // of the last step
    Slot* shown_slot_ = nullptr;
    std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> met_;  // of differ_up_to
};

}  // namespace chancheck
