"""The state of a build: the functions, package variables and interface values that an entry reaches.

A graph that something reaches is made at once, empty, and filled in later: `build.py` goes through `todo`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.graph import initialisation, ops
from chancheck.graph.borrowing import KEEPER, keeps
from chancheck.graph.reach import Reach
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.completion import initialiser
from chancheck.types.objects import Package
from chancheck.types.packages import import_package
from chancheck.types.relations import key
from chancheck.types.types import FuncObj, Obj, VarObj

Values = dict[type[ast.Expr], Callable[[Any, Any], ops.Operand]]
"""How each kind of expression is translated, by a function of a Function (graph.function) and the node."""

Statements = dict[type[ast.Stmt], Callable[[Any, Any], None]]
Labelled = dict[type[ast.Stmt], Callable[[Any, Any, str], None]]
"""Statements that break or continue may name: with their label."""


@dataclass(frozen=True, slots=True)
class Tables:
    """How a node is translated; `translate.py` assembles the rows of the files."""

    values: Values
    statements: Statements
    labelled: Labelled
    operation_graph: Callable[[Builder, FuncObj], ops.Graph]
    """A function around an operation of the runtime."""
    init_graph: Callable[[Builder, Package, list[VarObj], ast.Expr], ops.Graph]
    """The code that sets package variables to the values of their declaration."""


class Builder:
    def __init__(self, package: Package, tables: Tables, partly: bool = False) -> None:
        self.user, self.tables = package, tables
        self.partly = partly  # what is not supported is refused where a run comes to it
        assert isinstance(package.checker, Checker)
        self.checker = package.checker
        self.own: list[Package] = [*package.checker.own, package]  # in the order of their initialisation
        self.graphs: list[ops.Graph] = []
        self.made: dict[FuncObj, ops.Graph] = {}
        self.bound: dict[tuple[FuncObj, Hashable], ops.Graph] = {}  # of method values: x.M
        self.todo: list[FuncObj] = []
        self.problems: list[Diagnostic] = []
        self.reach = Reach()
        self.globals: list[VarObj] = []
        self.seen_globals: set[VarObj] = set()
        self.troubled: dict[VarObj, list[Diagnostic]] = {}  # of the program's, whose initial values are not supported
        self.blamed: dict[VarObj, list[Diagnostic]] = {}  # of the program's: problems that its initial value leads to
        self.init_groups: dict[int, initialisation.Group] = {}
        self.library_inits: dict[str, list[ops.Graph]] = {}
        self.init_uses: dict[Obj, set[Obj]] = {}  # by init functions and initialisers of the library, filled on demand
        self.concrete: dict[Hashable, T.Type] = {}
        self.method_names: set[str] = set()  # methods that reflection may call, of any signature
        text = key(T.Signature([], [T.STRING]))
        # By name, the keys of the signatures with which interfaces call a method; models print values by these two.
        self.invoked_as: dict[str, set[Hashable]] = {"Error": {text}, "String": {text}}
        self.methods: dict[Hashable, dict[str, ops.Graph]] = {}
        self.intrinsics: set[str] = set()
        self.dispatched: dict[str, dict[str, FuncObj]] = {}  # functions by the type of a value: by kinds of types
        self.instances: dict[str, dict[Hashable, ops.Graph]] = {}  # of these, for each type
        self.waiting: dict[FuncObj, frozenset[str]] = {}  # functions that only values of some kinds lead to
        self.makes: set[str] = set()  # kinds of values that functions say they make: `//chancheck:makes KIND`
        self.recovers = False
        self.thunks = 0

    # --- functions ------------------------------------------------------------------------------------

    def package(self, path: str) -> Package:
        return import_package(self.checker, path)

    def package_of(self, f: FuncObj) -> Package:
        return self.user if f.pkg == self.user.path else self.package(f.pkg)

    def runtime_graph(self, path: str, name: str) -> ops.Graph:
        f = self.package(path).scope[name]
        assert isinstance(f, FuncObj)
        return self.graph_of(f, NO_POS)

    def library(self, path: str, name: str) -> ops.Operand:
        f = self.package(path).scope[name]
        assert isinstance(f, FuncObj)
        self.checker.sig(f)
        return ops.FuncValue(f.type, self.graph_of(f, NO_POS))

    def graph_of(self, f: FuncObj, pos: Pos) -> ops.Graph:
        """The graph of a declared function; it is filled in later."""
        graph = self.made.get(f)
        if graph is None:
            self.reach.enter(f, pos)
            self.checker.sig(f)
            if f.decl.body is None:
                graph = self.tables.operation_graph(self, f)
            else:
                said = self.directives_of(f)
                graph = ops.Graph(
                    f.full_name,
                    f.pos,
                    obj=f,
                    directives=frozenset(said),
                    told=said if self.package_of(f).is_library else {},
                )
                self.graphs.append(graph)
                self.makes |= set(said.get("makes", "").split())
                if f.name == "Write" and self.is_of_program(f) and keeps(f.decl):
                    self.makes.add(KEEPER)
                if "kinds" in said and self.package_of(f).is_library:
                    self.waiting[f] = frozenset(said["kinds"].split())
                else:
                    self.todo.append(f)
            self.made[f] = graph
        return graph

    def is_of_program(self, f: FuncObj) -> bool:
        """Whether the program, or a module that it requires, declares a function."""
        package = self.package_of(f)
        return package.is_dependency or not package.is_library

    def directives_of(self, f: FuncObj) -> dict[str, str]:
        """The directives on the lines above a declaration (cmd/compile, Compiler directives): names, with the text
        after them."""
        files = [file for file in self.package_of(f).files if file.directives]
        lines = {d.pos.line: d for file in files for d in file.directives if d.pos.file == f.decl.pos.file}
        found, line = dict[str, str](), f.decl.pos.line - 1
        while line in lines:
            found[lines[line].name] = lines[line].text
            line -= 1
        return found

    # --- interfaces -----------------------------------------------------------------------------------

    def becomes_interface(self, t: T.Type) -> None:
        if key(t) not in self.concrete:
            self.concrete[key(t)] = t
            if self.reach.now is not None:
                self.reach.types[key(t)] = self.reach.now

    def invoked(self, method: str, signature: T.Type) -> None:
        """An interface's method is called. A type with a method of that name and another signature has not the
        interface."""
        self.invoked_as.setdefault(method, set()).add(key(signature))

    def reach_intrinsic(self, name: str) -> None:
        self.intrinsics.add(name)

    def meant(self, func: FuncObj, directive: str) -> FuncObj | None:
        """The function of a model in place of another one, where the result is unused (`//chancheck:unused FUNCTION`),
        or where the library calls it (`//chancheck:library FUNCTION`)."""
        package = self.package_of(func)
        name = self.directives_of(func).get(directive) if package.is_library else None
        other = package.scope[name] if name is not None else None
        assert other is None or isinstance(other, FuncObj)
        return other

    def dispatches(self, func: FuncObj, name: str) -> None:
        """A function without a body that is another for each type (`//chancheck:each KIND:FUNCTION...`)."""
        said = self.directives_of(func).get("each", "") if name not in self.dispatched else ""
        for word in said.split():
            kind, _, generic = word.partition(":")
            obj = self.package_of(func).scope[generic]
            assert isinstance(obj, FuncObj)
            self.dispatched.setdefault(name, {})[kind] = obj

    # --- package variables ----------------------------------------------------------------------------

    def reach_global(self, var: VarObj) -> None:
        if var in self.troubled:
            self.missed(self.troubled[var])
        if var in self.seen_globals or var in self.troubled:
            return
        self.seen_globals.add(var)
        self.globals.append(var)
        self.reach.enter(var, NO_POS)
        if any(var.pkg == package.path for package in self.own):
            return
        package = self.package(var.pkg)
        made, e = initialiser(self.checker, var)
        if e is not None:
            problems = len(self.problems)
            graph = self.tables.init_graph(self, package, made, e)
            if self.partly and len(self.problems) > problems:
                self.troubled.update(dict.fromkeys(made, self.problems[problems:]))
                del self.problems[problems:]
                self.missed(self.troubled[var])
            else:
                self.init_groups[id(e)] = (package.path, e.pos, graph, made)

    def missed(self, found: list[Diagnostic]) -> None:
        """Something that is read has no value."""
        if self.partly:
            raise SourceError(found)
        self.problems += found
