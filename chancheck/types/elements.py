"""Parts of values: index, slice, type assertion, indirection (Go spec, Primary expressions)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.literals import Literals
from chancheck.types.objects import (
    FuncObj,
    PkgName,
    TypeName,
)  # fmt: skip
from chancheck.types.operands import start
from chancheck.types.relations import (
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
    missing_method,
)  # fmt: skip
from chancheck.types.typexprs import param_names


class Elements(Literals):
    def instantiated(self, f: FuncObj, e: ast.Expr, args: list[ast.Expr], ellipsis: bool = False) -> Operand:
        raise NotImplementedError

    def index(self, e: ast.IndexExpr) -> Operand:
        if self.names_type(e.x):
            t = self.type_or_none(e)
            return self.invalid(e) if t is None else Operand("type", t, e)
        x = self.raw(e.x)
        if x.mode == "generic" and isinstance(x.obj, FuncObj):
            if len(e.indices) < len(param_names(x.obj.decl.type.type_params)):
                return Operand("generic", x.type, e, obj=x.obj)  # the arguments of a call tell the others
            return self.instantiated(x.obj, e, [])
        if x.mode in ("novalue", "builtin", "nil"):
            x = self.expr(e.x)
        self.settle(x)
        if x.bad:
            if not self.from_unknown_package(e.x):  # whose type arguments these may be
                for i in e.indices:
                    self.value(i)
            return self.invalid(e)
        if len(e.indices) != 1:
            self.error(e.indices[1].pos, "unexpected comma; expecting ]")
            return self.invalid(e)
        i, u = e.indices[0], x.type.underlying()
        if isinstance(u, T.Map):
            self.assigned(self.expr(i, u.key), u.key, "map index")
            return Operand("mapindex", u.elem, e, comma_ok=True)
        array = u.elem.underlying() if isinstance(u, T.Pointer) else u
        if isinstance(array, T.Array) and isinstance(u, T.Array | T.Pointer):
            self.check_index(i, array.length)
            mode = "variable" if isinstance(u, T.Pointer) or x.mode == "variable" else "value"
            return Operand(mode, array.elem, e)
        if isinstance(u, T.Slice):
            self.check_index(i, None)
            return Operand("variable", u.elem, e)
        if is_string(x.type):
            known = x.value if isinstance(x.value, bytes) else None
            at = self.check_index(i, None if known is None else len(known))
            if known is not None and at is not None and at < len(known):
                return Operand("value", T.UINT8, e)
            return Operand("value", T.UINT8, e)
        self.error(start(e), f"invalid operation: cannot index {x}")
        self.value(i)
        return self.invalid(e)

    def from_unknown_package(self, e: ast.Expr) -> bool:
        pkg = self.info.uses.get(e.x) if isinstance(e, ast.SelectorExpr) and isinstance(e.x, ast.Ident) else None
        return isinstance(pkg, PkgName) and self.package_of(pkg).unknown

    def names_type(self, e: ast.Expr) -> bool:
        """Whether it is the name of a type, perhaps a generic one of which this is an instance."""
        obj = self.scope.find(e.name) if isinstance(e, ast.Ident) else None
        if isinstance(e, ast.SelectorExpr) and isinstance(e.x, ast.Ident):
            pkg = self.scope.find(e.x.name) or self.implied_import(e.x)
            obj = self.package_of(pkg).scope.get(e.sel.name) if isinstance(pkg, PkgName) else None
        return isinstance(obj, TypeName)

    def check_index(self, e: ast.Expr, length: int | None, slicing: bool = False) -> int | None:
        """An index must be an integer; a constant one must be in range."""
        x = self.expr(e)
        if x.bad:
            return None
        if x.mode == "nil" or not (is_integer(x.type) or (x.mode == "constant" and is_numeric(x.type))):
            self.error(start(e), f"invalid argument: index {x} must be integer")
            return None
        if is_untyped(x.type):
            self.convert_untyped(x, T.INT)
        if x.bad or not isinstance(x.value, int):
            return None
        if x.value < 0:
            self.error(start(e), f"invalid argument: index {x} must not be negative")
            return None
        if length is not None and (x.value > length or (x.value == length and not slicing)):
            bound = length + 1 if slicing else length
            self.error(start(e), f"invalid argument: index {x.value} out of bounds [0:{bound}]")
        return x.value

    def slice(self, e: ast.SliceExpr) -> Operand:
        x = self.value(e.x)
        given = [i for i in (e.low, e.high, e.max) if i is not None]
        if x.bad:
            for i in given:
                self.value(i)
            return self.invalid(e)
        u = x.type.underlying()
        length: int | None = None
        if is_string(x.type):
            if e.max is not None:
                self.error(e.pos, f"invalid operation: 3-index slice of string {show.expr(e.x)}")
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
                    self.error(start(e), f"invalid operation: {x} (slice of unaddressable value)")
                self.take_address(e.x)
        else:
            self.error(start(e), f"cannot slice {x}")
            t = T.INVALID
        values = [v for i in given if (v := self.check_index(i, length, slicing=True)) is not None]
        if values != sorted(values):
            self.error(given[0].pos, f"invalid slice indices: {values[-1]} < {values[0]}")
        return self.invalid(e) if isinstance(t, T.Invalid) else Operand("value", t, e)

    def assertion(self, e: ast.TypeAssertExpr) -> Operand:
        x = self.value(e.x)
        t = self.typ(e.type) if e.type is not None else T.INVALID
        if x.bad or isinstance(t, T.Invalid):
            return self.invalid(e)
        self.check_assertion(x, t, start(e))
        return Operand("value", t, e, comma_ok=True)

    def check_assertion(self, x: Operand, t: T.Type, pos: Pos) -> None:
        iface = x.type.underlying()
        if not isinstance(iface, T.Interface):
            self.error(pos, f"invalid operation: {x} is not an interface")
        elif not is_interface(t):
            missing = missing_method(t, iface, self.sig)
            if missing:
                why = self.why_not(t, x.type).partition("(")[2].rstrip(")")
                self.error(pos, f"impossible type assertion: {show.expr(x.expr)}.({t})\n\t{t} does not implement"
                           f" {x.type} ({why})")  # fmt: skip

    def star(self, e: ast.StarExpr) -> Operand:
        x = self.raw(e.x)
        if x.mode == "type":
            return Operand("type", T.Pointer(x.type), e)
        if x.bad:
            return self.invalid(e)
        if x.mode == "nil":
            self.error(start(e), "invalid operation: cannot indirect nil")
            return self.invalid(e)
        u = x.type.underlying() if not isinstance(x.type, T.Tuple) else x.type
        if not isinstance(u, T.Pointer):
            self.error(start(e), f"invalid operation: cannot indirect {x}")
            return self.invalid(e)
        return Operand("variable", u.elem, e)
