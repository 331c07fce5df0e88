"""The search for races relies on rules that hold an object (ADR 46): they exclude each other and are ordered."""

from __future__ import annotations

import pytest

from chancheck.program.rules import Acquire, Operation, Release, Rule, SetSlot
from chancheck.semantics.operations import OPERATIONS

HOLDING = [(o, rule) for o in OPERATIONS.values() for rule in o.rules if rule.holds]


def taking(page: str, mode: str) -> list[Rule]:
    return [rule for o, rule in HOLDING if o.name.startswith(page) and rule.holds > 0 and rule.mode == mode]


@pytest.mark.parametrize(("operation", "rule"), HOLDING, ids=lambda part: part.name)
def test_holders_are_ordered_by_clocks(operation: Operation, rule: Rule) -> None:
    assert any(isinstance(effect, Acquire if rule.holds > 0 else Release) for effect in rule.effects)


@pytest.mark.parametrize(("page", "mode"), [("sync.Mutex", ""), ("sync.RWMutex", "write")])
def test_a_lock_held_alone_is_marked_so_that_no_other_rule_takes_it(page: str, mode: str) -> None:
    rules = taking(page, mode)
    assert rules
    for rule in rules:
        marked = {effect.offset for effect in rule.effects if isinstance(effect, SetSlot)}
        for other in (*rules, *taking(page, "read")):
            assert any(f"offset={offset}" in repr(other.guard) for offset in marked)
