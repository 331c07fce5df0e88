"""From a checked package to the graphs of everything that an entry reaches."""

from __future__ import annotations

from chancheck.diagnostic import Diagnostic, SourceError, one_for_each
from chancheck.garbage import kept
from chancheck.graph import initialisation, kinds, ops
from chancheck.graph.bodies import translate
from chancheck.graph.builder import Builder
from chancheck.graph.dispatch import reach_instances
from chancheck.graph.function import Function
from chancheck.graph.interfaces import MAKING_POINTERS, add_methods, methods_of, point, take_apart, tests_of
from chancheck.graph.refusals import are_refusals
from chancheck.graph.starts import constants_of, corpus, entries, names_of, runner, test_main
from chancheck.graph.translate import TABLES
from chancheck.graph.unsafe import addressed
from chancheck.syntax.phrases import Phrases
from chancheck.types import types as T
from chancheck.types.bodies import body
from chancheck.types.completion import initialiser, place_in_order
from chancheck.types.lazy_names import complete
from chancheck.types.objects import Info, Package
from chancheck.types.resolving import resolve
from chancheck.types.types import FuncObj, VarObj

RUNTIME = (
    "panicIndex", "panicSliceAlen", "panicSliceAcap", "panicSliceB", "panicSlice3", "panicDivide", "panicShift",
    "panicMakeSlice", "panicMakeChan", "panicNilMap", "panicAssert", "panicCompare", "panicHash", "panicNil",
    "panicArrayLen", "panicNilValue",
)  # fmt: skip
"""Functions of models/runtime that lowered code calls when a check fails."""


FAULTS = ("errorString", "plainError", "boundsError")
"""Types of the values of run-time panics: of a nil dereference, of those that operations raise, and another."""


def named(b: Builder, path: str, name: str) -> T.Type:
    obj = b.package(path).scope[name]
    resolve(b.checker, obj)
    t: T.Type = obj.type  # type: ignore[attr-defined]
    return t


def build_graphs(package: Package, entry: str, partly: bool = False) -> ops.Unit:
    """All graphs that the entry, or the test of a subtest, reaches; raises SourceError with what is not supported in
    them. An initial value that is not supported matters only where something reads its variable: the graphs are built
    again without it. partly: what is not supported ends a run that comes to it, and the unit says what it is."""
    without: dict[VarObj, list[Diagnostic]] = {}
    while True:
        b = Builder(package, TABLES)
        b.troubled.update(without)
        with kept():
            unit = reached(b, package, entry)
        if not b.problems:
            return unit
        if len(b.problems) <= sum(map(len, b.blamed.values())) and not b.blamed.keys() <= without.keys():
            without.update(b.blamed)
            continue
        found = one_for_each(b.problems)
        if not partly or not are_refusals(found):
            raise SourceError(found)
        return in_part(package, entry, without, found)


def in_part(package: Package, entry: str, without: dict[VarObj, list[Diagnostic]], found: list[Diagnostic]) -> ops.Unit:
    """The graphs, with statements that end a run in place of what is not supported. found: everything that is not."""
    b = Builder(package, TABLES, partly=True)
    b.troubled.update(without)
    unit = reached(b, package, entry)
    if b.problems:
        raise SourceError(found)
    unit.refused = found
    return unit


def reached(b: Builder, package: Package, entry: str) -> ops.Unit:
    """The graphs as far as they are supported; the builder has the problems."""
    start = package.scope.get(entry.partition("/")[0])
    assert isinstance(start, FuncObj)
    runtime = {name: b.runtime_graph("runtime", name) for name in RUNTIME}
    runtime["Panic"] = b.runtime_graph("internal/text", "Panic")
    faults = [named(b, "runtime", name) for name in FAULTS]
    for fault in faults[:2]:
        b.becomes_interface(fault)
    faults += [T.Pointer(named(b, "runtime", name)) for name in ("TypeAssertionError", "PanicNilError")]
    inits = [graph for own in b.own if not own.unknown for graph in init_graphs(b, own)]
    root = b.graph_of(start, start.pos)
    observers = [observer(b, *names) for names in (package.properties.observers() if package.properties else ())]
    work(b, faults)
    graph = entry_graph(b, inits, root, entry, start, faults)
    work(b, faults)
    for func in b.waiting:
        leave_out(b, func)
    methods = [(t, b.methods.get(k, {})) for k, t in b.concrete.items()]
    return ops.Unit(
        b.graphs,
        graph,
        b.globals,
        methods,
        entry == "main",
        runtime,
        (faults[0], faults[1]),
        b.checker.sig,
        Phrases([file for own in b.own for file in (own.properties.trees if own.properties else own.files)]),
        observers,
        package.properties,
        addressed(b.graphs),
        frozenset(b.intrinsics),
        b.instances,
        (package.path, package.import_path or package.path),
    )


