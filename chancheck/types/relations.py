"""Identity, assignability, conversion, comparison and method sets (Go spec, Properties of types and values)."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from chancheck.deadline import poll
from chancheck.records import dataclass
from chancheck.types import types as T
from chancheck.types.objects import Selection
from chancheck.types.types import FuncObj, Obj

Signatures = Callable[[FuncObj], T.Signature]


def key(t: T.Type) -> Hashable:
    """Equal for identical types, and only for them."""
    match t:
        case T.Named():
            return (id(t.obj), *map(key, t.args)) if t.args else id(t)
        case T.Pointer():
            return ("*", key(t.elem))
        case T.Slice():
            return ("[]", key(t.elem))
        case T.Array():
            return ("[n]", t.length, key(t.elem))
        case T.Map():
            return ("map", key(t.key), key(t.elem))
        case T.Chan():
            return ("chan", t.dir, key(t.elem))
        case T.Struct():
            return ("struct", *((f.name, key(f.type), f.embedded, private(f.name, f.pkg), f.tag) for f in t.fields))
        case T.Signature():
            return ("func", t.variadic, tuple(map(key, t.params)), tuple(map(key, t.results)))
        case T.Tuple():
            return ("tuple", *map(key, t.items))
        case T.Interface():
            methods = tuple((n, private(n, t.pkgs.get(n, "")), key(s)) for n, s in sorted(t.methods.items()))
            terms = None if t.terms is None else tuple((tilde, key(term)) for tilde, term in t.terms)
            return ("interface", methods, terms, t.comparable)
    return id(t)


def private(name: str, pkg: str) -> str:
    return "" if name[:1].isupper() else pkg


def identical(a: T.Type, b: T.Type) -> bool:
    return a is b or key(a) == key(b)


def is_interface(t: T.Type) -> bool:
    return isinstance(t.underlying(), T.Interface)


def is_string(t: T.Type) -> bool:
    return t.underlying() in (T.STRING, T.UNTYPED_STRING)


def is_boolean(t: T.Type) -> bool:
    return t.underlying() in (T.BOOL, T.UNTYPED_BOOL)


def is_integer(t: T.Type) -> bool:
    u = t.underlying()
    return isinstance(u, T.Basic) and u.is_integer


def is_float(t: T.Type) -> bool:
    return t.underlying() in (T.FLOAT32, T.FLOAT64, T.UNTYPED_FLOAT)


def is_complex(t: T.Type) -> bool:
    return t.underlying() in (T.COMPLEX64, T.COMPLEX128, T.UNTYPED_COMPLEX)


def is_ordered(t: T.Type) -> bool:
    """Whether < is defined on the type."""
    return is_integer(t) or is_float(t) or is_string(t)


def is_numeric(t: T.Type) -> bool:
    return is_integer(t) or is_float(t) or is_complex(t)


def is_untyped(t: T.Type) -> bool:
    return isinstance(t, T.Basic) and t.is_untyped


def has_nil(t: T.Type) -> bool:
    u = t.underlying()
    return u in (T.NIL, T.UNSAFE_POINTER) or isinstance(
        u, T.Pointer | T.Slice | T.Map | T.Chan | T.Signature | T.Interface
    )


def default_type(t: T.Type) -> T.Type:
    """The default type of an untyped constant (Go spec, Constants)."""
    defaults: dict[T.Type, T.Type] = {
        T.UNTYPED_BOOL: T.BOOL,
        T.UNTYPED_INT: T.INT,
        T.UNTYPED_RUNE: T.INT32,
        T.UNTYPED_FLOAT: T.FLOAT64,
        T.UNTYPED_COMPLEX: T.COMPLEX128,
        T.UNTYPED_STRING: T.STRING,
    }
    return defaults.get(t, t)


def comparable(t: T.Type) -> bool:
    """Whether == is defined on the type (it may still panic for interfaces)."""
    poll()
    u = t.underlying()
    if isinstance(u, T.Struct):
        return all(comparable(f.type) for f in u.fields)
    if isinstance(u, T.Array):
        return comparable(u.elem)
    return not isinstance(u, T.Slice | T.Map | T.Signature)


def is_named(t: T.Type) -> bool:
    return isinstance(t, T.Named | T.Basic | T.TypeParam)


def assignable(v: T.Type, t: T.Type, sig: Signatures) -> bool:
    """Whether a value of type v (typed, or nil) can be assigned to a variable of type t."""
    if isinstance(v, T.Invalid) or isinstance(t, T.Invalid) or identical(v, t):
        return True
    vu, tu = v.underlying(), t.underlying()
    if v is T.NIL:
        return has_nil(t)
    if isinstance(tu, T.Interface) and missing_method(v, tu, sig) is None:
        return True
    if isinstance(vu, T.Chan) and isinstance(tu, T.Chan) and vu.dir == "both" and identical(vu.elem, tu.elem):
        return not (is_named(v) and is_named(t))
    return identical(vu, tu) and not (is_named(v) and is_named(t))


def convertible(v: T.Type, t: T.Type, sig: Signatures) -> bool:
    """Whether T(v) is allowed for a non-constant v."""
    if assignable(v, t, sig):
        return True
    vu, tu = v.underlying(), t.underlying()
    if identical(untagged(vu), untagged(tu)):
        return True
    if isinstance(v, T.Pointer) and isinstance(t, T.Pointer):
        behind, wanted = v.elem.underlying(), t.elem.underlying()
        if identical(untagged(behind), untagged(wanted)):
            return True
    if is_numeric(v) and is_numeric(t):
        return is_complex(v) == is_complex(t)
    if is_string(t):
        return is_integer(v) or is_bytes_or_runes(vu)
    if is_string(v):
        return is_bytes_or_runes(tu)
    if isinstance(vu, T.Slice):
        array = tu.elem.underlying() if isinstance(tu, T.Pointer) else tu
        return isinstance(array, T.Array) and identical(array.elem, vu.elem)
    return T.UNSAFE_POINTER in (vu, tu) and all(
        isinstance(u, T.Pointer) or u in (T.UNSAFE_POINTER, T.UINTPTR) for u in (vu, tu)
    )


def untagged(t: T.Type) -> T.Type:
    """The type without the tags of its structs (Go spec, Conversions)."""
    match t:
        case T.Struct():
            fields = [T.StructField(f.name, untagged(f.type), f.embedded, f.pkg) for f in t.fields]
            return T.Struct(fields)
        case T.Pointer():
            return T.Pointer(untagged(t.elem))
        case T.Slice():
            return T.Slice(untagged(t.elem))
        case T.Array():
            return T.Array(t.length, untagged(t.elem))
        case T.Map():
            return T.Map(untagged(t.key), untagged(t.elem))
        case T.Chan():
            return T.Chan(t.dir, untagged(t.elem))
        case T.Signature():
            return T.Signature([*map(untagged, t.params)], [*map(untagged, t.results)], t.variadic)
    return t


def is_bytes_or_runes(u: T.Type) -> bool:
    return isinstance(u, T.Slice) and u.elem.underlying() in (T.UINT8, T.INT32)


# --- fields and methods ---------------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """A field or method at the least depth. `indirect`: a pointer was walked through (or x was one)."""

    path: tuple[int, ...]
    field: T.StructField | None = None
    method: FuncObj | None = None
    interface: T.Interface | None = None
    indirect: bool = False

    @property
    def is_method(self) -> bool:
        """Whether it is one that an interface can have, that is, without type parameters of its own."""
        return self.field is None and not (self.method is not None and self.method.is_generic)


def lookup(t: T.Type, name: str, pkg: str) -> Found | str | None:
    """The field or method x.name of an x of type t (Go spec, Selectors); "ambiguous" where two are equally deep."""
    indirect = False
    if isinstance(t, T.Pointer):
        t, indirect = t.elem, True
        if isinstance(t.underlying(), T.Interface | T.Pointer):
            return None
    elif isinstance(t, T.Named) and isinstance(t.underlying(), T.Pointer):
        under = t.underlying()
        assert isinstance(under, T.Pointer)
        found = lookup(under, name, pkg)
        return found if isinstance(found, Found) and found.field else None
    level: list[tuple[T.Type, tuple[int, ...], bool]] = [(t, (), indirect)]
    seen: set[Hashable] = set()
    while level:
        hits: list[Found] = []
        below: list[tuple[T.Type, tuple[int, ...], bool]] = []
        for typ, path, ind in level:
            if isinstance(typ, T.Named):
                if key(typ) in seen:
                    continue
                seen.add(key(typ))
                method = typ.methods.get(name)
                if method is not None and visible(name, method.pkg, pkg):
                    hits.append(Found(path, method=method, indirect=ind))
                    continue
            under = typ.underlying()
            if isinstance(under, T.Struct):
                for i, f in enumerate(under.fields):
                    if f.name == name and visible(name, f.pkg, pkg):
                        hits.append(Found((*path, i), field=f, indirect=ind))
                    elif f.embedded:
                        inner, pointer = (f.type.elem, True) if isinstance(f.type, T.Pointer) else (f.type, False)
                        below.append((inner, (*path, i), ind or pointer))
            elif isinstance(under, T.Interface) and name in under.methods:
                hits.append(Found(path, interface=under, indirect=ind))
        if hits:
            return hits[0] if len(hits) == 1 else "ambiguous"
        level = below
    return None


def visible(name: str, declared: str, used: str) -> bool:
    return name[:1].isupper() or declared == used


def in_method_set(found: Found, t: T.Type) -> bool:
    """Whether the method is in the method set of t (not only callable on an addressable variable)."""
    return found.method is None or not found.method.pointer_recv or found.indirect


def exported_methods(t: T.Type, sig: Signatures) -> list[str]:
    """The names of the exported methods in the method set of t, sorted."""
    names, seen, todo = set[str](), set[Hashable](), [t]
    while todo:
        u = todo.pop()
        u = u.elem if isinstance(u, T.Pointer) else u
        if key(u) in seen:
            continue
        seen.add(key(u))
        if isinstance(u, T.Named):
            names |= set(u.methods)
        under = u.underlying()
        if isinstance(under, T.Interface):
            names |= set(under.methods)
        elif isinstance(under, T.Struct):
            todo += [f.type for f in under.fields if f.embedded]
    if isinstance(t.underlying(), T.Interface):
        return sorted(names)
    exported = [name for name in sorted(names) if name[:1].isupper()]
    found = {name: lookup(t, name, "") for name in exported}
    return [n for n, f in found.items() if isinstance(f, Found) and f.is_method and in_method_set(f, t)]


def missing_method(v: T.Type, iface: T.Interface, sig: Signatures) -> tuple[str, str] | None:
    """(method, why) that v lacks to implement iface; None when it does."""
    under = v.underlying()
    if iface.comparable and not comparable(v):
        return ("==", "not comparable")
    if iface.terms is not None and not any(identical(under if tilde else v, term) for tilde, term in iface.terms):
        return ("", "not in the type set")
    for name, wanted in sorted(iface.methods.items()):
        if isinstance(under, T.Interface):
            have: T.Signature | None = under.methods.get(name)
            if have is None:
                return (name, "missing")
        else:
            found = lookup(v, name, iface.pkgs.get(name, ""))
            if not isinstance(found, Found) or not found.is_method:
                return (name, "missing")
            if not in_method_set(found, v):
                return (name, "pointer receiver")
            have = found.interface.methods[name] if found.interface else sig(found.method) if found.method else None
        if have is not None and not identical(have, wanted):
            return (name, "wrong type")
    return None


def selection(found: Found, name: str, sig: Signatures) -> Selection:
    if found.field is not None:
        return Selection("field", found.path, None, found.field.type)
    if found.method is not None:
        return Selection("method", found.path, found.method, sig(found.method))
    assert found.interface is not None
    return Selection("interface", found.path, None, found.interface.methods[name])


@dataclass(eq=False, slots=True)
class Scope:
    """A block. `function`: the function (literal) that the block belongs to, None at package level."""

    parent: Scope | None
    names: dict[str, Obj]
    function: object = None

    def find(self, name: str) -> Obj | None:
        scope: Scope | None = self
        while scope is not None:
            obj = scope.names.get(name)
            if obj is not None:
                return obj
            scope = scope.parent
        return None
