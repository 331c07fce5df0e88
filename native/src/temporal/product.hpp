// The product of a program's states with the automaton of a negated formula, and its fair accepted runs.
// docs: chancheck/temporal/product.py, which this follows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "temporal/lineages.hpp"
#include "temporal/state_graph.hpp"

namespace chancheck {

// docs: chancheck/temporal/buchi.py. accepting: by node, the sets that it is in.
struct Automaton {
    std::vector<Letter> needs, forbids;
    std::vector<std::uint32_t> first;
    std::vector<std::vector<std::uint32_t>> following;
    std::vector<std::uint64_t> accepting;
    std::uint64_t all = 0;
    std::vector<bool> settled;
    bool reads(std::uint32_t node, Letter letter) const {
        return (needs[node] & ~letter) == 0 && (forbids[node] & letter) == 0;
    }
};

enum class Fairness { none, weak, select, strong };

// docs: chancheck/temporal/product.py, Lasso.
struct Lasso {
    std::vector<Step> prefix, cycle;
    bool settled = false;
};

class Product {
public:
    Product(StateGraph& graph, const Automaton& automaton, Fairness fairness);
    std::optional<Lasso> violation();  // nothing also where a limit ends the search
    std::size_t size() const { return nodes_.size(); }

private:
    struct Node {
        std::uint32_t state, q, parent, edge, depth;  // edge: from the parent
    };
    struct Out {
        std::uint32_t node, edge;
    };
    using Wanted = std::function<bool(std::uint32_t v, const Out& out)>;

    bool build();  // whether it met a settled node, the last one
    std::uint32_t reach(std::uint32_t state, std::uint32_t q, std::uint32_t parent, std::uint32_t edge);
    std::vector<std::vector<std::uint32_t>> components(const std::vector<std::uint32_t>& inside);
    void judge(std::vector<std::uint32_t> component);
    bool is_inside(std::uint32_t v, const Out& out, std::size_t at) const {
        return part_[out.node] == part_[v] && !banned_[at];
    }
    template <class F>
    void each_inner(const std::vector<std::uint32_t>& component, F visit) const;
    Lineages lineages(const std::vector<std::uint32_t>& component) const;
    bool accepts(const std::vector<std::uint32_t>& component) const;
    bool ban_refusals(const std::vector<std::uint32_t>& component, const Lineages& lines);
    Lasso lasso();
    std::vector<Wanted> wishes(const Lineages& lines) const;
    using Round = std::vector<std::pair<std::uint32_t, Out>>;
    Round round(std::uint32_t first, const std::vector<Wanted>& wishes);
    bool neglects(const Round& round, const Lineages& lines) const;
    void way(Round& round, std::uint32_t from, const Wanted& wanted);
    std::vector<Step> prefix(std::uint32_t v);
    void take(std::vector<Step>& steps, std::uint32_t state, std::uint32_t edge);

    StateGraph& graph_;
    const Automaton& automaton_;
    const Fairness fairness_;
    std::vector<Node> nodes_;
    std::vector<std::vector<std::uint32_t>> numbers_;  // by node of the automaton and of the states
    std::vector<std::uint64_t> rows_{0};
    std::vector<Out> out_;
    std::vector<bool> banned_;                 // by edge
    std::vector<std::uint32_t> part_;          // by node: which part it was last in
    std::vector<std::uint32_t> low_, number_;  // of Tarjan's algorithm
    std::uint32_t parts_ = 0;
    std::vector<std::vector<std::uint32_t>> todo_;
    std::vector<std::uint32_t> best_;
    std::uint32_t best_depth_ = NONE;
};

}  // namespace chancheck
