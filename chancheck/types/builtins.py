"""Built-in functions (Go spec, Built-in functions)."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.syntax import ast
from chancheck.types import constants, show, unsafe
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.complexes import Complex
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, check_size_operand, expr, raw_quietly, retype, settle, value
from chancheck.types.operators import match_types
from chancheck.types.relations import default_type, identical, is_numeric, is_ordered, is_string, is_untyped

ARITY: dict[str, tuple[int, int | None]] = {
    "append": (1, None), "cap": (1, 1), "clear": (1, 1), "close": (1, 1), "complex": (2, 2), "copy": (2, 2),
    "delete": (2, 2), "imag": (1, 1), "len": (1, 1), "make": (1, 3), "max": (1, None), "min": (1, None),
    "new": (1, 1), "panic": (1, 1), "print": (0, None), "println": (0, None), "real": (1, 1), "recover": (0, 0),
}  # fmt: skip

PASSING = {"append", "complex", "copy", "delete", "max", "min", "print", "println"}
"""Those that take more than one value."""


def builtin(c: Checker, e: ast.CallExpr, name: str) -> Operand:
    least, most = ARITY[name] if name in ARITY else unsafe.ARITY[name]
    if e.ellipsis and name != "append":
        c.error(e.pos, f"invalid operation: invalid use of ... with built-in {name}")
        return c.invalid(e)
    whole = apart(c, e, name)
    count = len(whole.args)
    if count < least or (most is not None and count > most):
        few = "not enough" if count < least else "too many"
        c.error(e.end if few == "not enough" else e.args[-1].pos,
                   f"{few} arguments for {show.expr(e)} (expected {least}, found {count})")  # fmt: skip
        for a in whole.args:
            c.raw(a)
        return c.invalid(e)
    x = BUILTINS[name](c, whole)
    if whole is not e:
        x.expr, c.info.types[whole] = e, x.type
        if count > 1:
            c.info.apart[e] = whole
    return x


def apart(c: Checker, e: ast.CallExpr, name: str) -> ast.CallExpr:
    """The call with each result of f as an argument, if it is `name(f())` (Go spec, Calls)."""
    if name not in PASSING or len(e.args) != 1 or not isinstance(e.args[0], ast.CallExpr) or e.ellipsis:
        return e
    given = c.raw(e.args[0]).type
    count = len(given.items) if isinstance(given, T.Tuple) else 1
    results: list[ast.Expr] = [ast.Result(e.args[0].pos, e.args[0], i) for i in range(max(count, 1))]
    return ast.CallExpr(e.pos, e.fun, results, False, e.end)


def length(c: Checker, e: ast.CallExpr, name: str) -> Operand:
    x = value(c, e.args[0])
    if x.bad:
        return c.invalid(e)
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
        return c.invalid(e)
    if not good:
        c.error(start(e.args[0]), f"invalid argument: {x} for built-in {name}")
        return c.invalid(e)
    return Operand("value", T.INT, e)


def builtin_len(c: Checker, e: ast.CallExpr) -> Operand:
    return length(c, e, "len")


def builtin_cap(c: Checker, e: ast.CallExpr) -> Operand:
    return length(c, e, "cap")


def builtin_append(c: Checker, e: ast.CallExpr) -> Operand:
    x = expr(c, e.args[0])
    if x.bad or x.mode == "nil" or not isinstance(x.type.underlying(), T.Slice):
        if not x.bad:
            c.error(start(e.args[0]), f"invalid argument: {x} (not a slice)" if x.mode != "nil"
                       else "first argument to append must be a typed slice; have untyped nil")  # fmt: skip
        for a in e.args[1:]:
            raw_quietly(c, a)
        return c.invalid(e)
    s = x.type.underlying()
    assert isinstance(s, T.Slice)
    if e.ellipsis and len(e.args) == 2:
        y = expr(c, e.args[1], x.type)
        if not y.bad and is_string(y.type) and s.elem.underlying() is T.UINT8:
            settle(c, y)
        else:
            assigned(c, y, T.Slice(s.elem), "argument")
    else:
        for a in e.args[1:]:
            assigned(c, expr(c, a, s.elem), s.elem, "argument")
    return Operand("value", x.type, e)


def builtin_copy(c: Checker, e: ast.CallExpr) -> Operand:
    x, y = value(c, e.args[0]), value(c, e.args[1])
    if x.bad or y.bad:
        return c.invalid(e)
    xs, ys = x.type.underlying(), y.type.underlying()
    text = is_string(y.type) and isinstance(xs, T.Slice) and xs.elem.underlying() is T.UINT8
    if not (isinstance(xs, T.Slice) and (text or (isinstance(ys, T.Slice) and identical(xs.elem, ys.elem)))):
        c.error(start(e), f"invalid argument: copy expects slice arguments; found {x} and {y}")
        return c.invalid(e)
    return Operand("value", T.INT, e)


def builtin_delete(c: Checker, e: ast.CallExpr) -> Operand:
    x = value(c, e.args[0])
    if x.bad or not isinstance(m := x.type.underlying(), T.Map):
        if not x.bad:
            c.error(start(e.args[0]), f"invalid argument: {x} is not a map")
        return c.invalid(e)
    assigned(c, expr(c, e.args[1], m.key), m.key, "argument to delete")
    return Operand("novalue", T.VOID, e)


def builtin_clear(c: Checker, e: ast.CallExpr) -> Operand:
    x = value(c, e.args[0])
    if not x.bad and not isinstance(x.type.underlying(), T.Map | T.Slice):
        c.error(start(e.args[0]), f"invalid argument: clear {x} must be a map or slice")
        return c.invalid(e)
    return Operand("novalue", T.VOID, e)


def builtin_close(c: Checker, e: ast.CallExpr) -> Operand:
    x = value(c, e.args[0])
    if x.bad:
        return c.invalid(e)
    u = x.type.underlying()
    if not isinstance(u, T.Chan):
        c.error(start(e.args[0]), f"invalid operation: cannot close non-channel {x}")
        return c.invalid(e)
    if u.dir == "recv":
        c.error(start(e.args[0]), f"invalid operation: cannot close receive-only channel {x}")
        return c.invalid(e)
    return Operand("novalue", T.VOID, e)


def builtin_make(c: Checker, e: ast.CallExpr) -> Operand:
    t = c.typ(e.args[0])
    sizes = [check_size(c, a) for a in e.args[1:]]
    if isinstance(t, T.Invalid):
        return c.invalid(e)
    u = t.underlying()
    if not isinstance(u, T.Slice | T.Map | T.Chan):
        c.error(start(e.args[0]), f"invalid argument: cannot make {show.expr(e.args[0])}; type must be slice,"
                   " map, or channel")  # fmt: skip
        return c.invalid(e)
    if isinstance(u, T.Slice) and not sizes:
        c.error(e.pos, f"invalid operation: {show.expr(e)} expects 2 or 3 arguments; found 1")
    elif not isinstance(u, T.Slice) and len(sizes) > 1:
        c.error(e.pos, f"invalid operation: {show.expr(e)} expects 1 or 2 arguments; found 3")
    elif len(sizes) == 2 and sizes[0] is not None and sizes[1] is not None and sizes[0] > sizes[1]:
        c.error(e.args[1].pos, "invalid argument: length and capacity swapped")
    return Operand("value", t, e)


def check_size(c: Checker, e: ast.Expr) -> int | None:
    return check_size_operand(c, e, expr(c, e))


def builtin_new(c: Checker, e: ast.CallExpr) -> Operand:
    t = c.type_or_none(e.args[0])
    if t is None:  # since Go 1.26: new(expr)
        t = value(c, e.args[0]).type
    c.info.types[e.args[0]] = t
    return c.invalid(e) if isinstance(t, T.Invalid) else Operand("value", T.Pointer(t), e)


def extremum(c: Checker, e: ast.CallExpr) -> Operand:
    first = expr(c, e.args[0])
    for a in e.args[1:]:
        second = expr(c, a)
        if first.bad or second.bad:
            return c.invalid(e)
        pair = ast.BinaryExpr(e.pos, "<", first.expr, a)
        if not match_types(c, first, second, pair):
            return c.invalid(e)
        if not is_ordered(first.type):
            c.error(start(a), f"invalid argument: {first} cannot be ordered")
            return c.invalid(e)
        if not identical(first.type, second.type):
            c.error(start(a), f"invalid argument: mismatched types {first.type} (previous argument) and "
                       f"{second.type} (type of {show.expr(a)})")  # fmt: skip
            return c.invalid(e)
        if first.mode == second.mode == "constant":
            pick = min if show.expr(e.fun) == "min" else max
            value = pick(first.value, second.value)  # type: ignore[type-var]
            first = Operand("constant", first.type, first.expr, value)
        else:
            first = Operand("value", first.type, first.expr)
    if first.mode == "value" or not is_untyped(first.type):
        for a in e.args:
            retype(c, a, first.type if not is_untyped(first.type) else default_type(first.type))
    return Operand(first.mode if first.mode == "constant" else "value", first.type, e, first.value)


def builtin_panic(c: Checker, e: ast.CallExpr) -> Operand:
    assigned(c, expr(c, e.args[0]), T.Interface({}), "argument to panic")
    return Operand("novalue", T.VOID, e)


def builtin_recover(c: Checker, e: ast.CallExpr) -> Operand:
    return Operand("value", T.Interface({}), e)


def builtin_print(c: Checker, e: ast.CallExpr) -> Operand:
    for a in e.args:
        value(c, a)
    return Operand("novalue", T.VOID, e)


def builtin_complex(c: Checker, e: ast.CallExpr) -> Operand:
    x, y = expr(c, e.args[0]), expr(c, e.args[1])
    if x.bad or y.bad or not match_types(c, x, y, ast.BinaryExpr(e.pos, "+", e.args[0], e.args[1])):
        return c.invalid(e)
    constant = x.mode == y.mode == "constant"
    if is_untyped(x.type) and not constant:
        settle(c, x)
        settle(c, y)
    whole = next((t for t, part in constants.PARTS.items() if part is x.type.underlying()), None)
    if constant and is_untyped(x.type) and is_numeric(x.type):
        whole = T.UNTYPED_COMPLEX
        constant = all(constants.fits(o.value or 0, T.UNTYPED_FLOAT) for o in (x, y))
    if whole is None or not identical(x.type, y.type) or (whole is T.UNTYPED_COMPLEX and not constant):
        c.error(start(e), f"invalid argument: arguments have type {x.type}, expected floating-point")
        return c.invalid(e)
    if not constant:
        return Operand("value", whole, e)
    re, im = (constants.as_complex(o.value or 0).re for o in (x, y))
    return Operand("constant", whole, e, constants.represented(Complex(re, im), whole))


def builtin_part(c: Checker, e: ast.CallExpr) -> Operand:
    """real and imag."""
    x = expr(c, e.args[0])
    if x.bad:
        return c.invalid(e)
    if is_untyped(x.type) and x.mode == "constant" and is_numeric(x.type):
        whole: T.Type = T.UNTYPED_COMPLEX
    else:
        settle(c, x)
        whole = x.type.underlying()
    if whole not in constants.PARTS:
        c.error(start(e.args[0]), f"invalid argument: {x} not of complex type")
        return c.invalid(e)
    if x.mode != "constant" or x.value is None:
        return Operand("value", constants.PARTS[whole], e)
    value = constants.as_complex(x.value)
    return Operand("constant", constants.PARTS[whole], e, value.re if show.expr(e.fun) == "real" else value.im)


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


BUILTINS: dict[str, Callable[[Checker, ast.CallExpr], Operand]] = {
    "append": builtin_append,
    "cap": builtin_cap,
    "clear": builtin_clear,
    "close": builtin_close,
    "complex": builtin_complex,
    "copy": builtin_copy,
    "delete": builtin_delete,
    "imag": builtin_part,
    "len": builtin_len,
    "make": builtin_make,
    "max": extremum,
    "min": extremum,
    "new": builtin_new,
    "panic": builtin_panic,
    "print": builtin_print,
    "println": builtin_print,
    "real": builtin_part,
    "recover": builtin_recover,
    **unsafe.BUILTINS,
}
