"""Nodes for expressions."""

from __future__ import annotations

from typing import Any

from chancheck.syntax import ast
from chancheck.syntax.nodes.base import start
from chancheck.syntax.nodes.declarations import Declarations
from chancheck.syntax.tokens import Token

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(["==", "!=", "<", "<=", ">", ">="], 3),
    **dict.fromkeys(["+", "-", "|", "^"], 4),
    **dict.fromkeys(["*", "/", "%", "<<", ">>", "&", "&^"], 5),
}


class Expressions(Declarations):
    def int(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "int", v[0].text)

    def float(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "float", v[0].text)

    def imag(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "imag", v[0].text)

    def char(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "char", v[0].text)

    def string(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "string", v[0].text)

    def binary(self, v: list[Any]) -> ast.BinaryExpr:
        """Add an operator and its right operand; the tree's right edge is ordered by precedence."""
        left, operator, right = v
        rank = _PRECEDENCE[operator.text]
        above: ast.BinaryExpr | None = None
        node = left
        while type(node) is ast.BinaryExpr and _PRECEDENCE[node.op] < rank:
            above, node = node, node.y
        made = ast.BinaryExpr(operator.pos, operator.text, node, right)
        if above is None:
            return made
        above.y = made
        return left  # type: ignore[no-any-return]

    def star(self, v: list[Any]) -> ast.StarExpr:
        return ast.StarExpr(v[0].pos, v[1])

    def unary(self, v: list[Any]) -> ast.UnaryExpr:
        return ast.UnaryExpr(v[0].pos, v[0].text, v[1])

    def receive(self, v: list[Any]) -> ast.Expr:
        """`<-x`, or the type `<-chan T`, which begins alike."""
        outer = ast.ChanType(v[0].pos, "recv", v[1])
        node, inner = outer, v[1]
        while isinstance(inner, ast.ChanType) and inner.dir == "send":
            # `<-chan <-chan T` was read as `<-` of `chan<- chan T`: each arrow belongs to the chan behind it
            node.elem = ast.ChanType(inner.elem.pos, "recv", inner.elem)
            node, inner = node.elem, inner.elem
        if isinstance(inner, ast.ChanType) and inner.dir == "both":
            node.elem = inner.elem
            return outer
        if inner is not v[1]:
            self.error("syntax error: unexpected type, expected chan", start(inner), "")
        return ast.UnaryExpr(v[0].pos, "<-", v[1])

    def paren(self, v: list[Any]) -> ast.ParenExpr:
        return ast.ParenExpr(v[0].pos, v[1])

    def composite(self, v: list[Any]) -> ast.CompositeLit:
        return ast.CompositeLit(v[0].pos, v[0], v[2], v[3].pos)

    named_composite = composite

    def elided_composite(self, v: list[Any]) -> ast.CompositeLit:
        return ast.CompositeLit(v[0].pos, None, v[1], v[2].pos)

    def positional(self, v: list[Any]) -> ast.KeyedElement:
        return ast.KeyedElement(start(v[0]), None, v[0])

    def keyed(self, v: list[Any]) -> ast.KeyedElement:
        return ast.KeyedElement(start(v[0]), v[0], v[2])

    def func_lit(self, v: list[Any]) -> ast.FuncLit:
        body = ast.BlockStmt(v[2].pos, v[3], v[4].pos)
        return ast.FuncLit(v[0].pos, ast.FuncType(v[0].pos, [], *v[1]), body)

    def selector(self, v: list[Any]) -> ast.SelectorExpr:
        return ast.SelectorExpr(v[0].pos, v[0], ast.Ident(v[2].pos, v[2].text))

    def type_assertion(self, v: list[Any]) -> ast.TypeAssertExpr:
        return ast.TypeAssertExpr(v[0].pos, v[0], v[3])

    def type_question(self, v: list[Any]) -> ast.TypeAssertExpr:
        made = ast.TypeAssertExpr(v[0].pos, v[0], None)
        self.questions[made] = v[2].pos
        return made

    def index(self, v: list[Any]) -> ast.IndexExpr:
        return ast.IndexExpr(v[0].pos, v[0], v[2])

    def slice(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, None, None)

    def slice_low(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], None, None)

    def slice_high(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, v[3], None)

    def slice_both(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], v[4], None)

    def slice_high_max(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, v[3], v[5])

    def slice_all(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], v[4], v[6])

    def call_nothing(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], [], False, v[2].pos)

    def call(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], v[2], False, v[3].pos)

    def call_spread(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], v[2], True, v[-1].pos)
