"""Arithmetic of complex numbers; a quotient is a function of models/runtime (Go spec, Arithmetic operators)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.body import Body
from chancheck.lower.code import float_bits
from chancheck.types import types as T


def binary(b: Body, i: ops.Binary, t: T.Type) -> None:
    x, y = b.value(i.x), b.value(i.y)
    if i.op == "*":
        re = b.op("fsub", b.op("fmul", x, y), b.op("fmul", x + 1, y + 1))
        im = b.op("fadd", b.op("fmul", x, y + 1), b.op("fmul", x + 1, y))
    else:
        name = {"+": "fadd", "-": "fsub"}[i.op]
        re, im = b.op(name, x, y), b.op(name, x + 1, y + 1)
    give(b, i.dst, re, im, fit=layout.is_single(t))


def unary(b: Body, i: ops.Unary) -> None:
    x, sign = b.value(i.x), b.const(float_bits(-0.0))
    give(b, i.dst, b.op("xor", x, sign), b.op("xor", x + 1, sign), fit=False)


def convert(b: Body, i: ops.Convert) -> None:
    if isinstance(i.x, ops.Const):
        b.constant(b.var(i.dst), i.dst.type, i.x.value)
        return
    x = b.value(i.x)
    give(b, i.dst, x, x + 1, fit=layout.is_single(i.dst.type) and not layout.is_single(i.x.type))


def give(b: Body, dst: ops.Var, re: int, im: int, *, fit: bool) -> None:
    """Both parts, rounded if the type is the small one."""
    to = b.var(dst)
    b.move(to, b.join(("i", re), ("i", im)), 2)
    if fit:
        b.emit("fround", to, to)
        b.emit("fround", to + 1, to + 1)


def made(b: Body, i: ops.Intrinsic) -> None:
    """complex(x, y)"""
    parts = b.join(*(("i", b.value(a)) for a in i.args))
    b.give(i.dsts[0], parts)


def real(b: Body, i: ops.Intrinsic) -> None:
    b.give(i.dsts[0], b.value(i.args[0]))


def imag(b: Body, i: ops.Intrinsic) -> None:
    b.give(i.dsts[0], b.value(i.args[0]) + 1)


EMITTERS = {"builtin.complex": made, "builtin.real": real, "builtin.imag": imag}
