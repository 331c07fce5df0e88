"""Random assignments of every form with several operands on the left. Their indices, pointers and maps are what is
assigned to: what comes first shows in the output (Go spec, Assignment statements)."""

from __future__ import annotations

from pathlib import Path
from random import Random

from ..writer import Writer

PRELUDE = (Path(__file__).parent / "prelude.go").read_text(encoding="utf-8")

VARIABLES = """i, j, k := 1, 2, 0
a, s := [4]int{5, 6, 7, 8}, []int{1, 2, 3, 0}
p, q := &node{n: 1, next: &node{n: 3}}, &node{n: 2}
var st node
var e any = 3
var ok bool
var oks [4]bool
ip, pp, ch := &k, &q, filled()
step := func() int { i = (i + 1) & 3; return i }
grown := func() []int { s = append(s[:4:4], 9)[:4]; return s }
moved := func() *node { p, q = q, p; return p }"""

SHOW = "fmt.Println(i, j, k, a, s, m, show(p), show(q), show(&st), e, ok, oks, len(ch))"


class Assignments(Writer):
    def number(self, depth: int = 2) -> str:
        """Any expression of type int."""
        if depth == 0:
            return self.pick("i", "j", "k", "g", "2", "p.n", "*ip")
        index, x = self.index(depth - 1), self.number(depth - 1)
        return self.pick(
            "i", "j", "k", "g", "1", "st.n", "p.n", "gp.n", "*ip", "(*pp).n", "step()", "<-ch", f"a[{index}]",
            f"s[{index}]", f"m[{index}]", f"ga[{index}]", f"p.a[{index}]", f't("x", {x})', f"{x} + {self.number(0)}",
            "turned().n", "moved().n", f"grown()[{index}]", "e.(int)", f"min({x}, step())", "len(s)", f"{x} / (g & 3)",
        )  # fmt: skip

    def index(self, depth: int = 1) -> str:
        if self.chance(0.04):
            return self.number(0)
        return self.pick("i & 3", "1", f"({self.number(depth)}) & 3", "j & 3", "step()", "g & 3", 't("i", j)', "<-ch")

    def place(self) -> str:
        index = self.index()
        return self.pick(
            "i", "j", "k", "g", f"a[{index}]", f"s[{index}]", f"m[{index}]", f"ga[{index}]", "p.n", "q.n", "gp.n",
            "st.n",
            f"st.a[{index}]", f"p.a[{index}]", "*ip", "(*pp).n", "p.next.n", "turned().n", f"grown()[{index}]",
            f"moved().a[{index}]", "(*ip)", "_",
        )  # fmt: skip

    def flag(self) -> str:
        return self.pick("ok", f"oks[{self.index()}]", "st.ok", "p.ok", "gp.ok", "moved().ok", "_")

    def pointer(self) -> tuple[str, str]:
        """Where a pointer is, and one."""
        to = self.pick("p", "q", "gp", "p.next", "q.next", "gp.next", "st.next", "*pp", "turned().next")
        return to, self.pick("p", "q", "gp", "p.next", "&st", "&node{n: 7}", "moved()", "turned()", "*pp")

    def plain(self) -> None:
        pairs = [self.pointer() if self.chance(0.25) else self.any_pair() for _ in range(self.random.randint(2, 3))]
        self.emit(", ".join(left for left, _ in pairs) + " = " + ", ".join(right for _, right in pairs))

    def any_pair(self) -> tuple[str, str]:
        if self.chance(0.15):
            return self.pick("e", "st.e", "p.e", "gp.e"), self.number()
        if self.chance(0.1):
            return self.pick("s", "s"), self.pick("s[1:4:4]", "append(s, 4)[1:]", "[]int{4, 3, 2, 1}", "grown()")
        return self.place(), self.number()

    def swap(self) -> None:
        first, second = self.place(), self.place()
        if "_" not in (first, second):
            self.emit(f"{first}, {second} = {second}, {first}")

    def updated(self) -> None:
        place = self.place()
        if place != "_":
            self.emit(self.pick(f"{place} {self.pick('+', '-', '^')}= {self.number()}", f"{place}++"))

    def comma_ok(self) -> None:
        given = self.pick(f"m[{self.index()}]", "<-ch", "e.(int)", "two()")
        self.emit(f"{self.place()}, {self.flag()} = {given}")

    def call(self) -> None:
        self.emit(f"{self.place()}, {self.place()} = pair()")

    def received(self) -> None:
        with self.block("select {"):
            left = self.place() if self.chance(0.4) else f"{self.place()}, {self.flag()}"
            self.emit(f"case {left} = <-ch:", f't("s", {self.number(1)})', "default:")

    def ranged(self) -> None:
        self.names += 1
        over = self.pick("[]int{2, 3, 1}", "[2]int{3, 1}", "s", "&a", "a", "map[int]int{1: 2}", "[]int(nil)", "pairs")
        value = "" if self.chance(0.2) else f", {self.place()}"
        with self.block(f"for {self.place()}{value} = range {over} {{"):
            self.emit(f't("r", {self.number(1)})')
            if self.chance(0.3):
                self.emit(self.pick("break", "continue"))

    def defined(self) -> None:
        with self.block("{"):
            self.emit(f"j, w := {self.number()}, {self.number()}", f"i, w = w, {self.number()}", "_, _ = j, w")

    def statement(self) -> None:
        self.weighted([
            (self.plain, 5), (self.swap, 2), (self.updated, 2), (self.comma_ok, 2), (self.call, 1), (self.received, 2),
            (self.ranged, 3), (self.defined, 1),
        ])  # fmt: skip


def program(random: Random) -> str:
    """The text of one program."""
    writer = Assignments(random, 2)
    for line in (*VARIABLES.split("\n"), "pairs := func(yield func(int, int) bool) { _ = yield(1, 2) && yield(2, 3) }"):
        writer.emit(line)
    writer.emit("_, _, _, _, _, _ = e, ok, ip, pp, ch, pairs", "_, _, _ = step, grown, moved")
    for number in range(random.randint(4, 9)):
        with writer.block(f'try("f{number}", func() {{', "})"):
            writer.statement()
        writer.emit(SHOW)
    return PRELUDE + "\nfunc main() {\n" + "\n".join(line[1:] for line in writer.lines) + "\n}\n"
