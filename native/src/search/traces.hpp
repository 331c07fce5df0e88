// From which state each state was first reached, and the runs that follow from it.
#pragma once

#include <vector>

#include "search/task.hpp"
#include "store/segmented_vector.hpp"

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
    bool in_levels() const { return levels_; }
    // A step from it leads to this state. `mover`: its goroutine; `after`: the mover's number there (Machine::number_after).
    void reached(Id state, bool fresh, std::int32_t mover, std::int32_t after);

    // Of a run that ends in a state: how often the goroutine changes, and the number there of the one that moved last.
    struct Arrival {
        std::uint32_t switches;
        std::int32_t mover;
    };
    // With levels, where several threads expand one: `from` a state of it a goroutine makes a step...
    Arrival arrival(Id from, std::int32_t mover, std::int32_t after) const {
        return after_step(arrivals_[from - first_], mover, after);
    }
    // ... and this is the best one that leads to the next new state.
    void add(Id parent, Arrival best);

    // The steps from the initial state to this one. The machine has some other state loaded afterwards.
    std::vector<Step> to(Id state);
    // Those along states of which each leads to the next in one step.
    std::vector<Step> along(const std::vector<Id>& path);
    Id parent(Id state) const { return parents_[state]; }
    Id size() const { return size_; }  // states that have a trace
    std::size_t depth(Id state) const;

    static constexpr std::int32_t NOBODY = -2;

    static Arrival after_step(Arrival here, std::int32_t mover, std::int32_t after) {
        bool switches = here.mover != NOBODY && here.mover != mover;
        return {here.switches + switches, after};
    }

private:
    Step step_between(Id from, Id to, std::int32_t& mover);
    bool leads_to(const Move& move, Id to, std::vector<Cell>& choices);

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
