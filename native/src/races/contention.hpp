// Which memory can take part in a race, as far as a search without a monitor has seen:
// docs/adr/0031-races-beside-the-states.md, docs/adr/0046-guarded-memory.md
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "races/race_monitor.hpp"

namespace chancheck {

// Locations are cells of shapes: each cell of a header, and each cell of an element for all elements together; a map is
// one cell. An access may be the first of a race if another goroutine can reach the object after the step. It may be the
// second unless no other goroutine can have reached the object before. Accesses of an owner (the root, or a goroutine that
// begins with a function with which no other one begins) do not race with each other, nor do those under one lock.
class Contention {
public:
    using Owner = std::uint8_t;
    static constexpr Owner OTHERS = 0, ROOT = 1, OWNERS = 8;

    explicit Contention(const std::vector<Shape>& shapes);
    std::uint32_t cell(std::int32_t shape, Cell offset) const;
    std::int32_t shape_of(std::uint32_t cell) const { return shape_of_[cell]; }
    // An access that may be the second of a race. `alone`: only if the state, which has one goroutine, has others before it.
    void access(std::uint32_t cell, Access kind, Owner owner, bool alone);
    // Whether it makes a difference that such an access may be the first of a race.
    bool matters(std::uint32_t cell, Access kind, Owner owner);
    void share(std::uint32_t cell, Access kind, Owner owner) { cells_[cell].first[owner] |= bit(kind); }
    // It was looked up that no other goroutine could make the second access.
    void judged_alone(std::uint32_t cell, Access kind, Owner owner) {
        Accesses& all = cells_[cell];
        all.judged_early += !conflict(bit(kind), all.against(owner));
    }
    // A state that seemed to come before all other goroutines is reached again when there were some.
    void not_alone();
    void absorb(const Contention& other);
    // For another process, which absorbs it.
    std::string packed() const;
    void absorb(const std::string& packed);

    // A lock that is held during an access: in the same object, or in the only one of its shape.
    struct Guard {
        std::uint32_t cell;
        Cell offset;
        bool same_object, exclusive;
    };
    void guard(std::uint32_t cell, Access kind, const std::vector<Guard>& held);
    // Plain code accessed a cell; a rule wrote it without reporting an access; something else than rules with accesses that race
    // with each other only in runs with a fault accessed it.
    enum Mark : std::uint8_t { PLAIN = 1, WRITTEN = 2, SHARED = 4 };
    void mark(std::uint32_t cell, Mark mark, bool alone) {
        (alone ? cells_[cell].alone_marks : cells_[cell].marks) |= mark;
    }
    bool has(std::uint32_t cell, Mark mark) const { return (cells_[cell].marks & mark) != 0; }
    // Whether plain code accessed memory of operations, which is not reported as a race.
    bool operations_meet_memory() const;
    // The holders of a lock follow from the goroutines' own steps, and no code overwrites it.
    bool is_trusted(std::uint32_t lock) const;
    // No code wrote it where other goroutines were.
    bool is_constant(std::uint32_t cell) const { return (cells_[cell].against(OTHERS) & bit(Access::write)) == 0; }
    void distrust(std::uint32_t lock) { cells_[lock].distrusted = true; }
    // An object was made. `only`: no other goroutine was ever started, and there is none of this shape.
    void made(std::int32_t shape, bool only) { several_[static_cast<std::size_t>(shape)] |= !only; }
    // A state was taken for one before all other goroutines, and is none.
    bool misjudged() const { return misjudged_; }
    std::size_t size() const { return cells_.size(); }
    bool is_map(std::uint32_t cell) const { return layouts_[static_cast<std::size_t>(shape_of(cell))].map; }
    // It is proved that none of these accesses race.
    void clear() { proved_ = true; }
    bool is_only_one(std::int32_t shape) const { return several_[static_cast<std::size_t>(shape)] == 0; }

    std::vector<std::uint8_t> cells() const;  // 1: two accesses to it may race
    // The same for runs without faults; from here on these are the cells.
    void presume_no_faults() { no_faults_ = true; }
    std::vector<std::int32_t> shapes() const;  // with such a cell, ascending
    bool empty() const { return shapes().empty(); }
    // No two accesses conflict, whatever orders them.
    bool is_quiet() const;

private:
    static constexpr std::uint16_t MOST_EARLY = 256;
    using Kinds = std::array<std::uint8_t, OWNERS>;  // of accesses, as bits, by owner
    struct Accesses {
        Kinds first{}, second{};
        Kinds unjudged{};                // nothing was there that could race with them
        std::uint16_t judged_early = 0;  // the same, but it was looked up who could; MOST_EARLY at most
        std::uint8_t alone = 0;
        std::uint8_t marks = 0, alone_marks = 0;
        bool accessed = false;      // with other goroutines
        bool distrusted = false;    // what holds it is not known
        std::vector<Guard> guards;  // during all accesses
        bool race() const;
        void settle();
        std::uint8_t against(Owner owner) const;  // second accesses that may race with a first one
    };
    static std::uint8_t bit(Access kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
    static bool conflict(std::uint8_t some, std::uint8_t others);
    bool is_guarded(const Accesses& accesses) const;
    bool race(const Accesses& accesses) const {
        if (proved_ || (no_faults_ && (accesses.marks & SHARED) == 0)) return false;
        return accesses.race() && !is_guarded(accesses);
    }

    struct Layout {
        std::uint32_t begin, header, width;
        bool map;
    };
    std::vector<Layout> layouts_;
    std::vector<std::int32_t> shape_of_;  // by cell
    std::vector<Accesses> cells_;
    bool misjudged_ = false, proved_ = false, no_faults_ = false;
    std::vector<std::uint8_t> several_;  // by shape: there may be more than one at once
};

}  // namespace chancheck