def observer(b: Builder, function: str, variable: str) -> tuple[ops.Graph, VarObj]:
    """The function that evaluates a proposition, and the variable that it sets."""
    look, holds = b.user.scope[function], b.user.scope[variable]
    assert isinstance(look, FuncObj) and isinstance(holds, VarObj)
    return b.graph_of(look, look.pos), holds


def work(b: Builder, faults: list[T.Type]) -> None:
    """Build what was reached, until nothing new is."""
    while True:
        while b.todo:
            build(b, b.todo.pop())
        if "internal/text.Part" in b.intrinsics:
            take_apart(b)
        if b.intrinsics & MAKING_POINTERS:
            point(b)
        if "internal/text.Bind" in b.intrinsics:
            b.method_names |= {name for t in b.concrete.values() for name in methods_of(b, t)}
        if "internal/text.CallTest" in b.intrinsics:
            b.method_names |= {name for t in b.concrete.values() for name in tests_of(t)}
        if (
            not add_methods(b)
            and not b.todo
            and not reach_inits(b)
            and not reach_kinds(b, faults)
            and not reach_instances(b)
        ):
            return


def reach_kinds(b: Builder, faults: list[T.Type]) -> bool:
    """Begin the functions that values of the kinds so far lead to."""
    known = kinds.kinds(b.concrete.values(), faults, b.recovers) | b.makes
    if b.intrinsics & kinds.MAKING_TYPES:
        known |= kinds.OF_TYPES
    now = [func for func, wanted in b.waiting.items() if wanted & known]
    for func in now:
        del b.waiting[func]
        b.todo.append(func)
    return bool(now)


def leave_out(b: Builder, func: FuncObj) -> None:
    """The graph of a function that no value leads to."""
    graph = b.made[func]
    f = Function(b, graph, b.user.info, b.package_of(func))
    declare(b, func)
    if graph.told.get("absent") == "false":
        f.end(ops.Return(func.pos, [ops.Const(T.BOOL, False)]))
        f.finish()
        return
    text = ops.Const(T.STRING, b"chancheck: no value leads here")
    f.end(ops.Panic(func.pos, f.converted(text, T.Interface({}), func.pos)))
    f.finish()


def reach_inits(b: Builder) -> bool:
    """Begin the graphs of the library's init functions that touch a variable that was reached."""
    before = len(b.todo)
    for path, package in list(b.checker.packages.items()):
        if not package.is_library or not initialisation.may_touch(b.checker, path, b.globals):
            continue
        complete(package)
        for f in sorted(package.inits, key=place_in_order):
            if f in b.made:
                continue
            if f not in b.init_uses:
                b.init_uses[f] = initialisation.variables_of(b.checker, f)
            if (touched := next((v for v in b.globals if v in b.init_uses[f]), None)) is not None:
                b.reach.now = touched
                b.library_inits.setdefault(path, []).append(b.graph_of(f, f.pos))
    return reach_effects(b) or len(b.todo) > before


def reach_effects(b: Builder) -> bool:
    """Initialise variables of library packages with such init functions: those with an initialiser that may change a
    variable that was reached."""
    found = False
    for path in list(b.library_inits):
        for var in [obj for obj in b.package(path).scope.values() if isinstance(obj, VarObj)]:
            if var in b.seen_globals or initialiser(b.checker, var)[1] is None:
                continue
            if var not in b.init_uses:
                b.init_uses[var] = initialisation.effects_of(b.checker, var)
            if not b.seen_globals.isdisjoint(b.init_uses[var]):
                try:
                    b.reach_global(var)
                except SourceError as error:
                    b.problems += error.diagnostics
                found = True
    return found


