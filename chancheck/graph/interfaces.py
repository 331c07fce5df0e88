"""Methods that interfaces may call on the types that become interface values."""

from __future__ import annotations

from collections.abc import Hashable

from chancheck.graph import ops
from chancheck.graph.builder import Builder
from chancheck.graph.wrappers import promoted, signature
from chancheck.types import types as T
from chancheck.types.relations import Found, exported_methods, is_interface, key, lookup


def take_apart(b: Builder) -> None:
    """Formatting looks into values: what lies in them becomes an interface value too."""
    todo = list(b.concrete.values())
    while todo:
        for part in parts(todo.pop()):
            if not is_interface(part) and key(part) not in b.concrete:
                b.concrete[key(part)] = part
                todo.append(part)


MAKING_POINTERS = frozenset({"internal/text.FieldAddr", "internal/text.ElemAddr", "internal/text.NewOf"})
"""Operations that make pointers to parts of values, and to new ones."""


def point(b: Builder) -> None:
    """Reflection gets at the types that a type is made of, and at pointers to them."""
    todo = list(b.concrete.values())
    while todo:
        t = todo.pop()
        found = components(t)
        if not isinstance(t.underlying(), T.Pointer):
            found.append(T.Pointer(t))
        for part in found:
            if key(part) not in b.concrete and not isinstance(part.underlying(), T.Invalid):
                if not is_interface(part):
                    b.concrete[key(part)] = part
                    todo.append(part)
                elif key(T.Pointer(part)) not in b.concrete:
                    b.concrete[key(T.Pointer(part))] = T.Pointer(part)


def components(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    match u:
        case T.Struct():
            return [f.type for f in u.fields]
        case T.Array() | T.Slice() | T.Chan() | T.Pointer():
            return [u.elem]
        case T.Map():
            return [u.key, u.elem]
        case T.Signature():
            return [*u.params, *u.results]
    return []


def methods_of(b: Builder, t: T.Type) -> list[str]:
    """The exported methods of a type that the program declares."""
    named = t.elem if isinstance(t, T.Pointer) else t
    own = {package.path for package in b.own}
    own |= {path for path, package in b.checker.packages.items() if package.is_dependency}
    if not isinstance(named, T.Named) or named.obj.pkg not in own:
        return []
    return exported_methods(t, b.checker.sig)


def add_methods(b: Builder) -> bool:
    """Graphs of methods that interfaces can call on the types that become interface values."""
    added = False
    for k, t in list(b.concrete.items()):
        have = b.methods.setdefault(k, {})
        b.reach.now = b.reach.types.get(k)
        for name in sorted((b.method_names | b.invoked_as.keys()) - have.keys()):
            graph = method_graph(b, t, name)
            if graph is not None:
                have[name] = graph
                added = True
    b.reach.now = None
    return added


def method_graph(b: Builder, t: T.Type, name: str) -> ops.Graph | None:
    named = t.elem if isinstance(t, T.Pointer) else t
    pkg = named.obj.pkg if isinstance(named, T.Named) else b.user.path
    found = lookup(t, name, pkg)
    if not isinstance(found, Found) or not found.is_method:
        return None
    method = found.method
    if name not in b.method_names and key(signature(b, found, name)) not in b.invoked_as.get(name, ()):
        return None
    if method is not None:
        if method.pointer_recv and not found.indirect:
            return None
        direct = not found.path and isinstance(t, T.Pointer) == method.pointer_recv
        if direct and method.decl.body is not None:
            return b.graph_of(method, method.pos)
    return promoted(b, t, name, found)


def parts(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    match u:
        case T.Struct():
            return [f.type for f in u.fields]
        case T.Array() | T.Slice():
            return [u.elem]
        case T.Map():
            return [u.key, u.elem]
        case T.Pointer() if isinstance(u.elem.underlying(), T.Struct | T.Array | T.Slice | T.Map):
            return [u.elem]
    return []


def tests_of(t: T.Type) -> set[str]:
    """The names of methods, also of embedded fields, that are tests of a suite."""
    found, seen, todo = set[str](), set[Hashable](), [t]
    while todo:
        t = todo.pop()
        t = t.elem if isinstance(t, T.Pointer) else t
        if key(t) in seen:
            continue
        seen.add(key(t))
        if isinstance(t, T.Named):
            found |= {name for name in t.methods if name.startswith("Test")}
        u = t.underlying()
        todo += [f.type for f in u.fields if f.embedded] if isinstance(u, T.Struct) else []
    return found
