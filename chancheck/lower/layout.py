"""How values of Go types lie in cells: their kinds, the offsets of fields, and the sizes that Go itself gives them."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.program.forms import Form
from chancheck.semantics import cond
from chancheck.types import types as T
from chancheck.types.relations import is_complex

# A slice is the address of its first element, its length and its capacity; an interface value a type and a payload.
SLICE, INTERFACE = "rii", "tp"

COMPLEX = "ii"
"""A complex number is its real and its imaginary part."""

RUNTIME_TAILS = {"sync.notifyList": cond.QUEUE}
"""Types of models/ with queues as objects."""

CLOCK = {("internal/clock", "Instant"): "w", ("internal/clock", "Reading"): "c"}

ALL_ALIKE: dict[type[T.Type], str] = {
    **dict.fromkeys((T.Pointer, T.Chan, T.Map), "r"),
    T.Signature: "f",
    T.Slice: SLICE,
    T.Interface: INTERFACE,
    T.Invalid: "",  # a type of a package that is not supported: no reached code uses it
}
"""The kinds of the values of all types of such a form."""

BASIC: dict[T.Type, str] = {
    **dict.fromkeys((T.STRING, T.UNTYPED_STRING), "b"),
    **dict.fromkeys((T.COMPLEX64, T.COMPLEX128, T.UNTYPED_COMPLEX), COMPLEX),
    **dict.fromkeys((T.UNSAFE_POINTER, T.NIL), "r"),
}
"""The predeclared types with values that are not one number."""

NUMBERS = ("float32", "float64", "untyped float")


def kinds(t: T.Type) -> str:
    """The kinds of a value's cells."""
    poll()
    if type(t) is T.Basic:
        return BASIC.get(t, "i")
    u = t.underlying()
    known = ALL_ALIKE.get(type(u))
    if known is not None:
        return known
    match u:
        case T.Basic():
            known = CLOCK.get((t.obj.pkg, t.obj.name)) if isinstance(t, T.Named) else None
            return known or BASIC.get(u, "i")
        case T.Struct():
            return "".join([kinds(f.type) for f in u.fields])
        case T.Array():
            return kinds(u.elem) * u.length
    raise AssertionError(f"no value has the type {t}")


def form(t: T.Type, follow: bool = True) -> Form:
    """How a value reads in reports. follow: pointers to what they point to."""
    poll()
    u = t.underlying()
    match u:
        case T.Struct():
            return "struct", tuple(form(f.type, follow) for f in u.fields)
        case T.Array():
            return ("array", (form(u.elem, follow),) * u.length) if u.length < LONG else "address"
        case T.Slice():
            return "slice", (form(u.elem, False),)
        case T.Pointer() if follow and isinstance(u.elem.underlying(), T.Struct):
            return "pointer", (form(u.elem, False),)
        case T.Interface():
            return "any"
        case T.Basic():
            return "bool" if u.name.endswith("bool") else basic_form(u)
    return "func" if isinstance(u, T.Signature) else "address"


LONG = 100
"""Elements of an array that reports show."""


def basic_form(t: T.Basic) -> Form:
    if is_complex(t):
        return "struct", ("float", "float")
    if kinds(t) != "i":
        return "text" if kinds(t) == "b" else "address"
    return "float" if is_float(t) else "uint" if is_wide_unsigned(t) else "int"


def width(t: T.Type) -> int:
    return len(kinds(t))


def element_kinds(t: T.Type) -> str:
    """Of a channel's or map's elements: they are counted, so there is a cell even in an empty struct."""
    return kinds(t) or "i"


def field_offset(t: T.Type, index: int) -> int:
    struct = t.underlying()
    assert isinstance(struct, T.Struct)
    return sum(width(f.type) for f in struct.fields[:index])


def pointed(t: T.Type) -> T.Type:
    """The type that a pointer type points to."""
    pointer = t.underlying()
    assert isinstance(pointer, T.Pointer), t
    return pointer.elem


def element(t: T.Type) -> T.Type:
    """The element type of a slice, array, channel, map, or of a pointer to an array."""
    u = t.underlying()
    if isinstance(u, T.Pointer):
        u = u.elem.underlying()
    assert isinstance(u, T.Slice | T.Array | T.Chan | T.Map), t
    return u.elem


def payload(t: T.Type) -> str:
    """The kind of the one cell that stands for a value of type t in an interface value."""
    k = kinds(t)
    return k if len(k) == 1 else "r" if k else "i"


def boxed(t: T.Type) -> bool:
    """Whether that cell is the address of an object with the value."""
    return width(t) > 1


def behind(t: T.Type) -> str:
    """The kinds of the cells that this cell is the address of: those of a boxed value, or what a pointer points to."""
    if boxed(t):
        return kinds(t)
    return kinds(pointed(t)) if isinstance(t.underlying(), T.Pointer) else ""


