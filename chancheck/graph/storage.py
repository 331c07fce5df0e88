"""Which variables of a function live in memory, and which are plain variables of its frame.

A variable is in memory when someone else than its own frame can see it change: its address is taken, or a function
literal uses it and it is assigned after its declaration. Arrays whose elements are addressed are in memory too, but
nobody else sees them. The body of a `for range f` over a function counts as a function literal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import Info, VarObj


@dataclass(slots=True)
class Storage:
    """shared: in memory and visible to others; private: in memory of this frame alone; reassigned: assigned
    after its declaration."""

    shared: set[VarObj] = field(default_factory=set)
    private: set[VarObj] = field(default_factory=set)
    reassigned: set[VarObj] = field(default_factory=set)


def storage(
    body: ast.Node | None, info: Info, variables: list[VarObj], results: list[VarObj], per_iteration: bool
) -> Storage:
    """Of a declared function with these parameters and results (or of a package variable's initialiser)."""
    walk = Walk(info, per_iteration, results)
    for v in (*variables, *results):
        walk.declare(v)
    if body is not None:
        walk.visit(body)
    return walk.finish()


def over_function(s: ast.RangeStmt, info: Info) -> bool:
    return isinstance(info.types[s.x].underlying(), T.Signature)


def children(node: ast.Node) -> Iterator[ast.Node]:
    for f in fields(node):
        value = getattr(node, f.name)
        if isinstance(value, ast.Node):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, ast.Node))


def stripped(e: ast.Expr) -> ast.Expr:
    while isinstance(e, ast.ParenExpr):
        e = e.x
    return e


