"""Local code: every basic block of a function becomes one Python function.

A block takes the registers (a list) and the heap and returns the code index where to go on, or `~index` of an
instruction that only the machine can perform: calls, panics, operations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chancheck.explore import text as text_of
from chancheck.explore.strings import Strings
from chancheck.explore.tails import OFFSET, Heap, Registers, Tails
from chancheck.program.program import Function, Instr, Program

Block = Callable[[Registers, Heap], int]

BIAS, MASK64 = 1 << 63, (1 << 64) - 1
CONTROL = frozenset(
    ("call", "callv", "ret", "rundefers", "defer", "panic", "recover", "goexit", "spawn", "choose", "operate")
)
JUMPS = frozenset(("jump", "jumpif", "jumpnot"))
READ, WRITE, ATOMIC_READ, ATOMIC_WRITE = 0, 1, 2, 3

IGNORED, TOUCHED, FOLLOWED = "ignored", "touched", "followed"
"""What becomes of accesses: nothing, collected for the question which locations can race, or told to a monitor."""


class NilFault(Exception):
    """Local code dereferenced nil, at the code index in `args[0]`."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of one function: what to run and how many instructions that is, for every index where one starts."""

    run: list[Any]
    size: list[int]


class Compiler:
    """Makes blocks of a program's functions, on demand."""

    def __init__(self, program: Program, strings: Strings, tails: Tails, accesses: str, hooks: dict[str, Any]) -> None:
        self.functions = program.functions
        self.accesses = accesses
        self.names = {**block_names(program, strings, tails), **hooks}
        self._made: list[Blocks | None] = [None] * len(program.functions)

    def blocks(self, function: int) -> Blocks:
        made = self._made[function]
        if made is None:
            made = self._made[function] = compile_function(self.functions[function], self.names, self.accesses)
        return made


def compile_function(function: Function, names: dict[str, Any], accesses: str) -> Blocks:
    code = function.code
    starts = leaders(code)
    lines: list[str] = []
    size = [0] * (len(code) + 1)
    for start in starts:
        end = extent(code, start, starts)
        size[start] = end - start
        lines += block_source(code, start, end, accesses)
    space = dict(names)
    exec(compile("\n".join(lines), f"<{function.name}>", "exec"), space)  # our own text, made of numbers only
    run = [space.get(f"b{index}") for index in range(len(code) + 1)]
    return Blocks(run, size)


def leaders(code: list[Instr]) -> set[int]:
    """Where blocks start: at targets, behind jumps, at and behind everything the machine performs."""
    found = {0}
    for index, instr in enumerate(code):
        if instr.op in JUMPS:
            found |= {instr.args[-1], index + 1}
        elif instr.op in CONTROL:
            found |= {index, index + 1}
    return {start for start in found if start < len(code)}


def extent(code: list[Instr], start: int, starts: set[int]) -> int:
    """The index behind the block's last instruction (a control instruction is not part of it)."""
    index = start
    while index < len(code) and code[index].op not in CONTROL:
        index += 1
        if index in starts or code[index - 1].op in JUMPS:
            break
    return index


def block_source(code: list[Instr], start: int, end: int, accesses: str) -> list[str]:
    body: list[str] = []
    for index in range(start, end):
        body += instruction(code[index], index, accesses)
    if end == start or code[end - 1].op != "jump":
        controls = end < len(code) and code[end].op in CONTROL
        body.append(f"return {~end if controls else end}")
    return [f"def b{start}(r, H):", *("    " + line for line in body)]


# --- one instruction as Python text ----------------------------------------------------------------


def instruction(instr: Instr, index: int, accesses: str) -> list[str]:
    make = WRITERS.get(instr.op)
    if make is not None:
        return make(instr, index, accesses)
    checks = checked(instr.args[CHECKED[instr.op]], index) if instr.op in CHECKED else []
    return checks + SIMPLE[instr.op].format(*instr.args).split("\n")


ARITHMETIC = "x = r[{{1}}] {0} r[{{2}}]\nr[{{0}}] = x if -BIAS <= x < BIAS else wrap64(x)"
COMPARE = "r[{{0}}] = 1 if r[{{1}}] {0} r[{{2}}] else 0"
UNSIGNED = "r[{{0}}] = 1 if r[{{1}}] & MASK64 {0} r[{{2}}] & MASK64 else 0"

