"""Interface values: the number of a type and one cell (Go spec, Interface types, Type assertions).

A value of one cell is that cell; any other lies in a separate object that never changes.
"""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.body import Body
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.lower.type_switch import by_type, name_of
from chancheck.program.program import Function, Shape
from chancheck.types import types as T
from chancheck.types.relations import key, missing_method


def make(b: Body, i: ops.MakeInterface) -> None:
    if isinstance(i.x.type.underlying(), T.Interface):
        b.assign(i.dst, i.x)
        return
    b.give(i.dst, wrapped(b, i.x.type, b.value(i.x)))


def wrapped(c: Code, t: T.Type, value: int) -> int:
    """The interface value of a concrete value."""
    cells = layout.kinds(t)
    dst = c.temp(layout.INTERFACE)
    c.emit("const", dst, c.tables.type_number(t))
    if not cells:
        c.emit("const", dst + 1, 0)
    elif len(cells) == 1:
        c.move(dst + 1, value, 1)
    else:
        c.emit("new", dst + 1, c.tables.shape(Shape(layout.type_name(t), cells, place=c.place)))
        c.emit("put", dst + 1, 0, value, len(cells))
    return dst


def unwrapped(c: Code, t: T.Type, payload: int) -> int:
    """The concrete value that a payload stands for."""
    cells = layout.kinds(t)
    if len(cells) > 1:
        return c.op("get", payload, 0, len(cells), kind=cells)
    return payload


def assertion(b: Body, i: ops.TypeAssert) -> None:
    x = b.value(i.x)
    fits, done = Label(), Label()
    to_interface = isinstance(i.type.underlying(), T.Interface)
    if to_interface:
        ok = b.op("typeis", x, b.tables.type_set(i.type))
    else:
        ok = b.op("eq", x, b.const(b.tables.type_number(i.type)))
    if i.ok is not None and i.dst is None:
        b.give(i.ok, ok)
        return
    b.branch(ok, fits, when=True)
    if i.ok is None:
        fail(b, i, x)
    else:
        if i.dst is not None:
            b.clear(b.var(i.dst), layout.width(i.dst.type))
        b.goto(done)
    b.bind(fits)
    b.give(i.dst, x if to_interface else unwrapped(b, i.type, x + 1))
    b.bind(done)
    b.give(i.ok, ok)


def fail(b: Body, i: ops.TypeAssert, x: int) -> None:
    to_interface = isinstance(i.type.underlying(), T.Interface)
    static = b.text("interface" if to_interface else layout.type_name(i.x.type))
    missing = b.call(missing_methods(b.tables, i.type), x, 1, "b") if to_interface else b.text("")
    want = b.text(layout.type_name(i.type))
    b.fail("panicAssert", ("b", static), ("b", name_of(b, x)), ("b", want), ("b", missing))


def missing_methods(tables: Tables, interface: T.Type) -> int:
    """The function from a type number to the first method that the type lacks to be of the interface."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, "missing method", "t", 1)
        wanted = interface.underlying()
        assert isinstance(wanted, T.Interface)
        lacking: dict[int, str] = {}
        for n, t in tables.concrete_types():
            missing = missing_method(t, wanted, tables.signature_of)
            if missing is not None:
                lacking[n] = missing[0]
        labels = {n: Label() for n in lacking}
        other = Label()
        by_type(c, 1, labels, other)
        for n, name in lacking.items():
            c.bind(labels[n])
            c.ret(c.text(name))
            c.release()
        c.bind(other)
        c.ret(c.text(""))
        return c.finish(wrapper=True)

    return tables.generated(("missing", key(interface)), 1, generate, late=True)


# --- methods


def invoke(b: Body, i: ops.Invoke) -> None:
    x = b.value(i.x)
    method = b.op("method", x, b.tables.method(i.method), kind="f")
    args = [("p", x + 1), *((layout.kinds(a.type), b.value(a)) for a in i.args)]
    count = sum(len(kinds) for kinds, _ in args)
    start = b.join(*args)
    wanted = interface_method(i.x.type, i.method)
    kinds = "".join(map(layout.kinds, wanted.results))
    single = i.dsts[0] if len(i.dsts) == 1 else None
    dst = b.var(single) if single is not None else b.temp(kinds) if kinds else 0
    b.emit("callv", dst, method, start, count)
    b.writes(len(kinds))
    if single is None:
        spread(b, i.dsts, wanted.results, dst)


def spread(b: Body, dsts: list[ops.Var | None], types: list[T.Type], src: int) -> None:
    """Moves results to their variables."""
    for dst, t in zip(dsts, types, strict=False):
        b.give(dst, src)
        src += layout.width(t)


def interface_method(t: T.Type, name: str) -> T.Signature:
    interface = t.underlying()
    assert isinstance(interface, T.Interface)
    return interface.methods[name]


def method_value(b: Body, i: ops.MethodValue) -> None:
    """A closure of the method's function and the payload."""
    x = b.value(i.x)
    fine = Label()
    b.branch(x, fine, when=True)
    b.emit("nilcheck", b.const(0, "r"))
    b.bind(fine)
    b.give(i.dst, bound_closure(b, i.method, interface_method(i.x.type, i.method), x, i.x.type))


