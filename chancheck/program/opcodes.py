"""The instructions of local code: one table, read by the reference engine, the encoder and the native core.

A *cell* holds a signed 64-bit integer: a number, a truth value (0/1), the number of a string, the number of a type,
or an address. An *address* is 0 (nil) or `object << 24 | offset`, where offset counts cells from the object's start.
A *function value* is 0 (nil), `-1 - f` for function number f without captured variables, or the address of a closure
object with the function's number in its first cell.

Operands: d = destination register, a b s p = source registers, w n k = constants, L = code index in the function.
"""

from __future__ import annotations

from typing import NamedTuple


class Opcode(NamedTuple):
    name: str
    operands: str  # space-separated names; a trailing `*` operand takes all remaining
    text: str


OPCODES: tuple[Opcode, ...] = (
    # moves and arithmetic
    Opcode("const", "d k", "d = k (any 64-bit constant)"),
    Opcode("move", "d s w", "copies w cells from s to d (they may overlap)"),
    Opcode("zero", "d w", "sets w cells to 0"),
    Opcode("add", "d a b", "64-bit wrap-around"),
    Opcode("sub", "d a b", ""),
    Opcode("mul", "d a b", ""),
    Opcode("div", "d a b", "signed, truncated; b is not 0; MinInt64 / -1 wraps"),
    Opcode("rem", "d a b", "signed, sign of a; b is not 0"),
    Opcode("udiv", "d a b", "unsigned 64-bit; b is not 0"),
    Opcode("urem", "d a b", ""),
    Opcode("and", "d a b", "bitwise"),
    Opcode("or", "d a b", ""),
    Opcode("xor", "d a b", ""),
    Opcode("andnot", "d a b", ""),
    Opcode("shl", "d a b", "b is not negative; 0 when b > 63"),
    Opcode("shr", "d a b", "arithmetic; b is not negative; sign when b > 63"),
    Opcode("ushr", "d a b", "logical on 64 bits; 0 when b > 63"),
    Opcode("eq", "d a b", "1 or 0"),
    Opcode("ne", "d a b", ""),
    Opcode("lt", "d a b", "signed"),
    Opcode("le", "d a b", "signed"),
    Opcode("ult", "d a b", "unsigned 64-bit"),
    Opcode("ule", "d a b", "unsigned 64-bit"),
    Opcode("wrap", "d a w k", "a reduced to w bits (8, 16, 32); sign-extended if k is 1, else zero-extended"),
    Opcode("not", "d a", "1 if a is 0, else 0"),
    # control
    Opcode("jump", "L", ""),
    Opcode("jumpif", "a L", "when a is not 0"),
    Opcode("jumpnot", "a L", "when a is 0"),
    Opcode("call", "d k s n", "calls function k with the n cells from s; its results go to d and following"),
    Opcode("callv", "d a s n", "calls the function value in a; nil panics as a nil dereference"),
    Opcode("ret", "s", "returns the function's results, found from s; deferred calls have been run by `rundefers`"),
    Opcode("rundefers", "", "makes this frame's deferred calls, last first"),
    Opcode(
        "defer", "a s n", "defers a call of the function value in a with the n cells from s; n > 0: a is no closure"
    ),
    Opcode("panic", "s", "starts a panic with the interface value (2 cells) at s"),
    Opcode(
        "recover", "d", "d, d+1 = value of the panic that this deferred call may recover (now recovered), else 0, 0"
    ),
    Opcode("goexit", "", "unwinds all frames, running deferred calls, and ends the goroutine"),
    Opcode("spawn", "a k", "starts a goroutine that calls the function value in a; k=1: a helper of the runtime model"),
    Opcode("choose", "d a", "d = any of 0..a-1 (a > 0): a branch of the exploration, not a scheduling point"),
    Opcode("operate", "k", "waits at operation site k: a scheduling point (see Site)"),
    Opcode("note", "k s n", "for the trace only: event k with n string cells from s"),
    # memory: `load` and `store` are accesses that can race, `get` and `put` are not
    Opcode("load", "d p k w", "w cells at p + k; nil panics"),
    Opcode("store", "p k s w", ""),
    Opcode("get", "d p k w", "as load, but not an access"),
    Opcode("put", "p k s w", "as store, but not an access (initialisation of fresh memory)"),
    Opcode("touch", "p k w a", "an access to w cells without moving data: a = 0 read, 1 write (constant)"),
    Opcode("new", "d k", "d = address of a new object of shape k, header zeroed, empty tail"),
    Opcode("newtail", "d k a", "as new, with a zeroed tail elements (a register)"),
    Opcode("addr", "d p k", "d = p + k; nil panics"),
    Opcode("elem", "d p a w", "d = p + a*w cells (a in range already); p not nil unless w or a is 0"),
    Opcode("tail", "d p", "number of tail elements of the object that p points into"),
    Opcode("nilcheck", "p", "panics with a nil dereference when p is 0"),
    # maps: objects with a tail of key-value entries, each once, in a canonical order
    Opcode("mapget", "d p s k", "p may be nil; d = 1 if the key at s is there, value (k cells, else zeros) to d+1"),
    Opcode("mapput", "p s a", "key at s, value at a; p not nil"),
    Opcode("mapdel", "p s", "p may be nil"),
    Opcode("mapclear", "p", "p may be nil"),
    Opcode("maplen", "d p", "p may be nil; not an access by itself"),
    Opcode(
        "mapkeys", "d p k", "d = address of a new object of shape k whose tail is a copy of all keys; 0 if p is nil"
    ),
    Opcode("mapkey", "d p a", "copies tail element number a of the object at p to d (any object with a tail)"),
    Opcode("tailput", "p a s", "overwrites tail element number a of the object at p with the cells at s"),
    Opcode("tailpush", "p s", "appends an element (cells at s) to the tail of the object at p"),
    Opcode("taildrop", "p a", "removes tail element number a of the object at p"),
    # strings are numbers of byte sequences; equal strings have equal numbers
    Opcode("strcat", "d a b", ""),
    Opcode("strlen", "d a", "in bytes"),
    Opcode("strat", "d a b", "byte b of string a; in range already"),
    Opcode("strcut", "d a b k", "bytes from register b up to register k (two registers); in range already"),
    Opcode("strlt", "d a b", "bytewise"),
    Opcode("itoa", "d a b k", "a in base b (constant 2, 8, 10, 16); k=1: as unsigned 64-bit"),
    # floating point: the bits of IEEE 754 doubles, with one NaN (Go's math.NaN)
    Opcode("fadd", "d a b", ""),
    Opcode("fsub", "d a b", ""),
    Opcode("fmul", "d a b", ""),
    Opcode("fdiv", "d a b", ""),
    Opcode("feq", "d a b", "1 or 0; a NaN equals nothing"),
    Opcode("flt", "d a b", ""),
    Opcode("fle", "d a b", ""),
    Opcode("fround", "d a", "a rounded to 32 bits"),
    Opcode("fsqrt", "d a", "square root"),
    Opcode("itof", "d a k w", "the integer a; k=1: as unsigned; rounded to w bits (32, 64)"),
    Opcode("ftoi", "d a k", "truncated; k=1: to unsigned 64 bits; too large numbers as on amd64"),
    Opcode(
        "ftoa",
        "d a b k",
        "as d.ddde+dd, of the fewest digits for 64 (k=0) or 32 bits (1), or of b digits (2); as ddd.dd of b digits (3)",
    ),
    Opcode("quote", "d a", "Go-quoted, as strconv.Quote"),
    Opcode("runestr", "d a", "UTF-8 of code point a (U+FFFD where invalid)"),
    Opcode(
        "strrune", "d a b", "d = code point at byte b of string a, d+1 = its width in bytes (U+FFFD, 1 where invalid)"
    ),
    Opcode("bytestr", "d p a w", "the string of a bytes found in cells at p, one a cell; not an access (w unused)"),
    Opcode("addrnum", "d p", "an opaque number for address p: 0 for nil, else 1 (addresses are not observable)"),
    # values that no model knows (program/unknown.py)
    Opcode("unknown", "k", "ends the run: it comes to the value that string k names"),
    Opcode("known", "a k", "ends the run if a is unknown; k=0: a number, 1: a text, 2: of the type before it"),
    Opcode("doubt", "d a b k", "d is unknown if a or b is; k: of what kind a is, plus 3 times b's, plus 9 times d's"),
    Opcode("span", "d p a", "d = a, but unknown if one of the a cells from p is; not an access"),
    Opcode("sample", "d a", "d = a, or what the unknown number a is taken for; ends the run if it has no sample"),
    # the stack of the goroutine that runs (program/frames.py)
    Opcode("frame", "d a", "d = what frame number a from the top is at: a function and a place; 0: no such frame"),
    Opcode("frametext", "d a", "d = the text of such a number"),
    # interface values: type number, then one cell of payload
    Opcode("method", "d a k", "d = function value of method number k of type number a; no such: nil"),
    Opcode("typeis", "d a k", "1 if type number a is in type set k of the program"),
)

NUMBER: dict[str, int] = {op.name: i for i, op in enumerate(OPCODES)}
