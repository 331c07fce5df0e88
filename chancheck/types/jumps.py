"""Where goto may jump: to labels of the blocks around it, not over a variable (Go spec, Goto statements)."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.source import Pos
from chancheck.syntax import ast

Place = tuple[tuple[list[ast.Stmt], int], ...]
"""The statement lists around a statement, outermost first, and where in each it is."""


def forbidden(body: ast.BlockStmt) -> Iterator[tuple[Pos, str]]:
    """What is wrong with each goto of a function."""
    labels: dict[str, Place] = {}
    gotos: list[tuple[ast.BranchStmt, Place]] = []
    for s, place in statements(body.stmts, ()):
        if isinstance(s, ast.LabeledStmt):
            labels[s.label.name] = place
        elif isinstance(s, ast.BranchStmt) and s.keyword == "goto":
            gotos.append((s, place))
    for s, place in gotos:
        assert s.label is not None
        to = labels.get(s.label.name)
        if to is None:
            yield s.label.pos, f"label {s.label.name} not defined"
        elif problem := between(place, to):
            yield s.label.pos, f"goto {s.label.name} {problem}"


def between(place: Place, to: Place) -> str:
    """Why one cannot jump from one place to the other; "" if one can."""
    block, target = to[-1]
    here = next((at for stmts, at in place if stmts is block), None)
    if here is None:
        return f"jumps into block starting at line {to[-2][0][to[-2][1]].pos.line}"
    for s in block[here + 1 : target]:
        if declares(s):
            return f"jumps over variable declaration at line {s.pos.line}"
    return ""


def declares(s: ast.Stmt) -> bool:
    while isinstance(s, ast.LabeledStmt):
        s = s.stmt
    return (isinstance(s, ast.AssignStmt) and s.op == ":=") or (
        isinstance(s, ast.DeclStmt) and isinstance(s.decl, ast.GenDecl) and s.decl.keyword == "var"
    )


def statements(stmts: list[ast.Stmt], around: Place) -> Iterator[tuple[ast.Stmt, Place]]:
    for i, s in enumerate(stmts):
        place = (*around, (stmts, i))
        while isinstance(s, ast.LabeledStmt):
            yield s, place
            s = s.stmt
        yield s, place
        for inner in blocks(s):
            yield from statements(inner, place)


def blocks(s: ast.Stmt) -> list[list[ast.Stmt]]:
    match s:
        case ast.BlockStmt():
            return [s.stmts]
        case ast.IfStmt():
            return [s.body.stmts, *([[s.orelse]] if s.orelse is not None else [])]
        case ast.ForStmt() | ast.RangeStmt():
            return [s.body.stmts]
        case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
            return [clause.body for clause in s.clauses]
    return []