def build(b: Builder, func: FuncObj) -> None:
    """Translate a function that has been reached."""
    before, problems = len(b.checker.diagnostics.errors), len(b.problems)
    b.reach.now = func
    info = body(b.checker, func)
    errors = b.checker.diagnostics.errors[before:]
    inside = b.partly and len(func.unsupported) == sum(map(len, info.refused.values()))
    b.problems += [*(() if inside else func.unsupported), *errors]
    if len(b.problems) == problems:
        code(b, func, info)
    if b.partly and are_refusals(b.problems[problems:]):
        refuse(b, func, b.problems[problems:])
        del b.problems[problems:]
    b.problems[problems:] = b.reach.told(b.problems[problems:], func)
    if len(b.problems) > problems and (var := b.reach.initialised(func)) is not None:
        b.blamed.setdefault(var, []).extend(b.problems[problems:])
    b.reach.now = None


def refuse(b: Builder, func: FuncObj, found: list[Diagnostic]) -> None:
    """The graph of a function of which no part is supported, or none that can be told from the others."""
    graph = b.made[func]
    graph.blocks, graph.recovered = [], None
    f = Function(b, graph, b.user.info, b.package_of(func))
    declare(b, func)
    f.refuse(found)
    f.finish()


def declare(b: Builder, func: FuncObj) -> None:
    """Parameters and results of a function without its body."""
    graph, sig = b.made[func], b.checker.sig(func)
    receiver = [T.Pointer(func.recv) if func.pointer_recv else func.recv] if func.recv is not None else []
    graph.params, graph.results = [ops.Var(t) for t in (*receiver, *sig.params)], sig.results


def code(b: Builder, func: FuncObj, info: Info) -> None:
    f = Function(b, b.made[func], info, b.package_of(func))
    params = ([func.recv_var] if func.recv_var is not None else []) + func.params
    assert func.decl.body is not None
    translate(f, params, func.results, func.decl.body)


def init_graphs(b: Builder, package: Package) -> list[ops.Graph]:
    """The initialisers. One that is not supported is left out, unless something reads its variable."""
    graphs = []
    for made, e in package.vars_order:
        if any(var in b.troubled for var in made):
            continue
        before, unread = len(b.problems), b.seen_globals.isdisjoint(made)
        b.reach.now = made[0]
        graph = b.tables.init_graph(b, package, made, e) if e is not None else None
        b.reach.now = None
        found = b.problems[before:]
        if found and unread:
            b.troubled.update(dict.fromkeys(made, found))
            del b.problems[before:]
        elif graph is not None:
            graphs.append(graph)
    for var in [var for made, _ in package.vars_order for var in made if var not in b.troubled]:
        b.reach_global(var)
    return graphs + [b.graph_of(f, f.pos) for f in sorted(package.inits, key=place_in_order)]


def entry_graph(
    b: Builder, inits: list[ops.Graph], root: ops.Graph, entry: str, start: FuncObj, faults: list[T.Type]
) -> ops.Graph:
    """The code of the whole process: initialisation, then main, or a test under the runner of models/testing."""
    operands: list[ops.Operand] = [ops.FuncValue(start.type, root)]
    run: FuncObj | None = None
    if entry != "main":
        found = b.package("testing").scope[runner(b.user, start)]
        assert isinstance(found, FuncObj)
        run = found
        b.graph_of(run, start.pos)
        others = [f for f in (corpus(b.user, start), test_main(b.user)) if f is not None]
        values = [ops.FuncValue(f.type, b.graph_of(f, f.pos)) for f in others]
        name = ops.Const(T.STRING, names_of(entry)[0].encode())
        operands = [name, *operands, *constants_of(b.user, start, entry), *values]
        work(b, faults)
    graph = ops.Graph("runtime.main", start.pos, wrapper=True)
    f = Function(b, graph, b.user.info, b.user)
    libraries = initialisation.in_order(b.checker, b.init_groups.values(), b.library_inits)
    for init in libraries + inits:
        f.emit(ops.Call(start.pos, [], ops.FuncValue(T.Signature([], []), init), []))
    if run is None:
        f.emit(ops.Call(start.pos, [], operands[0], []))
    else:
        f.emit(ops.Call(start.pos, [], ops.FuncValue(run.type, b.made[run]), operands))
    f.end(ops.Return(start.pos, []))
    f.finish()
    b.graphs.append(graph)
    return graph


__all__ = ["build_graphs", "entries"]
