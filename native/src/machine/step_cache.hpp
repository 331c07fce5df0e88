// The effect of a step on the components of a state, and a cache of these effects: many states share most steps.
//
// A step depends on the goroutines that take part in it and on the objects that it reads. The numbers of these
// components determine the outcome of the step, up to the renumbering of the objects. Of an object of which it reads and
// writes a few words, these determine it: then the change is a patch to whatever the object was.
#pragma once

#include <array>
#include <compare>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "machine/patches.hpp"
#include "program/program.hpp"
#include "races/race_monitor.hpp"
#include "store/components.hpp"
#include "store/recent.hpp"

namespace chancheck {

// Of a state's object: one of its words, with the object's shape, or the whole of it.
struct Place {
    std::uint32_t object, word;
    bool operator==(const Place&) const = default;
};
constexpr std::uint32_t WHOLE = 0xFFFFFFFF, COUNT_WORD = 1;

struct Write {
    std::uint32_t at;  // number of the object or goroutine
    Id component;
    Patch patch = NO_PATCH;  // to what the object was before; then there is no component
};

// An access to memory by the mover (0), its peer (1) or a goroutine started in the step (2, 3...). cell: see Contention.
struct Touch {
    std::uint32_t object, who, cell;
    Access kind;
    auto operator<=>(const Touch&) const = default;
};

enum class HappeningKind : std::uint8_t { access, acquire, release, meet, spawn, rotate, learn };

// An event of a step for the race monitor. Both goroutines are as in Touch.
struct Happening {
    HappeningKind kind;
    Access access = Access::read;
    bool replace = false;  // of a release
    std::uint32_t who = 0, other = 0;
    std::int32_t place = 0;
    Cell address = 0;  // of the location or of the clock's object
    Cell number = 0;   // of the clock (as in Holder); of a rotation, how many slots
};

// With a scheduler: what a step does for those that waited, by their places among the waiters that it concerns.
struct Wake {
    std::vector<std::uint32_t> done,
        again;                         // resumed, in the order in which they are queued; those that only try again
    std::vector<std::uint32_t> heirs;  // waiters with an heir that insists from now on
    bool hands_over = false;           // by the goroutine that resumes and leaves its processor
    void clear() {
        for (auto* list : {&done, &again, &heirs}) list->clear();
        hands_over = false;
    }
};

// Addresses in its components are those of the state before.
struct Change {
    std::vector<Cell> given, taken, choices;  // choices requested and made, and the number of alternatives of each
    Id mover = NONE, peer = NONE;             // afterwards; NONE: gone, or there is none
    Cell root = -1, output = -1;              // -1: as before
    std::vector<Write> writes;                // to objects
    std::vector<Write> others;                // goroutines that time's passing changed
    std::vector<Id> objects, goroutines;      // new ones; a goroutine that is gone already is NONE
    std::vector<Id> let_go;                   // the new components of the waiters that it resumes
    std::vector<Touch> touches;
    std::vector<Happening> happenings;
    // Whether it leaves the numbering of objects alone, if all that `reaches` counts is numbered before the goroutines
    // are compared, or all up to `differs` where they are not.
    bool stable = false;
    bool objects_same = false;  // no object has other addresses
    bool accesses = false;      // some happening is an access
    // The highest object that it writes, or that a goroutine other than the root had or has an address of; NONE: it writes a bag.
    std::uint32_t reaches = 0;
    std::uint32_t differs =
        0;  // objects with a higher number are the same to each goroutine, and met in the same order
    std::uint32_t outline = 0;  // the number of its change of the outline (numbering.hpp); 0: it has none
    Change* next = nullptr;     // for further choices
};

struct Entry;

// A step's rule, and each waiter that it then resumes, lead to a stage. The same stage always has the same continuation.
// 0: none.
using Stage = std::uint32_t;

// A way to move, of one goroutine or of two that meet.
struct Slot {
    std::int32_t alternative, rule, peer_alternative;
    bool meets;
    std::int32_t operation;  // -1: none
    Pace pace;
    Entry* entry;
    Change* changes = nullptr;
    // With a scheduler, when it was executed once: the objects that its rule itself, before local code, writes.
    std::optional<std::vector<std::uint32_t>> disturbs = {};
    Stage stage = 0;  // before it resumes a waiter
};

constexpr std::size_t MOST_PLACES = 12;  // that a cached step may read or write

// What is at a place: the component of a whole object; the shape of the object and the word.
struct Content {
    Cell word;  // 0 for a whole object
    Id part;
    Id component;  // a component of the object that has this content
    bool operator==(const Content& other) const { return word == other.word && part == other.part; }
};

struct Plan;

// The steps of a goroutine (or of two) by one of its moves, where they depend on more than the moves do.
struct OwnSteps {
    std::int32_t alternative, rule, peer_alternative;
    Plan* plan;
};

// The cached moves of a goroutine (or of two), or its steps by one of them, where they depend only on what they read of
// objects.
struct Plan {
    std::uint32_t number = 0;
    std::vector<OwnSteps> steps;
    std::vector<Place> places;
    bool whole = false;          // there were too many: now they are whole objects
    std::uint64_t looks_at = 0;  // the bits of these objects
    static std::uint64_t bit(std::uint32_t object) { return std::uint64_t{1} << (object & 63); }
    bool loose = false;  // it changes with more
    std::uint32_t entries = 0, hits = 0;
    Entry* last = nullptr;  // the one found last
};

enum class Kind : std::uint8_t { moves, meetings, steps };

// The moves, or the steps, while the plan's places have these contents.
struct Entry {
    Plan* plan;
    std::uint64_t hash;
    std::uint32_t first;  // the goroutine, the pair's number, or that of the plan of its steps
    Kind kind;
    bool whole;  // as of the plan, which has changed since then if it has another one
    std::uint16_t
        looked_at;  // how many of the plan's places; if they are fewer than it has now, the entry is of no use
    std::vector<Slot> slots;    // the moves
    Change* changes = nullptr;  // the steps
    std::array<Content, MOST_PLACES> contents;

