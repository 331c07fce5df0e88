// Runs a Program: docs/internals-machine.md is what this follows.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "machine/alarm.hpp"
#include "machine/comparisons.hpp"
#include "machine/numbering.hpp"
#include "machine/previous_moves.hpp"
#include "machine/step_cache.hpp"
#include "machine/text.hpp"
#include "machine/workspace.hpp"
#include "program/program.hpp"
#include "races/contention.hpp"
#include "scheduling/run_queues.hpp"
#include "store/components.hpp"
#include "store/state_set.hpp"

namespace chancheck {

constexpr std::size_t MOST_OPERANDS = 16;

// A step from a state, all but the choices of its local code.
struct Move {
    std::int32_t goroutine, alternative, rule = 0, peer = -1, peer_alternative = 0;
    Slot* slot = nullptr;  // what the machine remembers of it, until another state is loaded
    std::int32_t processor = -1;  // that makes it, with a scheduler; -1: a blocking call ends
};

enum class Ending { none, fault, exit, unknown };

struct Settings {
    bool symmetry = true;
    std::vector<std::int32_t> monitored;  // shapes whose memory is followed for races
    std::vector<std::uint8_t> recorded;   // cells (Contention) whose accesses are told with what orders them; empty: none are
    std::function<std::string(const std::string&)> wide_quote;
    std::vector<Cell> scheduler;  // its table; empty: whoever can may step
};

// A program and the components of its states, which several machines may share.
struct World {
    explicit World(Program program_)
        : program(std::move(program_)), strings(program.strings, program.own_strings), outputs({""}, 1) {}
    Program program;
    Strings strings, outputs;
    Components heap, stacks, heads;
};

// The operands a guard or an effect looks at: the mover's and its peer's.
struct Operands {
    const Cell* cells[2][MOST_OPERANDS];
    std::int32_t widths[2][MOST_OPERANDS];
};

class Machine {
public:
    Machine(World& world, Settings settings);

    Alarm alarm;  // ends steps that exceed the limits of the search

    void start();  // the initial state becomes the result of a step
    void load(Id state, const States& states);
    void load(const std::vector<Id>& parts);  // of a state: the numbers of its components
    const std::vector<Id>& parts() const { return base_leaves_; }  // of the loaded state
    const std::vector<Id>& result() const { return next_; }        // of the state that the last step led to
    const std::vector<Move>& moves();  // of the loaded state
    const std::vector<std::uint8_t>& able() const { return able_; }  // which goroutines move in one of them

    // Performs a move; local code takes the given choices (further ones are 0 and are added). Then the new state's parts
    // are in next_objects..., unless the run ended.
    Ending step(const Move& move, std::vector<Cell>& choices);
    bool next_choices(std::vector<Cell>& choices) const;
    Root fold(States& states);
    Id store(States& states, bool& fresh) { return states.intern(fold(states), fresh); }

    // Of the loaded state.
    std::size_t goroutines() const { return static_cast<std::size_t>(head_[HEAD_GOROUTINES]); }
    // By number: whether a goroutine of some state offers operations there.
    std::vector<bool> sites_met() const;
    const Component& goroutine(std::size_t g) const { return stacks_[base_leaves_[first_goroutine() + g]]; }
    bool is_root(std::size_t g) const { return (goroutine(g).words[0] & ROOT_FLAG) != 0; }
    bool is_delayed(std::size_t g);  // whether it, a helper or at a timer, could go on, were a processor free
    bool is_helper(std::size_t g) const { return (goroutine(g).words[0] & HELPER_FLAG) != 0; }
    bool ends_root(const Move& move) const {
        return move.alternative == BY_END && is_root(static_cast<std::size_t>(move.goroutine));
    }
    // Where the process ends with the root, what others would print after that is nobody's: such a state is not kept.
    bool ends_printing(const Move& move) const {
        return ends_root(move) && program_.prints && program_.root_ends_all;
    }
    bool over() const { return root() == 1 && program_.root_ends_all; }
    Cell root() const { return head_[HEAD_ROOT]; }
    // Throws if a goroutine is in no place or in two, or a free processor has no move although work is queued.
    void check_queues() const;
    const Processors* queues() const { return scheduler_ ? &queues_ : nullptr; }
    // Function and code index where a goroutine stands; -1 and its text's number or -1 without frames.
    std::pair<Cell, Cell> place_of(std::size_t g) const;
    Cell first_function(std::size_t g) const;  // the one it was started with, -1 without frames
    const std::string& output() const { return outputs_.text(head_[HEAD_OUTPUT]); }

