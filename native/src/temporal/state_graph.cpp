#include "temporal/state_graph.hpp"

namespace chancheck {

StateGraph::StateGraph(Program program, Task task, std::vector<Observer> observers)
    : task_(std::move(task)),
      watch_(task_),
      world_(std::move(program)),
      machine_(world_, {false, {}, {}, task_.wide_quote, {}, {}}),
      valuation_(world_, {false, {}, {}, task_.wide_quote, {}, {}}, std::move(observers)) {
    machine_.alarm.set(task_.limits);
    valuation_.alarm().set(task_.limits);
}

Progress StateGraph::progress() const {
    return {states_.size(), edges_.size(), 0, states_.size() - states(), peak_memory(), watch_.seconds()};
}

bool StateGraph::tick() {
    if (!limit_.empty()) return true;
    limit_ = watch_.tick([&] { return progress(); });
    return !limit_.empty();
}

void StateGraph::explore() {
    try {
        machine_.start();
        store_result();
        for (Id state = 0; state < states_.size(); state++) {
            const Cell most = task_.limits.states;
            if (most >= 0 && states_.size() > static_cast<std::size_t>(most)) limit_ = "states";
            if (tick() || !expand(state)) break;
        }
    } catch (const std::bad_alloc&) {
        limit_ = "memory";
    } catch (const Exhausted& met) {
        limit_ = met.limit;
    }
    edges_.resize(rows_.back());  // of a state that was not expanded to its end
}

// Calls `visit` with each step, and how it ends the run, until it returns false.
template <class F>
void StateGraph::each_step(Id state, F visit) {
    machine_.load(state, states_);
    if (machine_.over()) return;
    const std::vector<Move> moves = machine_.moves();
    std::vector<Cell> choices, further;
    for (const Move& move : moves) {
        choices.clear();
        for (bool more = true; more; choices.swap(further)) {
            Ending ending = machine_.step(move, choices);
            more = machine_.next_choices(further);
            if (!visit(move, choices, ending)) return;
        }
    }
}

bool StateGraph::expand(Id state) {
    each_step(state, [&](const Move& move, const std::vector<Cell>&, Ending ending) {
        if (ending == Ending::unknown) limit_ = "unknown";
        if (tick()) return false;
        const std::uint32_t passage = passage_of(move, ending != Ending::none);
        edges_.push_back({ending == Ending::none ? store_result() : letter_[state] | END, passage});
        return true;
    });
    if (!limit_.empty()) return false;
    if (states_.size() >= END || edges_.size() >= END) throw std::bad_alloc();
    rows_.push_back(edges_.size());
    return true;
}

std::uint32_t StateGraph::store_result() {
    bool fresh = false;
    const Id state = machine_.store(states_, fresh);
    if (fresh) {
        const Successor& next = machine_.result();
        letter_.push_back(letter_number(valuation_.of(next.parts, next.order.size())));
        goroutines_.push_back(static_cast<std::uint16_t>(next.order.size()));
    }
    return state;
}

std::uint32_t StateGraph::letter_number(Letter letter) {
    auto [at, fresh] = letter_numbers_.try_emplace(letter, static_cast<std::uint32_t>(letters_.size()));
    if (fresh) letters_.push_back(letter);
    return at->second;
}

std::uint32_t StateGraph::passage_of(const Move& move, bool ended) {
    Passage p;
    p.mover = std::max(move.goroutine, Passage::NOBODY);
    p.peer = std::max(move.peer, Passage::NOBODY);
    p.chosen = chosen(move.goroutine, move.alternative);
    p.peer_chosen = chosen(move.peer, move.peer_alternative);
    if (ended) {
        p.after.assign(machine_.state().goroutines(), Passage::NOBODY);
    } else {
        const std::vector<std::int32_t>& numbers = machine_.goroutines_after();
        const auto before = static_cast<std::ptrdiff_t>(machine_.state().goroutines());
        p.after.assign(numbers.begin(), numbers.begin() + before);
        p.started.assign(numbers.begin() + before, numbers.end());
    }
    auto [at, fresh] = passage_numbers_.try_emplace(std::move(p), static_cast<std::uint32_t>(passages_.size()));
    if (fresh) passages_.push_back(&at->first);
    return at->second;
}

std::pair<std::int32_t, std::int32_t> StateGraph::chosen(std::int32_t goroutine, std::int32_t alternative) {
    if (goroutine < 0 || alternative < 0) return {Passage::NOBODY, Passage::NOBODY};
    const Component& g = machine_.state().goroutine(static_cast<std::size_t>(goroutine));
    const Site* site = machine_.state().site_of(g);
    if (site == nullptr || site->alternatives.size() < 2) return {Passage::NOBODY, Passage::NOBODY};
    return {g.site, alternative};
}

Step StateGraph::step(std::uint32_t node, std::uint32_t edge) {
    Step found;
    std::uint64_t at = rows_[node];
    each_step(node, [&](const Move& move, const std::vector<Cell>& choices, Ending) {
        if (at++ != edge) return true;
        found = {move, choices};
        return false;
    });
    found.move.slot = nullptr;
    return found;
}

}  // namespace chancheck
