"""Names and selectors: what they denote, captured variables, promoted members (Go spec, Selectors)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker, Context, Expressions
from chancheck.types.lookup import implied_import, lookup_name, nearest
from chancheck.types.objects import BuiltinObj, ConstObj, NilObj, PkgName, Selection
from chancheck.types.operand import Operand, start
from chancheck.types.operands import expr, settle
from chancheck.types.packages import first_trouble, is_model, member
from chancheck.types.relations import Found, in_method_set, is_interface, lookup, selection
from chancheck.types.resolving import note_use, resolve
from chancheck.types.types import FuncObj, Obj, TypeName, VarObj
from chancheck.types.typexprs import named


def ident(c: Checker, e: ast.Ident) -> Operand:
    if c.iota is not None and e.name == "iota" and c.scope.find("iota") is None:
        return Operand("constant", T.UNTYPED_INT, e, c.iota)
    obj = lookup_name(c, e)
    if obj is None:
        return c.invalid(e)
    if isinstance(obj, PkgName):
        c.error(e.pos, f"use of package {e.name} without selector", NAMES)
        return c.invalid(e)
    return named_object(c, obj, e)


def named_object(c: Checker, obj: Obj, e: ast.Expr) -> Operand:
    resolve(c, obj)
    match obj:
        case VarObj():
            obj.used = True
            note_capture(c, obj)
            if isinstance(obj.type, T.Invalid) and obj.is_global:
                return unknown(c, e)
            return Operand("variable", obj.type, e, obj=obj)
        case ConstObj():
            if isinstance(obj.type, T.Invalid):
                return unknown(c, e)
            return Operand("constant", obj.type, e, obj.value, obj)
        case TypeName():
            return Operand("type", named(c, obj, e), e, obj=obj)
        case FuncObj():
            if obj.is_generic:
                return Operand("generic", T.Signature([], []), e, obj=obj)
            return Operand("value", c.sig(obj), e, obj=obj)
        case BuiltinObj():
            return Operand("builtin", T.VOID, e, obj=obj)
        case NilObj():
            return Operand("nil", T.NIL, e, obj=obj)
    return c.invalid(e)


def note_capture(c: Checker, var: VarObj) -> None:
    """A variable of an outer function: it, and every literal in between, captures it."""
    if var.is_global or var.owner is c.context.owner or c.context.owner is None:
        return
    context: Context | None = c.context
    while context is not None and context.owner is not var.owner and context.literal is not None:
        captures = c.info.literals[context.literal].captures
        if var not in captures:
            captures.append(var)
        context = context.outer
    var.captured = True


def selector(c: Checker, e: ast.SelectorExpr) -> Operand:
    if isinstance(e.x, ast.Ident):
        obj = c.scope.find(e.x.name) or implied_import(c, e.x)
        if isinstance(obj, PkgName):
            lookup_name(c, e.x, base=True)
            named = member(c, e, obj)
            return c.invalid(e) if named is None else named_object(c, named, e)
    x = c.raw(e.x)
    if x.mode == "type":
        return method_expr(c, e, x)
    if x.bad or x.mode in ("novalue", "builtin", "generic", "nil"):
        if not x.bad:
            expr(c, e.x)
        return c.invalid(e)
    settle(c, x)
    if x.bad:
        return c.invalid(e)
    if isinstance(x.type, T.Tuple):
        return expr(c, e.x)
    if isinstance(x.type, T.Pointer) and isinstance(x.type.elem, T.Invalid):
        return unknown(c, e)
    found = lookup(x.type, e.sel.name, c.package.path)
    if not isinstance(found, Found):
        undefined_member(c, e, x, found)
        return c.invalid(e)
    if found.method is not None:
        note_use(c, found.method)
        if not in_method_set(found, x.type):
            if x.mode != "variable":
                c.error(start(e), f"cannot call pointer method {e.sel.name} on {x.type}")
            take_address(c, e.x)
        return method_of(c, e, "method", found, [])
    chosen = selection(found, e.sel.name, c.sig)
    c.info.selections[e] = chosen
    if chosen.kind == "interface":
        return Operand("value", chosen.type, e)
    if isinstance(chosen.type, T.Invalid):
        return unknown(c, e)
    through = isinstance(x.type.underlying(), T.Pointer) or found.indirect
    return Operand("variable" if through or x.mode == "variable" else "value", chosen.type, e)


def method_of(c: Checker, e: ast.SelectorExpr, kind: str, found: Found, first: list[T.Type]) -> Operand:
    """A method as a value. first: the receiver's type, if that is a parameter (Go spec, Method expressions)."""
    assert found.method is not None
    mode, sig = ("generic", T.Signature([], [])) if found.method.is_generic else ("value", c.sig(found.method))
    t = T.Signature([*first, *sig.params], sig.results, sig.variadic) if first else sig
    c.info.selections[e] = Selection(kind, found.path, found.method, t)
    return Operand(mode, t, e, obj=found.method)


