"""The attempts of an inconclusive search, in words."""

from __future__ import annotations

from chancheck.explore.engine import Exploration
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.source import is_library
from chancheck.verdict.finding import Limit

CUT = ("seconds", "memory", "states", "depth", "busy")
SHOWN = 3


def with_trials(program: Program, found: Exploration, limit: Limit | None) -> Limit | None:
    """The limit that was met, with how much was seen until then."""
    if limit is None or limit.name not in CUT:
        return limit
    states = f"{found.statistics.states:,} states"
    if not found.runs:
        return replace(limit, text=f"{limit.text}, after {states}") if limit.name in ("seconds", "memory") else limit
    runs = f"{found.runs:,} complete random runs"
    return replace(limit, text=f"{limit.text}, after {states} and {runs}{coverage(program, found)}")


def coverage(program: Program, found: Exploration) -> str:
    """Of the places in the program's own code where goroutines offer operations, how many were reached."""
    places = [(program.places[site.place], n in found.sites) for n, site in enumerate(program.sites)]
    own = {(place.file, place.line) for place, _ in places if place.line and not is_library(place)}
    if not own or not found.sites:
        return ""
    reached = own & {(place.file, place.line) for place, there in places if there}
    if reached == own:
        return f" that reached all {len(own)} lines with an operation"
    missing = [f"{file.rpartition('/')[2]}:{line}" for file, line in sorted(own - reached)]
    more = ", ..." if len(missing) > SHOWN else ""
    return (
        f" that reached {len(reached)} of {len(own)} lines with an operation (not {', '.join(missing[:SHOWN])}{more})"
    )
