#include "search/bottom_sccs.hpp"

#include <algorithm>

namespace chancheck {

template <class F>
void BottomComponents::for_each_step(Id state, F visit) {
    machine_.load(state, states_);
    const std::vector<Move>& moves = selection_.moves(state);
    std::vector<Cell> choices, further;
    for (std::size_t m = 0; m < moves.size(); m++) {
        choices.clear();
        for (bool more = true; more; choices.swap(further)) {
            Ending ending = machine_.step(moves[m], choices);
            more = machine_.next_choices(further);
            if (ending != Ending::none) continue;
            bool fresh = false;
            if (!visit(machine_.store(states_, fresh))) return;
        }
    }
}

void BottomComponents::find(Findings& findings) {
    if (selection_.knows_steps()) mark_by_steps();
    else mark_states_that_end();
    if (rest_.empty() || stop_()) return;
    store_graph();
    mark_in_graph();
    search_graph(findings);
}

void BottomComponents::mark_by_steps() {
    good_ = ends_;
    good_.resize(states_.size(), false);
    selection_.mark_what_leads_to(good_);
    for (Id state = 0; state < states_.size(); state++)
        if (!good_[state]) rest_.push_back(state);
}

// From the last state back: what leads to a good state is good. A state comes after the one it was reached from, so that
// most are marked by then.
void BottomComponents::mark_states_that_end() {
    auto end = static_cast<Id>(states_.size());
    good_ = ends_;
    good_.resize(end, false);
    if (std::find(ends_.begin(), ends_.end(), true) == ends_.end()) {
        for (Id state = 0; state < end; state++) rest_.push_back(state);
        return;
    }
    bool fine = false;
    for (auto level = course_.levels.rbegin(); level != course_.levels.rend() && !stop_(); ++level) {
        fine = mark_level(*level, end, fine);
        end = *level;
    }
    mark_level(0, end, false);
    std::erase_if(rest_, [&](Id state) { return good_[state]; });
    std::reverse(rest_.begin(), rest_.end());
}

// Where all states of the next level are good, those that lead on are: only the others have to take their steps again.
// Whether all were good.
bool BottomComponents::mark_level(Id begin, Id end, bool next_is_good) {
    bool all = true;
    for (Id state = end; state-- > begin;) {
        if (!good_[state] && next_is_good && course_.onward[state]) good_[state] = true;
        if (!good_[state]) {
            if (stop_()) return false;
            for_each_step(state, [&](Id to) {
                good_[state] = good_[to];
                return !good_[state];
            });
        }
        if (good_[state] && state != 0) good_[traces_.parent(state)] = true;
        if (good_[state]) continue;
        rest_.push_back(state);
        all = false;
    }
    return all;
}

void BottomComponents::store_graph() {
    rows_.push_back(0);
    leaves_.assign(rest_.size(), false);
    for (std::size_t i = 0; i < rest_.size() && !stop_(); i++) {
        for_each_step(rest_[i], [&](Id to) {
            if (to >= good_.size() || good_[to]) leaves_[i] = true;  // the first: there is more than was searched
            else targets_.push_back(static_cast<Id>(std::lower_bound(rest_.begin(), rest_.end(), to) - rest_.begin()));
            return true;
        });
        rows_.push_back(targets_.size());
    }
}

// A state that leads to one that leaves the rest leaves it too.
void BottomComponents::mark_in_graph() {
    if (rows_.size() <= rest_.size()) return;
    for (bool changed = true; changed && !stop_();) {
        changed = false;
        for (std::size_t i = rest_.size(); i-- > 0;) {
            if (leaves_[i]) continue;
            for (std::uint64_t e = rows_[i]; e < rows_[i + 1] && !leaves_[i]; e++) leaves_[i] = leaves_[targets_[e]];
            changed = changed || leaves_[i];
        }
    }
}

// Tarjan's algorithm (1972), with its own stack, on the states that never come to an end: no step leaves them.
void BottomComponents::search_graph(Findings& findings) {
    std::size_t n = rest_.size();
    if (rows_.size() <= n) return;
    constexpr std::uint32_t UNSEEN = 0, DONE = NONE;
    std::vector<std::uint32_t> low(n, UNSEEN);  // lowest reachable number; DONE once its component is known
    std::vector<std::uint32_t> number(n, 0);
    struct Visit {
        Id at;
        std::uint64_t edge;
    };
    std::vector<Visit> path;
    std::vector<Id> open;
    std::vector<bool> escapes(n, false);
    std::uint32_t counter = 0;
    auto enter = [&](Id s) {
        low[s] = number[s] = ++counter;
        path.push_back({s, rows_[s]});
        open.push_back(s);
    };
    for (Id start = 0; start < n; start++) {
        if (low[start] != UNSEEN || leaves_[start]) continue;
        enter(start);
        while (!path.empty()) {
            if (stop_()) return;
            Id s = path.back().at;
            if (path.back().edge < rows_[s + 1]) {
                Id t = targets_[path.back().edge++];
                if (low[t] == UNSEEN) enter(t);
                else if (low[t] == DONE) escapes[s] = true;
                else low[s] = std::min(low[s], number[t]);
                continue;
            }
            path.pop_back();
            if (low[s] != number[s]) {
                low[path.back().at] = std::min(low[path.back().at], low[s]);
                continue;
            }
            std::vector<Id> members;
            bool bottom = true;
            Id member = NONE;
            do {
                member = open.back();
                open.pop_back();
                low[member] = DONE;
                members.push_back(rest_[member]);
                bottom = bottom && !escapes[member];
            } while (member != s);
            if (bottom) judge(std::move(members), findings);
            if (!path.empty()) escapes[path.back().at] = true;
        }
    }
}

// Which goroutines are blocked for ever in a bottom component: those that never move, wherever its steps lead.
void BottomComponents::judge(std::vector<Id> ids, Findings& findings) {
    std::sort(ids.begin(), ids.end());
    Component component{std::move(ids), {0}, {}};
    for (Id state : component.states) {
        if (stop_()) return;
        machine_.load(state, states_);
        component.begins.push_back(component.begins.back() + machine_.state().goroutines());
    }
    component.seen.resize(component.begins.back(), false);
    Id shown = component.states.front();
    machine_.load(shown, states_);
    machine_.moves();
    std::vector<std::uint8_t> spins = machine_.able();
    for (std::size_t g = 0; g < spins.size() && !stop_(); g++)
        if (spins[g] == 0 && !component.seen[g]) spins[g] = moves_some_day(component, g);
    machine_.load(shown, states_);
    std::vector<std::int32_t> delayed;
    for (std::size_t g = 0; g < spins.size(); g++)
        if (spins[g] == 0 && machine_.scheduler().is_delayed(g)) delayed.push_back(static_cast<std::int32_t>(g));
    if (!stop_()) findings.component(shown, spins.data(), delayed);
}

// Follows a goroutine of the component's first state through all steps until it moves. If it never does, its indices in
// the states on the way stay in `seen`: a goroutine that arrives at one of them never moves either.
bool BottomComponents::moves_some_day(Component& in, std::size_t goroutine) {
    struct Stay {
        std::size_t state, goroutine;
    };
    std::vector<Stay> todo{{0, goroutine}};
    std::vector<std::size_t> marked{goroutine};
    in.seen[goroutine] = true;
    bool moves = false;
    while (!todo.empty() && !moves && !stop_()) {
        Stay here = todo.back();
        todo.pop_back();
        for_each_step(in.states[here.state], [&](Id to) {
            moves = machine_.able()[here.goroutine] != 0;
            const auto& order = machine_.result().order;
            auto at = std::find(order.begin(), order.end(), static_cast<std::int32_t>(here.goroutine));
            if (moves || at == order.end()) return !moves;
            auto after =
                static_cast<std::size_t>(std::lower_bound(in.states.begin(), in.states.end(), to) - in.states.begin());
            auto now = static_cast<std::size_t>(at - order.begin());
            std::size_t number = in.begins[after] + now;
            if (in.seen[number]) return true;
            in.seen[number] = true;
            marked.push_back(number);
            todo.push_back({after, now});
            return true;
        });
    }
    if (moves)
        for (std::size_t number : marked) in.seen[number] = false;
    return moves;
}

}  // namespace chancheck
