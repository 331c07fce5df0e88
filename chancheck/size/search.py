"""The search for the least capacities: propose, verify, learn; then confirm what was only learnt.

More room does not only help: it also takes orders away. So what is learnt from a failing run, "one of the channels on
which a goroutine waits to send needs more", is an assumption that leads to a good answer fast. The answer is called
minimal only when every smaller vector was verified too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chancheck.cluster.ahead import Tasks, ahead
from chancheck.records import dataclass, field
from chancheck.size.channels import Channel
from chancheck.size.propose import Proposer, Unknown, Vector
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED, Finding, Verdict

CONFIRMATIONS = 2_000
"""How many vectors are verified at most to confirm an answer."""


@dataclass(slots=True)
class Sizing:
    """The capacities that were tried, and the answer.

    minimal: the least vectors that are proved, all with one value of the objective; empty: none is known. confirmed:
    every vector below them (without any: every vector within the bounds) was really refuted. limit: what cut the search
    short, else "". fills: the most elements ever seen in each channel with plenty of room; None: not known.
    """

    file: str
    entry: str
    channels: tuple[Channel, ...]
    objective: str
    tried: dict[Vector, Verdict] = field(default_factory=dict)
    minimal: tuple[Vector, ...] = ()
    confirmed: bool = False
    limit: str = ""
    fills: tuple[int, ...] | None = None

    @property
    def refuted(self) -> list[Vector]:
        """The failing vectors, the least first."""
        failed = [v for v, verdict in self.tried.items() if verdict.answer == VIOLATED]
        return sorted(failed, key=lambda v: rank(v, self.objective))


def rank(vector: Vector, objective: str) -> tuple[int, ...]:
    """What is minimised."""
    return (max(vector), sum(vector)) if objective == "max" else (sum(vector),)


def search(sizing: Sizing, verify: Callable[[Vector], Verdict], tasks: Tasks[Vector, Verdict] | None = None) -> None:
    """Fills in the answer. verify: decides about the program with these capacities. tasks: do the same elsewhere."""
    bounds = [(channel.lo, channel.hi) for channel in sizing.channels]
    try:
        first = guided(sizing, Proposer(bounds, sizing.objective), verify)
    except Unknown as reason:
        sizing.limit = f"z3 did not answer ({reason})"
        return
    if not sizing.limit:
        confirm(sizing, first, verify, tasks)


def guided(sizing: Sizing, proposer: Proposer, verify: Callable[[Vector], Verdict]) -> Vector | None:
    """The first proved vector, if the assumptions leave one."""
    while (vector := proposer.propose()) is not None:
        verdict = sizing.tried[vector] = verify(vector)
        if verdict.answer == PROVED:
            return vector
        if verdict.answer == INCONCLUSIVE:
            sizing.limit = f"with {named(sizing, vector)}: {verdict.limit}"
            return None
        proposer.more_room(vector, blocking(sizing.channels, verdict.findings))
    return None


def blocking(channels: Sequence[Channel], findings: Sequence[Finding]) -> list[int]:
    """Numbers of the channels that the goroutines of a failing run wait to send to."""
    places = {
        wait.made[:3]
        for finding in findings[:1]
        for goroutine in finding.goroutines
        for wait in goroutine.waits
        if wait.operation == "chan send"
    }
    return [number for number, channel in enumerate(channels) if channel.place in places]


def confirm(
    sizing: Sizing,
    first: Vector | None,
    verify: Callable[[Vector], Verdict],
    tasks: Tasks[Vector, Verdict] | None = None,
) -> None:
    """Verify whatever is not larger than the best so far, the least first, until all of it is known."""
    best = None if first is None else rank(first, sizing.objective)
    sizing.confirmed = True
    trials = ahead(ordered(sizing), verify, tasks, lambda vector: vector not in sizing.tried)
    for number, (vector, verdict_of) in enumerate(trials):
        value = rank(vector, sizing.objective)
        if best is not None and value > best:
            break
        if number >= CONFIRMATIONS and vector not in sizing.tried:
            sizing.confirmed = False
            break
        verdict = sizing.tried[vector] = sizing.tried.get(vector) or verdict_of()
        if verdict.answer == INCONCLUSIVE:
            sizing.confirmed, sizing.limit = False, f"with {named(sizing, vector)}: {verdict.limit}"
            break
        if verdict.answer == PROVED:
            best = value if best is None else min(best, value)
    proved = [vector for vector, verdict in sizing.tried.items() if verdict.answer == PROVED]
    sizing.minimal = tuple(sorted(v for v in proved if rank(v, sizing.objective) == best))


def ordered(sizing: Sizing) -> Iterator[Vector]:
    """All vectors within the bounds, the least first; made one by one, for there may be very many."""
    bounds = [(channel.lo, channel.hi) for channel in sizing.channels]
    highest = max(hi for _, hi in bounds)
    if sizing.objective == "max":
        for largest in range(highest + 1):
            limited = [(lo, min(hi, largest)) for lo, hi in bounds]
            yield from (v for v in by_sum(limited) if max(v) == largest)
    else:
        yield from by_sum(bounds)


def by_sum(bounds: Sequence[tuple[int, int]]) -> Iterator[Vector]:
    if all(lo <= hi for lo, hi in bounds):
        for total in range(sum(lo for lo, _ in bounds), sum(hi for _, hi in bounds) + 1):
            yield from with_sum(bounds, total)


def with_sum(bounds: Sequence[tuple[int, int]], total: int) -> Iterator[Vector]:
    if not bounds:
        if total == 0:
            yield ()
        return
    (lo, hi), rest = bounds[0], bounds[1:]
    least, most = sum(lo for lo, _ in rest), sum(hi for _, hi in rest)
    for n in range(max(lo, total - most), min(hi, total - least) + 1):
        yield from ((n, *others) for others in with_sum(rest, total - n))


def named(sizing: Sizing, vector: Vector) -> str:
    return ", ".join(f"{channel.name} = {n}" for channel, n in zip(sizing.channels, vector, strict=True))
