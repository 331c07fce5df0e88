#include "search/parallel_level.hpp"

#include <algorithm>

namespace chancheck {
namespace {

constexpr std::size_t LEAST = 512;  // items that are worth the trouble
constexpr Id AT_A_TIME = 32;        // states that a thread takes
constexpr int STEP_BITS = 24;       // of a step's number within its state
constexpr int BUCKET_BITS = 6;      // of states that have their new ones sorted together

class Locked {
public:
    explicit Locked(std::uint32_t& lock) : lock_(lock) {
        while (lock_.exchange(1, std::memory_order_acquire) != 0) std::this_thread::yield();
    }
    ~Locked() { lock_.store(0, std::memory_order_release); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;

private:
    std::atomic_ref<std::uint32_t> lock_;
};

}  // namespace

Level::Level(std::size_t threads, World& world, const Task& task, Expander& own, States& states)
    : task_(task), states_(states), crew_(threads) {
    for (std::size_t who = 0; who < crew_.size(); who++) {
        members_.push_back(std::make_unique<Member>(world, task, who == 0 ? &own : nullptr));
        members_.back()->stop = [this] {
            crew_.pass();
            return stopping_.load(std::memory_order_relaxed);
        };
    }
}

bool Level::expand(Id begin, Id end, Traces& traces, Selection& selection, Findings& findings, Marks& onward,
                   const std::function<bool()>& tick) {
    begin_ = begin;
    end_ = end;
    if (!selection.presumes())
        for (auto& member : members_) member->reduction.presume_nothing();
    trying_ = selection.trying();
    next_ = begin;
    last_ = end - 1;
    stopping_ = false;
    members_[0]->stop = [this, &tick] {
        crew_.pass();
        if (!stopping_.load(std::memory_order_relaxed) && tick()) stopping_ = true;
        return stopping_.load(std::memory_order_relaxed);
    };
    std::exception_ptr problem;
    states_.share(crew_.size(), [this](const auto& action) { crew_.alone(action); });
    try {
        crew_.run([&](std::size_t who) { work(*members_[who], traces, onward); });
    } catch (...) {
        problem = std::current_exception();
    }
    states_.unshare();
    std::vector<Findings*> found;
    found.reserve(members_.size());
    for (auto& member : members_) found.push_back(&member->findings);
    findings.absorb(found, last_);
    if (problem) std::rethrow_exception(problem);
    if (stopping_ || last_ != end - 1) return false;
    number(traces, selection);
    return true;
}

void Level::work(Member& member, const Traces& traces, Marks& onward) {
    try {
        for (;;) {
            Id from = next_.fetch_add(AT_A_TIME, std::memory_order_relaxed);
            Id to = std::min(from + AT_A_TIME, end_);
            for (Id state = from; state < to; state++) {
                if (stopping_ || state > last_) return;
                expand(member, state, traces, onward);
            }
            if (to >= end_) return;
        }
    } catch (...) {
        stopping_ = true;
        throw;
    }
}

void Level::expand(Member& member, Id state, const Traces& traces, Marks& onward) {
    Expander& expander = *member.expander;
    expander.machine.load(state, states_);
    expander.take(state, select(member, state), states_, member.findings, member.stop);
    if (stopping_) return;
    for (const auto& one : expander.reached) states_.prefetch_more(one.root);
    bool leads_on = false;
    for (std::size_t n = 0; n < expander.reached.size(); n++) {
        const auto& one = expander.reached[n];
        bool fresh = false;
        Id target = states_.intern(one.root, fresh);
        if (member.reduction.active()) member.steps.emplace_back(state, target);
        if (target < early_) went_back_ = true;
        if (target < end_) continue;
        leads_on = true;
        meet(target, step_from(state, n), traces.arrival(state, one.mover, one.mover_after));
    }
    if (leads_on) onward.add(state);
    if (!task_.stop_first || !member.findings.defect()) return;
    for (Id last = last_; state < last && !last_.compare_exchange_weak(last, state);) {
    }
}

// As Selection does, but what was presumed is given up for the whole level at its end.
const std::vector<Move>& Level::select(Member& member, Id state) {
    Reduction& reduction = member.reduction;
    if (!reduction.active()) return member.expander->machine.moves();
    const std::vector<Move>& able = reduction.distinct(member.expander->machine.moves());
    bool wrong = reduction.presumes() && reduction.excluded(able), all = true;
    if (wrong) mistaken_ = true;
    const std::vector<Move>& moves = wrong || !trying_ ? able : reduction.choose(able, all);
    if (Selection::counts(able, trying_)) member.tally.add({1, moves.size(), able.size()});
    member.selected.emplace_back(state, all);
    return moves;
}

std::uint64_t Level::step_from(Id state, std::size_t n) const {
    constexpr std::size_t MOST = (std::size_t{1} << STEP_BITS) - 2;
    return (static_cast<std::uint64_t>(state - begin_) << STEP_BITS) + std::min(n, MOST) + 1;
}

Id Level::origin(std::uint64_t step) const { return begin_ + static_cast<Id>((step - 1) >> STEP_BITS); }

void Level::meet(Id target, std::uint64_t step, Traces::Arrival arrival) {
    arrivals_.reach(target - end_);
    Arrivals& known = arrivals_[target - end_];
    Locked lock(known.lock);
    bool better = known.first == 0 || arrival.switches < known.with.switches ||
                  (arrival.switches == known.with.switches && step < known.best);
    if (better) {
        known.best = step;
        known.with = arrival;
    }
    if (known.first == 0 || step < known.first) known.first = step;
}

// The new states as one thread would have met them.
std::vector<Id> Level::in_order(Id count) {
    auto bucket = [&](Id n) { return (origin(arrivals_[n].first) - begin_) >> BUCKET_BITS; };
    std::vector<Id> starts(((end_ - begin_) >> BUCKET_BITS) + 2, 0);
    for (Id n = 0; n < count; n++) starts[bucket(n) + 1]++;
    for (std::size_t b = 1; b < starts.size(); b++) starts[b] += starts[b - 1];
    struct Item {
        std::uint64_t first;
        Id id;
    };
    std::vector<Item> items(count);
    std::vector<Id> ends(starts.begin(), starts.end() - 1);
    for (Id n = 0; n < count; n++) items[ends[bucket(n)]++] = {arrivals_[n].first, end_ + n};
    std::vector<Id> order(count);
    split(ends.size(), [&](std::size_t from, std::size_t to) {
        for (std::size_t b = from; b < to; b++)
            std::sort(items.begin() + starts[b], items.begin() + starts[b + 1],
                      [](const Item& a, const Item& b) { return a.first < b.first; });
        for (std::size_t i = starts[from]; i < starts[to]; i++) order[i] = items[i].id;
    });
    return order;
}

void Level::split(std::size_t n, const std::function<void(std::size_t, std::size_t)>& part) {
    std::size_t threads = n < LEAST ? 1 : crew_.size();
    if (threads == 1) return part(0, n);
    crew_.run([&](std::size_t who) { part(n * who / threads, n * (who + 1) / threads); });
}

void Level::number(Traces& traces, Selection& selection) {
    Id count = static_cast<Id>(states_.size()) - end_;
    const std::vector<Id> order = in_order(count);
    states_.renumber(end_, order, [&](std::size_t n, const auto& part) { split(n, part); });
    for (Id id : order) {
        Arrivals& known = arrivals_[id - end_];
        traces.add(origin(known.best), known.with);
        known = {};
    }
    if (!selection.active()) return;
    if (mistaken_.exchange(false)) selection.presume_nothing();
    std::vector<Id> number(count);
    for (Id n = 0; n < count; n++) number[order[n] - end_] = end_ + n;
    for (auto& member : members_) {
        for (auto [state, all] : member->selected) selection.selected(state, all);
        for (auto [from, to] : member->steps) selection.stepped(from, to < end_ ? to : number[to - end_]);
        selection.add(member->tally);
        member->tally = {};
        member->selected.clear();
        member->steps.clear();
    }
}

}  // namespace chancheck
