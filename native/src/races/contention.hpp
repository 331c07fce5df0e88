// Which memory can take part in a race, as far as a search without a monitor has seen: docs/adr/0031-races-beside-the-states.md
#pragma once

#include <cstdint>
#include <vector>

#include "races/race_monitor.hpp"

namespace chancheck {

// Memory is told apart by the cells of shapes: each cell of a header, and the cells of an element for all elements; a map
// is one cell. An access may be the first of a race if another goroutine can reach the object after its step. It may be
// the second unless nobody else can have known the object before.
class Contention {
public:
    explicit Contention(const std::vector<Shape>& shapes);
    std::uint32_t cell(std::int32_t shape, Cell offset) const;
    // An access that may be the second of a race. `alone`: only if the state, which has one goroutine, has others before it.
    void access(std::uint32_t cell, Access kind, bool alone);
    // Whether it makes a difference that such an access may be the first of a race.
    bool matters(std::uint32_t cell, Access kind);
    void share(std::uint32_t cell, Access kind) { cells_[cell].first |= bit(kind); }
    // A state that seemed to come before all other goroutines is reached again when there were some.
    void not_alone();
    void absorb(const Contention& other);

    std::vector<std::uint8_t> cells() const;         // 1: two accesses to it may race
    std::vector<std::int32_t> shapes() const;        // with such a cell, ascending
    bool empty() const { return shapes().empty(); }

private:
    struct Kinds {  // of accesses, as bits
        std::uint8_t first = 0, second = 0, alone = 0;
        std::uint8_t unjudged = 0;  // nothing was there that could race with them
        bool race() const;
        void settle();
    };
    static std::uint8_t bit(Access kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
    static bool conflict(std::uint8_t some, std::uint8_t others);

    struct Layout {
        std::uint32_t begin, header, width;
        bool map;
    };
    std::vector<Layout> layouts_;
    std::vector<Kinds> cells_;
};

}  // namespace chancheck
