// Shared with Python. Written by `python -m chancheck.explore.native_header`; do not edit.
// Included by program.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace chancheck {

using Cell = std::int64_t;

constexpr int OFFSET_BITS = 24;
constexpr Cell PRESENT = 1152921504606846976;  // instants are counted so that this is now
constexpr std::uint32_t NEW_OBJECTS = 1073741824;  // objects that a step makes are numbered from here on, in states of any size
constexpr std::size_t LOCAL_STEPS = 100000, GROWTH_STEPS = 400, MOST_FRAMES = 10000;
constexpr Cell MOST_FORKS = 1000;
constexpr std::int32_t BY_DEFAULT = -1, BY_YIELD = -2, BY_END = -3, BY_CRASH = -4, BY_TURN = -5;
constexpr std::int32_t PARK = 0, INSIST = 1, PREEMPT = 2;  // numbers of turns
constexpr Cell ROOT_FLAG = 1, HELPER_FLAG = 2, PARKED_FLAG = 4;

#define CHANCHECK_OPCODES(X) \
    X(const) X(move) X(zero) X(add) X(sub) X(mul) X(div) X(rem) X(udiv) X(urem) \
    X(and) X(or) X(xor) X(andnot) X(shl) X(shr) X(ushr) X(eq) X(ne) X(lt) \
    X(le) X(ult) X(ule) X(wrap) X(not) X(jump) X(jumpif) X(jumpnot) X(call) X(callv) \
    X(ret) X(rundefers) X(defer) X(panic) X(recover) X(goexit) X(spawn) X(choose) X(operate) X(note) \
    X(load) X(store) X(get) X(put) X(touch) X(new) X(newtail) X(addr) X(elem) X(tail) \
    X(nilcheck) X(mapget) X(mapput) X(mapdel) X(mapclear) X(maplen) X(mapkeys) X(mapkey) X(tailput) X(tailpush) \
    X(taildrop) X(strcat) X(strlen) X(strat) X(strcut) X(strlt) X(itoa) X(fadd) X(fsub) X(fmul) \
    X(fdiv) X(feq) X(flt) X(fle) X(fround) X(fsqrt) X(itof) X(ftoi) X(ftoa) X(quote) \
    X(runestr) X(strrune) X(bytestr) X(addrnum) X(unknown) X(known) X(doubt) X(span) X(sample) X(frame) \
    X(frametext) X(method) X(typeis)

enum class Word : Cell {
    constant,  // value
    argument,  // operand, of the peer?
    slot,  // offset; address from the stack
    count,  // object's address from the stack
    goroutines,
    binary,  // which
    wrap,  // value, bits, signed from the stack
    skip_false,  // jump distance: leaves 0 and jumps if the top is 0, else drops it
    skip_true,  // jump distance: leaves 1 and jumps if the top is not 0, else drops it
    truth,  // top = top != 0
    due,  // the next instant at which something is due
};
enum class Binary : Cell {
    add,
    sub,
    mul,
    band,
    bor,
    bxor,
    bandnot,
    eq,
    ne,
    lt,
    le,
    div,
};
enum class ValueKind : Cell {
    expr,
    operand,
    front,
    zero_elem,
    cells,
};
enum class EffectKind : Cell {
    set_slot,
    push,
    pop,
    mark_all,
    alloc,
    result,
    panic,
    fatal,
    exit,
    output,
    acquire,
    release,
    rotate,
    meet,
    access,
    pass,
    learn,
};
enum class Pace : Cell {
    urgent,
    patient,
    idle,
};
enum class Access : std::uint8_t {
    read,
    write,
    atomic_read,
    atomic_write,
};
enum FrameStatus : std::int32_t { RUNNING = 0, WAITS_FOR_DEFERRED = 1, UNWINDS = 2 };

}  // namespace chancheck
