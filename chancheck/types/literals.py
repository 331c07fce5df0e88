"""Literals: constants, functions, composites (Go spec, Composite literals)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.bodies import declare_signature, function_body
from chancheck.types.checker import NAMES, Checker, Context, Expressions, Hinted
from chancheck.types.objects import FuncInfo
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, check_size_operand, expr, value
from chancheck.types.relations import Found, key, lookup
from chancheck.types.typexprs import func_type


def literal(c: Checker, e: ast.BasicLit) -> Operand:
    if e.kind == "int" and len(e.text) > constants.LONGEST_INTEGER:
        c.error(e.pos, f"constant overflow: {e.text[:20]}...")
        return c.invalid(e)
    try:
        t, value = constants.literal(e.kind, e.text)
    except OverflowError as error:
        c.error(e.pos, f"malformed constant: {show.expr(e)[:40]}", help=str(error))
        return c.invalid(e)
    except (ValueError, IndexError):
        return c.invalid(e)  # the parser has reported it
    if constants.too_large(value):
        c.error(e.pos, f"constant overflow: {show.expr(e)[:40]}")
        return c.invalid(e)
    return Operand("constant", t, e, value)


def func_lit(c: Checker, e: ast.FuncLit) -> Operand:
    t = func_type(c, e.type)
    c.info.types[e.type] = t
    info = c.info.literals[e] = FuncInfo()
    context = Context(e, outer=c.context, literal=e)
    saved = c.context, c.declared
    c.context, c.declared = context, []
    with c.block():
        info.params, info.results = declare_signature(c, e.type, t)
        context.results = info.results
        context.named_results = any(f.names for f in e.type.results)
        function_body(c, e.type, e.body, context)
        c.report_unused()
    c.context, c.declared = saved
    return Operand("value", t, e)


def composite(c: Checker, e: ast.CompositeLit, hint: T.Type | None) -> Operand:
    if e.type is not None:
        t = literal_type(c, e)
    elif hint is not None:
        t = hint
    else:
        c.error(e.pos, "invalid composite literal: missing type")
        t = T.INVALID
    base = t
    if e.type is None and isinstance(t.underlying(), T.Pointer):
        under = t.underlying()
        assert isinstance(under, T.Pointer)
        base = under.elem
    match base if isinstance(base, T.Invalid) else base.underlying():
        case T.Struct() as struct:
            struct_literal(c, e, base, struct)
        case T.Slice() as s:
            list_literal(c, e, s.elem, None)
        case T.Array() as a:
            list_literal(c, e, a.elem, a.length)
        case T.Map() as m:
            for element in e.elements:
                if element.key is None:
                    c.error(start(element.value), "missing key in map literal")
                else:
                    assigned(c, expr(c, element.key, m.key), m.key, "map literal")
                assigned(c, expr(c, element.value, m.elem), m.elem, "map literal")
            duplicate_keys(c, e)
        case T.Invalid():
            for element in e.elements:
                if not isinstance(element.value, ast.CompositeLit) or element.value.type is not None:
                    value(c, element.value)
        case _:
            c.error(e.pos, f"invalid composite literal type {t}")
            return c.invalid(e)
    return c.invalid(e) if isinstance(t, T.Invalid) else Operand("value", t, e)


def literal_type(c: Checker, e: ast.CompositeLit) -> T.Type:
    if isinstance(e.type, ast.ArrayType) and isinstance(e.type.length, ast.Ellipsis):
        elem = c.typ(e.type.elem)
        t = T.Array(literal_length(c, e), elem)
        c.info.types[e.type] = t
        c.info.is_type.add(e.type)
        return t
    assert e.type is not None
    return c.typ(e.type)


def literal_index(c: Checker, e: ast.Expr) -> int | None:
    index = c.info.constants.get(e)
    if index is not None:
        return int(index)
    x = expr(c, e)
    if not x.bad and x.mode != "constant":
        c.error(start(e), f"index {show.expr(e)} must be integer constant")
        return None
    return check_size_operand(c, e, x)


def literal_length(c: Checker, e: ast.CompositeLit) -> int:
    index = longest = 0
    for element in e.elements:
        if element.key is not None:
            index = literal_index(c, element.key) or 0
        index += 1
        longest = max(longest, index)
    return longest


def struct_literal(c: Checker, e: ast.CompositeLit, t: T.Type, struct: T.Struct) -> None:
    keyed = [element for element in e.elements if element.key is not None]
    if keyed and len(keyed) != len(e.elements):
        c.error(e.elements[0].pos, "mixture of field:value and value elements in struct literal")
    if keyed:
        named: dict[tuple[int, ...], str] = {}
        for element in keyed:
            field = literal_field(c, element, t, struct, named)
            if field is not None:
                assigned(c, expr(c, element.value, field.type), field.type, "struct literal")
            else:
                c.raw(element.value)
        return
    if e.elements and len(e.elements) != len(struct.fields):
        few = "few" if len(e.elements) < len(struct.fields) else "many"
        c.error(e.end if few == "few" else start(e.elements[len(struct.fields)].value),
                   f"too {few} values in struct literal of type {t}")  # fmt: skip
    for element, field in zip(e.elements, struct.fields, strict=False):
        assigned(c, expr(c, element.value, field.type), field.type, "struct literal")


def literal_field(
    c: Checker, element: ast.KeyedElement, t: T.Type, struct: T.Struct, named: dict[tuple[int, ...], str]
) -> T.StructField | None:
    """The field that is set, which may be one of an embedded struct (since Go 1.27). named: those before it."""
    name = element.key.name if isinstance(element.key, ast.Ident) else ""
    found = lookup(struct, name, c.package.path) if name else None
    if not isinstance(found, Found) or found.field is None:
        c.error(element.pos, f"unknown field {show.expr(element.key)} in struct literal of type {t}", NAMES)
        return None
    if found.indirect:
        c.error(element.pos, f"invalid implicit pointer indirection to reach {name}")
    elif found.path in named:
        c.error(element.pos, f"duplicate field name {name} in struct literal")
    for path, other in named.items():
        if path != found.path and path == found.path[: len(path)]:
            c.error(element.pos, f"cannot specify promoted field {name} and enclosing embedded field {other}")
        elif path != found.path and path[: len(found.path)] == found.path:
            c.error(element.pos, f"cannot specify embedded field {name} and enclosed promoted field {other}")
    named[found.path] = name
    c.info.promoted[element] = found.path
    return found.field


def list_literal(c: Checker, e: ast.CompositeLit, elem: T.Type, length: int | None) -> None:
    index = 0
    seen: set[int] = set()
    for element in e.elements:
        if element.key is not None:
            given = literal_index(c, element.key)
            index = given if given is not None else index
        if index in seen:
            c.error(element.pos, f"duplicate index {index} in array or slice literal")
        if length is not None and index >= length:
            c.error(start(element.value),
                       f"invalid argument: index {index} out of bounds [0:{length}]")  # fmt: skip
        seen.add(index)
        index += 1
        assigned(c, expr(c, element.value, elem), elem, "array or slice literal")


def duplicate_keys(c: Checker, e: ast.CompositeLit) -> None:
    """Constants of different types are different keys where keys are interface values."""
    seen: set[object] = set()
    for element in e.elements:
        value = None if element.key is None else c.info.constants.get(element.key)
        if value is not None and element.key is not None:
            constant = key(c.info.types[element.key]), value
            if constant in seen:
                c.error(element.pos, f"duplicate key {show.expr(element.key)} in map literal")
            seen.add(constant)


EXPRESSIONS: Expressions = {
    ast.BasicLit: literal,
    ast.FuncLit: func_lit,
}
HINTED: Hinted = {ast.CompositeLit: composite}
