"""Literals: constants, functions, composites (Go spec, Composite literals)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context, Operand
from chancheck.types.names import Names
from chancheck.types.objects import (
    FuncInfo,
    VarObj,
)  # fmt: skip
from chancheck.types.operands import start
from chancheck.types.relations import Found, key, lookup


class Literals(Names):
    def function_body(self, type: ast.FuncType, body: ast.BlockStmt, context: Context) -> None:
        raise NotImplementedError

    def check_size_operand(self, e: ast.Expr, x: Operand) -> int | None:
        raise NotImplementedError

    def literal(self, e: ast.BasicLit) -> Operand:
        if e.kind == "imag":
            self.unsupported(e.pos, "complex numbers are not supported")
            return self.invalid(e)
        if e.kind == "int" and len(e.text) > constants.LONGEST_INTEGER:
            self.error(e.pos, f"constant overflow: {e.text[:20]}...")
            return self.invalid(e)
        try:
            t, value = constants.literal(e.kind, e.text)
        except OverflowError as error:
            self.error(e.pos, f"malformed constant: {show.expr(e)[:40]}", help=str(error))
            return self.invalid(e)
        except (ValueError, IndexError):
            return self.invalid(e)  # the parser has reported it
        if constants.too_large(value):
            self.error(e.pos, f"constant overflow: {show.expr(e)[:40]}")
            return self.invalid(e)
        return Operand("constant", t, e, value)

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

    def literal_index(self, e: ast.Expr) -> int | None:
        index = self.info.constants.get(e)
        if index is not None:
            return int(index)
        x = self.expr(e)
        if not x.bad and x.mode != "constant":
            self.error(start(e), f"index {show.expr(e)} must be integer constant")
            return None
        return self.check_size_operand(e, x)

    def literal_length(self, e: ast.CompositeLit) -> int:
        index = longest = 0
        for element in e.elements:
            if element.key is not None:
                index = self.literal_index(element.key) or 0
            index += 1
            longest = max(longest, index)
        return longest

    def struct_literal(self, e: ast.CompositeLit, t: T.Type, struct: T.Struct) -> None:
        keyed = [element for element in e.elements if element.key is not None]
        if keyed and len(keyed) != len(e.elements):
            self.error(e.elements[0].pos, "mixture of field:value and value elements in struct literal")
        if keyed:
            named: dict[tuple[int, ...], str] = {}
            for element in keyed:
                field = self.literal_field(element, t, struct, named)
                if field is not None:
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

    def literal_field(
        self, element: ast.KeyedElement, t: T.Type, struct: T.Struct, named: dict[tuple[int, ...], str]
    ) -> T.StructField | None:
        """The field that is set, which may be one of an embedded struct (since Go 1.27). named: those before it."""
        name = element.key.name if isinstance(element.key, ast.Ident) else ""
        found = lookup(struct, name, self.package.path) if name else None
        if not isinstance(found, Found) or found.field is None:
            self.error(element.pos, f"unknown field {show.expr(element.key)} in struct literal of type {t}", NAMES)
            return None
        if found.indirect:
            self.error(element.pos, f"invalid implicit pointer indirection to reach {name}")
        elif found.path in named:
            self.error(element.pos, f"duplicate field name {name} in struct literal")
        for path, other in named.items():
            if path != found.path and path == found.path[: len(path)]:
                self.error(element.pos, f"cannot specify promoted field {name} and enclosing embedded field {other}")
            elif path != found.path and path[: len(found.path)] == found.path:
                self.error(element.pos, f"cannot specify embedded field {name} and enclosed promoted field {other}")
        named[found.path] = name
        self.info.promoted[element] = found.path
        return found.field

    def list_literal(self, e: ast.CompositeLit, elem: T.Type, length: int | None) -> None:
        index = 0
        seen: set[int] = set()
        for element in e.elements:
            if element.key is not None:
                given = self.literal_index(element.key)
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
        """Constants of different types are different keys where keys are interface values."""
        seen: set[object] = set()
        for element in e.elements:
            value = None if element.key is None else self.info.constants.get(element.key)
            if value is not None and element.key is not None:
                constant = key(self.info.types[element.key]), value
                if constant in seen:
                    self.error(element.pos, f"duplicate key {show.expr(element.key)} in map literal")
                seen.add(constant)
