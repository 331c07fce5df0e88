"""From a checked package to the graphs of everything that an entry reaches."""

from __future__ import annotations

from chancheck.diagnostic import SourceError, one_for_each
from chancheck.graph import initialisation, ops
from chancheck.graph.bodies import translate
from chancheck.graph.builder import Builder
from chancheck.graph.function import Function
from chancheck.graph.interfaces import add_methods, take_apart
from chancheck.graph.translate import TABLES
from chancheck.syntax.phrases import Phrases
from chancheck.types import types as T
from chancheck.types.bodies import body
from chancheck.types.completion import place_in_order
from chancheck.types.objects import Info, Package
from chancheck.types.resolving import resolve
from chancheck.types.types import FuncObj

RUNTIME = (
    "panicIndex", "panicSliceAlen", "panicSliceAcap", "panicSliceB", "panicSlice3", "panicDivide", "panicShift",
    "panicMakeSlice", "panicMakeChan", "panicNilMap", "panicAssert", "panicCompare", "panicHash", "panicNil",
    "panicArrayLen",
)  # fmt: skip
"""Functions of models/runtime that lowered code calls when a check fails."""


def entries(package: Package) -> list[str]:
    """main, and tests in source order, of the file that is checked."""
    here = package.files[0].pos.file
    return [f.name for f in package.funcs if f.pos.file == here and f.recv is None and (f.name == "main" or is_test(f))]


def is_test(f: FuncObj) -> bool:
    rest = f.name.removeprefix("Test")
    if (
        rest == f.name
        or rest[:1].islower()
        or f.decl.type.type_params
        or not isinstance(f.type, T.Signature)
        or len(f.type.params) != 1
    ):
        return False
    return str(f.type.params[0]) == "*testing.T"


def names_of(entry: str) -> tuple[str, str]:
    """The name of a test, and the path of the one subtest that is the entry, or empty."""
    test, subtest, _ = entry.partition("/")
    return test, entry if subtest else ""


def build_graphs(package: Package, entry: str) -> ops.Unit:
    """All graphs that the entry, or the test of a subtest, reaches; raises SourceError with what is not supported in
    them."""
    b = Builder(package, TABLES)
    start = package.scope.get(entry.partition("/")[0])
    assert isinstance(start, FuncObj)
    runtime = {name: b.runtime_graph("runtime", name) for name in RUNTIME}
    runtime["Panic"] = b.runtime_graph("internal/text", "Panic")
    fault = b.package("runtime").scope["fault"]
    resolve(b.checker, fault)
    b.becomes_interface(fault.type)  # type: ignore[attr-defined]
    inits = [graph for own in b.own if not own.unknown for graph in init_graphs(b, own)]
    root = b.graph_of(start, start.pos)
    work(b)
    graph = entry_graph(b, inits, root, entry, start)
    work(b)
    if b.problems:
        raise SourceError(one_for_each(b.problems))
    methods = [(t, b.methods.get(k, {})) for k, t in b.concrete.items()]
    fault_type = fault.type  # type: ignore[attr-defined]
    return ops.Unit(
        b.graphs,
        graph,
        b.globals,
        methods,
        entry == "main",
        runtime,
        fault_type,
        b.checker.sig,
        Phrases([file for own in b.own for file in own.files]),
    )


def work(b: Builder) -> None:
    """Build what was reached, until nothing new is."""
    while True:
        while b.todo:
            build(b, b.todo.pop())
        if "internal/text.Part" in b.intrinsics:
            take_apart(b)
        if not add_methods(b) and not b.todo and not reach_inits(b):
            return


def reach_inits(b: Builder) -> bool:
    """Begin the graphs of library packages' init functions that touch a variable that was reached."""
    reached = False
    for path, package in list(b.checker.packages.items()):
        if package.inits and package.is_library and path not in b.library_inits:
            used = set().union(*(initialisation.variables_of(b.checker, f) for f in package.inits))
            if (touched := next((v for v in b.globals if v in used), None)) is not None:
                b.reach.now = touched
                b.library_inits[path] = [b.graph_of(f, f.pos) for f in sorted(package.inits, key=place_in_order)]
                reached = True
    return reached


def build(b: Builder, func: FuncObj) -> None:
    """Translate a function that has been reached."""
    before, problems = len(b.checker.diagnostics.errors), len(b.problems)
    b.reach.now = func
    info = body(b.checker, func)
    errors = b.checker.diagnostics.errors[before:]
    b.problems += [*func.unsupported, *errors]
    if not func.unsupported and not errors:
        code(b, func, info)
    b.problems[problems:] = b.reach.told(b.problems[problems:], func)
    b.reach.now = None


def code(b: Builder, func: FuncObj, info: Info) -> None:
    f = Function(b, b.made[func], info, b.package_of(func))
    params = ([func.recv_var] if func.recv_var is not None else []) + func.params
    assert func.decl.body is not None
    translate(f, params, func.results, func.decl.body)


def init_graphs(b: Builder, package: Package) -> list[ops.Graph]:
    graphs = [b.tables.init_graph(b, package, made, e) for made, e in package.vars_order if e is not None]
    for made, _ in package.vars_order:
        for var in made:
            b.reach_global(var)
    return graphs + [b.graph_of(f, f.pos) for f in sorted(package.inits, key=place_in_order)]


def entry_graph(b: Builder, inits: list[ops.Graph], root: ops.Graph, entry: str, start: FuncObj) -> ops.Graph:
    run: FuncObj | None = None
    if entry != "main":
        found = b.package("testing").scope["RunTest"]
        assert isinstance(found, FuncObj)
        run = found
        b.graph_of(run, start.pos)
        work(b)
    graph = ops.Graph("runtime.main", start.pos, wrapper=True)
    f = Function(b, graph, b.user.info, b.user)
    libraries = initialisation.in_order(b.checker, b.init_groups.values(), b.library_inits)
    for init in libraries + inits:
        f.emit(ops.Call(start.pos, [], ops.FuncValue(T.Signature([], []), init), []))
    value = ops.FuncValue(start.type, root)
    if run is None:
        f.emit(ops.Call(start.pos, [], value, []))
    else:
        name, only = (ops.Const(T.STRING, text.encode()) for text in names_of(entry))
        f.emit(ops.Call(start.pos, [], ops.FuncValue(run.type, b.made[run]), [name, value, only]))
    f.end(ops.Return(start.pos, []))
    f.finish()
    b.graphs.append(graph)
    return graph
