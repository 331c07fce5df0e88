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
    : task_(bounded(std::move(task))), watch_(task_), world_(std::move(program)), machine_(world_, {task_.symmetry, task_.monitored, task_.wide_quote, task_.scheduler}),
      frontier_(make_frontier(task_.order, task_.seed, deepest(task_.limits))),
      traces_(machine_, states_, frontier_->levels()), findings_(machine_),
      selection_(task_.reduction, machine_) {}

Progress Search::progress() const {
    return {states_.size(), outcome_.statistics.transitions, depth_, frontier_->size(), peak_memory(), watch_.seconds()};
}

void Search::stop(std::string limit) {
    stopped_ = true;
    if (outcome_.limit.empty()) outcome_.limit = std::move(limit);
}

Outcome Search::run() {
    try {
        machine_.start();
        bool fresh = false;
        machine_.store(states_, fresh);
        traces_.begin();
        search();
        if (outcome_.limit.empty() && !frontier_->exhaustive()) outcome_.limit = "random";
        if (task_.components && outcome_.limit.empty()) look_for_components();
    } catch (const std::bad_alloc&) {
        stop("memory");
    }
    reserve_.release();
    outcome_.statistics = progress();  // before traces are repeated, which meets states that were left out
    outcome_.presumed_wrong = selection_.presumed_wrong();
    outcome_.reports = std::move(findings_).with_traces(traces_);
    for (std::uint8_t is : machine_.contended()) outcome_.contended.push_back(is == Machine::CONTENDED);
    return std::move(outcome_);
}

void Search::look_for_components() {
    auto tick = [&] {
        if (const char* limit = watch_.tick([&] { return progress(); }); *limit != 0) stop(limit);
        return stopped_;
    };
    BottomComponents(machine_, states_, selection_, traces_, ends_, tick).find(findings_);
}

void Search::search() {
    explore();
    while (!stopped_ && outcome_.limit.empty() && frontier_->exhaustive()) {
        const std::vector<Id> again = selection_.again();
        if (again.empty()) return;
        traces_.leave_levels();
        for (Id state : again)
            if (!stopped_) expand(state);
        explore();
    }
}

void Search::explore() {
    Id state = 0;
    std::size_t depth = 0;
    while (!stopped_ && frontier_->next(state, depth)) {
        depth_now_ = depth;
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

// Takes the loaded state, whose moves are known, into the bounds.
void Search::measure() {
    if (machine_.over()) return;
    Bounds& bounds = outcome_.bounds;
    bounds.longest.resize(machine_.program().shapes.size(), 0);
    std::size_t goroutines = 0, blocked = 0;
    for (std::size_t g = 0; g < machine_.goroutines(); g++) {
        if (machine_.is_helper(g)) continue;
        goroutines++;
        blocked += machine_.able()[g] == 0;
    }
    if (const Processors* queues = machine_.queues(); queues != nullptr) {
        machine_.check_queues();
        blocked = queues->parked.size();
        for (const auto& p : queues->all) bounds.queue = std::max(bounds.queue, p.queue.size() + (p.next >= 0));
    }
    bounds.goroutines = std::max(bounds.goroutines, goroutines);
    bounds.blocked = std::max(bounds.blocked, blocked);
    for (std::size_t n = 1; n < machine_.objects(); n++) {
        const Component& object = machine_.object(n);
        Cell& longest = bounds.longest[static_cast<std::size_t>(object.words[0])];
        longest = std::max(longest, object.words[1]);
    }
}

void Search::expand(Id state) {
    machine_.load(state, states_);
    traces_.expand(state, depth_now_);
    reached_.clear();
    const auto& moves = selection_.moves(state);
    if (task_.measure) measure();
    if (moves.empty()) {
        findings_.halted(state);
        note_end(state);
    }
    std::vector<Cell>& choices = choices_;
    for (std::size_t m = 0; m < moves.size() && !stopped_; m++) {
        choices.clear();
        for (bool more = true; more && !stopped_; choices.swap(further_)) {
            if (const char* limit = watch_.tick([&] { return progress(); }); *limit != 0) {
                stop(limit);
                break;
            }
            take(state, moves[m], choices);
            more = machine_.next_choices(further_);
        }
    }
    settle(state);
}

void Search::note_end(Id state) {
    if (!task_.components) return;
    if (state >= ends_.size()) ends_.resize(states_.size(), false);
    ends_[state] = true;
}

void Search::take(Id state, const Move& move, std::vector<Cell>& choices) {
    outcome_.statistics.transitions++;
    Ending ending = machine_.step(move, choices);
    if (!machine_.races().empty()) findings_.raced(state, move, choices);
    if (ending != Ending::none) {
        note_end(state);
        findings_.run_ended(ending, state, move, choices);
        return;
    }
    if (move.alternative == BY_END) {
        outcome_.root_can_end = true;
        if (machine_.program().root_ends_all) findings_.root_ended(state, move);
        if (machine_.ends_printing(move)) {
            note_end(state);
            return;
        }
    }
    Root root = machine_.fold(states_);
    states_.prefetch(root);
    reached_.push_back({root, move.goroutine, traces_.mover_after(move.goroutine)});
}

void Search::settle(Id state) {
    for (const Reached& one : reached_) states_.prefetch_more(one.root);
    for (const Reached& one : reached_) {
        bool fresh = false;
        Id target = states_.intern(one.root, fresh);
        selection_.stepped(state, target);
        traces_.reached(target, fresh, one.mover, one.mover_after);
        frontier_->reached(target, fresh);
    }
}

}  // namespace chancheck
