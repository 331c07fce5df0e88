"""Type expressions (Go spec, Types)."""

from __future__ import annotations

from functools import partial

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker, TypeKinds
from chancheck.types.extents import LONGEST_ARRAY, extent
from chancheck.types.instances import instance
from chancheck.types.lookup import lookup_name
from chancheck.types.objects import PkgName
from chancheck.types.operands import constant_int
from chancheck.types.packages import member
from chancheck.types.relations import comparable, identical
from chancheck.types.resolving import is_defined_later, needed, resolve
from chancheck.types.types import Obj, TypeName


def embedded_name(e: ast.Expr) -> str:
    match e:
        case ast.StarExpr() | ast.ParenExpr() | ast.IndexExpr():
            return embedded_name(e.x)
        case ast.SelectorExpr():
            return e.sel.name
        case ast.Ident():
            return e.name
    return "?"


def instance_expr(c: Checker, e: ast.IndexExpr) -> T.Type | None:
    obj: Obj | None = None
    if isinstance(e.x, ast.Ident):
        obj = lookup_name(c, e.x)
    elif isinstance(e.x, ast.SelectorExpr) and isinstance(e.x.x, ast.Ident):
        pkg = lookup_name(c, e.x.x, base=True)
        obj = member(c, e.x, pkg) if isinstance(pkg, PkgName) else None
        if obj is None and isinstance(pkg, PkgName):
            return T.INVALID
    if not isinstance(obj, TypeName):
        return None
    if isinstance(e.x, ast.Ident):
        c.info.uses[e.x] = obj
    resolve(c, obj)
    if obj not in c.generic_types:
        c.error(e.pos, f"{show.expr(e.x)} is not a generic type")
        return T.INVALID
    return instance(c, obj, [c.typ(i) for i in e.indices], e)


def named(c: Checker, obj: TypeName, e: ast.Expr) -> T.Type:
    if is_defined_later(c, obj):
        if not isinstance(obj.type, T.Named):
            obj.type = T.Named(obj, resolve=partial(needed, c))
        return obj.type
    resolve(c, obj)
    if obj in c.generic_types:
        c.error(e.pos, f"cannot use generic type {show.expr(e)} without instantiation")
        return T.INVALID
    return obj.type


def map_key(c: Checker, e: ast.Expr, key_type: T.Type) -> None:
    if not isinstance(key_type, T.Invalid) and not comparable(key_type):
        c.error(e.pos, f"invalid map key type {key_type}")


def array(c: Checker, e: ast.ArrayType) -> T.Type:
    if e.length is None:
        return T.Slice(c.var_type(e.elem))
    if isinstance(e.length, ast.Ellipsis):
        c.error(e.pos, "invalid use of [...] array (outside a composite literal)")
        return T.INVALID
    length = constant_int(c, e.length)
    elem = c.var_type(e.elem)
    if length is None:
        return T.INVALID
    if length < 0:
        c.error(e.length.pos, f"invalid array length {show.expr(e.length)}")
        return T.INVALID
    if length > LONGEST_ARRAY:
        c.error(e.length.pos, f"arrays of more than {LONGEST_ARRAY:,} elements are not supported", NAMES)
        return T.INVALID
    if length * extent(elem, {})[0] > LONGEST_ARRAY:
        c.error(e.pos, f"arrays of more than {LONGEST_ARRAY:,} cells are not supported", NAMES)
        return T.INVALID
    return T.Array(length, elem)


def func_type(c: Checker, e: ast.FuncType) -> T.Signature:
    params, variadic = [], False
    for i, f in enumerate(e.params):
        variadic = variadic or isinstance(f.type, ast.Ellipsis)
        if isinstance(f.type, ast.Ellipsis) and (i < len(e.params) - 1 or len(f.names) > 1):
            c.error(f.type.pos, "can only use ... with final parameter")
        params += [c.var_type(f.type)] * max(1, len(f.names))
    results = [t for f in e.results for t in [c.var_type(f.type)] * max(1, len(f.names))]
    return T.Signature(params, results, variadic)


def tag_of(f: ast.Field) -> bytes:
    try:
        return b"" if f.tag is None else constants.string(f.tag.text)
    except (ValueError, IndexError):
        return b""  # the parser has reported it


def struct(c: Checker, e: ast.StructType) -> T.Struct:
    fields: list[T.StructField] = []
    seen: set[str] = set()
    for f in e.fields:
        t = c.var_type(f.type)
        names = [(n.name, n.pos) for n in f.names] or [(embedded_name(f.type), f.pos)]
        for name, pos in names:
            if name in seen and name != "_":
                c.error(pos, f"{name} redeclared", NAMES)
            seen.add(name)
            fields.append(T.StructField(name, t, not f.names, c.package.path, tag_of(f)))
        if not f.names:
            c.later(partial(check_embedded, c, f.type, t))
    return T.Struct(fields)


def check_embedded(c: Checker, e: ast.Expr, t: T.Type) -> None:
    """An embedded field is of a type T or *T, where T is no pointer, and for *T no interface."""
    base = t.elem if isinstance(t, T.Pointer) else t
    if isinstance(base, T.Invalid):
        return
    if isinstance(base.underlying(), T.Pointer):
        c.error(e.pos, "embedded field type cannot be a pointer")
    elif base is not t and isinstance(base.underlying(), T.Interface):
        c.error(e.pos, "embedded field type cannot be a pointer to an interface")


