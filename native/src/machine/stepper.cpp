// From a state to the next: what moves do, and doing it.
#include <algorithm>

#include "machine/machine.hpp"

namespace chancheck {

void Machine::start() {
    const Shape& shape = program_.shapes.at(static_cast<std::size_t>(program_.globals_shape));
    std::vector<Cell> globals(OBJECT_HEAD + shape.header.size(), 0);
    globals[0] = program_.globals_shape;
    Stack stack;
    stack.root = true;
    stack.push(program_, program_.entry);
    raw_objects_ = {NONE, heap_.intern({globals.data(), static_cast<std::uint32_t>(globals.size()), 0, nullptr})};
    raw_goroutines_ = {intern_goroutine(work_.pack(stack))};
    raw_old_ = 2;
    raw_root_ = raw_output_ = 0;
    if (scheduler_) after_.start(*scheduler_);
    unfolded_ = {};
    recent_ = {};
    canonicalize();
}

void Machine::load(const std::vector<Id>& parts) {
    unfolded_ = {};
    base_leaves_ = parts;
    loaded();
}

void Machine::loaded() {
    const Component& head = heads_[base_leaves_[0]];
    head_ = head.words;
    if (monitor_) monitor_->load(head_ + HEAD_WORDS, head.length - HEAD_WORDS);
    if (scheduler_) queues_.load(*scheduler_, head_ + HEAD_WORDS, head.length - HEAD_WORDS);
    base_ready_ = false;
    shown_slot_ = nullptr;
    outline_ = 0;
    memo_.tidy();
}

// The loaded state's parts, taken apart only when something has to look at them.
Working& Machine::base() {
    if (base_ready_) return base_;
    base_ready_ = true;
    base_.clear();
    base_.root = head_[HEAD_ROOT];
    base_.output = head_[HEAD_OUTPUT];
    for (std::size_t o = 1; o < first_goroutine(); o++) base_.add(base_leaves_[o], heap_[base_leaves_[o]]);
    base_.end_of_state();
    for (std::size_t g = 0; g < goroutines(); g++) base_.add_goroutine(component_of(g), goroutine(g));
    return base_;
}

// What is remembered of a move with these choices.
const Change* Machine::recall(const Move& move, const std::vector<Cell>& choices) {
    Slot& slot = *move.slot;
    if (scheduler_ && !is_unscheduled(move)) {
        if (!slot.disturbs) return nullptr;
        find_waiters(move, *slot.disturbs);
        if (!waiters_.empty() && !recall_waking(move, choices)) return nullptr;
        if (!wake_.done.empty()) return stage_ == 0 ? nullptr : memo_.find(stage_, choices);
    }
    if (shown_slot_ == &slot && shown_->next != nullptr && shown_->next->given == choices) return shown_->next;
    for (const Change* change = slot.changes; change != nullptr; change = change->next)
        if (change->given == choices) return change;
    return nullptr;
}

// A step that is remembered, with these choices.
void Machine::show(const Change& known, Slot* slot, std::vector<Cell>& choices) {
    choices = taken_ = known.taken;
    limits_ = known.choices;
    shown_slot_ = slot;
    shown_ = &known;
}

bool Machine::passes_by(const Move& move, std::vector<Cell>& choices) {
    if (move.slot == nullptr) return false;
    const Change* known = recall(move, choices);
    if (known == nullptr || known->accesses) return false;
    show(*known, move.slot, choices);
    return true;
}

Ending Machine::step(const Move& move, std::vector<Cell>& choices) {
    if (move.alternative == BY_TURN) {
        make_turn(move);
        return Ending::none;
    }
    turned_ = false;
    waiters_.clear();
    wake_.clear();
    if (move.slot != nullptr) {
        if (const Change* known = recall(move, choices); known != nullptr) {
            if (scheduler_) queue_as_remembered(move, *known);
            show(*known, move.slot, choices);
            apply(*known, move);
            return Ending::none;
        }
    }
    shown_slot_ = nullptr;
    const std::vector<Cell> given = choices;
    Ending ending = execute(move, given);
    choices = taken_;
    shown_ = nullptr;
    if (ending != Ending::none) {
        watch(happenings_, move);
        return ending;
    }
    change_.given = given;
    shown_ = &change_;
    if (!waiters_.empty()) {
        if (move.slot != nullptr) keep_waking(*move.slot);
    } else if (alone_) {  // its accesses count for less than they may later
    } else if (move.slot != nullptr && !work_.used_more) {
        if (Memo::covers(*move.slot->entry, work_.used)) {
            if (numbers_by_pointing()) outline(change_);
            shown_ = memo_.keep(*move.slot, change_);
            shown_slot_ = move.slot;
        } else {
            Memo::extend(*move.slot->entry->plan, work_.used);
        }
    } else if (move.slot != nullptr) {
        move.slot->entry->plan->loose = true;
    }
    apply(change_, move);
    return Ending::none;
}

Ending Machine::execute(const Move& move, const std::vector<Cell>& given) {
    alarm.spend(base_leaves_.size());
    base().watch();
    work_.begin(base_);
    given_ = &given;
    taken_.clear();
    limits_.clear();
    accesses_.clear();
    budget_ = LOCAL_STEPS + 1;
    ending_ = Ending::none;
    auto mover = static_cast<std::size_t>(move.goroutine);
    std::size_t first_new = work_.goroutines.size();
    mover_ = mover;
    peer_ = static_cast<std::size_t>(move.peer);
    first_new_ = first_new;
    happenings_.clear();
    spawned_ = false;
    wake_.clear();
    if (scheduler_) after_ = queues_;
    work_.stack(mover).parked = false;
    if (move.peer >= 0) work_.stack(peer_).parked = false;
    try {
        take_up(move);
        if (scheduler_ && !is_unscheduled(move)) {
            go_on(move, first_new);
        } else if (move.alternative != BY_END) {
            run(mover);
            if (move.peer >= 0) run(static_cast<std::size_t>(move.peer));
            drain(first_new);
        }
    } catch (const Interrupt&) {
        for (const Touch& access : accesses_)  // how things are after the run's end nobody knows
            if (contention_.matters(access.cell, access.kind)) contention_.share(access.cell, access.kind);
        return ending_;
    }
    gather(move, first_new);
    return Ending::none;
}

// What a move does before local code runs.
void Machine::take_up(const Move& move) {
    auto mover = static_cast<std::size_t>(move.goroutine);
    if (move.alternative >= 0) {
        const Site& site = program_.sites[static_cast<std::size_t>(goroutine(mover).site)];
        const Alternative& mine = site.alternatives[static_cast<std::size_t>(move.alternative)];
        const Rule& rule =
            program_.operations[static_cast<std::size_t>(mine.operation)].rules[static_cast<std::size_t>(move.rule)];
        const Alternative* theirs = nullptr;
        auto peer = static_cast<std::size_t>(move.peer);
        if (move.peer >= 0) {
            const Site& other = program_.sites[static_cast<std::size_t>(goroutine(peer).site)];
            theirs = &other.alternatives[static_cast<std::size_t>(move.peer_alternative)];
        }
        perform(rule, mine, mover, theirs, peer);
        if (rule.pace == Pace::idle) park_others(mover);
    } else if (move.alternative == BY_DEFAULT) {
        const Site& site = program_.sites[static_cast<std::size_t>(goroutine(mover).site)];
        work_.stack(mover).top().pc = site.fallback;
    } else if (move.alternative == BY_END) {
        if (work_.stack(mover).root) work_.root = 1;
        work_.stack(mover).phase = Phase::gone;
    } else if (move.alternative == BY_CRASH) {
        end_run(Ending::fault, "panic: " + strings_.text(work_.stack(mover).text));
    }
}

// Makes the step that was executed a Change.
void Machine::gather(const Move& move, std::size_t first_new) {
    Change& c = change_;
    auto mover = static_cast<std::size_t>(move.goroutine), peer = static_cast<std::size_t>(move.peer);
    auto stored = [&](std::size_t g) {
        Stack& stack = work_.stack(g);
        return stack.phase == Phase::gone ? NONE : intern_goroutine(work_.pack(stack));
    };
    c.taken = taken_;
    c.choices = limits_;
    c.next = nullptr;
    c.mover = stored(mover);
    c.peer = move.peer >= 0 ? stored(peer) : NONE;
    c.root = work_.root == base_.root ? -1 : work_.root;
    c.output = work_.output == base_.output ? -1 : work_.output;
    c.writes.clear();
    c.objects.clear();
    for (std::size_t n = 1; n < work_.objects.size(); n++) {
        Object& o = work_.objects[n];
        alarm.spend(o.component != NONE ? 1 : o.length);
        if (o.component != NONE) continue;
        if (work_.shape(o).ordered) sort_entries(o);
        Id component = heap_.intern(work_.pack(o));
        if (n >= work_.old_objects()) c.objects.push_back(component);
        else if (component != base_.objects[n].component) c.writes.push_back({static_cast<std::uint32_t>(n), component});
    }
    c.others.clear();
    for (std::size_t g = 0; g < first_new && wake_.done.empty(); g++)
        if (g != mover && g != peer && work_.goroutines[g].stack != nullptr)
            c.others.push_back({static_cast<std::uint32_t>(g), stored(g)});
    c.let_go.clear();
    for (std::uint32_t k : wake_.done) c.let_go.push_back(stored(static_cast<std::size_t>(waiters_[k].goroutine)));
    c.goroutines.clear();
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++) {
        alarm.spend(work_.stack(g).registers.size());
        c.goroutines.push_back(stored(g));
    }
    c.touches.clear();
    if (scheduler_) {  // races are looked for without
        accesses_.clear();
        if (!is_unscheduled(move)) queue_started(move, first_new, c);
    }
    for (const Touch& access : accesses_) {
        c.touches.push_back(access);
        c.touches.back().who = role(access.who);
    }
    c.happenings = happenings_;
    c.accesses = std::any_of(happenings_.begin(), happenings_.end(),
                             [](const Happening& h) { return h.kind == HappeningKind::access; });
    judge_stability(move);
    c.outline = 0;
}

