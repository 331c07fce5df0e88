// From which state each state was first reached, and the runs that follow from it.
#pragma once

#include <vector>

#include "task.hpp"

namespace chancheck {

class Traces {
public:
    Traces(Machine& machine, States& states) : machine_(machine), states_(states) {}
    // States are added in the order of their numbers; the initial one has no parent (NONE).
    void add(Id parent) { parents_.push_back(parent); }
    // The steps from the initial state to this one. The machine has some other state loaded afterwards.
    std::vector<Step> to(Id state);

private:
    Step step_between(Id from, Id to);
    Machine& machine_;
    States& states_;
    std::vector<Id> parents_;
};

}  // namespace chancheck
