"""The native engine: exploration in C++ (native/), for the options it knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from chancheck.explore.engine import Bounds, Coverage, Exploration, Found, Options, Pass, Statistics
from chancheck.explore.native_format import FORMAT
from chancheck.machine.transition import Transition
from chancheck.program.encode import encode
from chancheck.program.independence import order_table
from chancheck.program.latest import Latest
from chancheck.program.program import Program
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck._core import Graph, Outcome, Report, Search
    from chancheck.program.scheduler import Scheduler


MOST_STRINGS = 100_000

encoded = Latest(encode)
"""The words and strings of a program, once for all of its passes."""


class NativeEngine:
    """Explores in C++. Raises ImportError where the core is not built, NotImplementedError for what it cannot do."""

    name = "native"
    jobs_from = 512
    """States of a breadth-first level that are worth several threads (options.jobs)."""
    lossy_after, lossy_bytes = -1, 0
    """With options.lossy: states in the exact table (-1: what half of the memory holds), and bytes of the lossy one (0:
    what the rest of it allows)."""

    def __init__(self) -> None:
        import chancheck._core as core

        self._core = core
        if getattr(core, "format", int)() != FORMAT:  # an older core has none
            raise ImportError("chancheck._core was built for other tables: install chancheck again")

    def explore(self, program: Program, options: Options) -> Exploration:
        if options.scheduler is not None and options.monitor:
            raise NotImplementedError("races are looked for without a scheduler")
        words, strings = encoded(program)
        task = task_of(program, options)
        search = self._core.Search(words, strings, task, _progress(options.progress), quoted)
        return Session(search, program, options, task).run()

    def begin(self, program: Program, options: Options) -> Session:
        """A search that can pause."""
        words, strings = encoded(program)
        task = task_of(program, options)
        search = self._core.Search(words, strings, task, _progress(options.progress), quoted)
        return Session(search, program, options, task)

    def graph(self, program: Program, options: Options) -> Graph:
        """Of all states, without reductions, with the propositions that hold in each (Program.observers)."""
        words, strings = encoded(program)
        task = task_of(
            program,
            replace(options, search="bfs", reduce=frozenset(), monitor=frozenset(), races=False, scheduler=None),
        )
        observers = [
            (o.function, o.cell, [n for place in sorted(o.standing) for n in place]) for o in program.observers
        ]
        return self._core.Graph(words, strings, task, observers, _progress(options.progress), quoted)


class Session:
    """A search that can pause and resume."""

    def __init__(self, search: Search, program: Program, options: Options, task: dict[str, object]) -> None:
        self._search, self._program, self._options = search, program, options
        self._reduced = bool(task["reduction"])

    def run(self, pause: float | None = None, seconds: float | None = None, states: int | None = None) -> Exploration:
        """Runs for so many seconds or up to so many states; a search that pauses has the limit "pause" and reports its
        findings later, except that `defect` says whether there is one. seconds: new limit, from the beginning."""
        limits = (-1.0 if pause is None else pause, -1.0 if seconds is None else seconds)
        outcome = self._search.run(*limits, -1 if states is None else states)
        found = _explored(outcome, self._options, reduced=self._reduced)
        if strings := self._strings() if found.found else ():
            found.found = [replace(f, strings=strings) for f in found.found]
        if found.complete and self._reduced and self._options.search == "bfs" and not outcome["presumed_wrong"]:
            found.least_halts = outcome["quiet"] and not self._program.has_helpers()
        return found

    def distinct(self, first: int, last: int) -> int:
        return self._search.distinct(first, last)

    def states(self) -> list[tuple[list[int], list[list[int]], list[list[int]]]]:
        """The words of each stored state, for comparisons: its head, its objects, its goroutines."""
        return self._search.states()

    def _strings(self) -> tuple[bytes, ...]:
        """Those that the program does not have, up to MOST_STRINGS."""
        found, first = list[bytes](), len(self._program.strings)
        with suppress(IndexError):
            found.extend(self._search.text(first + n) for n in range(MOST_STRINGS))
        return tuple(found)

    def text(self, number: int) -> bytes:
        return self._search.text(number)


def _explored(outcome: Outcome, options: Options, *, reduced: bool) -> Exploration:
    statistics = _statistics(outcome["statistics"])
    complete = not outcome["limit"]
    statistics.threads = outcome["threads"] if options.jobs > 1 else 0
    statistics.passes = _passes(statistics, outcome["racing"], options)
    racing = outcome["racing"]
    if racing is not None:
        statistics.transitions += racing[0]
    return Exploration(
        found=[found_of(report, shortest=not reduced) for report in outcome["reports"]],
        statistics=statistics,
        complete=complete,
        limit=outcome["limit"],
        root_can_end=outcome["root_can_end"],
        coverage=Coverage(*outcome["coverage"]) if outcome["coverage"] is not None else None,
        reduced=reduced,
        contended=frozenset(outcome["contended"]),
        raced=racing is not None,
        defect=outcome["defect"],
        presumed_wrong=outcome["presumed_wrong"],
        runs=outcome.get("runs", 0),  # an older core has none
        sites=frozenset(outcome.get("sites", ())),
        bounds=bounds_of(outcome["bounds"]),
    )


def _passes(of_all: Statistics, racing: tuple[int, int, float] | None, options: Options) -> tuple[Pass, ...]:
    """The search, and what followed accesses through its states."""
    seconds = of_all.seconds - (racing[2] if racing is not None else 0.0)
    name = f"{options.search}, monitored" if options.monitor else options.search
    search = Pass(name, of_all.states, of_all.transitions, seconds, of_all.peak_memory)
    if racing is None:
        return (search,)
    return (search, Pass("races", racing[1], racing[0], racing[2], of_all.peak_memory))


def _reduces(options: Options) -> bool:
    return "por" in options.reduce and options.search != "random" and options.scheduler is None


def _reduction(program: Program) -> tuple[bytes, list[int]]:
    from chancheck.program.reduction import reduction_tables

    return reduction_tables(program)


def _scheduler(program: Program, scheduler: Scheduler) -> bytes:
    from chancheck.program.processors import scheduler_table

    return scheduler_table(program, scheduler)


def task_of(program: Program, options: Options) -> dict[str, object]:
    limits = options.limits
    reduction, lone = _reduction(program) if _reduces(options) else (b"", [])
    return {
        "search": options.search,
        "seed": options.seed % 2**64,
        "jobs": options.jobs,
        "jobs_from": NativeEngine.jobs_from,
        "symmetry": "symmetry" in options.reduce,
        "monitored": sorted(options.monitor),
        "races": options.races and not options.monitor and options.scheduler is None,
        "share": -1.0 if limits.share is None else limits.share,
        "stop_first": options.stop_first,
        "components": options.components,
        "reduction": reduction,
        "lone": lone,
        "unordered": order_table(program.independence, program.operations) if options.races else [],
        "scheduler": _scheduler(program, options.scheduler) if options.scheduler is not None else b"",
        "states": -1 if limits.states is None else limits.states,
        "near": limits.near,
        "depth": -1 if limits.depth is None else limits.depth,
        "seconds": -1.0 if limits.seconds is None else limits.seconds,
        "patience": -1.0 if limits.patience is None else limits.patience,
        "measure": options.measure,
        "lossy": options.lossy,
        "lossy_after": NativeEngine.lossy_after,
        "lossy_bytes": NativeEngine.lossy_bytes,
        "memory": -1 if limits.memory is None else limits.memory,
    }


def bounds_of(numbers: tuple[int, int, list[int], int]) -> Bounds:
    goroutines, blocked, longest, queue = numbers
    return Bounds(goroutines, blocked, {shape: n for shape, n in enumerate(longest) if n}, queue)


def _statistics(numbers: tuple[int, int, int, int, float, int]) -> Statistics:
    states, transitions, depth, frontier, seconds, memory = numbers
    return Statistics(states, transitions, depth, frontier, seconds, memory, NativeEngine.name)


def _progress(
    report: Callable[[Statistics], bool] | None,
) -> Callable[[tuple[int, int, int, int, float, int]], bool] | None:
    if report is None:
        return None
    return lambda numbers: bool(report(_statistics(numbers)))


def found_of(report: Report, *, shortest: bool) -> Found:
    text = report["text"].decode("utf-8", "replace")
    return Found(
        kind=report["kind"],
        key=key_of(report, text),
        trace=tuple(Transition(*step) for step in report["trace"]),
        text=text,
        doomed=tuple(report["doomed"]),
        spinning=tuple(report["spinning"]),
        starved=tuple(report["starved"]),
        root_done=report["root_done"],
        output=report["output"],
        shortest=shortest,
    )


def key_of(report: Report, text: str) -> tuple[object, ...]:
    """The key by which the reference engine identifies a finding among those of its kind."""
    match report["kind"]:
        case "halt":
            return (report["root_done"], report["places"])
        case "component":
            return (report["root_done"], report["places"], report["root_spins"], report["functions"])
        case "end":
            return ()
        case "race":
            return ("race", *report["places"][0])
        case _:
            return (text, *report["places"])


def quoted(data: bytes) -> bytes:
    """strconv.Quote: what Unicode calls printable stays, the rest is escaped."""
    out = ['"']
    at = 0
    while at < len(data):
        rune, width = _rune(data, at)
        out.append(f"\\x{data[at]:02x}" if rune is None else _escaped(rune))
        at += width
    return "".join([*out, '"']).encode()


_NAMED = dict(zip('\a\b\f\n\r\t\v"\\', ("\\a", "\\b", "\\f", "\\n", "\\r", "\\t", "\\v", '\\"', "\\\\"), strict=True))


def _escaped(rune: str) -> str:
    if rune in _NAMED:
        return _NAMED[rune]
    code = ord(rune)
    if rune.isprintable():
        return rune
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _rune(data: bytes, at: int) -> tuple[str | None, int]:
    for width in range(1, 5):
        try:
            return data[at : at + width].decode(), width
        except UnicodeDecodeError:
            continue
    return None, 1
