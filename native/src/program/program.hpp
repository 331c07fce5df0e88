// A Program as the core sees it: tables read from one stream of 64-bit words (chancheck/program/encode.py writes it).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "program/generated.hpp"

namespace chancheck {

inline Cell address(Cell object, Cell offset = 0) { return object << OFFSET_BITS | offset; }
inline Cell object_of(Cell address) { return address >> OFFSET_BITS; }
inline Cell offset_of(Cell address) { return address & ((Cell{1} << OFFSET_BITS) - 1); }

enum class Op : std::int32_t {
#define X(name) op_##name,
    CHANCHECK_OPCODES(X)
#undef X
};

struct Instr {
    Op op;
    std::int32_t a = 0, b = 0, c = 0,
                 d = 0;  // operands in the table's order; `const` has its cell in b (low), c (high)
    std::int32_t place = 0;
};

struct Function {
    std::vector<Instr> code;
    std::string kinds;  // of registers
    std::int32_t params = 0, results = 0, recovered = -1;
    bool wrapper = false;
    bool foreign = false;                   // not the program's own code
    std::vector<std::int32_t> dead_on_top;  // the same for the frame on top, where it is about to run code
    std::vector<std::int32_t> dead_at;  // per code index: which list of `dead` holds when a frame rests there, or -1
    std::vector<std::vector<std::int32_t>> dead;
};

struct Shape {
    std::string header, elem;  // kinds of cells
    std::int32_t keys = 0, place = 0;
    bool ordered = false;  // a map with entries sorted by key (no key cell can be an address)
    bool bag = false;      // a map from addresses to numbers: no program sees in which order its entries are
    bool monitored = false;
};

// Guards and effects: postfix code for a stack of cells, see Word.
using Expression = std::vector<Cell>;

struct Value {
    ValueKind kind = ValueKind::expr;
    std::int32_t index = 0;
    bool peer = false;
    Expression base, width;
};

struct Effect {
    EffectKind kind;
    Expression base, number;  // number: exit status, clock number, capacity, mark's value
    Value value;
    Cell offset = 0, constant = 0;    // constant: shape, text, result index, operand, access kind, replace
    bool peer = false, slot = false;  // slot: of a panic, that its value is the text itself
};

struct Rule {
    Expression guard;
    std::vector<Effect> effects;
    std::int32_t peer = -1;
    Pace pace = Pace::urgent;
    // The mover holds the object at its first operand from here on (> 0), or gives it back; 1: as one of several, 2: alone.
    std::int32_t holds = 0;
};

struct Operation {
    std::vector<Rule> rules;
    Expression gives_up, due;  // due: empty where nothing comes by itself
    std::int32_t operands = 0;
    bool nil_waits = false, eager = false;
    bool met = false;  // it is the peer of some rule
    // The operand and the cell of its object with the address of a lock that orders it; -1: there is none.
    std::int32_t lock_operand = -1, lock_cell = 0;
};

struct Span {
    std::int32_t start, width;
};
struct Alternative {
    std::int32_t operation, next, place;
    std::vector<Span> operands;
    std::vector<std::int32_t> results;
};
struct Site {
    std::vector<Alternative> alternatives;
    std::int32_t fallback = -1, place = 0;
};

struct Program {
    std::vector<Function> functions;
    std::vector<Shape> shapes;
    std::vector<Operation> operations;
    std::vector<Site> sites;
    std::vector<std::string> strings;  // of the program; what follows are texts of rules
    std::size_t own_strings = 0;
    std::vector<char> payloads;                      // per type number: kind of its payload cell
    std::vector<std::vector<std::int32_t>> methods;  // [type][method]: function or -1
    std::vector<std::vector<bool>> type_sets;
    std::int32_t globals_shape = 0, entry = 0, error_type = 0, text_type = 0, panic_text = 0;
    Cell nil_type = 0, nil_payload = 0;
    std::vector<std::int32_t> function_texts, place_texts;  // of frames; empty where no code reads its stack
    bool root_ends_all = true;
    bool counted = false;   // goroutines begin and end in steps of their own
    bool idles = false;     // some rule waits until no other is enabled
    bool attempts = false;  // some site has a default, which observes whether a partner has parked
    bool prints = false;    // some rule has an effect on the output

    // Cells of a deferred call: a function value and its arguments. Closures have none.
    std::size_t call_width(Cell value) const {
        return value < 0 ? 1 + static_cast<std::size_t>(functions.at(static_cast<std::size_t>(-1 - value)).params) : 1;
    }

    static Program read(const std::vector<Cell>& words, std::vector<std::string> strings);
};

struct BadProgram : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// Memory at nil: local code panics.
struct NilAccess : BadProgram {
    NilAccess() : BadProgram("a rule looks behind a nil address") {}
};

}  // namespace chancheck