bool Machine::same_targets(const Words& a, const Words& b) const {
    if (a.addresses != b.addresses) return false;
    for (std::uint32_t i = 0; i < a.addresses; i++)
        if (a.target(i) != b.target(i)) return false;
    return true;
}

// What a change may do to the numbering of objects; see Change and `keeps_numbers`.
void Machine::judge_stability(const Move& move) {
    Change& c = change_;
    c.reaches = 0;
    c.same_addresses = true;
    bool root_same = true;
    auto reaches = [&](const Words& words) {
        for (std::uint32_t i = 0; i < words.addresses; i++) c.reaches = std::max(c.reaches, words.target(i));
    };
    auto compare = [&](const Component& before, Id after) {
        bool same = after == NONE ? before.addresses == 0 : same_targets(before, stacks_[after]);
        c.same_addresses = c.same_addresses && same;
        if ((before.words[0] & ROOT_FLAG) != 0) {
            root_same = same;
            return;
        }
        reaches(before);
        if (after != NONE) reaches(stacks_[after]);
    };
    compare(goroutine(static_cast<std::size_t>(move.goroutine)), c.mover);
    if (move.peer >= 0) compare(goroutine(static_cast<std::size_t>(move.peer)), c.peer);
    for (std::size_t i = 0; i < c.let_go.size(); i++) compare(goroutine(let_go(i)), c.let_go[i]);
    for (Id fresh : c.goroutines) {
        if (fresh == NONE) continue;
        c.same_addresses = c.same_addresses && stacks_[fresh].addresses == 0;
        reaches(stacks_[fresh]);
    }
    bool objects_same = std::all_of(c.writes.begin(), c.writes.end(), [&](const Write& w) {
        return same_targets(heap_[base_leaves_[w.at]], heap_[w.component]);
    });
    c.stable = c.others.empty() && root_same && objects_same && c.root < 0 && c.output < 0;
}

