"""Calls, conversions, built-in functions and the inference of type arguments (Go spec, Calls)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.exprs import Exprs, start
from chancheck.types.objects import FuncObj
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
from chancheck.types.typexprs import bound_scope, param_names, unify


class Calls(Exprs):
    def instance_of(self, f: FuncObj, args: list[T.Type], e: ast.Expr) -> FuncObj:
        raise NotImplementedError

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
            self.error(start(e), f"invalid operation: cannot call non-function {f}")
            for a in e.args:
                self.raw_quietly(a)
            return self.invalid(e)
        self.arguments(e, sig, show.expr(e.fun))
        if not sig.results:
            return Operand("novalue", T.VOID, e)
        return Operand("value", sig.results[0] if len(sig.results) == 1 else T.Tuple(sig.results), e)

    def raw_quietly(self, e: ast.Expr) -> None:
        x = self.raw(e)
        if is_untyped(x.type) and x.mode in ("constant", "value"):
            self.settle(x)

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
            self.assigned(o, t, "argument")

    def spread(self, e: ast.CallExpr, sig: T.Signature, name: str, given: list[T.Type]) -> None:
        if self.count_fits(e, sig, name, given):
            for i, t in enumerate(given):
                goal = parameter(sig, i, False)
                assert goal is not None
                self.assigned(Operand("value", t, e.args[0]), goal, "argument")

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

    # --- conversions ------------------------------------------------------------------------------

    def conversion(self, e: ast.CallExpr, t: T.Type) -> Operand:
        if len(e.args) != 1:
            few = "missing argument" if not e.args else "too many arguments"
            self.error(e.end if not e.args else e.args[1].pos, f"{few} in conversion to {t}")
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

    # --- built-in functions -----------------------------------------------------------------------

    def builtin(self, e: ast.CallExpr, name: str) -> Operand:
        least, most = ARITY[name]
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
        x = self.expr(e)
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
        self.unsupported(e.pos, "complex numbers are not supported")
        return self.invalid(e)

    builtin_real = builtin_imag = builtin_complex

    # --- generic functions --------------------------------------------------------------------------

    def instantiated(self, f: FuncObj, e: ast.Expr, args: list[ast.Expr], ellipsis: bool = False) -> Operand:
        """The instance of a generic function that explicit type arguments and the call's arguments ask for."""
        given: list[T.Type] = []
        if isinstance(e, ast.IndexExpr):
            given = [self.typ(i) for i in e.indices]
        names = param_names(f.decl.type.type_params)
        if len(given) > len(names):
            self.error(e.pos, f"got {len(given)} type arguments but {f.name} has {len(names)} type parameters")
            return self.invalid(e)
        if len(given) < len(names):
            inferred = self.inferred(f, given, names, e, args, ellipsis)
            if inferred is None:
                return self.invalid(e)
            given = inferred
        if any(isinstance(t, T.Invalid) for t in given):
            return self.invalid(e)
        instance = self.instance_of(f, given, e)
        name = e
        while isinstance(name, ast.IndexExpr | ast.ParenExpr):
            name = name.x
        ident = name.sel if isinstance(name, ast.SelectorExpr) else name
        assert isinstance(ident, ast.Ident)
        self.info.uses[ident] = instance
        if isinstance(name, ast.SelectorExpr) and name in self.info.selections:
            self.info.selections[name].obj = instance
        sig = self.sig(instance)
        for part in (e, name):
            self.info.types[part] = sig
        return Operand("value", sig, e, obj=instance)

    def inferred(
        self, f: FuncObj, given: list[T.Type], names: list[str], e: ast.Expr, args: list[ast.Expr], ellipsis: bool
    ) -> list[T.Type] | None:
        params = [T.TypeParam(n) for n in names]
        pattern, constraints = self.patterns(f, params)
        found: dict[T.TypeParam, T.Type] = dict(zip(params, given, strict=False))
        untyped: list[tuple[T.TypeParam, T.Type]] = []
        types = self.argument_types(args, pattern, found)
        for i, t in enumerate(types):
            goal = parameter(pattern, i, ellipsis)
            if goal is None or t is None:
                continue
            if is_untyped(t):
                if isinstance(goal, T.TypeParam) and t is not T.NIL:
                    untyped.append((goal, t))
            elif not unify(goal, t, found):
                self.error(start(args[min(i, len(args) - 1)]),
                           f"type {t} of {show.expr(args[min(i, len(args) - 1)])} does not match inferred type "
                           f"{found.get(goal) if isinstance(goal, T.TypeParam) else goal} for {goal}")  # fmt: skip
                return None
        for goal, t in untyped:
            if goal not in found:
                kinds = [u for g, u in untyped if g is goal]
                found[goal] = default_type(T.UNTYPED_FLOAT if T.UNTYPED_FLOAT in kinds else t)
        for _ in params:
            for p, constraint in zip(params, constraints, strict=True):
                self.unify_core(p, constraint, found)
        missing = [p for p in params if p not in found]
        if missing:
            where = e.pos
            self.error(where, f"in call to {show.expr(e)}, cannot infer {missing[0].name}")
            return None
        return [substituted(found[p], found) for p in params]

    def unify_core(self, p: T.TypeParam, constraint: T.Type, found: dict[T.TypeParam, T.Type]) -> None:
        terms = constraint.terms if isinstance(constraint, T.Interface) else None
        if terms is not None and len(terms) == 1:
            if p in found:
                unify(terms[0][1], found[p].underlying() if terms[0][0] else found[p], found)
            else:
                core = substituted(terms[0][1], found)
                if not has_params(core):
                    found[p] = core

    def argument_types(
        self, args: list[ast.Expr], pattern: T.Signature, found: dict[T.TypeParam, T.Type]
    ) -> list[T.Type | None]:
        """Types of the arguments as far as they can be known before the parameters' types are."""
        types: list[T.Type | None] = []
        for a in args:
            x = self.raw(a) if not isinstance(a, ast.FuncLit) else Operand("value", self.func_type(a.type), a)
            if x.mode in ("generic", "type", "builtin", "novalue") or x.bad:
                types.append(None)
            elif isinstance(x.type, T.Tuple):
                types.extend(x.type.items)
            else:
                types.append(x.type)
        return types

    def patterns(self, f: FuncObj, params: list[T.TypeParam]) -> tuple[T.Signature, list[T.Type]]:
        """The signature with type parameters in it, and the parameters' constraints."""
        from chancheck.types.base import Context
        from chancheck.types.objects import Info
        from chancheck.types.relations import Scope

        assert isinstance(f.scope, Scope)
        scope = bound_scope(f.scope, [p.name for p in params], list(params))
        package = self.package_by_path(f.pkg)
        with self.within(package, Info(), scope, Context(None)):
            sig = self.func_type(f.decl.type)
            raw = [self.typ(field.type) for field in f.decl.type.type_params for _ in field.names]
        constraints = [c if isinstance(c, T.Invalid | T.TypeParam) else c.underlying() for c in raw]
        return sig, constraints

    def package_by_path(self, path: str):  # type: ignore[no-untyped-def]
        raise NotImplementedError


