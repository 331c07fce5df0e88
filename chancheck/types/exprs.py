"""Expressions: every kind has its place (Go spec, Expressions)."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.objects import FuncObj, Info
from chancheck.types.operators import Operators


class Exprs(Operators):
    # provided by the parts for calls and declarations
    def call(self, e: ast.CallExpr) -> Operand:
        raise NotImplementedError

    def body(self, f: FuncObj) -> Info:
        raise NotImplementedError

    def dispatch(self, e: ast.Expr, hint: T.Type | None) -> Operand:
        poll()
        match e:
            case ast.BasicLit():
                return self.literal(e)
            case ast.Ident():
                return self.ident(e)
            case ast.ParenExpr():
                x = self.raw(e.x, hint)
                return Operand(x.mode, x.type, e, x.value, x.obj, x.comma_ok)
            case ast.FuncLit():
                return self.func_lit(e)
            case ast.CompositeLit():
                return self.composite(e, hint)
            case ast.SelectorExpr():
                return self.selector(e)
            case ast.IndexExpr():
                return self.index(e)
            case ast.SliceExpr():
                return self.slice(e)
            case ast.TypeAssertExpr():
                return self.assertion(e)
            case ast.CallExpr():
                return self.call(e)
            case ast.StarExpr():
                return self.star(e)
            case ast.UnaryExpr():
                return self.unary(e, hint)
            case ast.BinaryExpr():
                return self.binary(e, hint)
            case ast.BadExpr():
                return self.invalid(e)
        t = self.type_or_none(e)
        return self.invalid(e) if t is None else Operand("type", t, e)
