"""Where cells lie in the objects of a program, and sets of cells (see targets.py)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.program import CellKinds, Program
from chancheck.program.targets import LARGEST, NO_KIND, TAIL, Cell, Numbers

ALIKE = str.maketrans("wcf", "iir")


def alike(kinds: CellKinds) -> CellKinds:
    """Kinds of cells, with one for numbers and times and one for addresses and functions."""
    return kinds.translate(ALIKE)


class Layout:
    """moves: sets of cells, moved. rows: of elements, by the set of where their arrays begin. ends: the cells of tail
    elements, by cells of their objects. within: by a number of cells, those with so many after them in their header
    or element, and how many rows of numbers these are of. far: of the others, the cells so many further on."""

    def __init__(self, program: Program) -> None:
        self.program = program
        headers, elems = zip(*((alike(s.header), alike(s.elem)) for s in program.shapes), strict=True)
        self.numbers = Numbers(headers, elems, program.globals_shape)
        self.within: dict[int, tuple[int, int]] = {}
        self.far: dict[tuple[int, int], int] = {}
        self.moves: dict[tuple[int, int], int] = {}
        self.ends: dict[tuple[int, int], int] = {}
        self.fits: dict[CellKinds, tuple[int, int]] = {}
        self.rows: dict[tuple[int, int], int] = {}

    def start(self, shape: int) -> Cell:
        return Cell(shape, 0 if self.program.shapes[shape].header else TAIL)

    def at_offset(self, cell: Cell, by: int) -> Cell:
        """The cell some cells further on."""
        if not by and cell.at < TAIL:
            return cell if cell.at < len(self.numbers.headers[cell.shape]) else self.beyond(cell, 0)
        return self.beyond(cell, by)

    def beyond(self, cell: Cell, by: int) -> Cell:
        shape = self.program.shapes[cell.shape]
        at = cell.at + by
        if cell.at < TAIL and at < len(shape.header):
            return Cell(cell.shape, at)
        behind = at - TAIL if cell.at >= TAIL else at - len(shape.header)
        return Cell(cell.shape, TAIL + behind % max(len(shape.elem), 1))

    def moved(self, bits: int, by: int) -> int:
        if not by:
            return bits & ~self.numbers.codes
        found = self.moves.get((bits, by))
        if found is None:
            poll()
            numbers, near = self.numbers, bits & self.staying(by)
            far = bits & ~near & ~numbers.codes
            found = near << by | far & numbers.ends | numbers.ending(far & numbers.heads)
            for n in {self.further(n, by) for n in numbers.of(far & ~numbers.heads & ~numbers.ends)}:
                found |= 1 << n
            self.moves[bits, by] = found
        return found

    def further(self, n: int, by: int) -> int:
        """The number of the cell some cells after that with a number."""
        found = self.far.get((n, by))
        if found is None:
            cell = self.numbers.targets[n]
            assert isinstance(cell, Cell)
            found = self.far[n, by] = self.numbers.number(self.at_offset(cell, by))
        return found

    def staying(self, by: int) -> int:
        """The cells from which as many cells further on is in the same header or element."""
        bits, seen = self.within.get(by, (0, 0))
        rows = self.numbers.rows
        for first, size in rows[seen:]:
            if size > by:
                bits |= (1 << size - by) - 1 << first
        self.within[by] = bits, len(rows)
        return bits

    def fitting(self, bits: int, kinds: CellKinds) -> int:
        """Those of some targets from which on cells of such kinds lie: a pointer points to no others."""
        seen, wrong = self.fits.get(kinds, (0, 0))
        new = bits & ~seen & ~self.numbers.codes
        if new:
            poll()
            wrong |= self.numbers.set_of(c for c in self.numbers.cells(new) if not self.begins(c, alike(kinds)))
            self.fits[kinds] = seen | new, wrong
        return bits & ~wrong

    def begins(self, cell: Cell, kinds: CellKinds) -> bool:
        header, elem = self.numbers.headers[cell.shape], self.numbers.elems[cell.shape]
        ahead = header[cell.at : cell.at + len(kinds)] if cell.at < TAIL else ""
        if elem and len(ahead) < len(kinds):
            start = (cell.at - TAIL) % len(elem) if cell.at >= TAIL else 0
            ahead += (elem * ((start + len(kinds)) // len(elem) + 1))[start:]
        return ahead[: len(kinds)] == kinds

    def holding(self, cells: int, kind: CellKinds) -> int:
        """Those of some cells that can hold a value of a kind."""
        return cells & self.numbers.of_kind.get(alike(kind), 0)

    def tails(self, bits: int, by: int) -> int:
        """A cell of each tail element of the objects that these cells belong to."""
        found = self.ends.get((bits, by))
        if found is None:
            shapes = {cell.shape for cell in self.numbers.cells(bits)}
            found = self.ends[bits, by] = self.numbers.set_of(Cell(shape, TAIL + by) for shape in shapes)
        return found

    def widest(self, bits: int) -> int:
        """The cells of the largest tail element of these objects."""
        return max((len(self.numbers.elems[cell.shape]) for cell in self.numbers.cells(bits)), default=0)

    def elements(self, begins: int, width: int) -> int:
        """Where the elements of arrays lie that begin at these cells: any number of widths further on."""
        found = self.rows.get((begins, width))
        if found is None:
            poll()
            numbers, by = self.numbers, width
            found, rest = begins & (numbers.heads | numbers.ends), begins & ~numbers.heads & ~numbers.ends
            while 0 < by < LARGEST:
                found |= (found & self.staying(by)) << by
                by *= 2
            if width:
                found |= numbers.ending(found & numbers.heads) & ~numbers.of_kind.get(NO_KIND, 0)
            found |= numbers.set_of(self.each_element(numbers.cells(rest), width))
            self.rows[begins, width] = found
        return found

    def each_element(self, begins: list[Cell], width: int) -> Iterator[Cell]:
        first: dict[tuple[int, int, int], int] = {}  # the first cell in a header, of those a number of widths apart
        for cell in begins:
            elem = len(self.program.shapes[cell.shape].elem)
            if cell.at < TAIL and width:
                row = cell.shape, self.extent(cell), cell.at % width
                first[row] = min(cell.at, first.get(row, cell.at))
            elif cell.at >= TAIL and width and elem > width:
                yield from {self.at_offset(cell, j) for j in range(0, elem, width)}
            else:
                yield cell
        for (shape, end, _), begin in first.items():
            yield from (Cell(shape, at) for at in range(begin, max(end, begin + 1), width))
            yield from (Cell(shape, TAIL + j) for j in range(len(self.program.shapes[shape].elem)))

    def extent(self, cell: Cell) -> int:
        """The end of what a cell of a header belongs to: a package variable, or the whole object."""
        begins = self.program.variables if cell.shape == self.program.globals_shape else ()
        after = bisect_right(begins, cell.at)
        return begins[after] if after < len(begins) else len(self.numbers.headers[cell.shape])
