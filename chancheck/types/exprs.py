"""Expressions: operand modes, untyped constants, operators, selectors (Go spec, Expressions)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context, Operand
from chancheck.types.objects import (
    BuiltinObj,
    Constant,
    ConstObj,
    FuncInfo,
    FuncObj,
    Info,
    NilObj,
    Obj,
    Package,
    PkgName,
    Selection,
    TypeName,
    VarObj,
)  # fmt: skip
from chancheck.types.relations import (
    Found,
    assignable,
    comparable,
    default_type,
    has_nil,
    identical,
    in_method_set,
    is_boolean,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
    lookup,
    missing_method,
    selection,
)  # fmt: skip
from chancheck.types.typexprs import TypeExprs

COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


class Exprs(TypeExprs):
    # provided by the parts for calls and statements
    def call(self, e: ast.CallExpr) -> Operand:
        raise NotImplementedError

    def instantiated(self, f: FuncObj, e: ast.Expr, args: list[ast.Expr], ellipsis: bool = False) -> Operand:
        raise NotImplementedError

    def function_body(self, type: ast.FuncType, body: ast.BlockStmt, context: Context) -> None:
        raise NotImplementedError

    def body(self, f: FuncObj) -> Info:
        raise NotImplementedError

    # --- entry points --------------------------------------------------------------------------

    def expr(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """Check an expression that must be a single value; untyped ones stay untyped."""
        x = self.raw(e, hint)
        if x.mode == "novalue":
            self.error(start(e), f"{show.expr(e)} (no value) used as value")
            return self.invalid(e)
        if x.mode == "type":
            self.error(start(e), f"{show.expr(e)} (type) is not an expression")
            return self.invalid(e)
        if x.mode == "builtin":
            self.error(start(e), f"{show.expr(e)} (built-in) must be called")
            return self.invalid(e)
        if x.mode == "generic":
            if isinstance(hint, T.Signature) and isinstance(x.obj, FuncObj):
                return self.instantiated_for(x, hint)
            self.error(start(e), f"cannot use generic function {show.expr(e)} without instantiation")
            return self.invalid(e)
        if isinstance(x.type, T.Tuple) and x.mode != "invalid":
            self.error(start(e), f"multiple-value {show.expr(e)} (value of type {x.type}) in single-value context")
            return self.invalid(e)
        return x

    def instantiated_for(self, x: Operand, hint: T.Signature) -> Operand:
        self.error(start(x.expr), f"cannot use generic function {show.expr(x.expr)} without instantiation")
        return self.invalid(x.expr)

    def value(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """Check and give untyped results their default type."""
        x = self.expr(e, hint)
        self.settle(x)
        return x

    def settle(self, x: Operand) -> None:
        if x.mode == "nil" and not x.bad:
            self.error(start(x.expr), "use of untyped nil")
            x.mode, x.type = "invalid", T.INVALID
        elif is_untyped(x.type):
            self.convert_untyped(x, default_type(x.type))

    def assigned(self, x: Operand, t: T.Type, context: str) -> None:
        """x is assigned to a variable of type t; `context` as in Go's messages ("assignment", "argument")."""
        if x.bad or isinstance(t, T.Invalid):
            if is_untyped(x.type) and not x.bad:
                self.convert_untyped(x, default_type(x.type))
            return
        if x.mode == "nil":
            if not has_nil(t):
                self.error(start(x.expr), f"cannot use nil as {t} value in {context}")
            self.record(x.expr, t)
            return
        if is_untyped(x.type):
            if x.mode == "constant" and x.value is not None and self.compatible_kind(x, t):
                goal = default_type(x.type) if is_interface(t) else t
                if not constants.fits(x.value, goal) and not is_interface(t):
                    why = "truncated" if isinstance(x.value, Fraction) and is_integer(t) else "overflows"
                    self.error(start(x.expr), f"cannot use {x} as {t} value in {context} ({why})")
                    return
            if not self.compatible_kind(x, t):
                self.error(start(x.expr), f"cannot use {x} as {t} value in {context}")
                return
            self.convert_untyped(x, default_type(x.type) if is_interface(t) else t)
            if not is_interface(t):
                return
        if not assignable(x.type, t, self.sig):
            self.error(start(x.expr), f"cannot use {x} as {t} value in {context}{self.why_not(x.type, t)}")

    def why_not(self, v: T.Type, t: T.Type) -> str:
        under = t.underlying()
        if isinstance(under, T.Interface):
            missing = missing_method(v, under, self.sig)
            if missing:
                name, why = missing
                said = {
                    "missing": f"missing method {name}",
                    "pointer receiver": f"method {name} has pointer receiver",
                    "wrong type": f"wrong type for method {name}",
                }.get(why, why)
                return f": {v} does not implement {t} ({said})"
        elif is_interface(v) and assignable(t, v, self.sig):
            return ": need type assertion"
        return ""

    def compatible_kind(self, x: Operand, t: T.Type) -> bool:
        """Whether an untyped x can become a t at all (size aside)."""
        under = t.underlying()
        if isinstance(under, T.Interface):
            return under.terms is None and not under.methods
        if x.type is T.UNTYPED_BOOL:
            return is_boolean(t)
        if x.type is T.UNTYPED_STRING:
            return is_string(t)
        if x.mode == "constant" and isinstance(x.value, Fraction) and is_integer(t):
            return True
        return is_numeric(t)

    def convert_untyped(self, x: Operand, t: T.Type) -> None:
        if x.mode == "constant" and x.value is not None:
            if not constants.fits(x.value, t):
                if is_integer(t) and isinstance(x.value, Fraction):
                    self.error(start(x.expr), f"{show.expr(x.expr)} ({x.type} constant) truncated to {t}")
                else:
                    shown = show.expr(x.expr)
                    self.error(start(x.expr), f"cannot use {shown} ({x.type} constant{literal_value(x)}) as {t} value"
                               f" in {'constant declaration' if self.iota is not None else 'assignment'} (overflows)"
                               if is_numeric(t) else f"cannot convert {x} to type {t}")  # fmt: skip
                x.mode, x.type = "invalid", T.INVALID
                return
            x.value = constants.represented(x.value, t)
            self.info.constants[x.expr] = x.value
        x.type = t
        self.retype(x.expr, t)

    def retype(self, e: ast.Expr, t: T.Type) -> None:
        """Give an untyped expression and its untyped parts their final type."""
        old = self.info.types.get(e)
        if old is None or not is_untyped(old):
            return
        self.info.types[e] = t
        value = self.info.constants.get(e)
        if value is not None:
            self.info.constants[e] = constants.represented(value, t)
        match e:
            case ast.ParenExpr() | ast.UnaryExpr():
                self.retype(e.x, t)
            case ast.BinaryExpr(op="<<" | ">>"):
                if value is None and not is_integer(t):
                    self.error(e.pos, f"invalid operation: shifted operand {show.expr(e.x)} (type {t}) must be integer")
                self.retype(e.x, t)
            case ast.BinaryExpr() if e.op not in COMPARISONS:
                self.retype(e.x, t)
                self.retype(e.y, t)

    def record(self, e: ast.Expr, t: T.Type) -> None:
        self.info.types[e] = t

    # --- every kind of expression ---------------------------------------------------------------

    def raw(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """An operand of any mode; its type and constant value are recorded."""
        x = self.dispatch(e, hint)
        self.info.types[e] = x.type
        if x.mode == "type":
            self.info.is_type.add(e)
        if x.mode == "constant" and x.value is not None:
            self.info.constants[e] = x.value
        return x

    def dispatch(self, e: ast.Expr, hint: T.Type | None) -> Operand:
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

    def literal(self, e: ast.BasicLit) -> Operand:
        if e.kind == "imag":
            self.unsupported(e.pos, "complex numbers are not supported")
            return self.invalid(e)
        try:
            t, value = constants.literal(e.kind, e.text)
        except (ValueError, IndexError, OverflowError):
            return self.invalid(e)  # the parser has reported it
        return Operand("constant", t, e, value)

    def lookup_name(self, e: ast.Ident, base: bool = False) -> Obj | None:
        if e.name == "_":
            self.error(e.pos, "cannot use _ as value", NAMES)
            return None
        obj = self.scope.find(e.name)
        if obj is None and base:
            obj = self.implied_import(e)
        if obj is None:
            self.error(e.pos, f"undefined: {e.name}", NAMES, self.near(e.name))
            return None
        self.info.uses[e] = obj
        if isinstance(obj, PkgName):
            obj.used = True
        return obj

    def near(self, name: str) -> str:
        from difflib import get_close_matches

        known: set[str] = set()
        scope = self.scope
        while scope is not None:
            known |= set(scope.names)
            scope = scope.parent  # type: ignore[assignment]
        close = get_close_matches(name, sorted(known), 1, 0.75)
        return f"did you mean {close[0]}?" if close else ""

    def implied_import(self, e: ast.Ident) -> Obj | None:
        raise NotImplementedError

    def ident(self, e: ast.Ident) -> Operand:
        if self.iota is not None and e.name == "iota" and self.scope.find("iota") is None:
            return Operand("constant", T.UNTYPED_INT, e, self.iota)
        obj = self.lookup_name(e)
        if obj is None:
            return self.invalid(e)
        if isinstance(obj, PkgName):
            self.error(e.pos, f"use of package {e.name} without selector", NAMES)
            return self.invalid(e)
        return self.named_object(obj, e)

    def named_object(self, obj: Obj, e: ast.Expr) -> Operand:
        self.resolve(obj)
        match obj:
            case VarObj():
                obj.used = True
                self.note_capture(obj)
                return Operand("variable", obj.type, e, obj=obj)
            case ConstObj():
                mode = "invalid" if isinstance(obj.type, T.Invalid) else "constant"
                return Operand(mode, obj.type, e, obj.value, obj)
            case TypeName():
                return Operand("type", self.named(obj, e), e, obj=obj)
            case FuncObj():
                if obj.decl.type.type_params and not obj.type_args:
                    return Operand("generic", T.Signature([], []), e, obj=obj)
                return Operand("value", self.sig(obj), e, obj=obj)
            case BuiltinObj():
                return Operand("builtin", T.VOID, e, obj=obj)
            case NilObj():
                return Operand("nil", T.NIL, e, obj=obj)
        return self.invalid(e)

    def note_capture(self, var: VarObj) -> None:
        """A variable of an outer function: it, and every literal in between, captures it."""
        if var.is_global or var.owner is self.context.owner or self.context.owner is None:
            return
        context: Context | None = self.context
        while context is not None and context.owner is not var.owner and context.literal is not None:
            captures = self.info.literals[context.literal].captures
            if var not in captures:
                captures.append(var)
            context = context.outer
        var.captured = True

    def func_lit(self, e: ast.FuncLit) -> Operand:
        t = self.func_type(e.type)
        self.info.types[e.type] = t
        info = self.info.literals[e] = FuncInfo()
        context = Context(e, outer=self.context, literal=e)
        saved = self.context, self.declared
        self.context, self.declared = context, []
        with self.block():
            info.params, info.results = self.declare_signature(e.type, t)
            context.results = info.results
            context.named_results = any(f.names for f in e.type.results)
            self.function_body(e.type, e.body, context)
            self.report_unused()
        self.context, self.declared = saved
        return Operand("value", t, e)

    def declare_signature(self, e: ast.FuncType, t: T.Signature) -> tuple[list[VarObj], list[VarObj]]:
        """Parameters and results as variables in the current scope."""

        def declared(fields: list[ast.Field], types: list[T.Type]) -> list[VarObj]:
            out: list[VarObj] = []
            for f in fields:
                names: list[ast.Ident | None] = [*f.names] or [None]
                for name in names:
                    typ = types[len(out)]
                    if name is None:
                        out.append(VarObj("", f.pos, self.package.path, typ, is_param=True, owner=self.context.owner))
                    else:
                        out.append(self.new_var(name, typ, param=True))
            return out

        return declared(e.params, t.params), declared(e.results, t.results)

    # --- composite literals -----------------------------------------------------------------------

    def composite(self, e: ast.CompositeLit, hint: T.Type | None) -> Operand:
        if e.type is not None:
            t = self.literal_type(e)
        elif hint is not None:
            t = hint
        else:
            self.error(e.pos, "invalid composite literal: missing type")
            t = T.INVALID
        base = t
        if e.type is None and isinstance(t.underlying(), T.Pointer):
            under = t.underlying()
            assert isinstance(under, T.Pointer)
            base = under.elem
        match base if isinstance(base, T.Invalid) else base.underlying():
            case T.Struct() as struct:
                self.struct_literal(e, base, struct)
            case T.Slice() as s:
                self.list_literal(e, s.elem, None)
            case T.Array() as a:
                self.list_literal(e, a.elem, a.length)
            case T.Map() as m:
                for element in e.elements:
                    if element.key is None:
                        self.error(start(element.value), "missing key in map literal")
                    else:
                        self.assigned(self.expr(element.key, m.key), m.key, "map literal")
                    self.assigned(self.expr(element.value, m.elem), m.elem, "map literal")
                self.duplicate_keys(e)
            case T.Invalid():
                for element in e.elements:
                    if not isinstance(element.value, ast.CompositeLit) or element.value.type is not None:
                        self.value(element.value)
            case _:
                self.error(e.pos, f"invalid composite literal type {t}")
                return self.invalid(e)
        return self.invalid(e) if isinstance(t, T.Invalid) else Operand("value", t, e)

    def literal_type(self, e: ast.CompositeLit) -> T.Type:
        if isinstance(e.type, ast.ArrayType) and isinstance(e.type.length, ast.Ellipsis):
            elem = self.typ(e.type.elem)
            t = T.Array(self.literal_length(e), elem)
            self.info.types[e.type] = t
            self.info.is_type.add(e.type)
            return t
        assert e.type is not None
        return self.typ(e.type)

    def literal_length(self, e: ast.CompositeLit) -> int:
        index = longest = 0
        for element in e.elements:
            if element.key is not None:
                index = self.constant_int(element.key) or 0
            index += 1
            longest = max(longest, index)
        return longest

    def struct_literal(self, e: ast.CompositeLit, t: T.Type, struct: T.Struct) -> None:
        keyed = [element for element in e.elements if element.key is not None]
        if keyed and len(keyed) != len(e.elements):
            self.error(e.elements[0].pos, "mixture of field:value and value elements in struct literal")
        if keyed:
            named: set[str] = set()
            for element in keyed:
                field = self.literal_field(element, t, struct)
                if field is not None:
                    if field.name in named:
                        self.error(element.pos, f"duplicate field name {field.name} in struct literal")
                    named.add(field.name)
                    self.assigned(self.expr(element.value, field.type), field.type, "struct literal")
                else:
                    self.raw(element.value)
            return
        if e.elements and len(e.elements) != len(struct.fields):
            few = "few" if len(e.elements) < len(struct.fields) else "many"
            self.error(e.end if few == "few" else start(e.elements[len(struct.fields)].value),
                       f"too {few} values in struct literal of type {t}")  # fmt: skip
        for element, field in zip(e.elements, struct.fields, strict=False):
            self.assigned(self.expr(element.value, field.type), field.type, "struct literal")

    def literal_field(self, element: ast.KeyedElement, t: T.Type, struct: T.Struct) -> T.StructField | None:
        if isinstance(element.key, ast.Ident):
            for field in struct.fields:
                if field.name == element.key.name:
                    return field
        self.error(element.pos, f"unknown field {show.expr(element.key)} in struct literal of type {t}", NAMES)
        return None

    def list_literal(self, e: ast.CompositeLit, elem: T.Type, length: int | None) -> None:
        index = 0
        seen: set[int] = set()
        for element in e.elements:
            if element.key is not None:
                given = self.constant_int(element.key)
                index = given if given is not None else index
            if index in seen:
                self.error(element.pos, f"duplicate index {index} in array or slice literal")
            if length is not None and index >= length:
                self.error(start(element.value),
                           f"invalid argument: index {index} out of bounds [0:{length}]")  # fmt: skip
            seen.add(index)
            index += 1
            self.assigned(self.expr(element.value, elem), elem, "array or slice literal")

    def duplicate_keys(self, e: ast.CompositeLit) -> None:
        seen: set[object] = set()
        for element in e.elements:
            value = None if element.key is None else self.info.constants.get(element.key)
            if value is not None and element.key is not None:
                if (type(value), value) in seen:
                    self.error(element.pos, f"duplicate key {show.expr(element.key)} in map literal")
                seen.add((type(value), value))

    # --- selectors --------------------------------------------------------------------------------

    def selector(self, e: ast.SelectorExpr) -> Operand:
        if isinstance(e.x, ast.Ident):
            obj = self.scope.find(e.x.name) or self.implied_import(e.x)
            if isinstance(obj, PkgName):
                self.lookup_name(e.x, base=True)
                member = self.member(e, obj)
                return self.invalid(e) if member is None else self.named_object(member, e)
        x = self.raw(e.x)
        if x.mode == "type":
            return self.method_expr(e, x)
        if x.bad or x.mode in ("novalue", "builtin", "generic", "nil"):
            if not x.bad:
                self.expr(e.x)
            return self.invalid(e)
        self.settle(x)
        if x.bad:
            return self.invalid(e)
        if isinstance(x.type, T.Tuple):
            return self.expr(e.x)
        found = lookup(x.type, e.sel.name, self.package.path)
        if not isinstance(found, Found):
            self.undefined_member(e, x, found)
            return self.invalid(e)
        chosen = selection(found, e.sel.name, self.sig)
        self.info.selections[e] = chosen
        if chosen.kind == "method" and found.method is not None:
            if not in_method_set(found, x.type):
                if x.mode != "variable":
                    self.error(start(e), f"cannot call pointer method {e.sel.name} on {x.type}")
                self.take_address(e.x)
            return Operand("value", chosen.type, e, obj=found.method)
        if chosen.kind == "interface":
            return Operand("value", chosen.type, e)
        through = isinstance(x.type.underlying(), T.Pointer) or found.indirect
        return Operand("variable" if through or x.mode == "variable" else "value", chosen.type, e)

    def undefined_member(self, e: ast.SelectorExpr, x: Operand, found: object) -> None:
        name = e.sel.name
        if found == "ambiguous":
            self.error(e.sel.pos, f"ambiguous selector {show.expr(e)}", NAMES)
            return
        why = f"type {x.type} has no field or method {name}"
        if isinstance(x.type, T.Pointer) and is_interface(x.type.elem):
            why = f"type {x.type} is pointer to interface, not interface"
        for other in (name[:1].upper() + name[1:], name[:1].lower() + name[1:]):
            better = lookup(x.type, other, self.package.path)
            if other != name and isinstance(better, Found):
                why += f", but does have {'field' if better.field else 'method'} {other}"
                break
        self.error(e.sel.pos, f"{show.expr(e)} undefined ({why})", NAMES)

    def method_expr(self, e: ast.SelectorExpr, x: Operand) -> Operand:
        if x.bad:
            return self.invalid(e)
        found = lookup(x.type, e.sel.name, self.package.path)
        if not isinstance(found, Found) or found.field is not None:
            self.error(e.sel.pos, f"{show.expr(e)} undefined (type {x.type} has no method {e.sel.name})", NAMES)
            return self.invalid(e)
        if not in_method_set(found, x.type):
            self.error(e.sel.pos, f"invalid method expression {show.expr(e)} (needs pointer receiver (*{x.type})"
                       f".{e.sel.name})")  # fmt: skip
            return self.invalid(e)
        method = selection(found, e.sel.name, self.sig)
        assert isinstance(method.type, T.Signature)
        t = T.Signature([x.type, *method.type.params], method.type.results, method.type.variadic)
        self.info.selections[e] = Selection("method_expr", found.path, found.method, t)
        return Operand("value", t, e, obj=found.method)

    def take_address(self, e: ast.Expr) -> None:
        """The address of e, or of a part of it, is taken: the variable behind it must live in memory."""
        match e:
            case ast.ParenExpr():
                self.take_address(e.x)
            case ast.Ident():
                obj = self.info.uses.get(e)
                if isinstance(obj, VarObj):
                    obj.address_taken = True
            case ast.SelectorExpr():
                x = self.info.types.get(e.x)
                if (
                    x is not None
                    and not isinstance(x, T.Invalid | T.Tuple)
                    and not isinstance(x.underlying(), T.Pointer)
                ):
                    self.take_address(e.x)
            case ast.IndexExpr():
                x = self.info.types.get(e.x)
                if x is not None and not isinstance(x, T.Invalid) and isinstance(x.underlying(), T.Array):
                    self.take_address(e.x)

    # --- index, slice, assertion, star -------------------------------------------------------------

    def index(self, e: ast.IndexExpr) -> Operand:
        x = self.raw(e.x)
        if x.mode == "generic" and isinstance(x.obj, FuncObj):
            return self.instantiated(x.obj, e, [])
        if x.mode == "type" or self.generic_type_behind(e.x):
            t = self.type_or_none(e)
            return self.invalid(e) if t is None else Operand("type", t, e)
        if x.mode in ("novalue", "builtin", "nil"):
            x = self.expr(e.x)
        self.settle(x)
        if x.bad:
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

    def generic_type_behind(self, e: ast.Expr) -> bool:
        obj = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
        if isinstance(e, ast.SelectorExpr) and isinstance(e.x, ast.Ident):
            pkg = self.info.uses.get(e.x)
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
            self.error(pos, f"invalid operation: {show.expr(x.expr)} is not an interface")
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

    # --- operators ----------------------------------------------------------------------------------

    def unary(self, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
        if e.op == "&":
            return self.address(e, hint)
        if e.op == "~":
            self.error(e.pos, "cannot use ~ outside of interface or type constraint")
            return self.invalid(e)
        x = self.expr(e.x)
        if x.bad:
            return self.invalid(e)
        if e.op == "<-":
            u = x.type.underlying()
            if not isinstance(u, T.Chan):
                self.error(e.pos, f"invalid operation: cannot receive from non-channel {x}")
                return self.invalid(e)
            if u.dir == "send":
                self.error(e.pos, f"invalid operation: cannot receive from send-only channel {x}")
                return self.invalid(e)
            return Operand("value", u.elem, e, comma_ok=True)
        good = is_boolean(x.type) if e.op == "!" else is_integer(x.type) if e.op == "^" else is_numeric(x.type)
        if not good or x.mode == "nil":
            self.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
            return self.invalid(e)
        if x.mode == "constant" and x.value is not None:
            value = constants.unary(e.op, x.value, x.type)
            return self.folded(e, x.type, value)
        self.refuse_complex(x.type, e.pos)
        return Operand("value", x.type, e)

    def folded(self, e: ast.Expr, t: T.Type, value: Constant) -> Operand:
        if not is_untyped(t) and is_integer(t) and not constants.fits(value, t):
            self.error(start(e), f"{show.expr(e)} (constant {value!r} of type {t}) overflows {t}")
            return self.invalid(e)
        if isinstance(value, int) and value.bit_length() > constants.MAX_BITS:
            self.error(start(e), f"constant {getattr(e, 'op', 'expression')} overflow")
            return self.invalid(e)
        return Operand("constant", t, e, value)

    def address(self, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
        inner = e.x
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        under = hint.underlying() if hint is not None and not isinstance(hint, T.Invalid) else None
        x = self.raw(e.x, under.elem if isinstance(under, T.Pointer) else None)
        if x.bad:
            return self.invalid(e)
        if not isinstance(inner, ast.CompositeLit):
            if x.mode != "variable":
                self.error(e.pos, f"invalid operation: cannot take address of {x}")
                return self.invalid(e)
            self.take_address(e.x)
        return Operand("value", T.Pointer(x.type), e)

    def refuse_complex(self, t: T.Type, pos: Pos) -> None:
        if t.underlying() is T.COMPLEX128:
            self.unsupported(pos, "complex numbers are not supported", "calculate with two floating-point numbers")

    def binary(self, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
        if e.op in ("<<", ">>"):
            return self.shift(e, hint)
        x, y = self.expr(e.x), self.expr(e.y)
        if x.bad or y.bad:
            return self.invalid(e)
        if not self.match(x, y, e):
            return self.invalid(e)
        if e.op in COMPARISONS:
            return self.comparison(e, x, y)
        if not identical(x.type, y.type):
            self.mismatched(e, x, y)
            return self.invalid(e)
        if not self.operator_defined(e.op, x.type) or "nil" in (x.mode, y.mode):
            self.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
            return self.invalid(e)
        zero = y.mode == "constant" and y.value is not None and not isinstance(y.value, bytes | bool) and y.value == 0
        if e.op in ("/", "%") and zero and (is_integer(x.type) or x.mode == "constant"):
            self.error(start(e.y), "invalid operation: division by zero")
            return self.invalid(e)
        if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
            integral = is_integer(x.type)
            return self.folded(e, x.type, constants.binary(e.op, x.value, y.value, x.type if integral else T.FLOAT64))
        self.refuse_complex(x.type, e.pos)
        return Operand("value", x.type, e)

    def mismatched(self, e: ast.BinaryExpr, x: Operand, y: Operand) -> None:
        self.error(start(e), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})")

    def match(self, x: Operand, y: Operand, e: ast.BinaryExpr) -> bool:
        """Bring untyped operands to the other's type."""
        if "nil" in (x.mode, y.mode):
            if x.mode == y.mode:
                self.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on nil)")
                return False
            other, nil = (y, x) if x.mode == "nil" else (x, y)
            if not has_nil(other.type):
                self.error(
                    start(nil.expr), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})"
                )
                return False
            self.record(nil.expr, other.type)
            return True
        if is_untyped(x.type) and is_untyped(y.type):
            order = [T.UNTYPED_INT, T.UNTYPED_RUNE, T.UNTYPED_FLOAT]
            if x.type in order and y.type in order:
                t = order[max(order.index(x.type), order.index(y.type))]
                for o in (x, y):
                    if o.mode == "constant" and o.value is not None:
                        o.value = constants.represented(o.value, t)
                    o.type = t
                return True
            if x.type is not y.type:
                self.mismatched(e, x, y)
                return False
            return True
        for a, b in ((x, y), (y, x)):
            if is_untyped(a.type):
                if is_interface(b.type):
                    self.settle(a)
                    return not a.bad
                if not self.compatible_kind(a, b.type):
                    self.mismatched(e, x, y)
                    return False
                self.convert_untyped(a, b.type)
                return not a.bad
        return True

    def operator_defined(self, op: str, t: T.Type) -> bool:
        if op == "+":
            return is_numeric(t) or is_string(t)
        if op in ("-", "*", "/"):
            return is_numeric(t)
        if op in ("&&", "||"):
            return is_boolean(t)
        return is_integer(t)

    def comparison(self, e: ast.BinaryExpr, x: Operand, y: Operand) -> Operand:
        fits = assignable(x.type, y.type, self.sig) or assignable(y.type, x.type, self.sig)
        if not fits:
            self.mismatched(e, x, y)
            return self.invalid(e)
        if e.op in ("==", "!="):
            nil = "nil" in (x.mode, y.mode)
            for o in (x, y):
                if not nil and not comparable(o.type):
                    what = {T.Slice: "slice", T.Map: "map", T.Signature: "func"}.get(type(o.type.underlying()), "")
                    why = f"{what} can only be compared to nil" if what else f"{o.type} cannot be compared"
                    self.error(start(e), f"invalid operation: {show.expr(e)} ({why})")
                    return self.invalid(e)
        elif not (is_numeric(x.type) or is_string(x.type)):
            self.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on "
                       f"{kind_name(x.type)})")  # fmt: skip
            return self.invalid(e)
        if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
            return Operand("constant", T.UNTYPED_BOOL, e, constants.binary(e.op, x.value, y.value, x.type))
        for o in (x, y):
            self.settle_operand(o)
        self.refuse_complex(x.type, e.pos)
        return Operand("value", T.UNTYPED_BOOL, e)

    def settle_operand(self, o: Operand) -> None:
        if o.mode != "nil" and is_untyped(o.type):
            self.convert_untyped(o, default_type(o.type))

    def shift(self, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
        x, y = self.expr(e.x), self.expr(e.y)
        if x.bad or y.bad:
            return self.invalid(e)
        if y.mode == "constant" and is_untyped(y.type):
            if not constants.fits(y.value or 0, T.UINT):
                self.error(start(e.y), f"invalid operation: negative shift count {y}" if isinstance(y.value, int)
                           and y.value < 0 else f"invalid operation: shift count {y} must be integer")  # fmt: skip
                return self.invalid(e)
            self.convert_untyped(y, T.UINT)
        elif is_untyped(y.type):
            self.convert_untyped(y, T.UINT)
        if not is_integer(y.type):
            self.error(start(e.y), f"invalid operation: shift count {y} must be integer")
            return self.invalid(e)
        untyped_integral = (
            x.mode == "constant"
            and is_untyped(x.type)
            and x.value is not None
            and constants.fits(x.value, T.UNTYPED_INT)
        )
        if not is_integer(x.type) and not untyped_integral:
            self.error(start(e.x), f"invalid operation: shifted operand {x} must be integer")
            return self.invalid(e)
        if x.mode == y.mode == "constant":
            assert isinstance(y.value, int) and x.value is not None
            if y.value > 10_000:
                self.error(start(e.y), f"invalid shift count {y}")
                return self.invalid(e)
            t = T.UNTYPED_INT if x.type is T.UNTYPED_FLOAT else x.type
            return self.folded(e, t, constants.shift(e.op, int(x.value), y.value))
        return Operand("value", x.type, e)


def literal_value(x: Operand) -> str:
    return "" if isinstance(x.expr, ast.BasicLit) else f" {x.value!r}"


def kind_name(t: T.Type) -> str:
    names = {T.Struct: "struct", T.Pointer: "pointer", T.Interface: "interface", T.Chan: "chan", T.Slice: "slice",
             T.Map: "map", T.Signature: "func"}  # fmt: skip
    return "bool" if is_boolean(t) else names.get(type(t.underlying()), str(t))


def start(e: ast.Node) -> Pos:
    """The first token of an expression (`pos` of a binary one is its operator)."""
    while isinstance(e, ast.BinaryExpr):
        e = e.x
    return e.pos


__all__ = ["Exprs", "Package", "start"]
