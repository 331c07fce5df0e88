# ruff: noqa: E501
"""Random sequential Go programs that print: one goroutine, one outcome, which must be equal to real Go's.

Every program is a `main` that calls a few functions, each under a `recover` that prints the panic. Bodies are random
statements over variables of many types. Operands are variables wherever a constant could make the compiler refuse what
is to happen at run time (overflow, division by zero, an index out of range).
"""

from __future__ import annotations

from random import Random

PRELUDE = """package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var _, _, _ = errors.New, slices.Sort[[]int], strings.Join

type Small int8

func (s Small) String() string { return "S" + strings.Repeat("!", int(s&3)) }

type Pair struct {
	A int8
	B string
	C [2]int
}

func (p Pair) Sum() int    { return int(p.A) + p.C[0] + len(p.B) }
func (p *Pair) Grow(n int) { p.C[1] += n; p.A++ }

type Outer struct {
	Pair
	*Inner
	N uint16
}

type Inner struct{ Deep []int }

func (i *Inner) Len() int { return len(i.Deep) }

type Summer interface{ Sum() int }

type Square struct{ S int32 }

func (s Square) Sum() int { return int(s.S * s.S) }

type Fault struct{ Code int }

func (f *Fault) Error() string { return fmt.Sprintf("fault %d", f.Code) }

type Number interface {
	~int | ~int8 | ~int32 | ~uint8 | ~uint64 | ~int64
}

func Total[T Number](xs ...T) T {
	var t T
	for _, x := range xs {
		t += x
	}
	return t
}

func Apply[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() T {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}

const (
	K0 = iota * 3
	K1
	_
	K3 uint8 = 1 << iota
	K4
)

func sorted(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			if err, ok := r.(error); ok {
				fmt.Println(name, "error:", err.Error())
			} else {
				fmt.Println(name, "panic:", r)
			}
		}
	}()
	f()
}
"""

INTEGERS = {
    "int": (63, True), "int8": (7, True), "int16": (15, True), "int32": (31, True), "int64": (63, True),
    "uint": (64, False), "uint8": (8, False), "uint16": (16, False), "uint32": (32, False), "uint64": (64, False),
    "Small": (7, True),
}  # fmt: skip
"""Bits of the magnitude, and whether there is a sign."""

WORDS = ["", "a", "go", "chan", "héllo", "日本", "x\\ty", 'q\\"q']


