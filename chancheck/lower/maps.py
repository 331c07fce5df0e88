"""Maps: objects with the entries in their tail. For the race detector a map is one location (Go spec, Map types)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import equality, layout, slices
from chancheck.lower.body import Body
from chancheck.lower.code import Code, Label
from chancheck.lower.interfaces import unwrapped
from chancheck.lower.program_builder import Tables
from chancheck.lower.type_switch import by_type, name_of
from chancheck.program.program import Function, Shape
from chancheck.types import types as T
from chancheck.types.relations import is_complex
from chancheck.types.relations import key as identity

READ, WRITE = 0, 1


def map_type(x: ops.Operand) -> T.Map:
    t = x.type.underlying()
    assert isinstance(t, T.Map)
    return t


def shape_of(c: Code, t: T.Type) -> int:
    m = t.underlying()
    assert isinstance(m, T.Map)
    keys = layout.element_kinds(m.key)
    name = layout.type_name(t)
    return c.tables.shape(Shape(name, "", keys + layout.kinds(m.elem), keys=len(keys), place=c.place))


def touch(c: Code, m: int, kind: int) -> None:
    """An access to a map that may be nil."""
    nil = Label()
    c.branch(m, nil, when=False)
    c.emit("touch", m, 0, 1, kind)
    c.bind(nil)


def make(b: Body, i: ops.MakeMap) -> None:
    b.emit("new", b.var(i.dst), shape_of(b, i.dst.type))


def key_of(b: Body, m: int, x: ops.Operand, t: T.Map, *, fresh: bool = False) -> int:
    """The registers with a key, as the map has it. fresh: it is to be put into the map."""
    key = b.value(x) if layout.width(t.key) else b.const(0)
    return settled(b, m, key, t.key, fresh=fresh)


def settled(b: Code, m: int, key: int, t: T.Type, *, fresh: bool = False) -> int:
    """Keys are compared cell by cell. Where equal keys may have different cells (interface values whose values lie
    elsewhere, zeros with a sign), they become those of the equal key in the map."""
    if not (layout.has_interface(t) or floats(t)):
        return key
    kinds = layout.kinds(t)
    key = equal_key(b, m, key, t, fresh=fresh)
    if not floats(t):
        return key
    return b.call(unlike_others(b.tables, t, fresh), b.join(("r", m), (kinds, key)), 1 + len(kinds), kinds)


def equal_key(b: Code, m: int, key: int, t: T.Type, *, fresh: bool = False) -> int:
    """The equal key in the map, or the key itself."""
    kinds = layout.kinds(t)
    return b.call(same_key(b.tables, t, fresh), b.join(("r", m), (kinds, key)), 1 + len(kinds), kinds)


def lookup(b: Body, i: ops.MapLookup) -> None:
    t, m = map_type(i.map), b.value(i.map)
    key = key_of(b, m, i.key, t)
    touch(b, m, READ)
    found = b.temp("i" + layout.kinds(t.elem))
    get(b, found, m, key, t)
    b.give(i.dst, found + 1)
    b.give(i.ok, found)


def get(b: Code, found: int, m: int, key: int, t: T.Map) -> None:
    b.emit("mapget", found, m, key, layout.width(t.elem))
    b.reads(len(layout.element_kinds(t.key)))


def update(b: Body, i: ops.MapUpdate) -> None:
    t, m = map_type(i.map), b.value(i.map)
    key, value, fine = b.temp(layout.element_kinds(t.key)), b.value(i.value), Label()
    b.branch(m, fine, when=True)
    b.fail("panicNilMap")
    b.bind(fine)
    b.move(key, key_of(b, m, i.key, t, fresh=True), len(layout.element_kinds(t.key)))
    b.emit("touch", m, 0, 1, WRITE)
    take_signs(b, m, key, i.key, t)
    b.emit("mapput", m, key, value)
    b.reads(len(layout.element_kinds(t.key)), layout.width(t.elem))


def take_signs(b: Body, m: int, key: int, given: ops.Operand, t: T.Map) -> None:
    """A zero that is a key takes the sign that it is put with (internal/runtime/maps, NeedKeyUpdate)."""
    cells = floats(t.key)
    if not cells:
        return
    b.emit("mapdel", m, key)
    b.reads(len(layout.element_kinds(t.key)))
    start = b.value(given)
    for cell in cells:
        differ = Label()
        b.branch(b.op("feq", start + cell, key + cell), differ, when=False)
        b.move(key + cell, start + cell, 1)
        b.bind(differ)


def delete(b: Body, i: ops.MapDelete) -> None:
    t, m = map_type(i.map), b.value(i.map)
    key = key_of(b, m, i.key, t)
    touch(b, m, WRITE)
    b.emit("mapdel", m, key)
    b.reads(len(layout.element_kinds(t.key)))


def clear(b: Body, i: ops.Clear) -> None:
    if not isinstance(i.x.type.underlying(), T.Map):
        slices.clear(b, i.x)
        return
    m = b.value(i.x)
    touch(b, m, WRITE)
    b.emit("mapclear", m)


# --- keys with interface values


def same_key(tables: Tables, t: T.Type, fresh: bool) -> int:
    """The function from a map and a key to the equal key in the map, or the key itself. Keys that cannot be compared
    panic. fresh: the key is to be put into the map."""
    what = ("key", fresh, identity(t))
    return tables.generated(what, layout.width(t), lambda tables: _same_key(tables, t, fresh), late=True)


def _same_key(tables: Tables, t: T.Type, fresh: bool) -> Function:
    kinds = layout.kinds(t)
    c = Code(tables, "key", "r" + kinds, len(kinds))
    shape = c.tables.shape(Shape("keys", "", kinds))
    keys, other = c.op("mapkeys", 1, shape, kind="r"), c.temp(kinds)
    count, equal = c.op("tail", keys), c.temp()
    hash_parts(c, kinds, 2, c.const(1) if fresh else count)

    def visit(n: int) -> None:
        differ = Label()
        c.emit("mapkey", other, keys, n)
        c.writes(len(kinds))
        equality.compare(c, equal, t, other, 2)
        c.branch(equal, differ, when=False)
        c.ret(other)
        c.bind(differ)

    slices.loop(c, count, visit)
    c.ret(2)
    return c.finish(wrapper=True)


# --- keys with floating-point numbers


def floats(t: T.Type) -> list[int]:
    """The cells of a value that hold floating-point numbers, those in interface values aside."""
    if layout.is_float(t):
        return [0]
    if is_complex(t):
        return [0, 1]
    found, at = [], 0
    if isinstance(t.underlying(), T.Struct | T.Array):
        for part, _ in equality.parts(t):
            found += [at + cell for cell in floats(part)]
            at += layout.width(part)
    return found


NAN = 0x7FF8000000000000  # of the many bit patterns; a number that is computed has another


def unlike_others(tables: Tables, t: T.Type, fresh: bool) -> int:
    """The function from a map and a key to the key with a NaN's bits as no key in the map has them: it is equal to none
    (Go spec, Comparison operators). fresh: the key is to be put into the map."""
    what = ("unlike", fresh, identity(t))
    return tables.generated(what, layout.width(t), lambda tables: _unlike_others(tables, t, fresh))


def _unlike_others(tables: Tables, t: T.Type, fresh: bool) -> Function:
    kinds = layout.kinds(t)
    c = Code(tables, "key", "r" + kinds, len(kinds))
    pattern, some, one = c.const(NAN), c.const(0), c.const(1)
    again, fine = Label(), Label()
    c.bind(again)
    if fresh:
        c.emit("add", pattern, pattern, one)
    for cell in floats(t):
        a_number = Label()
        c.branch(c.op("feq", 2 + cell, 2 + cell), a_number, when=True)
        c.move(2 + cell, pattern, 1)
        c.move(some, one, 1)
        c.bind(a_number)
    if fresh:
        c.branch(some, fine, when=False)
        found = c.temp()
        c.emit("mapget", found, 1, 2, 0)
        c.reads(len(kinds))
        c.branch(found, again, when=True)
        c.bind(fine)
    c.ret(2)
    return c.finish(wrapper=True)


def hash_parts(c: Code, kinds: str, start: int, count: int) -> None:
    """Panics where an interface value among the cells cannot be a key. count: what is in the map."""
    for at, part in enumerate(kinds):
        if part == "t":
            c.call(hashable(c.tables), c.join(("tp", start + at), ("i", count)), 3)


def hashable(tables: Tables) -> int:
    """The function that panics for an interface value that cannot be a key, or has such a value in it."""
    return tables.generated("hashable", 0, _hashable, late=True)


def _hashable(tables: Tables) -> Function:
    c = Code(tables, "hash", "tpi", 0)
    bad, fine = Label(), Label()
    types = tables.concrete_types()
    labels = {n: bad for n, t in types if not layout.comparable(t)}
    deep = {n: (t, Label()) for n, t in types if n not in labels and "t" in layout.kinds(t)}
    by_type(c, 1, labels | {n: label for n, (_, label) in deep.items()}, fine)
    for t, label in deep.values():
        c.bind(label)
        hash_parts(c, layout.kinds(t), unwrapped(c, t, 2), 3)
        c.ret()
        c.release()
    c.bind(bad)
    c.call(tables.runtime("panicHash"), c.join(("b", name_of(c, 1)), ("i", 3)), 2)
    c.bind(fine)
    c.ret()
    return c.finish(wrapper=True)


LOWERINGS = {
    ops.MakeMap: make,
    ops.MapLookup: lookup,
    ops.MapUpdate: update,
    ops.MapDelete: delete,
    ops.Clear: clear,
}
