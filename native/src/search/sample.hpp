// What reductions gain, as some states of a search show it: docs/adr/0020-where-reducing-does-not-pay.md
#pragma once

#include <functional>
#include <vector>

#include "machine/machine.hpp"

namespace chancheck {

class Sample {
public:
    // stop: called often; true ends the look, and its answer is void.
    Sample(World& world, Machine& machine, States& states, std::function<bool()> stop)
        : world_(world), machine_(machine), states_(states), stop_(std::move(stop)) {}

    // Of the states from `first` to before `last`, how many there would be if goroutines with the same stack were the same.
    std::size_t distinct(Id first, Id last);
    // Whether more than a tenth of all steps from these states lead to states that the search has not met.
    bool lead_elsewhere(const std::vector<Id>& states);

private:
    World& world_;
    Machine& machine_;
    States& states_;
    std::function<bool()> stop_;
};

}  // namespace chancheck