class Writer:
    """Writes the body of one function; `random` decides everything."""

    def __init__(self, random: Random, depth: int = 1) -> None:
        self.random = random
        self.lines: list[str] = []
        self.depth = depth
        self.names = 0
        self.scopes: list[dict[str, str]] = [{}]
        self.loops: list[str] = []

    # --- names ---------------------------------------------------------------------------------------------

    def emit(self, line: str) -> None:
        self.lines.append("\t" * self.depth + line)

    def fresh(self) -> str:
        self.names += 1
        return f"v{self.names}"

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

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def integer_type(self) -> str:
        return self.random.choice(["int", "int", *INTEGERS])

    # --- values --------------------------------------------------------------------------------------------

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
        form = self.random.randrange(14)
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
            f'fmt.Sprintf("{self.verb()}", {self.printable(depth)})', f"strings.ToUpper({self.variable('string')})",
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
            f"*{self.variable('*Pair')}",
            f"{self.variable('Outer')}.Pair",
            f"{self.variable('any')}.(Pair)",
        )

    def anything(self, depth: int) -> str:
        kind = self.pick("int", "string", "Pair", "uint8", "Small", "bool", "[3]int", "[]int", "error")
        return f"any({self.expr(kind, depth)})"

    # --- printing ------------------------------------------------------------------------------------------

    def verb(self) -> str:
        return self.pick(
            "%v", "%+v", "%d", "%s", "%q", "%x", "%t", "%T", "%5v|", "%-5v|", "%05d", "%X", "%c", "%b", "%o", "%U", "%6d|",
            "%+d", "%.2s", "%#x", "%8q|", "%3c|", "%v %%", "%x|",
        )  # fmt: skip

    def printable(self, depth: int) -> str:
        kind = self.pick(
            "int", "int8", "uint16", "uint64", "Small", "bool", "string", "rune", "[]int", "[]byte", "[]string", "[3]int",
            "Pair", "any", "error", "map[string]int",
        )  # fmt: skip
        return self.expr(kind, depth)

    # --- statements ----------------------------------------------------------------------------------------

    def block(self, size: int) -> None:
        self.depth += 1
        self.scopes.append({})
        for _ in range(size):
            self.statement()
        self.scopes.pop()
        self.depth -= 1

    def statement(self) -> None:
        kinds = [
            (self.define, 4), (self.assign, 5), (self.print, 5), (self.printf, 4), (self.store, 4), (self.if_, 1.5),
            (self.count, 1), (self.range_, 1.5), (self.switch, 1), (self.type_switch, 1), (self.defer, 1),
            (self.closure, 1), (self.method, 1.5), (self.map_change, 1), (self.jump, 1), (self.recovering, 0.7),
            (self.tuple, 1), (self.generic, 0.7), (self.alias, 1), (self.panic, 0.2), (self.comma_ok, 1), (self.copies, 1),
            (self.errors_, 0.5), (self.each, 0.5),
        ]  # fmt: skip
        if self.depth > 3:
            kinds = kinds[:5]
        self.random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

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
        verbs = [self.verb() for _ in range(self.random.randint(1, 3))]
        values = ", ".join(self.printable(2) for _ in verbs)
        self.emit(f'fmt.Printf("{" ".join(verbs)}\\n", {values})')

    def if_(self) -> None:
        self.emit(f"if {self.expr('bool')} {{")
        self.block(2)
        if self.random.random() < 0.5:
            self.emit("} else {")
            self.block(1)
        self.emit("}")

    def count(self) -> None:
        self.loop(f"for {self.fresh()} := range {self.random.randint(1, 3)} {{")

    def loop(self, header: str) -> None:
        """A loop whose variable, if any, was given by `fresh` just before."""
        name = f"v{self.names}"
        label = f"L{self.names}"
        self.emit(f"{label}:")
        self.emit(header)
        self.depth += 1
        self.emit(f"_ = {name}")
        self.depth -= 1
        self.scopes.append({name: "int"})
        self.loops.append(label)
        self.block(self.random.randint(1, 2))
        self.depth += 1
        self.emit(f"if {self.expr('bool', 1)} {{")
        self.emit(f"\tcontinue {label}")
        self.emit("}")
        self.depth -= 1
        self.loops.pop()
        self.scopes.pop()
        self.emit("}")

    def range_(self) -> None:
        kind = self.pick("[]int", "[3]int", "string", "map", "for")
        if kind == "map":
            keys = self.expr("string", 1)
            table = self.variable("map[string]int")
            self.emit(f"for _, k := range sorted({table}) {{")
            self.emit(f"\tfmt.Println(k, {table}[k], {keys})")
            self.emit("}")
        elif kind == "for":
            name = self.fresh()
            limit = self.random.randint(1, 4)
            self.loop(f"for {name} := 0; {name} < {limit}; {name}++ {{")
        else:
            values = self.expr(kind, 2)
            name = self.fresh()
            self.emit(f"for i, x := range {values} {{")
            self.emit('\tfmt.Print(i, x, " ")')
            self.emit("\tif i > 3 {")
            self.emit("\t\tbreak")
            self.emit("\t}")
            self.emit("}")
            self.emit("fmt.Println()")

    def each(self) -> None:
        """Loop variables are new in each round; closures over them are kept."""
        self.emit("{")
        self.emit("\tvar fs []func() int")
        self.emit(f"\tfor i := {self.small()}; i < 5; i++ {{")
        self.emit("\t\tfs = append(fs, func() int { i *= 2; return i })")
        self.emit("\t\ti += len(fs) & 1")
        self.emit("\t}")
        self.emit("\tfor _, f := range fs {")
        self.emit('\t\tfmt.Print(f(), f(), " ")')
        self.emit("\t}")
        self.emit("\tfmt.Println()")
        self.emit("}")

    def jump(self) -> None:
        if self.loops:
            self.emit(f"if {self.expr('bool', 2)} {{")
            self.emit(f"\t{self.pick('break', 'continue')} {self.random.choice(self.loops)}")
            self.emit("}")
        else:
            self.print()

    def switch(self) -> None:
        kind = self.pick("int", "string", "uint8")
        value, one, two, three, other = (self.expr(kind, depth) for depth in (2, 1, 1, 1, 1))
        if kind == "int":
            name = self.fresh()
            self.emit(f"switch {name} := {value}; {{")
            self.emit(f"case {name} < {one}:")
            self.emit(f"\tfmt.Println({name})")
        else:
            self.emit(f"switch {value} {{")
            self.emit(f"case {one}, {two}:")
            self.emit('\tfmt.Println("one")')
            if self.random.random() < 0.5:
                self.emit("\tfallthrough")
            self.emit(f"case {three}:")
            self.emit('\tfmt.Println("two")')
        if self.random.random() < 0.7:
            self.emit("default:")
            self.emit(f"\tfmt.Println({other})")
        self.emit("}")

    def type_switch(self) -> None:
        kind = self.pick("any", "Summer", "error")
        self.emit(f"switch x := {self.expr(kind, 2)}.(type) {{")
        cases = {
            "any": [
                "int",
                "string",
                "Pair",
                "int8, uint8",
                "Small",
                "nil",
                "bool",
                "fmt.Stringer",
                "Summer",
                "[3]int",
                "error",
            ],
            "Summer": ["Square", "Pair", "*Pair", "*Square", "nil"],
            "error": ["*Fault", "nil", "interface{ Unwrap() error }"],
        }[kind]
        for case in self.random.sample(cases, min(len(cases), 3)):
            self.emit(f"case {case}:")
            self.emit('\tfmt.Printf("%T\\n", x)')
        self.emit("default:")
        self.emit("\tfmt.Println(x == nil)")
        self.emit("}")

    def defer(self) -> None:
        self.emit(self.pick(
            f'defer fmt.Println("deferred", {self.expr("int", 2)}, {self.expr("string", 1)})',
            f'defer func() {{ fmt.Println("later", {self.variable("int")}, {self.variable("Pair")}) }}()',
            f"defer {self.variable('*Pair')}.Grow({self.expr('int', 1)})",
            f"defer func(n int) {{ {self.variable('int')} += n }}({self.expr('int', 1)})",
        ))  # fmt: skip

    def closure(self) -> None:
        name = self.declare("func(int) int", "nil")
        counter = self.variable("int")
        self.emit(f"{name} = func(n int) int {{")
        self.depth += 1
        self.emit(f"{counter} += n")
        self.emit("if n > 0 && n < 5 {")
        self.emit(f"\treturn {name}(n-1) + {counter}")
        self.emit("}")
        self.emit(f"return {counter}")
        self.depth -= 1
        self.emit("}")
        self.emit(f"fmt.Println({name}({self.small()}), {counter})")

    def method(self) -> None:
        pair = self.variable("Pair")
        self.emit(self.pick(
            f"{pair}.Grow({self.expr('int', 2)})",
            f"{self.variable('*Pair')}.Grow({self.small()})",
            f"{self.variable('Outer')}.Grow({self.small()})",
            f"f := {pair}.Sum; {pair}.Grow(1); fmt.Println(f(), {pair}.Sum())",
            f"g := {pair}.Grow; g(2); g(3); fmt.Println({pair})",
            f"h := (*Pair).Grow; h(&{pair}, 4); fmt.Println({pair}.C)",
            f"s := Summer({pair}); {pair}.A = 9; fmt.Println(s.Sum(), s.(Pair).A, {pair}.Sum())",
        ))  # fmt: skip
        line = self.lines.pop().strip()
        self.emit("{")
        for part in line.split("; "):
            self.emit("\t" + part)
        self.emit("}")

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

    def recovering(self) -> None:
        result, flag = self.fresh(), self.expr("int", 1)
        self.emit(f"fmt.Println(func(n int) ({result} int, err error) {{")
        self.depth += 1
        self.emit("defer func() {")
        self.emit("\tif r := recover(); r != nil {")
        self.emit(f'\t\t{result}, err = {result}+1, fmt.Errorf("recovered: %v", r)')
        if self.random.random() < 0.2:
            self.emit('\t\tpanic(fmt.Sprint("again ", r))')
        self.emit("\t}")
        self.emit("}()")
        self.scopes.append({result: "int", "n": "int"})
        for _ in range(self.random.randint(1, 3)):
            self.store()
        if self.random.random() < 0.4:
            self.emit(f"return n / {self.variable('int')}, nil")
        self.scopes.pop()
        self.emit(f"return {result} + n, nil")
        self.depth -= 1
        self.emit(f"}}({flag}))")

    def tuple(self) -> None:
        kind = self.pick("int", "string", "Pair", "[]int")
        a, b = self.variable(kind), self.variable(kind)
        if kind == "[]int":
            i = self.variable("int")
            self.emit(f"{i}, {a}[{i}&1] = {self.expr('int', 1)}, {self.expr('int', 1)}")
        else:
            self.emit(f"{a}, {b} = {b}, {a}" if a != b else f"{a} = {b}")

    def generic(self) -> None:
        kind = self.pick("int", "int8", "uint8", "Small", "int64")
        values = [self.expr(kind, 1) for _ in range(self.random.randint(1, 3))]
        self.emit("{")
        self.emit(f"\tvar st Stack[{kind}]")
        for value in values:
            self.emit(f"\tst.Push({value})")
        self.emit("\tfmt.Println(Total(st.items...), st.Pop(), len(st.items))")
        self.emit(
            f'\tfmt.Printf("%T %v\\n", st.items, Apply(st.items, func(x {kind}) string {{ return fmt.Sprint(x, "!") }}))'
        )
        self.emit("}")

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

    def panic(self) -> None:
        values = [self.expr("string", 1), self.expr("any", 1), self.variable("error"), self.expr("Pair", 1)]
        self.emit(f"if {self.expr('bool', 1)} {{")
        self.emit(f"\tpanic({self.pick(*values)})")
        self.emit("}")


