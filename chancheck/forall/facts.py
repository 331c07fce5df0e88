"""Assumptions about a program while its system is built. One that fails is dropped, and the build begins
again: facts only grow, so this ends."""

from __future__ import annotations

from collections.abc import Hashable

from chancheck.forall.values import ANY, Cell, Key, Lin, Ref
from chancheck.records import dataclass, field

FEW = 4
"""A register or cell with more values than these is a number of the system, or anything."""

CellKey = tuple[Key, int]
GLOBALS: Key = "package variables"


class Again(Exception):
    """An assumption has failed."""


@dataclass(slots=True)
class Facts:
    """parameters: their names, by cell of the package variables. contents: the values that cells may hold. variables:
    cells that the system has a variable for; unknown: cells, registers and counts of which nothing is known. many:
    objects and kinds of goroutines of which there may be several. loose: objects with elements that are not
    distinguished. registers: numbers that are variables (of one goroutine, or of each of several). seen: values of
    registers. tails: how many elements there are. shapes: of objects. codes: of values that are no numbers. constants:
    the values of variables that are set to few constants only, None for others. newest: the object that its maker made
    last, of several that are not distinguished otherwise; alias: those that others may write to, so that it is not.
    given: objects of which other goroutines get the address when they start, or meet. missing: a cell that was read
    though nothing was written there."""

    parameters: dict[int, str] = field(default_factory=dict)
    contents: dict[CellKey, set[Cell]] = field(default_factory=dict)
    variables: set[CellKey] = field(default_factory=set)
    unknown: set[Hashable] = field(default_factory=set)
    many: set[Key] = field(default_factory=set)
    loose: set[Key] = field(default_factory=set)
    registers: set[Hashable] = field(default_factory=set)
    seen: dict[Hashable, set[Cell]] = field(default_factory=dict)
    tails: dict[Key, Cell] = field(default_factory=dict)
    shapes: dict[Key, int] = field(default_factory=dict)
    alias: set[Key] = field(default_factory=set)
    codes: dict[Cell, int] = field(default_factory=dict)
    constants: dict[str, set[int] | None] = field(default_factory=dict)
    newest: dict[Key, Key] = field(default_factory=dict)
    given: set[Key] = field(default_factory=set)
    grown: bool = False
    missing: tuple[CellKey, int] | None = None

    def escaped(self) -> set[Key]:
        """Objects that several goroutines may reach."""
        below: dict[Key, set[Key]] = {}
        for (key, _), values in self.contents.items():
            below.setdefault(key, set()).update(v.obj for v in values if isinstance(v, Ref))
        seen = {GLOBALS, *self.given}
        todo = [*seen]
        while todo:
            for key in below.get(todo.pop(), set()) - seen:
                seen.add(key)
                todo.append(key)
        return seen

    def give(self, value: Cell) -> None:
        """Another goroutine gets a value."""
        if isinstance(value, Ref) and value.obj not in self.given:
            self.given.add(value.obj)
            self.grown = True

    def general(self, value: Cell) -> Cell:
        """A value as others than its maker have it."""
        if isinstance(value, Ref) and value.obj in self.newest:
            return Ref(self.newest[value.obj], value.offset)
        return value

    def code(self, value: Cell) -> int:
        return self.codes.setdefault(value, len(self.codes))

    def constant(self, value: Cell) -> bool:
        """Whether it depends on no variable: parameters do not change."""
        return not isinstance(value, Lin) or all(v in self.parameters.values() for v, _ in value.terms)

    def drop(self, found: set[Hashable] | set[CellKey] | set[Key], what: Hashable) -> None:
        """Drop an assumption."""
        if what in found:
            raise AssertionError(f"known before: {what}")
        found.add(what)  # type: ignore[arg-type]
        raise Again

    def sets(self, name: str, value: Cell) -> None:
        """A variable is set to a value."""
        known = self.constants.setdefault(name, {0})
        if known is None or (isinstance(value, int) and value in known):
            return
        self.grown = True
        if isinstance(value, int) and len(known) <= FEW:
            known.add(value)
        else:
            self.constants[name] = None

    def add(self, at: CellKey, value: Cell) -> set[Cell]:
        """The values that a cell may hold, with another one; {ANY} where there are too many."""
        known = self.contents.setdefault(at, set())
        if not self.constant(value):
            value = ANY
        if value not in known and ANY not in known:
            self.grown = True
            known.add(value)
            if value == ANY or sum(not isinstance(v, Ref) for v in known) > FEW:
                known.clear()
                known.add(ANY)
        return known
