// Whom a step lets go on that has parked; explore/exact/acting.py defines it.
#include <algorithm>

#include "machine.hpp"

namespace chancheck {
namespace {

bool looks_at(const Entry& entry, std::uint32_t object) {
    auto end = entry.plan->objects.begin() + static_cast<std::ptrdiff_t>(entry.looked_at);
    return std::find(entry.plan->objects.begin(), end, object) != end;
}

}  // namespace

// Parked goroutines that a step which wrote these objects may let go on: they could already, or this depends on one.
void Machine::find_waiters(const Move& move, const std::vector<std::uint32_t>& written) {
    waiters_.clear();
    if (move.processor < 0) return;
    for (const Waiting& w : waiting_) {
        if (w.goroutine == move.goroutine || w.goroutine == move.peer) continue;
        if (w.ready || w.entry == nullptr || std::any_of(written.begin(), written.end(), [&](std::uint32_t o) { return looks_at(*w.entry, o); }))
            waiters_.push_back({w.goroutine, queues_.insists(w.goroutine), -1, w.entry});
    }
    if (queues_.insisting.empty()) return;
    for (Waiter& one : waiters_) one.heir = heir_of(one.goroutine, move);
}

std::int32_t Machine::heir_of(std::int32_t waiter, const Move& move) const {
    std::int32_t next = behind(waiter, move);
    auto at = std::find_if(waiters_.begin(), waiters_.end(), [&](const Waiter& w) { return w.goroutine == next; });
    if (at != waiters_.end()) return static_cast<std::int32_t>(at - waiters_.begin());
    return next < 0 || queues_.insists(next) ? -1 : static_cast<std::int32_t>(waiters_.size());
}

// Who waits for the same thing as a parked goroutine, and came first; -1: nobody.
std::int32_t Machine::behind(std::int32_t waiter, const Move& move) const {
    for (std::int32_t i : queues_.parked)
        if (i != waiter && i != move.goroutine && i != move.peer && tries_the_same(i, waiter)) return i;
    return -1;
}

// The same operation on the same object.
bool Machine::tries_the_same(std::int32_t a, std::int32_t b) const {
    Operands with;
    std::int32_t operations[2];
    for (int side = 0; side < 2; side++) {
        const Component& one = goroutine(static_cast<std::size_t>(side == 0 ? a : b));
        if (one.site < 0 || program_.sites[static_cast<std::size_t>(one.site)].alternatives.empty()) return false;
        const Alternative& first = program_.sites[static_cast<std::size_t>(one.site)].alternatives[0];
        look(with, side, first, one.words + one.registers);
        operations[side] = first.operation;
        if (first.operands.empty()) return false;
    }
    return operations[0] == operations[1] && *with.cells[0][0] == *with.cells[1][0];
}

// Whether this way to move lets none of the waiters go on, as far as is known. Then `wake_` is what it does.
bool Machine::wakes_nobody(const Slot& slot) {
    wake_.clear();
    for (std::uint32_t k = 0; k < waiters_.size(); k++) {
        Answer answer = memo_.answer(slot, waiters_[k]);
        if (answer == Answer::nothing) continue;
        if (answer != Answer::again || waiters_[k].insists) return false;
        wake_.again.push_back(k);
    }
    return true;
}

// Whether the step looked at nothing but what the entry and its waiters tell. What else it looks at is noted.
bool Machine::covered(Entry& entry) const {
    std::vector<std::uint32_t> own;
    for (std::uint32_t object : work_.used) {
        auto theirs = [&](const Waiter& w) { return looks_at(*w.entry, object); };
        if (std::none_of(waiters_.begin(), waiters_.end(), theirs)) own.push_back(object);
    }
    if (Memo::covers(entry, own)) return true;
    Memo::extend(*entry.plan, own);
    return false;
}

// Remembers the step that was executed.
void Machine::keep_waking(Slot& slot) {
    auto untold = [](const Waiter& w) { return w.entry == nullptr; };
    if (work_.used_more || std::any_of(waiters_.begin(), waiters_.end(), untold) || !covered(*slot.entry)) return;
    if (!change_.wake.done.empty()) {
        memo_.keep_waking(slot, waiters_, change_);
        return;
    }
    // It is kept as a step without waiters, which only the entry tells.
    if (!Memo::covers(*slot.entry, work_.used)) return;
    for (const Change* known = slot.changes; known != nullptr; known = known->next)
        if (known->given == change_.given) return;
    if (numbers_by_pointing()) outline(change_);
    change_.wake.clear();
    memo_.keep(slot, change_);
}

// Parked goroutines that can go on now have done so when they run; some only try again then.
void Machine::wake(const Move& move, Wake& wake) {
    struct Ready {
        const Alternative* alternative;
        const Rule* rule;
    };
    std::vector<Ready> ready;
    std::vector<bool> insisting(waiters_.size() + 1);
    for (std::size_t k = 0; k < waiters_.size(); k++) insisting[k] = waiters_[k].insists;
    for (std::uint32_t k = 0; k < waiters_.size(); k++) {
        ready.clear();
        auto j = static_cast<std::size_t>(waiters_[k].goroutine);
        const Component& me = goroutine(j);
        if (me.site < 0) continue;
        Operands with;
        for (const Alternative& mine : program_.sites[static_cast<std::size_t>(me.site)].alternatives) {
            const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
            look(with, 0, mine, me.words + me.registers);
            if (waits_on_nil(op, with)) continue;
            for (std::size_t n = 0; n < op.rules.size(); n++)
                if (!scheduler_->timed[static_cast<std::size_t>(mine.operation)][n] && lets_go(op.rules[n], with, work_))
                    ready.push_back({&mine, &op.rules[n]});
        }
        if (move.slot != nullptr && wake.done.empty()) {
            bool tries = !ready.empty() && scheduler_->retries[static_cast<std::size_t>(ready[0].alternative->operation)];
            memo_.learn(*move.slot, waiters_[k], ready.empty() ? Answer::nothing : tries ? Answer::again : Answer::goes_on);
        }
        if (ready.empty()) continue;
        if (scheduler_->retries[static_cast<std::size_t>(ready[0].alternative->operation)]) {
            if (!insisting[k]) {
                wake.again.push_back(k);
                continue;
            }
            wake.hands_over = true;
            std::int32_t heir = waiters_[k].heir;
            if (heir >= 0 && !insisting[static_cast<std::size_t>(heir)] && choose(2) != 0) {
                insisting[static_cast<std::size_t>(heir)] = true;
                wake.heirs.push_back(k);
            }
        }
        Ready chosen = ready[ready.size() > 1 ? static_cast<std::size_t>(choose(static_cast<Cell>(ready.size()))) : 0];
        perform(*chosen.rule, *chosen.alternative, j, nullptr, 0);
        wake.done.push_back(k);
    }
    std::int32_t operation = operation_of(move);
    if (operation >= 0 && scheduler_->last_first[static_cast<std::size_t>(operation)]) std::reverse(wake.done.begin(), wake.done.end());
}

// They are to run next; of those that try again the first for each thing, unless somebody has got to try it already.
void Machine::queue_woken(const Move& move, const Wake& wake) {
    auto p = static_cast<std::size_t>(move.processor);
    auto goes_on = [&](std::int32_t j) {
        after_.unpark(j);
        after_.run_next(*scheduler_, p, j);
    };
    for (std::uint32_t k : wake.heirs) after_.insisting.push_back(behind(waiters_[k].goroutine, move));
    for (std::uint32_t k : wake.done) goes_on(waiters_[k].goroutine);
    for (std::uint32_t k : wake.again) {
        std::int32_t j = waiters_[k].goroutine;
        auto same = [&](std::int32_t i) { return tries_the_same(i, j); };
        if (std::any_of(after_.woken.begin(), after_.woken.end(), same)) continue;
        after_.woken.push_back(j);
        goes_on(j);
    }
}

}  // namespace chancheck
