"""Addresses that a frame will compute, in terms of what its registers hold where it rests: `&locks[(i+1)%n]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from chancheck.program.program import Instr, Program, Registers
from chancheck.program.register_facts import changed, written

BINARY = ("add", "sub", "mul", "div", "rem", "udiv", "urem", "and", "or", "xor", "andnot", "shl", "shr", "ushr")
KINDS = ("register", "captured", "constant", "addr", "elem", "wrap", *BINARY, "loaded")
REGISTER, CAPTURED, CONSTANT, ADDR, ELEM, WRAP = range(6)
LOADED = KINDS.index("loaded")
LARGEST = 10
"""Nodes of an expression: what a loop adds to in each round is given up soon."""

WEIGHTS = {LOADED: 2}
"""Nodes that count as several."""


class Node(NamedTuple):
    """REGISTER: register k. CAPTURED: cell k of the closure in register a. CONSTANT: k. ADDR: node a plus k cells.
    ELEM: node a plus k times node b. WRAP: node a reduced to k // 2 bits, with a sign if k is odd. LOADED: what lies
    k cells after node a; b: whether that is final (program.finals), plus twice a class of cells that may be frozen
    (program.frozen). Others: the instruction of that name, on nodes a and b."""

    kind: int
    a: int = 0
    b: int = 0
    k: int = 0


class Nodes:
    """Equal ones have the same number; parts come before the whole. loads: what the current instruction reads, for each
    of its registers (Node.b). cut: of a value that became too large, the address that it is found from."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.loads: Sequence[int] = ()
        self.cut: int | None = None
        self.all: list[Node] = []
        self.numbers: dict[Node, int] = {}
        self.sizes: list[int] = []
        self.read: list[Registers] = []
        """By number, the registers that a node reads."""

    def of(self, node: Node) -> int:
        known = self.numbers.get(node)
        if known is None:
            known = self.numbers[node] = len(self.all)
            parts = parts_of(node)
            read = 1 << node.k if node.kind == REGISTER else 1 << node.a if node.kind == CAPTURED else 0
            for p in parts:
                read |= self.read[p]
            self.sizes.append(WEIGHTS.get(node.kind, 1) + sum(self.sizes[p] for p in parts))
            self.read.append(read)
            self.all.append(node)
        return known

    def register(self, number: int) -> int:
        return self.of(Node(REGISTER, k=number))

    def element(self, base: int, index: int, width: int) -> int:
        """The address that `elem` makes of two registers."""
        return self.of(Node(ELEM, self.register(base), self.register(index), width))

    def loaded(self, instr: Instr, register: int) -> int | None:
        """The cell that a load puts into one of its registers."""
        by = register - instr.args[0]
        if not self.loads or not self.loads[by]:
            return None
        return self.of(Node(LOADED, self.register(instr.args[1]), self.loads[by], instr.args[2] + by))

    def base(self, number: int) -> Node:
        """The address that an element or a field is found from."""
        node = self.all[number]
        while node.kind in (ADDR, ELEM):
            node = self.all[node.a]
        return node

    def before(self, number: int, instr: Instr) -> int | None:
        """The same value, seen from before an instruction; None where it does not follow from registers."""
        self.cut = None
        spans = written(self.program, instr)
        return self.replaced(number, changed(instr, spans), lambda leaf: self.leaf_before(leaf, instr, spans))

    def leaf_before(self, leaf: Node, instr: Instr, spans: tuple[range, ...]) -> int | None:
        op, a = instr.op, instr.args
        if leaf.kind == CAPTURED and op == "put" and a[0] == leaf.a and a[1] <= leaf.k < a[1] + a[3]:
            return self.register(a[2] + leaf.k - a[1])
        register = leaf.a if leaf.kind == CAPTURED else leaf.k
        if not any(register in span for span in spans):
            return self.of(leaf)
        if op == "move":
            return self.at(leaf, a[1] + register - a[0])
        return None if leaf.kind == CAPTURED else self.result(register, instr)

    def at(self, leaf: Node, register: int) -> int:
        """The same, found from another register."""
        return self.of(Node(CAPTURED, register, 0, leaf.k) if leaf.kind == CAPTURED else Node(REGISTER, k=register))

    def result(self, register: int, instr: Instr) -> int | None:
        """The value that an instruction writes to a register."""
        op, a = instr.op, instr.args
        match op:
            case "const":
                return self.of(Node(CONSTANT, k=a[1]))
            case "zero":
                return self.of(Node(CONSTANT))
            case "addr":
                return self.of(Node(ADDR, self.register(a[1]), 0, a[2]))
            case "elem":
                return self.element(a[1], a[2], a[3])
            case "wrap":
                return self.of(Node(WRAP, self.register(a[1]), 0, 2 * a[2] + a[3]))
            case "get" if a[1] == 0:  # the function's own closure
                return self.of(Node(CAPTURED, 0, 0, a[2] + register - a[0]))
            case "load" | "get":
                return self.loaded(instr, register)
            case _ if op in BINARY:
                return self.of(Node(KINDS.index(op), self.register(a[1]), self.register(a[2])))
        return None

    def called(self, number: int, params: int, arguments: int, closure: int) -> int | None:
        """The value of a node of a function, seen from its caller. arguments, closure: registers, or -1."""

        self.cut = None

        def outside(leaf: Node) -> int | None:
            if leaf.kind == CAPTURED:
                return self.at(leaf, closure) if leaf.a == 0 and closure >= 0 else None
            given = 1 <= leaf.k <= params and arguments >= 0
            return self.register(arguments + leaf.k - 1) if given else None

        return self.replaced(number, -1, outside)

    def replaced(self, number: int, registers: Registers, leaf: Callable[[Node], int | None]) -> int | None:
        """With other leaves where it reads these registers; None if one has no value, or if it becomes too large."""
        if not self.read[number] & registers:
            return number
        node = self.all[number]
        parts = parts_of(node)
        if not parts:
            return leaf(node)
        based = node.kind in (ADDR, ELEM, LOADED)
        a = self.replaced(parts[0], registers, leaf)
        if a is None:
            self.cut = self.cut if based else None
            return None
        b = self.replaced(parts[1], registers, leaf) if len(parts) > 1 else 0
        if b is None:
            self.cut = None
            return None
        if WEIGHTS.get(node.kind, 1) + self.sizes[a] + (self.sizes[b] if len(parts) > 1 else 0) > LARGEST:
            self.cut = a if based else None
            return None
        return self.of(Node(node.kind, a, b if len(parts) > 1 else node.b, node.k))


def parts_of(node: Node) -> tuple[int, ...]:
    if node.kind in (REGISTER, CAPTURED, CONSTANT):
        return ()
    return (node.a,) if node.kind in (ADDR, WRAP, LOADED) else (node.a, node.b)
