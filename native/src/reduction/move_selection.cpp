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
    const std::vector<Move>& chosen =
        everything_ || (known == unknown && !trying_) ? able : reduction_.choose(able, all);
    if (known == unknown && counts(able, trying_)) add({1, chosen.size(), able.size()});
    selected(state, all);
    return chosen;
}

// Whether it was tried for long enough to know. A rest may end.
bool Selection::is_due() {
    levels_++;
    if (trying_) return !everything_ && tally_.states >= (levels_ < LEVELS ? MANY : 1) * least_;
    if (tally_.states >= rest_) begin_to(true);
    return false;
}

void Selection::begin_to(bool trying) {
    trying_ = trying;
    tally_ = {};
    levels_ = 0;
    since_ = known_.size();
}

// Some of those where moves were left out. The last ones lead to states that may be met yet.
std::vector<Id> Selection::lately_reduced() const {
    std::vector<Id> all;
    for (std::size_t state = since_; state < since_ + (known_.size() - since_) / 4 * 3; state++)
        if (known_[state] == partial) all.push_back(static_cast<Id>(state));
    std::vector<Id> some;
    const std::size_t apart = all.size() / SAMPLE + 1;
    for (std::size_t at = 0; at < all.size(); at += apart) some.push_back(all[at]);
    return some;
}

void Selection::keep_trying() {
    times_ = 1;
    least_ *= 2;
    begin_to(true);
}

// Programs have phases: the states of one level may all be in the same one, in which nothing can be left out. So the first
// rest is short. clear: something was left out, and was met all the same.
void Selection::rest(bool clear) {
    if (clear) times_ = std::max(times_, CLEAR);
    rest_ = times_ * tally_.states;
    times_ = std::min(2 * times_, MOST_TIMES);
    least_ = LEAST_TRIED;
    begin_to(false);
}

void Selection::selected(Id state, bool all) {
    if (state >= known_.size()) known_.resize(state + 1, unknown);
    known_[state] = all ? whole : partial;
}

std::vector<Id> Selection::again() { return wrong_ ? mistaken() : ignoring(); }

std::vector<Id> Selection::mistaken() {
    wrong_ = false;
    was_wrong_ = true;
    std::vector<Id> chosen;
    for (Id state = 0; state < known_.size(); state++)
        if (known_[state] == partial) chosen.push_back(state);
    return chosen;
}

// Backwards along the steps, from the states with all moves taken. Of the states not reached so, the newest come first.
std::vector<Id> Selection::ignoring() {
    told_ = steps_.size();
    std::vector<bool> fine(known_.size(), false);
    std::vector<Id> chosen;
    for (Id state = 0; state < known_.size(); state++) fine[state] = known_[state] == whole;
    StepsBack back(steps_, fine);
    for (auto state = static_cast<Id>(known_.size()); state-- > 0;) {
        if (fine[state]) continue;
        known_[state] = whole;
        chosen.push_back(state);
        back.mark(state);
    }
    return chosen;
}

}  // namespace chancheck
