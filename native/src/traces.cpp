#include "traces.hpp"

#include <algorithm>

namespace chancheck {

// Steps are not stored: the one that leads to the next state is found by taking all.
Step Traces::step_between(Id from, Id to) {
    machine_.load(from, states_);
    const std::vector<Move> moves = machine_.moves();
    std::vector<Cell> choices;
    for (const Move& move : moves) {
        if (machine_.ends_printing(move)) continue;
        choices.clear();
        do {
            if (machine_.step(move, choices) != Ending::none) continue;
            bool fresh = false;
            if (machine_.store(states_, fresh) == to) return {move, choices};
        } while (machine_.next_choices(choices));
    }
    throw BadProgram("a trace cannot be repeated");
}

std::vector<Step> Traces::to(Id state) {
    std::vector<Id> path;
    for (Id s = state; s != NONE; s = parents_[s]) path.push_back(s);
    std::reverse(path.begin(), path.end());
    std::vector<Step> trace;
    for (std::size_t i = 1; i < path.size(); i++) trace.push_back(step_between(path[i - 1], path[i]));
    return trace;
}

}  // namespace chancheck