class Walk:
    def __init__(self, info: Info, per_iteration: bool, results: list[VarObj]) -> None:
        self.info = info
        self.per_iteration = per_iteration
        self.nodes: list[ast.Node | None] = [None]  # the function-like nodes around, innermost last
        self.results: list[list[VarObj]] = [results]  # of the real functions around
        self.owner: dict[VarObj, ast.Node | None] = {}
        self.captured: set[VarObj] = set()
        self.forced: set[VarObj] = set()
        self.is_result: set[VarObj] = set(results)
        self.found = Storage()

    def finish(self) -> Storage:
        s = self.found
        for v in self.owner:
            changes = v in s.reassigned or v in self.is_result
            if v.address_taken or v in self.forced or (v in self.captured and changes):
                s.shared.add(v)
        s.private -= s.shared
        return s

    def declare(self, v: VarObj) -> None:
        self.owner[v] = self.nodes[-1]

    def visit(self, node: ast.Node) -> None:
        method = getattr(self, "visit_" + type(node).__name__, None)
        if method is not None:
            method(node)
        else:
            self.visit_children(node)

    def visit_children(self, node: ast.Node) -> None:
        for child in children(node):
            self.visit(child)

    # --- functions -------------------------------------------------------------------------------

    def visit_FuncLit(self, lit: ast.FuncLit) -> None:
        known = self.info.literals[lit]
        self.nodes.append(lit)
        self.results.append(known.results)
        self.is_result.update(known.results)
        for v in (*known.params, *known.results):
            self.declare(v)
        self.visit(lit.body)
        self.nodes.pop()
        self.results.pop()

    def visit_ReturnStmt(self, s: ast.ReturnStmt) -> None:
        if isinstance(self.nodes[-1], ast.RangeStmt):
            self.forced.update(self.results[-1])
        self.visit_children(s)

    # --- variables -------------------------------------------------------------------------------

    def visit_Ident(self, e: ast.Ident) -> None:
        obj = self.info.defs.get(e)
        if isinstance(obj, VarObj) and not obj.is_global:
            self.declare(obj)
        obj = self.info.uses.get(e)
        if isinstance(obj, VarObj) and obj in self.owner and self.owner[obj] is not self.nodes[-1]:
            self.captured.add(obj)

    def visit_CaseClause(self, clause: ast.CaseClause) -> None:
        if clause in self.info.implicits:
            self.declare(self.info.implicits[clause])
        self.visit_children(clause)

    def visit_SelectorExpr(self, e: ast.SelectorExpr) -> None:
        self.visit(e.x)

    def visit_KeyedElement(self, e: ast.KeyedElement) -> None:
        if e.key is not None and not (isinstance(e.key, ast.Ident) and e.key not in self.info.uses):
            self.visit(e.key)
        self.visit(e.value)

    def visit_AssignStmt(self, s: ast.AssignStmt) -> None:
        for target in s.lhs:
            self.assigned(target)
        self.visit_children(s)

    def visit_IncDecStmt(self, s: ast.IncDecStmt) -> None:
        self.assigned(s.x)
        self.visit(s.x)

    def visit_IndexExpr(self, e: ast.IndexExpr) -> None:
        self.visit_children(e)
        t = self.info.types.get(e.x)
        if t is None or not isinstance(t.underlying(), T.Array) or e.indices[0] in self.info.constants:
            return
        root = self.root(e)
        if root is not None:
            self.found.private.add(root)

    def assigned(self, target: ast.Expr) -> None:
        root = self.root(target)
        if root is None or (isinstance(target, ast.Ident) and target in self.info.defs):
            return
        self.found.reassigned.add(root)
        if self.through_element(target):
            self.found.private.add(root)

    def through_element(self, e: ast.Expr) -> bool:
        match stripped(e):
            case ast.IndexExpr():
                return True
            case ast.SelectorExpr(x=x):
                return self.through_element(x)
        return False

    def root(self, e: ast.Expr) -> VarObj | None:
        """The local variable that e is, or is a part of without going through a pointer."""
        match stripped(e):
            case ast.Ident() as name:
                obj = self.info.uses.get(name) or self.info.defs.get(name)
                return obj if isinstance(obj, VarObj) and not obj.is_global else None
            case ast.SelectorExpr(x=x) as selector:
                selected = self.info.selections.get(selector)
                if selected is None or selected.kind != "field" or not self.direct(x, selected.path):
                    return None
                return self.root(x)
            case ast.IndexExpr(x=x):
                t = self.info.types.get(x)
                return self.root(x) if t is not None and isinstance(t.underlying(), T.Array) else None
        return None

    def direct(self, x: ast.Expr, path: tuple[int, ...]) -> bool:
        """Whether the path of fields from x follows no pointer."""
        t = self.info.types[x].underlying()
        for index in path:
            if not isinstance(t, T.Struct):
                return False
            t = t.fields[index].type.underlying()
        return True

    # --- loops -----------------------------------------------------------------------------------

    def visit_ForStmt(self, s: ast.ForStmt) -> None:
        for part in (s.init, s.cond, s.body):
            if part is not None:
                self.visit(part)
        if s.post is None:
            return
        before = set(self.found.reassigned)
        self.visit(s.post)
        if self.per_iteration and not has_literal(s.post):
            # The step assigns to the next iteration's variable, which no closure has seen yet.
            own = set(self.info.loop_vars.get(s, ()))
            self.found.reassigned -= own - before

    def visit_RangeStmt(self, s: ast.RangeStmt) -> None:
        self.visit(s.x)
        inner = over_function(s, self.info)
        if inner:
            self.nodes.append(s)
        for target in (s.key, s.value):
            if target is not None:
                self.visit(target)
                self.range_target(s, target)
        self.visit(s.body)
        if inner:
            self.nodes.pop()

    def range_target(self, s: ast.RangeStmt, target: ast.Expr) -> None:
        if not s.define:
            self.assigned(target)
        elif not self.per_iteration:
            obj = self.info.defs.get(target) if isinstance(target, ast.Ident) else None
            if isinstance(obj, VarObj):
                self.found.reassigned.add(obj)


def has_literal(node: ast.Node) -> bool:
    return isinstance(node, ast.FuncLit) or any(map(has_literal, children(node)))
