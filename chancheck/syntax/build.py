"""From reductions to the syntax tree: one method for each name in `grammar/gol.lark`."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.syntax.tokens import Token

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(["==", "!=", "<", "<=", ">", ">="], 3),
    **dict.fromkeys(["+", "-", "|", "^"], 4),
    **dict.fromkeys(["*", "/", "%", "<<", ">>", "&", "&^"], 5),
}

_Entry = tuple[ast.Ident | None, ast.Expr]  # of a parameter list, before names are told from types
_Signature = tuple[list[ast.Field], list[ast.Field]]
_Header = tuple[ast.Stmt | None, ast.Stmt | None, Token | None]


def start(node: ast.Node) -> Pos:
    """Where a node's text begins; for a binary expression that is not its `pos`."""
    while True:
        if isinstance(node, ast.BinaryExpr):
            node = node.x
        elif isinstance(node, ast.AssignStmt):
            node = node.lhs[0]
        elif isinstance(node, ast.SendStmt):
            node = node.chan
        else:
            return node.pos


class Builder:
    """Makes nodes; what the grammar lets pass and Go's syntax forbids goes to `error` (message, place, help)."""

    def __init__(self, text: str, error: Callable[[str, Pos, str], None]) -> None:
        self.text = text
        self.error = error
        self.modes: list[int] = []  # of the enclosing brackets; shared with the parser
        self.questions: dict[ast.Node, Pos] = {}  # x.(type) that no switch has taken

    # --- lists and single tokens -----------------------------------------------------------------

    def nothing(self, v: list[Any]) -> None:
        return None

    def nothing_yet(self, v: list[Any]) -> list[Any]:
        return []

    def first(self, v: list[Any]) -> list[Any]:
        return [] if v[0] is None else v

    def next(self, v: list[Any]) -> list[Any]:
        if v[2] is not None:
            v[0].append(v[2])
        return v[0]  # type: ignore[no-any-return]

    def append(self, v: list[Any]) -> list[Any]:
        if v[1] is not None:
            v[0].append(v[1])
        return v[0]  # type: ignore[no-any-return]

    def same(self, v: list[Any]) -> Any:
        return v[0]

    def same_token(self, v: list[Any]) -> Any:
        return v[0]

    def inner_brace(self, v: list[Any]) -> Any:
        self.modes[-1] = 1  # behind the closing brace the header goes on
        return v[0]

    def first_name(self, v: list[Token]) -> list[ast.Ident]:
        return [self.ident(v)]

    def next_name(self, v: list[Any]) -> list[ast.Ident]:
        v[0].append(ast.Ident(v[2].pos, v[2].text))
        return v[0]  # type: ignore[no-any-return]

    # --- files and declarations ------------------------------------------------------------------

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
        receivers: list[ast.Field] = v[1]
        if not receivers:
            self.error("method has no receiver", v[0].pos, "")
        elif len(receivers) > 1 or len(receivers[0].names) > 1:
            self.error("method has multiple receivers", v[0].pos, "")
        receiver = receivers[0] if receivers else None
        return self._function(v[0], receiver, v[2], [], v[3], v[4:])

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

    # --- parameters ------------------------------------------------------------------------------

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

    # --- types -----------------------------------------------------------------------------------

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

    # --- expressions -----------------------------------------------------------------------------

    def ident(self, v: list[Any]) -> ast.Ident:
        return ast.Ident(v[0].pos, v[0].text)

    def int(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "int", v[0].text)

    def float(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "float", v[0].text)

    def imag(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "imag", v[0].text)

    def char(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "char", v[0].text)

    def string(self, v: list[Token]) -> ast.BasicLit:
        return ast.BasicLit(v[0].pos, "string", v[0].text)

    def binary(self, v: list[Any]) -> ast.BinaryExpr:
        """Add an operator and its right operand; the tree's right edge is ordered by precedence."""
        left, operator, right = v
        rank = _PRECEDENCE[operator.text]
        above: ast.BinaryExpr | None = None
        node = left
        while type(node) is ast.BinaryExpr and _PRECEDENCE[node.op] < rank:
            above, node = node, node.y
        made = ast.BinaryExpr(operator.pos, operator.text, node, right)
        if above is None:
            return made
        above.y = made
        return left  # type: ignore[no-any-return]

    def star(self, v: list[Any]) -> ast.StarExpr:
        return ast.StarExpr(v[0].pos, v[1])

    def unary(self, v: list[Any]) -> ast.UnaryExpr:
        return ast.UnaryExpr(v[0].pos, v[0].text, v[1])

    def receive(self, v: list[Any]) -> ast.Expr:
        """`<-x`, or the type `<-chan T`, which begins alike."""
        outer = ast.ChanType(v[0].pos, "recv", v[1])
        node, inner = outer, v[1]
        while isinstance(inner, ast.ChanType) and inner.dir == "send":
            # `<-chan <-chan T` was read as `<-` of `chan<- chan T`: each arrow belongs to the chan behind it
            node.elem = ast.ChanType(inner.elem.pos, "recv", inner.elem)
            node, inner = node.elem, inner.elem
        if isinstance(inner, ast.ChanType) and inner.dir == "both":
            node.elem = inner.elem
            return outer
        if inner is not v[1]:
            self.error("syntax error: unexpected type, expected chan", start(inner), "")
        return ast.UnaryExpr(v[0].pos, "<-", v[1])

    def paren(self, v: list[Any]) -> ast.ParenExpr:
        return ast.ParenExpr(v[0].pos, v[1])

    def composite(self, v: list[Any]) -> ast.CompositeLit:
        return ast.CompositeLit(v[0].pos, v[0], v[2], v[3].pos)

    named_composite = composite

    def elided_composite(self, v: list[Any]) -> ast.CompositeLit:
        return ast.CompositeLit(v[0].pos, None, v[1], v[2].pos)

    def positional(self, v: list[Any]) -> ast.KeyedElement:
        return ast.KeyedElement(start(v[0]), None, v[0])

    def keyed(self, v: list[Any]) -> ast.KeyedElement:
        return ast.KeyedElement(start(v[0]), v[0], v[2])

    def func_lit(self, v: list[Any]) -> ast.FuncLit:
        body = ast.BlockStmt(v[2].pos, v[3], v[4].pos)
        return ast.FuncLit(v[0].pos, ast.FuncType(v[0].pos, [], *v[1]), body)

    def selector(self, v: list[Any]) -> ast.SelectorExpr:
        return ast.SelectorExpr(v[0].pos, v[0], ast.Ident(v[2].pos, v[2].text))

    def type_assertion(self, v: list[Any]) -> ast.TypeAssertExpr:
        return ast.TypeAssertExpr(v[0].pos, v[0], v[3])

    def type_question(self, v: list[Any]) -> ast.TypeAssertExpr:
        made = ast.TypeAssertExpr(v[0].pos, v[0], None)
        self.questions[made] = v[2].pos
        return made

    def index(self, v: list[Any]) -> ast.IndexExpr:
        return ast.IndexExpr(v[0].pos, v[0], v[2])

    def slice(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, None, None)

    def slice_low(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], None, None)

    def slice_high(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, v[3], None)

    def slice_both(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], v[4], None)

    def slice_high_max(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], None, v[3], v[5])

    def slice_all(self, v: list[Any]) -> ast.SliceExpr:
        return ast.SliceExpr(v[0].pos, v[0], v[2], v[4], v[6])

    def call_nothing(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], [], False, v[2].pos)

    def call(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], v[2], False, v[3].pos)

    def call_spread(self, v: list[Any]) -> ast.CallExpr:
        return ast.CallExpr(v[0].pos, v[0], v[2], True, v[-1].pos)

    # --- statements ------------------------------------------------------------------------------

    def block(self, v: list[Any]) -> ast.BlockStmt:
        return ast.BlockStmt(v[0].pos, v[1], v[2].pos)

    def decl_stmt(self, v: list[Any]) -> ast.DeclStmt:
        return ast.DeclStmt(v[0].pos, v[0])

    def labeled(self, v: list[Any]) -> ast.LabeledStmt:
        return ast.LabeledStmt(v[0].pos, self.ident(v), v[2] or ast.EmptyStmt(v[1].pos))

    def go(self, v: list[Any]) -> ast.GoStmt:
        return ast.GoStmt(v[0].pos, self._called(v))

    def defer(self, v: list[Any]) -> ast.DeferStmt:
        return ast.DeferStmt(v[0].pos, self._called(v))

    def _called(self, v: list[Any]) -> ast.Expr:
        call: ast.Expr = v[1]
        if isinstance(call, ast.ParenExpr):
            self.error(f"syntax error: expression in {v[0].text} must not be parenthesized", call.pos, "")
        elif not isinstance(call, ast.CallExpr):
            help = "call the function literal: put () behind its }" if isinstance(call, ast.FuncLit) else ""
            self.error(f"syntax error: expression in {v[0].text} must be function call", start(call), help)
        return call

    def return_nothing(self, v: list[Any]) -> ast.ReturnStmt:
        return ast.ReturnStmt(v[0].pos, [])

    def return_values(self, v: list[Any]) -> ast.ReturnStmt:
        return ast.ReturnStmt(v[0].pos, v[1])

    def branch(self, v: list[Token]) -> ast.BranchStmt:
        return ast.BranchStmt(v[0].pos, v[0].text, self.ident(v[1:]) if v[1:] else None)

    def header_empty(self, v: list[Any]) -> _Header:
        return None, None, None

    def header(self, v: list[Any]) -> _Header:
        return None, v[0], None

    def header_init(self, v: list[Any]) -> _Header:
        return v[0], v[2], v[1]

    def _headed(self, keyword: Token, header: _Header) -> tuple[ast.Stmt | None, ast.Stmt | None]:
        """Init and last statement; a header with nothing behind a line end was meant to end there."""
        init, last, semicolon = header
        if last is None and semicolon is not None and semicolon.text == "newline":
            wrong = f"syntax error: unexpected newline, expected {{ after {keyword.text} clause"
            self.error(wrong, semicolon.pos, "the { must stand on the same line")
            return None, init
        return init, last

    def _value(self, stmt: ast.Stmt | None, keyword: Token, end: Pos) -> ast.Expr | None:
        """The expression that a header ends in; `end` is where the text goes on."""
        if stmt is None:
            return None
        if isinstance(stmt, ast.ExprStmt):
            return stmt.x
        if isinstance(stmt, ast.AssignStmt):
            help = "comparison is written ==" if stmt.op == "=" else f"the form is {keyword.text} x := f(); x > 0 {{ }}"
            text = self._text(stmt, end) if stmt.op == ":=" else f"assignment {self._text(stmt, end)}"
            self.error(f"cannot use {text} as value", start(stmt), help)
        else:
            self.error(f"cannot use {self._text(stmt, end)} as value", start(stmt), "")
        return ast.BadExpr(start(stmt))

    def if_(self, v: list[Any]) -> ast.IfStmt:
        init, last = self._headed(v[0], v[1])
        cond = self._value(last, v[0], v[2].pos)
        if cond is None:
            self.error("syntax error: missing condition in if statement", v[2].pos, "")
            cond = ast.BadExpr(v[2].pos)
        return ast.IfStmt(v[0].pos, init, cond, v[2], v[4] if len(v) > 3 else None)

    if_else = if_

    def switch(self, v: list[Any]) -> ast.SwitchStmt | ast.TypeSwitchStmt:
        init, last = self._headed(v[0], v[1])
        clauses: list[ast.CaseClause] = v[3]
        self._one_default(clauses, [c.exprs is None for c in clauses], "switch")
        question, bind = self._question(last)
        if question is not None:
            self.questions.pop(question, None)
            return ast.TypeSwitchStmt(v[0].pos, init, bind, question.x, clauses, v[4].pos)
        return ast.SwitchStmt(v[0].pos, init, self._value(last, v[0], v[2].pos), clauses, v[4].pos)

    def _question(self, stmt: ast.Stmt | None) -> tuple[ast.TypeAssertExpr | None, ast.Ident | None]:
        """The `x.(type)` of a type switch, and the name before it."""
        bind: ast.Expr | None = None
        guard: ast.Expr | None = None
        if isinstance(stmt, ast.ExprStmt):
            guard = stmt.x
        elif isinstance(stmt, ast.AssignStmt) and stmt.op == ":=" and len(stmt.lhs) == len(stmt.rhs) == 1:
            bind, guard = stmt.lhs[0], stmt.rhs[0]
        if isinstance(guard, ast.TypeAssertExpr) and guard.type is None:
            return guard, bind if isinstance(bind, ast.Ident) else None
        return None, None

    def _one_default(self, clauses: list[Any], defaults: list[bool], what: str) -> None:
        extra = [clause for clause, default in zip(clauses, defaults, strict=True) if default][1:]
        for clause in extra:
            self.error(f"multiple defaults in {what}", clause.pos, "")

    def select(self, v: list[Any]) -> ast.SelectStmt:
        self._one_default(v[2], [c.comm is None for c in v[2]], "select")
        return ast.SelectStmt(v[0].pos, v[2], v[3].pos)

    def for_ever(self, v: list[Any]) -> ast.ForStmt:
        return ast.ForStmt(v[0].pos, None, None, None, v[1])

    def for_cond(self, v: list[Any]) -> ast.ForStmt:
        if isinstance(v[1], ast.ExprStmt):
            return ast.ForStmt(v[0].pos, None, v[1].x, None, v[2])
        self.error("expected for loop condition", start(v[1]), "the form is for init; condition; post { }")
        return ast.ForStmt(v[0].pos, v[1], None, None, v[2])

    def for_clause(self, v: list[Any]) -> ast.ForStmt:
        if isinstance(v[5], ast.AssignStmt) and v[5].op == ":=":
            self.error("syntax error: cannot declare in post statement of for loop", v[5].pos, "assign with =")
        return ast.ForStmt(v[0].pos, v[1], self._value(v[3], v[0], v[4].pos), v[5], v[6])

    def for_range(self, v: list[Any]) -> ast.RangeStmt:
        return ast.RangeStmt(v[0].pos, None, None, False, v[2], v[3])

    def for_range_vars(self, v: list[Any]) -> ast.RangeStmt:
        names: list[ast.Expr] = v[1]
        if len(names) > 2:
            self.error("range clause permits at most two iteration variables", start(names[2]), "")
        define = v[2].text == ":="
        if define:
            self._only_names(names, v[2].pos)
        second = names[1] if len(names) > 1 else None
        return ast.RangeStmt(v[0].pos, names[0], second, define, v[4], v[5])

    def expr_stmt(self, v: list[Any]) -> ast.ExprStmt:
        exprs: list[ast.Expr] = v[0]
        if len(exprs) > 1:
            self.error("syntax error: unexpected expression list, expected := or = or comma", start(exprs[1]), "")
        return ast.ExprStmt(start(exprs[0]), exprs[0])

    def send(self, v: list[Any]) -> ast.SendStmt:
        return ast.SendStmt(v[1].pos, v[0], v[2])

    def inc_dec(self, v: list[Any]) -> ast.IncDecStmt:
        return ast.IncDecStmt(start(v[0]), v[0], v[1].text)

    def assign(self, v: list[Any]) -> ast.AssignStmt:
        lhs, operator, rhs = v
        if operator.kind == "ASSIGN_OP" and len(lhs) > 1:
            wrong = f"syntax error: unexpected {operator.text}, expected := or = or comma"
            self.error(wrong, operator.pos, "assign the variables one by one")
        elif operator.kind == "ASSIGN_OP" and len(rhs) > 1:
            self.error("syntax error: unexpected comma at end of statement", start(rhs[1]), "")
        elif operator.text == ":=":
            self._only_names(lhs, operator.pos)
        return ast.AssignStmt(operator.pos, lhs, operator.text, rhs)

    def _only_names(self, exprs: list[ast.Expr], end: Pos) -> None:
        for number, expr in enumerate(exprs):
            if not isinstance(expr, ast.Ident):
                stop = start(exprs[number + 1]) if number + 1 < len(exprs) else end
                self.error(f"non-name {self._text(expr, stop)} on left side of :=", start(expr), "assign with =")
                return

    def _text(self, node: ast.Node, end: Pos) -> str:
        """The source of what ends before `end`."""
        return self.text[start(node).offset : end.offset].strip(" \t\r\n,;")

    def case(self, v: list[Any]) -> ast.CaseClause:
        return ast.CaseClause(v[0].pos, v[1], v[3])

    def default_case(self, v: list[Any]) -> ast.CaseClause:
        return ast.CaseClause(v[0].pos, None, v[2])

    def comm(self, v: list[Any]) -> ast.CommClause:
        comm: ast.Stmt = v[1]
        if not _communicates(comm):
            help = "a case sends (ch <- v) or receives (<-ch, v := <-ch)"
            self.error("select case must be receive, send or assign recv", start(comm), help)
        return ast.CommClause(v[0].pos, comm, v[3])

    def default_comm(self, v: list[Any]) -> ast.CommClause:
        return ast.CommClause(v[0].pos, None, v[2])


def _string(rest: list[Token]) -> ast.BasicLit | None:
    return ast.BasicLit(rest[0].pos, "string", rest[0].text) if rest else None


def _communicates(stmt: ast.Stmt) -> bool:
    if isinstance(stmt, ast.SendStmt):
        return True
    source: ast.Expr | None = None
    if isinstance(stmt, ast.ExprStmt):
        source = stmt.x
    elif isinstance(stmt, ast.AssignStmt) and stmt.op in ("=", ":=") and len(stmt.rhs) == 1 and len(stmt.lhs) <= 2:
        source = stmt.rhs[0]
    while isinstance(source, ast.ParenExpr):
        source = source.x
    return isinstance(source, ast.UnaryExpr) and source.op == "<-"


def _copy(nodes: tuple[ast.Expr | None, list[ast.Expr]]) -> tuple[ast.Expr | None, list[ast.Expr]]:
    """Nodes compare by identity, so a repeated const line needs nodes of its own."""
    try:
        return deepcopy(nodes)
    except RecursionError:  # the check of the depth of nesting will refuse the declaration
        return nodes
