"""From a checked package to the graphs of everything that an entry reaches."""

from __future__ import annotations

from collections.abc import Hashable

from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError, one_for_each
from chancheck.graph import initialisation, kinds, ops
from chancheck.graph.calls import Prepared
from chancheck.graph.defers import contains_defer
from chancheck.graph.exprs import unsupported
from chancheck.graph.function import Function
from chancheck.graph.reach import Reach
from chancheck.graph.starts import constants_of, corpus, entries, names_of, runner, test_main
from chancheck.graph.stmts import Stmts
from chancheck.source import NO_POS, Pos
from chancheck.syntax import ast
from chancheck.syntax.phrases import Phrases
from chancheck.types import types as T
from chancheck.types.bodies import body
from chancheck.types.checker import Checker
from chancheck.types.completion import initialiser, place_in_order
from chancheck.types.objects import Info, Package, Selection
from chancheck.types.packages import import_package
from chancheck.types.relations import Found, is_interface, key, lookup
from chancheck.types.resolving import resolve
from chancheck.types.types import FuncObj, VarObj

RUNTIME = (
    "panicIndex", "panicSliceAlen", "panicSliceAcap", "panicSliceB", "panicSlice3", "panicDivide", "panicShift",
    "panicMakeSlice", "panicMakeChan", "panicNilMap", "panicAssert", "panicCompare", "panicHash", "panicNil",
    "panicArrayLen",
)  # fmt: skip
"""Functions of models/runtime that lowered code calls when a check fails."""


def build_graphs(package: Package, entry: str) -> ops.Unit:
    """All graphs that the entry, or the test of a subtest, reaches; raises SourceError with what is not supported in
    them."""
    return Builder(package).unit(entry)


