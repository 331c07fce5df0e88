"""The questions of the page, and the answers (docs/page-protocol.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from chancheck import __version__
from chancheck.diagnostic import SourceError
from chancheck.options import Options
from chancheck.report.page_data import (
    Finding,
    Goroutine,
    Moment,
    Note,
    Place,
    Step,
    finding_of,
    goroutine_of,
    moments_of,
    note_of,
    place_of,
    step_of,
)
from chancheck.source import Source
from chancheck.stepping.ahead import Ending, Neighbourhood, Outlook, outlooks
from chancheck.stepping.session import Move, Schedule, Session, View

MOST_STATES, SECONDS = 4_000, 1.5
"""Budget for looking ahead, for all moves of a state together (states: of each move)."""

MOST_NODES, GRAPH_SECONDS = 300, 5.0


class Request(msgspec.Struct, frozen=True):
    schedule: Schedule = ()
    move: int = 0
    source: str | None = None


class PageMove(msgspec.Struct, frozen=True, rename="camel"):
    number: int
    goroutine: int
    text: str
    place: Place
    partner: int
    partner_text: str
    processor: int


class PageRun(msgspec.Struct, frozen=True):
    steps: list[Step]
    moments: list[Moment]
    goroutines: list[Goroutine]


class PageView(msgspec.Struct, frozen=True):
    schedule: Schedule
    run: PageRun
    ends: tuple[int, ...]
    moves: list[PageMove]
    ending: Ending | None


class Initial(msgspec.Struct, frozen=True):
    schema: int
    tool: str
    file: str
    entry: str
    files: dict[str, str]
    view: PageView


class Reached(msgspec.Struct, frozen=True):
    finding: Finding
    schedule: Schedule | None


class Verified(msgspec.Struct, frozen=True):
    """verdict: "proved", "violated" or "inconclusive" of the search, "error" with diagnostics."""

    verdict: str
    limit: str
    findings: list[Reached]
    diagnostics: list[Note]


class GraphNode(msgspec.Struct, frozen=True):
    depth: int
    kind: str
    schedule: Schedule
    after: list[int]


class Graph(msgspec.Struct, frozen=True):
    """here: the number of the node for the given schedule, -1 if it is not in the graph."""

    nodes: list[GraphNode]
    complete: bool
    here: int


class Protocol:
    """Answers for one entry of a source, which `verify` can replace."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.answers: dict[str, Callable[[Request], Any]] = {
            "initial": self.initial,
            "moves": self.moves,
            "step": self.step,
            "ahead": self.ahead,
            "graph": self.graph,
            "verify": self.verify,
        }

    def answer(self, name: str, request: bytes) -> bytes:
        """JSON to JSON. Raises ValueError for what is not understood or not possible (msgspec's errors are such)."""
        if name not in self.answers:
            raise ValueError(f"no such question: {name}")
        return msgspec.json.encode(self.answers[name](msgspec.json.decode(request, type=Request)))

    # --- questions ------------------------------------------------------------------------------------

    def initial(self, request: Request) -> Initial:
        s = self.session
        view = self.view(s.view(request.schedule))
        return Initial(1, f"chancheck {__version__}", s.source.name, s.entry, {s.source.name: s.source.text}, view)

    def moves(self, request: Request) -> list[PageMove]:
        return [move_of(move) for move in self.session.moves(request.schedule)]

    def step(self, request: Request) -> PageView:
        return self.view(self.session.view((*request.schedule, request.move)))

    def view(self, view: View) -> PageView:
        run = PageRun(
            [step_of(s) for s in view.steps], moments_of(view.moments), [goroutine_of(g) for g in view.goroutines]
        )
        return PageView(view.schedule, run, view.ends, [move_of(move) for move in view.moves], view.ending)

    def ahead(self, request: Request) -> list[Outlook]:
        s = self.session
        spot = s.spot(request.schedule)
        return list(outlooks(s.program, s.machine, spot.state, spot.successors, MOST_STATES, SECONDS))

    def graph(self, request: Request) -> Graph:
        s = self.session
        around = Neighbourhood(s.program, s.machine)
        around.explore(s.machine.initial(), MOST_NODES, GRAPH_SECONDS)
        nodes = [
            GraphNode(node.depth, node.ending.kind if node.ending else "", around.way(n), node.after)
            for n, node in enumerate(around.nodes)
        ]
        return Graph(nodes, around.complete, around.numbers.get(s.spot(request.schedule).state, -1))

    def verify(self, request: Request) -> Verified:
        if request.source is not None:
            try:
                options: Options = self.session.options
                self.session = Session(Source(self.session.source.name, request.source), options)
            except SourceError as error:
                return Verified("error", "", [], [note_of(d) for d in error.diagnostics])
        s = self.session
        found = [Reached(finding_of(finding), schedule) for finding, schedule in s.findings]
        limit = "" if s.found.complete else s.found.limit or "limit"
        verdict = "violated" if found else "proved" if not limit else "inconclusive"
        return Verified(verdict, limit, found, [])


def move_of(move: Move) -> PageMove:
    return PageMove(
        move.number, move.goroutine, move.text, place_of(move.place), move.partner, move.partner_text, move.processor
    )
