"""Types, variables in scope, and constants."""

from __future__ import annotations

from random import Random

from ..writer import Writer

INTEGERS = {
    "int": (63, True), "int8": (7, True), "int16": (15, True), "int32": (31, True), "int64": (63, True),
    "uint": (64, False), "uint8": (8, False), "uint16": (16, False), "uint32": (32, False), "uint64": (64, False),
    "Small": (7, True),
}  # fmt: skip
"""Bits of the magnitude, and whether there is a sign."""

WORDS = ["", "a", "go", "chan", "héllo", "日本", "x\\ty", 'q\\"q']


class Values(Writer):
    """Knows which variables of which types there are."""

    def __init__(self, random: Random, depth: int = 1) -> None:
        super().__init__(random, depth)
        self.scopes: list[dict[str, str]] = [{}]
        self.loops: list[str] = []

    def declare(self, kind: str, value: str) -> str:
        name = self.fresh()
        self.emit(f"var {name} {kind} = {value}")
        self.emit(f"_ = {name}")
        self.scopes[-1][name] = kind
        return name

    def variables(self, kind: str) -> list[str]:
        return [name for scope in self.scopes for name, type_ in scope.items() if type_ == kind]

    def variable(self, kind: str) -> str:
        """A variable of the type; a new one where there is none."""
        known = self.variables(kind)
        return self.random.choice(known) if known else self.declare(kind, self.literal(kind))

    def integer_type(self) -> str:
        return self.random.choice(["int", "int", *INTEGERS])

    def literal(self, kind: str) -> str:
        if kind in INTEGERS:
            return str(self.number(kind))
        if kind == "bool":
            return self.pick("true", "false")
        if kind == "string":
            return f'"{self.random.choice(WORDS)}"'
        if kind == "rune":
            return self.pick("'a'", "'é'", "'日'", "'\\n'", "0x10FFFF", "-1")
        if kind == "[]int":
            return self.pick("nil", "[]int{}", "[]int{1, 2, 3}", "make([]int, 2, 5)", "[]int{4: 7, 1: 2}")
        if kind == "[]byte":
            return self.pick("nil", '[]byte("abc")', "make([]byte, 1, 3)")
        if kind == "[]string":
            return self.pick("nil", '[]string{"x", "y"}', "make([]string, 1)")
        if kind == "[3]int":
            return self.pick("[3]int{}", "[3]int{1, 2, 3}", "[...]int{2: 9}")
        if kind == "map[string]int":
            return self.pick("nil", "map[string]int{}", 'map[string]int{"a": 1, "b": 2}', "make(map[string]int, 3)")
        if kind == "Pair":
            return self.pick("Pair{}", 'Pair{A: 3, B: "b"}', 'Pair{-1, "p", [2]int{1, 2}}')
        if kind == "*Pair":
            return self.pick("nil", "&Pair{}", "new(Pair)", '&Pair{B: "ptr", C: [2]int{5, 6}}')
        if kind == "any":
            return self.pick(
                "nil", "1", '"s"', "Pair{A: 1}", "int8(3)", "[2]int{1, 2}", "Small(2)", "Square{2}", "true"
            )
        if kind == "Summer":
            return self.pick("nil", "Square{3}", "Pair{A: 2}", "&Pair{A: 4}", "&Square{1}", "(*Pair)(nil)")
        if kind == "error":
            return self.pick("nil", 'errors.New("e")', "&Fault{3}", 'fmt.Errorf("wrap: %w", &Fault{4})')
        if kind == "Outer":
            return self.pick("Outer{}", "Outer{Inner: &Inner{[]int{1}}, N: 2}", 'Outer{Pair: Pair{B: "in"}}')
        if kind == "func(int) int":
            return self.pick("nil", "func(n int) int { return n * 2 }", "func(n int) int { return n - 1 }")
        raise KeyError(kind)

    def number(self, kind: str) -> int:
        bits, signed = INTEGERS[kind]
        low, high = (-(2**bits) if signed else 0), 2**bits - 1
        return self.random.choice(
            [0, 1, 2, 3, 5, 7, self.random.randint(0, min(100, high)), low, high, self.random.randint(low, high)]
        )

    def small(self) -> str:
        return str(self.random.randint(0, 4))
