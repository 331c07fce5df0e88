"""Package testing/quick: what a few values show is found, and nothing is claimed of the others."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
from chancheck.modules.standard import goroot
from chancheck.source import Source
from chancheck.verdict.finding import Verdict

TEMPLATE = """package p

import (
	"testing"
	"testing/quick"
)

var twice = &quick.Config{MaxCount: 2}

func TestIt(t *testing.T) {
	if err := quick.CALL; err != nil {
		t.Error(err)
	}
}
"""
pytestmark = pytest.mark.skipif(goroot() is None, reason="the values are made by Go's own source")


def decided(call: str) -> Verdict:
    (result,) = check_source(Source("p_test.go", TEMPLATE.replace("CALL", call)), Options(budget=20))
    return result.verdict


def test_a_value_for_which_the_property_does_not_hold_is_found() -> None:
    assert decided("Check(func(x int64) bool { return x <= 0 || 2*x > 0 }, nil)").kinds == {"failure"}


def test_one_that_holds_for_the_values_tried_is_not_proved() -> None:
    verdict = decided("Check(func(x int64) bool { return x+1 != 7 }, nil)")
    assert (verdict.answer, verdict.findings) == ("inconclusive", ())
    assert verdict.limit is not None
    assert "values that were not tried" in verdict.limit.text


@pytest.mark.parametrize(
    ("other", "answer"), [("!a || !b", "proved"), ("!a && !b", "violated")], ids=["equal", "different"]
)
def test_functions_of_which_all_values_are_tried_are_compared(other: str, answer: str) -> None:
    call = f"CheckEqual(func(a, b bool) bool {{ return !(a && b) }}, func(a, b bool) bool {{ return {other} }}, twice)"
    assert decided(call).answer == answer


def test_more_rounds_than_are_tried_are_not_proved() -> None:
    assert decided("Check(func(a bool) bool { return true }, nil)").answer == "inconclusive"


def test_what_is_no_property_is_an_error() -> None:
    assert decided("Check(1, twice)").kinds == {"failure"}
