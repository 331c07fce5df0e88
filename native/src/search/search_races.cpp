// Races, looked for after a search in the states that it has stored.
#include "races/race_pass.hpp"
#include "search/search.hpp"

namespace chancheck {

// In what was expanded.
void Search::look_for_races(const Contention& seen, bool briefly) {
    if (seen.empty() || !frontier_->exhaustive() || outcome_.limit == "first" || outcome_.limit == "unknown") return;
    const double before = watch_.seconds();
    std::vector<bool> expanded(states_.size(), true);
    if (stopped_)
        for (Id state : frontier_->open()) expanded[state] = false;
    stopped_ = false;
    watch_.race();
    KeptAccesses* kept = level_ || seen.misjudged() ? nullptr : &machine_.races().kept();
    if (kept != nullptr) kept->settle();
    std::size_t transitions = 0, followed = 0;
    auto follow = [&](const Contention& what, bool a_little) {
        Limits limits = task_.limits;
        if (limits.seconds >= 0) limits.seconds = std::max(0.0, limits.seconds - watch_.seconds());
        Racing racing(world_, task_, limits, what, kept, states_, traces_, selection_, expanded,
                      [&] { return tick(); });
        if (a_little) racing.begin_briefly(machine_.races().order());
        const bool known = racing.find(findings_, [&] {
            watch_.found();
            if (task_.stop_first) stop("first");
        });
        transitions += racing.transitions();
        followed += racing.followed();
        return known;
    };
    bool known = false;
    if (briefly) {
        Contention without_faults = seen;
        without_faults.presume_no_faults();
        known = follow(without_faults, true);
    }
    if (!known) follow(seen, false);
    outcome_.racing = {transitions, followed, watch_.seconds() - before};
}

// How far accesses have to be followed to know whether there are races: docs/adr/0051-conflicts-side-by-side.md,
// docs/adr/0064-operations-side-by-side.md, docs/adr/0065-faults-in-one-order.md
Search::Following Search::following(const Contention& seen) {
    if (seen.empty() || level_ || !frontier_->exhaustive()) return Following::far;
    LatestAccesses& latest = machine_.races().latest();
    OperationOrder& order = machine_.races().order();
    const std::size_t few = states_.size() / 8 + 16, most = states_.size() + states_.size() / 4 + 16;
    Id known = 0;        // the states before this one were compared
    bool stale = false;  // with less than is known now
    while (!stopped_ && !pausing_ && outcome_.limit.empty()) {
        Contention without_faults = contention();
        without_faults.presume_no_faults();
        if (!latest.covers(without_faults.cells()) || !order.may_be_ordered()) return Following::far;
        if (const bool more = latest.changes(); order.changes() || more) stale = known > 0;
        std::vector<Id> again;
        bool beside = !latest.shows_all();
        for (; known < states_.size() && !beside && again.size() <= few; known++) {
            if (tick()) return Following::far;
            machine_.load(known, states_);
            if (order.looks() && order.has_pair(machine_.state(), machine_.moves())) return Following::far;
            const auto met = latest.meeting(machine_.state());
            beside = met == LatestAccesses::Meeting::conflict;
            if (met == LatestAccesses::Meeting::accessed && !selection_.took_all(known) &&
                latest.moves_on(selection_.taken(known)))
                again.push_back(known);
        }
        if (beside || again.size() > few || states_.size() > most)
            return have_pair() ? Following::far : Following::briefly;
        if (again.empty() && !stale) return Following::nothing;
        if (again.empty()) {
            known = 0;
            stale = false;
            continue;
        }
        for (Id state : again) selection_.selected(state, true);
        expand_again(again);
        search();
    }
    return Following::far;
}

// Whether some of the states have operations side by side that nothing orders.
bool Search::have_pair() {
    constexpr Id FIRST = 500, EACH = 16;
    OperationOrder& order = machine_.races().order();
    if (!order.looks()) return false;
    for (Id state = 0; state < states_.size(); state += state < FIRST ? 1 : EACH) {
        if (tick()) return true;
        machine_.load(state, states_);
        if (order.has_pair(machine_.state(), machine_.moves())) return true;
    }
    return false;
}

}  // namespace chancheck
