"""Statements (Go spec, Statements)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context, Operand
from chancheck.types.calls import Calls
from chancheck.types.exprs import start
from chancheck.types.objects import FuncInfo, VarObj
from chancheck.types.relations import (
    comparable,
    default_type,
    identical,
    is_boolean,
    is_integer,
    is_numeric,
    is_string,
    is_untyped,
)  # fmt: skip


class Stmts(Calls):
    def local_decl(self, d: ast.GenDecl) -> None:
        raise NotImplementedError

    def function_body(self, type: ast.FuncType, body: ast.BlockStmt, context: Context) -> None:
        self.stmts(body.stmts)
        self.check_labels(body)
        if context.results and not terminates_list(body.stmts):
            self.error(body.end, "missing return")

    def stmts(self, stmts: list[ast.Stmt]) -> None:
        for s in stmts:
            self.stmt(s)

    def inner(self, body: ast.BlockStmt) -> None:
        with self.block():
            self.stmts(body.stmts)

    def stmt(self, s: ast.Stmt) -> None:
        match s:
            case ast.ExprStmt():
                self.expr_stmt(s)
            case ast.SendStmt():
                self.send(s)
            case ast.AssignStmt():
                self.assign(s)
            case ast.IncDecStmt():
                self.incdec(s)
            case ast.GoStmt() | ast.DeferStmt():
                self.go_or_defer(s)
            case ast.ReturnStmt():
                self.return_stmt(s)
            case ast.BlockStmt():
                self.inner(s)
            case ast.IfStmt():
                self.if_stmt(s)
            case ast.ForStmt():
                self.for_stmt(s)
            case ast.RangeStmt():
                self.range_stmt(s)
            case ast.SwitchStmt():
                self.switch(s)
            case ast.TypeSwitchStmt():
                self.type_switch(s)
            case ast.SelectStmt():
                self.select(s)
            case ast.DeclStmt():
                self.local_decl(s.decl)
            case ast.LabeledStmt():
                self.stmt(s.stmt)
            case ast.BranchStmt():
                if s.keyword == "goto":
                    self.unsupported(s.pos, "goto is not supported", "use a loop, or labelled break and continue")

    def expr_stmt(self, s: ast.ExprStmt) -> None:
        x = self.raw(s.x)
        inner = s.x
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        if x.bad:
            return
        useful = isinstance(inner, ast.CallExpr) or (isinstance(inner, ast.UnaryExpr) and inner.op == "<-")
        pure = {"append", "cap", "len", "make", "new", "min", "max", "complex", "real", "imag"}
        if isinstance(inner, ast.CallExpr):
            callee = self.info.uses.get(inner.fun) if isinstance(inner.fun, ast.Ident) else None
            if (callee is not None and callee.__class__.__name__ == "BuiltinObj" and callee.name in pure) or (
                inner.fun in self.info.is_type
            ):
                useful = False
        if not useful or x.mode == "type":
            self.error(start(s.x), f"{show.expr(s.x)} ({str(x).partition(' (')[2]} is not used" if " (" in str(x)
                       else f"{show.expr(s.x)} is not used")  # fmt: skip

    def send(self, s: ast.SendStmt) -> None:
        ch = self.value(s.chan)
        u = None if ch.bad else ch.type.underlying()
        if not isinstance(u, T.Chan):
            self.raw_quietly(s.value)
            if not ch.bad:
                self.error(s.pos, f"invalid operation: cannot send to non-channel {ch}")
            return
        if u.dir == "recv":
            self.error(s.pos, f"invalid operation: cannot send to receive-only channel {ch}")
        self.assigned(self.expr(s.value, u.elem), u.elem, "send")

    # --- assignments --------------------------------------------------------------------------------

    def assign(self, s: ast.AssignStmt) -> None:
        if s.op == ":=":
            self.define(s)
        elif s.op == "=":
            self.assign_all(s)
        else:
            pair = ast.BinaryExpr(s.pos, s.op[:-1], s.lhs[0], s.rhs[0])
            target = self.target(s.lhs[0], used=True)
            result = self.raw(pair)
            if not result.bad and target is not None and is_untyped(result.type):
                self.assigned(result, target, "assignment")

    def targets(self, lhs: list[ast.Expr]) -> list[T.Type | None]:
        return [self.target(e) for e in lhs]

    def target(self, e: ast.Expr, used: bool = False) -> T.Type | None:
        """The type of what is assigned to; None for `_` and for what cannot be assigned to."""
        inner = e
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        if isinstance(inner, ast.Ident):
            if inner.name == "_":
                return None
            obj = self.scope.find(inner.name)
            if isinstance(obj, VarObj):
                was = obj.used
                self.lookup_name(inner)
                self.named_object(obj, inner)
                obj.used = was or used
                obj.reassigned = True
                for part in {id(e): e, id(inner): inner}.values():
                    self.info.types[part] = obj.type
                return obj.type
        x = self.expr(e)
        if x.bad:
            return T.INVALID
        if x.mode not in ("variable", "mapindex"):
            what = f"{x}"
            if isinstance(inner, ast.SelectorExpr) and self.info.types.get(inner.x) is not None:
                base = inner.x
                while isinstance(base, ast.ParenExpr):
                    base = base.x
                if isinstance(base, ast.IndexExpr) and self.is_map(base.x):
                    self.error(start(e), f"cannot assign to struct field {show.expr(e)} in map")
                    return T.INVALID
            self.error(start(e), f"cannot assign to {what}"
                       " (neither addressable nor a map index expression)")  # fmt: skip
            return T.INVALID
        self.mark_part(inner)
        return x.type

    def is_map(self, e: ast.Expr) -> bool:
        t = self.info.types.get(e)
        return t is not None and not isinstance(t, T.Invalid) and isinstance(t.underlying(), T.Map)

    def mark_part(self, e: ast.Expr) -> None:
        """A field or element of a variable is assigned: so is the variable."""
        while isinstance(e, ast.SelectorExpr | ast.IndexExpr | ast.ParenExpr):
            t = self.info.types.get(e.x)
            if not isinstance(e, ast.ParenExpr) and (
                t is None or isinstance(t, T.Invalid | T.Tuple) or not isinstance(t.underlying(), T.Struct | T.Array)
            ):
                return
            e = e.x
        obj = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
        if isinstance(obj, VarObj):
            obj.reassigned = True

    def assign_all(self, s: ast.AssignStmt) -> None:
        targets = self.targets(s.lhs)
        if len(s.lhs) == len(s.rhs):
            for t, e in zip(targets, s.rhs, strict=True):
                x = self.expr(e, t)
                if t is None:
                    self.settle(x)
                else:
                    self.assigned(x, t, "assignment")
            return
        types = self.several(s.lhs, s.rhs, s.lhs[0].pos, "assignment")
        for t, given in zip(targets, types or [], strict=False):
            if t is not None and given is not None:
                self.assigned_type(given, t, s.rhs[0], "assignment")

    def assigned_type(self, given: T.Type, t: T.Type, e: ast.Expr, context: str) -> None:
        if is_untyped(given):
            given = t if is_boolean(t) else default_type(given)
        self.assigned(Operand("value", given, e), t, context)

    def several(self, lhs: list[ast.Expr], rhs: list[ast.Expr], pos: Pos, context: str) -> list[T.Type | None] | None:
        """Types of the values of `rhs` for len(lhs) != len(rhs): a call's results, or a comma-ok form."""
        if len(rhs) == 1:
            x = self.raw(rhs[0])
            if x.bad:
                return [T.INVALID] * len(lhs)
            if isinstance(x.type, T.Tuple) and x.mode != "novalue" and len(x.type.items) == len(lhs):
                return list(x.type.items)
            if x.comma_ok and len(lhs) == 2:
                e = rhs[0]
                while True:
                    self.info.comma_ok.add(e)
                    if not isinstance(e, ast.ParenExpr):
                        break
                    e = e.x
                return [x.type, T.UNTYPED_BOOL]
            self.mismatch(lhs, rhs, x, pos)
            return [T.INVALID] * len(lhs)
        for e in rhs:
            self.value(e)
        vs = "variable" if len(lhs) == 1 else "variables"
        self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {len(rhs)} value{'s' * (len(rhs) != 1)}")
        return [T.INVALID] * len(lhs)

    def mismatch(self, lhs: list[ast.Expr], rhs: list[ast.Expr], x: Operand, pos: Pos) -> None:
        vs = "variable" if len(lhs) == 1 else "variables"
        if isinstance(rhs[0], ast.CallExpr):
            n = len(x.type.items) if isinstance(x.type, T.Tuple) else 1
            self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {show.expr(rhs[0].fun)}"
                       f"({', '.join(map(show.expr, rhs[0].args))}) returns {n} value{'s' * (n != 1)}")  # fmt: skip
        else:
            self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but 1 value")

    def define(self, s: ast.AssignStmt) -> None:
        values: list[Operand | None] = []
        if len(s.lhs) == len(s.rhs):
            for left, e in zip(s.lhs, s.rhs, strict=True):
                old = self.scope.names.get(left.name) if isinstance(left, ast.Ident) else None
                x = self.expr(e, old.type if isinstance(old, VarObj) else None)
                if not (isinstance(old, VarObj) and left.name != "_"):  # type: ignore[attr-defined]
                    self.settle(x)
                values.append(x)
        else:
            given = self.several(s.lhs, s.rhs, s.lhs[0].pos, "assignment") or []
            values = [Operand("value", default_type(t) if t else T.INVALID, s.rhs[0]) for t in given]
        fresh = False
        new: list[tuple[ast.Ident, T.Type]] = []
        for left, value in zip(s.lhs, values, strict=False):
            if not isinstance(left, ast.Ident):
                continue
            t = T.INVALID if value is None else value.type
            old = self.scope.names.get(left.name)
            if left.name != "_" and isinstance(old, VarObj):
                self.info.uses[left] = old
                self.info.types[left] = old.type
                old.reassigned = True
                if value is not None:
                    self.assigned(value, old.type, "assignment")
            else:
                fresh = fresh or left.name != "_"
                new.append((left, t))
        if not fresh:
            self.error(s.pos, "no new variables on left side of :=", NAMES)
        for name, t in new:
            self.new_var(name, t)
            self.info.types[name] = t

    def incdec(self, s: ast.IncDecStmt) -> None:
        t = self.target(s.x, used=True)
        if t is not None and not isinstance(t, T.Invalid) and not is_numeric(t):
            self.error(s.pos, f"invalid operation: {show.expr(s.x)}{s.op} (non-numeric type {t})")
        elif t is not None and not isinstance(t, T.Invalid):
            self.refuse_complex(t, s.pos)

    def go_or_defer(self, s: ast.GoStmt | ast.DeferStmt) -> None:
        word = "go" if isinstance(s, ast.GoStmt) else "defer"
        x = self.raw(s.call)
        inner = s.call
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        if isinstance(inner, ast.CallExpr) and inner.fun in self.info.is_type:
            self.error(s.pos, f"{word} requires function call, not conversion")
        elif isinstance(inner, ast.CallExpr) and isinstance(inner.fun, ast.Ident) and not x.bad and x.mode != "novalue":
            obj = self.info.uses.get(inner.fun)
            if obj.__class__.__name__ == "BuiltinObj" and obj is not None and obj.name not in ("copy", "recover"):
                self.error(s.pos, f"{word} discards result of {show.expr(inner)}")

    def return_stmt(self, s: ast.ReturnStmt) -> None:
        results = self.context.results
        if not s.results:
            if results and not self.context.named_results:
                self.error(s.pos, f"not enough return values\n\thave ()\n\twant {show.tuple_of(types_of(results))}")
            for r in results:
                if self.context.named_results and r.name not in ("", "_") and self.scope.find(r.name) is not r:
                    self.error(s.pos, f"result parameter {r.name} not in scope at return")
            return
        if not results:
            self.error(start(s.results[0]), "too many return values\n\thave "
                       f"{show.tuple_of([self.value(e).type for e in s.results])}\n\twant ()")  # fmt: skip
            return
        if len(s.results) == 1 and len(results) > 1:
            x = self.raw(s.results[0])
            if isinstance(x.type, T.Tuple) and x.mode != "novalue" and len(x.type.items) == len(results):
                for r, t in zip(results, x.type.items, strict=True):
                    self.assigned(Operand("value", t, s.results[0]), r.type, "return statement")
                return
            if not x.bad:
                self.error(start(s.results[0]), "not enough return values\n\thave "
                           f"{show.tuple_of([x.type])}\n\twant {show.tuple_of(types_of(results))}")  # fmt: skip
            return
        operands = [self.expr(e, r.type) for e, r in zip(s.results, results, strict=False)]
        operands += [self.expr(e) for e in s.results[len(results) :]]
        if len(operands) != len(results):
            few = "not enough" if len(operands) < len(results) else "too many"
            have = show.tuple_of([o.type for o in operands])
            self.error(start(s.results[0]), f"{few} return values\n\thave {have}\n\twant "
                       f"{show.tuple_of(types_of(results))}")  # fmt: skip
            return
        for o, r in zip(operands, results, strict=True):
            self.assigned(o, r.type, "return statement")

    # --- control ------------------------------------------------------------------------------------

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
                if (type(x.value), x.value) in seen:
                    self.error(start(e), f"duplicate case {show.expr(e)} in expression switch")
                seen[type(x.value), x.value] = e.pos
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
            for clause in s.clauses:
                types = [self.switch_type(e, x) for e in clause.exprs or []]
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

    def switch_type(self, e: ast.Expr, x: Operand) -> T.Type:
        if isinstance(e, ast.Ident) and e.name == "nil" and self.scope.find("nil").__class__.__name__ == "NilObj":
            self.info.types[e] = T.NIL
            return T.NIL
        t = self.typ(e)
        if not x.bad and not isinstance(t, T.Invalid):
            self.check_assertion(x, t, start(e))
        return t

    def select(self, s: ast.SelectStmt) -> None:
        for clause in [c for c in s.clauses if c.comm is None][1:]:
            self.error(clause.pos, "multiple defaults in select")
        for clause in s.clauses:
            with self.block():
                if clause.comm is not None:
                    self.stmt(clause.comm)
                self.stmts(clause.body)

    # --- labels ---------------------------------------------------------------------------------------

    def check_labels(self, body: ast.BlockStmt) -> None:
        declared: dict[str, ast.LabeledStmt] = {}
        used: set[str] = set()
        self.walk_labels(body, {}, False, False, declared, used)
        for name, label in declared.items():
            if name not in used:
                self.error(label.pos, f"label {name} defined and not used", NAMES)

    def walk_labels(
        self, s: ast.Stmt | None, around: dict[str, ast.Stmt], loop: bool, breakable: bool,
        declared: dict[str, ast.LabeledStmt], used: set[str],
    ) -> None:  # fmt: skip
        def below(children: list[ast.Stmt], in_loop: bool, can_break: bool) -> None:
            for child in children:
                self.walk_labels(child, around, in_loop, can_break, declared, used)

        match s:
            case ast.LabeledStmt():
                if s.label.name in declared:
                    self.error(s.pos, f"label {s.label.name} already defined", NAMES)
                declared[s.label.name] = s
                inner = {**around, s.label.name: s.stmt}
                self.walk_labels(s.stmt, inner, loop, breakable, declared, used)
            case ast.BranchStmt():
                self.branch(s, around, loop, breakable, used)
            case ast.BlockStmt():
                below(s.stmts, loop, breakable)
            case ast.IfStmt():
                below([s.body, *([s.orelse] if s.orelse else [])], loop, breakable)
            case ast.ForStmt() | ast.RangeStmt():
                below([s.body], True, True)
            case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
                for clause in s.clauses:
                    below(clause.body, loop, True)

    def branch(
        self, s: ast.BranchStmt, around: dict[str, ast.Stmt], loop: bool, breakable: bool, used: set[str]
    ) -> None:
        if s.label is not None:
            used.add(s.label.name)
            target = around.get(s.label.name)
            if s.keyword == "goto":
                return
            if target is None:
                self.error(s.label.pos, f"invalid {s.keyword} label {s.label.name}", NAMES)
            elif s.keyword == "continue" and not isinstance(target, ast.ForStmt | ast.RangeStmt):
                self.error(s.label.pos, f"invalid continue label {s.label.name}")
        elif s.keyword == "continue" and not loop:
            self.error(s.pos, "continue is not in a loop")
        elif s.keyword == "break" and not breakable:
            self.error(s.pos, "break is not in a loop, switch, or select")


def types_of(variables: list[VarObj]) -> list[T.Type]:
    return [v.type for v in variables]


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


__all__ = ["Stmts", "identical", "is_string"]
