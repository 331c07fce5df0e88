"""Conditions, loops, switches, select (Go spec, Statements)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import Context, Operand
from chancheck.types.labels import Labels
from chancheck.types.objects import FuncInfo, VarObj
from chancheck.types.operands import start
from chancheck.types.relations import comparable, is_boolean, is_integer, is_string, is_untyped, key

MOST_CASES = 1000
"""Of a select: all their channels and values are part of the state at once."""


class Control(Labels):
    # provided by the part for statements
    def stmts(self, stmts: list[ast.Stmt]) -> None:
        raise NotImplementedError

    def inner(self, body: ast.BlockStmt) -> None:
        raise NotImplementedError

    def stmt(self, s: ast.Stmt) -> None:
        raise NotImplementedError

    def condition(self, e: ast.Expr, what: str) -> None:
        x = self.expr(e)
        if x.bad:
            return
        if not is_boolean(x.type):
            self.error(start(e), f"non-boolean condition in {what} statement")
        self.settle(x)

    def if_stmt(self, s: ast.IfStmt) -> None:
        with self.block():
            if s.init is not None:
                self.stmt(s.init)
            self.condition(s.cond, "if")
            self.inner(s.body)
            if s.orelse is not None:
                self.stmt(s.orelse)

    def for_stmt(self, s: ast.ForStmt) -> None:
        with self.block() as scope:
            if s.init is not None:
                self.stmt(s.init)
            self.info.loop_vars[s] = [v for v in scope.names.values() if isinstance(v, VarObj)]
            if s.cond is not None:
                self.condition(s.cond, "for")
            if s.post is not None:
                self.stmt(s.post)
            self.inner(s.body)

    def range_stmt(self, s: ast.RangeStmt) -> None:
        x = self.expr(s.x)
        if x.mode == "constant" and is_untyped(x.type) and is_integer(x.type) and s.key is not None and not s.define:
            t = self.target(s.key)
            if t is not None and not isinstance(t, T.Invalid):
                self.assigned(x, t, "range clause")
        self.settle(x)
        key, value = self.range_types(x, s)
        outer = self.context
        if not x.bad and isinstance(x.type.underlying(), T.Signature):
            self.context = self.iterator_body(s)
        with self.block():
            made: list[VarObj] = []
            for e, t in ((s.key, key), (s.value, value)):
                if e is None:
                    continue
                if t is None:
                    if not x.bad:
                        self.error(e.pos, f"range over {x} permits {'no' if key is None else 'only one'} iteration "
                                   f"variable{'s' if key is None else ''}")  # fmt: skip
                    t = T.INVALID
                if s.define:
                    if isinstance(e, ast.Ident):
                        made.append(self.new_var(e, t))
                        self.info.types[e] = t
                else:
                    goal = self.target(e)
                    if goal is not None:
                        self.assigned(Operand("value", t, e), goal, "range clause")
            self.info.loop_vars[s] = made
            self.inner(s.body)
        self.context = outer

    def iterator_body(self, s: ast.RangeStmt) -> Context:
        """The body of a range over a function is a function literal, but returns from the function around it."""
        lit = ast.FuncLit(s.pos, ast.FuncType(s.pos, [], [], []), s.body)
        self.info.range_bodies[s] = lit
        self.info.literals[lit] = FuncInfo()
        outer = self.context
        return Context(lit, outer.results, outer.named_results, outer=outer, literal=lit)

    def range_types(self, x: Operand, s: ast.RangeStmt) -> tuple[T.Type | None, T.Type | None]:
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
                self.error(start(s.x), f"cannot range over {x}: receive from send-only channel")
            return u.elem, None
        if isinstance(u, T.Signature) and len(u.params) == 1 and not u.results:
            y = u.params[0].underlying()
            if isinstance(y, T.Signature) and len(y.params) <= 2 and y.results == [T.BOOL]:
                return (y.params[0] if y.params else None), (y.params[1] if len(y.params) > 1 else None)
        self.error(start(s.x), f"cannot range over {x}")
        return T.INVALID, T.INVALID

    def switch(self, s: ast.SwitchStmt) -> None:
        with self.block():
            if s.init is not None:
                self.stmt(s.init)
            tag = self.value(s.tag) if s.tag is not None else None
            if tag is not None and not tag.bad and not comparable(tag.type):
                self.error(start(tag.expr), f"cannot switch on {tag}")
                tag.mode, tag.type = "invalid", T.INVALID
            seen: dict[object, Pos] = {}
            self.one_default(s.clauses)
            for clause in s.clauses:
                for e in clause.exprs or []:
                    self.case(e, tag, seen)
                with self.block():
                    self.stmts(clause.body)

    def case(self, e: ast.Expr, tag: Operand | None, seen: dict[object, Pos]) -> None:
        x = self.expr(e, tag.type if tag else None)
        if x.bad:
            return
        if tag is None:
            if not is_boolean(x.type):
                self.error(start(e), f"invalid case {show.expr(e)} in switch (mismatched types {x.type} and bool)")
            self.settle(x)
            return
        if tag.bad:
            self.settle(x)
            return
        y = Operand("value", tag.type, tag.expr)
        pair = ast.BinaryExpr(start(e), "==", e, tag.expr)
        recorded = self.info.types.get(tag.expr)
        if self.match(x, y, pair):
            result = self.comparison(pair, x, y)
            if not result.bad and x.value is not None:
                constant = key(x.type), x.value
                if constant in seen and not isinstance(x.value, bool):
                    self.error(start(e), f"duplicate case {show.expr(e)} in expression switch")
                seen[constant] = e.pos
        if recorded is not None:
            self.info.types[tag.expr] = recorded

    def one_default(self, clauses: list[ast.CaseClause]) -> None:
        for clause in [c for c in clauses if c.exprs is None][1:]:
            self.error(clause.pos, "multiple defaults in switch")

    def type_switch(self, s: ast.TypeSwitchStmt) -> None:
        with self.block():
            if s.init is not None:
                self.stmt(s.init)
            x = self.value(s.x)
            if not x.bad and not isinstance(x.type.underlying(), T.Interface):
                self.error(start(s.x), f"{x} is not an interface")
                x.mode, x.type = "invalid", T.INVALID
            self.one_default(s.clauses)
            made: list[VarObj] = []
            seen: set[object] = set()
            for clause in s.clauses:
                types = [self.switch_type(e, x) for e in clause.exprs or []]
                self.new_types(clause.exprs or [], types, seen)
                with self.block():
                    if s.bind is not None and s.bind.name != "_":
                        t = types[0] if len(types) == 1 and types[0] is not T.NIL else x.type
                        var = VarObj(s.bind.name, s.bind.pos, self.package.path, t, owner=self.context.owner)
                        self.scope.names[s.bind.name] = var
                        self.info.implicits[clause] = var
                        made.append(var)
                    self.stmts(clause.body)
            if s.bind is not None and not any(v.used for v in made) and not self.package.is_library:
                self.error(s.bind.pos, f"declared and not used: {s.bind.name}", "CC203", "leave the name out")

    def new_types(self, exprs: list[ast.Expr], types: list[T.Type], seen: set[object]) -> None:
        if self.in_instance():
            return
        for e, t in zip(exprs, types, strict=True):
            if key(t) in seen:
                self.error(start(e), f"duplicate case {show.expr(e)} in type switch")
            elif not isinstance(t, T.Invalid):
                seen.add(key(t))

    def switch_type(self, e: ast.Expr, x: Operand) -> T.Type:
        if isinstance(e, ast.Ident) and e.name == "nil" and self.scope.find("nil").__class__.__name__ == "NilObj":
            self.info.types[e] = T.NIL
            return T.NIL
        t = self.typ(e)
        if not x.bad and not isinstance(t, T.Invalid):
            self.check_assertion(x, t, start(e))
        return t

    def in_instance(self) -> bool:
        """Whether a generic function's body is checked, for type arguments that may be equal."""
        context: Context | None = self.context
        while context is not None and context.outer is not None:
            context = context.outer
        return context is not None and bool(getattr(context.owner, "type_args", None))

    def select(self, s: ast.SelectStmt) -> None:
        if len(s.clauses) > MOST_CASES:
            self.unsupported(s.pos, f"a select of more than {MOST_CASES:,} cases is not supported", "split it")
            return
        for clause in [c for c in s.clauses if c.comm is None][1:]:
            self.error(clause.pos, "multiple defaults in select")
        for clause in s.clauses:
            with self.block():
                if clause.comm is not None:
                    self.stmt(clause.comm)
                self.stmts(clause.body)