    // Of the last step.
    const std::vector<std::int32_t>& order() const { return order_; }  // result's goroutine -> number before renaming
    static constexpr std::int32_t GONE = -1;
    std::int32_t number_after(std::int32_t goroutine) const;  // in the result, or GONE
    std::string text;
    const std::string& last_output() const { return outputs_.text(work_.output); }
    const std::vector<Monitor::Places>& races() const { return monitor_ ? monitor_->races() : no_races_; }

    // The accesses of all steps so far.
    const Contention& contention() const { return contention_; }
    Contention& contention() { return contention_; }
    // Whether no goroutine was ever started before the loaded state.
    void be_alone(bool alone) { alone_ = alone; }
    bool started() const { return !turned_ && !shown_->goroutines.empty(); }  // a goroutine, in the last step

    // Of the last step, with `recorded` cells. To tell a monitor of it; the numbers that it gives objects and goroutines of
    // the state before, then new ones (0: none; -1: none); and who can reach what in the state it leads to.
    void tell(Monitor& monitor, const Move& move) const;
    // Whether a step is remembered and makes no access that is told. Then it is not made, but its choices are known.
    bool passes_by(const Move& move, std::vector<Cell>& choices);
    const std::vector<std::uint32_t>& numbers_after();
    const std::vector<std::int32_t>& goroutines_after();
    const Reach& reach_after();
    std::span<const Id> goroutines_of_result() const {
        return std::span(next_).subspan(1 + static_cast<std::size_t>(heads_[next_[0]].words[HEAD_OBJECTS]));
    }

    // A cell of an object, if it has that many.
    std::optional<Cell> cell(std::size_t n, Cell at) const {
        const Component& o = object(n);
        if (at + OBJECT_HEAD >= o.length) return {};
        return o.words[at + OBJECT_HEAD];
    }
    std::size_t objects() const { return first_goroutine(); }  // and nil
    const Component& object(std::size_t n) const { return heap_[base_leaves_[n]]; }  // n > 0
    const Program& program() const { return program_; }

private:
    struct Interrupt {};  // the run ended within local code
    struct Try {
        std::int32_t operation;
        Cell object;
        bool operator==(const Try&) const = default;
    };
    struct Turned {  // the head that a turn leads to
        Id base = NONE, head = NONE;
        std::int32_t rule = 0, processor = 0, victim = 0;
        bool is_of(Id from, const Move& turn) const {
            return base == from && rule == turn.rule && processor == turn.processor && victim == turn.peer_alternative;
        }
    };

    // rules.cpp
    Cell evaluate(const Expression& code, const Operands& with, Working& in) const;
    const std::vector<Cell>& span(const Value& value, const Operands& with);
    void apply(const Effect& effect, const Operands& with, const std::size_t* who, const Alternative* const* alternatives);
    void perform(const Rule& rule, const Alternative& mine, std::size_t mover, const Alternative* theirs, std::size_t peer);
    void snapshot(Operands& into, int side, const Alternative& alternative, std::size_t goroutine);
    void look(Operands& into, int side, const Alternative& alternative, const Cell* registers) const;
    void enumerate_alone(std::size_t goroutine);
    bool waits_on_nil(const Operation& operation, const Operands& with) const {
        return operation.nil_waits && operation.operands > 0 && *with.cells[0][0] == 0;
    }
    bool lets_go(const Rule& rule, const Operands& with, Working& in) const {  // without a partner, and not only at rest
        return rule.peer < 0 && rule.pace != Pace::idle && evaluate(rule.guard, with, in) != 0;
    }
    void enumerate_meetings(std::size_t goroutine, std::size_t peer);
    bool try_eager(std::size_t goroutine, const Site& site);

