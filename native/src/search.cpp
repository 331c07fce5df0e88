#include "search.hpp"

#include <algorithm>

namespace chancheck {
namespace {

constexpr std::size_t LONGEST_WALK = 10'000;
constexpr double WALKING_SECONDS = 10;  // of random walks that nothing else ends

Task bounded(Task task) {
    if (task.order != Order::random_walk) return task;
    task.components = false;
    if (task.limits.seconds < 0 && task.limits.states < 0) task.limits.seconds = WALKING_SECONDS;
    return task;
}

std::size_t deepest(const Limits& limits) {
    return limits.depth < 0 ? LONGEST_WALK : static_cast<std::size_t>(limits.depth);
}

}  // namespace

Search::Search(Program program, Task task)
    : task_(bounded(std::move(task))), watch_(task_), world_(std::move(program)), machine_(world_, {task_.symmetry, task_.wide_quote}),
      traces_(machine_, states_), findings_(machine_),
      frontier_(make_frontier(task_.order, task_.seed, deepest(task_.limits))) {}

Progress Search::progress() const {
    return {states_.size(), outcome_.statistics.transitions, depth_, frontier_->size(), peak_memory(), watch_.seconds()};
}

void Search::stop(std::string limit) {
    stopped_ = true;
    if (outcome_.limit.empty()) outcome_.limit = std::move(limit);
}

Outcome Search::run() {
    machine_.start();
    bool fresh = false;
    machine_.store(states_, fresh);
    traces_.add(NONE);
    explore();
    if (outcome_.limit.empty() && !frontier_->exhaustive()) outcome_.limit = "random";
    if (task_.components && outcome_.limit.empty()) BottomComponents(machine_, states_, graph_).find(findings_);
    outcome_.reports = std::move(findings_).with_traces(traces_);
    outcome_.statistics = progress();
    for (std::uint8_t is : machine_.contended()) outcome_.contended.push_back(is == Machine::CONTENDED);
    return std::move(outcome_);
}

void Search::explore() {
    Id state = 0;
    std::size_t depth = 0;
    while (!stopped_ && frontier_->next(state, depth)) {
        depth_ = std::max(depth_, depth);
        if (!within_limits(depth)) continue;
        expand(state);
        if (!findings_.defect()) continue;
        watch_.found();
        if (task_.stop_first) stop("first");
    }
}

// Whether to expand a state this many steps away from the initial one.
bool Search::within_limits(std::size_t depth) {
    const Limits& limits = task_.limits;
    if (limits.states >= 0 && states_.size() >= static_cast<std::size_t>(limits.states)) {
        stop("states");
    } else if (limits.depth >= 0 && depth >= static_cast<std::size_t>(limits.depth)) {
        if (frontier_->levels()) stop("depth");  // all that follow are as deep
        else outcome_.limit = "depth";
    } else {
        return true;
    }
    return false;
}

void Search::expand(Id state) {
    machine_.load(state, states_);
    ends_ = false;
    std::uint64_t first_step = graph_.targets.size();
    const auto& moves = machine_.moves();
    if (moves.empty()) findings_.halted(state);
    std::vector<Cell> choices, further;
    for (std::size_t m = 0; m < moves.size(); m++) {
        choices.clear();
        for (bool more = true; more; choices.swap(further)) {
            if (const char* limit = watch_.tick([&] { return progress(); }); *limit != 0) return stop(limit);
            take(state, moves[m], choices);
            more = machine_.next_choices(further);
        }
    }
    if (task_.components) graph_.add(state, {first_step, graph_.targets.size(), ends_});
}

void Search::take(Id state, const Move& move, std::vector<Cell>& choices) {
    outcome_.statistics.transitions++;
    Ending ending = machine_.step(move, choices);
    if (ending != Ending::none) {
        ends_ = true;
        findings_.run_ended(ending, state, move, choices);
        return;
    }
    if (move.alternative == BY_END) {
        outcome_.root_can_end = true;
        if (machine_.program().root_ends_all) findings_.root_ended(state, move);
        if (machine_.ends_printing(move)) {
            ends_ = true;
            return;
        }
    }
    bool fresh = false;
    Id target = machine_.store(states_, fresh);
    if (fresh) traces_.add(state);
    frontier_->reached(target, fresh);
    if (task_.components) graph_.targets.push_back(target);
}

}  // namespace chancheck
