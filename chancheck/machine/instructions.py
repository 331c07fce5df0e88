"""Instructions of local code that only move data: one small function each. The order of operands is the table's
(program/opcodes.py). Control flow is in machine.py."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.deadline import claim
from chancheck.machine.doubts import text_of
from chancheck.machine.step import Noted
from chancheck.machine.workspace import NilFault, Work, wrap64

Registers = list[int]
Operands = tuple[int, ...]
Handler = Callable[[Work, Registers, Operands], None]
HANDLERS: dict[str, Handler] = {}


def op(f: Handler) -> Handler:
    HANDLERS[f.__name__.rstrip("_")] = f
    return f


def arithmetic(name: str, compute: Callable[[int, int], int]) -> None:
    def run(w: Work, r: Registers, a: Operands) -> None:
        r[a[0]] = compute(r[a[1]], r[a[2]])

    HANDLERS[name] = run


U = 0xFFFFFFFFFFFFFFFF


def quotient(x: int, y: int) -> int:
    q = abs(x) // abs(y)
    return wrap64(q if (x < 0) == (y < 0) else -q)


for _name, _compute in {
    "add": lambda x, y: wrap64(x + y),
    "sub": lambda x, y: wrap64(x - y),
    "mul": lambda x, y: wrap64(x * y),
    "div": quotient,
    "rem": lambda x, y: x - y * quotient(x, y) if y != -1 else 0,
    "udiv": lambda x, y: wrap64((x & U) // (y & U)),
    "urem": lambda x, y: wrap64((x & U) % (y & U)),
    "and": lambda x, y: x & y,
    "or": lambda x, y: x | y,
    "xor": lambda x, y: x ^ y,
    "andnot": lambda x, y: x & ~y,
    "shl": lambda x, y: 0 if y > 63 or y < 0 else wrap64(x << y),
    "shr": lambda x, y: x >> (63 if y > 63 or y < 0 else y),
    "ushr": lambda x, y: 0 if y > 63 or y < 0 else wrap64((x & U) >> y),
    "eq": lambda x, y: 1 if x == y else 0,
    "ne": lambda x, y: 1 if x != y else 0,
    "lt": lambda x, y: 1 if x < y else 0,
    "le": lambda x, y: 1 if x <= y else 0,
    "ult": lambda x, y: 1 if (x & U) < (y & U) else 0,
    "ule": lambda x, y: 1 if (x & U) <= (y & U) else 0,
}.items():
    arithmetic(_name, _compute)


@op
def const(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = a[1]


@op
def move(w: Work, r: Registers, a: Operands) -> None:
    d, s, n = a
    r[d : d + n] = r[s : s + n]


@op
def zero(w: Work, r: Registers, a: Operands) -> None:
    r[a[0] : a[0] + a[1]] = [0] * a[1]


@op
def wrap(w: Work, r: Registers, a: Operands) -> None:
    d, s, bits, signed = a
    x = r[s] & ((1 << bits) - 1)
    r[d] = x - (1 << bits) if signed and x >> (bits - 1) else wrap64(x)


@op
def not_(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = 0 if r[a[1]] else 1


def address(r: Registers, p: int, k: int) -> int:
    if r[p] <= 0:
        raise NilFault
    return r[p] + k


@op
def load(w: Work, r: Registers, a: Operands) -> None:
    d, p, k, n = a
    at = address(r, p, k)
    w.access(at, n, 0)
    r[d : d + n] = w.cells(at, n)


@op
def store(w: Work, r: Registers, a: Operands) -> None:
    p, k, s, n = a
    at = address(r, p, k)
    w.access(at, n, 1)
    w.put(at, r[s : s + n])


@op
def get(w: Work, r: Registers, a: Operands) -> None:
    d, p, k, n = a
    r[d : d + n] = w.cells(address(r, p, k), n)


@op
def put(w: Work, r: Registers, a: Operands) -> None:
    p, k, s, n = a
    w.put(address(r, p, k), r[s : s + n])


@op
def touch(w: Work, r: Registers, a: Operands) -> None:
    p, k, n, kind = a
    if r[p] > 0:
        w.access(r[p] + k, n, kind)


@op
def new(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = w.new(a[1])


@op
def newtail(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = w.new(a[1], r[a[2]])


@op
def addr(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = address(r, a[1], a[2])


@op
def elem(w: Work, r: Registers, a: Operands) -> None:
    d, p, i, n = a
    r[d] = r[p] + r[i] * n


@op
def tail(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = len(w.tail(r[a[1]])) if r[a[1]] else 0


@op
def nilcheck(w: Work, r: Registers, a: Operands) -> None:
    address(r, a[0], 0)


# --- maps ---------------------------------------------------------------------------------------------


def entry(w: Work, p: int, key: tuple[int, ...]) -> int:
    for i, element in enumerate(w.tail(p)):
        if element[: len(key)] == key:
            return i
    return -1


def keys_of(w: Work, p: int) -> int:
    return w.program.shapes[w.obj(p).shape].keys


@op
def mapget(w: Work, r: Registers, a: Operands) -> None:
    d, p, s, k = a
    found: tuple[int, ...] = (0,) * (1 + k)
    if r[p]:
        n = keys_of(w, r[p])
        i = entry(w, r[p], tuple(r[s : s + n]))
        if i >= 0:
            found = (1, *w.tail(r[p])[i][n:])
    r[d : d + 1 + k] = found


@op
def mapput(w: Work, r: Registers, a: Operands) -> None:
    p, s, v = a
    at = address(r, p, 0)
    n = keys_of(w, at)
    width = w.elem_width(at)
    key = tuple(r[s : s + n])
    i = entry(w, at, key)
    element = (*key, *r[v : v + width - n])
    elements = w.own_tail(at)
    if i >= 0:
        elements[i] = element
    else:
        elements.append(element)


@op
def mapdel(w: Work, r: Registers, a: Operands) -> None:
    p, s = a
    if r[p]:
        i = entry(w, r[p], tuple(r[s : s + keys_of(w, r[p])]))
        if i >= 0:
            del w.own_tail(r[p])[i]


@op
def mapclear(w: Work, r: Registers, a: Operands) -> None:
    if r[a[0]]:
        w.own_tail(r[a[0]]).clear()


@op
def maplen(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = len(w.tail(r[a[1]])) if r[a[1]] else 0


@op
def mapkeys(w: Work, r: Registers, a: Operands) -> None:
    d, p, k = a
    if not r[p]:
        r[d] = 0
        return
    n = keys_of(w, r[p])
    source = [element[:n] for element in w.tail(r[p])]
    r[d] = w.new(k)
    w.own_tail(r[d]).extend(source)


@op
def mapkey(w: Work, r: Registers, a: Operands) -> None:
    d, p, i = a
    element = w.tail(r[p])[r[i]]
    r[d : d + len(element)] = element


@op
def tailput(w: Work, r: Registers, a: Operands) -> None:
    p, i, s = a
    elements = w.own_tail(r[p])
    elements[r[i]] = tuple(r[s : s + len(elements[r[i]])])


@op
def tailpush(w: Work, r: Registers, a: Operands) -> None:
    p, s = a
    width = w.elem_width(r[p])
    w.own_tail(r[p]).append(tuple(r[s : s + width]))


@op
def taildrop(w: Work, r: Registers, a: Operands) -> None:
    del w.own_tail(r[a[0]])[r[a[1]]]


# --- strings --------------------------------------------------------------------------------------------


@op
def strcat(w: Work, r: Registers, a: Operands) -> None:
    s = w.strings
    left, right = s.bytes[r[a[1]]], s.bytes[r[a[2]]]
    claim(2 * (len(left) + len(right)))
    r[a[0]] = s.number(left + right)


@op
def strlen(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = len(w.strings.bytes[r[a[1]]])


@op
def strat(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = w.strings.bytes[r[a[1]]][r[a[2]]]


@op
def strcut(w: Work, r: Registers, a: Operands) -> None:
    d, s, low, high = a
    r[d] = w.strings.number(w.strings.bytes[r[s]][r[low] : r[high]])


@op
def strlt(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = 1 if w.strings.bytes[r[a[1]]] < w.strings.bytes[r[a[2]]] else 0


@op
def itoa(w: Work, r: Registers, a: Operands) -> None:
    d, s, base, unsigned = a
    x = r[s] & U if unsigned else r[s]
    r[d] = w.strings.number(format(x, {2: "b", 8: "o", 10: "d", 16: "x"}[base]).encode())


@op
def quote(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = w.strings.number(quoted(w.strings.bytes[r[a[1]]]))


ESCAPES = {7: "\\a", 8: "\\b", 12: "\\f", 10: "\\n", 13: "\\r", 9: "\\t", 11: "\\v", 92: "\\\\", 34: '\\"'}


def quoted(data: bytes) -> bytes:
    """As strconv.Quote: Go's escapes, bytes that are no UTF-8 as \\x."""
    out = []
    for c in data.decode("utf-8", "surrogateescape"):
        code = ord(c)
        if code in ESCAPES:
            out.append(ESCAPES[code])
        elif 0xDC80 <= code <= 0xDCFF:
            out.append(f"\\x{code - 0xDC00:02x}")
        elif c.isprintable():
            out.append(c)
        elif code < 0x80:
            out.append(f"\\x{code:02x}")
        else:
            out.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return ('"' + "".join(out) + '"').encode()