    // clock.cpp
    Pace pace_of(const Move& move) const;
    Cell next_due();
    void enumerate_idle();
    void pass_time(Cell passed);
    void park_others(std::size_t mover);
    void drop_defaults();

    // interpreter.cpp
    void run(std::size_t goroutine);
    void run_local(std::size_t goroutine);

    // calls.cpp
    void drain(std::size_t first_new);
    Phase end_of(const Stack& s) const { return program_.counted && !s.helper ? Phase::ending : Phase::gone; }
    void raise(std::size_t goroutine, Cell type, Cell payload);
    void unwind(std::size_t goroutine);
    void call(Stack& stack, Cell function_value, std::uint32_t arguments, std::int32_t count);
    void call_function(Stack& stack, std::int32_t function, Cell closure, std::uint32_t arguments, std::int32_t count);
    bool give_back(std::size_t goroutine, std::int32_t results);  // `ret`; false when the goroutine rests or is gone
    bool recovers(const Stack& stack) const;
    std::int32_t function_of(Cell function_value, Cell& closure);

    // machine.cpp
    Cell choose(Cell alternatives);
    bool forked_enough(Cell alternatives) const;
    bool map_find(const Object& map, const Cell* key, std::uint32_t& at);
    void sort_entries(Object& map);
    int compare_keys(const Shape& shape, const Cell* a, const Cell* b) const;
    [[noreturn]] void end_run(Ending how, std::string text);
    [[noreturn]] void end_unknown(const Stack& stack, Cell name, const char* before = "");
    Cell unknown_name(const Cell* r, std::int32_t at, std::int32_t what);
    Cell unknown_span(const Cell* cells, Cell count) const;

    // accesses.cpp
    void note_access(std::size_t goroutine, Cell address, Cell cells, Access kind, std::int32_t place);
    void watch_access(std::size_t goroutine, Cell address, Cell cells, Access kind, std::int32_t place);
    void happen(std::size_t goroutine, Happening what);
    bool records() const { return monitor_ || !settings_.recorded.empty(); }
    bool is_fresh(std::uint32_t object, std::size_t goroutine) const;
    std::uint32_t role(std::size_t goroutine) const;
    std::size_t player(std::uint32_t role, const Move& move) const;
    // Where the program's own code is: in it, or in what it called. Faults are told apart by it.
    std::int32_t own_place(const Stack& stack) const;
    void judge_accesses(const Change& change, const Move& move);
    void watch(const std::vector<Happening>& happenings, const Move& move);
    void tell(Monitor& monitor, const std::vector<Happening>& happenings, const Move& move) const;
    void find_reach(Reach& reach, std::size_t objects, std::size_t goroutines) const;
    bool knows_less(std::uint32_t a, std::uint32_t b) const;
    void append_facts(std::vector<Cell>& head);

    // state_tree.cpp: load, fold; enabled_moves.cpp
    void find_moves();
    void find_moves_of(std::size_t g, std::size_t h);
    void show_moves(Entry& entry, std::size_t g, std::size_t h);
    template <class F> Entry* remembered_moves(Plan& plan, std::uint32_t first, bool pair, std::size_t g, std::size_t h, F find);

