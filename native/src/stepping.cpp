// From a state to the next: which moves there are, what they do, and doing it.
#include <algorithm>

#include "machine.hpp"

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

namespace {

constexpr std::size_t whole_quads(std::size_t n) { return (n + 3) / 4 * 4; }

// A state's vector is its head, objects and goroutines. The left half of its tree gets the head and the first half of the
// goroutines and of the objects, the right one the others: goroutines have most of a state's variety, and those that deal
// with each other are mostly made one after the other, as are their objects.
class Halves {
public:
    Halves(std::size_t objects, std::size_t goroutines)
        : objects_(objects), goroutines_(goroutines), left_objects_((objects + 1) / 2),
          left_goroutines_((goroutines + 1) / 2), left_(whole_quads(1 + left_objects_ + left_goroutines_)) {}

    std::size_t left_quads() const { return left_ / 4; }
    std::size_t size() const {
        return left_ + whole_quads(objects_ - left_objects_ + goroutines_ - left_goroutines_);
    }
    // Calls `copy` for each part that is in one piece: its place in the vector, in the tree, and how long it is.
    template <class F> void each(F copy) const {
        std::size_t first = 1 + objects_, right_goroutines = goroutines_ - left_goroutines_;
        copy(0, 0, 1);
        copy(first, 1, left_goroutines_);
        copy(1, 1 + left_goroutines_, left_objects_);
        copy(first + left_goroutines_, left_, right_goroutines);
        copy(1 + left_objects_, left_ + right_goroutines, objects_ - left_objects_);
    }

private:
    std::size_t objects_, goroutines_, left_objects_, left_goroutines_, left_;
};

}  // namespace

Root Machine::fold(States& states) {
    auto objects = static_cast<std::size_t>(heads_[next_[0]].words[HEAD_OBJECTS]);
    Halves halves(objects, next_.size() - 1 - objects);
    tree_.all.assign(halves.size(), NONE);
    tree_.left = halves.left_quads();
    halves.each([this](std::size_t from, std::size_t to, std::size_t n) {
        for (std::size_t i = 0; i < n; i++) tree_.all[to + i] = next_[from + i];
    });
    return states.fold(tree_, unfolded_, recent_);
}

void Machine::load(Id state, const States& states) {
    std::swap(unfolded_, unfolded_before_);
    states.unfold(state, unfolded_before_, unfolded_);
    const Component& head = heads_[unfolded_.leaves.all[0]];
    auto objects = static_cast<std::size_t>(head.words[HEAD_OBJECTS]);
    auto goroutines = static_cast<std::size_t>(head.words[HEAD_GOROUTINES]);
    Halves halves(objects, goroutines);
    base_leaves_.resize(1 + objects + goroutines);
    halves.each([this](std::size_t to, std::size_t from, std::size_t n) {
        for (std::size_t i = 0; i < n; i++) base_leaves_[to + i] = unfolded_.leaves.all[from + i];
    });
    loaded();
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
    if (scheduler_) queues_.load(head_ + HEAD_WORDS);
    base_ready_ = false;
    shown_slot_ = nullptr;
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

namespace {

bool comes_before(const Move& a, const Move& b) {
    auto place = [](const Move& m) { return static_cast<std::uint32_t>(m.alternative); };  // the default comes last
    if (a.alternative != b.alternative) return place(a) < place(b);
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.peer != b.peer) return a.peer < b.peer;
    return a.peer_alternative < b.peer_alternative;
}

}  // namespace

void Machine::find_moves() {
    std::size_t present = goroutines();
    for (std::size_t g = 0; g < present; g++) {
        std::size_t first = moves_.size();
        Id me = component_of(g);
        remembered_moves(memo_.solo(me), me, false, g, 0, [&] { enumerate_alone(g); });
        std::uint64_t wants = stacks_[me].wants;
        std::size_t alone = moves_.size();
        if (wants != 0) {
            for (std::size_t h = 0; h < present; h++) {
                if (h == g || (goroutine(h).offers & wants) == 0) continue;
                std::uint32_t pair = 0;
                Plan& plan = memo_.meeting(me, component_of(h), pair);
                remembered_moves(plan, pair, true, g, h, [&] { enumerate_meetings(g, h); });
            }
        }
        if (moves_.size() > alone)
            std::sort(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(), comes_before);
    }
    if (program_.idles) enumerate_idle();
}

const std::vector<Move>& Machine::moves() {
    moves_.clear();
    if (scheduler_) find_scheduled_moves();
    else find_moves();
    able_.assign(goroutines(), 0);
    for (const Move& move : moves_) {
        able_[static_cast<std::size_t>(move.goroutine)] = 1;
        if (move.peer >= 0) able_[static_cast<std::size_t>(move.peer)] = 1;
    }
    return moves_;
}

