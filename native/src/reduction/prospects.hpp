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
    Operations anything = 0;          // on whatever it can reach or be handed
    std::vector<OnShape> on_shapes;   // the same, where it is known into what an address points
    std::vector<std::int32_t> calls;  // functions of closures that it may come to call, wherever these are kept
    Seen seen;
    struct Asked {  // whether a cell is frozen
        Cell object, offset;
        Operations bit;
        bool frozen;
    };
    std::vector<Asked> asked;
};

// The cells that a goroutine, or a closure that is called, may still write to, of those that may be frozen.
struct Writes {
    struct At {
        Cell object, offset;  // SOMEWHERE: anywhere in the object
        Operations bits;
    };
    std::vector<At> at;
    std::vector<std::pair<std::int32_t, Operations>> on_shapes;
    Operations anywhere = 0;
    Seen seen;
};

class AllProspects {
public:
    AllProspects(const Footprints& known, const Machine& machine) : known_(known), machine_(machine) {}

    void begin();  // with another state: what was given before may go
    const Prospects& of(std::size_t goroutine);
    // The objects that are closures of functions that are called from memory.
    const std::vector<std::size_t>& closures() const { return closures_; }
    // Of a call of one of them.
    const Prospects& of_closure(std::size_t object);

private:
    template <class F>
    const Prospects& of_component(std::vector<Prospects*>& by_component, Id component, F find);
    const std::vector<Footprint>* list_of_closure(std::size_t object) const;
    void find(std::size_t goroutine);
    void find_in(std::int32_t function, std::int32_t pc, const Cell* registers);
    void find_all(const std::vector<Footprint>& list, const Cell* registers);
    void find_of_closure(std::size_t object);
    Maybe base(const Footprint& print, const Cell* registers);
    void add(Cell at, const Footprint& print, const Gates& gates);
    void add_call(std::int32_t function);
    void add_anything(const Footprint& print, const Gates& gates);
    Gates gates_of(const Footprint& print, const Cell* registers);
    Cell lock_at(const Gate& gate, const Cell* registers);
    Cell captured(Cell closure, Cell cell);
    Maybe value(std::int32_t node, const Cell* registers);
    Maybe loaded(Cell at, const Node& node);
    Maybe element(Cell base, Cell index, Cell width) const;

    // Frozen cells (frozen.cpp).
    void gather_writes();
    void find_writes(Writes& writes, std::size_t goroutine, std::size_t closure);
    void add_write(const Footprint& print, Maybe at);
    bool stays(Cell object, Cell offset, std::int32_t kind);
    Seen& seen() { return writing_ != nullptr ? writing_->seen : now_->seen; }
    bool frozen(Cell object, Cell offset, Operations bit) const;
    bool holds(const Prospects& known) const;

    static constexpr std::size_t MOST = 1 << 15, MOST_PLACES = 1 << 19;
    const Footprints& known_;
    const Machine& machine_;
    std::deque<Prospects> all_;
    std::size_t places_ = 0;                // in all of them
    std::vector<Prospects*> by_goroutine_;  // by its component; null: not known
    std::vector<Prospects*> by_closure_;    // by the component of its object
    std::vector<std::size_t> closures_;
    std::size_t closure_now_ = 0;  // the object of the closure that is followed; it need not be noted
    Prospects* now_ = nullptr;
    bool unset_ = false;  // of what was computed last: a cell has been read that may still be set
    std::deque<Writes> all_writes_;
    std::vector<Writes*> writes_by_goroutine_, writes_by_closure_;
    std::vector<const Writes*> writes_;  // in this state, where there are any
    Writes* writing_ = nullptr;          // the ones that are being found
};

}  // namespace chancheck
