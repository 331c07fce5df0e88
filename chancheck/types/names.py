"""Names and selectors: what they denote, captured variables, promoted members (Go spec, Selectors)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context, Operand
from chancheck.types.objects import (
    BuiltinObj,
    ConstObj,
    FuncObj,
    NilObj,
    Obj,
    PkgName,
    Selection,
    TypeName,
    VarObj,
)  # fmt: skip
from chancheck.types.operands import Operands, start
from chancheck.types.relations import (
    Found,
    in_method_set,
    is_interface,
    lookup,
    selection,
)  # fmt: skip


class Names(Operands):
    def lookup_name(self, e: ast.Ident, base: bool = False) -> Obj | None:
        if e.name == "_":
            self.error(e.pos, "cannot use _ as value", NAMES)
            return None
        obj = self.scope.find(e.name)
        if obj is None and base:
            obj = self.implied_import(e)
        if obj is None:
            self.package.missing.add(e.name)
            if self.package.opaque and e.name[:1].isupper():
                unknown = f"package {self.package.opaque} is not supported"
                self.unsupported(e.pos, f"{e.name} is not declared here, and {unknown}")
            else:
                self.error(e.pos, f"undefined: {e.name}", NAMES, self.near(e.name))
            return None
        self.info.uses[e] = obj
        if isinstance(obj, PkgName):
            obj.used = True
        return obj

    def near(self, name: str) -> str:
        known: set[str] = set()
        scope = self.scope
        while scope is not None:
            known |= set(scope.names)
            scope = scope.parent  # type: ignore[assignment]
        close = nearest(name, known)
        return f"did you mean {close}?" if close else ""

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
                if isinstance(obj.type, T.Invalid) and obj.is_global:
                    return self.unknown(e)
                return Operand("variable", obj.type, e, obj=obj)
            case ConstObj():
                if isinstance(obj.type, T.Invalid):
                    return self.unknown(e)
                return Operand("constant", obj.type, e, obj.value, obj)
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
        if isinstance(x.type, T.Pointer) and isinstance(x.type.elem, T.Invalid):
            return self.unknown(e)
        found = lookup(x.type, e.sel.name, self.package.path)
        if not isinstance(found, Found):
            self.undefined_member(e, x, found)
            return self.invalid(e)
        chosen = selection(found, e.sel.name, self.sig)
        self.info.selections[e] = chosen
        if chosen.kind == "method" and found.method is not None:
            self.note_use(found.method)
            if not in_method_set(found, x.type):
                if x.mode != "variable":
                    self.error(start(e), f"cannot call pointer method {e.sel.name} on {x.type}")
                self.take_address(e.x)
            return Operand("value", chosen.type, e, obj=found.method)
        if chosen.kind == "interface":
            return Operand("value", chosen.type, e)
        if isinstance(chosen.type, T.Invalid):
            return self.unknown(e)
        through = isinstance(x.type.underlying(), T.Pointer) or found.indirect
        return Operand("variable" if through or x.mode == "variable" else "value", chosen.type, e)

    def unknown(self, e: ast.Expr) -> Operand:
        """Something that a declaration has from a package that is not supported is needed after all."""
        self.unsupported(e.pos, f"{show.expr(e)} comes from a package that is not supported", self.first_trouble())
        return self.invalid(e)

    def first_trouble(self) -> str:
        raise NotImplementedError

    def note_use(self, obj: Obj) -> None:
        raise NotImplementedError

    def is_model(self, path: str) -> bool:
        """Whether a package is a model of one, which may have less than this."""
        raise NotImplementedError

    def undefined_member(self, e: ast.SelectorExpr, x: Operand, found: object) -> None:
        name = e.sel.name
        if has_unknown_part(x.type):
            self.unknown(e)
            return
        if self.is_left_out(x.type, name):
            self.left_out(e)
            return
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
        self.package.missing.add(name)
        self.error(e.sel.pos, f"{show.expr(e)} undefined ({why})", NAMES)

    def is_left_out(self, t: T.Type, name: str) -> bool:
        """Whether a name may be one that Go's type has and its model has not; what looks mistyped is none."""
        named = t.elem if isinstance(t, T.Pointer) else t
        if not isinstance(named, T.Named) or not name[:1].isupper() or not self.is_model(named.obj.pkg):
            return False
        under = named.underlying()
        known = set(named.methods) | set(under.methods if isinstance(under, T.Interface) else ())
        return not nearest(name, known)

    def left_out(self, e: ast.SelectorExpr) -> None:
        self.unsupported(e.sel.pos, f"{show.expr(e)} is not supported", "write what it does in Go")

    def method_expr(self, e: ast.SelectorExpr, x: Operand) -> Operand:
        if x.bad:
            return self.invalid(e)
        found = lookup(x.type, e.sel.name, self.package.path)
        if not isinstance(found, Found) and self.is_left_out(x.type, e.sel.name):
            self.left_out(e)
            return self.invalid(e)
        if not isinstance(found, Found) or found.field is not None:
            self.package.missing.add(e.sel.name)
            self.error(e.sel.pos, f"{show.expr(e)} undefined (type {x.type} has no method {e.sel.name})", NAMES)
            return self.invalid(e)
        if not in_method_set(found, x.type):
            self.error(e.sel.pos, f"invalid method expression {show.expr(e)} (needs pointer receiver (*{x.type})"
                       f".{e.sel.name})")  # fmt: skip
            return self.invalid(e)
        method = selection(found, e.sel.name, self.sig)
        if found.method is not None:
            self.note_use(found.method)
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


def nearest(name: str, known: set[str]) -> str:
    """What may have been meant by a name that is not known, or ""."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(known), 1, 0.75)), "")