// Objects that are numbered from the globals and the root keep their numbers when only the addresses of others change;
// the rest does when no address changes, unless goroutines are compared to find out which comes first.
bool Machine::keeps_numbers(const Change& c) const {
    if (!c.stable || head_[HEAD_HIDDEN] != 0) return false;
    return static_cast<Cell>(c.reaches) <= head_[HEAD_FIXED] || (!settings_.symmetry && c.same_addresses && c.reaches < NEW_OBJECTS);
}

void Machine::apply(const Change& change, const Move& move) {
    alarm.spend(base_leaves_.size() + change.goroutines.size() + change.objects.size());
    watch(change.happenings, move);
    bool idle = !monitor_ || monitor_->idle();
    bool in_place = idle && keeps_numbers(change);
    Cell fixed = head_[HEAD_FIXED];
    if (!change.touches.empty() || !in_place) lay_out(change, move);
    if (!change.touches.empty()) judge_accesses(change, move);
    if (in_place) apply_in_place(change, move, fixed);
    else if (numbers_by_pointing() && (!settings_.symmetry || compares_few(raw_goroutines_))) renumber(change, move);
    else if (idle && has_same_parts(change) && numbered_in_order(fixed)) apply_in_place(change, move, fixed);
    else canonicalize();
}

// The result's parts with the numbers of the state before.
void Machine::lay_out(const Change& change, const Move& move) {
    auto goroutines_from = base_leaves_.begin() + static_cast<std::ptrdiff_t>(first_goroutine());
    raw_objects_.assign(base_leaves_.begin(), goroutines_from);
    raw_old_ = raw_objects_.size();
    for (const Write& write : change.writes) raw_objects_[write.at] = write.component;
    raw_objects_.insert(raw_objects_.end(), change.objects.begin(), change.objects.end());
    raw_goroutines_.assign(goroutines_from, goroutines_from + static_cast<std::ptrdiff_t>(goroutines()));
    for (const Write& other : change.others) raw_goroutines_[other.at] = other.component;
    for (std::size_t i = 0; i < change.let_go.size(); i++) raw_goroutines_[let_go(i)] = change.let_go[i];
    raw_goroutines_[static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) raw_goroutines_[static_cast<std::size_t>(move.peer)] = change.peer;
    raw_goroutines_.insert(raw_goroutines_.end(), change.goroutines.begin(), change.goroutines.end());
    raw_root_ = change.root >= 0 ? change.root : head_[HEAD_ROOT];
    raw_output_ = change.output >= 0 ? change.output : head_[HEAD_OUTPUT];
}

