"""== on values of any type (Go spec, Comparison operators)."""

from __future__ import annotations

from chancheck.lower import layout, slices
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.lower.type_switch import by_type, name_of
from chancheck.program.program import Function
from chancheck.types import types as T
from chancheck.types.relations import is_complex, key

LONG = 128
"""Cells of values that are compared where they lie, in loops: registers for all of them take long to analyse."""


def compare(c: Code, dst: int, t: T.Type, x: int, y: int, *, negate: bool = False) -> None:
    """dst = whether the values of type t at x and y are equal."""
    u = t.underlying()
    if isinstance(u, T.Interface):
        result = c.call(interfaces(c.tables), c.join(("tp", x), ("tp", y)), 4, "i")
    elif isinstance(u, T.Struct | T.Array):
        cells = layout.kinds(t)
        args = c.join((cells, x), (cells, y)) if cells else 0
        result = c.call(composites(c.tables, t), args, 2 * len(cells), "i")
    elif layout.is_float(t):
        result = c.op("feq", x, y)
    elif is_complex(t):
        result = c.op("and", c.op("feq", x, y), c.op("feq", x + 1, y + 1))
    else:
        c.emit("ne" if negate else "eq", dst, x, y)
        return
    c.emit("not", dst, result) if negate else c.move(dst, result, 1)


def composites(tables: Tables, t: T.Type) -> int:
    """The function that compares two structs or arrays: part by part, up to the first difference."""

    def generate(tables: Tables) -> Function:
        cells = layout.kinds(t)
        c = Code(tables, f"equal {layout.type_name(t)}", cells * 2, 1)
        differ, equal, at = Label(), c.temp(), 0
        if is_reflected(t):
            for n in range(1, 1 + len(cells)):
                c.branch(c.op("eq", n, n + len(cells)), differ, when=False)
        for part, counts in () if is_reflected(t) else parts(t):
            if counts:
                compare(c, equal, part, 1 + at, 1 + len(cells) + at)
                c.branch(equal, differ, when=False)
            at += layout.width(part)
        return finished(c, differ)

    return tables.generated(("equal", key(t)), 1, generate)


def finished(c: Code, differ: Label) -> Function:
    """True at the end, false where parts differ."""
    c.ret(c.const(1))
    c.bind(differ)
    c.ret(c.const(0))
    return c.finish(wrapper=True)


def is_reflected(t: T.Type) -> bool:
    """A reflect.Value: == compares its words, whatever it is of, and does not panic (package reflect, Value)."""
    return isinstance(t, T.Named) and (t.obj.pkg, t.obj.name) == ("reflect", "Value")


def parts(t: T.Type) -> list[tuple[T.Type, bool]]:
    """Types of the parts; blank fields do not count."""
    u = t.underlying()
    if isinstance(u, T.Array):
        return [(u.elem, layout.width(u.elem) > 0)] * u.length
    assert isinstance(u, T.Struct)
    return [(f.type, f.name != "_" and layout.width(f.type) > 0) for f in u.fields]


def interfaces(tables: Tables) -> int:
    """The function that compares two interface values: equal types, then equal values of that type."""
    return tables.generated("interface equality", 1, _interfaces, late=True)


def _interfaces(tables: Tables) -> Function:
    c = Code(tables, "equal interfaces", "tptp", 1)
    differ = Label()
    c.branch(c.op("eq", 1, 3), differ, when=False)
    panics = [n for n, t in tables.concrete_types() if not layout.comparable(t)]
    boxed = [(n, t) for n, t in tables.concrete_types() if layout.comparable(t) and layout.kinds(t) and is_composite(t)]
    labels = {n: Label() for n in [*panics, *(n for n, _ in boxed)]}
    other = Label()
    by_type(c, 1, labels, other)
    for n in panics:
        c.bind(labels[n])
    if panics:
        c.call(tables.runtime("panicCompare"), name_of(c, 1), 1)
    for n, t in boxed:
        c.bind(labels[n])
        c.ret(_unboxed(c, t))
        c.release()
    c.bind(other)
    c.ret(c.op("eq", 2, 4))
    c.bind(differ)
    c.ret(c.const(0))
    return c.finish(wrapper=True)


def is_composite(t: T.Type) -> bool:
    """Whether equal values can have different cells, or the other way round."""
    return isinstance(t.underlying(), T.Struct | T.Array) or layout.is_float(t) or is_complex(t)


def _unboxed(c: Code, t: T.Type) -> int:
    if layout.boxed(t):
        return compare_stored(c, t, 2, 4)
    equal = c.temp()
    compare(c, equal, t, 2, 4)
    return equal


def compare_stored(c: Code, t: T.Type, x: int, y: int) -> int:
    """Whether the values of type t at two addresses are equal."""
    cells = layout.kinds(t)
    if len(cells) > LONG and not is_reflected(t):
        return c.call(in_memory(c.tables, t), c.join(("r", x), ("r", y)), 2, "i")
    equal = c.temp()
    compare(c, equal, t, c.op("get", x, 0, len(cells), kind=cells), c.op("get", y, 0, len(cells), kind=cells))
    return equal


def in_memory(tables: Tables, t: T.Type) -> int:
    """The function that compares the values at two addresses part by part; elements in a loop."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, f"equal {layout.type_name(t)} in memory", "rr", 1)
        differ, u = Label(), t.underlying()

        def part(t: T.Type, op: str, *place: int) -> None:
            x, y = (c.op(op, address, *place, kind="r") for address in (1, 2))
            c.branch(compare_stored(c, t, x, y), differ, when=False)

        if isinstance(u, T.Array):
            elem, cells = u.elem, layout.width(u.elem)
            slices.loop(c, c.const(u.length), lambda n: part(elem, "elem", n, cells))
            return finished(c, differ)
        at = 0
        for field, counts in parts(t):
            if counts:
                part(field, "addr", at)
            at += layout.width(field)
        return finished(c, differ)

    return tables.generated(("equal in memory", key(t)), 1, generate)
