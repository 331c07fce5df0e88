// Bottom components: sets of states that a run, once inside, never leaves.
#pragma once

#include <vector>

#include "findings.hpp"

namespace chancheck {

// The steps between stored states.
struct Graph {
    struct Row {
        std::uint64_t begin, end;  // of the state's steps in `targets`
        bool ends;                 // from this state the run can end at once
    };
    std::vector<Id> targets;
    std::vector<Row> rows;  // by state

    void add(Id state, Row row) {
        if (state >= rows.size()) rows.resize(state + 1);
        rows[state] = row;
    }
};

class BottomComponents {
public:
    BottomComponents(Machine& machine, States& states, const Graph& graph)
        : machine_(machine), states_(states), graph_(graph) {}
    // Tells `findings` of every bottom component in which something moves.
    void find(Findings& findings);

private:
    void judge(const std::vector<Id>& members, Findings& findings);
    Machine& machine_;
    States& states_;
    const Graph& graph_;
};

}  // namespace chancheck
