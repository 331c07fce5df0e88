"""Branches, loops, switches."""

from __future__ import annotations

from .statements import Statements


class Control(Statements):
    """Writes statements around others."""

    def statement(self) -> None:
        raise NotImplementedError

    def body(self, size: int) -> None:
        self.depth += 1
        self.scopes.append({})
        for _ in range(size):
            self.statement()
        self.scopes.pop()
        self.depth -= 1

    def if_(self) -> None:
        self.emit(f"if {self.expr('bool')} {{")
        self.body(2)
        if self.random.random() < 0.5:
            self.emit("} else {")
            self.body(1)
        self.emit("}")

    def count(self) -> None:
        self.loop(f"for {self.fresh()} := range {self.random.randint(1, 3)} {{")

    def loop(self, header: str) -> None:
        """A loop with the variable, if any, that `fresh` gave just before."""
        name = f"v{self.names}"
        label = f"L{self.names}"
        self.emit(f"{label}:")
        self.emit(header)
        self.depth += 1
        self.emit(f"_ = {name}")
        self.depth -= 1
        self.scopes.append({name: "int"})
        self.loops.append(label)
        self.body(self.random.randint(1, 2))
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
