#include "search/shard.hpp"

#include <algorithm>

#include "search/bottom_sccs.hpp"

namespace chancheck {
namespace {

// A run, with a number for each goroutine of its state that stays the same.
class Follower {
public:
    Follower(World& world, const Task& task, bool symmetry)
        : machine_(world, {symmetry, task.monitored, {}, task.wide_quote, task.scheduler, {}}) {
        machine_.start();
        arrive();
    }
    std::int32_t who(std::int32_t goroutine) const {
        return goroutine < 0 ? -1 : who_.at(static_cast<std::size_t>(goroutine));
    }
    std::int32_t number_of(std::int32_t who) const {
        auto at = std::find(who_.begin(), who_.end(), who);
        return at == who_.end() ? -1 : static_cast<std::int32_t>(at - who_.begin());
    }
    std::size_t goroutines() const { return who_.size(); }
    // Takes the step that this one is for another follower; how it is called here.
    Step take(const Step& step, const Follower& other) {
        Move wanted = step.move;
        wanted.goroutine = number_of(other.who(step.move.goroutine));
        wanted.peer = step.move.peer < 0 ? step.move.peer : number_of(other.who(step.move.peer));
        for (const Move& move : machine_.moves()) {
            if (!same(move, wanted)) continue;
            Step taken{move, step.choices};
            steps_++;
            if (machine_.step(move, taken.choices) == Ending::none) arrive();
            return taken;
        }
        throw BadProgram("a run cannot be repeated");
    }

private:
    static bool same(const Move& a, const Move& b) {
        return a.goroutine == b.goroutine && a.alternative == b.alternative && a.rule == b.rule && a.peer == b.peer &&
               a.peer_alternative == b.peer_alternative && a.processor == b.processor;
    }
    void arrive() {
        constexpr std::int32_t MOST_NEW = 1 << 12;
        std::vector<std::int32_t> now;
        for (std::int32_t g : machine_.result().order) {
            const auto before = static_cast<std::int32_t>(who_.size());
            now.push_back(g < before ? who(g) : steps_ * MOST_NEW + (g - before));
        }
        who_ = std::move(now);
        bool fresh = false;
        machine_.load(machine_.store(states_, fresh), states_);
    }