// As `canonicalize`, where no object gets another number.
void Machine::apply_in_place(const Change& change, const Move& move, Cell fixed) {
    numbered_ = Numbered::in_place;
    std::size_t first = first_goroutine(), present = goroutines();
    next_.assign(base_leaves_.begin(), base_leaves_.begin() + static_cast<std::ptrdiff_t>(first + present));
    order_.resize(present);
    for (std::size_t g = 0; g < present; g++) order_[g] = static_cast<std::int32_t>(g);
    for (const Write& write : change.writes) next_[write.at] = write.component;
    next_[first + static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) next_[first + static_cast<std::size_t>(move.peer)] = change.peer;
    for (std::size_t i = 0; i < change.let_go.size(); i++) next_[first + let_go(i)] = change.let_go[i];
    for (std::size_t k = 0; k < change.goroutines.size(); k++) {
        next_.push_back(change.goroutines[k]);
        order_.push_back(static_cast<std::int32_t>(present + k));
    }
    std::size_t kept = first;
    for (std::size_t g = first; g < next_.size(); g++) {
        if (next_[g] == NONE) continue;
        next_[kept] = next_[g];
        order_[kept - first] = order_[g - first];
        kept++;
    }
    next_.resize(kept);
    order_.resize(kept - first);
    if (settings_.symmetry) {
        for (std::size_t g = first + 1; g < kept; g++) move_into_place(g);
    }
    if (scheduler_)
        next_[0] = head_with_queues(static_cast<Cell>(kept - first), fixed, present + change.goroutines.size());
    else if (kept - first != present || fixed != head_[HEAD_FIXED])
        next_[0] = head_like(static_cast<Cell>(kept - first), fixed);
}

// The head of the loaded state with these two words. Most are asked for again and again.
Id Machine::head_like(Cell present, Cell fixed) {
    Id base = base_leaves_[0];
    auto hash = mix(static_cast<std::uint64_t>(base) << 32 ^ static_cast<std::uint64_t>(present) << 16 ^
                    static_cast<std::uint64_t>(fixed));
    KnownHead& known = known_heads_[hash % known_heads_.size()];
    if (known.base != base || known.present != present || known.fixed != fixed) {
        Cell head[HEAD_WORDS];
        std::copy_n(head_, HEAD_WORDS, head);
        head[HEAD_GOROUTINES] = present;
        head[HEAD_FIXED] = fixed;
        known = {base, heads_.intern({head, HEAD_WORDS, 0, nullptr}), present, fixed};
    }
    return known.head;
}

Id Machine::head_of(const HeadWords& words) {
    std::uint64_t hash = 0;
    for (Cell word : words) hash = mix(hash * 31 + static_cast<std::uint64_t>(word));
    auto& [known, head] = heads_of_[hash % heads_of_.size()];
    if (head == NONE || known != words) {
        known = words;
        head = heads_.intern({words.data(), HEAD_WORDS, 0, nullptr});
    }
    return head;
}

// One step of sorting by insertion: the goroutines before this one are in order; the root stays first.
void Machine::move_into_place(std::size_t from) {
    std::size_t first = first_goroutine();
    for (std::size_t at = from; at > first; at--) {
        Id before = next_[at - 1], here = next_[at];
        if (before == here) return;
        const Cell* words = stacks_[before].words;
        if ((words[0] & ROOT_FLAG) != 0 || compare_goroutines(program_, words, stacks_[here].words) <= 0) return;
        std::swap(next_[at - 1], next_[at]);
        std::swap(order_[at - 1 - first], order_[at - first]);
    }
}

}  // namespace chancheck