def interface(c: Checker, e: ast.InterfaceType) -> T.Interface:
    result = T.Interface({})
    own: set[str] = set()
    embedded: dict[str, Pos] = {}
    for f in e.methods:
        if f.names:
            assert isinstance(f.type, ast.FuncType)
            for name in f.names:
                if name.name in own:
                    c.error(name.pos, f"duplicate method {name.name}", NAMES)
                own.add(name.name)
                sig = func_type(c, f.type)
                if name.name in embedded:
                    same_methods(c, {name.name: sig}, result, embedded[name.name])
                result.methods[name.name] = sig
                result.pkgs[name.name] = c.package.path
        else:
            embed(c, result, f.type)
            embedded |= dict.fromkeys(result.methods.keys() - own - embedded.keys(), f.type.pos)
    return result


def same_methods(c: Checker, methods: dict[str, T.Signature], others: T.Interface, pos: Pos) -> None:
    """Methods of one name that come to an interface several times have identical signatures."""
    for name, sig in methods.items():
        if name in others.methods:
            c.later(partial(same_method, c, name, sig, others.methods[name], pos))


def same_method(c: Checker, name: str, sig: T.Signature, other: T.Signature, pos: Pos) -> None:
    if not identical(sig, other):
        c.error(pos, f"duplicate method {name}", NAMES)


def embed(c: Checker, into: T.Interface, e: ast.Expr) -> None:
    t = c.typ(e)
    under = t if isinstance(t, T.Invalid) else t.underlying()
    if isinstance(under, T.Interface):
        same_methods(c, under.methods, into, e.pos)
        into.methods.update(under.methods)
        into.pkgs.update(under.pkgs)
        into.comparable = into.comparable or under.comparable
        into.terms = under.terms if into.terms is None else into.terms
        into.unknown = into.unknown or under.unknown
    elif isinstance(t, T.Invalid):
        into.unknown = True
    else:
        into.terms = [(False, t)]


def terms(c: Checker, e: ast.Expr) -> list[tuple[bool, T.Type]] | None:
    if isinstance(e, ast.BinaryExpr) and e.op == "|":
        a, b = terms(c, e.x), terms(c, e.y)
        return None if a is None or b is None else a + b
    if isinstance(e, ast.UnaryExpr) and e.op == "~":
        return [(True, c.typ(e.x))]
    t = c.typ(e)
    under = None if isinstance(t, T.Invalid) else t.underlying()
    return under.terms if isinstance(under, T.Interface) else [(False, t)]


def ident_type(c: Checker, e: ast.Ident) -> T.Type | None:
    obj = lookup_name(c, e)
    if obj is None:
        return T.INVALID
    if not isinstance(obj, TypeName):
        return None
    c.info.uses[e] = obj
    return named(c, obj, e)


def paren_type(c: Checker, e: ast.ParenExpr) -> T.Type | None:
    return c.type_or_none(e.x)


def qualified_type(c: Checker, e: ast.SelectorExpr) -> T.Type | None:
    pkg = lookup_name(c, e.x, base=True) if isinstance(e.x, ast.Ident) else None
    if not isinstance(pkg, PkgName):
        return None
    obj = member(c, e, pkg)
    if obj is None:
        return T.INVALID
    return named(c, obj, e) if isinstance(obj, TypeName) else None


def pointer_type(c: Checker, e: ast.StarExpr) -> T.Type | None:
    inner = c.type_or_none(e.x)
    if inner is None:
        return None
    c.info.types[e.x] = inner
    c.info.is_type.add(e.x)
    return T.Pointer(inner)


def map_type(c: Checker, e: ast.MapType) -> T.Type:
    k = c.typ(e.key)
    c.later(partial(map_key, c, e.key, k))
    return T.Map(k, c.var_type(e.value))


def chan_type(c: Checker, e: ast.ChanType) -> T.Type:
    return T.Chan(e.dir, c.var_type(e.elem))


def variadic_type(c: Checker, e: ast.Ellipsis) -> T.Type | None:
    return T.Slice(c.typ(e.elem)) if e.elem is not None else None


def union_type(c: Checker, e: ast.BinaryExpr | ast.UnaryExpr) -> T.Type | None:
    return T.Interface({}, terms=terms(c, e)) if e.op in ("|", "~") else None


def bad_type(c: Checker, e: ast.BadExpr) -> T.Type:
    return T.INVALID


TYPE_KINDS: TypeKinds = {
    ast.Ident: ident_type,
    ast.ParenExpr: paren_type,
    ast.SelectorExpr: qualified_type,
    ast.IndexExpr: instance_expr,
    ast.StarExpr: pointer_type,
    ast.ArrayType: array,
    ast.MapType: map_type,
    ast.ChanType: chan_type,
    ast.FuncType: func_type,
    ast.StructType: struct,
    ast.InterfaceType: interface,
    ast.Ellipsis: variadic_type,
    ast.BinaryExpr: union_type,
    ast.UnaryExpr: union_type,
    ast.BadExpr: bad_type,
}
