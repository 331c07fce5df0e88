"""Facts for package reflect, of a type by its number and of a value by its type: constants of the program."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.lower import interfaces, layout, slices
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.lower.reflection import INDEX, PAYLOAD, TYPE, for_each
from chancheck.lower.type_switch import answer
from chancheck.program.program import Function
from chancheck.types import types as T

KINDS = ("invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
         "uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr",
         "slice", "string", "struct", "unsafe.Pointer")  # fmt: skip
"""In the order of reflect.Kind."""

COMPOSITE = {T.Array: "array", T.Chan: "chan", T.Signature: "func", T.Interface: "interface", T.Map: "map",
             T.Pointer: "ptr", T.Slice: "slice", T.Struct: "struct"}  # fmt: skip

ANY = T.Interface({})


def kind(t: T.Type) -> int:
    u = t.underlying()
    return KINDS.index(u.name if isinstance(u, T.Basic) else COMPOSITE[type(u)])


def always(t: T.Type) -> bool:
    return True


def is_function(t: T.Type) -> bool:
    return isinstance(t.underlying(), T.Signature)


def is_pointer(t: T.Type) -> bool:
    return isinstance(t.underlying(), T.Pointer)


# --- facts


def constant(name: str, fact: Callable[[Tables, T.Type], int], kind: str = "i") -> Callable[[Tables], int]:
    """The function that returns a number, or a text, for each type."""

    def generate(tables: Tables) -> Function:
        c = Code(tables, name, "i", 1)
        answer(c, TYPE, {0: 0} | {n: fact(tables, t) for n, t in tables.concrete_types()}, kind)
        return c.finish(wrapper=True)

    return lambda tables: tables.generated(name, 1, generate, late=True)


def related(name: str, parts: Callable[[T.Type], list[T.Type]]) -> Callable[[Tables], int]:
    """The number of the part of a type that the second parameter says; 0: there is none."""

    def case(c: Code, t: T.Type) -> None:
        for index, part in enumerate(parts(t)):
            other = Label()
            c.branch(c.op("eq", PAYLOAD, c.const(index)), other, when=False)
            c.ret(c.const(c.tables.type_number(part)))
            c.bind(other)
            c.release()
        c.ret(c.const(0))

    return for_each(name, "ii", "i", lambda t: bool(parts(t)), case)


def elements(t: T.Type) -> list[T.Type]:
    """The element and, of a map, the key."""
    u = t.underlying()
    if isinstance(u, T.Array | T.Slice | T.Pointer | T.Chan):
        return [u.elem]
    return [u.elem, u.key] if isinstance(u, T.Map) else []


def fields(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    return [f.type for f in u.fields] if isinstance(u, T.Struct) else []


def params(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    return u.params if isinstance(u, T.Signature) else []


def results(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    return u.results if isinstance(u, T.Signature) else []


def length(t: T.Type) -> int:
    """Of an array; of a function whether it is variadic."""
    u = t.underlying()
    return u.length if isinstance(u, T.Array) else int(isinstance(u, T.Signature) and u.variadic)


def field_names(c: Code, t: T.Type) -> None:
    u = t.underlying()
    assert isinstance(u, T.Struct)
    for index, f in enumerate(u.fields):
        other = Label()
        c.branch(c.op("eq", PAYLOAD, c.const(index)), other, when=False)
        c.ret(c.text(f.name))
        c.bind(other)
        c.release()
    c.ret(c.text(""))


type_kind = constant("kind of a type", lambda tables, t: kind(t))
type_length = constant("length of a type", lambda tables, t: length(t))
field_count = constant("number of fields", lambda tables, t: len(fields(t)))
param_count = constant("number of parameters", lambda tables, t: len(params(t)))
result_count = constant("number of results", lambda tables, t: len(results(t)))
element = related("element of a type", elements)
field = related("field of a type", fields)
param = related("parameter of a type", params)
result = related("result of a type", results)
text = constant("text of a type", lambda tables, t: tables.string(layout.type_name(t)), "b")
field_name = for_each("name of a field", "ii", "b", lambda t: bool(fields(t)), field_names)

# --- values


def give(c: Code, t: T.Type, value: int) -> None:
    c.ret(value if isinstance(t.underlying(), T.Interface) else interfaces.wrapped(c, t, value))


def taken(c: Code, t: T.Type, value: int) -> int:
    """The value of type t that an interface value holds, or that it is."""
    return value if isinstance(t.underlying(), T.Interface) else interfaces.unwrapped(c, t, value + 1)


zero = for_each("zero of a type", "i", layout.INTERFACE, always, lambda c, t: give(c, t, c.zero(layout.kinds(t))))


def _new(c: Code, t: T.Type) -> None:
    made = c.new(layout.kinds(t), layout.type_name(t), cells=layout.cell_names(t))
    c.ret(interfaces.wrapped(c, T.Pointer(t), made))


def is_shallow(t: T.Type) -> bool:
    """Not a pointer to a pointer: of these there would be no end."""
    return not (is_pointer(t) and is_pointer(layout.pointed(t)))


new = for_each("new of a type", "i", layout.INTERFACE, is_shallow, _new)


def _store(c: Code, t: T.Type) -> None:
    elem = layout.pointed(t)
    cells = layout.width(elem)
    if cells:
        c.emit("store", PAYLOAD, 0, taken(c, elem, 3), cells)
    c.ret()


store = for_each("store through a pointer", "tptp", "", is_pointer, _store)


def _field_address(c: Code, t: T.Type) -> None:
    struct = layout.pointed(t)
    for index, f in enumerate(fields(struct)):
        other = Label()
        c.branch(c.op("eq", INDEX, c.const(index)), other, when=False)
        at = c.op("addr", PAYLOAD, layout.field_offset(struct, index), kind="r")
        c.ret(interfaces.wrapped(c, T.Pointer(f), at))
        c.bind(other)
        c.release()
    c.ret(c.zero(layout.INTERFACE))


field_address = for_each(
    "address of a field", "tpi", layout.INTERFACE, lambda t: is_pointer(t) and bool(fields(layout.pointed(t))),
    _field_address,
)  # fmt: skip


def _element_address(c: Code, t: T.Type) -> None:
    elem = elements(t)[0]
    first = PAYLOAD
    if isinstance(t.underlying(), T.Pointer):
        elem = elements(elem)[0]
    else:
        first = c.op("get", PAYLOAD, 0, 1, kind="r")
    at = c.op("elem", first, INDEX, layout.width(elem), kind="r")
    c.ret(interfaces.wrapped(c, T.Pointer(elem), at))


def has_elements(t: T.Type) -> bool:
    u = t.underlying()
    return isinstance(u, T.Slice) or (isinstance(u, T.Pointer) and isinstance(u.elem.underlying(), T.Array))


element_address = for_each("address of an element", "tpi", layout.INTERFACE, has_elements, _element_address)


def _call(c: Code, t: T.Type) -> None:
    """Parameters: the function, then a slice of interface values."""
    given: list[tuple[str, int]] = []
    for index, p in enumerate(params(t)):
        at = c.op("elem", 3, c.const(index), 2, kind="r")
        given.append((layout.kinds(p), taken(c, p, c.op("get", at, 0, 2, kind=layout.INTERFACE))))
    kinds = "".join(map(layout.kinds, results(t)))
    start = c.join(*given) if given else 0
    dst = c.temp(kinds) if kinds else 0
    c.emit("callv", dst, PAYLOAD, start, sum(len(k) for k, _ in given))
    c.writes(len(kinds))
    count = c.const(len(results(t)))
    made = slices.array(c, ANY, count)
    for index, r in enumerate(results(t)):
        at = c.op("elem", made, c.const(index), 2, kind="r")
        value = dst if isinstance(r.underlying(), T.Interface) else interfaces.wrapped(c, r, dst)
        c.emit("put", at, 0, value, 2)
        dst += layout.width(r)
    c.ret(c.join(("r", made), ("i", count), ("i", count)))


call = for_each("call of any function", "tprii", layout.SLICE, is_function, _call)