    // stepper.cpp
    Working& base();
    std::size_t first_goroutine() const { return 1 + static_cast<std::size_t>(head_[HEAD_OBJECTS]); }
    Id component_of(std::size_t g) const { return base_leaves_[first_goroutine() + g]; }
    void loaded();
    const Change* recall(const Move& move, const std::vector<Cell>& choices);
    void show(const Change& known, Slot* slot, std::vector<Cell>& choices);
    Ending execute(const Move& move, const std::vector<Cell>& choices);
    void take_up(const Move& move);
    void gather(const Move& move, std::size_t first_new);
    void judge_stability(const Move& move);
    bool same_targets(const Words& a, const Words& b) const;
    void apply(const Change& change, const Move& move);
    bool keeps_numbers(const Change& change) const;
    static bool has_same_parts(const Change& change) {
        return change.objects.empty() && change.others.empty() && change.root < 0 && change.output < 0;
    }
    void apply_in_place(const Change& change, const Move& move, Cell fixed);
    void move_into_place(std::size_t from);
    Id head_like(Cell present, Cell fixed);
    Id head_of(const std::array<Cell, 6>& words);
    void lay_out(const Change& change, const Move& move);

    // scheduled_moves.cpp, queue_updates.cpp
    void find_scheduled_moves();
    void look_at_parked();
    void find_moves_of_running(std::int32_t g);
    void find_attempts(std::int32_t g, bool parks);
    void enumerate_attempts(std::size_t g);
    void find_meetings(std::int32_t g);
    void find_picks(std::size_t p);
    std::size_t amount(const Pick& pick, std::size_t available);
    bool can_preempt(const Component& me) const;
    bool loops_with_calls(const Component& me) const;
    std::int32_t operation_of(const Move& move) const;
    bool is_timed(const Move& move) const;
    bool is_unscheduled(const Move& move) const;
    std::int32_t actor_of(const Move& move) const;
    void go_on(const Move& move, std::size_t first_new);
    bool keeps_processor(const Move& move);
    void queue_partners(const Move& move);
    bool gives_way(const Move& move);
    void queue_started(const Move& move, std::size_t first_new, const Change& change);
    void queue_as_remembered(const Move& move, const Change& change);
    void make_turn(const Move& move);
    Id head_after(const Move& turn);
    void take_turn(const Move& turn);
    void append_queues(std::vector<Cell>& head, std::size_t raw);
    Id head_with_queues(Cell present, Cell fixed, std::size_t raw);

    // wakeups.cpp
    void find_waiters(const Move& move, const std::vector<std::uint32_t>& written);
    std::int32_t heir_of(std::int32_t waiter, const Move& move) const;
    std::int32_t behind(std::int32_t waiter, const Move& move) const;
    std::optional<Try> tried_by(std::int32_t g) const;
    template <class Look, class LetGo> bool wake_each(const Move& move, Look look, LetGo let_go);
    void wake(const Move& move);
    bool find_ready(const Waiter& waiter);
    bool recall_waking(const Move& move, const std::vector<Cell>& choices);
    void keep_waking(Slot& slot);
    std::optional<Try> retried_by(std::int32_t g) const;
    void find_trying(const Move& move);
    void queue_woken(const Move& move);
    std::size_t let_go(std::size_t i) const { return static_cast<std::size_t>(waiters_[wake_.done[i]].goroutine); }

    // numbering.cpp
    bool numbers_by_pointing() const;
    bool compares_few(std::span<const Id> goroutines) const;
    void add_comparisons(std::span<const Id> goroutines, std::vector<std::uint32_t>& key);
    std::uint32_t changed_comparisons();
    void renumber(const Change& change, const Move& move);
    void who_points_where(std::span<const Id> objects, std::span<const Id> goroutines, std::vector<std::uint32_t>& key) const;
    std::uint32_t outline();
    void outline(Change& change);
    void learn_numbering();
    void renumber_as(Numbering& known);