ARITY: dict[str, tuple[int, int | None]] = {
    "append": (1, None), "cap": (1, 1), "clear": (1, 1), "close": (1, 1), "complex": (2, 2), "copy": (2, 2),
    "delete": (2, 2), "imag": (1, 1), "len": (1, 1), "make": (1, 3), "max": (1, None), "min": (1, None),
    "new": (1, 1), "panic": (1, 1), "print": (0, None), "println": (0, None), "real": (1, 1), "recover": (0, 0),
}  # fmt: skip


def parameter(sig: T.Signature, i: int, ellipsis: bool) -> T.Type | None:
    """The type that argument i must have."""
    if sig.variadic and i >= len(sig.params) - 1:
        last = sig.params[-1]
        return last if ellipsis or not isinstance(last, T.Slice) else last.elem
    return sig.params[i] if i < len(sig.params) else None


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


def has_params(t: T.Type) -> bool:
    match t:
        case T.TypeParam():
            return True
        case T.Pointer() | T.Slice() | T.Array() | T.Chan():
            return has_params(t.elem)
        case T.Map():
            return has_params(t.key) or has_params(t.elem)
        case T.Named():
            return any(map(has_params, t.args))
        case T.Signature():
            return any(map(has_params, [*t.params, *t.results]))
    return False


def substituted(t: T.Type, found: dict[T.TypeParam, T.Type]) -> T.Type:
    """t with the parameters that are known replaced."""
    match t:
        case T.TypeParam():
            return found.get(t, t)
        case T.Pointer():
            return T.Pointer(substituted(t.elem, found)) if has_params(t) else t
        case T.Slice():
            return T.Slice(substituted(t.elem, found)) if has_params(t) else t
        case T.Map():
            return T.Map(substituted(t.key, found), substituted(t.elem, found)) if has_params(t) else t
        case T.Chan():
            return T.Chan(t.dir, substituted(t.elem, found)) if has_params(t) else t
    return t
