"""A checked source for edits: the spans of statements, the nodes that enclose them, the objects of names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from chancheck.records import dataclass, fields
from chancheck.repair.change import Edit
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.tokens import scan
from chancheck.syntax.walk import nodes
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.objects import Package
from chancheck.types.types import FuncObj, Obj, VarObj

N = TypeVar("N", bound=ast.Node)
Function = ast.FuncDecl | ast.FuncLit
BRACKETED = (ast.ParenExpr, ast.IndexExpr, ast.SliceExpr, ast.TypeAssertExpr)


@dataclass(frozen=True, slots=True)
class Site:
    """A statement in a list of statements. stop: the offset at which the next statement or the closing brace begins."""

    stmt: ast.Stmt
    siblings: list[ast.Stmt]
    index: int
    stop: int
    function: Function

    def next(self, step: int = 1) -> ast.Stmt | None:
        at = self.index + step
        return self.siblings[at] if 0 <= at < len(self.siblings) else None


class Code:
    """One file of a checked package."""

    def __init__(self, source: Source, package: Package) -> None:
        self.source, self.package, self.text = source, package, source.text
        self.tree = next(f for f in package.files if f.pos.file == source.name)
        self.parents: dict[ast.Node, ast.Node] = {}
        self.sites: dict[ast.Stmt, Site] = {}
        self.functions: list[Function] = []
        for decl in self.tree.decls:
            if isinstance(decl, ast.FuncDecl) and decl.body is not None:
                self.enter(decl, decl.body)

    # --- structure --------------------------------------------------------------------------------

    def enter(self, function: Function, body: ast.BlockStmt) -> None:
        self.functions.append(function)
        self.parents[body] = function
        self.visit(body, function)

    def visit(self, node: ast.Node, function: Function) -> None:
        if isinstance(node, ast.FuncLit):
            self.enter(node, node.body)
            return
        for statements, stop in lists_of(node):
            for i, stmt in enumerate(statements):
                after = self.start(statements[i + 1]) if i + 1 < len(statements) else stop
                self.sites[stmt] = Site(stmt, statements, i, after, function)
        for child in children(node):
            self.parents[child] = node
            self.visit(child, function)

    def within(self, node: ast.Node) -> Iterator[ast.Node]:
        """The enclosing nodes, innermost first."""
        while (up := self.parents.get(node)) is not None:
            yield up
            node = up

    def statement_of(self, node: ast.Node) -> Site | None:
        """The innermost statement of a list that holds the node."""
        inner = (n for n in (node, *self.within(node)) if isinstance(n, ast.Stmt) and n in self.sites)
        found = next(inner, None)
        return self.sites[found] if found is not None else None

    def function_of(self, node: ast.Node) -> Function:
        return next(n for n in self.within(node) if isinstance(n, ast.FuncDecl | ast.FuncLit))

    def outer_of(self, function: Function) -> ast.FuncDecl:
        """The declaration that contains a function literal."""
        while isinstance(function, ast.FuncLit):
            function = self.function_of(function)
        return function

    def all(self, kind: type[N], below: ast.Node | None = None) -> list[N]:
        """The nodes of a kind; below a node, or in the bodies of all functions."""
        return [n for n in (self.parents if below is None else nodes(below)) if isinstance(n, kind)]

    def body(self, function: Function) -> ast.BlockStmt:
        assert function.body is not None  # only functions with a body are listed
        return function.body

    # --- text -------------------------------------------------------------------------------------

    @cached_property
    def tokens(self) -> tuple[list[int], list[int]]:
        """Where tokens begin and end; without semicolons."""
        found, _ = scan(self.source, lambda *_: None)
        real = [t for t in found if t.kind != ";" and t.pos.offset >= 0 and t.text]
        real = [t for t in real if self.text.startswith(t.text, t.pos.offset)]
        return [t.pos.offset for t in real], [t.pos.offset + len(t.text) for t in real]

    def start(self, node: ast.Node) -> int:
        return min(n.pos.offset for n in nodes(node) if n.pos.offset >= 0)

    def end(self, node: ast.Node, stop: int | None = None) -> int:
        """One behind the last character. stop: an offset behind the node, with only blanks and comments between."""
        starts, ends = self.tokens
        if stop is not None:
            return ends[bisect_left(starts, stop) - 1]
        return ends[self.last_token(node)]

    def last_token(self, node: ast.Node) -> int:
        """The index of a node's last token; of a type only where it is a name."""
        starts, ends = self.tokens
        own = [last_offset(node), *(starts[self.last_token(child)] for child in children(node))]
        last = bisect_right(starts, max(own)) - 1
        if not isinstance(node, BRACKETED):
            return last
        at = bisect_left(starts, node.pos.offset) if isinstance(node, ast.ParenExpr) else self.last_token(node.x) + 1
        depth, opened = 0, False
        while at < len(starts):
            token = self.text[starts[at] : ends[at]]
            depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
            opened = opened or depth > 0
            if opened and not depth:
                return at
            at += 1
        return last

    def span(self, site: Site) -> tuple[int, int]:
        return self.start(site.stmt), self.end(site.stmt, site.stop)

    def of(self, node: ast.Node) -> str:
        """The source of a node: an expression, or a statement of a list."""
        if isinstance(node, ast.Stmt) and node in self.sites:
            start, end = self.span(self.sites[node])
            return self.text[start:end]
        return self.text[self.start(node) : self.end(node)]

    def indent(self, offset: int) -> str:
        """The blanks at the beginning of the line."""
        line = self.text[self.text.rfind("\n", 0, offset) + 1 :]
        return line[: len(line) - len(line.lstrip(" \t"))]

    def lines(self, site: Site) -> tuple[int, int]:
        """From the beginning of a statement's first line to that of the line after it; its own span where others stand
        on its lines."""
        start, end = self.span(site)
        first = self.text.rfind("\n", 0, start) + 1
        after = self.text.find("\n", end) + 1 or len(self.text)
        rest = self.text[end : after - 1].strip()
        if self.text[first:start].strip() or (rest and not rest.startswith("//")):
            return start, end
        return first, after

    # --- edits ------------------------------------------------------------------------------------

    def before(self, site: Site, *lines: str) -> Edit:
        start, _ = self.span(site)
        return Edit(start, start, "".join(f"{line}\n{self.indent(start)}" for line in lines))

    def after(self, site: Site, *lines: str) -> Edit:
        start, end = self.span(site)
        return Edit(end, end, "".join(f"\n{self.indent(start)}{line}" for line in lines))

    def first(self, function: Function, *lines: str) -> Edit:
        """New first statements of a function; on the same line as what there is, if that is one line."""
        assert function.body is not None
        brace = function.body.pos.offset + 1
        if function.body.stmts and function.body.pos.line == function.body.end.line:
            return Edit(brace, brace, "".join(f" {line};" for line in lines))
        blank = self.indent(brace) + "\t"
        if function.body.stmts:
            return self.before(self.sites[function.body.stmts[0]], *lines)
        return Edit(brace, brace, "".join(f"\n{blank}{line}" for line in lines) + f"\n{self.indent(brace)}")

    def last(self, function: Function, *lines: str) -> Edit:
        """New last statements of a function, before a return at its end."""
        assert function.body is not None
        if not function.body.stmts:
            return self.first(function, *lines)
        site = self.sites[function.body.stmts[-1]]
        return self.before(site, *lines) if isinstance(site.stmt, ast.ReturnStmt) else self.after(site, *lines)

    def without(self, site: Site) -> Edit:
        return Edit(*self.lines(site), "")

    def instead(self, site: Site, text: str) -> Edit:
        """The lines of `text` are indented as the statement is."""
        start, end = self.span(site)
        return Edit(start, end, text.replace("\n", "\n" + self.indent(start)))

    def renamed(self, node: ast.Node, text: str) -> Edit:
        return Edit(self.start(node), self.end(node), text)

    # --- meaning ----------------------------------------------------------------------------------

    @cached_property
    def meaning(self) -> tuple[dict[ast.Expr, T.Type], dict[ast.Ident, Obj], dict[ast.SelectorExpr, Obj | None]]:
        types: dict[ast.Expr, T.Type] = {}
        names: dict[ast.Ident, Obj] = {}
        chosen: dict[ast.SelectorExpr, Obj | None] = {}
        checker = self.package.checker
        assert isinstance(checker, Checker)
        bodies = [checker.bodies[f] for f in self.package.funcs if f in checker.bodies]
        for info in [self.package.info, *bodies]:
            types |= info.types
            names |= info.uses | info.defs
            chosen |= {e: selection.obj for e, selection in info.selections.items()}
        return types, names, chosen

    def type_of(self, e: ast.Expr) -> T.Type | None:
        return self.meaning[0].get(e)

    def object_of(self, name: ast.Ident) -> Obj | None:
        return self.meaning[1].get(name)

    def called(self, e: ast.Node | None) -> str:
        """The full name of the called function: "close", "sync.(*Mutex).Lock"; "" if the node is no call of a name."""
        e = call_of(e)
        if e is None:
            return ""
        obj = None
        if isinstance(e.fun, ast.SelectorExpr):
            obj = self.meaning[2].get(e.fun)
        elif isinstance(e.fun, ast.Ident):
            obj = self.object_of(e.fun)
        if isinstance(obj, FuncObj):
            return obj.full_name
        return obj.name if obj is not None else self.of(e.fun) if isinstance(e.fun, ast.SelectorExpr) else ""

    def receiver(self, method: ast.FuncDecl) -> T.Type | None:
        """The type that a method belongs to."""
        return next((f.recv for f in self.package.funcs if f.decl is method), None)

    def target(self, e: ast.Node) -> str:
        """The source of `x` in a call or statement x.M(...)."""
        call = call_of(e)
        return self.of(call.fun.x) if call is not None and isinstance(call.fun, ast.SelectorExpr) else ""

    def variables(self, node: ast.Node) -> dict[str, VarObj]:
        """The variables in scope at a node: parameters, and locals declared before it."""
        at, found = self.start(node), dict[str, VarObj]()
        owners = {id(f) for f in (node, *self.within(node))}
        for name, obj in self.meaning[1].items():
            if isinstance(obj, VarObj) and obj.pos.file == self.source.name and name.name not in ("", "_"):
                inside = obj.is_global or id(self.scope_of(name)) in owners
                if inside and (obj.is_global or name.pos.offset < at):
                    found[name.name] = obj
        return found

    def scope_of(self, name: ast.Ident) -> ast.Node | None:
        """The block or function that a declared name is local to."""
        scopes = (ast.BlockStmt, ast.FuncDecl, ast.FuncLit, ast.IfStmt, ast.ForStmt, ast.RangeStmt, ast.CommClause)
        up = next((n for n in self.within(name) if isinstance(n, scopes)), None)
        if up is not None:
            return up
        return next((f for f in self.functions if any(name is n for n in signature(f))), None)


