"""Trials of `size` and `fix` as tasks, without Ray."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import chancheck
from chancheck.cluster import ahead as module
from chancheck.cluster.ahead import Tasks, ahead
from chancheck.files import read
from chancheck.options import Options
from chancheck.repair import repair
from chancheck.repair import show as repair_show
from chancheck.repair.repair import repairs
from chancheck.size import show as size_show
from chancheck.size.channels import Wanted
from chancheck.size.sizing import size
from chancheck.source import Source
from tests.repair.test_repairs import UNREPAIRABLE

EXAMPLES = Path(__file__).parents[2] / "examples"


class Gone(Exception):
    pass


class Failed(Gone):
    def __init__(self, cause: Exception) -> None:
        self.cause = cause


class FakeRay:
    """Works on a task when it is waited for. What moves is pickled. losses: for each item, how often its worker is
    lost. slow: no task is ever done."""

    exceptions = SimpleNamespace(RayTaskError=Failed, RayError=Gone)

    def __init__(self, losses: dict[Any, int] | None = None, slow: bool = False) -> None:
        self.losses, self.slow = losses or {}, slow
        self.given, self.done, self.cancelled = list[Any](), list[int](), list[int]()

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def put(self, value: object) -> bytes:
        return pickle.dumps(value)

    def remote(self, **_: object) -> Callable[[Any], Any]:
        return lambda function: SimpleNamespace(remote=lambda *args: self.give(function, *args))

    def give(self, function: Callable[..., Any], place: bytes, decide: bytes, item: Any) -> int:
        self.given.append((function, place, decide, pickle.dumps(item)))
        return len(self.given) - 1

    def wait(self, refs: list[int], timeout: float) -> tuple[list[int], list[int]]:
        return ([], refs) if self.slow else (refs, [])

    def get(self, ref: int) -> Any:
        function, *parts = self.given[ref]
        place, decide, item = map(pickle.loads, parts)
        self.done.append(ref)
        if self.losses.get(item, 0) > 0:
            self.losses[item] -= 1
            raise Gone("the worker died")
        try:
            return pickle.loads(pickle.dumps(function(place, decide, item)))
        except Exception as error:
            raise Failed(error) from None

    def cancel(self, ref: int, force: bool) -> None:
        self.cancelled.append(ref)

    def items(self) -> list[Any]:
        return [pickle.loads(item) for *_, item in self.given]


def square(n: int) -> int:
    return 100 // n + n * n


def tasks(ray: FakeRay, monkeypatch: pytest.MonkeyPatch, stopped: bool = False) -> Tasks[int, int]:
    monkeypatch.setattr(module, "connected", lambda address: ray)
    return Tasks("auto", square, lambda: stopped)


def test_answers_come_in_order_and_a_window_is_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay()
    pool = tasks(ray, monkeypatch)
    seen = []
    for n, answer in ahead(iter(range(1, 10**9)), square, pool):
        assert ray.items() == list(range(1, n + pool.window))
        seen.append(answer())
        if n == 7:
            break
    assert seen == [square(n) for n in range(1, 8)]
    assert sorted(ray.cancelled) == [7, 8, 9]  # those behind the last one that was used
    assert not pool.open


def test_the_same_without_a_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [(n, answer()) for n, answer in ahead(range(1, 9), square)]
    there = [(n, answer()) for n, answer in ahead(range(1, 9), square, tasks(FakeRay(), monkeypatch))]
    assert there == here


def test_without_a_cluster_nothing_is_decided_before_it_is_needed() -> None:
    decided: list[int] = []
    trials = ahead(range(5), decided.append)
    next(trials)[1]()
    next(trials)
    assert decided == [0]


@pytest.mark.parametrize("times, given", [(1, 2), (5, 2)])
def test_a_lost_task_is_given_out_once_more(times: int, given: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the second loss its item is decided by the command itself."""
    ray = FakeRay({3: times})
    pool = tasks(ray, monkeypatch)
    assert [answer() for _, answer in ahead(range(1, 6), square, pool)] == [square(n) for n in range(1, 6)]
    assert ray.items().count(3) == given
    assert not pool.open and not ray.cancelled


