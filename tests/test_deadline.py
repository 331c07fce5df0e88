"""The time and memory of an entry: what is left, shares of it, and what happens at its end."""

import time

import pytest

from chancheck import deadline
from chancheck.deadline import Deadline, Exhausted, current
from chancheck.source import Source


def polled() -> None:
    for _ in range(2 * deadline.OFTEN):
        deadline.poll()


def test_without_a_deadline_nothing_ends() -> None:
    polled()
    assert deadline.left() is None
    assert deadline.left(3.0) == 3.0


def test_polling_raises_at_the_end() -> None:
    with deadline.running(Deadline.of(0.0, 0.5, None)), pytest.raises(Exhausted, match="seconds"):
        polled()


def test_polling_raises_above_the_memory() -> None:
    with deadline.running(Deadline.of(None, 0.5, 1)), pytest.raises(Exhausted, match="memory"):
        polled()


def test_polling_raises_where_the_user_asked_to_stop() -> None:
    with deadline.running(Deadline.of(9.0, 0.5, None, lambda: True)), pytest.raises(Exhausted, match="interrupt"):
        polled()


def test_what_is_optional_is_left_out() -> None:
    def endless() -> int:
        while True:
            deadline.poll()

    with deadline.running(Deadline.of(60.0, 0.5, None)):
        assert deadline.within(0.01, endless) is None
        assert deadline.within(9.0, lambda: 7) == 7
        polled()


def test_what_is_optional_ends_with_the_entry() -> None:
    with deadline.running(Deadline.of(0.0, 0.5, None)), pytest.raises(Exhausted):
        deadline.within(9.0, polled)
        polled()


def test_telling_has_time_and_memory_beyond_the_limits() -> None:
    with deadline.running(Deadline.of(0.0, 30.0, 1)), deadline.extended():
        polled()
        assert 29 < (deadline.left() or 0) <= 30


def test_a_large_allocation_is_refused_before_it_is_made() -> None:
    with deadline.running(Deadline.of(None, 0.5, deadline.resident_bytes() + 2**24)):
        deadline.claim(2**20)
        with pytest.raises(Exhausted, match="memory"):
            deadline.claim(2**40)


def test_parts_never_outlast_the_whole() -> None:
    with deadline.running(Deadline.of(10.0, 0.5, None)) as whole, deadline.bounded(99.0) as part:
        assert part.end == whole.end
    with deadline.running(Deadline.of(10.0, 0.5, None)), deadline.shortened(4.0) as part:
        assert part.end is not None
        assert 5 < part.end - time.monotonic() <= 6


SLOW = 'package a\n\nimport "testing"\n\n' + "".join(f"func Test{n}(t *testing.T) {{}}\n" for n in range(3))


def loading(entry: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers where reading and checking a file with three tests takes longer than the budget of one."""
    from chancheck import check, entries

    def slowly(*given: object) -> object:
        left = current().left()
        assert left is not None
        if left < 1.5:
            raise Exhausted("seconds")
        return load(*given)

    load = entries.load
    monkeypatch.setattr(entries, "load", slowly)
    found = check.check_source(Source("a_test.go", SLOW), check.Options(entry=entry, budget=1.0))
    return [f"{result.entry}: {result.verdict.answer}" for result in found]


def test_what_serves_all_entries_may_take_the_time_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loading("", monkeypatch) == ["Test0: proved", "Test1: proved", "Test2: proved"]


def test_one_entry_has_its_own_time_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loading("Test1", monkeypatch) == ["Test1: inconclusive"]
