#include "temporal/lineages.hpp"

namespace chancheck {

Lineages::Lineages(const StateGraph& graph, std::vector<std::uint32_t> states)
    : graph_(graph), states_(std::move(states)) {
    begins_.push_back(0);
    for (std::uint32_t state : states_)
        begins_.push_back(begins_.back() + static_cast<Place>(graph.goroutine_count(state)));
    root_.resize(begins_.back());
    for (Place p = 0; p < root_.size(); p++) root_[p] = p;
    mortal_.resize(root_.size());
    moved_.resize(root_.size());
    enabled_.resize(root_.size());
    for (std::uint32_t state : states_)
        graph.each_edge(state, [&](std::uint32_t, std::uint32_t edge) {
            if (edge == StateGraph::STAY) return;
            const Passage& by = graph.passage(edge);
            for (std::int32_t g : {by.mover, by.peer})
                if (g >= 0) enabled_[place_of(state, g)] = true;
        });
}

Lineages::Place Lineages::place_of(std::uint32_t state, std::int32_t goroutine) const {
    const auto k = static_cast<std::size_t>(std::lower_bound(states_.begin(), states_.end(), state) - states_.begin());
    if (k >= states_.size() || states_[k] != state || goroutine < 0) return NONE;
    return begins_[k] + static_cast<Place>(goroutine);
}

Lineages::Place Lineages::find(Place place) {
    while (root_[place] != place) place = root_[place] = root_[root_[place]];
    return place;
}

void Lineages::step(std::uint32_t from, std::uint32_t to, std::uint32_t edge) {
    if (edge == StateGraph::STAY) return;
    const Passage& by = graph_.passage(edge);
    for (std::int32_t g : {by.mover, by.peer})
        if (g >= 0) moved_[place_of(from, g)] = true;
    const Place before = place_of(from, 0), after = place_of(to, 0);
    for (std::size_t g = 0; g < by.after.size(); g++) {
        const auto here = before + static_cast<Place>(g);
        if (by.after[g] < 0) mortal_[here] = true;
        else root_[find(here)] = find(after + static_cast<Place>(by.after[g]));
    }
    for (std::int32_t g : by.started)
        if (g >= 0) mortal_[after + static_cast<Place>(g)] = true;
}

void Lineages::finish() {
    moves_.resize(root_.size());
    ever_.resize(root_.size());
    always_.resize(root_.size(), true);
    for (Place p = 0; p < root_.size(); p++) {
        const Place root = root_[p] = find(p);
        if (mortal_[p]) mortal_[root] = true;
        if (moved_[p]) moves_[root] = true;
        if (enabled_[p]) ever_[root] = true;
        else always_[root] = false;
    }
}

}  // namespace chancheck
