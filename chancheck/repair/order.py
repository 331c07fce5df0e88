"""Repairs by order: a statement that synchronises comes earlier or later in its list."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.repair.change import Change, Edit
from chancheck.repair.channels import waited
from chancheck.repair.code import Code, Site
from chancheck.syntax import ast

FARTHEST = 3
"""By how many statements one is moved."""

SERIAL = 3.5
"""The extra cost of a wait or a start of a goroutine at another moment: fewer goroutines run at once."""


def moving(code: Code) -> Iterator[Change]:
    for site in list(code.sites.values()):
        for distance in range(1, FARTHEST + 1):
            if site.index + distance < len(site.siblings):
                other = code.sites[site.siblings[site.index + distance]]
                between = site.siblings[site.index : site.index + distance + 1]
                if sum(synchronises(code, s) for s in between) >= 2 and not any(map(leaves, between)):
                    yield moved(code, site, other, distance, down=True)
                    if distance > 1:
                        yield moved(code, other, site, distance, down=False)


def leaves(stmt: ast.Stmt) -> bool:
    return isinstance(stmt, ast.ReturnStmt | ast.BranchStmt)


def moved(code: Code, what: Site, past: Site, distance: int, down: bool) -> Change:
    start, end = code.lines(what)
    text = code.text[start:end]
    first, last = code.lines(past)
    at = last if down else first
    way = "after" if down else "before"
    title = f"move line {code.text.count(chr(10), 0, start) + 1} {way} line {code.text.count(chr(10), 0, first) + 1}"
    between = what.siblings[min(what.index, past.index) : max(what.index, past.index) + 1]
    starts = [s for s in between if isinstance(s, ast.GoStmt) or ".Go" in code.called(s)]
    waits = [s for s in between if waited(code, s) is not None or code.called(s).endswith(".Wait")]
    serial = SERIAL if starts or waits else 0
    return Change(title, (Edit(start, end, ""), Edit(at, at, text)), 4.2 + distance / 4 + serial)


def synchronises(code: Code, stmt: ast.Stmt) -> bool:
    """Whether a statement has an operation of a channel or a call in it, or writes to what others may see."""
    if isinstance(stmt, ast.AssignStmt) and any(not isinstance(e, ast.Ident) for e in stmt.lhs):
        return True
    kinds = (ast.CallExpr, ast.SendStmt, ast.GoStmt)
    if any(code.all(kind, stmt) for kind in kinds):
        return True
    return any(isinstance(e, ast.UnaryExpr) and e.op == "<-" for e in code.all(ast.UnaryExpr, stmt))
