#include "machine/stepper.hpp"

#include <algorithm>

namespace chancheck {

Stepper::Stepper(World& world, Alarm& alarm, LoadedState& state, Workspace& work, Memo& memo, Interpreter& interpreter,
                 Choices& choices, RaceTracker& races, Canonicaliser& canonicaliser, SchedulerDriver& scheduler)
    : world_(world),
      program_(world.program),
      heap_(world.heap),
      stacks_(world.stacks),
      alarm_(alarm),
      state_(state),
      work_(work),
      memo_(memo),
      interpreter_(interpreter),
      choices_(choices),
      races_(races),
      canonicaliser_(canonicaliser),
      scheduler_(scheduler) {}

// What is remembered of a move with these choices.
const Change* Stepper::recall(const Move& move, const std::vector<Cell>& choices) {
    const Slot& slot = *move.slot;
    if (scheduler_.is_on()) {
        bool decided = false;
        const Change* known = scheduler_.recall(move, choices, decided);
        if (decided) return known;
    }
    if (shown_slot_ == &slot && shown_->next != nullptr && shown_->next->given == choices) return shown_->next;
    auto with_choices = [&](const Change* change) {
        while (change != nullptr && change->given != choices) change = change->next;
        return change;
    };
    const Change* known = with_choices(slot.changes);
    if (known != nullptr || scheduler_.is_on()) return known;
    return with_choices(memo_.find_steps(slot, state_.parts(), state_.first_goroutine() - 1));
}

// A step that is remembered, with these choices.
void Stepper::show(const Change& known, Slot* slot, std::vector<Cell>& choices) {
    choices_.show(known);
    choices = known.taken;
    shown_slot_ = slot;
    shown_ = &known;
}

bool Stepper::passes_by(const Move& move, std::vector<Cell>& choices) {
    if (move.slot == nullptr) return false;
    const Change* known = recall(move, choices);
    if (known == nullptr || known->accesses) return false;
    show(*known, move.slot, choices);
    return true;
}

Ending Stepper::step(const Move& move, std::vector<Cell>& choices) {
    turned_ = move.alternative == BY_TURN;
    if (turned_) {
        choices_.clear();
        shown_slot_ = nullptr;
        scheduler_.make_turn(move);
        return Ending::none;
    }
    scheduler_.clear_waiters();
    if (move.slot != nullptr) {
        if (const Change* known = recall(move, choices); known != nullptr) {
            if (scheduler_.is_on()) scheduler_.queue_as_remembered(move, *known);
            show(*known, move.slot, choices);
            canonicaliser_.apply(*known, move, scheduler_.let_go());
            return Ending::none;
        }
    }
    shown_slot_ = nullptr;
    const std::vector<Cell> given = choices;
    Ending ending = execute(move, given);
    choices = choices_.taken();
    shown_ = nullptr;
    if (ending != Ending::none) return ending;
    change_.given = given;
    shown_ = &change_;
    keep(move);
    canonicaliser_.apply(change_, move, scheduler_.let_go());
    return Ending::none;
}

// Caches the executed step, if it read nothing outside its key.
void Stepper::keep(const Move& move) {
    if (move.slot == nullptr) return;
    if (scheduler_.has_waiters()) return scheduler_.keep_waking(*move.slot, change_);
    if (races_.is_alone()) return;  // its accesses count for less than they may later
    Slot& slot = *move.slot;
    if (canonicaliser_.numbers_by_pointing()) canonicaliser_.outline(change_);
    const Change* kept =
        !work_.used_more && Memo::covers(*slot.entry, work_.used)
            ? memo_.keep(slot.changes, change_)
            : memo_.keep_step(slot, change_, work_.used, work_.used_more, state_.parts(), state_.first_goroutine() - 1);
    if (kept == nullptr) return;
    shown_ = kept;
    shown_slot_ = &slot;
}

Ending Stepper::execute(const Move& move, const std::vector<Cell>& given) {
    alarm_.spend(state_.parts().size());
    state_.unpacked().watch();
    work_.begin(state_.unpacked());
    choices_.begin(given);
    interpreter_.begin_step();
    scheduler_.begin_step();
    const auto mover = static_cast<std::size_t>(move.goroutine), peer = static_cast<std::size_t>(move.peer);
    const std::size_t first_new = work_.goroutines.size();
    races_.begin_step(mover, first_new);
    work_.stack(mover).parked = false;
    if (move.peer >= 0) work_.stack(peer).parked = false;
    try {
        take_up(move);
        if (scheduler_.is_on() && !scheduler_.is_unscheduled(move)) {
            scheduler_.go_on(move, first_new);
        } else if (move.alternative != BY_END) {
            interpreter_.run(mover);
            if (move.peer >= 0) interpreter_.run(peer);
            interpreter_.run_started(first_new);
        }
    } catch (const Interpreter::Interrupt&) {
        races_.abandon(move);
        return interpreter_.ending();
    }
    gather(move, first_new);
    return Ending::none;
}

// The part of a move before local code runs.
void Stepper::take_up(const Move& move) {
    auto mover = static_cast<std::size_t>(move.goroutine);
    if (move.alternative >= 0) {
        const Site& site = *state_.site_of(state_.goroutine(mover));
        const Alternative& mine = site.alternatives[static_cast<std::size_t>(move.alternative)];
        const Rule& rule =
            program_.operations[static_cast<std::size_t>(mine.operation)].rules[static_cast<std::size_t>(move.rule)];
        const Alternative* theirs = nullptr;
        auto peer = static_cast<std::size_t>(move.peer);
        if (move.peer >= 0) {
            const Site& other = *state_.site_of(state_.goroutine(peer));
            theirs = &other.alternatives[static_cast<std::size_t>(move.peer_alternative)];
        }
        interpreter_.perform(rule, mine, mover, theirs, peer);
        if (rule.pace == Pace::idle) interpreter_.park_others(mover);
    } else if (move.alternative == BY_DEFAULT) {
        const Site& site = *state_.site_of(state_.goroutine(mover));
        work_.stack(mover).top().pc = site.fallback;
        races_.note_default(site);
    } else if (move.alternative == BY_END) {
        if (work_.stack(mover).root) work_.root = 1;
        work_.stack(mover).phase = Phase::gone;
    } else if (move.alternative == BY_CRASH) {
        interpreter_.end_run(Ending::fault, "panic: " + world_.strings.text(work_.stack(mover).text));
    }
}

// Makes the step that was executed a Change.
void Stepper::gather(const Move& move, std::size_t first_new) {
    Change& c = change_;
    c.taken = choices_.taken();
    c.choices = choices_.limits();
    c.next = nullptr;
    c.outline = 0;
    c.mover = stored(static_cast<std::size_t>(move.goroutine));
    c.peer = move.peer >= 0 ? stored(static_cast<std::size_t>(move.peer)) : NONE;
    c.root = work_.root == state_.head(HEAD_ROOT) ? -1 : work_.root;
    c.output = work_.output == state_.head(HEAD_OUTPUT) ? -1 : work_.output;
    gather_objects();
    gather_goroutines(move, first_new);
    if (scheduler_.is_on() && !scheduler_.is_unscheduled(move)) scheduler_.queue_started(move, first_new, c);
    races_.describe(c, !scheduler_.is_on());  // races are looked for without
    races_.note_outcome(c, move);
    judge_stability(move);
}

Id Stepper::stored(std::size_t g) {
    Stack& stack = work_.stack(g);
    return stack.phase == Phase::gone ? NONE : world_.intern_goroutine(work_.pack(stack));
}

void Stepper::gather_objects() {
    Change& c = change_;
    c.writes.clear();
    c.objects.clear();
    for (std::size_t n = 1; n < work_.objects.size(); n++) {
        Object& o = work_.objects[n];
        alarm_.spend(o.component != NONE ? 1 : o.length);
        if (o.component != NONE) continue;
        if (work_.shape(o).ordered) interpreter_.sort_entries(o);
        const Words packed = work_.pack(o);
        if (n >= work_.old_objects()) c.objects.push_back(world_.intern_object(packed));
        else gather_write(n, packed);
    }
}

// A patch, if the step used single words of the object.
void Stepper::gather_write(std::size_t n, const Words& after) {
    Change& c = change_;
    const Id before = state_.parts()[n];
    const auto at = static_cast<std::uint32_t>(n);
    if (heap_[before].is_same(after)) return;
    if (Object& o = work_.objects[n]; !o.used_whole) {
        if (const Patch patch = memo_.patches().between(heap_[before], after); patch != NO_PATCH) {
            c.writes.push_back({at, NONE, patch});
            return;
        }
        work_.use_whole(o, n);
    }
    c.writes.push_back({at, world_.intern_object(after)});
}

// All but those that make the step.
void Stepper::gather_goroutines(const Move& move, std::size_t first_new) {
    Change& c = change_;
    const auto mover = static_cast<std::size_t>(move.goroutine), peer = static_cast<std::size_t>(move.peer);
    c.others.clear();
    for (std::size_t g = 0; g < first_new && scheduler_.let_go().empty(); g++)
        if (g != mover && g != peer && work_.goroutines[g].stack != nullptr)
            c.others.push_back({static_cast<std::uint32_t>(g), stored(g)});
    c.let_go.clear();
    for (std::int32_t g : scheduler_.let_go()) c.let_go.push_back(stored(static_cast<std::size_t>(g)));
    c.goroutines.clear();
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++) {
        alarm_.spend(work_.stack(g).registers.size());
        c.goroutines.push_back(stored(g));
    }
}

