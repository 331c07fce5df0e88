"""Package-level names, resolved at their first use; cycles of them (Go spec, Declarations and scope)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker, Context
from chancheck.types.objects import ConstObj
from chancheck.types.types import FuncObj, Obj, TypeName, VarObj

LONGEST_CHAIN = 300
"""Of declarations without types, each in the value of the one before: each is a level of recursion."""


def resolve(c: Checker, obj: Obj) -> None:
    if obj not in c.lazy:
        note_use(c, obj)
        return
    note_use(c, obj)
    if obj in c.resolving:
        cycle(c, obj)
        return
    node, package, scope = c.lazy[obj]
    if len(c.resolving) > LONGEST_CHAIN:
        c.error(obj.pos, f"declarations refer to one another over more than {LONGEST_CHAIN} steps", NAMES,
                   "declare some of them with their types")  # fmt: skip
        c.diagnostics.raise_if_errors()
    c.resolving.append(obj)
    outer = c.current_decl
    c.current_decl = obj if isinstance(obj, VarObj | FuncObj) else outer
    try:
        with c.within(package, package.info, scope, Context(None)):
            c.tables.declarations[type(obj)](c, obj, node)
    finally:
        c.current_decl = outer
        c.resolving.pop()
        c.lazy.pop(obj, None)
    c.run_delayed()


def needed(c: Checker, named: T.Named) -> None:
    """Find the underlying type of a declared type, at its first use."""
    if named.obj in c.lazy and named.obj not in c.resolving:
        resolve(c, named.obj)
    if named.under is None:  # its own declaration needs it
        c.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
        named.under = T.INVALID


def is_defined_later(c: Checker, obj: TypeName) -> bool:
    """Whether it is a declared type without parameters and its declaration has not been resolved completely."""
    if obj not in c.lazy:
        return False
    spec = c.lazy[obj][0]
    return isinstance(spec, ast.TypeSpec) and not spec.alias and not spec.type_params


def note_use(c: Checker, obj: Obj) -> None:
    """Record a reference between package-level names, for the order of initialisation."""
    counts = isinstance(obj, FuncObj) or (isinstance(obj, VarObj) and obj.is_global)
    if c.current_decl is not None and counts:
        c.uses_of.setdefault(c.current_decl, set()).add(obj)


def cycle(c: Checker, obj: Obj) -> None:
    if isinstance(obj, TypeName) and isinstance(obj.type, T.Named):
        return  # a type may refer to itself; where its size would be infinite is checked below
    if isinstance(obj, FuncObj):
        return
    at = c.resolving.index(obj)
    if all(isinstance(o, TypeName) for o in c.resolving[at:]):
        c.error(obj.pos, f"invalid recursive type {obj.name}")
    elif isinstance(obj, VarObj | ConstObj):
        c.cyclic.append(obj)
        c.error(obj.pos, f"initialization cycle or invalid constant {obj.name}", NAMES)