@op
def runestr(w: Work, r: Registers, a: Operands) -> None:
    code = r[a[1]]
    good = 0 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000
    r[a[0]] = w.strings.number(chr(code if good else 0xFFFD).encode())


@op
def strrune(w: Work, r: Registers, a: Operands) -> None:
    d, s, i = a
    r[d : d + 2] = decode_rune(w.strings.bytes[r[s]], r[i])


def decode_rune(data: bytes, at: int) -> list[int]:
    for width in range(1, 5):
        try:
            return [ord(data[at : at + width].decode()), width]
        except (UnicodeDecodeError, TypeError):
            continue
    return [0xFFFD, 1]


@op
def bytestr(w: Work, r: Registers, a: Operands) -> None:
    d, p, n, _ = a
    r[d] = w.strings.number(text_of(w, w.cells(r[p], r[n]))) if r[n] else 0


@op
def addrnum(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = 1 if r[a[1]] else 0


# --- interface values -----------------------------------------------------------------------------------


@op
def method(w: Work, r: Registers, a: Operands) -> None:
    f = w.program.methods.get((r[a[1]], a[2]))
    r[a[0]] = 0 if f is None else -1 - f


@op
def typeis(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = 1 if r[a[1]] in w.program.type_sets[a[2]] else 0


@op
def note(w: Work, r: Registers, a: Operands) -> None:
    k, s, n = a
    texts = [w.strings.bytes[r[s + i]].decode("utf-8", "replace") for i in range(n)]
    w.events.append(Noted(w.mover.index if w.mover else 0, w.program.notes[k], texts))
