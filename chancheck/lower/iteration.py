"""Ranging over a map (Go spec, For statements with range clause): any entry may come next.

An iteration holds a copy of the keys that are still due. An entry that is removed before its turn is not produced. One
that is added may be produced or not: where that can happen, the iteration also knows all keys it ever met, and how many
more it may meet. As in Go (internal/runtime/maps) that is what fits into the table that there was at the beginning.
"""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower import layout, slices
from chancheck.lower.body import Body
from chancheck.lower.code import Code, Label
from chancheck.lower.map_order import Loop
from chancheck.lower.maps import READ, equal_key, floats, get, map_type, touch
from chancheck.program.program import Shape
from chancheck.types import types as T
from chancheck.types.relations import key as identity

DUE, MET, ROOM = range(3)  # cells of an iteration that looks for added entries
HEADER = "rri"
LEAST_TABLE = 8  # slots; a larger table is filled up to seven eighths

ADDING = (ops.Call, ops.Invoke, ops.Intrinsic, ops.Select)


def start(b: Body, i: ops.MapRange) -> None:
    t, m, dst = map_type(i.map), b.value(i.map), b.var(i.iter)
    touch(b, m, READ)
    keys = b.op("mapkeys", m, due_shape(b, t), kind="r")
    if not may_grow(b, i):
        b.move(dst, keys, 1)
        if not order_matters(b, i) and i.iter in b.nils:
            look_for_nil(b, t, m, keys, b.nils[i.iter])
        return
    nil = Label()
    b.move(dst, m, 1)
    b.branch(m, nil, when=False)
    kinds = layout.element_kinds(t.key)
    key, count = b.temp(kinds), b.op("tail", keys)
    met = b.op("new", b.tables.shape(Shape("keys met", "", kinds, keys=len(kinds), place=b.place)), kind="r")
    slices.loop(b, count, lambda n: meet(b, key, kinds, keys, n, met))
    iteration = b.new(HEADER, f"iteration of {layout.type_name(i.map.type)}")
    b.emit("put", iteration, DUE, b.join(("r", keys), ("r", met), ("i", room(b, count))), len(HEADER))
    b.move(dst, iteration, 1)
    b.bind(nil)


def look_for_nil(b: Body, t: T.Map, m: int, keys: int, flag: int) -> None:
    """Sets the flag if a key or a value is a nil pointer."""
    key, found = b.temp(layout.element_kinds(t.key)), b.temp("i" + layout.kinds(t.elem))
    pointers = [x for x, of in ((key, t.key), (found + 1, t.elem)) if isinstance(of.underlying(), T.Pointer)]
    b.emit("const", flag, 0)

    def look(n: int) -> None:
        b.emit("mapkey", key, keys, n)
        b.writes(layout.width(t.key))
        get(b, found, m, key, t)
        for pointer in pointers:
            some = Label()
            b.branch(pointer, some, when=True)
            b.emit("const", flag, 1)
            b.bind(some)

    slices.loop(b, b.op("tail", keys), look)


def due_shape(c: Code, t: T.Map) -> int:
    return c.tables.shape(Shape(f"keys of {layout.type_name(t)}", "", layout.element_kinds(t.key), place=c.place))


def meet(c: Code, key: int, kinds: str, keys: int, n: int, met: int) -> None:
    """Takes key number n, and remembers it."""
    c.emit("mapkey", key, keys, n)
    c.writes(len(kinds))
    c.emit("mapput", met, key, 0)
    c.reads(len(kinds))


def room(c: Code, count: int) -> int:
    """How many slots of the table are free."""
    table, seven, eight = c.const(LEAST_TABLE), c.const(7), c.const(8)
    again, enough = Label(), Label()
    c.branch(c.op("le", count, table), enough, when=True)
    c.bind(again)
    c.emit("add", table, table, table)
    c.branch(c.op("lt", c.op("mul", table, seven), c.op("mul", count, eight)), again, when=True)
    c.bind(enough)
    return c.op("sub", table, count)


def advance(b: Body, i: ops.MapNext) -> None:
    t, m, iteration = map_type(i.map), b.value(i.map), b.var(i.iter)
    kinds = layout.element_kinds(t.key)
    ok, found, key = b.temp(), b.temp("i" + layout.kinds(t.elem)), b.temp(kinds)
    again, done = Label(), Label()
    b.bind(again)
    b.emit("const", ok, 0)
    b.branch(iteration, done, when=False)
    if may_grow(b, i):
        pick_any(b, t, m, iteration, key, done)
    else:
        pick(b, iteration, key, kinds, done, any_of=order_matters(b, i) or b.nils.get(i.iter, False))
    b.emit("touch", m, 0, 1, READ)
    if floats(t.key):  # the sign of a zero may have changed
        b.move(key, equal_key(b, m, key, t.key), len(kinds))
    get(b, found, m, key, t)
    b.branch(found, again, when=False)
    b.emit("const", ok, 1)
    b.give(i.key, key)
    b.give(i.value, found + 1)
    b.bind(done)
    b.give(i.ok, ok)


