"""Which functions defer."""

from __future__ import annotations

from chancheck.syntax import ast


def contains_defer(s: object) -> bool:
    """Whether a body defers, literals inside not counted."""
    if isinstance(s, ast.DeferStmt):
        return True
    if isinstance(s, list):
        return any(contains_defer(x) for x in s)
    if not isinstance(s, ast.Stmt | ast.CaseClause | ast.CommClause):
        return False
    match s:
        case ast.BlockStmt():
            return contains_defer(s.stmts)
        case ast.IfStmt():
            return contains_defer([s.body, s.orelse])
        case ast.ForStmt() | ast.RangeStmt():
            return contains_defer(s.body)
        case ast.LabeledStmt():
            return contains_defer(s.stmt)
        case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
            return any(contains_defer(c.body) for c in s.clauses)
    return False