    bool is_current() const { return looked_at == plan->places.size() && whole == plan->whole; }
};

// A parked goroutine that a step may resume.
struct Waiter {
    std::int32_t goroutine;
    bool insists;
    const Entry* entry;  // its moves and the objects that they read; null: too many objects
};

// The meaning of a stage for a waiter: nothing, a new attempt, or that it resumes; and in how many ways.
enum class Answer : std::uint8_t { unknown, nothing, again, goes_on };
struct Chance {
    Answer answer = Answer::unknown;
    std::uint32_t ways = 0;
};

class Memo {
public:
    explicit Memo(World& world);

    Plan& solo(Id goroutine) { return of(solo_, goroutine); }
    Plan& parked(Id goroutine) { return of(parked_, goroutine); }
    Plan& meeting(Id goroutine, Id peer, std::uint32_t& pair);
    // `leaves`: the state's vector, objects 1 to `last` at their number.
    Entry* find(Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves, std::size_t last);
    Entry& add(Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves, std::size_t last);
    // Of a step that depends on more than its moves: what is remembered of it, or null; and to be remembered.
    Change* find_steps(const Slot& slot, const std::vector<Id>& leaves, std::size_t last);
    Change* keep_step(const Slot& slot, const Change& change, std::span<const Place> used, bool used_more,
                      const std::vector<Id>& leaves, std::size_t last);
    Change* keep(Change*& known, const Change& change);  // as the last of those that are known
    // Of steps that resume waiters: the stage after one resumed in one of its ways, and the final effect of the step.
    Stage begin(Slot& slot) { return slot.stage != 0 ? slot.stage : slot.stage = ++last_stage_; }
    Chance chance(Stage stage, const Entry& waiter) const { return asked_[place_of(stage, waiter)].chance; }
    void learn(Stage stage, const Entry& waiter, Chance chance);
    Stage after(Stage stage, const Entry& waiter, Cell way) const;
    Stage reach(Stage stage, const Entry& waiter, Cell way);
    const Change* find(Stage stage, const std::vector<Cell>& given) const;
    void keep(Stage stage, const Change& change);
    // The number that stands for this list, with no other until these are forgotten, and then never again.
    std::uint32_t outline(const std::vector<std::uint32_t>& changed);
    // The plan reads these too.
    static void extend(Plan& plan, std::span<const Place> places);
    static bool covers(const Entry& entry, std::span<const Place> places);
    // The component of an object after a step that writes it.
    Id written(const Write& write, Id before) {
        return write.patch == NO_PATCH ? write.component : patches_.apply(before, write.patch);
    }
    Patches& patches() { return patches_; }
    // Drops entries when they are too many. No caller may hold one.
    void tidy();
    std::uint32_t times_forgotten() const { return times_forgotten_; }
    std::size_t bytes() const { return bytes_; }

private:
    static constexpr std::size_t FIRST_BYTES = std::size_t{6} << 20, MOST_BYTES = std::size_t{24} << 20;
    static constexpr std::size_t MET_LATELY = 1 << 10, FIRST_ASKED = 1 << 8, MOST_STAGES = 1 << 12;
    struct Key {
        std::uint64_t hash;
        std::uint32_t first;
        Kind kind;
        bool whole;
        std::uint16_t size;
        std::array<Content, MOST_PLACES> contents;  // of which the first `size` are set
        bool is_of(const Entry& entry) const;
    };
    Content content(const Place& place, const std::vector<Id>& leaves, std::size_t last) const;
    bool holds(const Entry& entry, const Plan& plan, const std::vector<Id>& leaves, std::size_t last) const;
    Key key(const Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves, std::size_t last) const;
    Plan& add_plan();
    static bool covers(std::span<const Place> known, std::span<const Place> places);
    static Plan* steps_of(const Slot& slot);
    struct Met {
        Id goroutine = NONE, peer = NONE;
        std::uint32_t pair = 0;
        Plan* plan = nullptr;
    };

