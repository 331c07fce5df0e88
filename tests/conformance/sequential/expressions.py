# ruff: noqa: E501
"""Expressions of each type that are no constants, so that what is to happen at run time is not refused before."""

from __future__ import annotations

from .values import INTEGERS, Values


class Expressions(Values):
    """Writes expressions."""

    def expr(self, kind: str, depth: int = 3) -> str:
        """An expression of the type that is not a constant."""
        if depth <= 0 or self.random.random() < 0.15:
            return self.variable(kind)
        if kind in INTEGERS:
            return self.integer(kind, depth)
        forms = {
            "bool": self.boolean, "string": self.text, "[]int": self.slice, "[]byte": self.bytes,
            "Pair": self.pair, "any": self.anything,
        }  # fmt: skip
        return forms[kind](depth - 1) if kind in forms else self.variable(kind)

    def integer(self, kind: str, depth: int) -> str:
        less = depth - 1
        form = self.random.randrange(15)
        if form < 4:
            return (
                f"({self.expr(kind, less)} {self.pick('+', '-', '*', '&', '|', '^', '&^')} {self.operand(kind, less)})"
            )
        if form == 4:
            return f"({self.expr(kind, less)} {self.pick('/', '%')} {self.expr(kind, less)})"
        if form == 5:
            return f"({self.expr(kind, less)} {self.pick('<<', '>>')} {self.pick(self.small(), self.expr('uint8', less), self.expr('int', less))})"
        if form == 6:
            return f"({self.pick('-', '^', '+')}{self.expr(kind, less)})"
        if form in (7, 8):
            return f"{kind}({self.expr(self.integer_type(), less)})"
        if form == 9:
            inner = self.pick(
                f"len({self.expr('string', less)})", f"len({self.expr('[]int', less)})", f"cap({self.variable('[]int')})",
                f"{self.variable('[3]int')}[{self.index(less)}]", f"{self.variable('[]int')}[{self.index(less)}]",
                f"{self.variable('map[string]int')}[{self.expr('string', less)}]", f"{self.expr('Pair', less)}.Sum()",
                f"{self.variable('*Pair')}.C[{self.index(less)}]", f"Total({self.variable('[]int')}...)",
                f"{self.variable('Outer')}.Len()", f"{self.variable('Outer')}.Sum()", f"{self.variable('Summer')}.Sum()",
                f"{self.variable('func(int) int')}({self.expr('int', less)})", f"{self.variable('any')}.(int)",
                f"copy({self.variable('[]int')}, {self.expr('[]int', less)})", f"len({self.variable('map[string]int')})",
                f"strings.Index({self.expr('string', less)}, {self.variable('string')})", f"{self.variable('rune')}",
                f"Pair.Sum({self.variable('Pair')})", f"len([]rune({self.variable('string')}))",
            )  # fmt: skip
            return f"{kind}({inner})"
        if form == 10 and kind != "Small":
            return f"{self.pick('min', 'max')}({self.expr(kind, less)}, {self.operand(kind, less)})"
        if form == 11:
            return f"{kind}({self.variable('string')}[{self.index(less)}])"
        if form == 12:
            return f"func() {kind} {{ if {self.expr('bool', less)} {{ return {self.expr(kind, less)} }}; return {self.operand(kind, less)} }}()"
        if form == 13:
            name = self.variable(kind)
            return f"func() {kind} {{ {name} = {self.operand(kind, less)}; return {name} }}()"
        return self.variable(kind)

    def operand(self, kind: str, depth: int) -> str:
        return self.literal(kind) if self.random.random() < 0.3 else self.expr(kind, depth)

    def index(self, depth: int) -> str:
        return self.pick(self.variable("int"), f"({self.expr('int', depth)} & 3)", f"({self.expr('uint8', depth)} % 3)")

    def boolean(self, depth: int) -> str:
        kind = self.pick(
            "int", "uint8", "int16", "string", "bool", "Pair", "[3]int", "any", "uint64", "error", "Summer"
        )
        if kind in ("int", "uint8", "int16", "string", "uint64"):
            operator = self.pick("==", "!=", "<", "<=", ">", ">=")
        else:
            operator = self.pick("==", "!=")
        if kind == "bool":
            return self.pick(
                f"!{self.expr('bool', depth)}",
                f"({self.expr('bool', depth)} && {self.expr('bool', depth)})",
                f"({self.expr('bool', depth)} || {self.expr('bool', depth)})",
            )
        return f"({self.expr(kind, depth)} {operator} {self.expr(kind, depth)})"

    def text(self, depth: int) -> str:
        return self.pick(
            f"({self.expr('string', depth)} + {self.operand('string', depth)})",
            f"{self.variable('string')}[{self.index(depth)}:]", f"{self.variable('string')}[:{self.index(depth)}]",
            f"string({self.expr('[]byte', depth)})", f"string({self.variable('rune')})",
            f"string([]rune({self.variable('string')}))", f'fmt.Sprint({self.printable(depth)}, {self.printable(depth)})',
            self.formatted(depth), f"strings.ToUpper({self.variable('string')})",
            f"strings.Repeat({self.variable('string')}, int({self.index(depth)}) & 7)", f"{self.expr('Small', depth)}.String()",
            f"strings.Join({self.variable('[]string')}, \",\")", f"{self.variable('Pair')}.B", f"{self.variable('any')}.(string)",
        )  # fmt: skip

    def slice(self, depth: int) -> str:
        source = self.variable("[]int")
        return self.pick(
            f"append({self.expr('[]int', depth)}, {self.expr('int', depth)})",
            f"append({source}, {self.expr('[]int', depth)}...)",
            f"{source}[{self.index(depth)}:]", f"{source}[:{self.index(depth)}]",
            f"{source}[{self.small()}:{self.index(depth)}:{self.index(depth)}]",
            f"{self.variable('[3]int')}[:]", f"{self.variable('[3]int')}[{self.index(depth)}:]", f"make([]int, {self.expr('int8', depth)})",
            f"Apply({source}, func(n int) int {{ return n + {self.variable('int')} }})",
            f"Apply({self.variable('[]string')}, func(s string) int {{ return len(s) }})",
        )  # fmt: skip

    def bytes(self, depth: int) -> str:
        return self.pick(
            f"[]byte({self.expr('string', depth)})",
            f"append({self.variable('[]byte')}, {self.expr('uint8', depth)})",
            f"append({self.variable('[]byte')}, {self.expr('string', depth)}...)",
            f"{self.variable('[]byte')}[:{self.index(depth)}]",
        )

    def pair(self, depth: int) -> str:
        return self.pick(
            f"Pair{{{self.expr('int8', depth)}, {self.expr('string', depth)}, [2]int{{{self.expr('int', depth)}}}}}",
            f"(*{self.variable('*Pair')})",
            f"{self.variable('Outer')}.Pair",
            f"{self.variable('any')}.(Pair)",
        )

    def anything(self, depth: int) -> str:
        kind = self.pick("int", "string", "Pair", "uint8", "Small", "bool", "[3]int", "[]int", "error")
        return f"any({self.expr(kind, depth)})"

    def verb(self) -> str:
        return self.pick(
            "%v", "%+v", "%d", "%s", "%q", "%x", "%t", "%T", "%5v|", "%-5v|", "%05d", "%X", "%c", "%b", "%o", "%U", "%6d|",
            "%+d", "%.2s", "%#x", "%8q|", "%3c|", "%v %%", "%x|",
        )  # fmt: skip

    def formatted(self, depth: int) -> str:
        verb, value = self.verb_and_value(depth)
        return f'fmt.Sprintf("{verb}", {value})'

    def verb_and_value(self, depth: int) -> tuple[str, str]:
        """No verb that would print an address that is in an error."""
        kind = self.printable_type()
        verb = self.pick("%v", "%s", "%q", "%+v", "%x") if kind in ("error", "any") else self.verb()
        return verb, self.expr(kind, depth)

    def printable(self, depth: int) -> str:
        return self.expr(self.printable_type(), depth)

    def printable_type(self) -> str:
        return self.pick(
            "int", "int8", "uint16", "uint64", "Small", "bool", "string", "rune", "[]int", "[]byte", "[]string", "[3]int",
            "Pair", "any", "error", "map[string]int",
        )  # fmt: skip
