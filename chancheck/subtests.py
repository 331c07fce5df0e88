"""Subtests as entries: `TestX/a` is the test of which only the subtest a is run, as `go test -run 'TestX$/a$'` does.

The whole test is tried first. Where that does not come to an end, each subtest is decided alone, provided that none of
them changes what others can reach: then what happens in one of them does not depend on the others (ADR 35).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from chancheck.deadline import Exhausted, bounded
from chancheck.options import Options, buffered_timers, engine_options
from chancheck.records import replace
from chancheck.source import is_library
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED, Finding, Result
from chancheck.verdict.waits import Remark

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.program.program import Program
    from chancheck.types.objects import Package

LIST = "\x01"
"""As models/testing/subtest.go has it."""

LISTED = f"{LIST}(.*)\n"

WHOLE_STATES, WHOLE_SHARE = 20_000, 1 / 3
"""States, and the part of an entry's time, for a test together with all its subtests."""

EACH = 1.5
"""Seconds that a subtest may take while its test has them, though equal parts are less: most take only what preparing
them takes, and half of that is of no use."""

LEAST = 0.1
"""Seconds that are left for subtests at least."""

LIST_STATES, LIST_SECONDS = 2_000, 2.0

ALONE = "decided one subtest at a time: none changes what another one can reach; together the search did not end"

OWN = ("testing", "fmt", "strconv", "errors", "internal/text")
"""Packages of the library with objects that no subtest hands to another one."""


def has_subtests(unit: Unit) -> bool:
    return any(graph.obj is not None and graph.obj.full_name == "testing.(*T).Run" for graph in unit.graphs)


def is_subtest(entry: str) -> bool:
    return "/" in entry


def test_of(entry: str) -> str:
    """The test or subtest around a subtest; empty for others."""
    return entry.rpartition("/")[0]


def for_whole(options: Options) -> Options:
    """Of a first try with all subtests together."""
    seconds = share_of(options, WHOLE_SHARE)
    return replace(options, max_states=min(options.max_states or WHOLE_STATES, WHOLE_STATES), budget=seconds)


def share_of(options: Options, part: float) -> float | None:
    """Seconds: a part of an entry's time; None where it has no limit."""
    seconds = engine_options(options).limits.seconds
    return None if seconds is None else seconds * part


class Units:
    """The process graphs of entries. Those of one test and all its subtests are the same but for a constant."""

    def __init__(self) -> None:
        self.known: tuple[Package, str, Unit] | None = None

    def of(self, package: Package, entry: str) -> Unit:
        from chancheck.graph.build import build_graphs

        test = entry.partition("/")[0]
        if self.known is None or self.known[0] is not package or self.known[1] != test:
            self.known = package, test, build_graphs(package, test, partly=True)
        selecting(self.known[2], entry if is_subtest(entry) else "")
        return self.known[2]


def selecting(unit: Unit, path: str) -> None:
    """Sets the path of the subtest to run; empty: all. It is the third argument of testing.RunTest."""
    from chancheck.graph import ops
    from chancheck.types import types as T

    unit.selected = path
    for block in unit.entry.blocks:
        for instr in block.instrs:
            if isinstance(instr, ops.Call) and takes_path(instr.func):
                instr.args = [*instr.args[:2], ops.Const(T.STRING, path.encode()), *instr.args[3:]]


def takes_path(f: object) -> bool:
    name = getattr(getattr(f, "func", None), "name", "")
    return name.startswith(("testing.RunTest", "testing.RunFuzz"))


class Shares:
    """The time of a test that is left for its subtests."""

    def __init__(self, options: Options) -> None:
        self.options, self.left = options, dict[str, float]()

    def options_of(self, entry: str, siblings: int) -> Options:
        """For one of so many subtests to come."""
        whole = share_of(self.options, 1 - WHOLE_SHARE)
        return self.options if whole is None else replace(self.options, budget=self.part_of(entry, siblings, whole))

    def part_of(self, entry: str, siblings: int, whole: float) -> float:
        """Seconds of what is left for its test; of `whole` if nothing was taken yet."""
        left = self.left.get(test_of(entry), whole)
        return max(left / max(siblings, 1), min(left, EACH))

    def used(self, entry: str, seconds: float, divided: bool, siblings: int) -> None:
        """By a subtest, one of so many to come, or by a test before it was divided. Subtests of a subtest share its
        part of the time; those beside it have what they leave."""
        whole, subtests = share_of(self.options, 1.0), share_of(self.options, 1 - WHOLE_SHARE)
        if whole is None or subtests is None:
            return
        if is_subtest(entry):
            self.left.setdefault(test_of(entry), subtests)
        around = entry
        while around := test_of(around):
            if around in self.left:
                self.left[around] = max(LEAST, self.left[around] - seconds)
        if divided:
            left = self.part_of(entry, siblings, subtests) if is_subtest(entry) else whole - seconds
            self.left[entry] = max(LEAST, left)