BOUND, REFLECTED = "bound", "reflected"
"""Functions that bind a receiver to a method: made by the program, and by package reflect."""


def bound_closure(c: Code, method: str, signature: T.Signature, x: int, of: T.Type | None = None) -> int:
    """The method of the interface value at x as a function value; Go has one for each interface type."""
    number = c.tables.method(method)
    results = sum(map(layout.width, signature.results))
    identity = (BOUND if of else REFLECTED, number, key(signature), of and key(of))
    function = c.tables.generated(identity, results, lambda tables: _bound(tables, number, signature))
    closure = c.new("itp", f"method {method}")
    c.emit("put", closure, 0, c.const(function), 1)
    c.emit("put", closure, 1, x, 2)
    return closure


def _bound(tables: Tables, method: int, signature: T.Signature) -> Function:
    params = "".join(map(layout.kinds, signature.params))
    results = "".join(map(layout.kinds, signature.results))
    c = Code(tables, "bound method", params, len(results))
    receiver = c.op("get", 0, 1, 2, kind=layout.INTERFACE)
    function = c.op("method", receiver, method, kind="f")
    args = c.join(("p", receiver + 1), (params, 1)) if params else receiver + 1
    dst = c.temp(results) if results else 0
    c.emit("callv", dst, function, args, 1 + len(params))
    c.writes(len(results))
    c.ret(dst)
    return c.finish(wrapper=True)


def fill_methods(tables: Tables) -> None:
    """The table of methods: functions that take a payload as their receiver."""
    for t, methods in tables.unit.methods:
        number = tables.type_number(t)
        tables.implements[number] = methods
        cells = layout.behind(t)
        for name, graph in methods.items():
            function = tables.program.methods[number, tables.method(name)] = receiving(tables, t, graph)
            if cells:
                tables.program.receivers[function] = cells


def receiving(tables: Tables, t: T.Type, graph: ops.Graph) -> int:
    """The function of a method that takes its receiver as a payload."""
    if layout.width(t) == 1:
        return tables.graph(graph)

    def generate(tables: Tables) -> Function:
        args = "".join(layout.kinds(p.type) for p in graph.params[1:])
        results = "".join(map(layout.kinds, graph.results))
        c = Code(tables, graph.name, layout.payload(t) + args, len(results))
        parts = [(layout.kinds(t), unwrapped(c, t, 1)), (args, 2)]
        parts = [p for p in parts if p[0]]
        count = sum(len(kinds) for kinds, _ in parts)
        c.ret(c.call(tables.graph(graph), c.join(*parts) if parts else 0, count, results))
        return c.finish(wrapper=True)

    return tables.generated(("receiver", id(graph)), sum(map(layout.width, graph.results)), generate)


LOWERINGS = {
    ops.MakeInterface: make,
    ops.TypeAssert: assertion,
    ops.Invoke: invoke,
    ops.MethodValue: method_value,
}
