"""The values of inputs that an entry needs, before any pass looks for defects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chancheck.deadline import Exhausted, bounded, share
from chancheck.inputs.explored import recorded
from chancheck.inputs.representatives import representatives
from chancheck.inputs.terms import NotLinear
from chancheck.records import replace
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, Limit, Verdict

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.options import Options

SHARE = 0.3
"""Of the time of an entry, for each attempt."""

FEW = (8, 64)
"""So many values of an input are tried one by one: where terms do not describe its uses, more of them."""


def with_values(unit: Unit, options: Options) -> Limit | None:
    """Give the unit the values that stand for all; the reason if they do not."""
    unit.inputs_known = True
    reason: Limit | None = None
    for unit.few in FEW:
        reason = attempted(unit, options)
        if reason is None:
            return None
    return reason


def attempted(unit: Unit, options: Options) -> Limit | None:
    try:
        with bounded(share(SHARE)):
            while more := missing(unit, options):
                unit.inputs = tuple(sorted({*unit.inputs, *more}))
    except NotLinear as reason:
        return Limit("inputs", f"only some values of check.Int were tried: the program {reason}")
    except Exhausted as met:
        if met.limit == "interrupt":
            raise
        return Limit("inputs", "only some values of check.Int were tried: there was no time to find those that matter")
    finally:
        unit.follows_inputs = False
    return None


def missing(unit: Unit, options: Options) -> set[int]:
    """Values that the states with those known so far show to be needed too."""
    from chancheck.lower.lower_program import lower
    from chancheck.options import buffered_timers

    unit.follows_inputs = True
    time = options.time if options.time in ("exact", "virtual") else "any"
    record = recorded(lower(unit, time=time, buffered_timers=buffered_timers(options)))
    found = representatives(record.forms, record.domains)
    ranges = [ends for several in record.domains.values() for ends in several]
    return {x for x in found if any(low < x < high for low, high in ranges)} - set(unit.inputs)


@contextmanager
def unknown_inputs(unit: Unit) -> Iterator[None]:
    """Inputs that are not tried one by one are unknown: a search that is complete all the same needs none of them."""
    unit.inputs_known = False
    try:
        yield
    finally:
        unit.inputs_known = True


def limited(verdict: Verdict, limit: Limit) -> Verdict:
    """Nothing is proved where some values were left out."""
    answer = INCONCLUSIVE if verdict.answer == PROVED else verdict.answer
    return replace(verdict, answer=answer, limit=verdict.limit or limit)