    Machine machine_;
    States states_;
    std::vector<std::int32_t> who_;
    std::int32_t steps_ = 0;
};

}  // namespace

Shard::Shard(Program program, Task task, std::uint32_t number, std::uint32_t shards)
    : number_(number),
      shards_(shards),
      task_(std::move(task)),
      watch_(task_),
      world_(std::move(program), true),
      expander_(world_, task_),
      machine_(expander_.machine),
      traces_(machine_, states_, false),
      findings_(machine_),
      fingerprints_(world_),
      batches_(shards, Packing(world_, true)),
      texts_(shards),
      log_(world_, false),
      marked_(shards) {}

void Shard::limited(const char* limit) {
    if (limit_.empty()) limit_ = limit;
}

bool Shard::tick() {
    const char* met = watch_.tick(
        [&] { return Progress{states_.size(), transitions(), 0, left(), peak_memory(), watch_.seconds()}; });
    if (*met != 0) limited(met);
    return !limit_.empty();
}

void Shard::begin() {
    machine_.start();
    const Successor& first = machine_.result();
    const std::size_t objects = first.parts.size() - 1 - first.order.size();
    if (fingerprints_.of(first.parts, objects) % shards_ == number_) {
        std::size_t fresh = 0;
        enter(machine_.fold(states_), {number_, NONE, {0, Traces::NOBODY}, true}, fresh);
    }
    next_level();
}

std::size_t Shard::next_level() {
    begin_ = next_ = end_;
    end_ = static_cast<Id>(states_.size());
    return end_ - begin_;
}

// A state that a step leads to. If it is of the next level, the run with the fewest changes of goroutine counts.
void Shard::enter(const Root& root, const Origin& origin, std::size_t& fresh_states) {
    bool fresh = false;
    const Id state = states_.intern(root, fresh);
    if (fresh) {
        fresh_states++;
        parents_.reach(state);
        parents_[state] = origin;
        if (origin.alone) alone_.insert(state);
        return;
    }
    if (!origin.alone && is_alone(state)) {
        went_back_ = true;
        alone_.clear();
        machine_.races().contention().not_alone();
    }
    if (state >= end_ && origin.arrival.switches < parents_[state].arrival.switches) parents_[state] = origin;
}

template <class F>
bool Shard::each_batch(Id& next, Id end, std::size_t bytes, double seconds, F expand) {
    const double until = watch_.seconds() + seconds;
    auto full = [&] {
        return std::any_of(batches_.begin(), batches_.end(),
                           [&](const Packing& batch) { return batch.bytes() >= bytes; });
    };
    try {
        while (next < end && !full() && watch_.seconds() < until) {
            if (tick()) return true;
            expand(next++);
        }
    } catch (const std::bad_alloc&) {
        limited("memory");
    } catch (const Exhausted& met) {
        limited(met.limit);
    }
    return next == end || !limit_.empty();
}

bool Shard::expand(std::size_t bytes, double seconds) {
    return each_batch(next_, end_, bytes, seconds, [&](Id state) { expand_state(state); });
}

void Shard::expand_state(Id state) {
    machine_.load(state, states_);
    machine_.races().be_alone(is_alone(state));
    const Traces::Arrival here = parents_[state].arrival;
    arrived_.clear();
    expander_.each_step(
        state, machine_.moves(), findings_, [&] { return tick(); },
        [&](const Move& move, const std::vector<Cell>&) {
            const Successor& next = machine_.result();
            const std::size_t objects = next.parts.size() - 1 - next.order.size();
            const std::uint64_t hash = fingerprints_.of(next.parts, objects);
            const auto owner = static_cast<std::uint32_t>(hash % shards_);
            const Traces::Arrival arrival = Traces::after_step(here, move.goroutine, next.number_of(move.goroutine));
            const bool alone = is_alone(state) && !machine_.started();
            if (owner != number_)
                return batches_[owner].add(next.parts, objects, hash, {number_, state, arrival, alone});
            arrived_.push_back({machine_.fold(states_), arrival, alone});
            states_.prefetch(arrived_.back().root);
        });
    std::size_t fresh = 0;
    for (const Arrived& one : arrived_) enter(one.root, {number_, state, one.arrival, one.alone}, fresh);
    if (findings_.vain()) limited("unknown");
    if (!findings_.defect()) return;
    watch_.found();
    if (task_.stop_first) limited("first");
}

std::string Shard::batch(std::uint32_t to, std::size_t least) {
    Packing& batch = batches_.at(to);
    return batch.empty() || batch.bytes() < least ? std::string() : batch.take(texts_[to]);
}

std::size_t Shard::insert(const std::string& batch) {
    std::size_t fresh = 0;
    for (Unpacking from(world_, batch); from.next();)
        enter(machine_.fold(from.parts(), from.objects(), states_), from.origin(), fresh);
    return fresh;
}

void Shard::pack(Packing& into, Id state, const Origin& origin) {
    machine_.load(state, states_);
    into.add(machine_.state().parts(), machine_.state().objects() - 1, 0, origin);
}

std::string Shard::log() {
    for (; logged_ < states_.size(); logged_++) export_state(logged_);
    return log_.take(logged_texts_);
}

void Shard::restore(const std::vector<std::string>& logs, Id level) {
    std::size_t fresh = 0;
    for (const std::string& log : logs)
        for (Unpacking from(world_, log); from.next();)
            enter(machine_.fold(from.parts(), from.objects(), states_), from.origin(), fresh);
    logged_ = end_ = static_cast<Id>(states_.size());
    logged_texts_ = {world_.strings.further(), world_.outputs.further()};
    begin_ = next_ = level;
}

Origin Shard::origin_of_path(Id state) const {
    while (parents_[state].state != NONE && parents_[state].shard == number_) state = parents_[state].state;
    return parents_[state];
}

std::string Shard::path(Id state) {
    std::vector<Id> states{state};
    for (; parents_[state].state != NONE && parents_[state].shard == number_; states.push_back(state))
        state = parents_[state].state;
    Packing packing(world_, false);
    for (auto at = states.rbegin(); at != states.rend(); ++at)
        pack(packing, *at, {number_, *at, {0, Traces::NOBODY}, false});
    TextsSent none;
    return packing.take(none);
}

std::vector<Step> Shard::steps(const std::vector<std::string>& batches) {
    std::vector<Id> path;
    for (const std::string& batch : batches)
        for (Unpacking from(world_, batch); from.next();) {
            bool fresh = false;
            path.push_back(states_.intern(machine_.fold(from.parts(), from.objects(), states_), fresh));
        }
    return traces_.along(path);
}

Shard::Unordered Shard::unordered(const std::vector<Step>& steps) {
    Follower here(world_, task_, task_.symmetry), apart(world_, task_, false);
    Unordered out;
    for (const Step& step : steps) {
        out.steps.push_back(apart.take(step, here));
        here.take(step, here);
    }
    for (std::size_t g = 0; g < here.goroutines(); g++)
        out.numbers.push_back(apart.number_of(here.who(static_cast<std::int32_t>(g))));
    return out;
}

std::vector<std::int32_t> Shard::contended(const std::vector<std::string>& accesses, bool went_back) {
    Contention all(world_.program.shapes);
    for (const std::string& packed : accesses) all.absorb(packed);
    if (went_back) all.not_alone();
    return all.shapes();
}

// --- afterwards ------------------------------------------------------------------------------------

void Shard::send_good(std::uint32_t shard, Id state, std::vector<Id>& todo) {
    if (shard == number_) todo.push_back(state);
    else marked_[shard].push_back(state);
}

void Shard::mark(const std::vector<Id>& states) {
    good_.resize(states_.size(), false);
    std::vector<Id> todo = states;
    while (!todo.empty()) {
        const Id state = todo.back();
        todo.pop_back();
        if (good_[state]) continue;
        good_[state] = true;
        goods_++;
        if (parents_[state].state != NONE) send_good(parents_[state].shard, parents_[state].state, todo);
        auto askers = askers_.find(state);
        if (askers == askers_.end()) continue;
        for (auto [shard, asker] : askers->second) send_good(shard, asker, todo);
        askers_.erase(askers);
    }
}

bool Shard::ask(std::size_t bytes, double seconds) {
    good_.resize(states_.size(), false);
    if (asked_ == 0) batches_.assign(shards_, Packing(world_, false));
    return each_batch(asked_, static_cast<Id>(states_.size()), bytes, seconds, [&](Id state) {
        if (!good_[state]) ask_state(state);
    });
}

void Shard::ask_state(Id state) {
    machine_.load(state, states_);
    std::vector<Id> known;
    std::vector<Cell> choices, further;
    for (const Move& move : machine_.moves()) {
        choices.clear();
        for (bool more = true; more; choices.swap(further)) {
            const Ending ending = machine_.step(move, choices);
            more = machine_.next_choices(further);
            if (ending != Ending::none) continue;
            const Successor& next = machine_.result();
            const std::size_t objects = next.parts.size() - 1 - next.order.size();
            const std::uint64_t hash = fingerprints_.of(next.parts, objects);
            const auto owner = static_cast<std::uint32_t>(hash % shards_);
            if (owner == number_) known.push_back(states_.find(machine_.fold(states_)));
            else batches_[owner].add(next.parts, objects, hash, {number_, state, {0, Traces::NOBODY}, false});
        }
    }
    for (Id next : known) {
        if (next == NONE) throw BadProgram("a step leads to a state that was not met");
        if (good_[next]) return mark({state});
        askers_[next].emplace_back(number_, state);
    }
}

void Shard::answer(const std::string& batch) {
    good_.resize(states_.size(), false);
    for (Unpacking from(world_, batch); from.next();) {
        const Id state = states_.find(machine_.fold(from.parts(), from.objects(), states_));
        if (state == NONE) throw BadProgram("a step leads to a state that was not met");
        const Origin& asker = from.origin();
        if (good_[state]) marked_[asker.shard].push_back(asker.state);
        else askers_[state].emplace_back(asker.shard, asker.state);
    }
}

std::string Shard::rest(Id from, Id to) {
    Packing packing(world_, false);
    for (Id state = from; state < to; state++)
        if (!good_[state]) pack(packing, state, {number_, state, {0, Traces::NOBODY}, false});
    TextsSent none;
    return packing.empty() ? std::string() : packing.take(none);
}

void Shard::judge(const std::vector<std::string>& rests) {
    for (const std::string& rest : rests)
        for (Unpacking from(world_, rest); from.next();) {
            bool fresh = false;
            states_.intern(machine_.fold(from.parts(), from.objects(), states_), fresh);
            judged_.push_back(from.origin());
        }
    const std::vector<bool> ends(states_.size(), false);
    const Course course;
    Selection all({}, machine_, task_.alike());
    BottomComponents(machine_, states_, all, traces_, ends, course, [&] { return tick(); }).find(findings_);
}

}  // namespace chancheck
