"""The order in which the variables of library packages get their values (Go spec, Package initialization)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancheck.graph import ops
from chancheck.source import Pos, is_library, is_real
from chancheck.syntax import ast
from chancheck.types.bodies import body
from chancheck.types.checker import Checker
from chancheck.types.completion import first_ready_order, reached
from chancheck.types.objects import Package
from chancheck.types.resolving import resolve
from chancheck.types.types import FuncObj, Obj, VarObj

Group = tuple[str, Pos, ops.Graph, list[VarObj]]
"""Of variables with one initialiser: the package, its place there, the code, the variables."""


def in_order(checker: Checker, groups: Iterable[Group], inits: dict[str, list[ops.Graph]]) -> list[ops.Graph]:
    """Packages after those that they import; in each the variables after those that they need, then its init()s."""
    waiting: dict[str, list[Group]] = {path: [] for path in inits}
    for group in groups:
        waiting.setdefault(group[0], []).append(group)
    done: list[ops.Graph] = []
    for path in after_imports(checker.packages, waiting):
        done += [g[2] for g in ready(checker, sorted(waiting[path], key=lambda g: g[1]))]
        done += sorted(inits.get(path, []), key=lambda graph: graph.pos)
    return done


def ready(checker: Checker, groups: list[Group]) -> list[Group]:
    owner: dict[Obj, int] = {v: i for i, g in enumerate(groups) for v in g[3]}
    needs = [{owner[o] for v in g[3] for o in reached(checker, v) if o in owner} for g in groups]
    return [groups[i] for i in first_ready_order(needs)]


def after_imports(packages: dict[str, Package], wanted: Iterable[str]) -> list[str]:
    """The wanted packages, each after all that it imports."""
    order: dict[str, None] = {}
    seen: set[str] = set()
    todo = [(path, False) for path in sorted(wanted, reverse=True)]
    while todo:
        path, finished = todo.pop()
        if finished:
            order[path] = None
        elif path not in seen and path in packages:
            seen.add(path)
            todo.append((path, True))
            todo += [(other, False) for other in imported(packages[path])]
    return [path for path in order if path in set(wanted)]


def imported(package: Package) -> Iterator[str]:
    for file in package.files:
        for decl in file.decls:
            if isinstance(decl, ast.GenDecl) and decl.keyword == "import":
                yield from (spec.path for spec in decl.specs if isinstance(spec, ast.ImportSpec))


def may_touch(checker: Checker, path: str, variables: Iterable[VarObj]) -> bool:
    """Whether init functions of a library package may read or write one of these variables (see `variables_of`)."""
    return any(v.pkg == path or (checker.packages[v.pkg].is_library and not is_model(v.pos)) for v in variables)


def variables_of(checker: Checker, f: FuncObj | VarObj) -> set[Obj]:
    """The package variables that an init function, or an initialiser, may read or write, itself or through what it
    calls by name; without the variables of models (os.Stderr, io.EOF), which it only reads."""
    seen: set[Obj] = {f}
    todo: list[Obj] = [f]
    while todo:
        obj = todo.pop()
        if isinstance(obj, FuncObj) and not obj.decl.type.type_params:
            body(checker, obj)
        new = checker.uses_of.get(obj, set()) - seen
        seen |= new
        todo += new
    return {obj for obj in seen if isinstance(obj, VarObj) and (obj.pkg == f.pkg or not is_model(obj.pos))}


def effects_of(checker: Checker, var: VarObj) -> set[Obj]:
    """The other variables that the initialiser of a variable may change, if it calls functions of its package."""
    resolve(checker, var)
    if not any(isinstance(obj, FuncObj) and obj.pkg == var.pkg for obj in checker.uses_of.get(var, ())):
        return set()
    return variables_of(checker, var) - {var}


def is_model(pos: Pos) -> bool:
    return is_library(pos) and not is_real(pos)
