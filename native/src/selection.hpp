// Which moves a search takes from each state, and the proviso that none is put off for ever.
#pragma once

#include <utility>

#include "reduction.hpp"

namespace chancheck {

class Selection {
public:
    Selection(const std::vector<Cell>& reduction, Machine& machine) : machine_(machine), reduction_(reduction, machine) {}

    // The moves to take from the machine's loaded state.
    const std::vector<Move>& moves(Id state);
    // The search took a step.
    void stepped(Id from, Id to) {
        if (reduction_.active()) steps_.emplace_back(to, from);
    }
    // States whose moves all have to be taken now, so that from every state some such state is reached.
    std::vector<Id> ignoring();

private:
    enum Known : std::uint8_t { unknown, partial, whole };  // whether all moves of a state are taken
    Machine& machine_;
    Reduction reduction_;
    std::vector<Known> known_;
    std::vector<std::pair<Id, Id>> steps_;  // (to, from)
};

}  // namespace chancheck
