"""The bridge from Go to engines: a Program that does what the process graphs say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chancheck.garbage import kept
from chancheck.graph import ops
from chancheck.lower import interfaces, layout
from chancheck.lower.code import analyse
from chancheck.lower.independence import INDEPENDENCE
from chancheck.lower.lower_function import function
from chancheck.lower.member_facts import method_types
from chancheck.lower.program_builder import Tables
from chancheck.lower.steps import check_step
from chancheck.lower.type_facts import elements, fields, is_shallow, params, results
from chancheck.program.forms import Form
from chancheck.program.latest import originals
from chancheck.program.program import Observer, Program, Shape
from chancheck.records import replace
from chancheck.source import Pos, is_library
from chancheck.types import types as T

NIL_DEREFERENCE = "runtime error: invalid memory address or nil pointer dereference"


def lower(
    unit: ops.Unit,
    keep_output: bool = False,
    time: str = "any",
    buffered_timers: bool = False,
    pauses: Collection[Pos] = (),
    closely: bool = False,
    counted: bool = False,
    doubtful: bool = False,
    observed: bool = False,
) -> Program:
    """The program of a unit. keep_output: what is printed is part of the state. time: "any", "exact" or "virtual",
    which it always is where a test has a clock of its own (`has_clock`). buffered_timers: those before Go 1.23. pauses:
    places of accesses to memory before which others may step in; needed where accesses race. closely: with all steps of
    WaitGroups (semantics/waitgroup.py). counted: goroutines begin and end in steps of their own, as they always do in
    a program that counts them. doubtful: unknown values are followed (lower/doubts.py), and do not end runs. observed:
    with the functions that evaluate propositions.

    Programs are kept with their unit. Those of the subtests of a test differ in one text of the code of the entry."""
    how = (
        keep_output, time, buffered_timers, frozenset(pauses), closely, counted, doubtful, observed,
        unit.inputs, unit.inputs_known, unit.few, unit.follows_inputs,
    )  # fmt: skip
    known: dict[str, Program] = unit.lowered.setdefault(how, {})  # type: ignore[assignment]
    if unit.selected not in known:
        other = next(filter(None, known), "") if unit.selected else ""
        if other:
            known[unit.selected] = selecting(known[other], other, unit.selected)
        else:
            with kept():
                known[unit.selected] = lower_anew(
                    unit, keep_output, time, buffered_timers, pauses, closely, counted, doubtful, observed
                )
    return known[unit.selected]


def selecting(program: Program, path: str, other: str) -> Program:
    """The program that runs another subtest."""
    strings = [*program.strings]
    before, after = path.encode(), other.encode()
    if after not in strings:
        strings.append(after)
    old, new = strings.index(before), strings.index(after)
    entry = program.functions[program.entry]
    code = [
        i._replace(args=(i.args[0], new))
        if i.op == "const" and i.args[1] == old and entry.registers[i.args[0]] == "b"
        else i
        for i in entry.code
    ]
    functions = [*program.functions]
    functions[program.entry] = replace(entry, code=code)
    made = replace(program, strings=strings, functions=functions)
    originals.keep(made, originals.known(program) or program)
    return made


def lower_anew(
    unit: ops.Unit,
    keep_output: bool,
    time: str,
    buffered_timers: bool,
    pauses: Collection[Pos],
    closely: bool,
    counted: bool,
    doubtful: bool,
    observed: bool,
) -> Program:
    bubble = has_bubble(unit)
    time = "virtual" if has_clock(unit) else time
    tables = Tables(unit, keep_output, time, buffered_timers, frozenset(pauses), closely, counted, bubble, doubtful)
    lay_out_globals(tables)
    name_faults(tables)
    tables.program.independence = INDEPENDENCE[time]
    if any("go:norace" in graph.directives and not is_library(graph.pos) for graph in unit.graphs):
        # memory that shows no accesses may order others (ADR 64); that of models does not
        tables.program.independence = replace(INDEPENDENCE[time], unordered={})
    tables.program.entry = tables.graph(unit.entry)
    tables.program.panic_text = tables.runtime("Panic")
    interfaces.fill_methods(tables)
    observers = [(tables.graph(graph), tables.offsets[var]) for graph, var in unit.observers if observed]
    tables.program.observers = tuple(Observer(function, cell) for function, cell in observers)
    complete(tables)
    if observed and unit.properties is not None:
        tables.program.observers += tuple(standing(tables.program, unit.properties.standing()))
    if not counted and tables.counts:
        return lower_anew(unit, keep_output, time, buffered_timers, pauses, closely, True, doubtful, observed)
    tables.fill_type_sets()
    if tables.looks_at_stacks:
        from chancheck.lower.frame_texts import frame_texts

        tables.program.frames = frame_texts(tables)
    tables.errors.raise_if_errors()
    return tables.program


def standing(program: Program, places: list[frozenset[Pos]]) -> Iterator[Observer]:
    """Of propositions that hold where a goroutine is."""
    for wanted in ({pos[:3] for pos in one} for one in places):
        code = ((f, pc, i) for f, function in enumerate(program.functions) for pc, i in enumerate(function.code))
        yield Observer(-1, 0, frozenset((f, pc) for f, pc, i in code if program.places[i.place][:3] in wanted))


RESTS = "internal/clock.Calm"
"""Called by code that waits until no goroutine is enabled, as package goleak does."""


def has_clock(unit: ops.Unit) -> bool:
    """Whether reached code waits for moments at which no goroutine is enabled: there are none without time."""
    return any(graph.obj is not None and graph.obj.full_name == RESTS for graph in unit.graphs)


def has_bubble(unit: ops.Unit) -> bool:
    """Whether the entry reaches a test in a bubble (testing/synctest)."""
    return any(graph.obj is not None and graph.obj.full_name == "testing/synctest.Test" for graph in unit.graphs)


def lay_out_globals(tables: Tables) -> None:
    """All package variables are one object."""
    kinds = ""
    names: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    for var in tables.unit.globals:
        tables.offsets[var] = len(kinds)
        kinds += layout.kinds(var.type)
        names = (*names, *layout.cell_names(var.type, var.name))
        forms = (*forms, *layout.cell_forms(var.type))
    shape = Shape("package variables", kinds, cells=names, forms=forms)
    tables.program.globals_shape = tables.shape(shape)
    tables.program.variables = tuple(tables.offsets.values())


def name_faults(tables: Tables) -> None:
    """The types of the values of run-time panics."""
    program = tables.program
    nil, raised = map(tables.type_number, tables.unit.faults)
    program.error_type, program.text_type = raised, tables.type_number(T.STRING)
    program.nil_fault = (nil, tables.string(NIL_DEREFERENCE))


def complete(tables: Tables) -> None:
    """Functions of graphs, then those that ask for all types; each may need more of the others."""
    while True:
        translate(tables)
        relate(tables)
        before = tables.extent
        tables.generate_late()
        translate(tables)
        if tables.extent == before:
            for f in tables.late:
                analyse(f, tables.program.sites)
            return


def relate(tables: Tables) -> None:
    """Reflection leads from a type to those that it is made of: they have numbers before functions ask for them."""
    reached = tables.unit.intrinsics
    if "internal/text.TypeFact" not in reached:
        return
    at = 1
    while at < len(tables.types):
        t = tables.types[at]
        assert t is not None
        for part in (t.underlying(), *elements(t), *fields(t), *params(t), *results(t)):
            tables.type_number(part)
        if "internal/text.NewOf" in reached and is_shallow(t):
            tables.type_number(T.Pointer(t))
        if "internal/text.MethodType" in reached:
            for made in method_types(tables, t):
                tables.type_number(made)
        at += 1


def translate(tables: Tables) -> None:
    while tables.pending or tables.generate_early():
        while tables.pending:
            number, graph = tables.pending.pop()
            if "step" in graph.directives:
                check_step(graph)
            tables.program.functions[number] = function(tables, graph)
