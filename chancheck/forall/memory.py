"""Objects in a symbolic step: those that the step makes are private until it ends, all others are shared."""

from __future__ import annotations

from chancheck.forall.facts import GLOBALS, CellKey, Facts
from chancheck.forall.values import (
    ANY,
    MINE,
    PEER,
    Any_,
    Atom,
    Cell,
    Key,
    Lin,
    Number,
    Outside,
    Ref,
    is_number,
    plus,
    private,
    variable,
)
from chancheck.program.program import Program, Shape

KINDS = "ibrftp"
MOST = 1 << 31
"""Parameters are counts: no larger than this."""


class Memory:
    """values: of variables that the step has set. fresh: objects that it has made. guards: what must hold before it;
    unsure: they are more than what is known to be needed. choices: which way to take where there are several."""

    def __init__(self, program: Program, facts: Facts, choices: list[int]) -> None:
        self.program, self.facts, self.choices = program, facts, choices
        self.values: dict[str, Number] = {}
        self.fresh: dict[Key, list[Cell]] = {}
        self.guards: list[Atom] = []
        self.arity: list[int] = []
        self.unsure = False
        self.forked = False
        self.place = 0
        self.private: dict[Key, int] = {}  # objects that the step has made, and how many goroutines it had started
        self.started = 0

    # --- choices ----------------------------------------------------------------------------------------

    def choose(self, n: int) -> int:
        at = len(self.arity)
        self.arity.append(n)
        if at == len(self.choices):
            self.choices.append(0)
        return self.choices[at]

    def choose_any(self, n: int) -> int:
        """One of several ways of which nothing is known."""
        self.forked = self.unsure = True
        return self.choose(n)

    def pick(self, ways: list[list[Atom]]) -> int:
        """One of several ways, each with what must hold for it."""
        kept = [(n, way) for n, way in enumerate(ways) if all(self.possible(atom) for atom in way)]
        if not kept:
            raise Impossible
        self.forked = self.forked or len(kept) > 1
        self.unsure = self.unsure or (len(kept) > 1 and not all(way for _, way in kept))
        n, way = kept[self.choose(len(kept))] if len(kept) > 1 else kept[0]
        self.guards += [atom for atom in way if not self.certain(atom)]
        return n

    def certain(self, atom: Atom) -> bool:
        if atom in self.guards:
            return True
        low, high = self.range(atom.lin)
        return (low == high == 0) if atom.equal else (low is not None and low >= 0)

    def possible(self, atom: Atom) -> bool:
        low, high = self.range(atom.lin)
        if atom.equal:
            if any(g.equal and g.lin != atom.lin and isinstance(plus(g.lin, atom.lin, -1), int) for g in self.guards):
                return False
            return (low is None or low <= 0) and (high is None or high >= 0)
        opposite = Atom(plus(plus(0, atom.lin, -1), 1, -1), False)
        return (high is None or high >= 0) and opposite not in self.guards

    def range(self, x: Number) -> tuple[int | None, int | None]:
        """Bounds of a number in any state: parameters are at least 1, counts at least 0."""
        if isinstance(x, int):
            return x, x
        low: int | None = x.const
        high: int | None = x.const
        for v, c in x.terms:
            least, most = self.bounds(v)
            if c < 0:
                least, most = most, least
            low = None if low is None or least is None else low + c * least
            high = None if high is None or most is None else high + c * most
        return low, high

    def bounds(self, name: str) -> tuple[int | None, int | None]:
        if name in self.facts.parameters.values():
            return 1, MOST
        if name.startswith("len:"):
            return 0, None
        if name.startswith((MINE, PEER)):
            return None, None
        values = self.facts.constants.get(name, {0})
        return (min(values), max(values)) if values is not None else (None, None)

    # --- cells ------------------------------------------------------------------------------------------

    def shape(self, key: Key) -> Shape:
        return self.program.shapes[self.facts.shapes[key]]

    def new(self, key: Key, shape: int, tail: Cell = 0, newest: bool = False) -> Ref:
        facts, s = self.facts, self.program.shapes[shape]
        if newest and key in facts.many and key not in facts.alias and not s.elem:
            facts.shapes[key] = shape
            last = f"{key}'"
            facts.newest[last] = key
            if last in self.fresh:
                self.publish(last)
            key = last
        self.private[key] = self.started
        if s.keys:
            raise Outside("a map", self.place)
        if key in self.fresh and key not in facts.many:
            facts.drop(facts.many, key)
        facts.shapes[key] = shape
        if key in facts.tails and facts.tails[key] != tail:
            tail = ANY
        facts.tails[key] = tail
        cells: list[Cell] = [0] * len(s.header)
        if s.elem and tail != 0:
            if isinstance(tail, int) and tail <= 64 and key not in facts.loose:
                cells += [0] * (len(s.elem) * tail)
            elif key not in facts.loose:
                facts.drop(facts.loose, key)
        if key in self.fresh:  # one of several: its cells are joined with the other's
            self.publish(key)
        self.fresh[key] = cells
        return Ref(key, 0)

    def kind(self, at: CellKey) -> str:
        shape = self.shape(at[0])
        if 0 <= at[1] < len(shape.header):
            return shape.header[at[1]]
        width = len(shape.elem)
        return shape.elem[(-1 - at[1]) if at[1] < 0 else (at[1] - len(shape.header)) % width]

    def name(self, at: CellKey) -> str:
        return f"cell:{at[0]}:{at[1]}"

    def cell(self, p: Cell, k: int) -> CellKey:
        """The cell k behind an address."""
        if p == 0:
            raise NilFault
        if not isinstance(p, Ref):
            raise Outside("an address that is not known", self.place)
        if p.offset >= 0:
            at = p.offset + k
            shape = self.shape(p.obj)
            if p.obj in self.facts.loose and at >= len(shape.header) and shape.elem:
                return p.obj, -1 - (at - len(shape.header)) % len(shape.elem)
            return p.obj, at
        return p.obj, -1 - ((-1 - p.offset) + k) % len(self.shape(p.obj).elem)

    def is_variable(self, at: CellKey) -> bool:
        return at in self.facts.variables and at[0] not in self.facts.many and at[1] >= 0

    def read(self, at: CellKey) -> Cell:
        facts, (key, offset) = self.facts, at
        if key == GLOBALS and offset in facts.parameters:
            return variable(facts.parameters[offset])
        if key in self.fresh and 0 <= offset < len(self.fresh[key]):
            return self.fresh[key][offset]
        if at in facts.unknown:
            return ANY
        if key == GLOBALS and at not in facts.contents:
            facts.add(at, 0)
        name = self.name(at)
        if self.is_variable(at):
            now = self.values.get(name, variable(name))
            if self.kind(at) == "i":
                return now
            known = sorted(facts.contents.get(at, ()), key=facts.code)
            return known[self.pick([[Atom(plus(now, facts.code(v), -1), True)] for v in known])]
        known = sorted(facts.contents.get(at, ()), key=facts.code)
        if not known:
            if not (at[1] < 0 and self.is_queue(key)):  # where nothing is ever sent, nothing is received
                facts.missing = (at, self.place)
            raise Impossible
        return known[self.pick([[] for _ in known])]

    def write(self, at: CellKey, value: Cell) -> None:
        facts, (key, offset) = self.facts, at
        if key == GLOBALS and offset in facts.parameters:
            return
        if self.kind(at) not in KINDS:
            raise Outside("time", self.place)
        value = facts.general(value)
        if key in facts.newest:  # facts.add makes anything of what depends on variables
            facts.add((facts.newest[key], offset), value)
        elif f"{key}'" in facts.newest and key not in facts.alias and key not in self.fresh:
            facts.drop(facts.alias, key)
        if key in self.fresh and 0 <= offset < len(self.fresh[key]):
            self.fresh[key][offset] = value
            return
        if at in facts.unknown:
            return
        if private(value):
            value = ANY
        numeric, single = self.kind(at) == "i", key not in facts.many and offset >= 0
        if self.is_variable(at):
            if isinstance(value, Any_):
                facts.drop(facts.unknown, at)
            if numeric:
                assert is_number(value)
                facts.sets(self.name(at), value)
                self.values[self.name(at)] = value  # type: ignore[assignment]
                return
            if facts.add(at, value) == {ANY}:
                facts.drop(facts.unknown, at)
            facts.sets(self.name(at), facts.code(value))
            self.values[self.name(at)] = facts.code(value)
            return
        if single and isinstance(value, Any_) and at in facts.contents:
            facts.drop(facts.unknown, at)
        if single and not facts.constant(value):
            facts.drop(facts.variables, at)
        if len(facts.add(at, value)) > 1 and single:
            facts.drop(facts.variables, at)

    def shared(self, key: Key) -> bool:
        """Whether others than the step's goroutine may have the address of an object."""
        return key not in self.fresh or self.private.get(key, -1) != self.started

    def publish(self, key: Key) -> None:
        """The cells of a new object as others see them from the end of the step on."""
        cells = self.fresh.pop(key)
        for offset, value in enumerate(cells):
            self.write(self.cell(Ref(key, offset), 0), value)
        shape = self.shape(key)
        if key in self.facts.loose:
            for k in range(len(shape.elem)):
                self.write((key, -1 - k), 0)

    def publish_all(self) -> None:
        while self.fresh:
            self.publish(next(iter(self.fresh)))

    # --- the queue of a channel ----------------------------------------------------------------------------

    def count(self, key: Key) -> Cell:
        """How many elements a queue has, or an array."""
        if key in self.fresh or not self.is_queue(key):
            return self.facts.tails.get(key, 0)
        if key in self.facts.many:
            return ANY
        name = f"len:{key}"
        return self.values.get(name, variable(name))

    def is_queue(self, key: Key) -> bool:
        return "cap" in self.shape(key).cells

    def counted(self, key: Key, change: int) -> None:
        now = self.count(key)
        if isinstance(now, (int, Lin)):
            facts_name = f"len:{key}"
            self.facts.sets(facts_name, ANY)
            self.values[facts_name] = plus(now, change)


class NilFault(Exception):
    """A nil address was used."""


class Impossible(Exception):
    """No way of a choice is possible: the path does not exist."""
