"""Nodes for files, declarations, parameters and types."""

from __future__ import annotations

from typing import Any

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.syntax.nodes.base import Nodes, start
from chancheck.syntax.tokens import Token

_Entry = tuple[ast.Ident | None, ast.Expr]  # of a parameter list, before names and types are distinguished

_Signature = tuple[list[ast.Field], list[ast.Field]]


class Declarations(Nodes):
    def file(self, v: list[Any]) -> ast.File:
        return ast.File(v[0].pos, v[1].text, v[3])

    def implied_file(self, v: list[Any]) -> ast.File:
        pos = v[0][0].pos if v[0] else Pos("", 1, 1, 0)
        return ast.File(pos, "main", v[0], implied=True)

    def func_decl(self, v: list[Any]) -> ast.FuncDecl:
        return self._function(v[0], None, v[1], [], v[2], v[3:])

    def generic_func_decl(self, v: list[Any]) -> ast.FuncDecl:
        return self._function(v[0], None, v[1], self._group(v[3], "type parameters"), v[5], v[6:])

    def method_decl(self, v: list[Any]) -> ast.FuncDecl:
        return self._function(v[0], self._receiver(v[0], v[1]), v[2], [], v[3], v[4:])

    def generic_method_decl(self, v: list[Any]) -> ast.FuncDecl:
        type_params = self._group(v[4], "type parameters")
        return self._function(v[0], self._receiver(v[0], v[1]), v[2], type_params, v[6], v[7:])

    def _receiver(self, keyword: Token, receivers: list[ast.Field]) -> ast.Field | None:
        if not receivers:
            self.error("method has no receiver", keyword.pos, "")
        elif len(receivers) > 1 or len(receivers[0].names) > 1:
            self.error("method has multiple receivers", keyword.pos, "")
        return receivers[0] if receivers else None

    def _function(
        self,
        keyword: Token,
        receiver: ast.Field | None,
        name: Token,
        type_params: list[ast.Field],
        signature: _Signature,
        body: list[ast.BlockStmt],
    ) -> ast.FuncDecl:
        kind = ast.FuncType(keyword.pos, type_params, *signature)
        return ast.FuncDecl(keyword.pos, receiver, ast.Ident(name.pos, name.text), kind, body[0] if body else None)

    def single_decl(self, v: list[Any]) -> ast.GenDecl:
        return self._declaration(v[0], [v[1]])

    def group_decl(self, v: list[Any]) -> ast.GenDecl:
        return self._declaration(v[0], v[2])

    def _declaration(self, keyword: Token, specs: list[Any]) -> ast.GenDecl:
        if keyword.text == "const":
            self._repeat_values(specs)
        return ast.GenDecl(keyword.pos, keyword.text, specs)

    def _repeat_values(self, specs: list[ast.ValueSpec]) -> None:
        """A const line without values has those of the line before, with its own iota."""
        model: ast.ValueSpec | None = None
        for number, spec in enumerate(specs):
            spec.iota = number
            if spec.values:
                model = spec
            elif model is None or spec.type is not None:
                self.error("missing init expr for const declaration", spec.pos, "")
                spec.values = [ast.BadExpr(spec.pos) for _ in spec.names]
            else:
                spec.type, spec.values = _copy((model.type, model.values))

    def import_path(self, v: list[Token]) -> ast.ImportSpec:
        return ast.ImportSpec(v[0].pos, None, v[0].text[1:-1])

    def import_named(self, v: list[Token]) -> ast.ImportSpec:
        return ast.ImportSpec(v[0].pos, ast.Ident(v[0].pos, v[0].text), v[1].text[1:-1])

    def spec_names(self, v: list[Any]) -> ast.ValueSpec:
        return ast.ValueSpec(v[0][0].pos, v[0], None, [])

    def spec_typed(self, v: list[Any]) -> ast.ValueSpec:
        return ast.ValueSpec(v[0][0].pos, v[0], v[1], [])

    def spec_values(self, v: list[Any]) -> ast.ValueSpec:
        return ast.ValueSpec(v[0][0].pos, v[0], None, v[2])

    def spec_full(self, v: list[Any]) -> ast.ValueSpec:
        return ast.ValueSpec(v[0][0].pos, v[0], v[1], v[3])

    def type_def(self, v: list[Any]) -> ast.TypeSpec:
        return self._type_spec(v[0], [], False, v[1])

    def type_alias(self, v: list[Any]) -> ast.TypeSpec:
        return self._type_spec(v[0], [], True, v[2])

    def generic_type_def(self, v: list[Any]) -> ast.TypeSpec:
        return self._type_spec(v[0], self._group(v[2], "type parameters"), False, v[4])

    def generic_type_alias(self, v: list[Any]) -> ast.TypeSpec:
        return self._type_spec(v[0], self._group(v[2], "type parameters"), True, v[5])

    def _type_spec(self, name: Token, params: list[ast.Field], alias: bool, kind: ast.Expr) -> ast.TypeSpec:
        return ast.TypeSpec(name.pos, ast.Ident(name.pos, name.text), params, alias, kind)

    def unnamed(self, v: list[Any]) -> _Entry:
        return None, v[0]

    def lone_name(self, v: list[Any]) -> _Entry:
        return None, self.ident(v)

    def named_type(self, v: list[Any]) -> _Entry:
        return ast.Ident(v[0].pos, v[0].text), v[1]

    def variadic(self, v: list[Any]) -> _Entry:
        return None, ast.Ellipsis(v[0].pos, v[1])

    def named_variadic(self, v: list[Any]) -> _Entry:
        return ast.Ident(v[0].pos, v[0].text), ast.Ellipsis(v[1].pos, v[2])

    def no_parameters(self, v: list[Any]) -> list[ast.Field]:
        return []

    def parameters(self, v: list[Any]) -> list[ast.Field]:
        return self._group(v[1], "parameters")

    def _group(self, entries: list[_Entry], what: str) -> list[ast.Field]:
        """Tell names from types: either all parameters have names or none has."""
        if what == "parameters" and all(name is None for name, _ in entries):
            return [ast.Field(start(kind), [], kind) for _, kind in entries]
        fields: list[ast.Field] = []
        waiting: list[ast.Ident] = []
        for name, kind in entries:
            if name is not None:
                names = [*waiting, name]
                fields.append(ast.Field(names[0].pos, names, kind))
                waiting = []
            elif isinstance(kind, ast.Ident):
                waiting.append(kind)
            else:
                self.error(
                    "syntax error: missing parameter name", start(kind), "all parameters have names, or none has"
                )
                return fields
        if waiting:
            wrong = "missing type constraint" if what == "type parameters" else "missing parameter type"
            self.error(f"syntax error: {wrong}", waiting[0].pos, "")
        return fields

    def signature(self, v: list[Any]) -> _Signature:
        return v[0], []

    def signature_result(self, v: list[Any]) -> _Signature:
        return v[0], [ast.Field(start(v[1]), [], v[1])]

    def signature_results(self, v: list[Any]) -> _Signature:
        for result in v[1]:
            self._only_last_variadic(result)
        return v[0], v[1]

    def _only_last_variadic(self, result: ast.Field) -> None:
        if isinstance(result.type, ast.Ellipsis):
            self.error("can only use ... with final parameter in list", result.type.pos, "")

    def qualified(self, v: list[Token]) -> ast.SelectorExpr:
        return ast.SelectorExpr(v[0].pos, ast.Ident(v[0].pos, v[0].text), ast.Ident(v[2].pos, v[2].text))

    def instance(self, v: list[Any]) -> ast.IndexExpr:
        return ast.IndexExpr(v[0].pos, self.ident(v), v[2])

    def qualified_instance(self, v: list[Any]) -> ast.IndexExpr:
        return ast.IndexExpr(v[0].pos, self.qualified(v), v[4])

    def receive_chan(self, v: list[Any]) -> ast.ChanType:
        return ast.ChanType(v[0].pos, "recv", v[2])

    def slice_type(self, v: list[Any]) -> ast.ArrayType:
        return ast.ArrayType(v[0].pos, None, v[2])

    def array_type(self, v: list[Any]) -> ast.ArrayType:
        if len(v[1]) > 1:
            self.error("syntax error: unexpected comma; expecting ]", start(v[1][1]), "an array has one length")
        return ast.ArrayType(v[0].pos, v[1][0], v[3])

    def open_array_type(self, v: list[Any]) -> ast.ArrayType:
        return ast.ArrayType(v[0].pos, ast.Ellipsis(v[1].pos, None), v[3])

    def map_type(self, v: list[Any]) -> ast.MapType:
        return ast.MapType(v[0].pos, v[2], v[4])

    def chan_type(self, v: list[Any]) -> ast.ChanType:
        return ast.ChanType(v[0].pos, "both", v[1])

    def send_chan(self, v: list[Any]) -> ast.ChanType:
        return ast.ChanType(v[0].pos, "send", v[2])

    def struct_type(self, v: list[Any]) -> ast.StructType:
        return ast.StructType(v[0].pos, v[2])

    def interface_type(self, v: list[Any]) -> ast.InterfaceType:
        return ast.InterfaceType(v[0].pos, v[2])

    def func_type(self, v: list[Any]) -> ast.FuncType:
        return ast.FuncType(v[0].pos, [], *v[1])

    def embedded_field(self, v: list[Any]) -> ast.Field:
        kind = v[0].x if isinstance(v[0], ast.StarExpr) else v[0]
        name = kind.x if isinstance(kind, ast.IndexExpr) else kind
        if isinstance(name, ast.ParenExpr):
            self.error("syntax error: cannot parenthesize embedded type", name.pos, "")
        elif not isinstance(name, ast.Ident | ast.SelectorExpr):
            self.error("syntax error: unexpected type, expected field name or embedded type", v[0].pos, "")
        return ast.Field(v[0].pos, [], v[0], _string(v[1:]))

    def field(self, v: list[Any]) -> ast.Field:
        return ast.Field(v[0].pos, [self.ident(v)], v[1], _string(v[2:]))

    def fields(self, v: list[Any]) -> ast.Field:
        return ast.Field(v[0].pos, [self.ident(v), *v[2]], v[3], _string(v[4:]))

    def method(self, v: list[Any]) -> ast.Field:
        return ast.Field(v[0].pos, [self.ident(v)], ast.FuncType(v[0].pos, [], *v[1]))

    def embedded(self, v: list[Any]) -> ast.Field:
        return ast.Field(start(v[0]), [], v[0])


def _string(rest: list[Token]) -> ast.BasicLit | None:
    return ast.BasicLit(rest[0].pos, "string", rest[0].text) if rest else None


def _copy(nodes: tuple[ast.Expr | None, list[ast.Expr]]) -> tuple[ast.Expr | None, list[ast.Expr]]:
    """Nodes compare by identity, so a repeated const line needs nodes of its own."""
    from copy import deepcopy

    try:
        return deepcopy(nodes)
    except RecursionError:  # the check of the depth of nesting will refuse the declaration
        return nodes
