"""Labels, jumps and terminating statements (Go spec, Labeled statements; Terminating statements)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import jumps
from chancheck.types.checker import NAMES, Checker

LOOPS = (ast.ForStmt, ast.RangeStmt)


BREAKABLE = (*LOOPS, ast.SwitchStmt, ast.TypeSwitchStmt, ast.SelectStmt)
"""The statements that a labelled continue and a labelled break can name (Go spec, Break and Continue statements)."""


OUT_OF_PLACE = "fallthrough statement out of place"


def check_labels(c: Checker, body: ast.BlockStmt) -> None:
    declared: dict[str, ast.LabeledStmt] = {}
    used: set[str] = set()
    walk_labels(c, body, {}, False, False, declared, used)
    for name, label in declared.items():
        if name not in used:
            c.error(label.pos, f"label {name} defined and not used", NAMES)
    if used:
        for pos, problem in jumps.forbidden(body):
            c.error(pos, problem, NAMES)


def walk_labels(
    c: Checker, s: ast.Stmt | None, around: dict[str, ast.Stmt], loop: bool, breakable: bool,
    declared: dict[str, ast.LabeledStmt], used: set[str],
) -> None:  # fmt: skip
    def below(children: list[ast.Stmt], in_loop: bool, can_break: bool) -> None:
        for child in children:
            walk_labels(c, child, around, in_loop, can_break, declared, used)

    match s:
        case ast.LabeledStmt():
            if s.label.name in declared:
                c.error(s.pos, f"label {s.label.name} already defined", NAMES)
            declared[s.label.name] = s
            inner = {**around, s.label.name: s.stmt}
            walk_labels(c, s.stmt, inner, loop, breakable, declared, used)
        case ast.BranchStmt():
            branch(c, s, around, loop, breakable, used)
        case ast.BlockStmt():
            below(s.stmts, loop, breakable)
        case ast.IfStmt():
            below([s.body, *([s.orelse] if s.orelse else [])], loop, breakable)
        case ast.ForStmt() | ast.RangeStmt():
            below([s.body], True, True)
        case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
            fallthroughs(c, s)
            for clause in s.clauses:
                below(clause.body, loop, True)


def fallthroughs(c: Checker, s: ast.SwitchStmt | ast.TypeSwitchStmt | ast.SelectStmt) -> None:
    """Note where a fallthrough may be: at the end of a clause of an expression switch, but not of the last."""
    for clause in s.clauses:
        last = next((x for x in reversed(clause.body) if not isinstance(x, ast.EmptyStmt)), None)
        if isinstance(last, ast.BranchStmt) and last.keyword == "fallthrough":
            c.may_fall_through.add(id(last))
            if not isinstance(s, ast.SwitchStmt):
                switch = isinstance(s, ast.TypeSwitchStmt)
                c.error(last.pos, "cannot fallthrough in type switch" if switch else OUT_OF_PLACE)
            elif clause is s.clauses[-1]:
                c.error(last.pos, "cannot fallthrough final case in switch")


def branch(
    c: Checker, s: ast.BranchStmt, around: dict[str, ast.Stmt], loop: bool, breakable: bool, used: set[str]
) -> None:
    if s.label is not None:
        used.add(s.label.name)
        target = around.get(s.label.name)
        if s.keyword == "goto":
            return
        if target is None:
            c.error(s.label.pos, f"invalid {s.keyword} label {s.label.name}", NAMES)
        elif not isinstance(target, LOOPS if s.keyword == "continue" else BREAKABLE):
            c.error(s.label.pos, f"invalid {s.keyword} label {s.label.name}")
    elif s.keyword == "fallthrough":
        if id(s) not in c.may_fall_through:
            c.error(s.pos, OUT_OF_PLACE)
    elif s.keyword == "continue" and not loop:
        c.error(s.pos, "continue is not in a loop")
    elif s.keyword == "break" and not breakable:
        c.error(s.pos, "break is not in a loop, switch, or select")


def terminates_list(stmts: list[ast.Stmt]) -> bool:
    """Go spec, Terminating statements."""
    return bool(stmts) and terminates(stmts[-1], "")


def terminates(s: ast.Stmt, label: str) -> bool:
    match s:
        case ast.ReturnStmt():
            return True
        case ast.BranchStmt():
            return s.keyword in ("goto", "fallthrough")
        case ast.ExprStmt(x=ast.CallExpr(fun=ast.Ident(name="panic"))):
            return True
        case ast.BlockStmt():
            return terminates_list(s.stmts)
        case ast.IfStmt():
            return s.orelse is not None and terminates(s.body, "") and terminates(s.orelse, "")
        case ast.ForStmt():
            return s.cond is None and not breaks(s.body, label, True)
        case ast.LabeledStmt():
            return terminates(s.stmt, s.label.name)
        case ast.SwitchStmt() | ast.TypeSwitchStmt():
            default = any(c.exprs is None for c in s.clauses)
            return default and all(clause_terminates(c.body, label) for c in s.clauses)
        case ast.SelectStmt():
            return all(clause_terminates(c.body, label) for c in s.clauses)
    return False


def clause_terminates(body: list[ast.Stmt], label: str) -> bool:
    return terminates_list(body) and not any(breaks(s, label, True) for s in body)


def breaks(s: ast.Stmt | None, label: str, direct: bool) -> bool:
    """Whether a break in s leaves the statement around it that has the label (or, unlabelled, is the nearest)."""
    match s:
        case ast.BranchStmt(keyword="break"):
            return direct if s.label is None else s.label.name == label
        case ast.BlockStmt():
            return any(breaks(x, label, direct) for x in s.stmts)
        case ast.IfStmt():
            return breaks(s.body, label, direct) or breaks(s.orelse, label, direct)
        case ast.LabeledStmt():
            return breaks(s.stmt, label, direct)
        case ast.ForStmt() | ast.RangeStmt():
            return breaks(s.body, label, False)
        case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
            return any(breaks(x, label, False) for c in s.clauses for x in c.body)
    return False
