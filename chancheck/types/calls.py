"""Calls (Go spec, Calls)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.inference import Inference, parameter
from chancheck.types.objects import FuncObj
from chancheck.types.operands import start
from chancheck.types.relations import is_untyped


class Calls(Inference):
    def call(self, e: ast.CallExpr) -> Operand:
        f = self.raw(e.fun)
        if f.bad:
            for a in e.args:
                self.raw_quietly(a)
            return self.invalid(e)
        if f.mode == "type":
            return self.conversion(e, f.type)
        if f.mode == "builtin":
            assert f.obj is not None
            return self.builtin(e, f.obj.name)
        if f.mode == "generic" and isinstance(f.obj, FuncObj):
            f = self.instantiated(f.obj, e.fun, e.args, e.ellipsis)
            self.info.types[e.fun] = f.type
            if f.bad:
                return self.invalid(e)
        sig = f.type.underlying() if f.mode not in ("novalue", "nil") else f.type
        if not isinstance(sig, T.Signature):
            self.error(start(e), f"invalid operation: cannot call {f}: {f.type} is not a function")
            for a in e.args:
                self.raw_quietly(a)
            return self.invalid(e)
        self.arguments(e, sig, show.expr(e.fun))
        if not sig.results:
            return Operand("novalue", T.VOID, e)
        return Operand("value", sig.results[0] if len(sig.results) == 1 else T.Tuple(sig.results), e)

    def arguments(self, e: ast.CallExpr, sig: T.Signature, name: str) -> None:
        """The arguments fit the parameters; f(g()) passes several results on."""
        if len(e.args) == 1 and isinstance(e.args[0], ast.CallExpr) and not e.ellipsis:
            x = self.raw(e.args[0])
            if isinstance(x.type, T.Tuple) and len(x.type.items) > 1:
                self.spread(e, sig, name, x.type.items)
                return
            if x.mode in ("novalue", "type", "builtin"):
                self.expr(e.args[0])
                return
            operands = [x]
        else:
            operands = []
            for i, a in enumerate(e.args):
                operands.append(self.expr(a, parameter(sig, i, e.ellipsis)))
        if not self.count_fits(e, sig, name, [o.type for o in operands]):
            for o in operands:
                if is_untyped(o.type) and o.mode != "nil":
                    self.settle(o)
            return
        for i, o in enumerate(operands):
            t = parameter(sig, i, e.ellipsis)
            assert t is not None
            self.assigned(o, t, f"argument to {show.expr(e.fun)}")

    def spread(self, e: ast.CallExpr, sig: T.Signature, name: str, given: list[T.Type]) -> None:
        if self.count_fits(e, sig, name, given):
            for i, t in enumerate(given):
                goal = parameter(sig, i, False)
                assert goal is not None
                self.assigned(Operand("value", t, e.args[0]), goal, f"argument to {show.expr(e.fun)}")

    def count_fits(self, e: ast.CallExpr, sig: T.Signature, name: str, given: list[T.Type]) -> bool:
        least = len(sig.params) - (1 if sig.variadic and not e.ellipsis else 0)
        if e.ellipsis and not sig.variadic:
            self.error(e.args[-1].pos, f"have (...{show.expr(e.args[-1])}) but {name} is not variadic")
            return False
        if len(given) >= least and (len(given) == len(sig.params) or (sig.variadic and not e.ellipsis)):
            return True
        few = len(given) < least
        where = e.end if few else start(e.args[min(len(sig.params), len(e.args) - 1)])
        have, want = show.tuple_of(given), show.tuple_of(sig.params)
        self.error(where, f"{'not enough' if few else 'too many'} arguments in call to {name}"
                   f"\n\thave {have}\n\twant {want}")  # fmt: skip
        return False
