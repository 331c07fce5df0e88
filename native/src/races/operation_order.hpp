// Operations that affect each other although nothing orders them: docs/adr/0064-operations-side-by-side.md
//
// If two such steps are not ordered in some run, there is a state in which both are possible. So the states show whether
// there is such a pair, as with accesses (LatestAccesses). Where a step may be all that another one waits
// for, the two are never both possible; then a lock that both hold has to order them (Operation::lock_in).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "machine/guards.hpp"
#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "races/contention.hpp"
#include "races/held_locks.hpp"

namespace chancheck {

class OperationOrder {
public:
    // table: see chancheck/program/independence.py (order_table); empty: nothing is known.
    OperationOrder(const World& world, const LoadedState& state, Workspace& work, Contention& contention,
                   HeldLocks& locks, const std::vector<Cell>& table);

    // A step, in which some goroutine was started before.
    void begin_step() { before_lock_.clear(); }
    void note(std::int32_t operation, const Rule& rule, std::size_t goroutine, const Operands& with);
    void note_default(const Site& site);
    // Whether its accesses race with those of rules only in runs with a fault.
    bool is_exclusive(std::int32_t operation, const Rule& rule) const {
        return exclusive_[number_of(operation, rule)] != 0;
    }
    // An object of this shape got an element.
    void note_element(std::int32_t shape, const std::vector<Cell>& cells);
    // After the step the goroutine is this component (NONE: it has ended). quiet: it accessed nothing, and started no
    // other.
    void leave(std::size_t goroutine, Id component, bool quiet);

    // After all steps. Whether the operations may yet be ordered; then `looks` if that is to be seen from the states.
    bool may_be_ordered();
    bool looks() const { return looks_; }
    // Whether more is looked for than when this was called last.
    bool changes() { return std::exchange(changed_, false); }
    // Whether a state, with these moves, has two side by side that are not.
    bool has_pair(const LoadedState& state, const std::vector<Move>& moves);

private:
    enum class Effect : std::uint8_t { some, by_value, enables, in_turn };
    struct Pair {
        std::size_t first, second;
        Effect effect;
    };
    // How something was performed: under the lock, without it.
    enum : std::uint8_t { UNDER_LOCK = 1, OPEN = 2 };
    struct BeforeLock {
        std::size_t goroutine, rule;
        Cell lock;
    };
    struct Standing {
        std::int32_t goroutine, operation;
        std::size_t rule;  // if it is possible
        bool possible, attempt;
        Cell objects[MOST_OPERANDS];
        std::size_t count;
    };

    std::size_t number_of(std::int32_t operation, const Rule& rule) const;
    void read(const std::vector<Cell>& table);
    bool has_values(Cell shape) const;  // different elements
    bool holds(std::size_t goroutine, Cell lock);
    Cell lock_of(const Operation& operation, const Operands& with);
    bool is_about_to_take(const Component& component, Cell lock) const;
    bool is_open(const Pair& pair) const;
    void look_for(const Pair& pair);
    std::int32_t operation_of(std::size_t rule) const;
    void stand(const LoadedState& state, const Move& move);
    void add(const LoadedState& state, std::int32_t goroutine, const Alternative& alternative, std::int32_t rule,
             bool attempt);
    bool conflict(const LoadedState& state, const Standing& a, const Standing& b) const;
    std::size_t index(std::size_t rule, std::int32_t operation, bool attempt) const {
        return (rule * operations_.size() + static_cast<std::size_t>(operation)) * 2 + (attempt ? 1 : 0);
    }

    const std::vector<Operation>& operations_;
    const Program& program_;
    const Components& stacks_;
    const LoadedState& state_;
    Workspace& work_;
    Contention& contention_;
    HeldLocks& locks_;
    std::vector<std::size_t> first_rule_;  // by operation; then that of what is given up
    std::vector<Pair> pairs_;
    std::vector<std::uint8_t> known_, involved_;             // by rule: something is known of it; it is in a pair
    std::vector<std::uint8_t> exclusive_;                    // by rule
    std::vector<std::uint32_t> touches_;                     // by operation: its operands with objects, as bits
    std::vector<std::uint8_t> performed_;                    // by rule
    bool unknown_ = false;                                   // something was performed of which nothing is known
    std::vector<BeforeLock> before_lock_;                    // of this step: rules that seem to belong to the next one
    std::vector<std::uint32_t> lock_cells_, address_cells_;  // of locks that order operations, and of their addresses
    bool looks_ = false, changed_ = false;
    std::vector<std::uint8_t> sought_;        // by rule, operation, and whether that is given up: bits
    std::vector<std::uint8_t> is_sought_;     // by operation
    std::vector<std::vector<Cell>> element_;  // by shape: the first one
    std::vector<std::uint8_t> varied_;        // others are not like it
    std::vector<Standing> standing_;
};

}  // namespace chancheck
