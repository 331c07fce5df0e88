"""Verdicts of earlier runs: used when they are the same question, and only when they are an answer."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.cli import result_cache
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
    return sorted(cache.directory().glob(f"{result_cache.PREFIX}*"))


@pytest.mark.parametrize("text", [PROVED, DEADLOCK], ids=["proved", "violated"])
def test_the_second_answer_is_the_first(folder: Path, text: str) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(text)
    first = result_cache.check_or_recall(file, Options(), check)
    second = result_cache.check_or_recall(file, Options(), check)
    assert check.calls == 1
    assert [result_cache.from_earlier(r) for r in first] == second
    assert second[0].verdict.statistics.engine.endswith("in an earlier run")


def test_another_question_is_answered_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check, file, other = Counting(), folder / "a.gol", folder / "b.gol"
    file.write_text(PROVED)
    other.write_text(PROVED)
    asked = [(file, Options()), (other, Options()), (file, Options(checks=frozenset({"race"})))]
    asked += [(file, Options(define={"N": "2"})), (file, Options(exit_first=True))]
    for path, options in asked:
        result_cache.check_or_recall(path, options, check)
    assert check.calls == len(asked)
    file.write_text(DEADLOCK)
    assert result_cache.check_or_recall(file, Options(), check)[0].verdict.answer == "violated"
    monkeypatch.setattr(result_cache, "build", lambda: b"another build")
    result_cache.check_or_recall(file, Options(), check)
    assert check.calls == len(asked) + 2


def test_limits_do_not_change_a_complete_answer(folder: Path) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(PROVED)
    result_cache.check_or_recall(file, Options(budget=5.0, max_states=1000), check)
    result_cache.check_or_recall(file, Options(), check)
    assert check.calls == 1


def test_what_is_not_decided_is_not_kept(folder: Path) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(MANY)
    assert result_cache.check_or_recall(file, Options(max_states=3), check)[0].verdict.answer == "inconclusive"
    file.write_text("package main\n\nfunc main() { x }\n")
    assert result_cache.check_or_recall(file, Options(), check)[0].verdict.answer == "error"
    assert entries() == []


@pytest.mark.parametrize("damage", [b"", b"x", "cut", "flipped"], ids=["empty", "short", "cut", "flipped"])
def test_a_damaged_entry_is_no_entry(folder: Path, damage: bytes | str) -> None:
    check, file = Counting(), folder / "a.gol"
    file.write_text(DEADLOCK)
    result_cache.check_or_recall(file, Options(), check)
    (entry,) = entries()
    content = entry.read_bytes()
    if damage == "cut":
        damage = content[: len(content) // 2]
    elif damage == "flipped":
        damage = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    assert isinstance(damage, bytes)
    entry.write_bytes(damage)
    assert result_cache.check_or_recall(file, Options(), check)[0].verdict.answer == "violated"
    assert check.calls == 2
    result_cache.check_or_recall(file, Options(), check)  # the damaged entry has been replaced
    assert check.calls == 2


def test_the_key_depends_on_no_order_of_a_set(folder: Path) -> None:
    file = folder / "a.gol"
    file.write_text(PROVED)
    names = ["race", "leak", "panic", "deadlock"]
    keys = {result_cache.key(file, Options(checks=frozenset(names[i:] + names[:i]))) for i in range(4)}
    assert len(keys) == 1
    assert result_cache.key(file, replace(Options(), define={"A": "1", "B": "2"})) == result_cache.key(
        file, replace(Options(), define={"B": "2", "A": "1"})
    )


def write_often(path: str) -> int:
    return sum(
        result_cache.check_or_recall(Path(path), Options(), check_path)[0].verdict.answer == "violated"
        for _ in range(20)
    )


def test_many_writers_at_once(folder: Path) -> None:
    file = folder / "a.gol"
    file.write_text(DEADLOCK)
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(write_often, [str(file)] * 3) == [20, 20, 20]
    assert len(entries()) == 1
    assert not [p for p in cache.directory().iterdir() if p.name.startswith(".new-")]


def test_too_many_entries_are_thinned_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_cache, "MOST", 10)
    for number in range(25):
        result_cache.store(f"{result_cache.PREFIX}{number}", [], {})
    assert 5 <= len(entries()) <= 10


def test_the_native_core_is_part_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("chancheck._core")
    result_cache.build.cache_clear()
    with_core = result_cache.build()
    monkeypatch.setattr(result_cache, "find_spec", lambda name: None)
    result_cache.build.cache_clear()
    assert result_cache.build() != with_core
    result_cache.build.cache_clear()


MODULE = {
    "go.mod": "module ex\n\ngo 1.24\n",
    "lib/lib.go": "package lib\n\nfunc Cap() int { return 1 }\n",
    "main.go": 'package main\n\nimport "ex/lib"\n\nfunc main() { c := make(chan int, lib.Cap()); c <- 1; <-c }\n',
}
INIT = 'package lib\n\nfunc init() { panic("initialised") }\n'


@pytest.fixture
def module(folder: Path) -> Path:
    for name, text in MODULE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def answers(file: Path) -> list[str]:
    results = result_cache.check_or_recall(file, Options(), check_path)
    return [*results[0].verdict.kinds, results[0].verdict.answer, results[0].verdict.statistics.engine]


def changed_answers(file: Path) -> list[str]:
    """After a change that matters: nothing comes from the cache."""
    said = answers(file)
    assert "earlier" not in said.pop()
    return said


def test_a_file_added_to_an_imported_package(module: Path) -> None:
    assert answers(module / "main.go")[0] == "proved"
    assert "earlier" in answers(module / "main.go")[1]
    (module / "lib" / "more.go").write_text(INIT)
    assert changed_answers(module / "main.go") == ["panic", "violated"]
    (module / "lib" / "more.go").rename(module / "lib" / "less.txt")
    assert changed_answers(module / "main.go") == ["proved"]


def test_a_file_of_an_imported_package_changed_or_removed(module: Path) -> None:
    lib = module / "lib" / "lib.go"
    assert answers(module / "main.go")[0] == "proved"
    lib.write_text(MODULE["lib/lib.go"].replace("1", "0"))
    assert changed_answers(module / "main.go") == ["deadlock", "violated"]
    lib.unlink()
    assert changed_answers(module / "main.go") == ["error"]


def test_a_file_that_is_not_go_changes_nothing(module: Path) -> None:
    assert answers(module / "main.go")[0] == "proved"
    (module / "lib" / "README").write_text("nothing")
    assert "earlier" in answers(module / "main.go")[1]


def test_a_file_of_the_module_itself(module: Path) -> None:
    assert answers(module / "main.go")[0] == "proved"
    (module / "go.mod").write_text("module ey\n\ngo 1.24\n")
    assert changed_answers(module / "main.go") == ["error"]
    (module / "go.mod").unlink()
    assert changed_answers(module / "main.go") == ["error"]


def test_a_nearer_module(module: Path) -> None:
    (module / "cmd").mkdir()
    (module / "main.go").rename(module / "cmd" / "main.go")
    assert answers(module / "cmd" / "main.go")[0] == "proved"
    (module / "cmd" / "go.mod").write_text("module other\n")
    assert changed_answers(module / "cmd" / "main.go") == ["error"]


def test_a_folder_that_was_not_there(module: Path) -> None:
    for name in ("replaced", "vendor/example.com/dep"):
        (module / name).mkdir(parents=True)
        (module / name / "dep.go").write_text("package dep\n\nfunc Cap() int { return 1 }\n")
    (module / "main.go").write_text(
        MODULE["main.go"].replace("ex/lib", "example.com/dep").replace("lib.Cap", "dep.Cap")
    )
    (module / "go.mod").write_text("module ex\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n")
    assert answers(module / "main.go")[0] == "proved"
    (module / "vendor/example.com/dep/dep.go").write_text("package dep\n\nfunc Cap() int { return 0 }\n")
    assert changed_answers(module / "main.go") == ["deadlock", "violated"]
    replacing = "module ex\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./replaced\n"
    (module / "go.mod").write_text(replacing)
    assert changed_answers(module / "main.go") == ["proved"]
    (module / "replaced" / "more.go").write_text(INIT.replace("lib", "dep"))
    assert changed_answers(module / "main.go") == ["panic", "violated"]


def test_a_file_beside_it(module: Path) -> None:
    test = module / "lib" / "lib_test.go"
    test.write_text('package lib\n\nimport "testing"\n\nfunc TestCap(t *testing.T) { if Cap() != 1 { t.Fail() } }\n')
    assert answers(test)[0] == "proved"
    (module / "lib" / "more.go").write_text(INIT)
    assert changed_answers(test) == ["panic", "violated"]


def test_the_environment(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers(module / "main.go")[0] == "proved"
    monkeypatch.setenv("GOMODCACHE", str(module))
    assert changed_answers(module / "main.go") == ["proved"]
