// Which accesses a goroutine has made, as long as it has the object's address: docs/adr/0056-kept-accesses.md
//
// Meanwhile they are not followed through the states. An access is a matter of the goroutine's past, and states
// have no past; so it is noted by the goroutine's component, for all ways that lead to it.
#pragma once

#include <cstdint>
#include <vector>

#include "races/component_lists.hpp"
#include "races/race_monitor.hpp"
#include "store/components.hpp"

namespace chancheck {

class KeptAccesses {
public:
    struct Entry {
        std::int32_t place;  // which of the component's addresses leads to the object
        Cell offset;
        std::uint32_t cell;  // see Contention
        Access kind;
        auto operator<=>(const Entry&) const = default;
    };
    using Lists = ComponentLists<Entry>;
    using List = Lists::List;

    explicit KeptAccesses(const Components& goroutines) : stacks_(goroutines) {}

    // A step: its accesses, then the component of each of its goroutines before (NONE: it is new) and after it.
    void begin_step() { now_.clear(); }
    void note(std::size_t goroutine, Cell address, std::uint32_t cell, Access kind) {
        now_.push_back({goroutine, address, cell, kind});
    }
    void leave(std::size_t goroutine, Id before, Id after);
    void renamed(Id from, Id to);  // a component with other numbers of objects

    // Once all steps are noted: hands the accesses on from each component to those that follow it.
    void settle();
    const List& of(Id component) const { return lists_.of(component); }
    // Which of a component's addresses leads to an object; NONE: none.
    static std::int32_t place_of(const Words& component, Cell object);
    static constexpr std::int32_t NOWHERE = -1;

private:
    struct Noted {
        std::size_t goroutine;
        Cell address;
        std::uint32_t cell;
        Access kind;
    };
    struct Edge {
        Id from, to;
        bool renames;  // the addresses stay in their order, and have other numbers
    };

    bool add(Id component, const List& more);  // whether that is new
    void connect(Id from, Id to, bool renames);
    List carried(const Edge& edge) const;

    const Components& stacks_;
    std::vector<Noted> now_;
    Lists lists_;
    Tuples<2> steps_, renamings_;
    std::vector<Edge> edges_;
};

}  // namespace chancheck
