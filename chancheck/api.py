"""The interface for Python programs: `chancheck.verify`, `verify_all` and `graphs`.

>>> result = verify("pipeline.gol", budget=10.0)
>>> result.verdict.answer
'proved'
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from chancheck import check
from chancheck.options import Options
from chancheck.records import fields
from chancheck.source import Source
from chancheck.verdict import finding

if TYPE_CHECKING:
    from typing import Unpack

    import networkx

    from chancheck.verdict.finding import Finding


class Settings(TypedDict, total=False):
    """What to check and how hard to try: the fields of `chancheck.check.Options`, with their meaning.

    budget: seconds for each entry; memory: bytes.
    """

    entry: str
    run: str
    define: Mapping[str, str]
    requests: int | None
    args: tuple[str, ...]
    stdin: str
    checks: frozenset[str]
    exit_first: bool
    engine: Literal["auto", "native", "reference"]
    search: Literal["auto", "bfs", "dfs", "random"]
    reduce: frozenset[str]
    seed: int
    max_states: int | None
    max_depth: int | None
    budget: float | None
    memory: int | None
    jobs: int
    lossy: bool
    time: Literal["auto", "any", "exact", "virtual"]
    sched: Literal["free", "gmp"]
    procs: int
    preempt: bool
    global_every: int
    queue: int
    steal: Literal["any", "in-order"]
    go: str | None
    scale: int
    moments: bool
    ltl: tuple[str, ...]
    fair: str


class Result(finding.Result):
    """A result that a notebook shows as the report's page, and a prompt in one line."""

    __slots__ = ()

    def __repr__(self) -> str:
        kinds = ", ".join(kind for kind in finding.KINDS if kind in self.verdict.kinds)
        return f"<Result {self.file}: {self.entry}: {self.verdict.answer}{f': {kinds}' if kinds else ''}>"

    def _repr_html_(self) -> str:
        from chancheck.report import render
        from chancheck.report.render_options import Show

        page = escape(render([self], "html", Show()))
        return f'<iframe srcdoc="{page}" style="width: 100%; height: 40em; border: 0" title="chancheck"></iframe>'


def verify_all(path_or_source: str | Path, **options: Unpack[Settings]) -> list[Result]:
    """One result for each entry of a file (a Path, or a string that names one) or of a source text.

    A source with errors gives a result with the answer "error". Raises TypeError for an option that does not exist.
    """
    refuse_unknown(options)
    return [shown(result) for result in check.verify_all(path_or_source, **options)]


def verify(path_or_source: str | Path, **options: Unpack[Settings]) -> Result:
    """The result of a program with one entry: main, or the test that `entry=` names.

    Raises ValueError for several entries without `entry=`, and TypeError for an option that does not exist.
    """
    refuse_unknown(options)
    return shown(check.verify(path_or_source, **options))


def shown(result: finding.Result) -> Result:
    return Result(*(getattr(result, field.name) for field in fields(finding.Result)))


def refuse_unknown(options: Mapping[str, Any]) -> None:
    from difflib import get_close_matches

    for name in options:
        if name not in Settings.__annotations__ and name not in Options.__dataclass_fields__:
            near = get_close_matches(name, Settings.__annotations__, 1)
            raise TypeError(f"there is no option {name!r}" + (f", did you mean {near[0]!r}?" if near else ""))


# --- graphs ----------------------------------------------------------------------------------------


class Graphs(dict[str, "networkx.DiGraph[Any]"]):
    """By name: "channels" (which goroutine sends to, receives from and closes which channel), "locks" (which lock is
    taken while which is held), and the process graph of each function as "function NAME"."""


def graphs(path_or_source: str | Path, **options: Unpack[Settings]) -> Graphs:
    """The graphs of a program as networkx graphs. Raises SourceError for a source with errors.

    In "channels" the nodes have the attribute `kind` ("function" or "channel"), and the edges `operation`; a receive
    leads from the channel to the function. In "locks" an edge leads from a lock that a goroutine holds to one that it
    takes, with the places (`since`, `at`), in some random runs: a cycle is worth a look. In a process graph each node
    is a block with its `operations`.
    """
    from chancheck.deadline import running
    from chancheck.draw.locks import nestings
    from chancheck.draw.process import functions
    from chancheck.draw.topology import topology
    from chancheck.files import read
    from chancheck.lower.lower_program import lower
    from chancheck.options import deadline_of

    refuse_unknown(options)
    settings = Options(**options)
    text = isinstance(path_or_source, str) and "\n" in path_or_source
    source = Source("program.gol", str(path_or_source)) if text else read(Path(path_or_source))
    with running(deadline_of(settings)):
        unit = check.unit_of(source, settings)
        program = lower(unit)
        found = Graphs({"channels": channels_of(topology(program)), "locks": locks_of(nestings(program))})
        for function in functions(unit):
            found[f"function {function.name}"] = blocks_of(function)
    return found


def channels_of(drawn: Any) -> networkx.DiGraph[Any]:
    import networkx

    graph: networkx.DiGraph[Any] = networkx.MultiDiGraph(complete=drawn.complete)
    graph.add_nodes_from(drawn.channels, kind="channel")
    for use in drawn.uses:
        channel = drawn.channels[use.channel]
        graph.add_node(use.function, kind="function")
        ends = (channel, use.function) if use.operation == "recv" else (use.function, channel)
        graph.add_edge(*ends, operation=use.operation)
    return graph


def locks_of(nested: Any) -> networkx.DiGraph[Any]:
    import networkx

    graph: networkx.DiGraph[Any] = networkx.MultiDiGraph()
    for one in nested:
        graph.add_edge(one.held, one.taken, since=one.since.short, at=one.place.short)
    return graph


def blocks_of(function: Any) -> networkx.DiGraph[Any]:
    import networkx

    graph: networkx.DiGraph[Any] = networkx.DiGraph(name=function.name, line=function.line)
    for number, operations in enumerate(function.blocks):
        graph.add_node(number, operations=operations)
    graph.add_edges_from(function.edges)
    return graph


def waits(found: Finding) -> networkx.DiGraph[Any]:
    """The wait-for graph of a finding: goroutines by number, and an edge to each one that could end a wait.

    Edges have `on` (the object), `operation`, and `held` (whether the other goroutine holds the object).
    """
    import networkx

    graph: networkx.DiGraph[Any] = networkx.DiGraph()
    for g in found.goroutines:
        graph.add_node(g.id, name=g.name, status=g.status, guilty=g.guilty)
    for g in found.goroutines:
        for wait in g.waits:
            for others, held in ((wait.held_by, True), (wait.reached_by, False)):
                graph.add_edges_from(
                    ((g.id, other) for other in others), on=wait.on, operation=wait.operation, held=held
                )
    return graph
