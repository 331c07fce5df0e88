"""The table of what affects others unordered, against runs from which steps are left out: ADR 51 and 64."""

from __future__ import annotations

from random import Random

import pytest

from chancheck.lower.independence import INDEPENDENCE
from chancheck.program.independence import GIVES_UP, RuleName
from chancheck.program.rules import Access, Operation
from chancheck.records import replace
from chancheck.semantics import atomics, channels, mutex, rwmutex, waitgroup
from tests.native.left_out import Event, Fault, Object, closed, replay, run

ORDER = INDEPENDENCE["any"]
WAITGROUP = (waitgroup.ADD, waitgroup.DONE, waitgroup.WAIT)
ATOMICS = tuple(o for o in atomics.OPERATIONS if o.name.removeprefix("atomic.") in ("load", "store", "add", "cas"))
PAGES: dict[str, tuple[tuple[Operation, ...], tuple[int, ...], tuple[int, ...]]] = {
    "values": (channels.OPERATIONS, (2, 0, 0), (1, 2, 3)),
    "one value": (channels.OPERATIONS, (2, 0, 0), (1,)),
    "one slot": (channels.OPERATIONS, (1, 0, 0), (1, 2)),
    "without ends": ((channels.SEND, channels.RECV), (2, 0, 0), (1,)),
    "mutex": (mutex.OPERATIONS, (0,), (1,)),
    "rwmutex": (rwmutex.OPERATIONS, (0, 0), (1,)),
    "waitgroup": (WAITGROUP, (0, 0, 0), (1, -1, 2)),
    "atomics": (ATOMICS, (0,), (0, 1, 2)),
}


def accesses(event: Event) -> set[str]:
    rules = [rule for rule in event.operation.rules if rule.name == event.rule]
    return {effect.kind for rule in rules for effect in rule.effects if isinstance(effect, Access)}


def conflict(a: Event, b: Event) -> bool:
    """A race of the rules' own accesses."""
    return any("write" in {x, y} for x in accesses(a) for y in accesses(b))


def row(rule: RuleName, performed: set[RuleName], alike: bool) -> frozenset[RuleName]:
    """The performed rules that it affects; and if there are any, those behind which it may not be possible."""
    by_value = ORDER.by_value.get(rule, frozenset()) if alike else frozenset[RuleName]()
    affected = (ORDER.unordered.get(rule, frozenset()) - by_value) & performed
    return affected | (ORDER.in_turn.get(rule, frozenset()) & performed if affected else affected)


def unordered(events: list[Event], alike: bool) -> tuple[int, set[int]]:
    """The first event that others affect without being ordered before it, and these."""
    performed = {event.name for event in events}
    for b in events:
        earlier = [a for a in events[: b.number] if a.number not in b.knows]
        found = {a.number for a in earlier if b.name in row(a.name, performed, alike) or conflict(a, b)}
        if found:
            return b.number, found
    return len(events), set()


def side_by_side(o: Object, a: Event, b: Event, performed: set[RuleName], alike: bool) -> bool:
    """As the engine compares moves: both operations are possible, the first by a rule that affects the second."""
    rules = [RuleName(a.operation.name, rule.name) for rule in o.enabled(a.operation, a.operands)]
    second = bool(o.enabled(b.operation, b.operands))
    if conflict(a, b):
        return bool(rules) and second
    if b.rule == GIVES_UP:
        second = second or o.gives_up(b.operation, b.operands)
        return second and any(b.name in row(rule, performed, alike) for rule in rules)
    affected = {other.operation for rule in rules for other in row(rule, performed, alike) if other.rule != GIVES_UP}
    return second and b.operation.name in affected


@pytest.mark.parametrize("page", PAGES)
def test_left_out_steps_change_nothing_or_stand_side_by_side(page: str) -> None:
    pairs = compared(page)
    assert (pairs > 30) == (page not in ("waitgroup", "atomics"))


@pytest.mark.parametrize("page", ["values", "mutex", "rwmutex"])
def test_what_the_table_has_is_needed(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ORDER", replace(ORDER, unordered={}))
    with pytest.raises(AssertionError, match="left out"):
        compared(page)


def compared(page: str) -> int:
    """The number of pairs that nothing orders."""
    operations, cells, values = PAGES[page]
    random, alone, pairs = Random(page), 0, 0
    for _ in range(2_000):
        events = run(random, cells, operations, values)
        last, others = unordered(events, len(values) == 1)
        before = [n for n in range(last) if random.random() < 0.5]
        try:
            kept = sorted(closed(set(before), events))
            assert replay([events[n] for n in kept], cells) is not None, "steps left out change others"
            alone += len(kept) < last
            if not others:
                continue
            x = max(others)
            rest = sorted(closed({*others, last}, events) - {x, last})
            o = replay([events[n] for n in rest], cells)
            assert o is not None, "steps left out change others"
            assert side_by_side(o, events[x], events[last], {e.name for e in events}, len(values) == 1)
            pairs += 1
        except Fault:
            continue
    assert alone > 200
    return pairs
