"""Functions of models that are another for each type: instances of a generic one (`//chancheck:each KIND:FUNCTION`)."""

from __future__ import annotations

from chancheck.graph import kinds
from chancheck.graph.builder import Builder
from chancheck.source import NO_POS
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.inference import instance_of


def reach_instances(b: Builder) -> bool:
    """Begin the instances for the types that are known so far; whether there were any."""
    added = False
    for name, generics in b.dispatched.items():
        made = b.instances.setdefault(name, {})
        for k, t in list(b.concrete.items()):
            generic = generics.get(sort(t))
            if generic is None or k in made:
                continue
            instance = instance_of(b.checker, generic, arguments(t), ast.Ident(NO_POS, generic.name))
            made[k] = b.graph_of(instance, NO_POS)
            added = True
    return added


def sort(t: T.Type) -> str:
    u = t.underlying()
    if isinstance(u, T.Chan):
        return "chan" if u.dir == "both" else u.dir
    return kinds.kind(t)


def arguments(t: T.Type) -> list[T.Type]:
    """The type, then what it is made of."""
    u = t.underlying()
    match u:
        case T.Map():
            return [t, u.key, u.elem]
        case T.Slice() | T.Chan():
            return [t, u.elem]
    return [t]
