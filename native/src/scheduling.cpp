// The steps of a state whose goroutines share processors; explore/exact/scheduler.py defines them.
#include <algorithm>
#include <numeric>

#include "machine.hpp"

namespace chancheck {
namespace {

// In the memory of moves: that a goroutine is parked, and (of the peer of one that is) that the peer goes on.
constexpr Id PARKED = 1u << 30, PEER_GOES_ON = 1u << 31;

bool has(const std::vector<bool>& set, std::int32_t operation) {
    return operation >= 0 && set[static_cast<std::size_t>(operation)];
}

}  // namespace

std::int32_t Machine::operation_of(const Move& move) const {
    if (move.alternative < 0) return -1;
    if (move.slot != nullptr) return move.slot->operation;
    const Component& mover = goroutine(static_cast<std::size_t>(move.goroutine));
    return program_.sites[static_cast<std::size_t>(mover.site)].alternatives[static_cast<std::size_t>(move.alternative)].operation;
}

bool Machine::is_timed(const Move& move) const {
    std::int32_t operation = operation_of(move);
    return operation >= 0 && scheduler_->timed[static_cast<std::size_t>(operation)][static_cast<std::size_t>(move.rule)];
}

// Steps that leave the queues as they are.
bool Machine::is_unscheduled(const Move& move) const {
    return move.alternative == BY_END || pace_of(move) == Pace::idle;
}

void Machine::find_scheduled_moves() {
    look_at_parked();
    auto present = static_cast<std::int32_t>(goroutines());
    for (std::size_t p = 0; p < queues_.count(); p++) {
        std::size_t first = moves_.size();
        if (std::int32_t g = queues_.running(p); g >= 0) {
            find_moves_of_running(g);
        } else {
            find_picks(p);
            for (std::int32_t g = 0; g < present; g++)
                if (is_helper(static_cast<std::size_t>(g))) find_attempts(g, false);
            moves_.insert(moves_.end(), timed_moves_.begin(), timed_moves_.end());
        }
        for (std::size_t m = first; m < moves_.size(); m++) moves_[m].processor = static_cast<std::int32_t>(p);
    }
    moves_.insert(moves_.end(), returns_.begin(), returns_.end());
    std::size_t first = moves_.size();
    if (program_.idles) enumerate_idle();
    for (std::size_t m = first; m < moves_.size(); m++) moves_[m].processor = 0;
}

// What parked goroutines could do: by time, or because somebody let them, which they then have done before this state.
void Machine::look_at_parked() {
    timed_moves_.clear();
    returns_.clear();
    waiting_.clear();
    moves_.clear();
    for (std::int32_t j : queues_.parked()) {
        auto me = static_cast<std::size_t>(j);
        std::uint32_t as_parked = component_of(me) | PARKED;
        const Entry* entry = remembered_moves(memo_.parked(component_of(me)), as_parked, false, me, 0, [&] { enumerate_attempts(me); });
        bool ready = false;
        for (const Move& move : moves_) {
            if (move.alternative < 0) continue;
            if (!is_timed(move)) ready = true;
            else (has(scheduler_->blocks, operation_of(move)) ? returns_ : timed_moves_).push_back(move);
        }
        waiting_.push_back({j, ready, entry});
        moves_.clear();
    }
}

void Machine::find_moves_of_running(std::int32_t g) {
    const Component& me = goroutine(static_cast<std::size_t>(g));
    if (me.site < -1) {
        moves_.push_back({g, me.site - 1});
        bool ends_all = program_.root_ends_all && is_root(static_cast<std::size_t>(g));
        bool matters = me.site - 1 == BY_END && (ends_all || program_.counted);
        if (matters && scheduler_->preempt == Preemption::any && can_preempt(me)) moves_.push_back({g, BY_TURN, PREEMPT});
        return;
    }
    find_attempts(g, true);
    if (can_preempt(me)) moves_.push_back({g, BY_TURN, PREEMPT});
}

// What a goroutine can do where it stands; if nothing surely, its default, else to park.
void Machine::find_attempts(std::int32_t g, bool parks) {
    std::size_t first = moves_.size();
    auto me = static_cast<std::size_t>(g);
    Id id = component_of(me);
    remembered_moves(memo_.solo(id), id, false, me, 0, [&] { enumerate_attempts(me); });
    Move otherwise{};
    bool sure = moves_.size() == first || !(moves_.back().alternative == BY_DEFAULT || moves_.back().alternative == BY_TURN);
    if (!sure) {
        otherwise = moves_.back();
        moves_.pop_back();
    }
    auto sleeps = [&](const Move& m) { return has(scheduler_->sleeps, operation_of(m)); };
    moves_.erase(std::remove_if(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(), sleeps), moves_.end());
    std::size_t alone = moves_.size();
    find_meetings(g);
    if (sure || moves_.size() > alone) return;
    if (otherwise.alternative == BY_DEFAULT || parks) moves_.push_back(otherwise);
    if (otherwise.alternative == BY_TURN && parks && queues_.is_woken(g)) moves_.push_back({g, BY_TURN, INSIST});
}

bool Machine::is_delayed(std::size_t g) {
    if (!scheduler_) return false;
    look_at_parked();
    if (!is_helper(g))
        return std::any_of(timed_moves_.begin(), timed_moves_.end(),
                           [g](const Move& move) { return move.goroutine == static_cast<std::int32_t>(g); });
    find_attempts(static_cast<std::int32_t>(g), false);
    bool delayed = !moves_.empty();
    moves_.clear();
    return delayed;
}

// Each rule of its alternatives that is enabled, and then, if none of them surely lets it go on, what it does instead.
void Machine::enumerate_attempts(std::size_t g) {
    const Component& me = goroutine(g);
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
        look(with, 0, mine, me.words + me.registers);
        if (waits_on_nil(op, with)) continue;
        bool lasting = !has(scheduler_->sleeps, mine.operation) && !has(scheduler_->blocks, mine.operation);
        for (std::size_t k = 0; k < op.rules.size(); k++) {
            if (!lets_go(op.rules[k], with, base())) continue;
            moves_.push_back({number, static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
            sure = sure || (lasting && evaluate(op.gives_up, with, base()) == 0);
        }
    }
    if (sure) return;
    if (site.fallback >= 0) moves_.push_back({number, BY_DEFAULT});
    else moves_.push_back({number, BY_TURN, PARK});
}

// With the goroutine that parked first, whichever side has the rule.
void Machine::find_meetings(std::int32_t g) {
    auto me = static_cast<std::size_t>(g);
    Id id = component_of(me);
    const Component& mine = goroutine(me);
    if ((mine.wants | mine.offers) == 0) return;
    auto keep_first = [&](std::size_t begin, std::size_t others, auto same) {
        auto known = [&](const Move& m) {
            return std::any_of(moves_.begin() + static_cast<std::ptrdiff_t>(begin), moves_.begin() + static_cast<std::ptrdiff_t>(others),
                               [&](const Move& other) { return same(m, other); });
        };
        std::size_t kept = others;
        for (std::size_t m = others; m < moves_.size(); m++)
            if (!known(moves_[m])) moves_[kept++] = moves_[m];
        moves_.resize(kept);
    };
    std::uint32_t pair = 0;
    std::size_t begin = moves_.size();
    for (std::int32_t j : queues_.parked()) {
        auto other = static_cast<std::size_t>(j);
        if ((mine.wants & goroutine(other).offers) == 0) continue;
        std::size_t others = moves_.size();
        Plan& plan = memo_.meeting(id, component_of(other), pair);
        remembered_moves(plan, pair, true, me, other, [&] { enumerate_meetings(me, other); });
        keep_first(begin, others, [](const Move& a, const Move& b) { return a.alternative == b.alternative && a.rule == b.rule; });
    }
    begin = moves_.size();
    for (std::int32_t j : queues_.parked()) {
        auto other = static_cast<std::size_t>(j);
        if ((goroutine(other).wants & mine.offers) == 0) continue;
        std::size_t others = moves_.size();
        Plan& plan = memo_.meeting(component_of(other), id | PEER_GOES_ON, pair);
        remembered_moves(plan, pair, true, other, me, [&] { enumerate_meetings(other, me); });
        keep_first(begin, others, [](const Move& a, const Move& b) { return a.peer_alternative == b.peer_alternative; });
    }
}

std::size_t Machine::amount(const Pick& pick, std::size_t available) {
    Cell n = static_cast<Cell>(available);
    Operands with;
    with.cells[0][0] = &n;
    with.widths[0][0] = 1;
    Cell taken = evaluate(pick.take, with, work_);
    if (taken < 1 || taken > n) throw BadProgram("a pick takes what is not there");
    return static_cast<std::size_t>(taken);
}

// The first pick that is possible; before it one that looks at the global queue, if that can be due.
void Machine::find_picks(std::size_t p) {
    std::size_t n = queues_.count();
    auto add = [&](std::size_t number, std::size_t at) {
        const Pick& pick = scheduler_->picks[number];
        std::size_t available = queues_.available(at, pick.source);
        if (available == 0) return false;
        std::int32_t g = queues_.first_of(at, pick, amount(pick, available));
        auto victim = static_cast<std::int32_t>(at == p ? 0 : at);
        moves_.push_back({g, BY_TURN, FIRST_PICK + static_cast<std::int32_t>(number), -1, victim});
        return true;
    };
    for (std::size_t number = 0; number < scheduler_->picks.size(); number++) {
        const Pick& pick = scheduler_->picks[number];
        if (pick.looks) {
            if (scheduler_->every == 0 || queues_.least(p) > 0 || !add(number, p)) continue;
            if (queues_.most(p) > 0) continue;
            return;
        }
        bool found = false;
        if (pick.source != Source::other_local && pick.source != Source::other_next) {
            found = add(number, p);
        } else {
            for (std::size_t i = 1; i < n && !(found && !scheduler_->steals_from_any); i++) found = add(number, (p + i) % n) || found;
        }
        if (found) return;
    }
}

bool Machine::can_preempt(const Component& me) const {
    if (scheduler_->preempt == Preemption::off) return false;
    // Nobody can tell unless others wait for a processor, or timers do.
    bool told = queues_.has_work() || !timed_moves_.empty() || !returns_.empty();
    for (std::size_t g = 0; g < goroutines() && !told; g++) told = is_helper(g);
    if (!told) return false;
    return scheduler_->preempt == Preemption::any || me.site >= 0 || loops_with_calls(me);
}

// Whether there is a call in the loop that a goroutine is in, or no loop.
bool Machine::loops_with_calls(const Component& me) const {
    const auto& code = program_.functions[static_cast<std::size_t>(me.words[me.frame])].code;
    auto pc = static_cast<std::size_t>(me.words[me.frame + 1]);
    bool loops = false;
    std::size_t end = pc;
    for (std::size_t i = pc; i < code.size(); i++) {
        const Instr& x = code[i];
        bool jumps = x.op == Op::op_jump ? static_cast<std::size_t>(x.a) == pc
                                         : (x.op == Op::op_jumpif || x.op == Op::op_jumpnot) && static_cast<std::size_t>(x.b) == pc;
        if (!jumps) continue;
        loops = true;
        end = i;
    }
    return !loops || std::any_of(code.begin() + static_cast<std::ptrdiff_t>(pc), code.begin() + static_cast<std::ptrdiff_t>(end),
                                 [](const Instr& x) { return x.op == Op::op_call || x.op == Op::op_callv; });
}

void Machine::check_queues() const {
    std::vector<int> places(goroutines(), 0);
    auto count = [&](std::int32_t g) {
        if (g >= 0) places.at(static_cast<std::size_t>(g))++;
    };
    for (Processors::List list : {queues_.shared(), queues_.parked()})
        for (std::int32_t g : list) count(g);
    for (std::size_t p = 0; p < queues_.count(); p++) {
        count(queues_.running(p));
        count(queues_.next(p));
        for (std::int32_t g : queues_.queue(p)) count(g);
    }
    for (std::size_t g = 0; g < places.size(); g++)
        if (places[g] != !is_helper(g)) throw BadProgram("a goroutine is in " + std::to_string(places[g]) + " places");
    for (std::size_t p = 0; p < queues_.count(); p++) {
        auto its_own = [&](const Move& m) { return m.alternative == BY_TURN && m.processor == static_cast<std::int32_t>(p); };
        if (queues_.running(p) < 0 && queues_.has_work() && std::none_of(moves_.begin(), moves_.end(), its_own))
            throw BadProgram("a processor is idle while work is queued");
    }
}

// --- making them

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
        if (has(scheduler_->blocks, operation_of(move))) after_.share(i);
        else after_.run_next(*scheduler_, p, i);
    }
}

bool Machine::gives_way(const Move& move) {
    std::int32_t actor = actor_of(move);
    if (!has(scheduler_->yields, operation_of(move)) || (actor != move.goroutine && actor != move.peer)) return false;
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
    next_ = base_leaves_;
    order_.resize(goroutines());
    std::iota(order_.begin(), order_.end(), 0);
    next_[0] = head_after(move);
}

// A turn's new head, which follows from the old one. Most are asked for again and again.
Id Machine::head_after(const Move& turn) {
    Id base = base_leaves_[0];
    std::uint64_t what = static_cast<std::uint64_t>(turn.rule) << 32 | static_cast<std::uint32_t>(turn.goroutine);
    std::uint64_t where = static_cast<std::uint64_t>(turn.processor) << 32 | static_cast<std::uint32_t>(turn.peer_alternative);
    Turned& known = turned_[mix(mix(what * 31 + where) + base) % turned_.size()];
    if (known.base == base && known.what == what && known.where == where) return known.head;
    after_ = queues_;
    take_turn(turn);
    std::size_t present = goroutines();
    known = {base, head_with_queues(static_cast<Cell>(present), head_[HEAD_FIXED], present), what, where};
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
    after_ = queues_;
    if (is_unscheduled(move)) return;
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
