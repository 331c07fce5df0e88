// The parked goroutines that a step resumes; machine/scheduling/steps.py defines them.
#include <algorithm>
#include <utility>

#include "scheduling/scheduler_driver.hpp"

namespace chancheck {
namespace {

bool looks_at(const Entry& entry, std::uint32_t object) {
    auto end = entry.plan->places.begin() + static_cast<std::ptrdiff_t>(entry.looked_at);
    return std::find(entry.plan->places.begin(), end, Place{object, WHOLE}) != end;
}

}  // namespace

void SchedulerDriver::clear_wake() {
    wake_.clear();
    let_go_.clear();
}

const Change* SchedulerDriver::recall(const Move& move, const std::vector<Cell>& choices, bool& decided) {
    decided = false;
    if (!scheduler_ || is_unscheduled(move)) return nullptr;
    decided = true;
    const Slot& slot = *move.slot;
    if (!slot.disturbs) return nullptr;
    find_waiters(move, *slot.disturbs);
    if (!waiters_.empty() && !recall_waking(move, choices)) return nullptr;
    if (!wake_.done.empty()) return stage_ == 0 ? nullptr : memo_.find(stage_, choices);
    decided = false;
    return nullptr;
}

// Parked goroutines that a step which wrote these objects may resume: enabled before, or dependent on one of them.
void SchedulerDriver::find_waiters(const Move& move, const std::vector<std::uint32_t>& written) {
    waiters_.clear();
    if (move.processor < 0) return;
    const bool some_insist = queues_.before.somebody_insists();
    for (const Waiting& w : waiting_) {
        if (w.goroutine == move.goroutine || w.goroutine == move.peer) continue;
        if (w.ready || w.entry == nullptr ||
            std::any_of(written.begin(), written.end(), [&](std::uint32_t o) { return looks_at(*w.entry, o); }))
            waiters_.push_back({w.goroutine, some_insist && queues_.before.insists(w.goroutine), w.entry});
    }
}

// The goroutine that may insist when a waiter takes over, by place among the waiters, or their number if it is none of
// them; -1: none.
std::int32_t SchedulerDriver::heir_of(std::int32_t waiter, const Move& move) const {
    std::int32_t next = behind(waiter, move);
    auto at = std::find_if(waiters_.begin(), waiters_.end(), [&](const Waiter& w) { return w.goroutine == next; });
    if (at != waiters_.end()) return static_cast<std::int32_t>(at - waiters_.begin());
    return next < 0 || queues_.before.insists(next) ? -1 : static_cast<std::int32_t>(waiters_.size());
}

// The goroutine that waits for the same thing as a parked one, and came first; -1: none.
std::int32_t SchedulerDriver::behind(std::int32_t waiter, const Move& move) const {
    const std::optional<Try> what = tried_by(waiter);
    if (!what) return -1;
    for (std::int32_t i : queues_.before.parked())
        if (i != waiter && i != move.goroutine && i != move.peer && tried_by(i) == what) return i;
    return -1;
}

// The first operation that a goroutine waits at, and its object.
std::optional<SchedulerDriver::Try> SchedulerDriver::tried_by(std::int32_t g) const {
    const Component& one = state_.goroutine(static_cast<std::size_t>(g));
    if (one.site < 0 || program_.sites[static_cast<std::size_t>(one.site)].alternatives.empty()) return {};
    const Alternative& first = program_.sites[static_cast<std::size_t>(one.site)].alternatives[0];
    if (first.operands.empty()) return {};
    const Span& object = first.operands[0];
    return Try{first.operation,
               object.width > 0 ? one.words[one.registers + static_cast<std::uint32_t>(object.start)] : 0};
}

// The same of one that can do nothing else than try this again.
std::optional<SchedulerDriver::Try> SchedulerDriver::retried_by(std::int32_t g) const {
    std::optional<Try> what = tried_by(g);
    if (!what || !scheduler_->retries[static_cast<std::size_t>(what->operation)]) return {};
    const Site& site = program_.sites[static_cast<std::size_t>(state_.goroutine(static_cast<std::size_t>(g)).site)];
    return site.alternatives.size() == 1 ? what : std::nullopt;
}

// The operations that woken goroutines try again, without the goroutine that moves in this step.
void SchedulerDriver::find_trying(const Move& move) {
    trying_.clear();
    const std::int32_t actor = actor_of(move);
    for (std::int32_t g : queues_.before.woken())
        if (std::optional<Try> what = g == actor ? std::nullopt : retried_by(g)) trying_.push_back(*what);
}

// Takes the waiters of a step in order: `look` returns the chance of each, `let_go` resumes it in one of its ways. Of
// the waiters that only try again, the first for each object does, unless another is already to try it. The result for
// all is in `wake_`. False: the chance of some waiter is not known.
template <class Look, class LetGo>
bool SchedulerDriver::wake_each(const Move& move, Look look, LetGo let_go) {
    clear_wake();
    find_trying(move);
    auto is_tried = [&](const Try& what) { return std::find(trying_.begin(), trying_.end(), what) != trying_.end(); };
    bool other_insists = false;                      // an heir that is no waiter
    auto hand_over = [&](std::uint32_t k) -> Cell {  // what becomes of its heir; 0: there is none to ask for
        wake_.hands_over = true;
        std::int32_t heir = heir_of(waiters_[k].goroutine, move);
        if (heir < 0) return 0;
        bool outside = static_cast<std::size_t>(heir) == waiters_.size();
        if (outside ? other_insists : waiters_[static_cast<std::size_t>(heir)].insists) return 0;
        if (choices_.choose(2) == 0) return 1;
        if (outside) other_insists = true;
        else waiters_[static_cast<std::size_t>(heir)].insists = true;
        wake_.heirs.push_back(k);
        return 2;
    };
    for (std::uint32_t k = 0; k < waiters_.size(); k++) {
        const std::optional<Try> what = waiters_[k].insists ? std::nullopt : retried_by(waiters_[k].goroutine);
        if (what && is_tried(*what)) continue;
        Chance chance = look(waiters_[k]);
        if (chance.answer == Answer::unknown) return false;
        if (chance.answer == Answer::nothing) continue;
        bool tries = chance.answer == Answer::again;
        if (tries && !waiters_[k].insists) {
            wake_.again.push_back(k);
            if (what) trying_.push_back(*what);
            continue;
        }
        Cell way = tries ? 1 + hand_over(k) : 0;
        Cell chosen = chance.ways > 1 ? choices_.choose(chance.ways) : 0;
        let_go(waiters_[k], chosen, way + 4 * chosen);
        wake_.done.push_back(k);
    }
    std::int32_t operation = operation_of(move);
    if (operation >= 0 && scheduler_->last_first[static_cast<std::size_t>(operation)])
        std::reverse(wake_.done.begin(), wake_.done.end());
    for (std::uint32_t k : wake_.done) let_go_.push_back(waiters_[k].goroutine);
    return true;
}

// Parked goroutines that are enabled now complete their operation in this step; some only try again when they run.
void SchedulerDriver::wake(const Move& move) {
    stage_ = move.slot == nullptr ? 0 : memo_.begin(*move.slot);
    auto look = [&](const Waiter& waiter) {
        bool told = find_ready(waiter);
        Chance chance{Answer::nothing, static_cast<std::uint32_t>(ready_.size())};
        if (!ready_.empty()) {
            auto operation = static_cast<std::size_t>(ready_[0].alternative->operation);
            chance.answer = scheduler_->retries[operation] ? Answer::again : Answer::goes_on;
        }
        if (told && stage_ != 0) memo_.learn(stage_, *waiter.entry, chance);
        return chance;
    };
    auto let_go = [&](const Waiter& waiter, Cell chosen, Cell way) {
        const Ready& one = ready_[static_cast<std::size_t>(chosen)];
        interpreter_.perform(*one.rule, *one.alternative, static_cast<std::size_t>(waiter.goroutine), nullptr, 0);
        stage_ = stage_ == 0 || waiter.entry == nullptr ? 0 : memo_.reach(stage_, *waiter.entry, way);
    };
    wake_each(move, look, let_go);
}

// The ways in which a waiter can resume now. True if they depend only on its entry and on what the step has read; other
// reads made here do not count as reads of the step.
bool SchedulerDriver::find_ready(const Waiter& waiter) {
    ready_.clear();
    const Component& me = state_.goroutine(static_cast<std::size_t>(waiter.goroutine));
    if (me.site < 0) return false;
    const std::size_t before = work_.used.size();
    const bool more = std::exchange(work_.used_more, false);
    Operands with;
    for (const Alternative& mine : program_.sites[static_cast<std::size_t>(me.site)].alternatives) {
        const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
        with.look(0, mine, me);
        if (Guards::waits_on_nil(op, with)) continue;
        for (std::size_t n = 0; n < op.rules.size(); n++)
            if (!scheduler_->timed[static_cast<std::size_t>(mine.operation)][n] &&
                guards_.lets_go(op.rules[n], with, work_))
                ready_.push_back({&mine, &op.rules[n]});
    }
    std::span<const Place> used(work_.used.begin() + static_cast<std::ptrdiff_t>(before), work_.used.end());
    bool told =
        !work_.used_more && waiter.entry != nullptr &&
        std::all_of(used.begin(), used.end(), [&](const Place& at) { return looks_at(*waiter.entry, at.object); });
    work_.used_more = more;
    work_.forget(before);
    return told;
}

// Whether the effect of the step on its waiters is cached. Then `wake_` holds it, and `stage_` the next stage.
bool SchedulerDriver::recall_waking(const Move& move, const std::vector<Cell>& choices) {
    stage_ = move.slot->stage;
    choices_.begin(choices);
    auto look = [&](const Waiter& waiter) {
        return waiter.entry == nullptr || stage_ == 0 ? Chance{} : memo_.chance(stage_, *waiter.entry);
    };
    auto let_go = [&](const Waiter& waiter, Cell, Cell way) { stage_ = memo_.after(stage_, *waiter.entry, way); };
    return wake_each(move, look, let_go);
}

// Caches the executed step, if it read nothing outside its entry and those of the goroutines that it resumed.
void SchedulerDriver::keep_waking(Slot& slot, Change& change) {
    if (work_.used_more || stage_ == 0) return;
    std::vector<Place> own;
    for (const Place& place : work_.used) {
        auto theirs = [&](std::uint32_t k) { return looks_at(*waiters_[k].entry, place.object); };
        if (std::none_of(wake_.done.begin(), wake_.done.end(), theirs)) own.push_back(place);
    }
    if (!Memo::covers(*slot.entry, own)) return Memo::extend(*slot.entry->plan, own);
    if (!wake_.done.empty()) return memo_.keep(stage_, change);
    for (const Change* known = slot.changes; known != nullptr; known = known->next)
        if (known->given == change.given) return;
    if (canonicaliser_.numbers_by_pointing()) canonicaliser_.outline(change);
    memo_.keep(slot.changes, change);
}

// They are to run next.
void SchedulerDriver::queue_woken(const Move& move) {
    auto p = static_cast<std::size_t>(move.processor);
    auto goes_on = [&](std::uint32_t k) {
        queues_.after.unpark(waiters_[k].goroutine);
        queues_.after.run_next(*scheduler_, p, waiters_[k].goroutine);
    };
    for (std::uint32_t k : wake_.heirs) queues_.after.insist(behind(waiters_[k].goroutine, move));
    for (std::uint32_t k : wake_.done) goes_on(k);
    for (std::uint32_t k : wake_.again) {
        queues_.after.wake(waiters_[k].goroutine);
        goes_on(k);
    }
}

}  // namespace chancheck
