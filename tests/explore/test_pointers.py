"""Points-to analysis: which functions a call through a value may run, and what an operation may act on."""

from __future__ import annotations

import random
from itertools import chain

import pytest

import chancheck
from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.footprints import footprints
from chancheck.program.layouts import Layout
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.program.targets import TAIL, Cell, Code
from chancheck.source import Source

VALUES = """package main

var kept = map[string]any{}

func called() { println("called") }

func other(PARAMS) RESULT

func main() {
	kept["a"], kept["b"] = called, other
	kept["a"].(func())()
}
"""


def lowered(text: str, time: str = "any") -> Program:
    package = load(Source("values.go", text), Options(), Diagnostics())
    (entry,) = entries(package)
    return lower(build_graphs(package, entry), time=time)


def called_through_values(program: Program) -> set[str]:
    pointers = Pointers(program)
    main = next(n for n, f in enumerate(program.functions) if f.name == "main.main")
    code = enumerate(program.functions[main].code)
    found = set[int]().union(*(pointers.called((main, pc), i) for pc, i in code if i.op == "callv"))
    return {program.functions[f].name for f in found}


@pytest.mark.parametrize(
    ("params", "result", "may_be"),
    [
        ("", "{ println() }", True),
        ("n int", "{ println(n) }", False),
        ("", "int { return 1 }", False),
        ("n int", "int { return n }", False),
    ],
)
def test_a_call_reaches_functions_that_take_and_give_as_much(params: str, result: str, may_be: bool) -> None:
    found = called_through_values(lowered(VALUES.replace("PARAMS", params).replace("RESULT", result)))
    assert "main.called" in found
    assert ("main.other" in found) is may_be


AGAIN = """package main

func run(f func()) { f() }

func main() {
	n := 3
	if n--; n == 0 {
		run(func() { println(n) })
	}
	if n == 0 {
		println()
	}
}
"""


def test_temporaries_that_serve_again_are_not_mixed_where_paths_meet() -> None:
    """The numbers 0 and that of the closure's function are put into one register, which is not read behind the `if`.
    A cell with 0 would be a closure of function 0, which runs main."""
    program = lowered(AGAIN)
    pointers = Pointers(program)
    run = next(n for n, f in enumerate(program.functions) if f.name == "main.run")
    (call,) = ((pc, i) for pc, i in enumerate(program.functions[run].code) if i.op == "callv")
    found = pointers.called((run, call[0]), call[1])
    assert {program.functions[f].name for f in found} == {"main.main.func1"}


TICKERS = """package main

import "time"

func main() {
	ticker := time.NewTicker(time.Second)
	go func() { <-ticker.C }()
	ticker.Stop()
}
"""


def test_an_operation_on_an_address_that_points_nowhere_acts_on_nothing() -> None:
    """Stop sets the alarm that tickers had before Go 1.23: here there is none. It receives no value."""
    program = lowered(TICKERS, "virtual")
    known = footprints(program)
    alarm = 1 << next(n for n, o in enumerate(program.operations) if o.name == "alarm.set")
    anywhere = {
        known.sets[source.among]
        for at in known.at.values()
        for demand in at.values()
        for source, acts in demand.items()
        if (acts.first | acts.later) & alarm
    }
    assert anywhere == {frozenset()}
    assert all(
        source.among != 0 or source.kind != 3
        for at in known.at.values()
        for demand in at.values()
        for source, acts in demand.items()
        if (acts.first | acts.later) & alarm
    )


METHODS = """package main

type number struct{ n int }

func (x *number) Get(n int) { println(x.n + n) }

type text struct{ s string }

func (x *text) Get(s string) { println(x.s + s) }

var kept any

func keep[T any](x interface{ Get(T) }) { kept = x.Get }

func use() {
	switch f := kept.(type) {
	case func(int):
		f(1)
	case func(string):
		f("")
	}
}

func main() {
	keep[int](&number{})
	use()
	keep[string](&text{})
	use()
}
"""


def test_values_of_methods_that_are_made_at_one_place_are_all_called() -> None:
    """Both closures have one shape; it begins with the function of one instance of `keep` or of the other."""
    program = lowered(METHODS)
    pointers = Pointers(program)
    use, code = next((n, f.code) for n, f in enumerate(program.functions) if f.name == "main.use")
    found = [pointers.called((use, pc), i) for pc, i in enumerate(code) if i.op == "callv"]
    assert [len(functions) for functions in found] == [2, 2]


