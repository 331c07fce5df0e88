"""Objects that names denote, and the result tables of the type checker (the counterpart of go/types.Info)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

from chancheck.diagnostic import Diagnostic, Diagnostics
from chancheck.records import dataclass, field
from chancheck.source import Pos, Source
from chancheck.syntax import ast
from chancheck.types.complexes import Complex
from chancheck.types.types import FuncObj, Obj, Type, VarObj

Constant = bool | int | float | str | bytes | Fraction | Complex
"""Value of a constant expression. Untyped and typed ints are unbounded Python ints within their type's range;
strings are Python bytes (UTF-8), floats are fractions.Fraction or float."""


@dataclass(eq=False, slots=True)
class ConstObj(Obj):
    type: Type
    value: Constant


@dataclass(eq=False, slots=True)
class PkgName(Obj):
    package: Package
    used: bool = False


@dataclass(eq=False, slots=True)
class BuiltinObj(Obj):
    """append, cap, clear, close, copy, delete, len, make, max, min, new, panic, print, println, recover;
    and from package unsafe what is supported."""


@dataclass(eq=False, slots=True)
class NilObj(Obj):
    pass


@dataclass(slots=True)
class Selection:
    """The meaning of x.f. `path` are the indices of fields walked through, embedded ones first (pointers among them are
    dereferenced implicitly).

    kind: "field" | "method" (x.M called or bound; `obj` the method; receiver reached by path) |
          "interface" (method of an interface value reached by path) |
          "method_expr" (T.M) | "package" (pkg.Name; `obj` is what it denotes)
    """

    kind: str
    path: tuple[int, ...]
    obj: Obj | None
    type: Type


@dataclass(eq=False, slots=True)
class FuncInfo:
    """Of a function literal: its parameters and results as variables, and what it captures (outer locals)."""

    params: list[VarObj] = field(default_factory=list)
    results: list[VarObj] = field(default_factory=list)
    captures: list[VarObj] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Info:
    """Tables over the nodes of checked code.

    types: the type of every expression (after conversion of untyped ones to their final type; a type expression has
      the type it denotes; a call without result has VOID).
    is_type: expressions that denote types.
    constants: the value of every constant expression.
    uses/defs: identifier -> object. A `:=` that redeclares puts the ident in `uses`.
    implicits: CaseClause of a type switch -> the variable that `bind` is there.
    selections: SelectorExpr -> Selection.
    literals: FuncLit -> FuncInfo.
    comma_ok: index, receive, type assertion expressions that are used in their two-value form.
    apart: calls of built-in functions with all results of a call -> the same with each as an argument (ast.Result).
    loop_vars: ForStmt/RangeStmt -> variables it declares with :=.
    range_bodies: RangeStmt over a function -> its body as a function literal.
    promoted: element of a struct literal -> path to the field that its key names.
    refused: statement of a list -> what is not supported in it, but in lists of statements inside.
    """

    types: dict[ast.Expr, Type] = field(default_factory=dict)
    is_type: set[ast.Expr] = field(default_factory=set)
    constants: dict[ast.Expr, Constant] = field(default_factory=dict)
    uses: dict[ast.Ident, Obj] = field(default_factory=dict)
    defs: dict[ast.Ident, Obj] = field(default_factory=dict)
    implicits: dict[ast.CaseClause, VarObj] = field(default_factory=dict)
    selections: dict[ast.SelectorExpr, Selection] = field(default_factory=dict)
    literals: dict[ast.FuncLit, FuncInfo] = field(default_factory=dict)
    refused: dict[ast.Stmt, list[Diagnostic]] = field(default_factory=dict)
    comma_ok: set[ast.Expr] = field(default_factory=set)
    apart: dict[ast.CallExpr, ast.CallExpr] = field(default_factory=dict)
    loop_vars: dict[ast.Stmt, list[VarObj]] = field(default_factory=dict)
    range_bodies: dict[ast.RangeStmt, ast.FuncLit] = field(default_factory=dict)
    promoted: dict[ast.KeyedElement, tuple[int, ...]] = field(default_factory=dict)


class Stated(Protocol):
    """Temporal properties (temporal.properties) as what is between their source and their verdict sees them.

    trees: the files as they are written. observers: names, a function and the variable that it sets to what holds.
    standing: of further propositions, the places at which one holds if a goroutine is there."""

    trees: Sequence[ast.File]

    def observers(self) -> list[tuple[str, str]]: ...
    def standing(self) -> list[frozenset[Pos]]: ...
    def raise_at(self, diagnostics: Diagnostics) -> None: ...
    def check(self, package: Package) -> None: ...


@dataclass(eq=False, slots=True)
class Package:
    """A checked package. `vars_order` gives the package variables' initialisers in dependency order (Go spec,
    Package initialization): (variables, initialising expression or None for zero values); of a library it is empty.

    `info_of(f)` after `check_body(f)`: bodies of library packages are checked only when they are reached.
    """

    path: str
    name: str
    scope: dict[str, Obj] = field(default_factory=dict)
    files: list[ast.File] = field(default_factory=list)
    funcs: list[FuncObj] = field(default_factory=list)
    inits: list[FuncObj] = field(default_factory=list)
    vars_order: list[tuple[list[VarObj], ast.Expr | None]] = field(default_factory=list)
    imports: list[Package] = field(default_factory=list)
    info: Info = field(default_factory=Info)
    import_path: str = ""  # of the package that is checked, where it lies in a module
    unknown: bool = False  # imported but not modelled: any use is an error once it is reached
    is_library: bool = False
    is_dependency: bool = False  # a library of another module
    is_runtime: bool = False  # its plain memory accesses are the runtime's own and cannot race
    rest: frozenset[str] = frozenset()  # files of the real source beside a model: their memory accesses can race
    per_iteration: bool = True  # loop variables are new in each iteration (since Go 1.22)
    unsupported: list[Diagnostic] = field(default_factory=list)  # in package variables' initialisers
    implied: dict[str, str] = field(default_factory=dict)  # name -> path of packages used without an import (`.gol`)
    errors: list[Diagnostic] = field(default_factory=list)  # of a package of the module: what is wrong with it
    missing: set[str] = field(default_factory=set)  # names that nothing here declares
    opaque: str = ""  # a package without a model that a file imports with a dot
    others: list[Source] = field(default_factory=list)  # files beside the one that is checked
    properties: Stated | None = None  # temporal ones
    large: frozenset[int] = frozenset()  # numbers of rounds, sizes and workers that have become small (syntax.scale)
    again: Callable[[Sequence[ast.File], Diagnostics], Package] | None = None  # checks other files in place of its own
    checker: object = None  # what can still resolve library declarations and check their bodies

    def is_private(self, pos: Pos) -> bool:
        """Whether the memory of what is declared there is the runtime's own."""
        return self.is_runtime and pos.file not in self.rest