// What is remembered of a move with these choices.
const Change* Machine::recall(Slot& slot, const std::vector<Cell>& choices) {
    if (shown_slot_ == &slot && shown_->next != nullptr && shown_->next->given == choices) return shown_->next;
    for (const Change* change = slot.changes; change != nullptr; change = change->next)
        if (change->given == choices) return change;
    return nullptr;
}

Ending Machine::step(const Move& move, std::vector<Cell>& choices) {
    if (move.alternative == BY_TURN) {
        make_turn(move);
        return Ending::none;
    }
    if (move.slot != nullptr) {
        const Change* known = recall(*move.slot, choices);
        bool the_same = known != nullptr && !(scheduler_ && !is_unscheduled(move) && may_wake(move, known->disturbs));
        if (the_same) {
            if (scheduler_) queue_as_remembered(move, *known);
            choices = taken_ = known->taken;
            limits_ = known->choices;
            shown_slot_ = move.slot;
            shown_ = known;
            apply(*known, move);
            return Ending::none;
        }
    }
    shown_slot_ = nullptr;
    const std::vector<Cell> given = choices;
    Ending ending = execute(move, given);
    choices = taken_;
    if (ending != Ending::none) {
        watch(happenings_, move);
        return ending;
    }
    change_.given = given;
    if (woke_) {
        // Whom it woke depends on who is parked.
    } else if (move.slot != nullptr && !work_.used_more) {
        if (Memo::covers(*move.slot->entry, work_.used)) {
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
    woke_ = false;
    if (scheduler_) after_ = queues_;
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
            contended_[static_cast<std::size_t>(work_.objects[work_.index(access.object)].shape)] |= SHARED;
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
    } else if (move.alternative == BY_DEFAULT) {
        const Site& site = program_.sites[static_cast<std::size_t>(goroutine(mover).site)];
        work_.stack(mover).top().pc = site.fallback;
    } else if (move.alternative == BY_END) {
        work_.root = 1;
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
        if (o.component != NONE) continue;
        if (work_.shape(o).ordered) sort_entries(o);
        Id component = heap_.intern(work_.pack(o));
        if (n >= work_.old_objects()) c.objects.push_back(component);
        else if (component != base_.objects[n].component) c.writes.push_back({static_cast<std::uint32_t>(n), component});
    }
    c.others.clear();
    for (std::size_t g = 0; g < first_new; g++)
        if (g != mover && g != peer && work_.goroutines[g].stack != nullptr)
            c.others.push_back({static_cast<std::uint32_t>(g), stored(g)});
    c.goroutines.clear();
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++) c.goroutines.push_back(stored(g));
    c.touches.clear();
    if (scheduler_) {  // races are looked for without
        accesses_.clear();
        c.disturbs = written_;
        if (!is_unscheduled(move)) queue_started(move, first_new, c);
    }
    for (const Touch& access : accesses_) c.touches.push_back({access.object, role(access.who)});
    c.happenings = happenings_;
    judge_stability(move);
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
    watch(change.happenings, move);
    bool idle = !monitor_ || monitor_->idle();
    bool in_place = idle && keeps_numbers(change);
    Cell fixed = head_[HEAD_FIXED];
    if (!change.touches.empty() || !in_place) lay_out(change, move);
    if (!change.touches.empty()) judge_accesses(change, move);
    if (in_place) apply_in_place(change, move, fixed);
    else if (numbers_by_pointing()) renumber(change, move);
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
    raw_goroutines_[static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) raw_goroutines_[static_cast<std::size_t>(move.peer)] = change.peer;
    raw_goroutines_.insert(raw_goroutines_.end(), change.goroutines.begin(), change.goroutines.end());
    raw_root_ = change.root >= 0 ? change.root : head_[HEAD_ROOT];
    raw_output_ = change.output >= 0 ? change.output : head_[HEAD_OUTPUT];
}

// As `canonicalize`, where no object gets another number.
void Machine::apply_in_place(const Change& change, const Move& move, Cell fixed) {
    std::size_t first = first_goroutine(), present = goroutines();
    next_.assign(base_leaves_.begin(), base_leaves_.begin() + static_cast<std::ptrdiff_t>(first + present));
    order_.resize(present);
    for (std::size_t g = 0; g < present; g++) order_[g] = static_cast<std::int32_t>(g);
    for (const Write& write : change.writes) next_[write.at] = write.component;
    next_[first + static_cast<std::size_t>(move.goroutine)] = change.mover;
    if (move.peer >= 0) next_[first + static_cast<std::size_t>(move.peer)] = change.peer;
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
