#include "search/sample.hpp"

#include <algorithm>

namespace chancheck {

std::size_t Sample::distinct(Id first, Id last) {
    Settings settings;
    settings.symmetry = true;
    Machine sorted(world_, settings);
    std::vector<std::vector<Id>> all;
    for (Id state = first; state < std::min<std::size_t>(last, states_.size()); state++) {
        if (stop_()) return last - first;
        machine_.load(state, states_);
        sorted.load(machine_.state().parts());
        sorted.sort();
        all.push_back(sorted.result().parts);
    }
    std::sort(all.begin(), all.end());
    return static_cast<std::size_t>(std::unique(all.begin(), all.end()) - all.begin());
}

bool Sample::lead_elsewhere(const std::vector<Id>& states) {
    std::size_t steps = 0, elsewhere = 0;
    std::vector<Cell> choices;
    for (Id state : states) {
        machine_.load(state, states_);
        for (const Move& move : std::vector<Move>(machine_.moves())) {
            if (stop_()) return true;
            choices.clear();
            if (machine_.step(move, choices) != Ending::none) continue;
            steps++;
            elsewhere += states_.find(machine_.fold(states_)) == NONE;
        }
    }
    return 10 * elsewhere > steps;
}

}  // namespace chancheck
