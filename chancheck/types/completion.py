"""What is left of a package once its names are known: all declarations, the order of its variables, all bodies."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.bodies import body
from chancheck.types.checker import NAMES, Checker
from chancheck.types.extents import check_extent
from chancheck.types.imports import unused_imports
from chancheck.types.instances import receiver_base
from chancheck.types.objects import Package
from chancheck.types.resolving import resolve
from chancheck.types.types import FuncObj, Obj, TypeName, VarObj


def finish(c: Checker, package: Package) -> None:
    """Resolve everything that a package declares; what a library declares is resolved at its first use."""
    if package.is_library:
        return
    for obj in list(package.scope.values()):
        resolve(c, obj)
    for f in package.funcs:
        if not f.is_generic and not (f.recv is not None and f.recv.args):
            c.sig(f)
    for t in list(package.scope.values()):
        if isinstance(t, TypeName) and isinstance(t.type, T.Named):
            field_and_method(c, t.type)
    for obj, methods in list(c.method_decls.items()):
        if obj.pkg == package.path:
            check_receivers(c, obj, [decl for decl, _ in methods])
    for obj, (_, owner, _) in list(c.lazy.items()):
        if owner is package:  # named _
            resolve(c, obj)
    package.vars_order = initialisation_order(c, package)


def check_receivers(c: Checker, obj: TypeName, methods: list[ast.FuncDecl]) -> None:
    """The base type of a receiver is declared in the package, and is no pointer and no interface."""
    if obj in c.generic_types or isinstance(obj.type, T.Invalid):
        return
    for decl in methods:
        assert decl.recv is not None
        shown = show.expr(receiver_base(decl.recv.type)[0])
        if not isinstance(obj.type, T.Named) or obj.type.obj.pkg != obj.pkg:
            c.error(decl.recv.pos, f"cannot define new methods on non-local type {shown}", NAMES)
        elif isinstance(obj.type.underlying(), T.Pointer | T.Interface):
            c.error(decl.recv.pos, f"invalid receiver type {shown} (pointer or interface type)")


def field_and_method(c: Checker, t: T.Named) -> None:
    check_extent(c, t)
    under = t.under
    if isinstance(under, T.Struct):
        for f in under.fields:
            if f.name in t.methods:
                c.error(t.methods[f.name].pos, f"field and method with the same name {f.name}", NAMES)


def check_bodies(c: Checker, package: Package) -> None:
    """Everything that a package of the program's has in it."""
    package.per_iteration = c.go_minor >= 22
    for f in list(package.funcs):
        if f.is_generic:
            continue
        if f.recv is not None and f.recv.args:
            continue
        body(c, f)
    unused_imports(c, package)


def initialisation_order(c: Checker, package: Package) -> list[tuple[list[VarObj], ast.Expr | None]]:
    """Package variables in the order of Go's spec: the first one in source that waits for no other, again and
    again."""
    groups: list[tuple[list[VarObj], ast.Expr | None]] = []
    for file in in_order(package.files):
        for decl in file.decls:
            if isinstance(decl, ast.GenDecl) and decl.keyword == "var":
                for spec in decl.specs:
                    if isinstance(spec, ast.ValueSpec):
                        groups += groups_of(c, package, spec)
    for f in package.funcs:
        if not f.is_generic:
            body(c, f) if not (f.recv is not None and f.recv.args) else None
    owner = {v: i for i, (made, _) in enumerate(groups) for v in made}
    needs = [
        {owner[o] for v in made for o in reached(c, v) if o in owner} if e is not None else set() for made, e in groups
    ]
    circular = [made[0] for i, (made, _) in enumerate(groups) if i in needs[i]]
    if circular and not c.cyclic:
        c.error(circular[0].pos, f"initialization cycle: {circular[0].name} refers to itself", NAMES)
    return [groups[i] for i in first_ready_order(needs)]


def groups_of(c: Checker, package: Package, spec: ast.ValueSpec) -> list[tuple[list[VarObj], ast.Expr | None]]:
    made = [package.info.defs[n] for n in spec.names]
    variables = [v for v in made if isinstance(v, VarObj)]
    if len(spec.values) == len(variables):
        return [([v], e) for v, e in zip(variables, spec.values, strict=True)]
    return [(variables, spec.values[0] if spec.values else None)]


def initialiser(c: Checker, var: VarObj) -> tuple[list[VarObj], ast.Expr | None]:
    """Of a package variable, with those that have the same; None for zero values."""
    spec, at, made = c.var_specs[var]
    if len(spec.values) == len(made):
        return [var], spec.values[at]
    return made, spec.values[0] if spec.values else None


def reached(c: Checker, var: VarObj) -> set[Obj]:
    seen: set[Obj] = set()
    todo = list(c.uses_of.get(var, ()))
    while todo:
        obj = todo.pop()
        if obj not in seen:
            seen.add(obj)
            todo += c.uses_of.get(obj, ())
    return seen


def first_ready_order(needs: list[set[int]]) -> list[int]:
    """Of what waits for nothing that is left always the first; in a cycle, which is an error, in any order."""
    waiting = [len(needed - {i}) for i, needed in enumerate(needs)]
    users: list[list[int]] = [[] for _ in needs]
    for i, needed in enumerate(needs):
        for j in needed - {i}:
            users[j].append(i)
    ready = [i for i, count in enumerate(waiting) if not count]
    done: list[int] = []
    while ready:
        done.append(heappop(ready))
        for user in users[done[-1]]:
            waiting[user] -= 1
            if not waiting[user]:
                heappush(ready, user)
    return done + [i for i, count in enumerate(waiting) if count]


def in_order(files: Iterable[ast.File]) -> list[ast.File]:
    """As the go command gives them to the compiler: by name, tests last (Go spec, Package initialization)."""
    return sorted(files, key=place_in_order)


def place_in_order(what: ast.File | FuncObj) -> tuple[bool, str]:
    """Of a file, or the file of a function, among those of its package."""
    return what.pos.file.endswith("_test.go"), what.pos.file