SIMPLE: dict[str, str] = {
    "const": "r[{0}] = {1}",
    "add": ARITHMETIC.format("+"),
    "sub": ARITHMETIC.format("-"),
    "mul": ARITHMETIC.format("*"),
    "div": "r[{0}] = divide(r[{1}], r[{2}])",
    "rem": "r[{0}] = remainder(r[{1}], r[{2}])",
    "udiv": "r[{0}] = wrap64((r[{1}] & MASK64) // (r[{2}] & MASK64))",
    "urem": "r[{0}] = wrap64((r[{1}] & MASK64) % (r[{2}] & MASK64))",
    "and": "r[{0}] = r[{1}] & r[{2}]",
    "or": "r[{0}] = r[{1}] | r[{2}]",
    "xor": "r[{0}] = r[{1}] ^ r[{2}]",
    "andnot": "r[{0}] = r[{1}] & ~r[{2}]",
    "shl": "r[{0}] = wrap64(r[{1}] << r[{2}]) if r[{2}] < 64 else 0",
    "shr": "r[{0}] = r[{1}] >> min(r[{2}], 63)",
    "ushr": "r[{0}] = wrap64((r[{1}] & MASK64) >> r[{2}]) if r[{2}] < 64 else 0",
    "eq": COMPARE.format("=="),
    "ne": COMPARE.format("!="),
    "lt": COMPARE.format("<"),
    "le": COMPARE.format("<="),
    "ult": UNSIGNED.format("<"),
    "ule": UNSIGNED.format("<="),
    "wrap": "r[{0}] = reduced(r[{1}], {2}, {3})",
    "not": "r[{0}] = 0 if r[{1}] else 1",
    "jump": "return {0}",
    "jumpif": "if r[{0}]: return {1}",
    "jumpnot": "if not r[{0}]: return {1}",
    "new": "r[{0}] = len(H) << 24\nH.append([{1}] + [0] * HEADER[{1}])",
    "newtail": "n = r[{2}]\nr[{0}] = len(H) << 24\nH.append([{1}] + [0] * (HEADER[{1}] + n * ELEM[{1}]))",
    "elem": "r[{0}] = r[{1}] + r[{2}] * {3}",
    "tail": "r[{0}] = tail(H, r[{1}])",
    "nilcheck": "pass",
    "addr": "r[{0}] = p + {2}",
    "maplen": "r[{0}] = tail(H, r[{1}])",
    "mapkey": "e = element(H, p, r[{2}])\nr[{0}:{0} + len(e)] = e",
    "tailput": "tailput(H, p, r[{1}], r, {2})",
    "tailpush": "tailpush(H, p, r, {1})",
    "taildrop": "taildrop(H, p, r[{1}])",
    "strcat": "r[{0}] = number(TEXT[r[{1}]] + TEXT[r[{2}]])",
    "strlen": "r[{0}] = len(TEXT[r[{1}]])",
    "strat": "r[{0}] = TEXT[r[{1}]][r[{2}]]",
    "strcut": "r[{0}] = number(TEXT[r[{1}]][r[{2}]:r[{3}]])",
    "strlt": "r[{0}] = 1 if TEXT[r[{1}]] < TEXT[r[{2}]] else 0",
    "itoa": "r[{0}] = number(digits(r[{1}], {2}, {3}))",
    "quote": "r[{0}] = number(quoted(TEXT[r[{1}]]))",
    "runestr": "r[{0}] = number(rune_bytes(r[{1}]))",
    "strrune": "r[{0}], r[{0} + 1] = decode_rune(TEXT[r[{1}]], r[{2}])",
    "bytestr": "r[{0}] = number(bytes_at(H, r[{1}], r[{2}]))",
    "addrnum": "r[{0}] = 1 if r[{1}] else 0",
    "method": "r[{0}] = METHODS.get((r[{1}], {2}), 0)",
    "typeis": "r[{0}] = 1 if r[{1}] in TYPE_SETS[{2}] else 0",
}
CHECKED = {"nilcheck": 0, "addr": 1, "mapkey": 1, "tailput": 0, "tailpush": 0, "taildrop": 0}
"""Instructions that panic when the address in this operand is nil; it is then called p in their text."""


def checked(register: int, index: int) -> list[str]:
    return [f"p = r[{register}]", f"if not p: raise NilFault({index})"]


def access(address: str, width: int, kind: int, instr: Instr, index: int, accesses: str) -> list[str]:
    if accesses == IGNORED or not width:
        return []
    if accesses == TOUCHED:
        return [f"touched(({address}, {width}, {kind}))"]
    return [f"followed({address}, {width}, {kind}, {instr.place}, {index})"]


def write_load(instr: Instr, index: int, accesses: str) -> list[str]:
    d, p, k, w = instr.args
    lines = checked(p, index)
    if w:
        source = "H[p >> 24]"
        lines += [f"i = (p & OFFSET) + {k + 1}"]
        lines += [f"r[{d}] = {source}[i]" if w == 1 else f"r[{d}:{d + w}] = {source}[i:i + {w}]"]
    if instr.op == "load":
        lines += access(f"p + {k}", w, READ, instr, index, accesses)
    return lines


