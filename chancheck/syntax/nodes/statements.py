"""From reductions to the syntax tree: one method for each name in `grammar/gol.lark`. Here: statements."""

from __future__ import annotations

from typing import Any

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.syntax.nodes.base import start
from chancheck.syntax.nodes.expressions import Expressions
from chancheck.syntax.tokens import Token

_Header = tuple[ast.Stmt | None, ast.Stmt | None, Token | None]


class Builder(Expressions):
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
        """The last expression of a header; `end` is where the text continues."""
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

    def first_name(self, v: list[Token]) -> list[ast.Ident]:
        return [self.ident(v)]

    def next_name(self, v: list[Any]) -> list[ast.Ident]:
        v[0].append(ast.Ident(v[2].pos, v[2].text))
        return v[0]  # type: ignore[no-any-return]


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
