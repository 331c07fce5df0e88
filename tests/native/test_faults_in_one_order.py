"""A send and a close do not race where no send has panicked (ADR 65)."""

from __future__ import annotations

import pytest

from chancheck.program.independence import Independence, order_table
from chancheck.program.rules import Operation
from chancheck.records import replace
from chancheck.semantics import channels
from chancheck.semantics.tools import order_proofs
from chancheck.semantics.tools.symbolic_memory import Step

pytest.importorskip("chancheck._core")
racing = pytest.importorskip("tests.native.test_racing")
from tests.native.test_side_by_side import REDUCED, explored, followed_far  # noqa: E402

CLOSED_BEHIND_ALL = """c := make(chan int)
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() { defer wg.Done(); c <- i; c <- i }()
	}
	go func() { wg.Wait(); close(c) }()
	for range c {
	}"""
CLOSED_BY_MAIN = """c := make(chan int, 2)
	go func() {
		for range c {
		}
	}()
	both(func() { c <- 1; c <- 2 }, func() { c <- 3; c <- 4 })
	close(c)"""

# Nearly the same, with a race.
CLOSED_TOO_SOON = CLOSED_BEHIND_ALL.replace("wg.Wait(); close(c)", "close(c)")
CLOSED_BY_LENGTH = "c := make(chan int, 1); go func() { c <- 1 }(); for len(c) == 0 {\n}; close(c)"
CLOSED_AND_LOOKED_AT = CLOSED_BEHIND_ALL.replace("c <- i; c <- i", "c <- i; x++; c <- i").replace("c :=", "x, c := 0,")


def without_exclusive_rules(body: str, reduce: frozenset[str]) -> object:
    def table(known: Independence, operations: list[Operation]) -> list[int]:
        return order_table(replace(known, exclusive=frozenset()), operations)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chancheck.explore.native.order_table", table)
        return explored(body, reduce)


@REDUCED
@pytest.mark.parametrize("body", [CLOSED_BEHIND_ALL, CLOSED_BY_MAIN])
def test_a_close_that_would_make_sends_panic_is_ordered_behind_them(body: str, reduce: frozenset[str]) -> None:
    found, other = explored(body, reduce), without_exclusive_rules(body, reduce)
    assert found.complete
    assert not racing.races(found)
    assert not found.contended
    steps, more = (sum(one.transitions for one in each.statistics.passes) for each in (found, other))
    assert steps < more or "por" not in reduce


@REDUCED
@pytest.mark.parametrize("body", [CLOSED_TOO_SOON, CLOSED_BY_LENGTH, CLOSED_AND_LOOKED_AT])
def test_a_close_does_not_hide_races(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert racing.races(found) == racing.races(followed_far(body, reduce))
    assert racing.races(found)


def test_accesses_exclude_each_other_where_one_order_is_a_fault() -> None:
    send, close = channels.SEND, channels.CLOSE
    closed, buffer, _ = send.rules
    quiet = replace(send, rules=(replace(closed, effects=()), buffer))
    (closing,) = [rule for rule in close.rules if rule.name == "close"]
    x, other, y = Step("x", send, buffer), Step("x", quiet, buffer), Step("y", close, closing)
    assert order_proofs.excludes(x, y)
    assert order_proofs.excludes(y, replace(x, name="z"))
    assert not order_proofs.excludes(other, y)  # a send that a close does not make panic
    reopened = replace(y, rule=replace(closing, effects=closing.effects[:1]))
    assert not order_proofs.excludes(reopened, replace(x, name="z"))  # a close behind which sends are still possible