    const Components& heap_;
    Patches patches_;
    std::deque<Plan> plans_;
    std::vector<Plan*> solo_, parked_, meetings_;
    Plan& of(std::vector<Plan*>& plans, Id goroutine);
    Tuples<2> pairs_;
    Recent<Met, MET_LATELY> met_lately_;
    struct Indexed {
        std::uint64_t hash = 0;  // of the entry: a different hash shows a different entry without reading it
        Entry* entry = nullptr;
    };
    static constexpr std::size_t FIRST_PLACES = 1 << 10;
    void enter(Entry& entry);
    std::vector<Indexed> index_ = std::vector<Indexed>(FIRST_PLACES);
    std::deque<Entry> entries_;
    std::deque<Change> changes_;
    struct Asked {
        Stage stage = 0;  // none: a free place
        const Entry* waiter = nullptr;
        Chance chance;
    };
    struct Reached {
        Stage stage = 0, next = 0;
        const Entry* waiter = nullptr;
        Cell way = 0;
    };
    struct Ended {
        Stage stage = 0;
        const Change* change = nullptr;
    };
    static std::uint64_t hash(Stage stage, const Entry& waiter, Cell way);
    static std::uint64_t hash(Stage stage, const std::vector<Cell>& given);
    std::size_t place_of(Stage stage, const Entry& waiter) const;  // in `asked_`: where it is, or would be
    std::vector<Asked> asked_ = std::vector<Asked>(FIRST_ASKED);
    std::size_t times_asked_ = 0;
    Recent<Reached, MOST_STAGES> reached_;
    Recent<Ended, MOST_STAGES> ended_;
    Stage last_stage_ = 0;
    std::map<std::vector<std::uint32_t>, std::uint32_t> outlines_;
    std::uint32_t last_outline_ = 0, times_forgotten_ = 0;
    std::size_t bytes_ = 0, most_bytes_ = FIRST_BYTES;  // twice as many each time that they were not enough
};

}  // namespace chancheck
