#include "bottom.hpp"

#include <algorithm>

namespace chancheck {

template <class F> void BottomComponents::for_each_step(Id state, F visit) {
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
    mark_states_that_end();
    if (rest_.empty() || stop_()) return;
    store_graph();
    mark_in_graph();
    search_graph(findings);
}

// From the last state back: what leads to a good state is good. A state comes after the one it was reached from, so that
// most are marked by then.
void BottomComponents::mark_states_that_end() {
    auto n = static_cast<Id>(states_.size());
    good_ = ends_;
    good_.resize(n, false);
    bool never_ends = std::find(ends_.begin(), ends_.end(), true) == ends_.end();
    for (Id state = n; state-- > 0;) {
        if (!good_[state] && !never_ends) {
            if (stop_()) return;
            for_each_step(state, [&](Id to) {
                good_[state] = good_[to];
                return !good_[state];
            });
        }
        if (!good_[state]) rest_.push_back(state);
        else if (state != 0) good_[traces_.parent(state)] = true;
    }
    std::erase_if(rest_, [&](Id state) { return good_[state]; });
    std::reverse(rest_.begin(), rest_.end());
}

void BottomComponents::store_graph() {
    rows_.push_back(0);
    leaves_.assign(rest_.size(), false);
    for (std::size_t i = 0; i < rest_.size() && !stop_(); i++) {
        for_each_step(rest_[i], [&](Id to) {
            if (good_[to]) leaves_[i] = true;
            else targets_.push_back(static_cast<Id>(std::lower_bound(rest_.begin(), rest_.end(), to) - rest_.begin()));
            return true;
        });
        rows_.push_back(targets_.size());
    }
}

// What leads to a state that leaves the rest leaves it too.
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

// Which goroutines are blocked for ever in a bottom component: those that, followed through its steps, never move.
void BottomComponents::judge(std::vector<Id> ids, Findings& findings) {
    std::sort(ids.begin(), ids.end());
    std::vector<std::size_t> base;  // by index in `ids`: number of its first goroutine
    std::size_t total = 0;
    for (Id s : ids) {
        if (stop_()) return;
        machine_.load(s, states_);
        base.push_back(total);
        total += machine_.goroutines();
    }
    auto base_of = [&](Id s) {
        return base[static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), s) - ids.begin())];
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> becomes;
    std::vector<std::uint8_t> moves(total, 0);
    std::vector<Cell> choices;
    for (std::size_t i = 0; i < ids.size(); i++) {
        if (stop_()) return;
        machine_.load(ids[i], states_);
        const std::vector<Move> taken = selection_.moves(ids[i]);
        std::size_t first = base[i], present = machine_.goroutines();
        for (std::size_t g = 0; g < present; g++) moves[first + g] = machine_.able()[g];
        for (const Move& move : taken) {
            choices.clear();
            do {
                if (machine_.step(move, choices) != Ending::none) continue;
                bool fresh = false;
                std::size_t to = base_of(machine_.store(states_, fresh));
                const auto& order = machine_.order();
                for (std::size_t g = 0; g < order.size(); g++) {
                    auto old = static_cast<std::size_t>(order[g]);
                    if (old < present)
                        becomes.emplace_back(static_cast<std::uint32_t>(to + g), static_cast<std::uint32_t>(first + old));
                }
            } while (machine_.next_choices(choices));
        }
    }
    std::sort(becomes.begin(), becomes.end());
    std::vector<std::uint32_t> todo;
    for (std::uint32_t i = 0; i < total; i++)
        if (moves[i] != 0) todo.push_back(i);
    while (!todo.empty()) {
        std::uint32_t later = todo.back();
        todo.pop_back();
        for (auto at = std::lower_bound(becomes.begin(), becomes.end(), std::make_pair(later, 0U));
             at != becomes.end() && at->first == later; ++at) {
            if (moves[at->second] != 0) continue;
            moves[at->second] = 1;
            todo.push_back(at->second);
        }
    }
    Id shown = ids.front();
    machine_.load(shown, states_);
    findings.component(shown, moves.data());
}

}  // namespace chancheck