def cell_names(t: T.Type, prefix: str = "") -> tuple[str, ...]:
    """Names of a value's cells for reports: those of the fields, but not of what the library hides in its types."""
    poll()
    if isinstance(t, T.Named) and t.obj.pos.file.startswith("$"):
        return (prefix,) * width(t)
    u = t.underlying()
    if isinstance(u, T.Struct):
        names: list[str] = []
        for f in u.fields:
            names += cell_names(f.type, f"{prefix}.{f.name}" if prefix else f.name)
        return tuple(names)
    if isinstance(u, T.Array):
        return tuple(name for i in range(u.length) for name in cell_names(u.elem, f"{prefix}[{i}]"))
    return (prefix,) * width(t)


def cell_forms(t: T.Type) -> tuple[Form, ...]:
    """How the values that begin at each cell read; "" in the midst of one. The library's types are hidden."""
    if isinstance(t, T.Named) and t.obj.pos.file.startswith("$"):
        return ("",) * width(t)
    u = t.underlying()
    if isinstance(u, T.Struct):
        return tuple(one for f in u.fields for one in cell_forms(f.type))
    if isinstance(u, T.Array):
        return cell_forms(u.elem) * u.length
    cells = width(t)
    return (form(t, False), *[""] * (cells - 1)) if cells else ()


def comparable(t: T.Type) -> bool:
    """Whether == on values of this type cannot panic for the type itself (interfaces inside may still)."""
    match t.underlying():
        case T.Slice() | T.Map() | T.Signature():
            return False
        case T.Array() as u:
            return comparable(u.elem)
        case T.Struct() as u:
            return all(comparable(f.type) for f in u.fields)
    return True


def is_unsigned(t: T.Type) -> bool:
    u = t.underlying()
    return isinstance(u, T.Basic) and u.bits > 0 and not u.signed


def is_wide_unsigned(t: T.Type) -> bool:
    """Unsigned 64-bit numbers are bit patterns: their order is not that of the cells."""
    u = t.underlying()
    return isinstance(u, T.Basic) and u.bits == 64 and not u.signed


def bits(t: T.Type) -> int:
    u = t.underlying()
    return (u.bits or 64) if isinstance(u, T.Basic) else 64


def is_float(t: T.Type) -> bool:
    u = t.underlying()
    return isinstance(u, T.Basic) and u.name in NUMBERS


def is_single(t: T.Type) -> bool:
    """A 32-bit floating-point number, or a pair of them; a cell holds the bits of the 64-bit one with that value."""
    return t.underlying() in (T.FLOAT32, T.COMPLEX64)


def has_interface(t: T.Type) -> bool:
    """Whether a part of the value is an interface value."""
    return "t" in kinds(t)


def has_pointers(t: T.Type) -> bool:
    """Whether Go's garbage collector looks into such values."""
    return any(k not in "iw" for k in kinds(t))


# --- names as %T shows them ----------------------------------------------------------------------


def type_name(t: T.Type) -> str:
    """The name of a type as Go's runtime has it: packages by their last name, interface {} written out."""
    match t:
        case T.Named():
            package = t.obj.pkg.rsplit("/", 1)[-1]
            name = f"{package}.{t.obj.name}" if package else t.obj.name
            return name + (f"[{','.join(map(type_name, t.args))}]" if t.args else "")
        case T.Pointer():
            return f"*{type_name(t.elem)}"
        case T.Slice():
            return f"[]{type_name(t.elem)}"
        case T.Array():
            return f"[{t.length}]{type_name(t.elem)}"
        case T.Map():
            return f"map[{type_name(t.key)}]{type_name(t.elem)}"
        case T.Chan():
            return {"both": "chan ", "send": "chan<- ", "recv": "<-chan "}[t.dir] + _channel_element(t)
        case T.Struct():
            return _struct_name(t)
        case T.Signature():
            return f"func{_signature_name(t)}"
        case T.Interface():
            return _interface_name(t)
    return str(t)


def _channel_element(t: T.Chan) -> str:
    name = type_name(t.elem)
    return f"({name})" if name.startswith("<-") and t.dir != "recv" else name


def _struct_name(t: T.Struct) -> str:
    if not t.fields:
        return "struct {}"
    parts = (_field_name(f) for f in t.fields)
    return f"struct {{ {'; '.join(parts)} }}"


def _field_name(f: T.StructField) -> str:
    tag = f' "{f.tag.decode("utf-8", "replace").replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
    return (type_name(f.type) if f.embedded else f"{f.name} {type_name(f.type)}") + (tag if f.tag else "")


def _signature_name(t: T.Signature) -> str:
    params = [type_name(p) for p in t.params]
    if t.variadic:
        params[-1] = "..." + params[-1][2:]
    results = ", ".join(map(type_name, t.results))
    shown = "" if not results else f" {results}" if len(t.results) == 1 else f" ({results})"
    return f"({', '.join(params)}){shown}"


def _interface_name(t: T.Interface) -> str:
    if not t.methods:
        return "interface {}"
    methods = "; ".join(f"{name}{_signature_name(s)}" for name, s in sorted(t.methods.items()))
    return f"interface {{ {methods} }}"


def queue_of(t: T.Type) -> str:
    """The tail of objects of a type that stands for a queue of the runtime; empty for all others."""
    return RUNTIME_TAILS.get(f"{t.obj.pkg}.{t.obj.name}", "") if isinstance(t, T.Named) else ""
