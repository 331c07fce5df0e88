# ruff: noqa: E501
"""Functions: closures, methods, generic ones, deferred ones, panics."""

from __future__ import annotations

from .control import Control


class Calls(Control):
    """Writes statements that call."""

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

    def recovering(self) -> None:
        result, flag = self.fresh(), self.expr("int", 1)
        self.emit(f"fmt.Println(func(n int) ({result} int, err error) {{")
        self.depth += 1
        if self.chance(0.4):
            self.emit(f'defer func() {{ {result} *= 2; fmt.Println("before", {result}, err) }}()')
        if self.chance(0.3):
            self.emit(f"for i := range Upto({self.small()}) {{", f"\tdefer func() {{ {result} += i }}()", "}")
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

    def panic(self) -> None:
        values = [self.expr("string", 1), self.expr("any", 1), self.variable("error"), self.expr("Pair", 1)]
        self.emit(f"if {self.expr('bool', 1)} {{")
        self.emit(f"\tpanic({self.pick(*values)})")
        self.emit("}")
