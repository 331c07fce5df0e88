// The canonical form of a step's result: objects numbered from the roots, goroutines sorted, so that states that differ
// in nothing but names are one state.
//
// Three methods give the same result: no object gets another number (in place), objects are numbered as in another state
// with the same pointers (a cached Numbering), or a traversal of the heap numbers all of them.
#pragma once

#include <span>
#include <vector>

#include "machine/alarm.hpp"
#include "machine/comparisons.hpp"
#include "machine/guards.hpp"
#include "machine/islands.hpp"
#include "machine/loaded_state.hpp"
#include "machine/numbering.hpp"
#include "machine/object_numbers.hpp"
#include "machine/state_heads.hpp"
#include "machine/step_cache.hpp"
#include "machine/successor.hpp"
#include "machine/ties.hpp"
#include "races/race_tracker.hpp"
#include "scheduling/step_queues.hpp"

namespace chancheck {

class Canonicaliser {
public:
    Canonicaliser(World& world, const Settings& settings, Alarm& alarm, const LoadedState& state, const Guards& guards,
                  Memo& memo, RaceTracker& races, StepQueues& queues);

    // The result of the last step.
    const Successor& next() const { return next_; }
    Successor& next() { return next_; }
    // The new numbers of objects by their index before, new ones last; 0: gone.
    const std::vector<std::uint32_t>& numbers(const Change& change);

    void start(Id globals, Id root);  // the initial state
    void load() {                     // another state was loaded
        outline_ = 0;
        row_.known = false;
        islands_.load();
    }
    // A change of the loaded state. `let_go`: the goroutines that its `let_go` replaces.
    void apply(const Change& change, const Move& move, std::span<const std::int32_t> let_go);
    void replace_head(Id head);  // of the loaded state, all else of which stays
    void sort();                 // the loaded state, after a search that compares no goroutines

    // Whether numbers depend only on the pointers and, with symmetry, on the order of goroutines: there are no facts to
    // rename.
    bool numbers_by_pointing() const { return !races_.leaves_facts(); }
    void outline(Change& change);  // gives the change of the pointers its number

private:
    enum class Numbered : std::uint8_t { in_place, as_known, from_scratch };

    // In place.
    static bool has_same_parts(const Change& change) {
        return change.objects.empty() && change.others.empty() && change.root < 0 && change.output < 0;
    }
    bool keeps_numbers(const Change& change) const;
    void find_row();
    std::uint32_t in_row(const Words& goroutine, std::uint32_t from) const;
    bool keeps_row(const Change& change, const Move& move);
    void lay_out(const Change& change, const Move& move, std::span<const std::int32_t> let_go);
    void apply_in_place(const Change& change, const Move& move, std::span<const std::int32_t> let_go, Cell fixed);
    void drop_gone();
    void move_into_place(std::size_t from, const Move& move);

    // By a cached numbering.
    bool compares_few(std::span<const Id> goroutines) const;
    std::size_t first_compared(std::span<const Id> goroutines) const;
    void add_comparisons(std::span<const Id> goroutines, std::vector<std::uint32_t>& key);
    std::uint32_t changed_comparisons();
    void renumber(const Change& change, const Move& move, std::span<const std::int32_t> let_go);
    void who_points_where(std::span<const Id> objects, std::span<const Id> goroutines,
                          std::vector<std::uint32_t>& key) const;
    std::uint32_t outline();
    void renumber_like(Numbering& known, const Change& change, const Move& move);
    void find_order(const Numbering& known, std::vector<std::uint32_t>& key);
    int compare_islands(const Tie& tie, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);
    int compare_objects(const Tie& tie, const Component& x, const Component& y) const;
    void learn_tie(bool by_islands);
    void learn_numbering();
    void renumber_as(Numbering& known);
    void store_parts_as(Numbering& known);

    // By islands.
    void store_islands();
    Id shifted(Id from, bool goroutine, std::uint32_t by);
    void sort_result(std::size_t first);

    // Anew.
    void canonicalise();
    std::size_t number_all();
    std::size_t number_known();
    void store_parts();
    void sort_goroutines();
    void store_head(std::size_t hidden);
    bool numbered_in_order(Cell& fixed);
    bool number_in_order(const Words& from, std::uint32_t& count, std::uint32_t& explored) const;
    bool privates_in_order(std::uint32_t& count, std::uint32_t& explored);
    const Cell* with_unnumbered(const Words& words, std::uint32_t count);
    std::size_t number_privates(bool helpers, std::size_t opened);
    bool forgotten(const Component& goroutine);

    World& world_;
    const Program& program_;
    const Settings& settings_;
    Alarm& alarm_;
    Components &heap_, &stacks_;
    const LoadedState& state_;
    const Guards& guards_;
    Memo& memo_;
    RaceTracker& races_;
    StepQueues& queues_;

    StateHeads heads_;
    RawSuccessor raw_;
    Successor next_;
    Numbered numbered_ = Numbered::from_scratch;  // how the result's objects got their numbers
    const Numbering* known_numbering_ = nullptr;

    Numberings numberings_;
    Comparisons comparisons_;
    std::vector<std::uint32_t> numbering_key_, comparing_key_;
    // Of the loaded state. Its objects fall into stretches, each numbered from its first object, which is the next that some
    // goroutine has an address of. They are a row if each goroutine meets the first ones in order: then it does not matter
    // which goroutine comes first.
    struct Row {
        bool known = false, holds = false;
        std::uint32_t globals = 0;         // the last object that these lead to
        std::vector<std::uint32_t> ends;   // by the first object of a stretch its last
        std::vector<std::uint32_t> up_to;  // by goroutine, the last object that it leads to
    };
    Row row_;
    std::uint32_t outline_ = 0;         // number of the loaded state's pointers; 0: not computed yet
    std::vector<Id> numbering_before_;  // goroutines before they were renamed
    Cell fixed_ = 0;                    // of the result, see HEAD_FIXED

    ObjectNumbers objects_;
    Ties ties_;
    Islands islands_;
    std::vector<std::uint32_t> roots_;  // goroutines in the order of the stored state, before sorting
    std::vector<std::uint32_t> kind_;   // those of them that are helpers, or those that are not
    std::vector<Cell> head_words_;
};

}  // namespace chancheck