def unknown(c: Checker, e: ast.Expr) -> Operand:
    """Something that a declaration has from a package that is not supported is needed after all."""
    c.unsupported(e.pos, f"{show.expr(e)} comes from a package that is not supported", first_trouble(c))
    return c.invalid(e)


def undefined_member(c: Checker, e: ast.SelectorExpr, x: Operand, found: object) -> None:
    name = e.sel.name
    if has_unknown_part(x.type):
        unknown(c, e)
        return
    if is_left_out(c, x.type, name):
        left_out(c, e)
        return
    if found == "ambiguous":
        c.error(e.sel.pos, f"ambiguous selector {show.expr(e)}", NAMES)
        return
    why = f"type {x.type} has no field or method {name}"
    if isinstance(x.type, T.Pointer) and is_interface(x.type.elem):
        why = f"type {x.type} is pointer to interface, not interface"
    for other in (name[:1].upper() + name[1:], name[:1].lower() + name[1:]):
        better = lookup(x.type, other, c.package.path)
        if other != name and isinstance(better, Found):
            why += f", but does have {'field' if better.field else 'method'} {other}"
            break
    c.package.missing.add(name)
    c.error(e.sel.pos, f"{show.expr(e)} undefined ({why})", NAMES)


def is_left_out(c: Checker, t: T.Type, name: str) -> bool:
    """Whether a name may be one that Go's type has and its model has not; what looks mistyped is none."""
    named = t.elem if isinstance(t, T.Pointer) else t
    if not isinstance(named, T.Named) or not name[:1].isupper() or not is_model(c, named.obj.pkg):
        return False
    under = named.underlying()
    known = set(named.methods) | set(under.methods if isinstance(under, T.Interface) else ())
    return not nearest(name, known)


def left_out(c: Checker, e: ast.SelectorExpr) -> None:
    c.unsupported(e.sel.pos, f"{show.expr(e)} is not supported", "write what it does in Go")


def method_expr(c: Checker, e: ast.SelectorExpr, x: Operand) -> Operand:
    if x.bad:
        return c.invalid(e)
    found = lookup(x.type, e.sel.name, c.package.path)
    if not isinstance(found, Found) and is_left_out(c, x.type, e.sel.name):
        left_out(c, e)
        return c.invalid(e)
    if not isinstance(found, Found) or found.field is not None:
        c.package.missing.add(e.sel.name)
        c.error(e.sel.pos, f"{show.expr(e)} undefined (type {x.type} has no method {e.sel.name})", NAMES)
        return c.invalid(e)
    if not in_method_set(found, x.type):
        c.error(e.sel.pos, f"invalid method expression {show.expr(e)} (needs pointer receiver (*{x.type})"
                   f".{e.sel.name})")  # fmt: skip
        return c.invalid(e)
    if found.method is not None:
        note_use(c, found.method)
        return method_of(c, e, "method_expr", found, [x.type])
    method = selection(found, e.sel.name, c.sig)
    assert isinstance(method.type, T.Signature)
    t = T.Signature([x.type, *method.type.params], method.type.results, method.type.variadic)
    c.info.selections[e] = Selection("method_expr", found.path, None, t)
    return Operand("value", t, e)


def take_address(c: Checker, e: ast.Expr) -> None:
    """The address of e, or of a part of it, is taken: the variable behind it must live in memory."""
    match e:
        case ast.ParenExpr():
            take_address(c, e.x)
        case ast.Ident():
            obj = c.info.uses.get(e)
            if isinstance(obj, VarObj):
                obj.address_taken = True
        case ast.SelectorExpr():
            x = c.info.types.get(e.x)
            if x is not None and not isinstance(x, T.Invalid | T.Tuple) and not isinstance(x.underlying(), T.Pointer):
                take_address(c, e.x)
        case ast.IndexExpr():
            x = c.info.types.get(e.x)
            if x is not None and not isinstance(x, T.Invalid) and isinstance(x.underlying(), T.Array):
                take_address(c, e.x)


def has_unknown_part(t: T.Type, seen: frozenset[int] = frozenset()) -> bool:
    """Whether a value of type t has members that are not known, since something embedded is from an unknown package."""
    u = t.underlying()
    if isinstance(u, T.Pointer):
        u = u.elem if isinstance(u.elem, T.Invalid) else u.elem.underlying()
    if isinstance(u, T.Interface):
        return u.unknown
    if isinstance(u, T.Struct):
        if id(u) in seen:
            return False
        return any(f.embedded and has_unknown_part(f.type, seen | {id(u)}) for f in u.fields)
    return isinstance(u, T.Invalid)


EXPRESSIONS: Expressions = {
    ast.Ident: ident,
    ast.SelectorExpr: selector,
}
