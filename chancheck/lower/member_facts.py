"""Facts of types for package reflect: names, sizes, tags, methods; and functions that are another for each type."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.lower import interfaces, layout, slices
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.lower.reflection import INDEX, PAYLOAD, TYPE, for_each
from chancheck.lower.type_facts import ANY, always, fields, is_function, params, results, taken
from chancheck.lower.type_switch import answer
from chancheck.program.program import Function
from chancheck.types import sizes
from chancheck.types import types as T
from chancheck.types.relations import comparable, exported_methods, key, lookup, missing_method, private

DIRECTIONS = {"recv": 1, "send": 2, "both": 3}

Answers = Callable[[Code, T.Type], list[int]]


def chosen(c: Code, register: int, answers: list[int], kind: str = "i") -> None:
    """Returns the answer with the number in a register."""
    for number, value in enumerate(answers):
        if value or kind == "b":
            other = Label()
            c.branch(c.op("eq", register, c.const(number)), other, when=False)
            c.ret(c.const(value, kind))
            c.bind(other)
            c.release()
    c.ret(c.const(0, kind))


def facts(name: str, answers: Answers, kind: str = "i") -> Callable[[Tables], int]:
    """Of a type: the second parameter is the number of the fact."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, name, "ii", 1)
        known = {n: answers(c, t) for n, t in tables.concrete_types()}
        for index in range(max(map(len, known.values()), default=0)):
            there = {n: found[index] if index < len(found) else 0 for n, found in known.items()}
            other = Label()
            c.branch(c.op("eq", PAYLOAD, c.const(index)), other, when=False)
            c.release()
            answer(c, TYPE, {0: 0} | there, kind)
            c.bind(other)
        c.ret(c.const(0, kind))
        return c.finish(wrapper=True)

    return lambda tables: tables.generated(name, 1, generate, late=True)


def field_facts(name: str, answers: Callable[[Code, T.Struct, int], list[int]], kind: str) -> Callable[[Tables], int]:
    """Of a field of a type: the third parameter is the number of the fact."""

    def case(c: Code, t: T.Type) -> None:
        u = t.underlying()
        assert isinstance(u, T.Struct)
        for index in range(len(u.fields)):
            other = Label()
            c.branch(c.op("eq", PAYLOAD, c.const(index)), other, when=False)
            chosen(c, INDEX, answers(c, u, index), kind)
            c.bind(other)
        c.ret(c.const(0, kind))

    return for_each(name, "iii", kind, lambda t: bool(fields(t)), case)


def words(c: Code, t: T.Type) -> list[int]:
    """Name and package path."""
    if isinstance(t, T.Basic):
        return [c.tables.string(t.name.removeprefix("unsafe.")), c.tables.string("")]
    if not isinstance(t, T.Named):
        return [c.tables.string("")] * 2
    args = f"[{','.join(map(layout.type_name, t.args))}]" if t.args else ""
    return [c.tables.string(t.obj.name + args), c.tables.string(t.obj.pkg)]


def numbers(c: Code, t: T.Type) -> list[int]:
    """In the order of models/internal/text."""
    size, align = sizes.go_size(t)
    u = t.underlying()
    direction = DIRECTIONS[u.dir] if isinstance(u, T.Chan) else 0
    pointer = T.Pointer(t)
    known = key(pointer) in c.tables.reflected
    return [size, align, direction, len(methods(c, t)), int(comparable(t)), c.tables.type_number(u),
            c.tables.type_number(pointer) if known else 0]  # fmt: skip


def methods(c: Code, t: T.Type) -> list[str]:
    return exported_methods(t, c.tables.signature_of)


def field_words(c: Code, struct: T.Struct, index: int) -> list[int]:
    f = struct.fields[index]
    return [c.tables.string(f.name), c.tables.string(private(f.name, f.pkg)), c.tables.string(f.tag)]


def field_numbers(c: Code, struct: T.Struct, index: int) -> list[int]:
    return [int(struct.fields[index].embedded), sizes.field_offset(struct, index)]


def method_types(tables: Tables, t: T.Type) -> list[T.Type]:
    """Those of a type's exported methods, without and with the receiver."""
    plain = [signature(tables, t, name) for name in exported_methods(t, tables.signature_of)]
    return [*plain, *(T.Signature([t, *s.params], s.results, s.variadic) for s in plain)]


def signature(tables: Tables, t: T.Type, name: str) -> T.Signature:
    found = lookup(t, name, "")
    assert found is not None and not isinstance(found, str)
    if found.method is not None:
        return tables.signature_of(found.method)
    assert found.interface is not None
    return found.interface.methods[name]


def _method_type(c: Code, t: T.Type) -> None:
    for index, name in enumerate(methods(c, t)):
        other, plain = Label(), Label()
        c.branch(c.op("eq", PAYLOAD, c.const(index)), other, when=False)
        s = signature(c.tables, t, name)
        c.branch(INDEX, plain, when=False)
        c.ret(c.const(c.tables.type_number(T.Signature([t, *s.params], s.results, s.variadic))))
        c.bind(plain)
        c.ret(c.const(c.tables.type_number(s)))
        c.bind(other)
        c.release()
    c.ret(c.const(0))