class Listing:
    """The subtests of a test: which there are, and whether they may be decided one by one."""

    def __init__(self, unit: Unit, entry: str, options: Options) -> None:
        from chancheck.closely import explored

        self.unit = unit
        selecting(unit, f"{entry}/{LIST}")
        self.names: list[str] = []
        self.complete = has_subtests(self.unit)
        if not self.complete:
            return
        seconds = share_of(options, 1.0)
        few = replace(options, max_states=LIST_STATES, budget=min(seconds or LIST_SECONDS, LIST_SECONDS), search="bfs")
        few = replace(few, reduce=frozenset())
        self.program, found = explored(
            self.unit, engine_options(few), few.engine, False, keep_output=True, time="virtual",
            buffered_timers=buffered_timers(few),
        )  # fmt: skip
        listed = [re.findall(LISTED, f.output.decode("utf-8", "replace")) for f in found.found]
        self.names = list(dict.fromkeys(name for names in listed for name in names))
        self.complete = found.complete and not any(f.kind == "fault" for f in found.found)

    def independent(self) -> bool:
        """Whether no subtest changes what others, or the test around them, can reach."""
        from chancheck.program.sharing import Sharing

        run = number_of(self.program, "testing.(*T).Run")
        caller = number_of(self.program, "testing.(*T).Run.func1")
        if run < 0 or caller < 0:
            return False
        sharing = Sharing(self.program, own_shapes(self.program), library_cells(self.unit))
        outside = sharing.reached([self.program.entry], frozenset([caller]))
        bodies = sharing.handed(run, 2, outside)  # behind the receiver and the name
        return bodies is not None and not sharing.shared(bodies)


def number_of(program: Program, name: str) -> int:
    return next((n for n, f in enumerate(program.functions) if f.name == name), -1)


def own_shapes(program: Program) -> frozenset[int]:
    folders = tuple(f"{root}/{package}/" for package in OWN for root in ("$GOROOT/src", "$CHANCHECK/models"))
    return frozenset(n for n, s in enumerate(program.shapes) if program.places[s.place].file.startswith(folders))


def library_cells(unit: Unit) -> frozenset[int]:
    """The cells of package variables of models, and of pools: what a sync.Pool gives counts as new."""
    from chancheck.lower import layout

    found: set[int] = set()
    at = 0
    for var in unit.globals:
        wide = layout.width(var.type)
        if is_library(var.pos) or str(var.type) == "sync.Pool":
            found |= set(range(at, at + wide))
        at += wide
    return frozenset(found)


def listing_of(unit: Unit, entry: str, options: Options) -> Listing | None:
    """The subtests of a test; None where there are too few to divide it, or that takes too long."""
    try:
        with bounded(share_of(options, WHOLE_SHARE)):
            listing = Listing(unit, entry, options)
            return listing if listing.complete and len(listing.names) > 1 else None
    except Exhausted as met:
        if met.limit != "seconds":
            raise
    return None


def parts_of(listing: Listing, options: Options) -> tuple[str, ...]:
    """The subtests to decide one by one; empty if that would not do."""
    try:
        with bounded(share_of(options, WHOLE_SHARE)):
            return tuple(listing.names) if listing.independent() else ()
    except Exhausted as met:
        if met.limit != "seconds":
            raise
    return ()


def matching(names: Iterable[str], pattern: str) -> list[str]:
    """The subtests with own names that match one level of a pattern, as `go test -run` has it: spaces are
    underscores."""
    wanted = re.compile(pattern.replace(" ", "_"))
    return [name for name in names if wanted.search(name.rpartition("/")[2])]


def levels(pattern: str) -> list[str]:
    """The parts of a pattern for tests, their subtests, and so on: between slashes that are not in brackets."""
    found, depth = [""], 0
    for letter in pattern:
        depth += (letter in "[(") - (letter in "])")
        if letter == "/" and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    return found


# --- results ---------------------------------------------------------------------------------------------


def merged(results: Iterable[Result]) -> Iterator[Result]:
    """The result of a test that was divided comes behind those of its subtests."""
    open_: list[tuple[Result, list[Result]]] = []
    for result in results:
        if result.subtests:
            open_.append((result, []))
            continue
        yield result
        while open_ and test_of(result.entry) == open_[-1][0].entry:
            whole, parts = open_[-1]
            parts.append(result)
            if len(parts) < len(whole.subtests):
                break
            open_.pop()
            result = with_parts(whole, parts)
            yield result
    while open_:  # a stop was requested
        yield with_parts(*open_.pop())


def with_parts(whole: Result, parts: Sequence[Result]) -> Result:
    verdict = whole.verdict
    proved = sum(p.verdict.answer == PROVED for p in parts)
    findings = of_parts(parts)
    statistics = replace(
        verdict.statistics,
        states=verdict.statistics.states + sum(p.verdict.statistics.states for p in parts),
        transitions=verdict.statistics.transitions + sum(p.verdict.statistics.transitions for p in parts),
        seconds=verdict.statistics.seconds + sum(p.verdict.statistics.seconds for p in parts),
    )
    said = replace(verdict, statistics=statistics)
    if proved == len(whole.subtests):
        return replace(whole, verdict=replace(said, answer=PROVED, limit=None, notes=(*verdict.notes, Remark(ALONE))))
    if findings:
        return replace(whole, verdict=replace(said, answer=VIOLATED, findings=findings))
    limit = next((p.verdict.limit for p in parts if p.verdict.limit is not None), verdict.limit)
    assert limit is not None
    text = f"{limit.text} (of {len(whole.subtests)} subtests, each alone, {proved} are proved)"
    return replace(whole, verdict=replace(said, answer=INCONCLUSIVE, limit=replace(limit, text=text)))


def of_parts(parts: Iterable[Result]) -> tuple[Finding, ...]:
    found: dict[object, Finding] = {}
    for part in parts:
        for finding in part.verdict.findings:
            found.setdefault((finding.kind, finding.location, finding.message), finding)
    return tuple(found.values())
