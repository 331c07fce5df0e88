#include "search/traces.hpp"

#include <algorithm>

namespace chancheck {

void Traces::begin() {
    parents_.reach(0);
    parents_[0] = NONE;
    size_ = 1;
    if (levels_) arrivals_.push_back({0, NOBODY});
    next_first_ = 1;
}

void Traces::expand(Id state, std::size_t depth) {
    state_ = state;
    if (!levels_) return;
    if (depth != depth_) {
        depth_ = depth;
        arrivals_.swap(next_arrivals_);
        next_arrivals_.clear();
        first_ = next_first_;
        next_first_ = size_;
    }
    // A state that is expanded once more, after all the levels, was reached long ago.
    here_ = state < first_ ? Arrival{0, NOBODY} : arrivals_[state - first_];
}

void Traces::reached(Id state, bool fresh, std::int32_t mover, std::int32_t after) {
    if (fresh) {
        parents_.reach(state);
        parents_[state] = state_;
        size_++;
        if (levels_) next_arrivals_.push_back(after_step(here_, mover, after));
        return;
    }
    if (!levels_ || state < next_first_) return;
    Arrival arrival = after_step(here_, mover, after);
    if (arrival.switches >= next_arrivals_[state - next_first_].switches) return;
    next_arrivals_[state - next_first_] = arrival;
    parents_[state] = state_;
}

void Traces::add(Id parent, Arrival best) {
    parents_.reach(size_);
    parents_[size_++] = parent;
    next_arrivals_.push_back(best);
}

// Steps are not stored: the one that leads to the next state is found by taking them. Of several it is the first one of
// the last mover, else the first one.
Step Traces::step_between(Id from, Id to, std::int32_t& mover) {
    machine_.load(from, states_);
    const std::vector<Move> moves = machine_.moves();
    Step found;
    for (const bool of_mover : {true, false})
        for (const Move& move : moves)
            if ((move.goroutine == mover) == of_mover && leads_to(move, to, found.choices)) {
                found.move = move;
                mover = machine_.result().number_of(move.goroutine);
                return found;
            }
    throw BadProgram("a trace cannot be repeated");
}

// Whether the loaded state goes to this one by the move, with the first choices that do.
bool Traces::leads_to(const Move& move, Id to, std::vector<Cell>& choices) {
    std::vector<Cell> further;
    choices.clear();
    for (bool more = true; more; choices.swap(further)) {
        const Ending ending = machine_.step(move, choices);
        more = machine_.next_choices(further);
        if (ending != Ending::none || machine_.ends_printing(move)) continue;
        bool fresh = false;
        if (machine_.store(states_, fresh) == to) return true;
    }
    return false;
}

std::size_t Traces::depth(Id state) const {
    std::size_t steps = 0;
    for (Id s = parents_[state]; s != NONE; s = parents_[s]) steps++;
    return steps;
}

std::vector<Step> Traces::to(Id state) {
    std::vector<Id> path;
    for (Id s = state; s != NONE; s = parents_[s]) path.push_back(s);
    std::reverse(path.begin(), path.end());
    return along(path);
}

std::vector<Step> Traces::along(const std::vector<Id>& path) {
    std::vector<Step> trace;
    std::int32_t mover = NOBODY;
    for (std::size_t i = 1; i < path.size(); i++) trace.push_back(step_between(path[i - 1], path[i], mover));
    return trace;
}

}  // namespace chancheck
