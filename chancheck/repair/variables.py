"""Repairs of shared variables: a variable for each goroutine, or atomic access everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.repair.change import Change, Edit
from chancheck.repair.code import Code, Site
from chancheck.syntax import ast
from chancheck.types.types import VarObj


def own(code: Code) -> Iterator[Change]:
    """A separate variable for each function literal, or each iteration, that assigns to a captured one."""
    for stmt in code.all(ast.AssignStmt):
        names = [e for e in stmt.lhs if isinstance(e, ast.Ident)]
        if stmt.op != "=" or len(names) != len(stmt.lhs):
            continue
        objects = [code.object_of(n) for n in names]
        captured = all(isinstance(o, VarObj) and not o.is_global and o.captured for o in objects)
        looping = isinstance(code.parents.get(stmt), ast.ForStmt)
        if captured and (looping or isinstance(code.function_of(stmt), ast.FuncLit)):
            at = stmt.pos.offset
            listed = ", ".join(n.name for n in names)
            owner = "iteration" if looping else "goroutine"
            edit = Edit(at, at + 1, ":=")
            yield Change(f"give each {owner} its own {listed}", (edit,), 2)
            unused = tuple(code.without(s) for o in objects if (s := declaration(code, o)) is not None)
            yield Change(f"give each {owner} its own {listed}", (edit, *unused), 2.1)
    loops: list[ast.RangeStmt | ast.ForStmt] = [*code.all(ast.RangeStmt), *code.all(ast.ForStmt)]
    for loop in loops:
        body = loop.body
        for name in loop_names(loop):
            if body.stmts:
                edit = code.before(code.sites[body.stmts[0]], f"{name} := {name}")
                yield Change(f"copy {name} in each iteration of the loop in line {loop.pos.line}", (edit,), 2.2)


def declaration(code: Code, obj: object) -> Site | None:
    """The statement `var x T` or `x := ...` that declares this one variable."""
    for site in code.sites.values():
        stmt = site.stmt
        names: list[ast.Expr] = []
        if isinstance(stmt, ast.AssignStmt) and stmt.op == ":=":
            names = stmt.lhs
        elif (
            isinstance(stmt, ast.DeclStmt)
            and len(stmt.decl.specs) == 1
            and isinstance(stmt.decl.specs[0], ast.ValueSpec)
        ):
            names = list(stmt.decl.specs[0].names)
        if len(names) == 1 and isinstance(names[0], ast.Ident) and code.object_of(names[0]) is obj:
            return site
    return None


def loop_names(loop: ast.Node) -> list[str]:
    if isinstance(loop, ast.RangeStmt):
        return [e.name for e in (loop.key, loop.value) if isinstance(e, ast.Ident) and e.name != "_"]
    if isinstance(loop, ast.ForStmt) and isinstance(loop.init, ast.AssignStmt):
        return [e.name for e in loop.init.lhs if isinstance(e, ast.Ident)]
    return []


def atomically(code: Code) -> Iterator[Change]:
    """Plain reads of what is written atomically."""
    for call in code.all(ast.CallExpr):
        name = code.called(call)
        if not name.startswith("atomic.") or not call.args or not isinstance(call.args[0], ast.UnaryExpr):
            continue
        field = call.args[0].x
        width = "".join(c for c in name.rpartition(".")[2] if c.isdigit())
        kind = ("Uint" if "Uint" in name else "Int") + width
        last = field.sel.name if isinstance(field, ast.SelectorExpr) else code.of(field)
        edits = tuple(plain_reads(code, last, kind))
        if edits:
            yield Change(f"read {last} atomically everywhere", edits, 2.5)


def plain_reads(code: Code, name: str, kind: str) -> Iterator[Edit]:
    fields = [e for e in code.all(ast.SelectorExpr) if e.sel.name == name]
    variables = [e for e in code.all(ast.Ident) if e.name == name and code.object_of(e) is not None]
    written = (ast.SelectorExpr, ast.UnaryExpr, ast.AssignStmt, ast.IncDecStmt, ast.KeyedElement)
    for e in (*fields, *variables):
        if not isinstance(code.parents.get(e), written):
            yield code.renamed(e, f"atomic.Load{kind}(&{code.of(e)})")
