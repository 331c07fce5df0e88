"""Sets of cells, as stores and loads through one address see them: what any of the cells may hold, and what was written
to each of them. Sets grow while the analysis runs, and a larger one is kept as a smaller one with more cells, so that a
cell tells few sets of what it is given."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.program.targets import Cell, Numbers, Targets


class Region:
    """members: a set of cells by their numbers; within: a smaller one, which tells this one what its cells are given.
    cells: the others. content: of any of the cells; given: to each of them, at least."""

    __slots__ = ("cells", "content", "given", "members", "within")

    def __init__(self, members: int, within: Region | None, cells: list[Targets], content: Targets) -> None:
        self.members, self.within, self.cells, self.content = members, within, cells, content
        self.given = 0


class Regions:
    """cell: what a cell may hold."""

    def __init__(self, numbers: Numbers, cell: Callable[[Cell], Targets]) -> None:
        self.numbers, self.cell = numbers, cell
        self.known: dict[int, Region] = {}
        self.by_first: dict[int, list[Region]] = {}

    def of(self, members: int) -> Region:
        found = self.known.get(members)
        if found is None:
            alike = self.by_first.setdefault(members & -members, [])
            found = self.known[members] = self.made(members, alike)
            alike.append(found)
        return found

    def made(self, members: int, alike: list[Region]) -> Region:
        smaller = [region for region in alike if not region.members & ~members]
        within = max(smaller, key=lambda region: region.members.bit_count(), default=None)
        content = Targets()
        cells = [self.cell(cell) for cell in self.numbers.cells(members & ~(within.members if within else 0))]
        for targets in [*cells, within.content] if within else cells:
            content.bits |= targets.bits
            targets.wholes = targets.wholes or []
            targets.wholes.append(content)
        return Region(members, within, cells, content)