def write_store(instr: Instr, index: int, accesses: str) -> list[str]:
    p, k, s, w = instr.args
    lines = checked(p, index)
    if w:
        lines += ["n = p >> 24", "o = H[n]", "if type(o) is tuple: o = H[n] = list(o)", f"i = (p & OFFSET) + {k + 1}"]
        lines += [f"o[i] = r[{s}]" if w == 1 else f"o[i:i + {w}] = r[{s}:{s + w}]"]
    if instr.op == "store":
        lines += access(f"p + {k}", w, WRITE, instr, index, accesses)
    return lines


def write_touch(instr: Instr, index: int, accesses: str) -> list[str]:
    p, k, w, kind = instr.args
    return checked(p, index) + access(f"p + {k}", w, WRITE if kind else READ, instr, index, accesses)


def write_move(instr: Instr, index: int, accesses: str) -> list[str]:
    d, s, w = instr.args
    if w == 1:
        return [f"r[{d}] = r[{s}]"]
    return [f"r[{d}:{d + w}] = r[{s}:{s + w}]"]


def write_zero(instr: Instr, index: int, accesses: str) -> list[str]:
    d, w = instr.args
    return [f"r[{d}:{d + w}] = [0] * {w}"]


def write_note(instr: Instr, index: int, accesses: str) -> list[str]:
    k, s, n = instr.args
    return [f"noted({k}, r[{s}:{s + n}], {index})"] if accesses == FOLLOWED else ["pass"]


def map_access(register: int, kind: int, instr: Instr, index: int, accesses: str) -> list[str]:
    """A map is one location, named by its start."""
    lines = access("p & ~OFFSET", 1, kind, instr, index, accesses)
    return [f"p = r[{register}]", *(f"if p: {line}" for line in lines)]


def write_map(instr: Instr, index: int, accesses: str) -> list[str]:
    where, kind, text = MAPS[instr.op]
    register = instr.args[where]
    checks = checked(register, index) if instr.op == "mapput" else []
    return [*checks, *map_access(register, kind, instr, index, accesses), text.format(*instr.args)]


MAPS: dict[str, tuple[int, int, str]] = {
    "mapget": (1, READ, "mapget(H, p, r, {2}, {3}, {0})"),
    "mapput": (0, WRITE, "mapput(H, p, r, {1}, {2})"),
    "mapdel": (0, WRITE, "mapdel(H, p, r, {1})"),
    "mapclear": (0, WRITE, "mapclear(H, p)"),
    "mapkeys": (1, READ, "r[{0}] = mapkeys(H, p, {2})"),
}

WRITERS: dict[str, Callable[[Instr, int, str], list[str]]] = {
    "load": write_load,
    "get": write_load,
    "store": write_store,
    "put": write_store,
    "touch": write_touch,
    "move": write_move,
    "zero": write_zero,
    "note": write_note,
    **dict.fromkeys(MAPS, write_map),
}


# --- what the text of blocks calls -----------------------------------------------------------------


def wrap64(value: int) -> int:
    return (value + BIAS & MASK64) - BIAS


def divide(a: int, b: int) -> int:
    q = abs(a) // abs(b)
    return wrap64(q if (a < 0) == (b < 0) else -q)


def remainder(a: int, b: int) -> int:
    m = abs(a) % abs(b)
    return -m if a < 0 else m


def reduced(value: int, bits: int, signed: int) -> int:
    if not 0 < bits < 64:
        return value
    value &= (1 << bits) - 1
    return value - (1 << bits) if signed and value >> bits - 1 else value


def block_names(program: Program, strings: Strings, tails: Tails) -> dict[str, Any]:
    """What the text of blocks refers to."""
    helpers: list[Callable[..., Any]] = [divide, remainder, reduced, wrap64]
    helpers += [text_of.digits, text_of.rune_bytes, text_of.decode_rune, text_of.quoted]
    helpers += [tails.tail, tails.element, tails.tailput, tails.tailpush, tails.taildrop, tails.bytes_at]
    helpers += [tails.mapget, tails.mapput, tails.mapdel, tails.mapclear, tails.mapkeys]
    return {
        **{helper.__name__: helper for helper in helpers},
        "BIAS": BIAS,
        "MASK64": MASK64,
        "OFFSET": OFFSET,
        "NilFault": NilFault,
        "HEADER": tails.header,
        "ELEM": tails.elem,
        "TEXT": strings.text,
        "number": strings.number,
        "METHODS": {key: -1 - number for key, number in program.methods.items()},
        "TYPE_SETS": program.type_sets,
    }
