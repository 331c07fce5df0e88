"""Conditions, loops, switches, select (Go spec, Statements)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.assignments import target
from chancheck.types.checker import Checker, Context, Statements
from chancheck.types.elements import check_assertion
from chancheck.types.objects import FuncInfo
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, expr, settle, value
from chancheck.types.operators import comparison, match_types
from chancheck.types.relations import comparable, is_boolean, is_integer, is_string, is_untyped, key
from chancheck.types.types import VarObj

MOST_CASES = 1000
"""Of a select: all their channels and values are part of the state at once."""


def condition(c: Checker, e: ast.Expr, what: str) -> None:
    x = expr(c, e)
    if x.bad:
        return
    if not is_boolean(x.type):
        c.error(start(e), f"non-boolean condition in {what} statement")
    settle(c, x)


def if_stmt(c: Checker, s: ast.IfStmt) -> None:
    with c.block():
        if s.init is not None:
            c.stmt(s.init)
        condition(c, s.cond, "if")
        c.inner(s.body)
        if s.orelse is not None:
            c.stmt(s.orelse)


def for_stmt(c: Checker, s: ast.ForStmt) -> None:
    with c.block() as scope:
        if s.init is not None:
            c.stmt(s.init)
        c.info.loop_vars[s] = [v for v in scope.names.values() if isinstance(v, VarObj)]
        if s.cond is not None:
            condition(c, s.cond, "for")
        if s.post is not None:
            c.stmt(s.post)
        loop_body(c, s.body, c.info.loop_vars[s])


def loop_body(c: Checker, body: ast.BlockStmt, own: list[VarObj]) -> None:
    """Finds out which of the loop's variables keep their value in an iteration."""
    clause = [(var.reassigned, var.captured) for var in own]
    for var in own:
        var.reassigned = False
    c.inner(body)
    for var, (reassigned, captured) in zip(own, clause, strict=True):
        var.steady = not var.reassigned and not captured
        var.reassigned = var.reassigned or reassigned


def range_stmt(c: Checker, s: ast.RangeStmt) -> None:
    x = expr(c, s.x)
    if x.mode == "constant" and is_untyped(x.type) and is_integer(x.type) and s.key is not None and not s.define:
        t = target(c, s.key)
        if t is not None and not isinstance(t, T.Invalid):
            assigned(c, x, t, "range clause")
    settle(c, x)
    key, value = range_types(c, x, s)
    outer = c.context
    if not x.bad and isinstance(x.type.underlying(), T.Signature):
        c.context = iterator_body(c, s)
    with c.block():
        made: list[VarObj] = []
        for e, t in ((s.key, key), (s.value, value)):
            if e is None:
                continue
            if t is None:
                if not x.bad:
                    c.error(e.pos, f"range over {x} permits {'no' if key is None else 'only one'} iteration "
                               f"variable{'s' if key is None else ''}")  # fmt: skip
                t = T.INVALID
            if s.define:
                if isinstance(e, ast.Ident):
                    made.append(c.new_var(e, t))
                    c.info.types[e] = t
            else:
                goal = target(c, e)
                if goal is not None:
                    assigned(c, Operand("value", t, e), goal, "range clause")
        c.info.loop_vars[s] = made
        c.inner(s.body)
    c.context = outer


def iterator_body(c: Checker, s: ast.RangeStmt) -> Context:
    """The body of a range over a function is a function literal, but returns from the function around it."""
    lit = ast.FuncLit(s.pos, ast.FuncType(s.pos, [], [], []), s.body)
    c.info.range_bodies[s] = lit
    c.info.literals[lit] = FuncInfo()
    outer = c.context
    return Context(lit, outer.results, outer.named_results, outer=outer, literal=lit)


def range_types(c: Checker, x: Operand, s: ast.RangeStmt) -> tuple[T.Type | None, T.Type | None]:
    """Types of the iteration values (Go spec, For statements with range clause)."""
    if x.bad:
        return T.INVALID, T.INVALID
    u = x.type.underlying()
    array = u.elem.underlying() if isinstance(u, T.Pointer) else u
    if is_integer(x.type):
        return x.type, None
    if is_string(x.type):
        return T.INT, T.INT32
    if isinstance(array, T.Array):
        return T.INT, array.elem
    if isinstance(u, T.Slice):
        return T.INT, u.elem
    if isinstance(u, T.Map):
        return u.key, u.elem
    if isinstance(u, T.Chan):
        if u.dir == "send":
            c.error(start(s.x), f"cannot range over {x}: receive from send-only channel")
        return u.elem, None
    if isinstance(u, T.Signature) and len(u.params) == 1 and not u.results:
        y = u.params[0].underlying()
        if isinstance(y, T.Signature) and len(y.params) <= 2 and y.results == [T.BOOL]:
            return (y.params[0] if y.params else None), (y.params[1] if len(y.params) > 1 else None)
    c.error(start(s.x), f"cannot range over {x}")
    return T.INVALID, T.INVALID


