// The states of a program as a graph, with the propositions that hold in each and the movers of each edge.
// docs: chancheck/temporal/states.py.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "search/limits_monitor.hpp"
#include "store/state_set.hpp"
#include "temporal/valuation.hpp"

namespace chancheck {

// How a step takes goroutines from one state to the next. Distinct ones are stored once.
struct Passage {
    static constexpr std::int32_t NOBODY = -1;
    std::int32_t mover = NOBODY, peer = NOBODY;  // by their numbers before
    // Cases of a select that they take: site and alternative; NOBODY where there is no choice.
    std::pair<std::int32_t, std::int32_t> chosen{NOBODY, NOBODY}, peer_chosen{NOBODY, NOBODY};
    std::vector<std::int32_t> after;    // number afterwards of each goroutine before; NOBODY: it is gone
    std::vector<std::int32_t> started;  // numbers of new ones
    auto operator<=>(const Passage&) const = default;
    template <class F>
    void each_choice(F visit) const {
        if (chosen.first >= 0) visit(mover, chosen);
        if (peer_chosen.first >= 0) visit(peer, peer_chosen);
    }
};

// A node is a state, or behind them the end of a run, of which there is one for each letter. Node 0 is the initial state.
class StateGraph {
public:
    static constexpr std::uint32_t STAY = NONE;  // the edge of a node that stays as it is for ever

    StateGraph(Program program, Task task, std::vector<Observer> observers);
    void explore();

    const std::string& limit() const { return limit_; }
    Progress progress() const;
    std::size_t states() const { return rows_.size() - 1; }  // that were expanded
    const std::vector<Letter>& letters() const { return letters_; }
    std::size_t goroutine_count(std::uint32_t node) const { return node < letter_.size() ? goroutines_[node] : 0; }

    std::size_t nodes() const { return letter_.size() + letters_.size(); }
    std::uint32_t letter(std::uint32_t node) const {
        return node < letter_.size() ? letter_[node] : node - static_cast<std::uint32_t>(letter_.size());
    }
    // Calls `visit` with the node that each edge leads to, and the edge.
    template <class F>
    void each_edge(std::uint32_t node, F visit) const {
        if (node >= letter_.size() || (node < states() && rows_[node] == rows_[node + 1])) {
            visit(node, STAY);
            return;
        }
        if (node >= states()) return;  // not expanded
        for (std::uint64_t e = rows_[node]; e < rows_[node + 1]; e++)
            visit(target(static_cast<std::uint32_t>(e)), static_cast<std::uint32_t>(e));
    }
    const Passage& passage(std::uint32_t edge) const { return *passages_[edges_[edge].passage]; }
    Step step(std::uint32_t node, std::uint32_t edge);  // takes steps again
    bool tick();                                        // to be called often: whether to give up
    void stop(const char* limit) { limit_ = limit; }
    // What there is of the graph is searched, for so many seconds (negative: no limit).
    void allow(double seconds) {
        limit_.clear();
        task_.limits.seconds = seconds;
        machine_.alarm.set(task_.limits);
        if (seconds >= 0) task_.limits.seconds += watch_.seconds();
    }

private:
    static constexpr std::uint32_t END = std::uint32_t{1} << 31;  // a target is the end of a run, with this letter
    struct Edge {
        std::uint32_t target, passage;
    };
    std::uint32_t target(std::uint32_t edge) const {
        const std::uint32_t to = edges_[edge].target;
        return (to & END) == 0 ? to : static_cast<std::uint32_t>(letter_.size()) + (to & ~END);
    }
    template <class F>
    void each_step(Id state, F visit);
    bool expand(Id state);
    std::uint32_t store_result();
    std::uint32_t passage_of(const Move& move, bool ended);
    std::pair<std::int32_t, std::int32_t> chosen(std::int32_t goroutine, std::int32_t alternative);
    std::uint32_t letter_number(Letter letter);

    Task task_;
    Watch watch_;
    World world_;
    Machine machine_;
    Valuation valuation_;
    States states_;
    std::vector<std::uint32_t> letter_;  // by state
    std::vector<std::uint16_t> goroutines_;
    std::vector<Letter> letters_;
    std::map<Letter, std::uint32_t> letter_numbers_;
    std::vector<std::uint64_t> rows_{0};
    std::vector<Edge> edges_;
    std::map<Passage, std::uint32_t> passage_numbers_;
    std::vector<const Passage*> passages_;
    std::string limit_;
};

}  // namespace chancheck
