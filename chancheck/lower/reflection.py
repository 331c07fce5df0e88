"""Functions over values of every type: their parts for printing, and what errors.As and sort.Slice need of reflection.

Each is one generated function that branches on the number of the type.
"""

from __future__ import annotations

from collections.abc import Callable

from chancheck.lower import interfaces, layout, slices
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.lower.type_switch import by_type
from chancheck.program.program import Function, Shape
from chancheck.types import constants
from chancheck.types import types as T
from chancheck.types.relations import is_complex, is_integer, is_string

TYPE, PAYLOAD, INDEX = 1, 2, 3  # registers of the parameters

Case = Callable[[Code, T.Type], None]


def for_each(
    name: str, params: str, results: str, applies: Callable[[T.Type], bool], case: Case
) -> Callable[[Tables], int]:
    """The function that does `case` for the type of its first parameter, and gives zero for types it is not for."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, name, params, len(results))
        chosen = [(n, t) for n, t in tables.concrete_types() if applies(t)]
        labels, other = {n: Label() for n, _ in chosen}, Label()
        by_type(c, TYPE, labels, other)
        for n, t in chosen:
            c.bind(labels[n])
            case(c, t)
            c.release()
        c.bind(other)
        c.ret(c.zero(results) if results else 0)
        return c.finish(wrapper=True)

    return lambda tables: tables.generated(name, len(results), generate, late=True)


def has_parts(t: T.Type) -> bool:
    return isinstance(t.underlying(), T.Struct | T.Array | T.Slice | T.Map) or is_complex(t)


def to_parts(t: T.Type) -> bool:
    u = t.underlying()
    return isinstance(u, T.Pointer) and has_parts(u.elem)


# --- Parts, PartName, IsNil


def _count(c: Code, t: T.Type) -> None:
    match t.underlying():
        case T.Struct() as u:
            c.ret(c.const(len(u.fields)))
        case T.Array() as u:
            c.ret(c.const(u.length))
        case T.Basic():
            c.ret(c.const(2))
        case T.Pointer():
            c.ret(c.const(1))
        case T.Slice():
            c.ret(c.op("get", PAYLOAD, 1, 1))
        case T.Map():
            nil = Label()
            c.branch(PAYLOAD, nil, when=False)
            c.emit("touch", PAYLOAD, 0, 1, 0)
            c.bind(nil)
            entries = c.op("maplen", PAYLOAD)
            c.ret(c.op("add", entries, entries))


def _name(c: Code, t: T.Type) -> None:
    u = t.underlying()
    assert isinstance(u, T.Struct)
    for index, f in enumerate(u.fields):
        other = Label()
        c.branch(c.op("eq", INDEX, c.const(index)), other, when=False)
        c.ret(c.text(f.name))
        c.bind(other)
        c.release()
    c.ret(c.text(""))


def _is_nil(c: Code, t: T.Type) -> None:
    first = c.op("get", PAYLOAD, 0, 1, kind="r") if layout.boxed(t) else PAYLOAD
    c.ret(c.op("not", first))


NILLABLE = (T.Pointer, T.Slice, T.Map, T.Chan, T.Signature)

count = for_each("number of parts", "tp", "i", lambda t: has_parts(t) or to_parts(t), _count)
name = for_each("name of a part", "tpi", "b", lambda t: isinstance(t.underlying(), T.Struct), _name)
is_nil = for_each("is nil", "tp", "i", lambda t: isinstance(t.underlying(), NILLABLE), _is_nil)

# --- Part


def _part(c: Code, t: T.Type) -> None:
    match t.underlying():
        case T.Struct() as u:
            _field(c, t, u)
        case T.Array() as u:
            _array_element(c, u)
        case T.Basic() as u:
            _copy(c, constants.PARTS[u], c.op("elem", PAYLOAD, INDEX, 1, kind="r"))
        case T.Pointer() as u:
            _read(c, u.elem, PAYLOAD)
        case T.Slice() as u:
            first = c.op("get", PAYLOAD, 0, 1, kind="r")
            _read(c, u.elem, c.op("elem", first, INDEX, layout.width(u.elem), kind="r"))
        case T.Map() as u:
            _map_part(c, t, u)


def _field(c: Code, t: T.Type, struct: T.Struct) -> None:
    value = interfaces.unwrapped(c, t, PAYLOAD)
    for index, f in enumerate(struct.fields):
        other = Label()
        c.branch(c.op("eq", INDEX, c.const(index)), other, when=False)
        _give(c, f.type, value + layout.field_offset(t, index))
        c.bind(other)
    c.ret(c.zero(layout.INTERFACE))


def _array_element(c: Code, array: T.Array) -> None:
    cells = layout.width(array.elem)
    if cells * array.length > 1:
        _copy(c, array.elem, c.op("elem", PAYLOAD, INDEX, cells, kind="r"))
    else:
        _give(c, array.elem, PAYLOAD)


def _copy(c: Code, t: T.Type, at: int) -> None:
    cells = layout.kinds(t)
    _give(c, t, c.op("get", at, 0, len(cells), kind=cells) if cells else 0)


def _read(c: Code, t: T.Type, at: int) -> None:
    """A value in memory that others may write."""
    cells = layout.kinds(t)
    _give(c, t, c.op("load", at, 0, len(cells), kind=cells) if cells else 0)


def _give(c: Code, t: T.Type, value: int) -> None:
    if isinstance(t.underlying(), T.Interface):
        c.ret(value)
    else:
        c.ret(interfaces.wrapped(c, t, value))


def _map_part(c: Code, t: T.Type, m: T.Map) -> None:
    """Entry number INDEX / 2 in the order of the keys: its key, or its value if INDEX is odd."""
    keys_kinds = layout.element_kinds(m.key)
    one = c.const(1)
    c.emit("touch", PAYLOAD, 0, 1, 0)
    shape = c.tables.shape(Shape(f"keys of {layout.type_name(t)}", "", keys_kinds))
    keys = c.op("mapkeys", PAYLOAD, shape, kind="r")
    left = c.op("shr", INDEX, one)
    again, found = Label(), Label()
    least, at, key = c.temp(keys_kinds), c.temp(), c.temp(keys_kinds)
    c.bind(again)
    _find_least(c, m.key, keys, least, at, key)
    c.branch(left, found, when=False)
    c.emit("taildrop", keys, at)
    c.emit("sub", left, left, one)
    c.goto(again)
    c.bind(found)
    value, entry = Label(), c.temp("i" + layout.kinds(m.elem))
    c.branch(c.op("and", INDEX, one), value, when=True)
    _give(c, m.key, least)
    c.bind(value)
    c.emit("mapget", entry, PAYLOAD, least, layout.width(m.elem))
    c.reads(len(keys_kinds))
    _give(c, m.elem, entry + 1)


def _find_least(c: Code, t: T.Type, keys: int, least: int, at: int, key: int) -> None:
    """The least of the keys that are left, and its number. Keys without an order come as they are."""
    cells = len(layout.element_kinds(t))
    c.emit("const", at, 0)
    c.emit("mapkey", least, keys, at)
    c.writes(cells)
    less = "strlt" if is_string(t) else "ult" if layout.is_wide_unsigned(t) else "lt" if is_integer(t) else ""
    if not less:
        return

    def visit(n: int) -> None:
        c.emit("mapkey", key, keys, n)
        c.writes(cells)
        larger = Label()
        c.branch(c.op(less, key, least), larger, when=False)
        c.move(least, key, cells)
        c.move(at, n, 1)
        c.bind(larger)

    slices.loop(c, c.op("tail", keys), visit)


def _elem(c: Code, t: T.Type) -> None:
    _read(c, layout.pointed(t), PAYLOAD)


elem = for_each("what it points to", "tp", layout.INTERFACE, lambda t: isinstance(t.underlying(), T.Pointer), _elem)
part = for_each("part", "tpi", layout.INTERFACE, lambda t: has_parts(t) or to_parts(t), _part)

# --- errors.As, sort.Slice


def _as_target(c: Code, t: T.Type) -> None:
    """Parameters: target (type, payload), then the error's."""
    wanted, no = layout.pointed(t), Label()
    if isinstance(wanted.underlying(), T.Interface):
        c.branch(c.op("typeis", 3, c.tables.type_set(wanted)), no, when=False)
        c.emit("store", PAYLOAD, 0, 3, 2)
    else:
        c.branch(c.op("eq", 3, c.const(c.tables.type_number(wanted))), no, when=False)
        if layout.width(wanted):
            c.emit("store", PAYLOAD, 0, interfaces.unwrapped(c, wanted, 4), layout.width(wanted))
    c.ret(c.const(1))
    c.bind(no)
    c.ret(c.const(0))


