// Records the accesses of each step to shared memory. A first search collects which memory can race (Contention); a second
// one keeps each access as a fact, in the states (Monitor) or beside them (Racing).
#pragma once

#include <optional>
#include <vector>

#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "machine/step_cache.hpp"
#include "machine/successor.hpp"
#include "races/contention.hpp"
#include "races/held_locks.hpp"
#include "races/kept_accesses.hpp"
#include "races/latest_accesses.hpp"
#include "races/operation_order.hpp"
#include "races/race_monitor.hpp"

namespace chancheck {

class RaceTracker {
public:
    RaceTracker(const World& world, const Settings& settings, const LoadedState& state, Workspace& work);

    void load();  // the facts of the loaded state
    // Whether no goroutine was ever started before the loaded state.
    void be_alone(bool alone) { alone_ = alone; }
    bool is_alone() const { return alone_; }

    // A step being executed: its goroutines, accesses, and events that order accesses.
    void begin_step(std::size_t mover, std::size_t first_new);
    void note_access(std::size_t goroutine, Cell address, Cell cells, Access kind, std::int32_t place,
                     bool by_rule = false);
    void happen(std::size_t goroutine, Happening what);
    void note_start();                                                        // of a goroutine
    void note_hold(std::size_t goroutine, Cell address, std::int32_t holds);  // see Rule::holds
    bool records() const { return monitor_ || !settings_.recorded.empty(); }
    std::uint32_t role(std::size_t goroutine) const;    // as in Touch
    void describe(Change& change, bool touches) const;  // the step, once it is executed
    void note_outcome(const Change& change, const Move& move);
    void note_renamed(Id from, Id to) {  // a goroutine, with other numbers of objects
        if (!is_first_search()) return;
        locks_.renamed(from, to);
        if (settings_.races) kept_.renamed(from, to);
        latest_.renamed(from, to);
    }
    // Whether what is known of it changed after it was renamed.
    bool grew(Id component) const { return latest_.grew(component); }
    // An operation is performed, by a rule that reports its accesses or not; and what that writes.
    void note_operation(std::int32_t operation, const Rule& rule, std::size_t goroutine, const Operands& with);
    void note_eager(Cell address, std::size_t goroutine);  // an operation as local code, on such an object
    void note_default(const Site& site);
    void note_element(std::int32_t shape, const std::vector<Cell>& cells);  // that an object of the shape got
    void note_slot(Cell address);
    // A step in which a goroutine depends on others that are not ordered before it.
    void note_dependence() {
        if (!is_before_all()) latest_.give_up();
    }
    void abandon(const Move& move);  // it ended the run

    // A step that was executed or found in the step cache.
    void watch(const Change& change, const Move& move) { watch(change.happenings, move); }
    void judge_accesses(const Change& change, const RawSuccessor& raw, const Move& move);
    bool leaves_facts() const { return monitor_ && !monitor_->idle(); }
    bool knows_less(std::uint32_t a, std::uint32_t b, const std::vector<std::uint32_t>& numbers) const;
    // The facts, in a state's head. `numbers`: of objects, by their index in the raw successor.
    void append_facts(std::vector<Cell>& head, const std::vector<std::uint32_t>& numbers, std::size_t goroutines,
                      Successor& next);
    const std::vector<Monitor::Places>& races() const { return monitor_ ? monitor_->races() : no_races_; }

    // Reports a step to another monitor; null: the step executed last.
    void tell(Monitor& monitor, const Change* change, const Move& move) const {
        tell(monitor, change != nullptr ? change->happenings : happenings_, move);
    }
    // Which goroutines can reach each object of a state.
    const Reach& reach(const std::vector<Id>& parts);

    // The accesses of all steps so far.
    const Contention& contention() const { return contention_; }
    Contention& contention() { return contention_; }
    LatestAccesses& latest() { return latest_; }
    OperationOrder& order() { return order_; }
    KeptAccesses& kept() { return kept_; }

private:
    bool is_first_search() const { return !records() && settings_.scheduler.empty(); }
    bool is_before_all() const { return alone_ && !spawned_; }  // other goroutines
    void note_made_objects();
    Contention::Owner owner(std::size_t goroutine) const;  // of this step or of the loaded state
    Contention::Owner owner(const Touch& access, const RawSuccessor& raw, const Move& move) const;
    Contention::Owner owner_of(Cell function) const;
    void watch_access(std::size_t goroutine, Cell address, Cell cells, Access kind, std::int32_t place);
    bool is_fresh(std::uint32_t object, std::size_t goroutine) const;
    std::size_t player(std::uint32_t role, const Move& move) const;
    void watch(const std::vector<Happening>& happenings, const Move& move);
    void tell(Monitor& monitor, const std::vector<Happening>& happenings, const Move& move) const;
    void find_owners(const RawSuccessor& raw);
    void mark_reached(const RawSuccessor& raw, const Words& from, std::uint32_t who);
    void find_reach(Reach& reach, const std::vector<Id>& parts, std::size_t objects, std::size_t goroutines) const;

    const Settings& settings_;
    const Components &heap_, &stacks_, &heads_;
    const LoadedState& state_;
    Workspace& work_;

    std::optional<Monitor> monitor_;
    std::vector<Monitor::Places> no_races_;
    Contention contention_;
    HeldLocks locks_;
    LatestAccesses latest_;
    OperationOrder order_;
    KeptAccesses kept_;
    std::vector<Contention::Owner> owners_;  // by function that a goroutine begins with
    bool alone_ = false;                     // see be_alone

    // Of this step.
    std::size_t mover_ = 0, first_new_ = 0;
    bool spawned_ = false;
    bool reports_ = false;         // see note_operation
    bool exclusive_ = false;       // its accesses race with those of rules only in runs with a fault
    std::size_t made_before_ = 0;  // objects there were when the first goroutine was started
    std::vector<Happening> happenings_;
    std::vector<Touch> accesses_;  // if they matter; each names its goroutine

    static constexpr std::uint32_t SEVERAL = 0xFFFFFFFF;
    std::vector<std::uint32_t> reached_by_, used_by_;  // per object: 0, a goroutine + 1, or SEVERAL
    std::vector<std::uint32_t> todo_;

    struct KnownReach {
        std::vector<std::uint32_t> key;
        Reach reach;
    };
    static constexpr std::size_t MOST_REACHES = 1 << 10;
    std::vector<KnownReach> reaches_;
    std::vector<std::uint32_t> reach_key_;
    Reach reach_;
};

}  // namespace chancheck
