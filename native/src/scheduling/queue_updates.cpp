// What steps do to the queues of processors; machine/scheduling/queue_updates.py defines it.
#include <algorithm>
#include <numeric>

#include "machine/machine.hpp"

namespace chancheck {

// Who goes on in a step: whoever its processor runs, or a helper; -1: time lets a parked one go on, or its call ends.
std::int32_t Machine::actor_of(const Move& move) const {
    if (move.processor < 0) return -1;
    std::int32_t runs = queues_.running(static_cast<std::size_t>(move.processor));
    if (runs >= 0) return runs;
    if (is_helper(static_cast<std::size_t>(move.goroutine))) return move.goroutine;
    return move.peer >= 0 && is_helper(static_cast<std::size_t>(move.peer)) ? move.peer : -1;
}

// Who takes part in a step and does not go on in it is to run next; a goroutine that woke up is in no queue any more.
void Machine::queue_partners(const Move& move) {
    auto p = static_cast<std::size_t>(move.processor);
    std::int32_t actor = actor_of(move);
    after_.begin(actor);
    for (std::int32_t i : {move.goroutine, move.peer}) {
        if (i < 0 || i == actor) continue;
        after_.unpark(i);
        if (Scheduler::has(scheduler_->blocks, operation_of(move))) after_.share(i);
        else after_.run_next(*scheduler_, p, i);
    }
}

bool Machine::gives_way(const Move& move) {
    std::int32_t actor = actor_of(move);
    if (!Scheduler::has(scheduler_->yields, operation_of(move)) || (actor != move.goroutine && actor != move.peer)) return false;
    if (!after_.leave(actor)) return false;  // a helper
    after_.share(actor);
    return true;
}

void Machine::queue_started(const Move& move, std::size_t first_new, const Change& change) {
    for (std::size_t k = 0; k < change.goroutines.size(); k++) {
        Id started = change.goroutines[k];
        if (started == NONE || (stacks_[started].words[0] & HELPER_FLAG) != 0) continue;
        after_.run_next(*scheduler_, static_cast<std::size_t>(move.processor), static_cast<std::int32_t>(first_new + k));
    }
}

// What a step does for others is done: whether the one that goes on keeps its processor, and runs its local code.
bool Machine::keeps_processor(const Move& move) {
    std::int32_t actor = actor_of(move);
    if (gives_way(move) || actor < 0) return false;
    if (!wake_.hands_over || !after_.leave(actor)) return true;
    after_.append(*scheduler_, static_cast<std::size_t>(move.processor), actor);
    return false;
}

// After the effects of a step's rule: who else goes on, and local code of whoever goes on in it.
void Machine::go_on(const Move& move, std::size_t first_new) {
    written_.clear();
    for (std::size_t n = 1; n < work_.old_objects(); n++)
        if (work_.objects[n].component == NONE) written_.push_back(static_cast<std::uint32_t>(n));
    if (move.slot != nullptr) move.slot->disturbs = written_;
    find_waiters(move, written_);
    if (!waiters_.empty()) wake(move);
    queue_partners(move);
    queue_woken(move);
    if (keeps_processor(move)) run(static_cast<std::size_t>(actor_of(move)));
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++)
        if (work_.stack(g).helper) run(g);
}

// A processor takes or gives up a goroutine; nothing else changes.
void Machine::make_turn(const Move& move) {
    taken_.clear();
    limits_.clear();
    shown_slot_ = nullptr;
    turned_ = true;
    next_ = base_leaves_;
    order_.resize(goroutines());
    std::iota(order_.begin(), order_.end(), 0);
    next_[0] = head_after(move);
}

// Follows from the head before and the turn. Most are asked for again and again.
Id Machine::head_after(const Move& turn) {
    const Id base = base_leaves_[0];
    const auto what = static_cast<std::uint64_t>(turn.rule) << 32 | static_cast<std::uint64_t>(turn.processor) << 16 |
                      static_cast<std::uint64_t>(turn.peer_alternative);
    Turned& known = turns_[mix(what * 0x9FB21C651E98DF25ULL + base) % turns_.size()];
    if (known.is_of(base, turn)) return known.head;
    after_ = queues_;
    take_turn(turn);
    const std::size_t present = goroutines();
    known = {base, head_with_queues(static_cast<Cell>(present), head_[HEAD_FIXED], present), turn.rule, turn.processor,
             turn.peer_alternative};
    return known.head;
}

void Machine::take_turn(const Move& turn) {
    auto p = static_cast<std::size_t>(turn.processor);
    if (turn.rule >= FIRST_PICK) {
        const Pick& pick = scheduler_->picks[static_cast<std::size_t>(turn.rule - FIRST_PICK)];
        bool other = pick.source == Source::other_local || pick.source == Source::other_next;
        std::size_t at = other ? static_cast<std::size_t>(turn.peer_alternative) : p;
        after_.take(*scheduler_, p, pick, at, amount(pick, after_.available(at, pick.source)));
    } else if (turn.rule == PREEMPT) {
        after_.leave(turn.goroutine);
        after_.share(turn.goroutine);
    } else {
        after_.park(turn.goroutine, turn.rule == INSIST);
    }
}

// What a remembered change does to the queues.
void Machine::queue_as_remembered(const Move& move, const Change& change) {
    if (is_unscheduled(move)) {
        after_ = queues_;
        return;
    }
    after_ = queues_;
    queue_partners(move);
    queue_woken(move);
    keeps_processor(move);
    queue_started(move, goroutines(), change);
}

// `raw`: how many goroutines there were, with new ones, before renaming.
void Machine::append_queues(std::vector<Cell>& head, std::size_t raw) {
    bool same = order_.size() == raw;
    for (std::size_t g = 0; g < raw && same; g++) same = order_[g] == static_cast<std::int32_t>(g);
    if (!same) {
        renumbered_.assign(raw, -1);
        for (std::size_t g = 0; g < order_.size(); g++)
            renumbered_[static_cast<std::size_t>(order_[g])] = static_cast<std::int32_t>(g);
        after_.rename(renumbered_);
    }
    after_.store(*scheduler_, head);
}

Id Machine::head_with_queues(Cell present, Cell fixed, std::size_t raw) {
    std::vector<Cell>& head = scratch_;
    head.assign(head_, head_ + HEAD_WORDS);
    head[HEAD_GOROUTINES] = present;
    head[HEAD_FIXED] = fixed;
    append_queues(head, raw);
    return heads_.intern({head.data(), static_cast<std::uint32_t>(head.size()), 0, nullptr});
}

}  // namespace chancheck