    // canonical.cpp
    void canonicalize();
    bool numbered_in_order(Cell& fixed);
    bool number_in_order(const Words& from, std::uint32_t& count, std::uint32_t& explored) const;
    bool privates_in_order(std::uint32_t& count, std::uint32_t& explored);
    const Cell* with_unnumbered(const Words& words, std::uint32_t count);
    void number_from(const Words& from);
    void visit(Cell address);
    void number_privates(bool helpers);
    bool keeps_names(const Words& words) const;
    const Cell* renamed(const Words& words, Cell unnumbered);
    std::uint32_t describe(Component& goroutine) const;  // its sort: what tells it apart for the numbering
    Id intern_goroutine(const Words& words) {
        return stacks_.intern(words, [this](Component& c) { return describe(c); });
    }
    bool forgotten(const Component& goroutine);
    std::size_t raw_index(std::uint32_t object) const {
        return object < NEW_OBJECTS ? object : raw_old_ + (object - NEW_OBJECTS);
    }
    std::size_t raw_target(const Words& words, std::uint32_t i) const { return raw_index(words.target(i)); }

    // A state's vector: its head, its objects, its goroutines. Words of a head:
    enum : std::size_t { HEAD_ROOT, HEAD_OUTPUT, HEAD_OBJECTS, HEAD_GOROUTINES, HEAD_FIXED, HEAD_HIDDEN, HEAD_WORDS };
    // then the facts of the race monitor, or the queues of processors. HEAD_FIXED: how many objects are numbered from the globals and the root;
    // HEAD_HIDDEN: by helpers only.

    World& world_;
    const Program& program_;
    Settings settings_;
    Strings &strings_, &outputs_;
    Components &heap_, &stacks_, &heads_;
    Working base_, work_;
    bool base_ready_ = false;
    Memo memo_;
    Lately lately_;

    std::vector<Move> moves_;
    Cell due_ = 0;  // the next instant that something is due, where idle rules can go on
    std::vector<std::uint8_t> able_;
    Unfolded unfolded_, unfolded_before_;  // the loaded state's tree, and that of the one before
    std::vector<Id> base_leaves_;          // the loaded state's vector
    RecentNodes recent_;
    Leaves tree_;                          // the result's, in the order of the tree
    const Cell* head_ = nullptr;          // of the loaded state
    struct KnownHead {
        Id base = NONE, head = NONE;
        Cell present = 0, fixed = 0;
    };
    std::array<KnownHead, 64> known_heads_;
    using HeadWords = std::array<Cell, HEAD_WORDS>;
    struct HeadOf {
        HeadWords words;
        Id head = NONE;
    };
    std::array<HeadOf, 64> heads_of_;
    Numberings numberings_;
    Comparisons comparisons_;
    std::vector<std::uint32_t> numbering_key_, comparing_key_;
    std::uint32_t outline_ = 0;         // who points where in the loaded state; 0: not asked for yet
    std::vector<Id> numbering_before_;  // goroutines before they were renamed
    Cell fixed_ = 0;  // of the result, see HEAD_FIXED
    std::vector<Id> next_;                // the result of the last step

    Change change_;                     // of the last step that was performed
    const Change* shown_ = nullptr;     // of the last step
    Slot* shown_slot_ = nullptr;

    const std::vector<Cell>* given_ = nullptr;
    std::vector<Cell> taken_, limits_;
    std::size_t budget_ = 0;
    Ending ending_ = Ending::none;
    std::vector<Cell> scratch_, key_;
    const Effect* raised_[2] = {nullptr, nullptr};  // the panics that effects ask for

    // The result of a step before its objects are renumbered.
    std::vector<Id> raw_objects_;      // nil, those of the state before, new ones
    std::vector<Id> raw_goroutines_;   // NONE: gone
    std::size_t raw_old_ = 1;          // index of the first new object
    Cell raw_root_ = 0, raw_output_ = 0;
    std::vector<std::uint32_t> number_;  // of a raw object in the result, 0: none yet
    std::vector<std::uint32_t> found_;   // new object number - 1 -> raw index
    std::size_t explored_ = 0;
    Arena names_;                       // of components with new numbers
    std::vector<std::uint32_t> roots_;  // goroutines in the order of the stored state, before sorting
    std::vector<std::int32_t> order_;

