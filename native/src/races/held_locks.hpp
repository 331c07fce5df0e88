// Which locks the goroutines hold, as far as it follows from their own steps: docs/adr/0046-guarded-memory.md
//
// The engine knows no locks. Rules say that their mover holds an object from here on, or gives it back (Rule::holds). What
// a goroutine holds is a matter of its past, and states have no past; but a goroutine that waits at the same place
// with the same registers holds the same, in nearly all programs. So this is noted by the goroutine's component. Locks
// for which it does not hold are distrusted, and then guard nothing.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "machine/loaded_state.hpp"
#include "races/component_lists.hpp"
#include "races/contention.hpp"

namespace chancheck {

class HeldLocks {
public:
    struct Lock {
        Cell address;        // in the numbers of the workspace
        std::uint32_t cell;  // see Contention
        bool exclusive;
        auto operator<=>(const Lock&) const = default;
    };
    HeldLocks(const World& world, const LoadedState& state, Workspace& work, Contention& contention);

    void begin_step() { now_.clear(); }
    std::vector<Lock>& held_by(std::size_t goroutine);
    void take(std::size_t goroutine, Cell address, bool exclusive);
    void give_back(std::size_t goroutine, Cell address, bool exclusive);
    // What guards an access of a goroutine to an object now.
    const std::vector<Contention::Guard>& guards(std::size_t goroutine, Cell object);
    // A lock that a goroutine holds alone; null: it does not.
    const Lock* held_alone(std::size_t goroutine, Cell address);
    // After the step a goroutine is this component.
    void leave(std::size_t goroutine, Id component);
    // A component with other numbers of objects.
    void renamed(Id from, Id to) { note(to, list_of(from)); }

private:
    // A lock as seen from a component: in the object of one of its addresses, or in the only object of a shape.
    struct Entry {
        std::int32_t place;  // -1: none
        Lock lock;           // address: the offset alone
        auto operator<=>(const Entry&) const = default;
    };
    using Lists = ComponentLists<Entry>;
    using List = Lists::List;

    Lock lock_at(Cell address, bool exclusive) const;
    Cell only_object(std::int32_t shape) const;  // of the workspace; 0: there is none
    std::uint32_t list_of(Id component);
    void note(Id component, std::uint32_t list);

    const Components& stacks_;
    const LoadedState& state_;
    Workspace& work_;
    Contention& contention_;
    std::vector<std::pair<std::size_t, std::vector<Lock>>> now_;  // of goroutines, as requested by this step
    Lists lists_;
    std::vector<Contention::Guard> guards_;
};

}  // namespace chancheck