def pick(c: Code, keys: int, key: int, kinds: str, done: Label, *, any_of: int | bool) -> None:
    """Any of the keys that are due, or the first if the order makes no difference. any_of: True, False, or a register
    that says it."""
    count, first, chosen = c.op("tail", keys), Label(), c.const(0)
    c.branch(count, done, when=False)
    if any_of is not True and any_of is not False:
        c.branch(any_of, first, when=False)
    if any_of is not False:
        c.emit("choose", chosen, count)
    c.bind(first)
    take(c, keys, chosen, key, kinds)


def take(c: Code, keys: int, n: int, key: int, kinds: str) -> None:
    c.emit("mapkey", key, keys, n)
    c.writes(len(kinds))
    c.emit("taildrop", keys, n)


def pick_any(c: Code, t: T.Map, m: int, iteration: int, key: int, done: Label) -> None:
    """Any of the keys that are due or have been added; the end, when none is due."""
    kinds = layout.element_kinds(t.key)
    parts = c.op("get", iteration, DUE, len(HEADER), kind=HEADER)
    due, met, free = parts + DUE, parts + MET, parts + ROOM
    added = added_keys(c, t, m, met, free, key)
    count, more, one = c.op("tail", due), c.op("tail", added), c.const(1)
    total, some, is_new, picked = c.op("add", count, more), Label(), Label(), Label()
    c.branch(count, some, when=True)
    c.emit("add", total, total, one)
    c.bind(some)
    chosen = c.op("choose", total)
    c.branch(c.op("lt", chosen, count), is_new, when=False)
    take(c, due, chosen, key, kinds)
    c.goto(picked)
    c.bind(is_new)
    c.emit("sub", chosen, chosen, count)
    c.branch(c.op("lt", chosen, more), done, when=False)
    meet(c, key, kinds, added, chosen, met)
    c.emit("put", iteration, ROOM, c.op("sub", free, one), 1)
    c.bind(picked)


def added_keys(c: Code, t: T.Map, m: int, met: int, free: int, key: int) -> int:
    """The keys of the map that the iteration has not met; none when there is no room for more."""
    kinds = layout.element_kinds(t.key)
    shape = due_shape(c, t)
    added, none = c.op("new", shape, kind="r"), Label()
    c.branch(free, none, when=False)
    keys, known = c.op("mapkeys", m, shape, kind="r"), c.temp()

    def visit(n: int) -> None:
        old = Label()
        c.emit("mapkey", key, keys, n)
        c.writes(len(kinds))
        c.emit("mapget", known, met, key, 0)
        c.reads(len(kinds))
        c.branch(known, old, when=True)
        c.emit("tailpush", added, key)
        c.reads(len(kinds))
        c.bind(old)

    slices.loop(c, c.op("tail", keys), visit)
    c.bind(none)
    return added


# --- where entries can be added meanwhile


def may_grow(b: Body, i: ops.MapRange | ops.MapNext) -> bool:
    """Whether the loop itself adds entries to such a map, or lets other code run in a unit that does somewhere."""
    if i.iter not in b.growing:
        wanted = identity(map_type(i.map))
        inside = [instr for block in loop_of(b.graph, i.iter) for instr in block.instrs]
        direct = any(isinstance(x, ops.MapUpdate) and identity(map_type(x.map)) == wanted for x in inside)
        calls = any(isinstance(x, ADDING) for x in inside)
        b.growing[i.iter] = (direct or (calls and wanted in b.tables.updated_maps)) and order_matters(b, i)
    return b.growing[i.iter]


def order_matters(b: Body, i: ops.MapRange | ops.MapNext) -> bool:
    if i.iter not in b.ordered:
        blocks = loop_of(b.graph, i.iter)
        steps = [x for block in blocks for x in block.instrs if isinstance(x, ops.MapNext) and x.iter is i.iter]
        loop = Loop(b.graph, steps[0], blocks) if len(steps) == 1 else None
        b.ordered[i.iter] = loop is None or not loop.commutes()
        if loop is not None and not b.ordered[i.iter] and loop.needs_entries():
            b.nils[i.iter] = b.register("i")
    return b.ordered[i.iter]


def loop_of(graph: ops.Graph, iteration: ops.Var) -> set[ops.Block]:
    """The blocks from which control comes back to the step of an iteration, and that it reaches."""
    heads = {x for x in graph.blocks if any(isinstance(y, ops.MapNext) and y.iter is iteration for y in x.instrs)}
    before: dict[ops.Block, list[ops.Block]] = {}
    for block in graph.blocks:
        for following in successors(block):
            before.setdefault(following, []).append(block)
    reached = closure(heads, successors)
    return reached & closure(heads, lambda block: before.get(block, []))


def closure(heads: set[ops.Block], step: Callable[[ops.Block], list[ops.Block]]) -> set[ops.Block]:
    todo, seen = list(heads), set(heads)
    while todo:
        for block in step(todo.pop()):
            if block not in seen:
                seen.add(block)
                todo.append(block)
    return seen


LOWERINGS = {ops.MapRange: start, ops.MapNext: advance}