_assign = for_each("assign an error", "tptp", "i", lambda t: isinstance(t.underlying(), T.Pointer), _as_target)


def as_target(tables: Tables) -> int:
    """errors.asTarget(err, target)."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, "errors.asTarget", "tptp", 1)
        c.ret(c.call(_assign(tables), c.join(("tp", 3), ("tp", 1)), 4, "i"))
        return c.finish(wrapper=True)

    return tables.generated("errors.asTarget", 1, generate)


def _swap(c: Code, t: T.Type) -> None:
    elem = layout.element(t)
    cells = layout.kinds(elem)
    if cells:
        first = c.op("get", PAYLOAD, 0, 1, kind="r")
        a = c.op("elem", first, INDEX, len(cells), kind="r")
        b = c.op("elem", first, INDEX + 1, len(cells), kind="r")
        x, y = c.op("load", a, 0, len(cells), kind=cells), c.op("load", b, 0, len(cells), kind=cells)
        c.emit("store", a, 0, y, len(cells))
        c.emit("store", b, 0, x, len(cells))
    c.ret()


swap = for_each("swap elements", "tpii", "", lambda t: isinstance(t.underlying(), T.Slice), _swap)

# --- numbers in any base


def any_base(tables: Tables) -> int:
    """text.Utoa for bases that no instruction has."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, "digits", "ii", 1)
        digits = c.text("0123456789abcdefghijklmnopqrstuvwxyz")
        text, one, again = c.text(""), c.const(1), Label()
        c.bind(again)
        digit = c.op("urem", 1, 2)
        c.emit("strcat", text, c.op("strcut", digits, digit, c.op("add", digit, one), kind="b"), text)
        c.emit("udiv", 1, 1, 2)
        c.branch(1, again, when=True)
        c.ret(text)
        return c.finish(wrapper=True)

    return tables.generated("digits", 1, generate)
