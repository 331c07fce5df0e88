#include "temporal/product.hpp"

#include <set>
#include <tuple>

namespace chancheck {

Product::Product(StateGraph& graph, const Automaton& automaton, Fairness fairness)
    : graph_(graph), automaton_(automaton), fairness_(fairness), numbers_(automaton.needs.size()) {}

std::uint32_t Product::reach(std::uint32_t state, std::uint32_t q, std::uint32_t parent, std::uint32_t edge) {
    std::vector<std::uint32_t>& numbers = numbers_[q];
    if (numbers.empty()) numbers.assign(graph_.nodes(), NONE);
    if (numbers[state] == NONE) {
        if (nodes_.size() >= NONE - 1) throw std::bad_alloc();
        numbers[state] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back({state, q, parent, edge, parent == NONE ? 0 : nodes_[parent].depth + 1});
    }
    return numbers[state];
}

bool Product::build() {
    const std::vector<Letter>& letters = graph_.letters();
    for (std::uint32_t q : automaton_.first)
        if (automaton_.reads(q, letters[graph_.letter(0)])) reach(0, q, NONE, NONE);
    for (std::uint32_t v = 0; v < nodes_.size() && !graph_.tick(); v++) {
        const auto [state, q, parent, edge, depth] = nodes_[v];
        if (automaton_.settled[q]) {
            best_ = {v};
            return true;
        }
        graph_.each_edge(state, [&, v = v, q = q](std::uint32_t to, std::uint32_t by) {
            const Letter letter = letters[graph_.letter(to)];
            for (std::uint32_t after : automaton_.following[q])
                if (automaton_.reads(after, letter)) out_.push_back({reach(to, after, v, by), by});
        });
        rows_.push_back(out_.size());
    }
    return false;
}

std::optional<Lasso> Product::violation() {
    if (build()) return Lasso{prefix(best_.front()), {}, true};
    if (rows_.size() <= nodes_.size()) return std::nullopt;
    banned_.resize(out_.size());
    for (auto* numbers : {&part_, &low_, &number_}) numbers->resize(nodes_.size(), 0);
    std::vector<std::uint32_t> all(nodes_.size());
    for (std::uint32_t v = 0; v < all.size(); v++) all[v] = v;
    todo_ = components(all);
    while (!todo_.empty() && !graph_.tick()) {
        std::vector<std::uint32_t> component = std::move(todo_.back());
        todo_.pop_back();
        judge(std::move(component));
    }
    if (best_.empty()) return std::nullopt;
    return lasso();
}

template <class F>
void Product::each_inner(const std::vector<std::uint32_t>& component, F visit) const {
    for (std::uint32_t v : component)
        for (std::uint64_t at = rows_[v]; at < rows_[v + 1]; at++)
            if (is_inside(v, out_[at], at)) visit(v, out_[at], at);
}

// Tarjan's algorithm (1972), with its own stack, on the nodes inside, which become one part.
std::vector<std::vector<std::uint32_t>> Product::components(const std::vector<std::uint32_t>& inside) {
    parts_++;
    for (std::uint32_t v : inside) part_[v] = parts_;
    constexpr std::uint32_t UNSEEN = 0, DONE = NONE;
    std::vector<std::uint32_t>&low = low_, &number = number_;
    for (std::uint32_t v : inside) low[v] = UNSEEN;
    struct Visit {
        std::uint32_t at;
        std::uint64_t edge;
    };
    std::vector<Visit> path;
    std::vector<std::uint32_t> open;
    std::vector<std::vector<std::uint32_t>> found;
    std::uint32_t counter = 0;
    auto enter = [&](std::uint32_t v) {
        low[v] = number[v] = ++counter;
        path.push_back({v, rows_[v]});
        open.push_back(v);
    };
    for (std::uint32_t start : inside) {
        if (low[start] != UNSEEN) continue;
        enter(start);
        while (!path.empty()) {
            if (graph_.tick()) return {};
            const std::uint32_t v = path.back().at;
            if (path.back().edge < rows_[v + 1]) {
                const std::uint64_t at = path.back().edge++;
                if (!is_inside(v, out_[at], at)) continue;
                const std::uint32_t to = out_[at].node;
                if (low[to] == UNSEEN) enter(to);
                else if (low[to] != DONE) low[v] = std::min(low[v], number[to]);
                continue;
            }
            path.pop_back();
            if (!path.empty()) low[path.back().at] = std::min(low[path.back().at], low[v]);
            if (low[v] != number[v]) continue;
            std::vector<std::uint32_t> component;
            do {
                component.push_back(open.back());
                low[open.back()] = DONE;
                open.pop_back();
            } while (component.back() != v);
            found.push_back(std::move(component));
        }
    }
    return found;
}

bool Product::accepts(const std::vector<std::uint32_t>& component) const {
    std::uint64_t met = 0;
    for (std::uint32_t v : component) met |= automaton_.accepting[nodes_[v].q];
    return met == automaton_.all;
}

Lineages Product::lineages(const std::vector<std::uint32_t>& component) const {
    std::vector<std::uint32_t> states;
    states.reserve(component.size());
    for (std::uint32_t v : component) states.push_back(nodes_[v].state);
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    Lineages lines(graph_, std::move(states));
    each_inner(component, [&](std::uint32_t v, const Out& out, std::uint64_t) {
        lines.step(nodes_[v].state, nodes_[out.node].state, out.edge);
    });
    lines.finish();
    return lines;
}

// Whether a fair accepted run can go round in it for ever; else its parts are still to be judged.
void Product::judge(std::vector<std::uint32_t> component) {
    parts_++;
    for (std::uint32_t v : component) part_[v] = parts_;
    bool goes_round = false;
    each_inner(component, [&](std::uint32_t, const Out&, std::uint64_t) { goes_round = true; });
    if (!goes_round || !accepts(component)) return;
    std::vector<std::uint32_t> shut;  // states in which a goroutine could move that never does
    bool refuses = false;
    if (fairness_ != Fairness::none) {
        const bool strong = fairness_ == Fairness::strong;
        const Lineages lines = lineages(component);
        lines.each_place([&](std::uint32_t state, std::int32_t goroutine, Lineages::Place line) {
            const bool starves = !lines.moves(line) && (strong ? lines.ever(line) : lines.always(line));
            if (starves && lines.enabled(state, goroutine)) shut.push_back(state);
        });
        if (!shut.empty() && !strong) return;  // starved in the whole is starved in each part
        if (strong || fairness_ == Fairness::select) refuses = ban_refusals(component, lines);
    }
    if (shut.empty() && !refuses) {
        const std::uint32_t depth = nodes_[*std::min_element(component.begin(), component.end())].depth;
        if (depth >= best_depth_) return;
        best_depth_ = depth;
        best_ = std::move(component);
        return;
    }
    std::sort(shut.begin(), shut.end());
    std::erase_if(component,
                  [&](std::uint32_t v) { return std::binary_search(shut.begin(), shut.end(), nodes_[v].state); });
    std::sort(component.begin(), component.end());
    for (std::vector<std::uint32_t>& part : components(component)) todo_.push_back(std::move(part));
}

// Bans the edges with which a goroutine takes a case of a select while another one is ready that it never takes. Whether
// there are any.
bool Product::ban_refusals(const std::vector<std::uint32_t>& component, const Lineages& lines) {
    using Case = std::tuple<Lineages::Place, std::int32_t, std::int32_t>;
    std::set<Case> taken;
    auto each_case = [&](auto visit) {
        each_inner(component, [&](std::uint32_t v, const Out& out, std::uint64_t at) {
            if (out.edge == StateGraph::STAY) return;
            graph_.passage(out.edge).each_choice([&](std::int32_t goroutine, const auto& chosen) {
                const Lineages::Place line = lines.of(nodes_[v].state, goroutine);
                if (line != NONE) visit(v, at, goroutine, line, chosen);
            });
        });
    };
    each_case([&](std::uint32_t, std::uint64_t, std::int32_t, Lineages::Place line, const auto& chosen) {
        taken.emplace(line, chosen.first, chosen.second);
    });
    std::vector<std::uint64_t> refusing;
    each_case([&](std::uint32_t v, std::uint64_t at, std::int32_t goroutine, Lineages::Place line, const auto& chosen) {
        bool refuses = false;
        graph_.each_edge(nodes_[v].state, [&](std::uint32_t, std::uint32_t other) {
            if (other == StateGraph::STAY) return;
            graph_.passage(other).each_choice([&](std::int32_t who, const auto& ready) {
                if (who == goroutine && ready.first == chosen.first)
                    refuses = refuses || !taken.contains({line, ready.first, ready.second});
            });
        });
        if (refuses) refusing.push_back(at);
    });
    for (std::uint64_t at : refusing) banned_[at] = true;
    return !refusing.empty();
}

// --- the run

Lasso Product::lasso() {
    parts_++;
    for (std::uint32_t v : best_) part_[v] = parts_;
    const std::uint32_t first = *std::min_element(best_.begin(), best_.end());
    const Lineages lines = lineages(best_);
    Round steps = round(first, wishes(lines));
    if (fairness_ != Fairness::none && neglects(steps, lines)) {  // one that takes all edges does not
        std::vector<Wanted> all;
        each_inner(best_, [&](std::uint32_t from, const Out& one, std::uint64_t) {
            all.push_back([from, one](std::uint32_t v, const Out& out) {
                return v == from && out.node == one.node && out.edge == one.edge;
            });
        });
        steps = round(first, all);
    }
    Lasso found{prefix(first), {}, false};
    for (const auto& [v, out] : steps) take(found.cycle, nodes_[v].state, out.edge);
    return found;
}

// A way from a node back to it, with an edge for each wish.
Product::Round Product::round(std::uint32_t first, const std::vector<Wanted>& wishes) {
    Round round;
    auto at = [&] { return round.empty() ? first : round.back().second.node; };
    for (const Wanted& wanted : wishes) {
        bool granted = false;
        for (const auto& [v, out] : round) granted = granted || wanted(v, out);
        if (!granted) way(round, at(), wanted);
    }
    if (round.empty() || at() != first)
        way(round, at(), [&](std::uint32_t, const Out& out) { return out.node == first; });
    return round;
}

// Whether a goroutine lives through all rounds, never moves, and is owed a step: one that ends elsewhere in the part.
bool Product::neglects(const Round& round, const Lineages& lines) const {
    const bool strong = fairness_ == Fairness::strong;
    const auto count = static_cast<std::int32_t>(graph_.goroutine_count(nodes_[round.front().first].state));
    for (std::int32_t g = 0; g < count; g++) {
        std::int32_t at = g;
        bool moves = false, always = true, ever = false;
        for (const auto& [v, out] : round) {
            if (at < 0) break;
            const bool enabled = lines.enabled(nodes_[v].state, at);
            always = always && enabled;
            ever = ever || enabled;
            if (out.edge == StateGraph::STAY) continue;
            const Passage& by = graph_.passage(out.edge);
            moves = moves || at == by.mover || at == by.peer;
            at = by.after[static_cast<std::size_t>(at)];
        }
        if (at == g && !moves && (strong ? ever : always)) return true;
    }
    return false;
}

// The edges that a round needs.
std::vector<Product::Wanted> Product::wishes(const Lineages& lines) const {
    std::vector<Wanted> wishes;
    for (std::uint64_t set = 1; (set & automaton_.all) != 0; set <<= 1)
        wishes.push_back([this, set](std::uint32_t, const Out& out) {
            return (automaton_.accepting[nodes_[out.node].q] & set) != 0;
        });
    if (fairness_ == Fairness::none) return wishes;
    const bool strong = fairness_ == Fairness::strong;
    std::set<Lineages::Place> living;
    lines.each_place([&](std::uint32_t, std::int32_t, Lineages::Place line) { living.insert(line); });
    for (Lineages::Place line : living) {
        if (strong && !lines.ever(line)) continue;
        wishes.push_back([this, &lines, line, strong](std::uint32_t v, const Out& out) {
            if (out.edge != StateGraph::STAY) {
                const Passage& by = graph_.passage(out.edge);
                for (std::int32_t g : {by.mover, by.peer})
                    if (lines.of(nodes_[v].state, g) == line) return true;
            }
            const std::uint32_t after = nodes_[out.node].state;
            for (std::size_t g = 0; !strong && g < graph_.goroutine_count(after); g++) {
                const auto goroutine = static_cast<std::int32_t>(g);
                if (lines.of(after, goroutine) == line && !lines.enabled(after, goroutine)) return true;
            }
            return false;
        });
    }
    if (fairness_ == Fairness::weak) return wishes;
    std::set<std::tuple<Lineages::Place, std::int32_t, std::int32_t>> cases;
    each_inner(best_, [&](std::uint32_t v, const Out& out, std::uint64_t) {
        if (out.edge == StateGraph::STAY) return;
        graph_.passage(out.edge).each_choice([&](std::int32_t goroutine, const auto& chosen) {
            const Lineages::Place line = lines.of(nodes_[v].state, goroutine);
            if (line != NONE) cases.emplace(line, chosen.first, chosen.second);
        });
    });
    for (const auto& one : cases)
        wishes.push_back([this, &lines, one](std::uint32_t v, const Out& out) {
            bool takes = false;
            if (out.edge != StateGraph::STAY)
                graph_.passage(out.edge).each_choice([&](std::int32_t goroutine, const auto& chosen) {
                    takes =
                        takes || one == std::tuple(lines.of(nodes_[v].state, goroutine), chosen.first, chosen.second);
                });
            return takes;
        });
    return wishes;
}

// The shortest way from a node that ends with a wanted edge is added to the round.
void Product::way(Round& round, std::uint32_t from, const Wanted& wanted) {
    std::unordered_map<std::uint32_t, std::pair<std::uint32_t, Out>> before;
    std::vector<std::uint32_t> todo{from};
    for (std::size_t next = 0; next < todo.size(); next++) {
        const std::uint32_t v = todo[next];
        for (std::uint64_t at = rows_[v]; at < rows_[v + 1]; at++) {
            const Out out = out_[at];
            if (!is_inside(v, out, at)) continue;
            if (wanted(v, out)) {
                Round steps{{v, out}};
                while (steps.back().first != from) steps.push_back(before.at(steps.back().first));
                round.insert(round.end(), steps.rbegin(), steps.rend());
                return;
            }
            if (out.node != from && before.try_emplace(out.node, v, out).second) todo.push_back(out.node);
        }
    }
    throw BadProgram("a strongly connected component has a way to each of its edges");
}

std::vector<Step> Product::prefix(std::uint32_t v) {
    std::vector<Step> steps;
    for (; nodes_[v].parent != NONE; v = nodes_[v].parent) take(steps, nodes_[nodes_[v].parent].state, nodes_[v].edge);
    std::reverse(steps.begin(), steps.end());
    return steps;
}

void Product::take(std::vector<Step>& steps, std::uint32_t state, std::uint32_t edge) {
    if (edge != StateGraph::STAY) steps.push_back(graph_.step(state, edge));
}

}  // namespace chancheck
