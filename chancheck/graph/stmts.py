"""Statements: every kind has its place."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.graph import iterators, ops
from chancheck.graph.exprs import strip, unsupported
from chancheck.graph.order import early
from chancheck.graph.switches import Switches
from chancheck.syntax import ast
from chancheck.types import types as T


class Stmts(Switches):
    def stmts(self, stmts: list[ast.Stmt]) -> None:
        for s in stmts:
            self.stmt(s)

    def stmt(self, s: ast.Stmt) -> None:
        poll()
        label, self.label, self.named = self.label, "", ""
        match s:
            case ast.ExprStmt():
                inner = strip(s.x)
                if isinstance(inner, ast.CallExpr):
                    self.call(inner)
                else:
                    early(self, [s.x])
                    self.value(s.x)
            case ast.SendStmt():
                early(self, [s.chan, s.value])
                ch = self.value(s.chan)
                t = ch.type.underlying()
                assert isinstance(t, T.Chan)
                ch = self.stable(ch, s.pos)
                self.emit(ops.Intrinsic(s.pos, "chan.send", [ch, self.stable(self.value(s.value, t.elem), s.pos)], []))
            case ast.AssignStmt():
                self.assign(s)
            case ast.IncDecStmt():
                self.update(s.x, s.op[0], None, s.pos)
            case ast.GoStmt():
                self.go(s)
            case ast.DeferStmt():
                thunk = self.thunk(s.call, s.pos)
                if self.loop is not None:
                    iterators.defer(self, s.pos, thunk)
                else:
                    self.emit(ops.Defer(s.pos, thunk))
            case ast.ReturnStmt():
                self.return_(s)
            case ast.BlockStmt():
                self.stmts(s.stmts)
            case ast.IfStmt():
                self.if_(s)
            case ast.ForStmt():
                self.for_(s, label)
            case ast.RangeStmt():
                self.range_(s, label)
            case ast.SwitchStmt():
                self.switch(s, label)
            case ast.TypeSwitchStmt():
                self.type_switch(s, label)
            case ast.SelectStmt():
                self.select(s, label)
            case ast.DeclStmt():
                self.declaration(s.decl)
            case ast.LabeledStmt():
                self.labelled(s)
            case ast.BranchStmt():
                self.jump_statement(s)
            case ast.EmptyStmt():
                pass
            case _:
                raise unsupported(s.pos, "this statement is not supported")

    def labelled(self, s: ast.LabeledStmt) -> None:
        here = self.labelled_block(s.label.name)
        self.jump(s.pos, here, here)
        self.label = s.label.name
        self.stmt(s.stmt)

    def go(self, s: ast.GoStmt) -> None:
        f = self.thunk(s.call, s.pos)
        self.builder.mark_ignored(self, f, s.pos)
        self.emit(ops.Spawn(s.pos, f))
