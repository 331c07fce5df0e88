"""Declarations, assignments, prints."""

from __future__ import annotations

from .expressions import Expressions
from .values import INTEGERS


class Statements(Expressions):
    """Writes statements that hold no others."""

    def define(self) -> None:
        kind = self.pick(self.integer_type(), "bool", "string", "[]int", "[]byte", "Pair", "any")
        self.declare(kind, self.expr(kind))

    def assign(self) -> None:
        kind = self.pick(self.integer_type(), "int", "string", "[]int", "Pair", "bool", "any", "[]byte")
        name = self.variable(kind)
        if kind in INTEGERS and self.random.random() < 0.5:
            self.emit(
                f"{name} {self.pick('+=', '-=', '*=', '|=', '&=', '^=', '&^=', '<<=', '>>=')} {self.shiftless(kind)}"
            )
        elif kind == "string" and self.random.random() < 0.5:
            self.emit(f"{name} += {self.expr('string', 2)}")
        else:
            self.emit(f"{name} = {self.expr(kind)}")

    def shiftless(self, kind: str) -> str:
        """Good as a shift count as well: small and not negative."""
        return f"({self.expr(kind, 2)} & 7)"

    def store(self) -> None:
        self.emit(self.pick(
            f"{self.variable('[]int')}[{self.index(2)}] = {self.expr('int', 2)}",
            f"{self.variable('[3]int')}[{self.index(2)}] += {self.expr('int', 2)}",
            f"{self.variable('Pair')}.A = {self.expr('int8', 2)}",
            f"{self.variable('Pair')}.C[{self.index(2)}]++",
            f"{self.variable('*Pair')}.B = {self.expr('string', 2)}",
            f"{self.variable('Outer')}.N -= {self.expr('uint16', 2)}",
            f"{self.variable('Outer')}.C = [2]int{{{self.expr('int', 2)}}}",
            f"{self.variable('Outer')}.Inner = &Inner{{{self.expr('[]int', 2)}}}",
            f"{self.variable('[]byte')}[{self.index(2)}] ^= {self.expr('uint8', 2)}",
            f"{self.variable('*Pair')} = &{self.variable('Pair')}",
            f"{self.variable('Summer')} = {self.variable('*Pair')}",
            f"{self.variable('Summer')} = {self.expr('Pair', 2)}",
            f"{self.variable('[]string')} = append({self.variable('[]string')}, {self.expr('string', 2)})",
        ))  # fmt: skip

    def print(self) -> None:
        values = ", ".join(self.printable(2) for _ in range(self.random.randint(1, 3)))
        self.emit(f"fmt.Println({values})")

    def printf(self) -> None:
        parts = [self.verb_and_value(2) for _ in range(self.random.randint(1, 3))]
        verbs, values = " ".join(verb for verb, _ in parts), ", ".join(value for _, value in parts)
        self.emit(f'fmt.Printf("{verbs}\\n", {values})')

    def map_change(self) -> None:
        table = self.variable("map[string]int")
        self.emit(self.pick(
            f"{table}[{self.expr('string', 2)}] = {self.expr('int', 2)}",
            f"{table}[{self.expr('string', 2)}]++",
            f"delete({table}, {self.expr('string', 2)})",
            f"clear({table})",
            f"fmt.Println(len({table}), {table})",
        ))  # fmt: skip

    def comma_ok(self) -> None:
        left = self.fresh()
        self.emit(self.pick(
            f"if {left}, ok := {self.variable('map[string]int')}[{self.expr('string', 1)}]; ok || {left} == 0 {{",
            f"if {left}, ok := {self.expr('any', 1)}.(Pair); ok || {left}.A == 0 {{",
            f"if {left}, ok := {self.expr('any', 1)}.(Summer); ok || {left} == nil {{",
            f"if {left}, ok := {self.expr('any', 1)}.(string); ok || {left} == \"\" {{",
        ))  # fmt: skip
        self.emit(f"\tfmt.Println({left}, ok)")
        self.emit("}")

    def tuple(self) -> None:
        kind = self.pick("int", "string", "Pair", "[]int")
        a, b = self.variable(kind), self.variable(kind)
        if kind == "[]int":
            i = self.variable("int")
            self.emit(f"{i}, {a}[{i}&1] = {self.expr('int', 1)}, {self.expr('int', 1)}")
        else:
            self.emit(f"{a}, {b} = {b}, {a}" if a != b else f"{a} = {b}")

    def alias(self) -> None:
        xs = self.variable("[]int")
        ys = self.declare("[]int", self.expr("[]int", 2))
        value = self.expr("int", 1)
        self.emit(f"if len({ys}) > 0 {{")
        self.emit(f"\t{ys}[0] = {value}")
        self.emit("}")
        self.emit(f"{ys} = append({ys}, {self.small()}, {self.small()})")
        self.emit(f"fmt.Println({xs}, {ys}, len({ys}), cap({xs}), cap({ys}))")

    def copies(self) -> None:
        kind = self.pick("Pair", "[3]int", "Outer")
        one, two = self.variable(kind), self.declare(kind, self.variable(kind))
        field = {"Pair": ".C[0]", "[3]int": "[1]", "Outer": ".C[1]"}[kind]
        self.emit(f"{one}{field}++")
        self.emit(f"fmt.Println({one}{field}, {two}{field}, {one} == {two})")

    def errors_(self) -> None:
        name = self.fresh()
        error = self.variable("error")
        self.emit(f"var {name} *Fault")
        self.emit(f"fmt.Println(errors.As({error}, &{name}), {name} != nil, {error}, errors.Unwrap({error}))")