def signature(function: Function) -> Iterator[ast.Node]:
    """The nodes of parameters, results and receiver."""
    yield from nodes(function.type)
    if isinstance(function, ast.FuncDecl) and function.recv is not None:
        yield from nodes(function.recv)


def call_of(node: ast.Node | None) -> ast.CallExpr | None:
    """A call, or the call that a statement consists of."""
    match node:
        case ast.ExprStmt():
            node = node.x
        case ast.DeferStmt() | ast.GoStmt():
            node = node.call
    return node if isinstance(node, ast.CallExpr) else None


def children(node: ast.Node) -> Iterator[ast.Node]:
    for f in fields(node):
        value = getattr(node, f.name)
        for item in value if isinstance(value, list | tuple) else (value,):
            if isinstance(item, ast.Node):
                yield item


def lists_of(node: ast.Node) -> Iterator[tuple[list[ast.Stmt], int]]:
    """The lists of statements directly in a node, each with the offset at which what follows it begins."""
    match node:
        case ast.BlockStmt():
            yield node.stmts, node.end.offset
        case ast.SwitchStmt() | ast.TypeSwitchStmt() | ast.SelectStmt():
            following = [*(clause.pos.offset for clause in node.clauses[1:]), node.end.offset]
            bodies = [clause.body for clause in node.clauses]
            yield from zip(bodies, following, strict=True)


def last_offset(node: ast.Node) -> int:
    ends = (ast.BlockStmt, ast.CallExpr, ast.CompositeLit, ast.SwitchStmt, ast.TypeSwitchStmt, ast.SelectStmt)
    return node.end.offset if isinstance(node, ends) else node.pos.offset
