// What is known of a program for partial order reduction (chancheck/program/reduction.py writes it): which operations
// interfere with which rules, and what a goroutine can still do from where it rests.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "machine/machine.hpp"

namespace chancheck {

using Operations = std::uint64_t;  // a set of operations, as bits; above them, of attempts that may be given up

// Operations that are not known to be harmless to a rule.
struct Harm {
    Operations disturbing = 0;  // may disable it or make the order matter, where it is enabled
    Operations enabling = 0;    // may make its guard true
};

// A rule, or giving up, as others see it.
struct Relations {
    bool excluded = false;  // what is presumed is that no such rule is ever enabled
    Harm always, presuming;
    std::vector<Expression> bases;  // the addresses that it acts on
};

struct OperationRelations {
    std::vector<std::int32_t> touched;  // operands with the objects that it acts on
    std::vector<Relations> rules;       // and, last, giving up
    const Relations& gives_up() const { return rules.back(); }
};

// Where the address of an object will come from, seen from a frame at rest, and what may be performed on it: before any
// other operation on it, and later. Kinds and fields are those of chancheck/program/footprints.py.
struct Footprint {
    enum Kind : Cell { from_register = 0, captured = 1, fixed = 2, anything = 3, computed = 4, kept = 5, behind = 6 };
    Kind kind;
    std::int32_t place, cell;  // of what is computed: the number of its node; of what closures do: their function
    Cell offset;
    std::int32_t among;  // if it is anything: of an object of a shape in this set; 0: of any
    Operations first, later, writes;
    std::int32_t gates;  // the set of locks that are taken before any of these
};

// The lock at an address that surely is known, if it is not 0. Kinds and fields are those of a Footprint.
struct Gate {
    Footprint::Kind kind;
    std::int32_t place, cell;
    Cell offset;
};
constexpr Cell SOMEWHERE = -1;

// The values that local code will compute from the registers of a frame at rest. Kinds and fields are those of
// chancheck/program/computed.py.
struct Node {
    enum Kind : Cell {
        from_register,
        captured,
        constant,
        addr,
        elem,
        wrap,
        add,
        sub,
        mul,
        div,
        rem,
        udiv,
        urem,
        band,
        bor,
        bxor,
        bandnot,
        shl,
        shr,
        ushr,
        loaded
    };
    Kind kind;
    std::int32_t a, b;
    Cell k;
};

struct Footprints {
    struct Function {
        std::vector<std::int32_t> at;  // by code index: which list, or -1. Empty: it never does anything
        std::vector<std::vector<Footprint>> lists;
    };
    std::vector<OperationRelations> operations;
    std::vector<Function> functions;
    std::map<std::int32_t, std::vector<Footprint>> kept;  // by function: what its closures do, by what they captured
    std::vector<std::uint8_t> closes;                     // by shape: whether its objects are closures
    Operations on_panic = 0, writes_on_panic = 0;
    std::size_t first_write = 0;  // bits from here on: writes to cells of a class (chancheck/program/frozen.py)
    std::vector<std::vector<std::int32_t>> sets;  // of shapes
    std::vector<Node> nodes;
    std::vector<std::vector<Gate>> gates;

    static Footprints read(const std::vector<Cell>& words, const Program& program);
};

// A cell, if it is known.
using Maybe = std::optional<Cell>;

// Objects that were read, with the components they had; single cells, with their values.
class Seen {
public:
    void note(std::size_t object, const LoadedState& state);
    void note_cell(std::size_t object, Cell offset, Maybe value);
    bool holds(const LoadedState& state) const;

private:
    struct Read {
        std::size_t object;
        Cell offset;
        Maybe value;
        bool operator==(const Read&) const = default;
    };
    std::vector<std::pair<std::uint32_t, Id>> objects_;
    std::vector<Read> cells_;
};

// The value of an expression in the machine's loaded state, as far as it follows from the operands that are known.
class Glimpse {
public:
    using Operands = std::array<std::array<Maybe, MOST_OPERANDS>, 2>;  // the mover's, its peer's
    explicit Glimpse(const Machine& machine) : machine_(machine) {}
    Operands operand;
    Seen* seen = nullptr;  // where reads are noted
    void forget();
    void look(int side, const Alternative& alternative, const Cell* registers);
    Maybe evaluate(const Expression& code) const { return evaluate(code, 0, code.size()); }
    bool possible(const Expression& guard) const { return evaluate(guard).value_or(1) != 0; }

private:
    Maybe evaluate(const Expression& code, std::size_t from, std::size_t to) const;
    Maybe slot(Maybe address, Cell offset) const;
    Maybe count(Maybe address) const;
    const Machine& machine_;
};

}  // namespace chancheck