def test_what_is_not_wanted_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay()
    trials = ahead(range(1, 8), square, tasks(ray, monkeypatch), lambda n: n % 2 == 0)
    assert [n for n, _ in trials] == [1, 2, 3, 4, 5, 6, 7]
    assert ray.items() == [2, 4, 6]


def test_an_error_of_a_task_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        [answer() for _, answer in ahead([0], square, tasks(FakeRay(), monkeypatch))]


def test_a_request_to_stop_ends_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay(slow=True)
    pool = tasks(ray, monkeypatch, stopped=True)
    assert [answer() for _, answer in ahead([1, 2], square, pool)] == [square(1), square(2)]  # decided here
    assert sorted(ray.cancelled) == [0, 1]


@pytest.mark.parametrize("name", ["early_exit", "logger", "request_reply"])
def test_capacities_are_those_of_one_machine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay({(1, 0): 1})
    monkeypatch.setattr(module, "connected", lambda address: ray)
    source, options = read(EXAMPLES / "sizing" / f"{name}.gol"), Options(checks=frozenset({"deadlock", "leak"}))
    one = size(source, [], "total", options)
    two = size(source, [], "total", Options(checks=options.checks, cluster="auto"))
    assert size_show.as_json(two) == size_show.as_json(one)
    assert size_show.text(two, True) == size_show.text(one, True)
    assert {*ray.items()} <= {*two.tried} or ray.cancelled


def test_where_no_capacity_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.size.test_size import NEVER_RECEIVES

    ray = FakeRay()
    monkeypatch.setattr(module, "connected", lambda address: ray)
    source, wishes = Source("p.gol", NEVER_RECEIVES), [Wanted("jobs", 0, 0, 2), Wanted("done", 0, 0, 2)]
    checks = frozenset({"deadlock", "leak"})
    one = size(source, wishes, "max", Options(checks=checks))
    two = size(source, wishes, "max", Options(checks=checks, cluster="auto"))
    assert size_show.as_json(two) == size_show.as_json(one)
    assert two.confirmed and not two.minimal and ray.done


@pytest.mark.parametrize(("name", "most"), [("first_answer_broken", 1), ("missing_unlock_broken", 3)])
def test_repairs_are_those_of_one_machine(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    same_repairs(read(EXAMPLES / "patterns" / f"{name}.gol"), most, monkeypatch)


def test_no_edit_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    same_repairs(Source("a.gol", UNREPAIRABLE), 1, monkeypatch)


def same_repairs(source: Source, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay()
    monkeypatch.setattr(module, "connected", lambda address: ray)
    monkeypatch.setattr(repair, "TRIAL", 60.0)  # a busy machine must not decide
    one = repairs(source, Options(), 300.0, most)
    two = repairs(source, Options(cluster="auto"), 300.0, most)
    assert repair_show.as_json(two) == repair_show.as_json(one)
    assert repair_show.text(two, source.name) == repair_show.text(one, source.name)
    assert ray.done and len(ray.done) == two.tried + sum(ref in ray.cancelled for ref in ray.done)


def test_time_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay(slow=True)
    monkeypatch.setattr(module, "connected", lambda address: ray)
    found = repairs(read(EXAMPLES / "patterns" / "transfer_broken.gol"), Options(cluster="auto"), 0.0)
    assert (found.finished, found.tried, found.found) == (False, 0, [])
    assert len(ray.cancelled) == len(ray.given)


@pytest.mark.parametrize("name", ["size", "fix"])
def test_without_ray_they_say_how_to_get_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    file = EXAMPLES / "sizing" / "early_exit.gol"
    result = CliRunner().invoke(chancheck, [name, "--cluster", "auto", str(file)])
    assert result.exit_code == 2
    assert "pip install 'chancheck[cluster]'" in result.output
