"""Which searches a verdict takes, as data: the passes of each plan, and when a plan applies.

`deciding` follows the first plan that applies: it makes the passes in order and merges what they say. It leaves out a
pass that looks for no kind, and all further ones once something was found with --exit-first. `-v` prints what was made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chancheck.options import BUDGET, Options
from chancheck.records import dataclass, replace
from chancheck.verdict.finding import Verdict
from chancheck.verdict.merging import beside, exact_and_slow

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit

EXACT_STATES, EXACT_SECONDS = 50_000, 1.5
"""Limits of a search that only shows which findings depend on late timers."""

BRIEF_STATES, BRIEF_SHARE, BRIEF_LEAST = 8_000, 0.12, 1.0
"""Limits of a first search of a test with any timers. To lower a program takes most of the least time. Subtests that
share the time of a test often have no more: then one search is better than the beginnings of three."""

BEHIND_SECONDS = 4.0
"""For what lies behind a race."""

CLOCKS = frozenset({
    "time.now", "time.Sleep", "time.NewTimer", "time.NewTicker", "time.AfterFunc", "internal/clock.NewAlarm",
})  # fmt: skip
"""Functions of models/ without which a program's runs do not depend on time."""


# --- what a pass changes in the options of an entry -------------------------------------------------


def as_asked(options: Options) -> Options:
    return replace(options, time="any" if options.time == "auto" else options.time)


def exact_timers(options: Options) -> Options:
    return replace(options, time="exact")


def any_timers(options: Options) -> Options:
    return replace(options, time="any")


def virtual_clock(options: Options) -> Options:
    return replace(options, time="virtual")


def without_races(options: Options) -> Options:
    return replace(options, checks=options.checks - {"race"})


def only_races(options: Options) -> Options:
    """A race needs no bad luck: neither a late timer nor a certain scheduler."""
    return replace(options, sched="free", checks=options.checks & {"race"})


def to_the_end(options: Options) -> Options:
    """No finding ends the search early."""
    return replace(options, exit_first=False, budget=options.budget or BUDGET)


def briefly(options: Options) -> Options:
    states = min(options.max_states or EXACT_STATES, EXACT_STATES)
    seconds = min(options.budget or EXACT_SECONDS, EXACT_SECONDS)
    return replace(to_the_end(options), search="bfs", max_states=states, budget=seconds)


def for_a_try(options: Options) -> Options:
    return replace(options, search="bfs", max_states=min(options.max_states or BRIEF_STATES, BRIEF_STATES))


def accesses_apart(options: Options) -> Options:
    """Partial order reduction takes plain accesses for independent, which those of a race are not."""
    return replace(options, reduce=options.reduce - {"por"})


# --- the passes ------------------------------------------------------------------------------------

Change = Callable[[Options], Options]


@dataclass(frozen=True, slots=True)
class Pass:
    """One search of the program of an entry.

    changes: how its options differ from the entry's. share, least: the part of the entry's time that it may take, and
    the seconds that it may take at least; None: all that is left. times: how many times the seconds of `against` are
    enough, if it was made. against: a search with exact timers; its findings are compared with those of this one, to
    say which need a slow machine; it is made when a finding needs it, if it was not made before. warns: what `against`
    does not find is a warning. tries: it ends the plan if it proves the entry, and counts for nothing if not. merge:
    makes one verdict of what the passes before and this one say.
    """

    name: str
    changes: tuple[Change, ...]
    share: float | None = None
    least: float = 0.0
    times: float | None = None
    against: Pass | None = None
    warns: bool = False
    tries: bool = False
    merge: Callable[[Verdict, Verdict], Verdict] = beside

    def options(self, options: Options) -> Options:
        for change in self.changes:
            options = change(options)
        return options


BRIEF = Pass("any timers, briefly", (any_timers, for_a_try), share=BRIEF_SHARE, least=BRIEF_LEAST, tries=True)
"""Where that proves a test, it is proved for all times. Exact timers may have no end of states where any have few: what
is kept of an instant grows old."""

EXACT = Pass("exact timers", (exact_timers,), share=0.6)
SLOW = Pass(
    "slow machines", (any_timers,), share=0.15, least=2.0, times=5, against=EXACT, warns=True, merge=exact_and_slow
)

COMPARED = Pass("exact timers, to compare", (virtual_clock, without_races, briefly))
ALL = Pass("all kinds", (as_asked,), against=COMPARED)
OTHERS = Pass("all but races", (as_asked, without_races), against=COMPARED)
RACES = Pass("races", (any_timers, only_races))

CLOCKED = Pass("all kinds, with a clock", (virtual_clock,))
CLOCKED_OTHERS = Pass("all but races, with a clock", (virtual_clock, without_races))
CLOCKED_RACES = Pass("races, with a clock", (virtual_clock, only_races))

BEHIND = Pass("behind races", (as_asked, accesses_apart))
"""Further findings, where others step in between accesses that race. In programs without races that makes no
difference, so that it is made for findings only."""


# --- the plans -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """Passes, and when they are what an entry needs. applies: called with the entry, its options, and whether its
    program has a virtual clock of its own."""

    passes: tuple[Pass, ...]
    applies: Callable[[Unit, Options, bool], bool]


def is_timed_test(unit: Unit, options: Options, clocked: bool) -> bool:
    """Whether the entry is a test that lets time pass, and no option says which time is meant (ADR 36)."""
    if clocked or options.time != "auto" or options.sched != "free":
        return False
    if not any(graph.pos.file.endswith("_test.go") for graph in unit.graphs):
        return False
    return any(graph.obj is not None and graph.obj.full_name in CLOCKS for graph in unit.graphs)


def is_free(unit: Unit, options: Options, clocked: bool) -> bool:
    """Whether one search can look for races too."""
    return options.sched == "free" and (clocked or options.time in ("any", "auto"))


PLANS = (
    Plan((BRIEF, EXACT, SLOW), is_timed_test),
    Plan((CLOCKED,), lambda unit, options, clocked: clocked and is_free(unit, options, clocked)),
    Plan((CLOCKED_OTHERS, CLOCKED_RACES), lambda unit, options, clocked: clocked),
    Plan((ALL,), is_free),
    Plan((OTHERS, RACES), lambda unit, options, clocked: True),
)


def plan_of(unit: Unit, options: Options) -> tuple[Pass, ...]:
    """The passes of the first plan that applies."""
    from chancheck.lower.lower_program import has_clock

    clocked = has_clock(unit)
    return next(plan.passes for plan in PLANS if plan.applies(unit, options, clocked))