class Builder:
    def __init__(self, package: Package) -> None:
        self.user = package
        assert isinstance(package.checker, Checker)
        self.checker = package.checker
        self.own: list[Package] = [*package.checker.own, package]  # in the order of their initialisation
        self.graphs: list[ops.Graph] = []
        self.made: dict[FuncObj, ops.Graph] = {}
        self.todo: list[FuncObj] = []
        self.problems: list[Diagnostic] = []
        self.reach = Reach()
        self.globals: list[VarObj] = []
        self.seen_globals: set[VarObj] = set()
        self.init_groups: dict[int, initialisation.Group] = {}
        self.library_inits: dict[str, list[ops.Graph]] = {}
        self.concrete: dict[Hashable, T.Type] = {}
        self.method_names: set[str] = {"Error", "String"}
        self.methods: dict[Hashable, dict[str, ops.Graph]] = {}
        self.intrinsics: set[str] = set()
        self.waiting: dict[FuncObj, frozenset[str]] = {}  # functions that only values of some kinds lead to
        self.recovers = False
        self.thunks = 0

    # --- the whole ------------------------------------------------------------------------------------

    def unit(self, entry: str) -> ops.Unit:
        start = self.user.scope.get(entry.partition("/")[0])
        assert isinstance(start, FuncObj)
        runtime = {name: self.runtime_graph("runtime", name) for name in RUNTIME}
        runtime["Panic"] = self.runtime_graph("internal/text", "Panic")
        fault = self.package("runtime").scope["fault"]
        resolve(self.checker, fault)
        self.fault: T.Type = fault.type  # type: ignore[attr-defined]
        self.becomes_interface(self.fault)
        inits = [graph for package in self.own if not package.unknown for graph in self.inits(package)]
        root = self.graph_of(start, start.pos)
        self.work()
        graph = self.entry_graph(inits, root, entry, start)
        self.work()
        for f in self.waiting:
            self.leave_out(f)
        if self.problems:
            raise SourceError(one_for_each(self.problems))
        methods = [(t, self.methods.get(k, {})) for k, t in self.concrete.items()]
        return ops.Unit(
            self.graphs,
            graph,
            self.globals,
            methods,
            entry == "main",
            runtime,
            self.fault,
            self.checker.sig,
            Phrases([file for package in self.own for file in package.files]),
        )

    def work(self) -> None:
        """Build what was reached, until nothing new is."""
        while True:
            while self.todo:
                self.build(self.todo.pop())
            if "internal/text.Part" in self.intrinsics:
                self.take_apart()
            if "internal/text.CallTest" in self.intrinsics:
                self.method_names |= {name for t in self.concrete.values() for name in tests_of(t)}
            if not self.add_methods() and not self.todo and not self.reach_inits() and not self.reach_kinds():
                return

    def reach_kinds(self) -> bool:
        """Begin the functions that values of the kinds so far lead to."""
        known = kinds.kinds(self.concrete.values(), self.fault, self.recovers)
        anything = bool(self.intrinsics & kinds.MAKING_TYPES)
        now = [f for f, wanted in self.waiting.items() if anything or wanted & known]
        for f in now:
            del self.waiting[f]
            self.todo.append(f)
        return bool(now)

    def leave_out(self, f: FuncObj) -> None:
        """The graph of a function that no value leads to."""
        graph = self.made[f]
        at = Stmts(self, graph, self.user.info, self.package_of(f))
        sig = self.checker.sig(f)
        receiver = [T.Pointer(f.recv) if f.pointer_recv else f.recv] if f.recv is not None else []
        graph.params, graph.results = [ops.Var(t) for t in (*receiver, *sig.params)], sig.results
        text = ops.Const(T.STRING, b"chancheck: no value leads here")
        at.end(ops.Panic(f.pos, at.converted(text, T.Interface({}), f.pos)))
        at.finish()

    def reach_inits(self) -> bool:
        """Begin the graphs of library packages' init functions that touch a variable that was reached."""
        reached = False
        for path, package in list(self.checker.packages.items()):
            if package.inits and package.is_library and path not in self.library_inits:
                used = set().union(*(initialisation.variables_of(self.checker, f) for f in package.inits))
                if (touched := next((v for v in self.globals if v in used), None)) is not None:
                    self.reach.now = touched
                    self.library_inits[path] = [
                        self.graph_of(f, f.pos) for f in sorted(package.inits, key=place_in_order)
                    ]
                    reached = True
        return reached

    def inits(self, package: Package) -> list[ops.Graph]:
        graphs = [self.init_graph(package, made, e) for made, e in package.vars_order if e is not None]
        for made, _ in package.vars_order:
            for var in made:
                self.reach_global(var)
        return graphs + [self.graph_of(f, f.pos) for f in sorted(package.inits, key=place_in_order)]

    def entry_graph(self, inits: list[ops.Graph], root: ops.Graph, entry: str, start: FuncObj) -> ops.Graph:
        operands: list[ops.Operand] = [ops.FuncValue(start.type, root)]
        run: FuncObj | None = None
        if entry != "main":
            found = self.package("testing").scope[runner(self.user, start)]
            assert isinstance(found, FuncObj)
            run = found
            self.graph_of(run, start.pos)
            others = [f for f in (corpus(self.user, start), test_main(self.user)) if f is not None]
            values = [ops.FuncValue(f.type, self.graph_of(f, f.pos)) for f in others]
            name = ops.Const(T.STRING, names_of(entry)[0].encode())
            operands = [name, *operands, *constants_of(self.user, start, entry), *values]
            self.work()
        graph = ops.Graph("runtime.main", start.pos, wrapper=True)
        f = Stmts(self, graph, self.user.info, self.user)
        libraries = initialisation.in_order(self.checker, self.init_groups.values(), self.library_inits)
        for init in libraries + inits:
            f.emit(ops.Call(start.pos, [], ops.FuncValue(T.Signature([], []), init), []))
        if run is None:
            f.emit(ops.Call(start.pos, [], operands[0], []))
        else:
            f.emit(ops.Call(start.pos, [], ops.FuncValue(run.type, self.made[run]), operands))
        f.end(ops.Return(start.pos, []))
        f.finish()
        self.graphs.append(graph)
        return graph

    # --- functions ------------------------------------------------------------------------------------

    def package(self, path: str) -> Package:
        return import_package(self.checker, path)

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
                graph = self.operation_graph(f, pos)
            else:
                said = self.directives_of(f)
                graph = ops.Graph(f.full_name, f.pos, obj=f, directives=frozenset(said))
                self.graphs.append(graph)
                if "kinds" in said and self.package_of(f).is_library:
                    self.waiting[f] = frozenset(said["kinds"].split())
                else:
                    self.todo.append(f)
            self.made[f] = graph
        return graph

    def operation_graph(self, f: FuncObj, pos: Pos) -> ops.Graph:
        """A function around an operation that is used as a value."""
        sig = f.type
        assert isinstance(sig, T.Signature)
        graph = ops.Graph(f.full_name, f.pos, results=sig.results, wrapper=True, obj=f)
        self.graphs.append(graph)
        at = Stmts(self, graph, self.user.info, self.user)
        receiver = [T.Pointer(f.recv) if f.pointer_recv else f.recv] if f.recv is not None else []
        graph.params = [ops.Var(t) for t in [*receiver, *sig.params]]
        prepared = at.static(f, list(graph.params), sig.results, f.pos)
        at.end(ops.Return(f.pos, prepared.emit(at, prepared.operands)))
        at.finish()
        return graph

    def build(self, f: FuncObj) -> None:
        before, problems = len(self.checker.diagnostics.errors), len(self.problems)
        self.reach.now = f
        info = body(self.checker, f)
        errors = self.checker.diagnostics.errors[before:]
        self.problems += [*f.unsupported, *errors]
        if not f.unsupported and not errors:
            self.code(f, info)
        self.problems[problems:] = self.reach.told(self.problems[problems:], f)
        self.reach.now = None

    def code(self, f: FuncObj, info: Info) -> None:
        graph = self.made[f]
        at = Stmts(self, graph, info, self.package_of(f))
        params = ([f.recv_var] if f.recv_var is not None else []) + f.params
        assert f.decl.body is not None
        self.body(at, params, f.results, f.decl.body, f.decl.type)

    def package_of(self, f: FuncObj) -> Package:
        return self.user if f.pkg == self.user.path else self.package(f.pkg)

    def body(self, at: Stmts, params: list[VarObj], results: list[VarObj], body: ast.BlockStmt,
             type: ast.FuncType) -> None:  # fmt: skip
        try:
            self.translate(at, params, results, body)
        except SourceError as error:
            self.problems += error.diagnostics

    def translate(self, at: Stmts, params: list[VarObj], results: list[VarObj], body: ast.BlockStmt) -> None:
        graph = at.graph
        graph.results = [v.type for v in results]
        at.has_defer = contains_defer(body)
        at.results = results
        for var in params:
            given = ops.Var(var.type, var.name)
            graph.params.append(given)
            if var.name and var.name != "_" and at.lives_in_memory(var):
                at.declare(var, given, graph.pos)
            elif var.name:
                at.vars[var] = given
        if at.keeps_results():
            for i, var in enumerate(results):
                if var.name in ("", "_"):
                    var.name = f"result {i}"
                at.declare(var, None, graph.pos)
        at.stmts(body.stmts)
        at.leave(body.end, [ops.Zero(t) for t in graph.results])
        if at.has_defer:
            graph.recovered = at.new_block("recovered")
            at.current = graph.recovered
            at.emit(ops.RunDefers(body.end))
            at.end(ops.Return(body.end, [at.load(at.place_of(v), body.end) for v in results]))
        at.finish()

    # --- closures ---------------------------------------------------------------------------------------

    def closure(self, outer: Function, e: ast.FuncLit) -> ops.Operand:
        info = outer.info.literals[e]
        outer.literals += 1
        sep = ".func" if not is_literal_name(outer.graph.name) else "."
        graph = ops.Graph(f"{outer.graph.name}{sep}{outer.literals}", e.pos)
        self.graphs.append(graph)
        at = Stmts(self, graph, outer.info, outer.package, outer)
        captures: list[ops.Operand] = []
        for var in info.captures:
            held = outer.vars.get(var)
            if held is None:
                continue
            inner = ops.Var(held.type, var.name)
            graph.captures.append(inner)
            captures.append(held)
            at.vars[var] = inner
            if var in outer.memory:
                at.memory.add(var)
        self.body(at, info.params, info.results, e.body, e.type)
        t = outer.info.types[e]
        if not captures:
            return ops.FuncValue(t, graph)
        dst = outer.temp(t)
        outer.emit(ops.MakeClosure(e.pos, dst, graph, captures))
        return dst

    def thunk(self, outer: Function, prepared: Prepared, pos: Pos) -> ops.Operand:
        """A function without parameters that makes a prepared call."""
        self.thunks += 1
        graph = ops.Graph(f"{outer.graph.name}.gowrap{self.thunks}", pos, wrapper=True)
        self.graphs.append(graph)
        at = Stmts(self, graph, outer.info, outer.package)
        inside: list[ops.Operand] = []
        captured: list[ops.Operand] = []
        for x in prepared.operands:
            if isinstance(x, ops.Var):
                var = ops.Var(x.type)
                graph.captures.append(var)
                captured.append(x)
                inside.append(var)
            else:
                inside.append(x)
        prepared.emit(at, inside)
        at.end(ops.Return(pos, []))
        at.finish()
        t = T.Signature([], [])
        if not captured:
            return ops.FuncValue(t, graph)
        dst = outer.temp(t)
        outer.emit(ops.MakeClosure(pos, dst, graph, captured))
        return dst

    def bound_method(self, method: FuncObj, receiver: T.Type, t: T.Type, pos: Pos) -> ops.Graph:
        """A function value x.M: the receiver is captured."""
        sig = t.underlying()
        assert isinstance(sig, T.Signature)
        graph = ops.Graph(f"{method.full_name}-fm", pos, results=sig.results, wrapper=True)
        self.graphs.append(graph)
        at = Stmts(self, graph, self.user.info, self.user)
        held = ops.Var(receiver)
        graph.captures = [held]
        graph.params = [ops.Var(p) for p in sig.params]
        prepared = at.static(method, [held, *graph.params], sig.results, pos)
        at.end(ops.Return(pos, prepared.emit(at, prepared.operands)))
        at.finish()
        return graph

    def method_expression(self, outer: Function, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
        sig = chosen.type
        assert isinstance(sig, T.Signature)
        graph = ops.Graph(f"{outer.graph.name}.{e.sel.name}", e.pos, results=sig.results, wrapper=True)
        self.graphs.append(graph)
        at = Stmts(self, graph, outer.info, outer.package)
        graph.params = [ops.Var(p) for p in sig.params]
        if isinstance(chosen.obj, FuncObj):
            receiver = at.receiver_at(at.value_place(graph.params[0]), chosen.path, chosen.obj, e.pos)
            prepared = at.static(chosen.obj, [receiver, *graph.params[1:]], sig.results, e.pos)
        else:
            self.invoked(e.sel.name)
            prepared = at.invoke(e.sel.name, list(graph.params), sig.results, e.pos)
        at.end(ops.Return(e.pos, prepared.emit(at, prepared.operands)))
        at.finish()
        return ops.FuncValue(sig, graph)

    # --- interfaces -------------------------------------------------------------------------------------

    def becomes_interface(self, t: T.Type) -> None:
        if key(t) not in self.concrete:
            self.concrete[key(t)] = t
            if self.reach.now is not None:
                self.reach.types[key(t)] = self.reach.now

    def invoked(self, method: str) -> None:
        self.method_names.add(method)

    def reach_intrinsic(self, name: str) -> None:
        self.intrinsics.add(name)

    def take_apart(self) -> None:
        """Formatting looks into values: what lies in them becomes an interface value too."""
        todo = list(self.concrete.values())
        while todo:
            for part in parts(todo.pop()):
                if not is_interface(part) and key(part) not in self.concrete:
                    self.concrete[key(part)] = part
                    todo.append(part)

    def add_methods(self) -> bool:
        """Graphs of methods that interfaces can call on the types that become interface values."""
        added = False
        for k, t in list(self.concrete.items()):
            have = self.methods.setdefault(k, {})
            self.reach.now = self.reach.types.get(k)
            for name in sorted(self.method_names - have.keys()):
                graph = self.method_graph(t, name)
                if graph is not None:
                    have[name] = graph
                    added = True
        self.reach.now = None
        return added

    def method_graph(self, t: T.Type, name: str) -> ops.Graph | None:
        named = t.elem if isinstance(t, T.Pointer) else t
        pkg = named.obj.pkg if isinstance(named, T.Named) else self.user.path
        found = lookup(t, name, pkg)
        if not isinstance(found, Found) or found.field is not None:
            return None
        method = found.method
        if method is not None:
            if method.pointer_recv and not found.indirect:
                return None
            direct = not found.path and isinstance(t, T.Pointer) == method.pointer_recv
            if direct and method.decl.body is not None:
                return self.graph_of(method, method.pos)
        return self.promoted(t, name, found)

    def promoted(self, t: T.Type, name: str, found: Found) -> ops.Graph:
        """A method of an embedded field, or of the value behind a pointer."""
        if found.method is not None:
            sig = self.checker.sig(found.method)
        else:
            assert found.interface is not None
            sig = found.interface.methods[name]
        pos = found.method.pos if found.method else NO_POS
        shown = f"({t})" if isinstance(t, T.Pointer) else str(t)
        graph = ops.Graph(f"{shown}.{name}", pos, results=sig.results, wrapper=True)
        self.graphs.append(graph)
        at = Stmts(self, graph, self.user.info, self.user)
        graph.params = [ops.Var(p) for p in [t, *sig.params]]
        place = at.value_place(graph.params[0])
        if found.method is not None:
            receiver = at.receiver_at(place, found.path, found.method, pos)
            prepared = at.static(found.method, [receiver, *graph.params[1:]], sig.results, pos)
        else:
            if isinstance(t.underlying(), T.Pointer):
                place = at.behind(at.load(place, pos))
            receiver = at.load(at.walk(place, found.path, pos), pos)
            self.invoked(name)
            prepared = at.invoke(name, [receiver, *graph.params[1:]], sig.results, pos)
        at.end(ops.Return(pos, prepared.emit(at, prepared.operands)))
        at.finish()
        return graph

    # --- package variables ------------------------------------------------------------------------------

    def reach_global(self, var: VarObj) -> None:
        if var in self.seen_globals:
            return
        self.seen_globals.add(var)
        self.globals.append(var)
        self.reach.enter(var, NO_POS)
        if any(var.pkg == package.path for package in self.own):
            return
        package = self.package(var.pkg)
        made, e = initialiser(self.checker, var)
        if e is not None:
            self.init_groups[id(e)] = (package.path, e.pos, self.init_graph(package, made, e), made)

    def init_graph(self, package: Package, made: list[VarObj], e: ast.Expr) -> ops.Graph:
        outer, self.reach.now = self.reach.now, made[0]
        before, problems = len(self.checker.diagnostics.errors), len(self.problems)
        for var in made:
            resolve(self.checker, var)
        graph = ops.Graph(f"{package.path}.init", e.pos)
        self.graphs.append(graph)
        at = Stmts(self, graph, package.info, package)
        at.named = made[0].name
        errors = [] if package in self.own else self.checker.diagnostics.errors[before:]
        try:
            self.initialise(at, made, e) if not errors else None
        except SourceError as error:
            self.problems += error.diagnostics
        self.problems[problems:] = self.reach.told(self.problems[problems:] + errors, made[0])
        at.end(ops.Return(e.pos, []))
        at.finish()
        self.reach.now = outer
        return graph

    def initialise(self, at: Stmts, made: list[VarObj], e: ast.Expr) -> None:
        values = [at.value(e, made[0].type)] if len(made) == 1 else at.several(e)
        for var, x in zip(made, values, strict=True):
            if var.name != "_":
                at.store(at.place_of(var), at.converted(x, var.type, e.pos), e.pos)

    # --- directives -------------------------------------------------------------------------------------

    def directives_of(self, f: FuncObj) -> dict[str, str]:
        """What stands on the lines above a declaration (cmd/compile, Compiler directives): names, with what follows."""
        files = [file for file in self.package_of(f).files if file.directives]
        lines = {d.pos.line: d for file in files for d in file.directives if d.pos.file == f.decl.pos.file}
        found, line = dict[str, str](), f.decl.pos.line - 1
        while line in lines:
            found[lines[line].name] = lines[line].text
            line -= 1
        return found

    def mark_ignored(self, at: Function, f: ops.Operand, pos: Pos) -> None:
        """`//chancheck:ignore leak` on the go statement or on the line above."""
        for file in at.package.files:
            for d in file.directives:
                if d.name == "ignore" and "leak" in d.text and d.pos.line in (pos.line, pos.line - 1):
                    graph = f.func if isinstance(f, ops.FuncValue) else made_by(at, f)
                    if graph is not None and d.pos.file == pos.file:
                        graph.ignore_leak = True


def made_by(at: Function, f: ops.Operand) -> ops.Graph | None:
    for instr in reversed(at.current.instrs):
        if isinstance(instr, ops.MakeClosure) and instr.dst is f:
            return instr.func
    return None


def is_literal_name(name: str) -> bool:
    return ".func" in name


def tests_of(t: T.Type) -> set[str]:
    """The names of methods, also of embedded fields, that are tests of a suite."""
    found, seen, todo = set[str](), set[Hashable](), [t]
    while todo:
        t = todo.pop()
        t = t.elem if isinstance(t, T.Pointer) else t
        if key(t) in seen:
            continue
        seen.add(key(t))
        if isinstance(t, T.Named):
            found |= {name for name in t.methods if name.startswith("Test")}
        u = t.underlying()
        todo += [f.type for f in u.fields if f.embedded] if isinstance(u, T.Struct) else []
    return found


def parts(t: T.Type) -> list[T.Type]:
    u = t.underlying()
    match u:
        case T.Struct():
            return [f.type for f in u.fields]
        case T.Array() | T.Slice():
            return [u.elem]
        case T.Map():
            return [u.key, u.elem]
        case T.Pointer() if isinstance(u.elem.underlying(), T.Struct | T.Array | T.Slice | T.Map):
            return [u.elem]
    return []


__all__ = ["Diagnostics", "build_graphs", "entries", "unsupported"]