bool Stepper::same_targets(const Words& a, const Words& b) const {
    if (a.addresses != b.addresses) return false;
    for (std::uint32_t i = 0; i < a.addresses; i++)
        if (a.target(i) != b.target(i)) return false;
    return true;
}

// The lowest number such that both point to the same objects with higher ones, and first in the same order.
std::uint32_t Stepper::differ_up_to(const Words& a, const Words& b) {
    auto meet = [](std::vector<std::uint32_t>& targets, const Words& words) {
        targets.clear();
        for (std::uint32_t i = 0; i < words.addresses; i++)
            if (std::find(targets.begin(), targets.end(), words.target(i)) == targets.end())
                targets.push_back(words.target(i));
    };
    auto& [first, second] = met_;
    meet(first, a);
    meet(second, b);
    while (first != second) {
        auto least = [](const std::vector<std::uint32_t>& targets) {
            return targets.empty() ? NONE : *std::min_element(targets.begin(), targets.end());
        };
        const std::uint32_t limit = std::min(least(first), least(second));
        std::erase(first, limit);
        std::erase(second, limit);
        if (first == second) return limit;
    }
    return 0;
}

// The possible effect of a change on the numbering of objects; see Change and `keeps_numbers`.
void Stepper::judge_stability(const Move& move) {
    Change& c = change_;
    c.reaches = c.differs = 0;
    bool root_same = true;
    auto reaches = [&](const Words& words) {
        for (std::uint32_t i = 0; i < words.addresses; i++) c.reaches = std::max(c.reaches, words.target(i));
    };
    auto compare = [&](const Component& before, Id after) {
        bool same = after == NONE ? before.addresses == 0 : same_targets(before, stacks_[after]);
        if ((before.words[0] & ROOT_FLAG) != 0) {
            root_same = same;
            return;
        }
        reaches(before);
        if (after != NONE) reaches(stacks_[after]);
        const Words nothing{};
        if (!same) c.differs = std::max(c.differs, differ_up_to(before, after == NONE ? nothing : stacks_[after]));
    };
    compare(state_.goroutine(static_cast<std::size_t>(move.goroutine)), c.mover);
    if (move.peer >= 0) compare(state_.goroutine(static_cast<std::size_t>(move.peer)), c.peer);
    for (std::size_t i = 0; i < c.let_go.size(); i++)
        compare(state_.goroutine(static_cast<std::size_t>(scheduler_.let_go()[i])), c.let_go[i]);
    for (Id fresh : c.goroutines) {
        if (fresh == NONE) continue;
        reaches(stacks_[fresh]);
        for (std::uint32_t i = 0; i < stacks_[fresh].addresses; i++)
            c.differs = std::max(c.differs, stacks_[fresh].target(i));
    }
    // Bags lead to objects that others write with no address of them, and their values decide ties.
    for (const Write& w : c.writes) {
        const bool is_bag = world_.is_bag(heap_[state_.parts()[w.at]]);
        c.reaches = std::max(c.reaches, is_bag ? NONE : w.at);
    }
    c.objects_same = std::all_of(c.writes.begin(), c.writes.end(), [&](const Write& w) {
        return w.patch != NO_PATCH || same_targets(heap_[state_.parts()[w.at]], heap_[w.component]);
    });
    c.stable = c.others.empty() && root_same && c.objects_same && c.root < 0 && c.output < 0;
}

}  // namespace chancheck
