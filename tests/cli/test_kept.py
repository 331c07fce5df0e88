"""Verdicts of earlier runs: used when they are the same question, and only when they are an answer."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.cli import kept
from chancheck.syntax import cache
from chancheck.verdict.finding import Result

PROVED = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n}\n"
DEADLOCK = PROVED.replace(", 1)", ")")
MANY = """package main

func main() {
	c := make(chan int, 9)
	for i := 0; i < 6; i++ {
		go func() { c <- i }()
	}
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path


class Counting:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, path: Path, options: Options) -> list[Result]:
        self.calls += 1
        return check_path(path, options)


def entries() -> list[Path]:
    return sorted(cache.directory().glob(f"{kept.PREFIX}*"))


@pytest.mark.parametrize("text", [PROVED, DEADLOCK], ids=["proved", "violated"])
def test_the_second_answer_is_the_first(folder: Path, text: str) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(text)
    first = kept.check_kept(file, Options(), check)
    second = kept.check_kept(file, Options(), check)
    assert check.calls == 1
    assert [kept.from_earlier(r) for r in first] == second
    assert second[0].verdict.statistics.engine.endswith("in an earlier run")


def test_another_question_is_answered_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check, file, other = Counting(), folder / "a.gol", folder / "b.gol"
    file.write_text(PROVED)
    other.write_text(PROVED)
    asked = [(file, Options()), (other, Options()), (file, Options(checks=frozenset({"race"})))]
    asked += [(file, Options(define={"N": "2"})), (file, Options(exit_first=True))]
    for path, options in asked:
        kept.check_kept(path, options, check)
    assert check.calls == len(asked)
    file.write_text(DEADLOCK)
    assert kept.check_kept(file, Options(), check)[0].verdict.answer == "violated"
    monkeypatch.setattr(kept, "build", lambda: b"another build")
    kept.check_kept(file, Options(), check)
    assert check.calls == len(asked) + 2


def test_limits_do_not_change_a_complete_answer(folder: Path) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(PROVED)
    kept.check_kept(file, Options(budget=5.0, max_states=1000), check)
    kept.check_kept(file, Options(), check)
    assert check.calls == 1


def test_what_is_not_decided_is_not_kept(folder: Path) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(MANY)
    assert kept.check_kept(file, Options(max_states=3), check)[0].verdict.answer == "inconclusive"
    file.write_text("package main\n\nfunc main() { x }\n")
    assert kept.check_kept(file, Options(), check)[0].verdict.answer == "error"
    assert entries() == []


@pytest.mark.parametrize("damage", [b"", b"x", "cut", "flipped"], ids=["empty", "short", "cut", "flipped"])
def test_a_damaged_entry_is_no_entry(folder: Path, damage: bytes | str) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(DEADLOCK)
    kept.check_kept(file, Options(), check)
    (entry,) = entries()
    content = entry.read_bytes()
    if damage == "cut":
        damage = content[: len(content) // 2]
    elif damage == "flipped":
        damage = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    assert isinstance(damage, bytes)
    entry.write_bytes(damage)
    assert kept.check_kept(file, Options(), check)[0].verdict.answer == "violated"
    assert check.calls == 2
    kept.check_kept(file, Options(), check)  # the damaged entry has been replaced
    assert check.calls == 2


def test_the_key_depends_on_no_order_of_a_set(folder: Path) -> None:
    file = folder / "a.gol"
    file.write_text(PROVED)
    names = ["race", "leak", "panic", "deadlock"]
    keys = {kept.key(file, Options(checks=frozenset(names[i:] + names[:i]))) for i in range(4)}
    assert len(keys) == 1
    assert kept.key(file, replace(Options(), define={"A": "1", "B": "2"})) == kept.key(
        file, replace(Options(), define={"B": "2", "A": "1"})
    )


def write_often(path: str) -> int:
    return sum(kept.check_kept(Path(path), Options(), check_path)[0].verdict.answer == "violated" for _ in range(20))


def test_many_writers_at_once(folder: Path) -> None:
    file = folder / "a.gol"
    file.write_text(DEADLOCK)
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(write_often, [str(file)] * 3) == [20, 20, 20]
    assert len(entries()) == 1
    assert not [p for p in cache.directory().iterdir() if p.name.startswith(".new-")]


def test_too_many_entries_are_thinned_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 10)
    for number in range(25):
        kept.store(f"{kept.PREFIX}{number}", [])
    assert 5 <= len(entries()) <= 10


def test_the_native_core_is_part_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("chancheck._core")
    kept.build.cache_clear()
    with_core = kept.build()
    monkeypatch.setattr(kept, "find_spec", lambda name: None)
    kept.build.cache_clear()
    assert kept.build() != with_core
    kept.build.cache_clear()