    std::optional<Monitor> monitor_;
    std::vector<Monitor::Places> no_races_;
    std::vector<Happening> happenings_;     // of this step
    std::size_t mover_ = 0, peer_ = 0, first_new_ = 0;  // who takes part in it
    std::vector<std::int32_t> renumbered_;  // goroutine -> its number in the stored state, or -1
    Reach reach_;

    std::optional<Scheduler> scheduler_;
    static constexpr std::size_t MOST_TURNS = 1 << 13;
    std::vector<Turned> turns_;  // newer ones take older ones' places
    bool turned_ = false;        // the last step was a turn: nothing but the head is another one
    Processors queues_, after_;       // of the loaded state, and of the result
    struct Waiting {                  // a parked goroutine
        std::int32_t goroutine;
        bool ready;  // a step let it go on, but it was not seen to
        const Entry* entry;  // where it is remembered, or null
    };
    std::vector<Waiting> waiting_;
    std::vector<Move> timed_moves_, returns_;  // of parked goroutines, by time; ends of calls, which no processor makes
    std::vector<Waiter> waiters_;         // of the last step
    Wake wake_;                           // what it does for them
    Stage stage_ = 0;                     // where that leads; 0: that is more than can be told
    struct Ready {
        const Alternative* alternative;
        const Rule* rule;
    };
    std::vector<Ready> ready_;            // how a waiter can go on
    std::vector<Try> trying_;             // what somebody has got to try
    std::vector<std::uint32_t> written_;  // objects, by a step's rule

    Contention contention_;
    bool alone_ = false;      // see be_alone
    bool spawned_ = false;  // a goroutine was started in this step
    std::vector<Touch> accesses_;            // of this step, if they matter; `who` is its goroutine
    enum class Numbered : std::uint8_t { in_place, as_known, anew };
    Numbered numbered_ = Numbered::anew;     // how the result's objects got their numbers
    const Numbering* known_numbering_ = nullptr;
    struct KnownReach {
        std::vector<std::uint32_t> key;
        Reach reach;
    };
    static constexpr std::size_t MOST_REACHES = 1 << 10;
    std::vector<KnownReach> reaches_;
    std::vector<std::uint32_t> reach_key_;
    std::vector<std::uint32_t> reached_by_;  // per object: 0, a goroutine + 1, or SEVERAL
};

// Adds the moves of g (with h) to `moves_`: those remembered, or what `find` adds to it. Where they are remembered, or null.
template <class F>
Entry* Machine::remembered_moves(Plan& plan, std::uint32_t first, bool pair, std::size_t g, std::size_t h, F find) {
    std::size_t objects = first_goroutine() - 1;
    if (!plan.loose) {
        if (Entry* entry = memo_.find(plan, first, pair, base_leaves_, objects); entry != nullptr) {
            show_moves(*entry, g, h);
            return entry;
        }
    }
    std::size_t before = moves_.size();
    base().watch();
    find();
    plan.loose = plan.loose || base_.used_more;
    if (plan.loose) return nullptr;
    Memo::extend(plan, base_.used);
    if (plan.loose) return nullptr;
    Entry& entry = memo_.add(plan, first, pair, base_leaves_, objects);
    for (std::size_t m = before; m < moves_.size(); m++) {
        const Move& move = moves_[m];
        entry.slots.push_back({move.alternative, move.rule, move.peer_alternative, move.peer >= 0, operation_of(move),
                               pace_of(move), &entry});
    }
    for (std::size_t m = before; m < moves_.size(); m++) moves_[m].slot = &entry.slots[m - before];
    return &entry;
}

}  // namespace chancheck
