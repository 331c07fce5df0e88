"""Calls (Go spec, Calls)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.builtins import builtin
from chancheck.types.checker import Checker, Expressions
from chancheck.types.conversions import conversion
from chancheck.types.inference import instantiated, parameter
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, expr, raw_quietly, settle
from chancheck.types.relations import is_untyped
from chancheck.types.types import FuncObj


def call(c: Checker, e: ast.CallExpr) -> Operand:
    f = c.raw(e.fun)
    if f.bad:
        for a in e.args:
            raw_quietly(c, a)
        return c.invalid(e)
    if f.mode == "type":
        return conversion(c, e, f.type)
    if f.mode == "builtin":
        assert f.obj is not None
        return builtin(c, e, f.obj.name)
    if f.mode == "generic" and isinstance(f.obj, FuncObj):
        f = instantiated(c, f.obj, e.fun, e.args, e.ellipsis)
        c.info.types[e.fun] = f.type
        if f.bad:
            return c.invalid(e)
    sig = f.type.underlying() if f.mode not in ("novalue", "nil") else f.type
    if not isinstance(sig, T.Signature):
        c.error(start(e), f"invalid operation: cannot call {f}: {f.type} is not a function")
        for a in e.args:
            raw_quietly(c, a)
        return c.invalid(e)
    arguments(c, e, sig, show.expr(e.fun))
    if not sig.results:
        return Operand("novalue", T.VOID, e)
    return Operand("value", sig.results[0] if len(sig.results) == 1 else T.Tuple(sig.results), e)


def arguments(c: Checker, e: ast.CallExpr, sig: T.Signature, name: str) -> None:
    """The arguments fit the parameters; f(g()) passes several results on."""
    if len(e.args) == 1 and isinstance(e.args[0], ast.CallExpr) and not e.ellipsis:
        x = c.raw(e.args[0])
        if isinstance(x.type, T.Tuple) and len(x.type.items) > 1:
            spread(c, e, sig, name, x.type.items)
            return
        if x.mode in ("novalue", "type", "builtin"):
            expr(c, e.args[0])
            return
        operands = [x]
    else:
        operands = []
        for i, a in enumerate(e.args):
            operands.append(expr(c, a, parameter(sig, i, e.ellipsis)))
    if not count_fits(c, e, sig, name, [o.type for o in operands]):
        for o in operands:
            if is_untyped(o.type) and o.mode != "nil":
                settle(c, o)
        return
    for i, o in enumerate(operands):
        t = parameter(sig, i, e.ellipsis)
        assert t is not None
        assigned(c, o, t, f"argument to {show.expr(e.fun)}")


def spread(c: Checker, e: ast.CallExpr, sig: T.Signature, name: str, given: list[T.Type]) -> None:
    if count_fits(c, e, sig, name, given):
        for i, t in enumerate(given):
            goal = parameter(sig, i, False)
            assert goal is not None
            assigned(c, Operand("value", t, e.args[0]), goal, f"argument to {show.expr(e.fun)}")


def count_fits(c: Checker, e: ast.CallExpr, sig: T.Signature, name: str, given: list[T.Type]) -> bool:
    least = len(sig.params) - (1 if sig.variadic and not e.ellipsis else 0)
    if e.ellipsis and not sig.variadic:
        c.error(e.args[-1].pos, f"have (...{show.expr(e.args[-1])}) but {name} is not variadic")
        return False
    if len(given) >= least and (len(given) == len(sig.params) or (sig.variadic and not e.ellipsis)):
        return True
    few = len(given) < least
    where = e.end if few else start(e.args[min(len(sig.params), len(e.args) - 1)])
    have, want = show.tuple_of(given), show.tuple_of(sig.params)
    c.error(where, f"{'not enough' if few else 'too many'} arguments in call to {name}"
               f"\n\thave {have}\n\twant {want}")  # fmt: skip
    return False


EXPRESSIONS: Expressions = {ast.CallExpr: call}
