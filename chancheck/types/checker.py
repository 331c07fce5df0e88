"""The state of a check, what all files of the checker use, and how a kind of node finds its function.

Each file holds functions of a Checker, and tables of them by kind of node; `check.py` assembles the tables. A file
imports only files below it: what may be anything in Go is reached through a table (`raw`, `typ`, `stmt`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from chancheck.deadline import poll
from chancheck.diagnostic import Diagnostic, Diagnostics
from chancheck.records import dataclass, field
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.objects import Info, Package, PkgName
from chancheck.types.operand import Operand
from chancheck.types.relations import Scope
from chancheck.types.types import FuncObj, Obj, TypeName, VarObj

NAMES, TYPES, UNUSED, UNSUPPORTED = "CC201", "CC202", "CC203", "CC301"
"""Codes: names that do not resolve, types that do not fit, unused things, what is outside the subset."""


Finder = Callable[[str], list[ast.File]]
"""The files of a package by its import path, none if there is no such package."""


@dataclass(slots=True)
class Context:
    """The function (or literal) that is being checked."""

    owner: object  # FuncObj or ast.FuncLit; None at package level
    results: list[VarObj] = field(default_factory=list)
    named_results: bool = False
    outer: Context | None = None
    literal: ast.FuncLit | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """How each kind of node is checked; `check.py` assembles the rows of the files."""

    expressions: Expressions
    hinted: Hinted
    types: TypeKinds
    statements: Statements
    declarations: Declarations


LATEST = 27
"""Of the language versions 1.N, the one of a program that names none."""


class Checker:
    """State of a check. One instance serves the program and all library packages it reaches."""

    def __init__(
        self,
        tables: Tables,
        diagnostics: Diagnostics,
        go: str,
        define: Mapping[str, str],
        find: Finder,
        standard: Finder,
        has_standard: Callable[[str], bool],
    ) -> None:
        self.tables = tables
        self.diagnostics = diagnostics
        version = go.split(".")
        self.go_minor = int(version[1]) if len(version) > 1 and version[1].isdigit() else LATEST
        """Of the language version 1.N."""
        self.define_values = dict(define)
        self.find = find
        self.standard, self.has_standard = standard, has_standard
        # where the check is
        self.package: Package = Package("", "")
        self.info: Info = Info()
        self.scope: Scope = Scope(None, {})
        self.context = Context(None)
        self.unsupported_sink: list[Diagnostic] | None = None
        self.statement: ast.Stmt | None = None  # of a list of statements: the innermost that is being checked
        self.iota: int | None = None
        self.declared: list[VarObj] = []
        self.may_fall_through: set[int] = set()
        self.joined_bytes = 0  # of constant strings
        # packages
        self.packages: dict[str, Package] = {}
        self.own: list[Package] = []  # packages of the program's module, each after those that it imports
        self.root: Package | None = None  # the one that is checked
        self.scopes: dict[str, Scope] = {}
        self.file_scopes: dict[int, Scope] = {}
        self.implied_names: dict[str, PkgName] = {}
        # declarations
        self.lazy: dict[Obj, tuple[ast.Node, Package, Scope]] = {}  # those that have not been resolved
        self.var_specs: dict[VarObj, tuple[ast.ValueSpec, int, list[VarObj]]] = {}
        self.troubles: dict[VarObj, list[Diagnostic]] = {}  # in initial values; they matter where something reads them
        self.resolving: list[Obj] = []
        self.cyclic: list[Obj] = []  # variables with values that refer to them directly
        self.uses_of: dict[Obj, set[Obj]] = {}
        self.current_decl: Obj | None = None
        self.bodies: dict[FuncObj, Info] = {}  # tables of each checked body
        self.signing: list[FuncObj] = []  # signatures being read
        self.extents: dict[T.Named, tuple[int, int]] = {}
        self.delayed: list[Callable[[], None]] = []
        self.running = False  # the delayed checks are
        # generic types and functions
        self.generic_types: dict[TypeName, tuple[ast.TypeSpec, Package, Scope]] = {}
        self.type_instances: dict[Hashable, T.Named] = {}
        self.method_decls: dict[TypeName, list[tuple[ast.FuncDecl, Scope]]] = {}  # with their files'
        self.postponed: dict[
            str, list[tuple[ast.FuncDecl, Scope]]
        ] = {}  # of a model: methods of types that its rest declares
        self.aliasing: list[TypeName] = []
        self.expanding: list[T.Named] = []
        self.func_instances: dict[Hashable, FuncObj] = {}
        self.instance_count: Counter[FuncObj] = Counter()

    def raw(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """An operand of any mode; its type and constant value are recorded. hint: the type that is expected there."""
        poll()
        hinted = self.tables.hinted.get(type(e))
        x = self.tables.expressions[type(e)](self, e) if hinted is None else hinted(self, e, hint)
        self.info.types[e] = x.type
        if x.mode == "type":
            self.info.is_type.add(e)
        if x.mode == "constant" and x.value is not None:
            self.info.constants[e] = x.value
        return x

    def type_or_none(self, e: ast.Expr) -> T.Type | None:
        """The type that e denotes, None when it is no type (nothing is reported then about its kind)."""
        read = self.tables.types.get(type(e))
        return None if read is None else read(self, e)

    def stmt(self, s: ast.Stmt) -> None:
        poll()
        self.tables.statements[type(s)](self, s)

    @contextmanager
    def within(self, package: Package, info: Info, scope: Scope, context: Context) -> Iterator[None]:
        """Check something in another place than the current one."""
        saved = (self.package, self.info, self.scope, self.context, self.iota, self.unsupported_sink, self.declared)
        statement, self.statement = self.statement, None
        self.package, self.info, self.scope, self.context, self.iota = package, info, scope, context, None
        self.declared = []
        try:
            yield
        finally:
            (self.package, self.info, self.scope, self.context, self.iota, self.unsupported_sink, self.declared) = saved
            self.statement = statement

    @contextmanager
    def block(self) -> Iterator[Scope]:
        outer = self.scope
        self.scope = Scope(outer, {}, outer.function)
        try:
            yield self.scope
        finally:
            self.scope = outer

    def error(self, pos: Pos, message: str, code: str = TYPES, help: str = "") -> None:
        """Names of the package itself are written as in it."""
        own = re.compile(rf"(?<![\w.\"]){re.escape(self.package.name)}\.(?=\w)")
        self.diagnostics.error(code, own.sub("", message), pos, help=help)

    def unsupported(self, pos: Pos, message: str, help: str = "", about: str = "") -> None:
        """Outside the subset: an error only if what is being checked is reached by the entry."""
        found = Diagnostic(UNSUPPORTED, message, pos, help=help, about=about)
        if self.statement is not None:
            self.info.refused.setdefault(self.statement, []).append(found)
        (self.package.unsupported if self.unsupported_sink is None else self.unsupported_sink).append(found)

    def keep_errors(self, before: int, package: Package, sink: list[Diagnostic]) -> None:
        """What is wrong with a declaration of a library matters where something reaches it. before: how many messages
        there were."""
        if package.is_library:
            sink += self.diagnostics.items[before:]
            del self.diagnostics.items[before:]

    def invalid(self, e: ast.Expr) -> Operand:
        return Operand("invalid", T.INVALID, e)

    def declare(self, name: ast.Ident, obj: Obj) -> None:
        """Enter a local name; `_` stands for nothing."""
        self.info.defs[name] = obj
        if name.name == "_":
            return
        before = self.scope.names.get(name.name)
        if before is not None:
            self.error(name.pos, f"{name.name} redeclared in this block", NAMES, f"it was declared at {before.pos}")
        self.scope.names[name.name] = obj

    def new_var(self, name: ast.Ident, t: T.Type, *, param: bool = False) -> VarObj:
        var = VarObj(name.name, name.pos, self.package.path, t, is_param=param, owner=self.context.owner)
        if not param:
            self.declared.append(var)
        self.declare(name, var)
        return var

    def report_unused(self) -> None:
        for var in self.declared:
            if not var.used and var.name != "_" and not self.package.is_library:
                self.error(var.pos, f"declared and not used: {var.name}", UNUSED, "use it, or name it _")

    def later(self, check: Callable[[], None]) -> None:
        """Delay a check that needs underlying types until no declaration is half done."""
        if self.is_busy():
            package, info = self.package, self.info
            self.delayed.append(lambda: self.run_within(package, info, check))
        else:
            check()

    def run_within(self, package: Package, info: Info, check: Callable[[], None]) -> None:
        with self.within(package, info, self.scope, Context(None)):
            check()

    def run_delayed(self) -> None:
        if self.running:
            return  # the outermost call goes through them all
        self.running = True
        while self.delayed and not self.is_busy():
            self.delayed.pop()()
        self.running = False

    def is_busy(self) -> bool:
        return bool(self.resolving or self.expanding or self.signing)

    def typ(self, e: ast.Expr) -> T.Type:
        """The type that an expression denotes; an error and INVALID when it denotes none."""
        t = self.type_or_none(e)
        if t is None:
            if not isinstance(e, ast.BadExpr):
                self.error(e.pos, f"{show.expr(e)} is not a type", NAMES)
            t = T.INVALID
        self.info.types[e] = t
        self.info.is_type.add(e)
        return t

    def var_type(self, e: ast.Expr) -> T.Type:
        """The type of a variable, a field, an element: no constraint."""
        t = self.typ(e)
        if isinstance(t, T.Named | T.Interface) and not self.package.is_library:
            self.later(partial(self.refuse_constraint, e, t))
        return t

    def refuse_constraint(self, e: ast.Expr, t: T.Type) -> None:
        under = t.underlying()
        if isinstance(under, T.Interface) and (under.terms is not None or under.comparable):
            why = "contains type constraints" if under.terms is not None else "is (or embeds) comparable"
            self.error(e.pos, f"cannot use type {show.expr(e)} outside a type constraint: interface {why}")

    def sig(self, f: FuncObj) -> T.Signature:
        if isinstance(f.type, T.Signature):
            return f.type
        if f in self.signing:
            self.error(f.pos, f"invalid recursive type: the type of {f.name} refers to {f.name}")
            return T.Signature([], [T.INVALID])
        assert isinstance(f.scope, Scope)
        package = self.packages[f.pkg]
        self.signing.append(f)
        with self.within(package, Info(), f.scope, Context(f)):
            self.unsupported_sink = f.unsupported
            made = self.typ(f.decl.type)
        self.signing.pop()
        assert isinstance(made, T.Signature)
        f.type = made
        self.run_delayed()
        return made

    def stmts(self, stmts: list[ast.Stmt]) -> None:
        around = self.statement
        for s in stmts:
            self.statement = s
            self.stmt(s)
        self.statement = around

    def inner(self, body: ast.BlockStmt) -> None:
        with self.block():
            self.stmts(body.stmts)


Expressions = dict[type[ast.Expr], Callable[[Checker, Any], Operand]]
Hinted = dict[type[ast.Expr], Callable[[Checker, Any, T.Type | None], Operand]]
"""Expressions that may take their type from the type expected there."""

TypeKinds = dict[type[ast.Expr], Callable[[Checker, Any], T.Type | None]]
"""None: the expression denotes no type."""

Statements = dict[type[ast.Stmt], Callable[[Checker, Any], None]]
Declarations = dict[type[Obj], Callable[[Checker, Any, Any], None]]
"""Package-level names: how a name of this kind is resolved, from its declaration, at its first use."""
