"""Conversions and built-in functions (Go spec, Conversions; Built-in functions)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.syntax import ast
from chancheck.types import constants, show, unsafe
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.operands import start
from chancheck.types.relations import (
    convertible,
    default_type,
    identical,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
)  # fmt: skip

ARITY: dict[str, tuple[int, int | None]] = {
    "append": (1, None), "cap": (1, 1), "clear": (1, 1), "close": (1, 1), "complex": (2, 2), "copy": (2, 2),
    "delete": (2, 2), "imag": (1, 1), "len": (1, 1), "make": (1, 3), "max": (1, None), "min": (1, None),
    "new": (1, 1), "panic": (1, 1), "print": (0, None), "println": (0, None), "real": (1, 1), "recover": (0, 0),
}  # fmt: skip


class Builtins(unsafe.Unsafe):
    def conversion(self, e: ast.CallExpr, t: T.Type) -> Operand:
        if len(e.args) != 1:
            few = "missing argument" if not e.args else "too many arguments"
            self.error(e.end if not e.args else e.args[1].pos, f"{few} in conversion to {t}")
            return self.invalid(e)
        if e.ellipsis:
            self.error(e.args[0].pos, f"invalid use of ... in conversion to {t}")
            return self.invalid(e)
        x = self.expr(e.args[0], t)
        if x.bad or isinstance(t, T.Invalid):
            return self.invalid(e)
        if x.mode == "nil":
            self.assigned(x, t, "conversion")
            return Operand("value", t, e)
        under = t.underlying()
        if x.mode == "constant" and x.value is not None and isinstance(under, T.Basic):
            return self.constant_conversion(e, x, t)
        if is_untyped(x.type):
            ok = self.compatible_kind(x, t) or is_interface(t)
            self.convert_untyped(x, default_type(x.type) if is_interface(t) or not ok else t)
        if is_interface(t) and x.mode == "constant":
            self.settle(x)
        if not convertible(x.type, t, self.sig):
            self.error(start(e.args[0]), f"cannot convert {x} to type {t}{self.why_not(x.type, t)}")
            return self.invalid(e)
        self.refuse_complex(t, e.pos)
        return Operand("value", t, e)

    def constant_conversion(self, e: ast.CallExpr, x: Operand, t: T.Type) -> Operand:
        assert x.value is not None
        if is_string(t) and is_integer(x.type) and isinstance(x.value, int):
            if is_untyped(x.type):
                self.retype(x.expr, T.INT32)
            code = x.value if 0 <= x.value <= 0x10FFFF and not 0xD800 <= x.value < 0xE000 else 0xFFFD
            return Operand("constant", t, e, chr(code).encode())
        if constants.fits(x.value, t):
            if is_untyped(x.type):
                self.retype(x.expr, t)
            return Operand("constant", t, e, constants.represented(x.value, t))
        if is_numeric(x.type) and is_numeric(t):
            why = "truncated" if isinstance(x.value, Fraction) else "overflows"
            self.error(start(e.args[0]), f"cannot convert {x} to type {t} ({why})")
        else:
            self.error(start(e.args[0]), f"cannot convert {x} to type {t}")
        return self.invalid(e)

    def builtin(self, e: ast.CallExpr, name: str) -> Operand:
        least, most = ARITY[name] if name in ARITY else unsafe.ARITY[name]
        if e.ellipsis and name != "append":
            self.error(e.pos, f"invalid operation: invalid use of ... with built-in {name}")
            return self.invalid(e)
        if len(e.args) < least or (most is not None and len(e.args) > most):
            few = "not enough" if len(e.args) < least else "too many"
            self.error(e.end if few == "not enough" else e.args[-1].pos,
                       f"{few} arguments for {show.expr(e)} (expected {least}, found {len(e.args)})")  # fmt: skip
            for a in e.args:
                self.raw(a)
            return self.invalid(e)
        return getattr(self, f"builtin_{name}")(e)  # type: ignore[no-any-return]

    def length(self, e: ast.CallExpr, name: str) -> Operand:
        x = self.value(e.args[0])
        if x.bad:
            return self.invalid(e)
        u = x.type.underlying()
        array = u.elem.underlying() if isinstance(u, T.Pointer) else u
        if name == "len" and isinstance(x.value, bytes):
            return Operand("constant", T.INT, e, len(x.value))
        if isinstance(array, T.Array):
            if not has_calls(e.args[0]):
                return Operand("constant", T.INT, e, array.length)
            return Operand("value", T.INT, e)
        good = isinstance(u, T.Slice | T.Chan) or (name == "len" and (isinstance(u, T.Map) or is_string(x.type)))
        if isinstance(u, T.Invalid):
            return self.invalid(e)
        if not good:
            self.error(start(e.args[0]), f"invalid argument: {x} for built-in {name}")
            return self.invalid(e)
        return Operand("value", T.INT, e)

    def builtin_len(self, e: ast.CallExpr) -> Operand:
        return self.length(e, "len")

    def builtin_cap(self, e: ast.CallExpr) -> Operand:
        return self.length(e, "cap")

    def builtin_append(self, e: ast.CallExpr) -> Operand:
        x = self.expr(e.args[0])
        if x.bad or x.mode == "nil" or not isinstance(x.type.underlying(), T.Slice):
            if not x.bad:
                self.error(start(e.args[0]), f"invalid argument: {x} (not a slice)" if x.mode != "nil"
                           else "first argument to append must be a typed slice; have untyped nil")  # fmt: skip
            for a in e.args[1:]:
                self.raw_quietly(a)
            return self.invalid(e)
        s = x.type.underlying()
        assert isinstance(s, T.Slice)
        if e.ellipsis and len(e.args) == 2:
            y = self.expr(e.args[1], x.type)
            if not y.bad and is_string(y.type) and s.elem.underlying() is T.UINT8:
                self.settle(y)
            else:
                self.assigned(y, T.Slice(s.elem), "argument")
        else:
            for a in e.args[1:]:
                self.assigned(self.expr(a, s.elem), s.elem, "argument")
        return Operand("value", x.type, e)

    def builtin_copy(self, e: ast.CallExpr) -> Operand:
        x, y = self.value(e.args[0]), self.value(e.args[1])
        if x.bad or y.bad:
            return self.invalid(e)
        xs, ys = x.type.underlying(), y.type.underlying()
        text = is_string(y.type) and isinstance(xs, T.Slice) and xs.elem.underlying() is T.UINT8
        if not (isinstance(xs, T.Slice) and (text or (isinstance(ys, T.Slice) and identical(xs.elem, ys.elem)))):
            self.error(start(e), f"invalid argument: copy expects slice arguments; found {x} and {y}")
            return self.invalid(e)
        return Operand("value", T.INT, e)

    def builtin_delete(self, e: ast.CallExpr) -> Operand:
        x = self.value(e.args[0])
        if x.bad or not isinstance(m := x.type.underlying(), T.Map):
            if not x.bad:
                self.error(start(e.args[0]), f"invalid argument: {x} is not a map")
            return self.invalid(e)
        self.assigned(self.expr(e.args[1], m.key), m.key, "argument to delete")
        return Operand("novalue", T.VOID, e)

    def builtin_clear(self, e: ast.CallExpr) -> Operand:
        x = self.value(e.args[0])
        if not x.bad and not isinstance(x.type.underlying(), T.Map | T.Slice):
            self.error(start(e.args[0]), f"invalid argument: clear {x} must be a map or slice")
            return self.invalid(e)
        return Operand("novalue", T.VOID, e)

    def builtin_close(self, e: ast.CallExpr) -> Operand:
        x = self.value(e.args[0])
        if x.bad:
            return self.invalid(e)
        u = x.type.underlying()
        if not isinstance(u, T.Chan):
            self.error(start(e.args[0]), f"invalid operation: cannot close non-channel {x}")
            return self.invalid(e)
        if u.dir == "recv":
            self.error(start(e.args[0]), f"invalid operation: cannot close receive-only channel {x}")
            return self.invalid(e)
        return Operand("novalue", T.VOID, e)

    def builtin_make(self, e: ast.CallExpr) -> Operand:
        t = self.typ(e.args[0])
        sizes = [self.check_size(a) for a in e.args[1:]]
        if isinstance(t, T.Invalid):
            return self.invalid(e)
        u = t.underlying()
        if not isinstance(u, T.Slice | T.Map | T.Chan):
            self.error(start(e.args[0]), f"invalid argument: cannot make {show.expr(e.args[0])}; type must be slice,"
                       " map, or channel")  # fmt: skip
            return self.invalid(e)
        if isinstance(u, T.Slice) and not sizes:
            self.error(e.pos, f"invalid operation: {show.expr(e)} expects 2 or 3 arguments; found 1")
        elif not isinstance(u, T.Slice) and len(sizes) > 1:
            self.error(e.pos, f"invalid operation: {show.expr(e)} expects 1 or 2 arguments; found 3")
        elif len(sizes) == 2 and sizes[0] is not None and sizes[1] is not None and sizes[0] > sizes[1]:
            self.error(e.args[1].pos, "invalid argument: length and capacity swapped")
        return Operand("value", t, e)

    def check_size(self, e: ast.Expr) -> int | None:
        return self.check_size_operand(e, self.expr(e))

    def check_size_operand(self, e: ast.Expr, x: Operand) -> int | None:
        if not x.bad and isinstance(x.value, Fraction) and x.value.denominator == 1:
            self.convert_untyped(x, T.INT)
            return int(x.value) if isinstance(x.value, int) else None
        return self.check_index_operand(e, x)

    def check_index_operand(self, e: ast.Expr, x: Operand) -> int | None:
        if x.bad:
            return None
        if x.mode == "nil" or not is_integer(x.type):
            self.error(start(e), f"cannot convert {x} to type int" if x.mode == "constant"
                       else f"invalid argument: index {x} must be integer")  # fmt: skip
            return None
        if is_untyped(x.type):
            self.convert_untyped(x, T.INT)
        if isinstance(x.value, int) and x.value < 0:
            self.error(start(e), f"invalid argument: index {x} must not be negative")
            return None
        return x.value if isinstance(x.value, int) else None

    def builtin_new(self, e: ast.CallExpr) -> Operand:
        t = self.type_or_none(e.args[0])
        if t is None:  # since Go 1.26: new(expr)
            t = self.value(e.args[0]).type
        self.info.types[e.args[0]] = t
        return self.invalid(e) if isinstance(t, T.Invalid) else Operand("value", T.Pointer(t), e)

    def extremum(self, e: ast.CallExpr) -> Operand:
        first = self.expr(e.args[0])
        for a in e.args[1:]:
            second = self.expr(a)
            if first.bad or second.bad:
                return self.invalid(e)
            pair = ast.BinaryExpr(e.pos, "<", first.expr, a)
            if not self.match(first, second, pair):
                return self.invalid(e)
            if not (is_numeric(first.type) or is_string(first.type)):
                self.error(start(a), f"invalid argument: {first} cannot be ordered")
                return self.invalid(e)
            if not identical(first.type, second.type):
                self.error(start(a), f"invalid argument: mismatched types {first.type} (previous argument) and "
                           f"{second.type} (type of {show.expr(a)})")  # fmt: skip
                return self.invalid(e)
            if first.mode == second.mode == "constant":
                pick = min if show.expr(e.fun) == "min" else max
                value = pick(first.value, second.value)  # type: ignore[type-var]
                first = Operand("constant", first.type, first.expr, value)
            else:
                first = Operand("value", first.type, first.expr)
        if first.mode == "value" or not is_untyped(first.type):
            for a in e.args:
                self.retype(a, first.type if not is_untyped(first.type) else default_type(first.type))
        return Operand(first.mode if first.mode == "constant" else "value", first.type, e, first.value)

    builtin_min = builtin_max = extremum

    def builtin_panic(self, e: ast.CallExpr) -> Operand:
        self.assigned(self.expr(e.args[0]), T.Interface({}), "argument to panic")
        return Operand("novalue", T.VOID, e)

    def builtin_recover(self, e: ast.CallExpr) -> Operand:
        return Operand("value", T.Interface({}), e)

    def builtin_print(self, e: ast.CallExpr) -> Operand:
        for a in e.args:
            self.value(a)
        return Operand("novalue", T.VOID, e)

    builtin_println = builtin_print

    def builtin_complex(self, e: ast.CallExpr) -> Operand:
        for a in e.args:
            self.value(a)
        self.unsupported(e.pos, "complex numbers are not supported")
        return self.invalid(e)

    builtin_real = builtin_imag = builtin_complex


def has_calls(e: ast.Expr) -> bool:
    match e:
        case ast.CallExpr():
            return True
        case ast.UnaryExpr():
            return e.op == "<-" or has_calls(e.x)
        case ast.ParenExpr() | ast.SelectorExpr() | ast.StarExpr():
            return has_calls(e.x)
        case ast.IndexExpr():
            return has_calls(e.x) or any(map(has_calls, e.indices))
        case ast.CompositeLit():
            return any(has_calls(element.value) for element in e.elements)
    return False
