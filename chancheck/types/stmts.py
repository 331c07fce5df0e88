"""Statements: every kind has its place (Go spec, Statements)."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import Context, Operand
from chancheck.types.control import Control
from chancheck.types.labels import terminates_list
from chancheck.types.objects import VarObj
from chancheck.types.operands import start


class Stmts(Control):
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
        poll()
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
                self.error(s.pos, f"invalid operation: cannot send to non-channel {ch.type} {ch}")
            return
        if u.dir == "recv":
            self.error(s.pos, f"invalid operation: cannot send to receive-only channel {ch.type} {ch}")
        self.assigned(self.expr(s.value, u.elem), u.elem, "send")

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


def types_of(variables: list[VarObj]) -> list[T.Type]:
    return [v.type for v in variables]
