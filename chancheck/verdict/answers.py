"""The answer that findings and limits add up to. Without findings a verdict takes no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chancheck.explore.engine import Exploration
from chancheck.program.program import Program
from chancheck.program.unknown import AGAIN, REFUSED
from chancheck.records import replace
from chancheck.verdict.coverage import with_coverage
from chancheck.verdict.finding import (
    INCONCLUSIVE,
    KINDS,
    LIMITS,
    PROVED,
    VIOLATED,
    AccessReport,
    Finding,
    Limit,
    Verdict,
)
from chancheck.verdict.tried import with_trials
from chancheck.verdict.waits import Reason


def concluded(
    program: Program,
    found: Exploration,
    told: Sequence[Finding] = (),
    notes: tuple[Reason, ...] = (),
    finalized: str = "",
) -> Verdict:
    """The verdict with these findings. finalized: the type of an object with a finalizer that may end a goroutine."""
    name = found.limit if not found.complete else program.cut
    limit = LIMITS.get(name, Limit(name, name)) if name and not (name == "first" and told) else None
    if limit is not None and name == "unknown":
        limit = on_what(program, found, limit)
    elif finalized and not name:
        unknown = LIMITS["unknown"]
        limit = replace(
            unknown, text=f"{unknown.text}: when the finalizer of a {finalized} runs, which may end a goroutine"
        )
    limit = with_coverage(with_trials(program, found, limit), found.coverage)
    return Verdict(answer_of(told, limit), tuple(told), limit, found.statistics, found.coverage, notes)


def on_what(program: Program, found: Exploration, limit: Limit) -> Limit:
    """Which values runs depend on, and where; or what is not supported, to which a run comes."""
    values = sorted({f.text for f in found.found if f.kind == "unknown"})
    parts = [text.rpartition("@")[::2] for text in values]
    refused = [name.removeprefix(AGAIN + REFUSED) for name, _ in parts if name.startswith(AGAIN + REFUSED)]
    if refused:
        return replace(LIMITS["refused"], text=f"{LIMITS['refused'].text}: {'; '.join(refused[:3])}")
    listed = [f"{name.lstrip(AGAIN)}, read at {program.places[int(place)]}" for name, place in parts]
    return replace(limit, text=f"{limit.text}: {'; '.join(listed[:3])}") if listed else limit


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By kind; but a race on a WaitGroup before the panics that it leads to."""
    found = sorted(findings, key=lambda f: KINDS.index(f.kind))
    early = [f for f in found if f.kind == "race" and any(is_counting(a) for a in f.accesses)]
    first = next((n for n, f in enumerate(found) if f.kind == "panic" and "WaitGroup" in f.message), None)
    if first is None or not early:
        return found
    rest = [f for f in found if f not in early]
    at = rest.index(found[first])
    return [*rest[:at], *early, *rest[at:]]


def is_counting(access: AccessReport) -> bool:
    """Whether an access is one of a WaitGroup's own."""
    return any(frame.function.startswith("sync.(*WaitGroup).") for frame in access.frames[:1])


def answer_of(findings: Sequence[Finding], limit: Limit | None) -> str:
    return VIOLATED if findings else INCONCLUSIVE if limit is not None else PROVED