RECEIVERS = """package main

import "sync"

type plain struct {
	mu sync.Mutex
	n  int
}

type titled struct {
	title string
	plain
}

type same plain

func (p *plain) Use() { LOCK p.n++ UNLOCK }

func (t *titled) Use() { t.plain.Use() }

type user interface{ Use() }

var known = map[string]user{}

func main() {
	row := make([]plain, 2)
	inside := &struct {
		id string
		p  plain
	}{}
	known["titled"], known["element"] = &titled{}, &row[1]
	known["field"], known["converted"] = &inside.p, (*plain)(&same{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { known["WHICH"].Use() })
	}
	wg.Wait()
}
"""


def receivers(which: str = "titled", *, locked: bool = True) -> str:
    lock, unlock = ("p.mu.Lock();", "; p.mu.Unlock()") if locked else ("", "")
    return RECEIVERS.replace("UNLOCK", unlock).replace("LOCK", lock).replace("WHICH", which)


def test_a_method_gets_only_receivers_that_are_laid_out_as_its_own() -> None:
    """All four lie in one map. A titled begins with a text; the others are a lock and a number, wherever these lie."""
    program = lowered(receivers())
    pointers = Pointers(program)

    def received(method: str) -> set[tuple[str, int]]:
        number = next(n for n, f in enumerate(program.functions) if f.name == f"main.(*{method}).Use")
        cells = pointers.numbers.cells(pointers.parameters(number)[1].bits)
        return {(program.shapes[c.shape].name, c.at) for c in cells}

    titled = {(name, at) for name, at in received("titled") if at == 0}
    assert received("titled") == titled
    assert [name for name, _ in titled] == ["main.titled"]
    whole = {"main.same", "[]main.plain", "main.titled", "struct { id string; p main.plain }"}
    assert {name.removeprefix("*") for name, _ in received("plain")} == whole
    assert all(at > 0 for name, at in received("plain") if name != "main.same")


@pytest.mark.parametrize("which", ["titled", "element", "field", "converted"])
def test_two_goroutines_share_a_receiver_wherever_it_lies(which: str) -> None:
    racing = chancheck.verify(receivers(which, locked=False))
    assert racing.verdict.kinds == {"race"}
    assert chancheck.verify(receivers(which)).verdict.answer == "proved"


class Looking(Pointers):
    """After the analysis: looks at all instructions once more. more: of these those that added something."""

    def solve(self) -> None:
        self.more: list[tuple[int, int]] = []
        super().solve()
        for position, (n, pc) in enumerate(self.rounds.places):
            f, before = self.program.functions[n], self.contents()
            self.rounds.reader = position
            self.instruction(n, f, pc, f.code[pc])
            self.more += [(n, pc)] if self.contents() != before else []
        self.rounds.reader = None

    def contents(self) -> int:
        """The targets of all registers and cells, counted."""
        every = (*self.cells.values(), *chain(*(r.values() for r in self.registers)), *chain(*self.kept))
        return sum(targets.bits.bit_count() for targets in every)


@pytest.mark.parametrize("text", [VALUES.replace("PARAMS", "").replace("RESULT", "{}"), METHODS, receivers()])
def test_the_analysis_ends_where_no_instruction_adds_anything(text: str) -> None:
    assert Looking(lowered(text)).more == []


def random_cells(layout: Layout, chance: random.Random) -> list[Cell]:
    """Of a few objects, some from the same one, in headers and behind them."""
    shapes = layout.program.shapes
    chosen = [chance.randrange(len(shapes)) for _ in range(chance.randint(1, 6))]
    ends = {s: TAIL + max(1, len(shapes[s].elem)) for s in chosen}  # there may be an address behind an object
    cells = [Cell(s, at) for s in chosen for at in (*range(len(shapes[s].header)), *range(TAIL, ends[s]))]
    return [cell for cell in cells if chance.random() < 0.4]


@pytest.mark.parametrize("seed", range(20))
def test_sets_of_cells_move_as_each_cell_does(seed: int) -> None:
    """All cells at once, by carries between the bits of their numbers, give what one at a time does."""
    program, chance = lowered(receivers()), random.Random(seed)
    layout = Layout(program)
    numbers = layout.numbers
    for _ in range(200):
        cells, by, width = random_cells(layout, chance), chance.randrange(6), chance.randrange(5)
        bits = numbers.set_of(cells)
        assert layout.moved(bits, by) == numbers.set_of(layout.at_offset(cell, by) for cell in cells)
        assert layout.elements(bits, width) == numbers.set_of(layout.each_element(cells, width))
        kinds = chance.choice(["i", "ri", "rii", "b"])
        fitting = numbers.set_of(cell for cell in cells if layout.begins(cell, kinds))
        assert layout.fitting(bits | numbers.set_of([Code(1)]), kinds) == fitting | numbers.set_of([Code(1)])
