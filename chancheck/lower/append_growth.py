"""How far append grows an array: Go's own rule, since programs can see capacities.

Double while small, then by a quarter and a bit (runtime/slice.go nextslicecap); then up to the next size class of the
allocator (runtime/sizeclasses.go), which is given here by its block sizes in bytes.
"""

from __future__ import annotations

from chancheck.lower import layout
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.program.program import Function
from chancheck.types import types as T
from chancheck.types.sizes import go_size

THRESHOLD = 256  # elements: doubled up to here
HEADER, HEADER_FROM = 8, 512  # larger blocks with pointers carry a header (runtime/malloc.go)
LARGEST, PAGE = 32768, 8192

CLASSES = (
    *(8, 16, 24), *range(32, 128, 16), *range(128, 256, 16), *range(256, 512, 32), *range(512, 768, 64),
    *(768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5120, 5376, 6144),
    *(6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576),
    *(27264, 28672, 32768),
)  # fmt: skip


def capacities(size: int, with_pointers: bool) -> list[int]:
    """The capacities that size classes give for elements of a size, ascending."""
    header = HEADER if with_pointers else 0
    return sorted({(c - (header if c > HEADER_FROM else 0)) // size for c in CLASSES} - {0})


def function(tables: Tables, elem: T.Type) -> int:
    """The function from the old capacity and the length wanted to the new capacity."""
    size, _ = go_size(elem)
    pointers = layout.has_pointers(elem)
    return tables.generated(("growth", size, pointers), 1, lambda tables: _function(tables, elem))


def _function(tables: Tables, elem: T.Type) -> Function:
    c = Code(tables, "growth", "ii", 1)
    old, wanted = 1, 2
    size, _ = go_size(elem)
    if size == 0:
        c.ret(wanted)
        return c.finish(wrapper=True)
    n = c.register("i")
    c.move(n, wanted, 1)
    round_up = Label()
    double = c.op("add", old, old)
    c.branch(c.op("lt", double, wanted), round_up, when=True)
    _grown(c, n, old, wanted, double, round_up)
    c.bind(round_up)
    c.release()
    c.ret(_rounded(c, n, elem))
    return c.finish(wrapper=True)


def _grown(c: Code, n: int, old: int, wanted: int, double: int, done: Label) -> None:
    c.move(n, double, 1)
    threshold = c.const(THRESHOLD)
    c.branch(c.op("lt", old, threshold), done, when=True)
    c.move(n, old, 1)
    again, extra, two = Label(), c.const(3 * THRESHOLD), c.const(2)
    c.bind(again)
    c.emit("add", n, n, c.op("shr", c.op("add", n, extra), two))
    c.branch(c.op("lt", n, wanted), again, when=True)


def _rounded(c: Code, n: int, elem: T.Type) -> int:
    """Looks n up among the capacities of the size classes, by halving; larger ones fill whole pages."""
    size, _ = go_size(elem)
    _search(c, n, capacities(size, layout.has_pointers(elem)))
    if size > PAGE:
        return n
    bytes_ = c.op("add", c.op("mul", n, c.const(size)), c.const(PAGE - 1))
    return c.op("div", c.op("andnot", bytes_, c.const(PAGE - 1)), c.const(size))


def _search(c: Code, n: int, choices: list[int]) -> None:
    """Returns the least choice that is at least n; falls through if there is none."""
    if not choices:
        return
    none = Label()
    c.branch(c.op("lt", c.const(choices[-1]), n), none, when=True)
    _halve(c, n, choices)
    c.bind(none)


def _halve(c: Code, n: int, choices: list[int]) -> None:
    if len(choices) == 1:
        c.ret(c.const(choices[0]))
        c.release()
        return
    middle = len(choices) // 2
    upper = Label()
    c.branch(c.op("lt", c.const(choices[middle - 1]), n), upper, when=True)
    c.release()
    _halve(c, n, choices[:middle])
    c.bind(upper)
    _halve(c, n, choices[middle:])