def switch(c: Checker, s: ast.SwitchStmt) -> None:
    with c.block():
        if s.init is not None:
            c.stmt(s.init)
        tag = value(c, s.tag) if s.tag is not None else None
        nilable = tag is not None and isinstance(tag.type.underlying(), T.Slice | T.Map | T.Signature)
        if tag is not None and not tag.bad and not comparable(tag.type) and not nilable:
            c.error(start(tag.expr), f"cannot switch on {tag}")
            tag.mode, tag.type = "invalid", T.INVALID
        seen: dict[object, Pos] = {}
        one_default(c, s.clauses)
        for clause in s.clauses:
            for e in clause.exprs or []:
                case(c, e, tag, seen)
            with c.block():
                c.stmts(clause.body)


def case(c: Checker, e: ast.Expr, tag: Operand | None, seen: dict[object, Pos]) -> None:
    x = expr(c, e, tag.type if tag else None)
    if x.bad:
        return
    if tag is None:
        if not is_boolean(x.type):
            c.error(start(e), f"invalid case {show.expr(e)} in switch (mismatched types {x.type} and bool)")
        settle(c, x)
        return
    if tag.bad:
        settle(c, x)
        return
    y = Operand("value", tag.type, tag.expr)
    pair = ast.BinaryExpr(start(e), "==", e, tag.expr)
    recorded = c.info.types.get(tag.expr)
    if match_types(c, x, y, pair):
        result = comparison(c, pair, x, y)
        if not result.bad and x.value is not None:
            constant = key(x.type), x.value
            if constant in seen and not isinstance(x.value, bool):
                c.error(start(e), f"duplicate case {show.expr(e)} in expression switch")
            seen[constant] = e.pos
    if recorded is not None:
        c.info.types[tag.expr] = recorded


def one_default(c: Checker, clauses: list[ast.CaseClause]) -> None:
    for clause in [x for x in clauses if x.exprs is None][1:]:
        c.error(clause.pos, "multiple defaults in switch")


def type_switch(c: Checker, s: ast.TypeSwitchStmt) -> None:
    with c.block():
        if s.init is not None:
            c.stmt(s.init)
        x = value(c, s.x)
        if not x.bad and not isinstance(x.type.underlying(), T.Interface):
            c.error(start(s.x), f"{x} is not an interface")
            x.mode, x.type = "invalid", T.INVALID
        one_default(c, s.clauses)
        made: list[VarObj] = []
        seen: set[object] = set()
        for clause in s.clauses:
            types = [switch_type(c, e, x) for e in clause.exprs or []]
            new_types(c, clause.exprs or [], types, seen)
            with c.block():
                if s.bind is not None and s.bind.name != "_":
                    t = types[0] if len(types) == 1 and types[0] is not T.NIL else x.type
                    var = VarObj(s.bind.name, s.bind.pos, c.package.path, t, owner=c.context.owner)
                    c.scope.names[s.bind.name] = var
                    c.info.implicits[clause] = var
                    made.append(var)
                c.stmts(clause.body)
        if s.bind is not None and not any(v.used for v in made) and not c.package.is_library:
            c.error(s.bind.pos, f"declared and not used: {s.bind.name}", "CC203", "leave the name out")


def new_types(c: Checker, exprs: list[ast.Expr], types: list[T.Type], seen: set[object]) -> None:
    if in_instance(c):
        return
    for e, t in zip(exprs, types, strict=True):
        if key(t) in seen:
            c.error(start(e), f"duplicate case {show.expr(e)} in type switch")
        elif not isinstance(t, T.Invalid):
            seen.add(key(t))


def switch_type(c: Checker, e: ast.Expr, x: Operand) -> T.Type:
    if isinstance(e, ast.Ident) and e.name == "nil" and c.scope.find("nil").__class__.__name__ == "NilObj":
        c.info.types[e] = T.NIL
        return T.NIL
    t = c.typ(e)
    if not x.bad and not isinstance(t, T.Invalid):
        check_assertion(c, x, t, start(e))
    return t


def in_instance(c: Checker) -> bool:
    """Whether a generic function's body is checked, for type arguments that may be equal."""
    context: Context | None = c.context
    while context is not None and context.outer is not None:
        context = context.outer
    return context is not None and bool(getattr(context.owner, "type_args", None))


def select(c: Checker, s: ast.SelectStmt) -> None:
    if len(s.clauses) > MOST_CASES:
        c.unsupported(s.pos, f"a select of more than {MOST_CASES:,} cases is not supported", "split it")
        return
    for clause in [x for x in s.clauses if x.comm is None][1:]:
        c.error(clause.pos, "multiple defaults in select")
    for clause in s.clauses:
        with c.block():
            if clause.comm is not None:
                c.stmt(clause.comm)
            c.stmts(clause.body)


STATEMENTS: Statements = {
    ast.IfStmt: if_stmt,
    ast.ForStmt: for_stmt,
    ast.RangeStmt: range_stmt,
    ast.SwitchStmt: switch,
    ast.TypeSwitchStmt: type_switch,
    ast.SelectStmt: select,
}