def _implements(c: Code, t: T.Type) -> None:
    """t is the interface, the second parameter the type."""
    wanted = t.underlying()
    assert isinstance(wanted, T.Interface)
    fitting = [n for n, u in c.tables.concrete_types() if missing_method(u, wanted, c.tables.signature_of) is None]
    for number in fitting:
        other = Label()
        c.branch(c.op("eq", PAYLOAD, c.const(number)), other, when=False)
        c.ret(c.const(1))
        c.bind(other)
        c.release()
    c.ret(c.const(0))


def is_interface(t: T.Type) -> bool:
    return isinstance(t.underlying(), T.Interface)


word = facts("words of a type", words, "b")
number = facts("numbers of a type", numbers)
method_name = facts("names of methods", lambda c, t: [c.tables.string(name) for name in methods(c, t)], "b")
method_type = for_each("type of a method", "iii", "i", always, _method_type)
field_word = field_facts("words of a field", field_words, "b")
field_number = field_facts("numbers of a field", field_numbers, "i")
_has_methods_of = for_each("implements", "ii", "i", is_interface, _implements)


def implements(tables: Tables) -> int:
    """TypeImplements(number, iface)."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, "implements", "ii", 1)
        c.ret(c.call(_has_methods_of(tables), c.join(("i", 2), ("i", 1)), 2, "i"))
        return c.finish(wrapper=True)

    return tables.generated("type implements", 1, generate)


def count(tables: Tables) -> int:
    """TypeCount()"""

    def generate(tables: Tables) -> Function:
        c = Code(tables, "number of types", "", 1)
        c.ret(c.const(len(tables.types)))
        return c.finish(wrapper=True)

    return tables.generated("number of types", 1, generate, late=True)


# --- functions


def _bind(c: Code, t: T.Type) -> None:
    """The method as a closure; one for which no code exists is not known."""
    program, type_number = c.tables.program, c.tables.type_number(t)
    for index, name in enumerate(methods(c, t)):
        other = Label()
        c.branch(c.op("eq", INDEX, c.const(index)), other, when=False)
        if (type_number, c.tables.method(name)) in program.methods:
            s = signature(c.tables, t, name)
            closure = interfaces.bound_closure(c, name, s, TYPE)
            c.ret(interfaces.wrapped(c, s, closure))
        c.bind(other)
        c.release()
    c.emit("unknown", c.tables.string("a method that only reflection calls"))
    c.ret(c.zero(layout.INTERFACE))


bind = for_each("bound method of any type", "tpi", layout.INTERFACE, always, _bind)


def _make(c: Code, t: T.Type) -> None:
    """A closure that gathers its arguments, and spreads the results of the function that it holds."""
    number = c.tables.generated(("made", key(t)), sum(map(layout.width, results(t))), lambda tables: _made(tables, t))
    closure = c.new("if", "reflect.makeFuncStub")
    c.emit("put", closure, 0, c.const(number), 1)
    c.emit("put", closure, 1, PAYLOAD, 1)
    c.ret(interfaces.wrapped(c, t, closure))


def _made(tables: Tables, t: T.Type) -> Function:
    kinds = "".join(map(layout.kinds, params(t)))
    out = "".join(map(layout.kinds, results(t)))
    c = Code(tables, "reflect.makeFuncStub", kinds, len(out))
    count = c.const(len(params(t)))
    args, at = slices.array(c, ANY, count), 1
    for index, p in enumerate(params(t)):
        value = at if is_interface(p) else interfaces.wrapped(c, p, at)
        c.emit("put", c.op("elem", args, c.const(index), 2, kind="r"), 0, value, 2)
        at += layout.width(p)
    given = c.join(("r", args), ("i", count), ("i", count))
    made = c.temp(layout.SLICE)
    c.emit("callv", made, c.op("get", 0, 1, 1, kind="f"), given, 3)
    c.writes(3)
    parts: list[tuple[str, int]] = []
    for index, r in enumerate(results(t)):
        at = c.op("elem", made, c.const(index), 2, kind="r")
        parts.append((layout.kinds(r), taken(c, r, c.op("get", at, 0, 2, kind=layout.INTERFACE))))
    parts = [p for p in parts if p[0]]
    c.ret(c.join(*parts) if parts else 0)
    return c.finish(wrapper=True)


make = for_each("function of any type", "if", layout.INTERFACE, is_function, _make)

# --- by type


def dispatch(name: str, sig: T.Signature) -> Callable[[Tables], int]:
    """The function that calls the instance for the type of its first parameter."""
    given, out = ("".join(map(layout.kinds, part)) for part in (sig.params, sig.results))

    def case(c: Code, t: T.Type) -> None:
        graph = c.tables.unit.instances[name][key(t)]
        c.ret(c.call(c.tables.graph(graph), 1, len(given), out))

    def applies(tables: Tables) -> Callable[[T.Type], bool]:
        return lambda t: key(t) in tables.unit.instances[name]

    return lambda tables: for_each(name, given, out, applies(tables), case)(tables)


def retype(c: Code, number: int, x: int) -> int:
    return c.join(("t", number), ("p", x + 1))
