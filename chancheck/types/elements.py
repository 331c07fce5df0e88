"""Parts of values: index, slice, type assertion, indirection (Go spec, Primary expressions)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.checker import Checker, Expressions
from chancheck.types.inference import instantiated
from chancheck.types.instances import param_names
from chancheck.types.lookup import implied_import
from chancheck.types.names import take_address
from chancheck.types.objects import PkgName
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, convert_untyped, expr, settle, value, why_not
from chancheck.types.packages import package_of
from chancheck.types.relations import is_integer, is_interface, is_numeric, is_string, is_untyped, missing_method
from chancheck.types.types import FuncObj, TypeName


def index(c: Checker, e: ast.IndexExpr) -> Operand:
    if names_type(c, e.x):
        t = c.type_or_none(e)
        return c.invalid(e) if t is None else Operand("type", t, e)
    x = c.raw(e.x)
    if x.mode == "generic" and isinstance(x.obj, FuncObj):
        if len(e.indices) < len(param_names(x.obj.decl.type.type_params)):
            return Operand("generic", x.type, e, obj=x.obj)  # the arguments of a call tell the others
        return instantiated(c, x.obj, e, [])
    if x.mode in ("novalue", "builtin", "nil"):
        x = expr(c, e.x)
    settle(c, x)
    if x.bad:
        if not from_unknown_package(c, e.x):  # whose type arguments these may be
            for i in e.indices:
                value(c, i)
        return c.invalid(e)
    if len(e.indices) != 1:
        c.error(e.indices[1].pos, "unexpected comma; expecting ]")
        return c.invalid(e)
    i, u = e.indices[0], x.type.underlying()
    if isinstance(u, T.Map):
        assigned(c, expr(c, i, u.key), u.key, "map index")
        return Operand("mapindex", u.elem, e, comma_ok=True)
    array = u.elem.underlying() if isinstance(u, T.Pointer) else u
    if isinstance(array, T.Array) and isinstance(u, T.Array | T.Pointer):
        check_index(c, i, array.length)
        mode = "variable" if isinstance(u, T.Pointer) or x.mode == "variable" else "value"
        return Operand(mode, array.elem, e)
    if isinstance(u, T.Slice):
        check_index(c, i, None)
        return Operand("variable", u.elem, e)
    if is_string(x.type):
        known = x.value if isinstance(x.value, bytes) else None
        at = check_index(c, i, None if known is None else len(known))
        if known is not None and at is not None and at < len(known):
            return Operand("value", T.UINT8, e)
        return Operand("value", T.UINT8, e)
    c.error(start(e), f"invalid operation: cannot index {x}")
    value(c, i)
    return c.invalid(e)


def from_unknown_package(c: Checker, e: ast.Expr) -> bool:
    pkg = c.info.uses.get(e.x) if isinstance(e, ast.SelectorExpr) and isinstance(e.x, ast.Ident) else None
    return isinstance(pkg, PkgName) and package_of(c, pkg).unknown


def names_type(c: Checker, e: ast.Expr) -> bool:
    """Whether it is the name of a type, perhaps a generic one of which this is an instance."""
    obj = c.scope.find(e.name) if isinstance(e, ast.Ident) else None
    if isinstance(e, ast.SelectorExpr) and isinstance(e.x, ast.Ident):
        pkg = c.scope.find(e.x.name) or implied_import(c, e.x)
        obj = package_of(c, pkg).scope.get(e.sel.name) if isinstance(pkg, PkgName) else None
    return isinstance(obj, TypeName)


def check_index(c: Checker, e: ast.Expr, length: int | None, slicing: bool = False) -> int | None:
    """An index must be an integer; a constant one must be in range."""
    x = expr(c, e)
    if x.bad:
        return None
    number = is_numeric(x.type) and (x.mode == "constant" or is_untyped(x.type))
    if x.mode == "nil" or not (is_integer(x.type) or number):
        c.error(start(e), f"invalid argument: index {x} must be integer")
        return None
    if is_untyped(x.type):
        convert_untyped(c, x, T.INT)
    if x.bad or not isinstance(x.value, int):
        return None
    if x.value < 0:
        c.error(start(e), f"invalid argument: index {x} must not be negative")
        return None
    if length is not None and (x.value > length or (x.value == length and not slicing)):
        bound = length + 1 if slicing else length
        c.error(start(e), f"invalid argument: index {x.value} out of bounds [0:{bound}]")
    return x.value


def slice_expr(c: Checker, e: ast.SliceExpr) -> Operand:
    x = value(c, e.x)
    given = [i for i in (e.low, e.high, e.max) if i is not None]
    if x.bad:
        for i in given:
            value(c, i)
        return c.invalid(e)
    u = x.type.underlying()
    length: int | None = None
    if is_string(x.type):
        if e.max is not None:
            c.error(e.pos, f"invalid operation: 3-index slice of string {show.expr(e.x)}")
        length = len(x.value) if isinstance(x.value, bytes) else None
        t: T.Type = T.STRING if is_untyped(x.type) else x.type
    elif isinstance(u, T.Slice):
        t = x.type
    elif isinstance(u, T.Array) or (isinstance(u, T.Pointer) and isinstance(u.elem.underlying(), T.Array)):
        array = u if isinstance(u, T.Array) else u.elem.underlying()
        assert isinstance(array, T.Array)
        length, t = array.length, T.Slice(array.elem)
        if isinstance(u, T.Array):
            if x.mode != "variable":
                c.error(start(e), f"invalid operation: {x} (slice of unaddressable value)")
            take_address(c, e.x)
    else:
        c.error(start(e), f"cannot slice {x}")
        t = T.INVALID
    values = [v for i in given if (v := check_index(c, i, length, slicing=True)) is not None]
    if values != sorted(values):
        c.error(given[0].pos, f"invalid slice indices: {values[-1]} < {values[0]}")
    return c.invalid(e) if isinstance(t, T.Invalid) else Operand("value", t, e)


def assertion(c: Checker, e: ast.TypeAssertExpr) -> Operand:
    x = value(c, e.x)
    t = c.typ(e.type) if e.type is not None else T.INVALID
    if x.bad or isinstance(t, T.Invalid):
        return c.invalid(e)
    check_assertion(c, x, t, start(e))
    return Operand("value", t, e, comma_ok=True)


def check_assertion(c: Checker, x: Operand, t: T.Type, pos: Pos) -> None:
    iface = x.type.underlying()
    if not isinstance(iface, T.Interface):
        c.error(pos, f"invalid operation: {x} is not an interface")
    elif not is_interface(t):
        missing = missing_method(t, iface, c.sig)
        if missing:
            why = why_not(c, t, x.type).partition("(")[2].rstrip(")")
            c.error(pos, f"impossible type assertion: {show.expr(x.expr)}.({t})\n\t{t} does not implement"
                       f" {x.type} ({why})")  # fmt: skip


def star(c: Checker, e: ast.StarExpr) -> Operand:
    x = c.raw(e.x)
    if x.mode == "type":
        return Operand("type", T.Pointer(x.type), e)
    if x.bad:
        return c.invalid(e)
    if x.mode == "nil":
        c.error(start(e), "invalid operation: cannot indirect nil")
        return c.invalid(e)
    u = x.type.underlying() if not isinstance(x.type, T.Tuple) else x.type
    if not isinstance(u, T.Pointer):
        c.error(start(e), f"invalid operation: cannot indirect {x}")
        return c.invalid(e)
    return Operand("variable", u.elem, e)


EXPRESSIONS: Expressions = {
    ast.IndexExpr: index,
    ast.SliceExpr: slice_expr,
    ast.TypeAssertExpr: assertion,
    ast.StarExpr: star,
}
