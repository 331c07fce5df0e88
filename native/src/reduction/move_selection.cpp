#include "reduction/move_selection.hpp"

#include <algorithm>

namespace chancheck {

const std::vector<Move>& Selection::moves(Id state) {
    if (!reduction_.active()) return machine_.moves();
    const std::vector<Move>& able = reduction_.distinct(machine_.moves());
    Known known = state < known_.size() ? known_[state] : unknown;
    if (known == whole) return able;
    if (reduction_.presumes() && reduction_.excluded(able)) presume_nothing();
    bool all = true;
    const std::vector<Move>& chosen = known == unknown && !trying_ ? able : reduction_.choose(able, all);
    if (known == unknown) add({1, chosen.size(), able.size()});
    selected(state, all);
    return chosen;
}

// It is not worth the time where hardly any moves were left out; but programs have phases.
void Selection::review() {
    constexpr std::size_t LEAST = 1000, TIMES = 30;
    if (tally_.states < (trying_ ? LEAST : rest_)) return;
    rest_ = TIMES * tally_.states;
    trying_ = !trying_ || 5 * tally_.taken <= 4 * tally_.all;
    tally_ = {};
}

void Selection::selected(Id state, bool all) {
    if (state >= known_.size()) known_.resize(state + 1, unknown);
    known_[state] = all ? whole : partial;
}

std::vector<Id> Selection::again() {
    return wrong_ ? mistaken() : ignoring();
}

std::vector<Id> Selection::mistaken() {
    wrong_ = false;
    was_wrong_ = true;
    std::vector<Id> chosen;
    for (Id state = 0; state < known_.size(); state++)
        if (known_[state] == partial) chosen.push_back(state);
    return chosen;
}

// From the states whose moves are all taken back along the steps; of what is left, the states met last first.
std::vector<Id> Selection::ignoring() {
    std::sort(steps_.begin(), steps_.end());
    sorted_ = steps_.size();
    std::vector<bool> fine(known_.size(), false);
    std::vector<Id> todo, chosen;
    for (Id state = 0; state < known_.size(); state++) fine[state] = known_[state] == whole;
    mark_what_leads_to(fine);
    for (auto state = static_cast<Id>(known_.size()); state-- > 0;) {
        if (fine[state]) continue;
        known_[state] = whole;
        chosen.push_back(state);
        fine[state] = true;
        todo.push_back(state);
        go_back(todo, fine);
    }
    return chosen;
}

void Selection::mark_what_leads_to(std::vector<bool>& marked) const {
    std::vector<Id> todo;
    for (Id state = 0; state < marked.size(); state++)
        if (marked[state]) todo.push_back(state);
    go_back(todo, marked);
}

void Selection::go_back(std::vector<Id>& todo, std::vector<bool>& marked) const {
    while (!todo.empty()) {
        Id to = todo.back();
        todo.pop_back();
        auto at = std::lower_bound(steps_.begin(), steps_.end(), std::make_pair(to, Id{0}));
        for (; at != steps_.end() && at->first == to; ++at) {
            if (marked[at->second]) continue;
            marked[at->second] = true;
            todo.push_back(at->second);
        }
    }
}

}  // namespace chancheck
