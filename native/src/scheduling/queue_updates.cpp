// The effects of steps on the queues of processors; machine/scheduling/queue_updates.py defines it.
#include <algorithm>

#include "scheduling/scheduler_driver.hpp"

namespace chancheck {

SchedulerDriver::SchedulerDriver(World& world, LoadedState& state, Workspace& work, const Guards& guards, Memo& memo,
                                 EnabledMoves& enabled, Interpreter& interpreter, Choices& choices,
                                 Canonicaliser& canonicaliser, StepQueues& queues)
    : program_(world.program),
      stacks_(world.stacks),
      state_(state),
      work_(work),
      guards_(guards),
      memo_(memo),
      enabled_(enabled),
      moves_(enabled.list()),
      interpreter_(interpreter),
      choices_(choices),
      canonicaliser_(canonicaliser),
      queues_(queues),
      scheduler_(queues.scheduler),
      heads_(world.heads) {}

// The goroutine that moves in a step: the one on its processor, or a helper; -1: time resumes a parked one, or its call
// ends.
std::int32_t SchedulerDriver::actor_of(const Move& move) const {
    if (move.processor < 0) return -1;
    std::int32_t runs = queues_.before.running(static_cast<std::size_t>(move.processor));
    if (runs >= 0) return runs;
    if (state_.is_helper(static_cast<std::size_t>(move.goroutine))) return move.goroutine;
    return move.peer >= 0 && state_.is_helper(static_cast<std::size_t>(move.peer)) ? move.peer : -1;
}

// A partner that does not move on in the step is to run next. A goroutine that woke up is in no queue any more.
void SchedulerDriver::queue_partners(const Move& move) {
    auto p = static_cast<std::size_t>(move.processor);
    std::int32_t actor = actor_of(move);
    queues_.after.begin(actor);
    for (std::int32_t i : {move.goroutine, move.peer}) {
        if (i < 0 || i == actor) continue;
        queues_.after.unpark(i);
        if (Scheduler::has(scheduler_->blocks, operation_of(move))) queues_.after.share(i);
        else queues_.after.run_next(*scheduler_, p, i);
    }
}

bool SchedulerDriver::gives_way(const Move& move) {
    std::int32_t actor = actor_of(move);
    if (!Scheduler::has(scheduler_->yields, operation_of(move)) || (actor != move.goroutine && actor != move.peer))
        return false;
    if (!queues_.after.leave(actor)) return false;  // a helper
    queues_.after.share(actor);
    return true;
}

void SchedulerDriver::queue_started(const Move& move, std::size_t first_new, const Change& change) {
    for (std::size_t k = 0; k < change.goroutines.size(); k++) {
        Id started = change.goroutines[k];
        if (started == NONE || (stacks_[started].words[0] & HELPER_FLAG) != 0) continue;
        queues_.after.run_next(*scheduler_, static_cast<std::size_t>(move.processor),
                               static_cast<std::int32_t>(first_new + k));
    }
}

// After the effects of a step on others: whether the moving goroutine keeps its processor and runs its local code.
bool SchedulerDriver::keeps_processor(const Move& move) {
    std::int32_t actor = actor_of(move);
    if (gives_way(move) || actor < 0) return false;
    if (!wake_.hands_over || !queues_.after.leave(actor)) return true;
    queues_.after.append(*scheduler_, static_cast<std::size_t>(move.processor), actor);
    return false;
}

// After the effects of a step's rule: resumes others, and runs the local code of each goroutine that moves.
void SchedulerDriver::go_on(const Move& move, std::size_t first_new) {
    written_.clear();
    for (std::size_t n = 1; n < work_.old_objects(); n++)
        if (work_.objects[n].component == NONE) written_.push_back(static_cast<std::uint32_t>(n));
    if (move.slot != nullptr) move.slot->disturbs = written_;
    find_waiters(move, written_);
    if (!waiters_.empty()) wake(move);
    queue_partners(move);
    queue_woken(move);
    if (keeps_processor(move)) interpreter_.run(static_cast<std::size_t>(actor_of(move)));
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++)
        if (work_.stack(g).helper) interpreter_.run(g);
}

void SchedulerDriver::begin_step() {
    clear_wake();
    if (scheduler_) queues_.after = queues_.before;
}

void SchedulerDriver::make_turn(const Move& move) { canonicaliser_.replace_head(head_after(move)); }

// It follows from the previous head and the turn. Most are requested repeatedly.
Id SchedulerDriver::head_after(const Move& turn) {
    const Id base = state_.parts()[0];
    const auto what = static_cast<std::uint64_t>(turn.rule) << 32 | static_cast<std::uint64_t>(turn.processor) << 16 |
                      static_cast<std::uint64_t>(turn.peer_alternative);
    const std::uint64_t hash = mix(what * 0x9FB21C651E98DF25ULL + base);
    if (const Turned& known = turns_[hash]; known.is_of(base, turn)) return known.head;
    queues_.after = queues_.before;
    take_turn(turn);
    const Id head =
        heads_.with_queues(state_, static_cast<Cell>(state_.goroutines()), state_.head(HEAD_FIXED), queues_);
    turns_.put(hash, {base, head, turn.rule, turn.processor, turn.peer_alternative});
    return head;
}

void SchedulerDriver::take_turn(const Move& turn) {
    auto p = static_cast<std::size_t>(turn.processor);
    if (turn.rule >= FIRST_PICK) {
        const Pick& pick = scheduler_->picks[static_cast<std::size_t>(turn.rule - FIRST_PICK)];
        bool other = pick.source == Source::other_local || pick.source == Source::other_next;
        std::size_t at = other ? static_cast<std::size_t>(turn.peer_alternative) : p;
        queues_.after.take(*scheduler_, p, pick, at, amount(pick, queues_.after.available(at, pick.source)));
    } else if (turn.rule == PREEMPT) {
        queues_.after.leave(turn.goroutine);
        queues_.after.share(turn.goroutine);
    } else {
        queues_.after.park(turn.goroutine, turn.rule == INSIST);
    }
}

// Applies a cached change to the queues.
void SchedulerDriver::queue_as_remembered(const Move& move, const Change& change) {
    if (is_unscheduled(move)) {
        queues_.after = queues_.before;
        return;
    }
    queues_.after = queues_.before;
    queue_partners(move);
    queue_woken(move);
    keeps_processor(move);
    queue_started(move, state_.goroutines(), change);
}

}  // namespace chancheck
