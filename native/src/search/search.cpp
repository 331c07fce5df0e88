#include "search/search.hpp"

#include <algorithm>

#include "search/sample.hpp"

namespace chancheck {
namespace {

constexpr std::size_t LONGEST_WALK = 10'000;
constexpr double TELLING = 0.3;         // seconds, and part of the search's, for repeating runs to what was found
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
    : task_(bounded(std::move(task))),
      watch_(task_),
      world_(std::move(program)),
      expander_(world_, task_),
      machine_(expander_.machine),
      frontier_(make_frontier(task_.order, task_.seed, deepest(task_.limits))),
      traces_(machine_, states_, frontier_->levels()),
      findings_(machine_),
      selection_(task_.reduction, machine_, task_.alike()) {
    if (task_.jobs > 1 && frontier_->levels())
        level_ = std::make_unique<Level>(task_.jobs, world_, task_, expander_, states_);
}

Progress Search::progress() const {
    std::size_t transitions = expander_.transitions();
    if (level_) level_->each_other([&](const Expander& other) { transitions += other.transitions(); });
    std::size_t states = states_.size(), depth = depth_;
    if (lossy_) {
        states = lossy_->coverage().exact + lossy_->coverage().seen;
        depth += lossy_->depth();
    }
    return {states, transitions, depth, frontier_->size(), peak_memory(), watch_.at_work()};
}

void Search::stop(std::string limit) {
    stopped_ = true;
    if (outcome_.limit.empty()) outcome_.limit = std::move(limit);
}

bool Search::tick() {
    if (stopped_) return true;
    if (const char* limit = watch_.tick([&] { return progress(); }); *limit != 0) stop(limit);
    return stopped_;
}

Search::StoredState Search::stored_state(Id state) {
    auto copied = [](const Words& words) { return std::vector<Cell>(words.words, words.words + words.length); };
    machine_.load(state, states_);
    const LoadedState& loaded = machine_.state();
    StoredState stored{copied(world_.heads[loaded.parts()[0]]), {}, {}};
    for (std::size_t n = 1; n < loaded.objects(); n++) stored.objects.push_back(copied(loaded.object(n)));
    for (std::size_t g = 0; g < loaded.goroutines(); g++) stored.goroutines.push_back(copied(loaded.goroutine(g)));
    return stored;
}

std::size_t Search::distinct(Id first, Id last) {
    watch_.go_on(-1);
    const std::size_t found = Sample(world_, machine_, states_, [this] { return tick(); }).distinct(first, last);
    watch_.rest();
    return found;
}

void Search::begin() {
    if (states_.size() > 0) return;
    machine_.start();
    bool fresh = false;
    machine_.store(states_, fresh);
    traces_.begin();
}

Outcome Search::run(double pause, double seconds, std::int64_t states) {
    watch_.go_on(pause);
    pause_states_ = states < 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(states);
    if (seconds >= 0) task_.limits.seconds = task_.limits.share = seconds;
    try {
        begin();
        search();
        if (pausing_) return on_the_way();
        Contention seen = contention();
        const Following follow = task_.races ? following(seen) : Following::far;
        if (follow != Following::far) seen = contention();
        if (follow == Following::nothing) seen.clear();
        if (pausing_) return on_the_way();  // that may expand states, too
        outcome_.contended = seen.shapes();
        outcome_.quiet = seen.is_quiet();
        if (outcome_.limit.empty() && !frontier_->exhaustive()) outcome_.limit = "random";
        if (task_.components && outcome_.limit.empty()) look_for_components();
        if (task_.races) look_for_races(seen, follow == Following::briefly);
        if (task_.lossy && outcome_.limit == "memory" && frontier_->exhaustive()) go_on_lossy();
    } catch (const std::bad_alloc&) {
        stop("memory");
    } catch (const Exhausted& met) {
        stop(met.limit);
    }
    return finish();
}

// The report while the search pauses.
Outcome Search::on_the_way() {
    pausing_ = false;
    Outcome so_far;
    so_far.limit = "pause";
    so_far.statistics = progress();
    so_far.defect = findings_.defect();
    so_far.contended = contention().shapes();
    so_far.quiet = contention().is_quiet();
    watch_.rest();
    return so_far;
}

Outcome Search::finish() {
    if (task_.limits.seconds >= 0) machine_.alarm.extend(TELLING + TELLING * task_.limits.seconds);
    reserve_.release();
    if (level_) outcome_.threads = level_->threads();
    outcome_.statistics = progress();  // before traces are repeated, which meets states that were left out
    if (lossy_) outcome_.coverage = lossy_->coverage();
    outcome_.presumed_wrong = selection_.presumed_wrong();
    outcome_.runs = frontier_->runs();
    outcome_.sites = machine_.sites_met();
    const std::size_t found = findings_.size();
    outcome_.reports = std::move(findings_).with_traces(traces_);
    if (outcome_.reports.size() < found) stop("seconds");
    gather(expander_);
    if (level_) level_->each_other([&](Expander& other) { gather(other); });
    return std::move(outcome_);
}

// Takes what a thread has seen into the outcome.
void Search::gather(const Expander& from) {
    outcome_.root_can_end = outcome_.root_can_end || from.root_can_end;
    Bounds& most = outcome_.bounds;
    most.goroutines = std::max(most.goroutines, from.bounds.goroutines);
    most.blocked = std::max(most.blocked, from.bounds.blocked);
    most.queue = std::max(most.queue, from.bounds.queue);
    most.longest.resize(std::max(most.longest.size(), from.bounds.longest.size()), 0);
    for (std::size_t shape = 0; shape < from.bounds.longest.size(); shape++)
        most.longest[shape] = std::max(most.longest[shape], from.bounds.longest[shape]);
}

// Steps that are taken after the search do not count: they are the same again.
Contention Search::contention() {
    machine_.races().be_alone(false);
    return contention_so_far();
}

Contention Search::contention_so_far() {
    Contention seen = machine_.races().contention();
    if (level_) level_->each_other([&](const Expander& other) { seen.absorb(other.machine.races().contention()); });
    return seen;
}

void Search::look_for_components() {
    BottomComponents(machine_, states_, selection_, traces_, ends_, course_, [&] { return tick(); }).find(findings_);
}

void Search::search() {
    explore();
    while (!stopped_ && !pausing_ && outcome_.limit.empty() && frontier_->exhaustive()) {
        // The reduction takes memory for unordered only where accesses race. Plain code that overwrites a lock is no race.
        if (selection_.leaves_out() && contention_so_far().operations_meet_memory()) selection_.leave_nothing_out();
        const std::vector<Id> again = selection_.again();
        if (again.empty()) return;
        expand_again(again);
    }
}

void Search::expand_again(const std::vector<Id>& states) {
    course_.begin_level(static_cast<Id>(states_.size()));  // of those that are in no level
    traces_.leave_levels();
    for (Id state : states)
        if (!stopped_) expand(state);
    explore();
}

void Search::explore() {
    Id state = 0;
    std::size_t depth = 0;
    while (!stopped_ && !pauses() && frontier_->next(state, depth)) {
        if (depth != depth_now_) selection_.review([this](const auto& reduced) { return lead_elsewhere(reduced); });
        depth_now_ = depth;
        depth_ = std::max(depth_, depth);
        if (!within_limits(depth)) continue;
        Id end = frontier_->level_end();
        if (traces_.in_levels()) course_.begin_level(state, end);
        if (level_ && !pauses_at_states() && traces_.in_levels() && end - state >= task_.jobs_from &&
            end == states_.size())
            expand_level(state, end);
        else expand(state);
        if (findings_.vain()) stop("unknown");
        if (!findings_.defect()) continue;
        watch_.found();
        if (task_.stop_first) stop("first");
    }
}

bool Search::lead_elsewhere(const std::vector<Id>& reduced) {
    machine_.races().be_alone(false);
    return Sample(world_, machine_, states_, [this] { return tick(); }).lead_elsewhere(reduced);
}

// Whether to expand a state this many steps away from the initial one.
bool Search::within_limits(std::size_t depth) {
    const Limits& limits = task_.limits;
    if (too_many_states()) {
        stop("states");
    } else if (out_of_room()) {
        stop("memory");
    } else if (limits.depth >= 0 && depth >= static_cast<std::size_t>(limits.depth)) {
        if (frontier_->levels()) stop("depth");  // all that follow are as deep
        else outcome_.limit = "depth";
    } else {
        return true;
    }
    return false;
}

bool Search::too_many_states() {
    Limits& limits = task_.limits;
    if (limits.states < 0) return false;
    if (limits.near > 0 && states_.size() >= static_cast<std::size_t>(limits.states)) {
        const auto open = static_cast<double>(frontier_->size());
        if (open <= limits.near * static_cast<double>(states_.size())) limits.states *= 2;
        limits.near = 0;
    }
    return states_.size() + (lossy_ ? lossy_->coverage().seen : 0) >= static_cast<std::size_t>(task_.limits.states);
}

bool Search::out_of_room() const {
    return task_.lossy && task_.lossy_after >= 0 && states_.size() >= static_cast<std::size_t>(task_.lossy_after);
}

// Half of what there is: stacks, components and the rest of the process may grow in the other.
std::size_t Search::lossy_bytes() const {
    if (task_.lossy_bytes > 0) return task_.lossy_bytes;
    const auto limit = static_cast<std::size_t>(task_.limits.memory), used = process_memory();
    constexpr std::size_t LEAST = std::size_t{1} << 20;
    if (limit < used + LEAST) throw std::bad_alloc();
    return (limit - used) / 2;
}

void Search::go_on_lossy() {
    machine_.races().be_alone(false);
    machine_.races().contention().not_alone();
    const std::vector<Id> open = frontier_->open();
    std::vector<Id> roots;
    if (selection_.active()) {
        for (Id state : open) selection_.selected(state, true);  // so runs into these states continue
        for (std::vector<Id> again; !(again = selection_.again()).empty();)
            for (Id state : again) {
                selection_.selected(state, true);
                roots.push_back(state);
            }
    }
    const std::size_t whole = roots.size();
    roots.insert(roots.end(), open.begin(), open.end());
    lossy_ = std::make_unique<Lossy>(expander_, task_, states_, traces_, findings_);
    watch_.use_all_memory();
    outcome_.limit.clear();
    stopped_ = false;
    lossy_->run(
        lossy_bytes(), traces_.size(), roots, whole, [&] { return too_many_states() || tick(); },
        [&] {
            watch_.found();
            if (task_.stop_first) stop("first");
        });
    if (too_many_states()) stop("states");
    if (outcome_.limit.empty()) outcome_.limit = "lossy";
}

void Search::expand_level(Id begin, Id end) {
    traces_.expand(begin, depth_now_);
    machine_.races().be_alone(false);
    level_->lookout(static_cast<Id>(alone_.size()));
    bool all = level_->expand(begin, end, traces_, selection_, findings_, course_.onward, [&] {
        if (too_many_states()) stop("states");
        if (out_of_room()) stop("memory");
        return tick();
    });
    if (level_->went_back()) get_back();
    note_ends(expander_);
    level_->each_other([&](Expander& other) { note_ends(other); });
    frontier_->skip();
    if (!all) return;
    for (auto state = end; state < states_.size(); state++) frontier_->reached(state, true);
}

void Search::expand(Id state) {
    machine_.load(state, states_);
    machine_.races().be_alone(is_alone(state));
    traces_.expand(state, depth_now_);
    expander_.take(state, selection_.moves(state), states_, findings_, [&] { return tick(); });
    note_ends(expander_);
    settle(state);
}

// States before any goroutine was started, as far as is known.
void Search::note_alone(Id from, Id to, bool fresh, bool started) {
    bool alone = is_alone(from) && !started;
    if (fresh && alone && to == alone_.size()) alone_.push_back(true);
    if (!alone && is_alone(to)) get_back();
}

// To such a state from one that is none.
void Search::get_back() {
    machine_.races().contention().not_alone();
    alone_.clear();
}

void Search::note_ends(Expander& from) {
    for (Id state : from.ends) {
        if (state >= ends_.size()) ends_.resize(states_.size(), false);
        ends_[state] = true;
    }
    from.ends.clear();
}

void Search::settle(Id state) {
    const Id beyond = traces_.in_levels() ? frontier_->level_end() : NONE;
    for (const auto& one : expander_.reached) states_.prefetch_more(one.root);
    for (const auto& one : expander_.reached) {
        bool fresh = false;
        Id target = states_.intern(one.root, fresh);
        note_alone(state, target, fresh, one.started);
        selection_.stepped(state, target);
        traces_.reached(target, fresh, one.mover, one.mover_after);
        if (target >= beyond) course_.onward.add(state);
        frontier_->reached(target, fresh);
    }
}

}  // namespace chancheck
