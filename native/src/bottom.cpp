#include "bottom.hpp"

#include <algorithm>
#include <unordered_map>

namespace chancheck {

// Tarjan's algorithm (1972), with its own stack.
void BottomComponents::find(Findings& findings) {
    std::size_t n = states_.size();
    constexpr std::uint32_t UNSEEN = 0, DONE = NONE;
    std::vector<std::uint32_t> low(n, UNSEEN);  // lowest reachable number; DONE once its component is known
    std::vector<std::uint32_t> number(n, 0);
    std::vector<std::uint64_t> edge(n);
    std::vector<Id> path, open;
    std::vector<bool> escapes(n, false);
    std::uint32_t counter = 0;
    auto enter = [&](Id s) {
        low[s] = number[s] = ++counter;
        edge[s] = graph_.rows[s].begin;
        path.push_back(s);
        open.push_back(s);
    };
    enter(0);
    while (!path.empty()) {
        Id s = path.back();
        if (edge[s] < graph_.rows[s].end) {
            Id t = graph_.targets[edge[s]++];
            if (low[t] == UNSEEN) enter(t);
            else if (low[t] == DONE) escapes[s] = true;
            else low[s] = std::min(low[s], number[t]);
            continue;
        }
        path.pop_back();
        if (graph_.rows[s].ends) escapes[s] = true;
        if (low[s] == number[s]) {
            std::vector<Id> members;
            bool bottom = true;
            Id member = NONE;
            do {
                member = open.back();
                open.pop_back();
                low[member] = DONE;
                members.push_back(member);
                bottom = bottom && !escapes[member];
            } while (member != s);
            bool moves = members.size() > 1 || graph_.rows[s].end > graph_.rows[s].begin;
            if (bottom && moves) judge(members, findings);
            if (!path.empty()) escapes[path.back()] = true;
        } else if (!path.empty()) {
            low[path.back()] = std::min(low[path.back()], low[s]);
        }
    }
}

// Which goroutines are blocked for ever in a bottom component: those that, followed through its steps, never move.
void BottomComponents::judge(const std::vector<Id>& members, Findings& findings) {
    std::vector<Id> ids = members;
    std::sort(ids.begin(), ids.end());
    std::unordered_map<Id, std::size_t> base;  // state -> number of its first goroutine
    std::size_t total = 0;
    for (Id s : ids) {
        machine_.load(s, states_);
        base.emplace(s, total);
        total += machine_.goroutines();
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> becomes;
    std::vector<std::uint8_t> moves(total, 0);
    std::vector<Cell> choices;
    for (Id s : ids) {
        machine_.load(s, states_);
        const std::vector<Move> all = machine_.moves();
        std::size_t first = base[s], present = machine_.goroutines();
        for (std::size_t g = 0; g < present; g++) moves[first + g] = machine_.able()[g];
        for (const Move& move : all) {
            choices.clear();
            do {
                if (machine_.step(move, choices) != Ending::none) continue;
                bool fresh = false;
                std::size_t to = base.at(machine_.store(states_, fresh));
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
    findings.component(shown, moves.data() + base[shown]);
}

}  // namespace chancheck