UNCAUGHT = [
    'panic("text")', "panic(fmt.Sprintf(\"%d\", 3))", "panic(errors.New(\"e\"))", "panic(&Fault{2})", "panic(3)", "panic(int8(-3))",
    "panic(Small(3))", "panic(true)", "var p *Pair; p.A++", "var m map[string]int; m[\"x\"] = 1", "var xs []int; xs[len(xs)]++",
    "var e any = 3; _ = e.(string)", "var e any; _ = e.(int)", "var s Summer = Square{1}; _ = s.(Pair)", "var e any = 3; _ = e.(Summer)",
    "var n int; n = 1 / n", "n := -1; _ = make([]int, n)", "var s Summer; s.Sum()", "n := -1; _ = 1 << n", "var f func(); f()",
    "panic(\"other\")", "panic(uint8(7))", "panic(\"two\\nlines\")", "defer panic(\"second\"); panic(\"first\")",
    "defer func() { panic(fmt.Sprint(recover(), \" again\")) }(); panic(\"first\")", "var e any = []int{1}; _ = e == e",
    "m := map[any]int{}; var e any = []int{1}; m[e] = 2", "xs := []int{1, 2, 3}; n := 5; _ = xs[1:n]",
    "xs := []int{1, 2, 3}; n := 2; _ = xs[n:1]", "s := \"abc\"; n := 4; _ = s[n:]", "xs := []int{1}; _ = [2]int(xs)",
    "panic(any(nil))", "panic(fmt.Errorf(\"w: %w\", &Fault{1}))", "panic('x')", "panic(\"tab\\tq\\\"\")",
]  # fmt: skip
"""How a program may end after all."""


def program(random: Random) -> str:
    """The text of one program."""
    functions = []
    for number in range(random.randint(2, 4)):
        writer = Writer(random)
        for _ in range(random.randint(3, 9)):
            writer.statement()
        writer.emit(f'fmt.Println("end {number}")')
        functions.append(f"func f{number}() {{\n" + "\n".join(writer.lines) + "\n}\n")
    calls = [f'\ttry("f{number}", f{number})' for number in range(len(functions))]
    if random.random() < 0.3:
        calls += ["\t" + part for part in random.choice(UNCAUGHT).split("; ")]
    return PRELUDE + "\n" + "\n".join(functions) + "\nfunc main() {\n" + "\n".join(calls) + "\n}\n"
