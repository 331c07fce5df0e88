// What each goroutine accessed in its latest step, and whether two of them conflict in some state: docs/adr/0051-conflicts-side-by-side.md
//
// Every race has a run that ends with its two accesses, each in the latest step of its goroutine, where the program's
// operations order whatever affects another one. So a search that meets no such state proves that there is no race.
// Latest accesses are noted by the goroutine's component: those of all steps that led to it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "races/component_lists.hpp"
#include "races/contention.hpp"
#include "races/held_locks.hpp"

namespace chancheck {

class LatestAccesses {
public:
    // wanted: whether it is known which operations order others.
    LatestAccesses(const World& world, const Contention& contention, bool wanted)
        : stacks_(world.stacks), contention_(contention), covered_(wanted), last_(contention.size(), false) {}

    bool is_on() const { return covered_; }  // nothing has happened for which the argument does not hold
    // A step, in which some goroutine was started before.
    void begin_step() {
        now_.clear();
        held_now_.clear();
    }
    bool has_noted(std::size_t goroutine) const {  // in this step
        return std::any_of(now_.begin(), now_.end(), [&](const Noted& one) { return one.goroutine == goroutine; });
    }
    // held: what the goroutine holds meanwhile.
    void note(std::size_t goroutine, Cell address, std::uint32_t cell, Access kind,
              const std::vector<HeldLocks::Lock>& held) {
        if (held_now_.empty() || held_now_.back() != held) held_now_.push_back(held);
        now_.push_back({goroutine, address, cell, kind, held_now_.size() - 1});
    }
    void give_up() { covered_ = false; }  // it is none for which the argument holds
    // After the step a goroutine is this component; NONE: it has ended.
    void leave(std::size_t goroutine, Id component);
    // A component with other numbers of objects; to be repeated if it `grew`.
    void renamed(Id from, Id to) {
        if (covered_) add(to, lists_.number(from));
    }
    bool grew(Id component) const { return !grown_.empty() && grown_.contains(component); }

    // After all steps. Whether the argument holds for races about these cells.
    bool covers(const std::vector<std::uint8_t>& cells);
    // Whether each access to them was in the goroutine's latest step for some component.
    bool shows_all() const;
    // Of the cells given last: whether some goroutine of a state has just accessed one, and whether two have that conflict.
    enum class Meeting : std::uint8_t { none, accessed, conflict };
    Meeting meeting(const LoadedState& state);
    // Whether one of these moves is by a goroutine of that state that has just accessed one.
    bool moves_on(const std::vector<Move>& moves) const;
    // Whether more is known of components, or the cells are others, than when this was called last.
    bool changes() { return std::exchange(changed_, false); }

private:
    // The object is that of one of the component's addresses, the only one of its shape, or any one of its shape.
    static constexpr std::int32_t ONLY = -1, ANY = -2;
    struct Entry {
        std::int32_t place;
        std::uint32_t cell;
        Cell offset;
        Access kind;
        std::uint32_t held;  // the number of a set of locks
        auto operator<=>(const Entry&) const = default;
    };
    using Lists = ComponentLists<Entry>;
    using List = Lists::List;
    struct Noted {
        std::size_t goroutine;
        Cell address;
        std::uint32_t cell;
        Access kind;
        std::size_t held;  // see `held_now_`
    };
    struct Held {  // a lock, by what leads to its object
        std::int32_t place;
        std::uint32_t cell;
        Cell offset;
        bool exclusive;
        auto operator<=>(const Held&) const = default;
    };

    std::int32_t place_of(Cell address, std::uint32_t cell, const Component& component) const;
    std::uint32_t number_of(const std::vector<HeldLocks::Lock>& held, const Component& component);
    bool one_lock(const Entry& a, const Component& of_a, const Entry& b, const Component& of_b) const;
    void add(Id component, std::uint32_t list);
    Entry seen_from(const Component& component, const Noted& access);
    const List& counting(std::uint32_t list);
    Cell object(std::int32_t place, std::uint32_t cell, const Component& of) const;
    bool conflict(const List& a, const Component& of_a, const List& b, const Component& of_b) const;

    const Components& stacks_;
    const Contention& contention_;
    bool covered_;
    std::vector<bool> last_;  // by cell: it was accessed in the last step of a goroutine
    std::vector<Noted> now_;
    std::vector<std::vector<HeldLocks::Lock>> held_now_;  // of the accesses of this step
    std::vector<std::vector<Held>> held_ = {{}};          // by number
    Lists lists_;
    std::set<Id> grown_;  // components with more accesses than at first
    std::vector<std::uint8_t> cells_;
    std::vector<std::pair<bool, List>> counting_;  // by number: what is about these cells, once it is known
    struct Here {
        const List* list;
        const Component* component;
        std::size_t goroutine;
    };
    std::vector<Here> here_;  // of the last state
    bool changed_ = true;
};

}  // namespace chancheck
