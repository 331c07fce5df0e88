// The operations that goroutines may still perform, by address. It follows from a goroutine's registers and from the
// closures in them, and is remembered by these.
#pragma once

#include <deque>
#include <vector>

#include "reduction/footprints.hpp"

namespace chancheck {

// Where demands on a place are looked up.
constexpr int PLACE_BITS = 8;
inline std::uint32_t bucket_of(Cell object, Cell offset) {
    return (static_cast<std::uint32_t>(object) * 0x9E3779B1U + static_cast<std::uint32_t>(offset + 1) * 0x85EBCA77U) >>
           (32 - PLACE_BITS);
}

// The addresses of locks that a goroutine takes before some operations of it; 0: none.
constexpr std::size_t MOST_GATES = 4;
using Gates = std::array<Cell, MOST_GATES>;

// Of one goroutine.
struct Prospects {
    struct At {
        Cell object, offset;  // SOMEWHERE: anywhere in the object
        Operations first, later;
        std::uint32_t bucket;
        Gates gates;
    };
    struct OnShape {
        std::int32_t shape;
        Operations operations;
        Gates gates;
    };
    std::vector<At> at;
    Operations anything = 0;         // on whatever it can reach or be handed
    std::vector<OnShape> on_shapes;  // the same, where it is known into what an address points
    Seen seen;
};

class AllProspects {
public:
    AllProspects(const Footprints& known, const Machine& machine) : known_(known), machine_(machine) {}

    void begin();  // with another state: what was given before may go
    const Prospects& of(std::size_t goroutine);

private:
    void find(std::size_t goroutine);
    void find_in(std::int32_t function, std::int32_t pc, const Cell* registers);
    void add(Cell at, Cell offset, const Footprint& print, const Gates& gates);
    void add_anything(const Footprint& print, const Gates& gates);
    Gates gates_of(const Footprint& print, const Cell* registers);
    Cell lock_at(const Gate& gate, const Cell* registers);
    Cell captured(Cell closure, Cell cell);
    void add_computed(const Footprint& print, const Cell* registers, const Gates& gates);
    Maybe value(std::int32_t node, const Cell* registers);
    Maybe loaded(Cell at, Cell by);
    Maybe element(Cell base, Cell index, Cell width) const;

    static constexpr std::size_t MOST = 1 << 15;
    const Footprints& known_;
    const Machine& machine_;
    std::deque<Prospects> all_;
    std::vector<Prospects*> by_goroutine_;  // by its component; null: not known
    Prospects* now_ = nullptr;
    bool unset_ = false;  // of what was computed last: a cell that is not set yet has been read
};

}  // namespace chancheck
