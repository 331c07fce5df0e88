// From which state each state was first reached, and the runs that follow from it.
#pragma once

#include <vector>

#include "blocks.hpp"
#include "task.hpp"

namespace chancheck {

// Where a search goes level by level, each state's parent is, among those of the level before, one that is reached with
// the fewest changes of goroutine.
class Traces {
public:
    Traces(Machine& machine, States& states, bool levels) : machine_(machine), states_(states), levels_(levels) {}
    // The initial state is there.
    void begin();
    // This state, so many steps away from the initial one, is expanded next.
    void expand(Id state, std::size_t depth);
    // From here on states are expanded in no order.
    void leave_levels() { levels_ = false; }
    // A step from it leads to this state. `mover`: who made it; `after`: the mover's number there, or GONE.
    void reached(Id state, bool fresh, std::int32_t mover, std::int32_t after);
    // The steps from the initial state to this one. The machine has some other state loaded afterwards.
    std::vector<Step> to(Id state);
    Id parent(Id state) const { return parents_[state]; }

    static constexpr std::int32_t GONE = -1, NOBODY = -2;
    // Who moved last, as a goroutine of the state that its step led to.
    std::int32_t mover_after(std::int32_t mover) const;

private:
    struct Arrival {
        std::uint32_t switches;
        std::int32_t mover;  // of the last step
    };
    Step step_between(Id from, Id to, std::int32_t& mover);
    Arrival after_step(std::int32_t mover, std::int32_t after) const {
        bool switches = here_.mover != NOBODY && here_.mover != mover;
        return {here_.switches + switches, after};
    }

    Machine& machine_;
    States& states_;
    bool levels_;
    Blocks<Id> parents_;
    Id size_ = 0, state_ = NONE;
    // Of this level's states and the next one's, from `first` on.
    std::vector<Arrival> arrivals_, next_arrivals_;
    Id first_ = 0, next_first_ = 0;
    std::size_t depth_ = 0;
    Arrival here_{0, NOBODY};
};

}  // namespace chancheck
