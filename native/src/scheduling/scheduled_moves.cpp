// The moves of a state with goroutines that share processors; machine/scheduling/machine.py defines them.
// queue_updates.cpp makes them.
#include <algorithm>

#include "scheduling/scheduler_driver.hpp"

namespace chancheck {
namespace {

// In the cache of moves: the goroutine is parked; (of the peer of a parked one) the peer resumes.
constexpr Id PARKED = 1u << 30, PEER_GOES_ON = 1u << 31;

}  // namespace

bool SchedulerDriver::is_timed(const Move& move) const {
    std::int32_t operation = operation_of(move);
    return operation >= 0 &&
           scheduler_->timed[static_cast<std::size_t>(operation)][static_cast<std::size_t>(move.rule)];
}

// Steps that leave the queues as they are.
bool SchedulerDriver::is_unscheduled(const Move& move) const {
    return move.alternative == BY_END || enabled_.pace_of(move) == Pace::idle;
}

void SchedulerDriver::find_moves() {
    look_at_parked();
    auto present = static_cast<std::int32_t>(state_.goroutines());
    for (std::size_t p = 0; p < queues_.before.count(); p++) {
        std::size_t first = moves_.size();
        if (std::int32_t g = queues_.before.running(p); g >= 0) {
            find_moves_of_running(g);
        } else {
            find_picks(p);
            for (std::int32_t g = 0; g < present; g++)
                if (state_.is_helper(static_cast<std::size_t>(g))) find_attempts(g, false);
            moves_.insert(moves_.end(), timed_moves_.begin(), timed_moves_.end());
        }
        for (std::size_t m = first; m < moves_.size(); m++) moves_[m].processor = static_cast<std::int32_t>(p);
    }
    moves_.insert(moves_.end(), returns_.begin(), returns_.end());
    std::size_t first = moves_.size();
    if (program_.idles) enabled_.enumerate_idle();
    for (std::size_t m = first; m < moves_.size(); m++) moves_[m].processor = 0;
}

// The moves of parked goroutines: those that time enables. Those that a step enabled were made in that step.
void SchedulerDriver::look_at_parked() {
    timed_moves_.clear();
    returns_.clear();
    waiting_.clear();
    moves_.clear();
    for (std::int32_t j : queues_.before.parked()) {
        auto me = static_cast<std::size_t>(j);
        std::uint32_t as_parked = state_.component_of(me) | PARKED;
        const Entry* entry = enabled_.remembered(memo_.parked(state_.component_of(me)), as_parked, Kind::moves, me, 0,
                                                 [&] { enumerate_attempts(me); });
        bool ready = false;
        for (const Move& move : moves_) {
            if (move.alternative < 0) continue;
            if (!is_timed(move)) ready = true;
            else (Scheduler::has(scheduler_->blocks, operation_of(move)) ? returns_ : timed_moves_).push_back(move);
        }
        waiting_.push_back({j, ready, entry});
        moves_.clear();
    }
}

void SchedulerDriver::find_moves_of_running(std::int32_t g) {
    const Component& me = state_.goroutine(static_cast<std::size_t>(g));
    if (me.site < -1) {
        moves_.push_back({g, me.site - 1});
        bool ends_all = program_.root_ends_all && state_.is_root(static_cast<std::size_t>(g));
        bool matters = me.site - 1 == BY_END && (ends_all || program_.counted);
        if (matters && scheduler_->preempt == Preemption::any && can_preempt(me))
            moves_.push_back({g, BY_TURN, PREEMPT});
        return;
    }
    find_attempts(g, true);
    if (can_preempt(me)) moves_.push_back({g, BY_TURN, PREEMPT});
}

// The moves of a goroutine at its operation; if none is sure, its default, else to park.
void SchedulerDriver::find_attempts(std::int32_t g, bool parks) {
    std::size_t first = moves_.size();
    auto me = static_cast<std::size_t>(g);
    Id id = state_.component_of(me);
    enabled_.remembered(memo_.solo(id), id, Kind::moves, me, 0, [&] { enumerate_attempts(me); });
    Move otherwise{};
    bool sure =
        moves_.size() == first || !(moves_.back().alternative == BY_DEFAULT || moves_.back().alternative == BY_TURN);
    if (!sure) {
        otherwise = moves_.back();
        moves_.pop_back();
    }
    auto sleeps = [&](const Move& m) { return Scheduler::has(scheduler_->sleeps, operation_of(m)); };
    moves_.erase(std::remove_if(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(), sleeps),
                 moves_.end());
    std::size_t alone = moves_.size();
    find_meetings(g);
    if (sure || moves_.size() > alone) return;
    if (otherwise.alternative == BY_DEFAULT || parks) moves_.push_back(otherwise);
    if (otherwise.alternative == BY_TURN && parks && queues_.before.is_woken(g)) moves_.push_back({g, BY_TURN, INSIST});
}

bool SchedulerDriver::is_delayed(std::size_t g) {
    if (!scheduler_) return false;
    look_at_parked();
    if (!state_.is_helper(g))
        return std::any_of(timed_moves_.begin(), timed_moves_.end(),
                           [g](const Move& move) { return move.goroutine == static_cast<std::int32_t>(g); });
    find_attempts(static_cast<std::int32_t>(g), false);
    bool delayed = !moves_.empty();
    moves_.clear();
    return delayed;
}

// Each enabled rule of its alternatives, and then, if none of them is sure to be taken, what it does instead.
void SchedulerDriver::enumerate_attempts(std::size_t g) {
    const Component& me = state_.goroutine(g);
    auto number = static_cast<std::int32_t>(g);
    if (me.site < 0) {
        moves_.push_back({number, me.site - 1});
        return;
    }
    const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
    bool sure = false;
    Operands with;
    for (std::size_t a = 0; a < site.alternatives.size(); a++) {
        const Alternative& mine = site.alternatives[a];
        const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
        with.look(0, mine, me);
        if (Guards::waits_on_nil(op, with)) continue;
        bool lasting =
            !Scheduler::has(scheduler_->sleeps, mine.operation) && !Scheduler::has(scheduler_->blocks, mine.operation);
        for (std::size_t k = 0; k < op.rules.size(); k++) {
            if (!guards_.lets_go(op.rules[k], with, state_.unpacked())) continue;
            moves_.push_back({number, static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
            sure = sure || (lasting && guards_.evaluate(op.gives_up, with, state_.unpacked()) == 0);
        }
    }
    if (sure) return;
    if (site.fallback >= 0) moves_.push_back({number, BY_DEFAULT});
    else moves_.push_back({number, BY_TURN, PARK});
}

// With the goroutine that parked first, whichever side has the rule.
void SchedulerDriver::find_meetings(std::int32_t g) {
    auto me = static_cast<std::size_t>(g);
    Id id = state_.component_of(me);
    const Component& mine = state_.goroutine(me);
    if ((mine.wants | mine.offers) == 0) return;
    auto keep_first = [&](std::size_t begin, std::size_t others, auto same) {
        auto known = [&](const Move& m) {
            return std::any_of(moves_.begin() + static_cast<std::ptrdiff_t>(begin),
                               moves_.begin() + static_cast<std::ptrdiff_t>(others),
                               [&](const Move& other) { return same(m, other); });
        };
        std::size_t kept = others;
        for (std::size_t m = others; m < moves_.size(); m++)
            if (!known(moves_[m])) moves_[kept++] = moves_[m];
        moves_.resize(kept);
    };
    std::uint32_t pair = 0;
    std::size_t begin = moves_.size();
    for (std::int32_t j : queues_.before.parked()) {
        auto other = static_cast<std::size_t>(j);
        if ((mine.wants & state_.goroutine(other).offers) == 0) continue;
        std::size_t others = moves_.size();
        Plan& plan = memo_.meeting(id, state_.component_of(other), pair);
        enabled_.remembered(plan, pair, Kind::meetings, me, other, [&] { enabled_.enumerate_meetings(me, other); });
        keep_first(begin, others,
                   [](const Move& a, const Move& b) { return a.alternative == b.alternative && a.rule == b.rule; });
    }
    begin = moves_.size();
    for (std::int32_t j : queues_.before.parked()) {
        auto other = static_cast<std::size_t>(j);
        if ((state_.goroutine(other).wants & mine.offers) == 0) continue;
        std::size_t others = moves_.size();
        Plan& plan = memo_.meeting(state_.component_of(other), id | PEER_GOES_ON, pair);
        enabled_.remembered(plan, pair, Kind::meetings, other, me, [&] { enabled_.enumerate_meetings(other, me); });
        keep_first(begin, others,
                   [](const Move& a, const Move& b) { return a.peer_alternative == b.peer_alternative; });
    }
}

std::size_t SchedulerDriver::amount(const Pick& pick, std::size_t available) {
    Cell n = static_cast<Cell>(available);
    if (n == 1) return 1;  // whatever the table says: a pick takes something
    Operands with;
    with.cells[0][0] = &n;
    with.widths[0][0] = 1;
    Cell taken = guards_.evaluate(pick.take, with, work_);
    if (taken < 1 || taken > n) throw BadProgram("a pick takes what is not there");
    return static_cast<std::size_t>(taken);
}

// The first pick that is possible; before it one that polls the global queue, if that can be due.
void SchedulerDriver::find_picks(std::size_t p) {
    std::size_t n = queues_.before.count();
    auto add = [&](std::size_t number, std::size_t at) {
        const Pick& pick = scheduler_->picks[number];
        std::size_t available = queues_.before.available(at, pick.source);
        if (available == 0) return false;
        std::int32_t g = queues_.before.first_of(at, pick, amount(pick, available));
        auto victim = static_cast<std::int32_t>(at == p ? 0 : at);
        moves_.push_back({g, BY_TURN, FIRST_PICK + static_cast<std::int32_t>(number), -1, victim});
        return true;
    };
    for (std::size_t number = 0; number < scheduler_->picks.size(); number++) {
        const Pick& pick = scheduler_->picks[number];
        if (pick.looks) {
            if (scheduler_->every == 0 || queues_.before.least(p) > 0 || !add(number, p)) continue;
            if (queues_.before.most(p) > 0) continue;
            return;
        }
        bool found = false;
        if (pick.source != Source::other_local && pick.source != Source::other_next) {
            found = add(number, p);
        } else {
            for (std::size_t i = 1; i < n && !(found && !scheduler_->steals_from_any); i++)
                found = add(number, (p + i) % n) || found;
        }
        if (found) return;
    }
}

bool SchedulerDriver::can_preempt(const Component& me) const {
    if (scheduler_->preempt == Preemption::off) return false;
    // Preemption is unobservable unless others wait for a processor, or timers do.
    bool told = queues_.before.has_work() || !timed_moves_.empty() || !returns_.empty();
    for (std::size_t g = 0; g < state_.goroutines() && !told; g++) told = state_.is_helper(g);
    if (!told) return false;
    return scheduler_->preempt == Preemption::any || me.site >= 0 || loops_with_calls(me);
}

// Whether there is a call in the loop that a goroutine is in, or no loop.
bool SchedulerDriver::loops_with_calls(const Component& me) const {
    const auto& code = program_.functions[static_cast<std::size_t>(me.words[me.frame])].code;
    auto pc = static_cast<std::size_t>(me.words[me.frame + 1]);
    bool loops = false;
    std::size_t end = pc;
    for (std::size_t i = pc; i < code.size(); i++) {
        const Instr& x = code[i];
        bool jumps = x.op == Op::op_jump
                         ? static_cast<std::size_t>(x.a) == pc
                         : (x.op == Op::op_jumpif || x.op == Op::op_jumpnot) && static_cast<std::size_t>(x.b) == pc;
        if (!jumps) continue;
        loops = true;
        end = i;
    }
    return !loops ||
           std::any_of(code.begin() + static_cast<std::ptrdiff_t>(pc), code.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Instr& x) { return x.op == Op::op_call || x.op == Op::op_callv; });
}

void SchedulerDriver::check_queues() const {
    std::vector<int> places(state_.goroutines(), 0);
    auto count = [&](std::int32_t g) {
        if (g >= 0) places.at(static_cast<std::size_t>(g))++;
    };
    for (Processors::List list : {queues_.before.shared(), queues_.before.parked()})
        for (std::int32_t g : list) count(g);
    for (std::size_t p = 0; p < queues_.before.count(); p++) {
        count(queues_.before.running(p));
        count(queues_.before.next(p));
        for (std::int32_t g : queues_.before.queue(p)) count(g);
    }
    for (std::size_t g = 0; g < places.size(); g++)
        if (places[g] != !state_.is_helper(g))
            throw BadProgram("a goroutine is in " + std::to_string(places[g]) + " places");
    for (std::size_t p = 0; p < queues_.before.count(); p++) {
        auto its_own = [&](const Move& m) {
            return m.alternative == BY_TURN && m.processor == static_cast<std::int32_t>(p);
        };
        if (queues_.before.running(p) < 0 && queues_.before.has_work() &&
            std::none_of(moves_.begin(), moves_.end(), its_own))
            throw BadProgram("a processor is idle while work is queued");
    }
}

}  // namespace chancheck
