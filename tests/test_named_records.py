"""States are read by the names of their fields: by position only in the package that defines them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from chancheck import graphs, verify, verify_all
from chancheck.machine import state, step, transition

EXAMPLES = Path(__file__).parents[1] / "examples"
RECORDS = [
    each
    for module in (state, step, transition)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, tuple)
]
Read = Counter[tuple[str, str]]


@pytest.fixture
def by_position(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Counts reads of records by position: (module, record)."""
    found: Read = Counter()

    def watched(record: type[tuple[object, ...]]) -> Callable[..., object]:
        def read(self: tuple[object, ...], at: int) -> object:
            found[sys._getframe(1).f_globals["__name__"], record.__name__] += 1
            return tuple.__getitem__(self, at)

        return read

    for record in RECORDS:
        monkeypatch.setattr(record, "__getitem__", watched(record))
    return found


def outside(found: Read) -> list[tuple[str, str]]:
    return sorted(who for who in found if not who[0].startswith("chancheck.machine."))


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize("example", ["philosophers_broken.gol", "pipeline_broken.gol", "timeout_broken.gol"])
def test_searches_and_verdicts_read_fields(by_position: Read, engine: str, example: str) -> None:
    assert verify(EXAMPLES / example, engine=engine).verdict.findings
    assert outside(by_position) == []


@pytest.mark.parametrize("options", [{"sched": "gmp"}, {"time": "exact"}, {"procs": 2, "sched": "gmp"}], ids=str)
def test_machines_with_schedulers_and_clocks_too(by_position: Read, options: dict[str, object]) -> None:
    for example in ("runtime/runnext.gol", "timeout_broken.gol"):
        assert verify_all(EXAMPLES / example, engine="reference", **options)  # type: ignore[arg-type]
    assert outside(by_position) == []


def test_pictures_too(by_position: Read) -> None:
    graphs(EXAMPLES / "pipeline_broken.gol")
    assert outside(by_position) == []


def test_a_reader_by_position_is_seen(by_position: Read) -> None:
    assert state.State(0, (), ())[0] == 0
    assert outside(by_position) == [(__name__, "State")]
