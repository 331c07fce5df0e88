"""`--for-all`: proofs, violations with the least value that has them, and what is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.check import Options
from chancheck.cli.commands import chancheck
from chancheck.forall.decide import Answer, for_all
from chancheck.source import Source

EXAMPLES = Path(__file__).parents[2] / "examples" / "forall"


def answer(text: str, name: str = "N") -> Answer:
    return for_all(Source("program.gol", text), name, Options())


def program(body: str, constant: str = "const N = 3") -> str:
    return f'package main\n\nimport "sync"\n\nvar mu sync.Mutex\n\n{constant}\n\nfunc main() {{\n{body}\n}}\n'


WORKERS = """
	mu.Lock()
	mu.Unlock()
	done := make(chan bool{room})
	for i := 0; i < N; i++ {{
		go func() {{
			done <- true
		}}()
	}}
	for i := 0; i < {received}; i++ {{
		<-done
	}}
"""  # fmt: skip


def test_every_goroutine_is_received_from() -> None:
    found = answer(program(WORKERS.format(room="", received="N")))
    assert found.answer == "proved", found.why
    assert set(found.tested) >= {1, 2, 3}


def test_the_last_goroutine_stays_where_one_receive_is_missing() -> None:
    found = answer(program(WORKERS.format(room="", received="N-1")))
    assert (found.answer, found.value) == ("violated", 1)


def test_a_defect_that_only_larger_values_have() -> None:
    """Six goroutines have room to send, the seventh stays."""
    found = answer(program(WORKERS.format(room=", 6", received="0")))
    assert (found.answer, found.value) == ("violated", 7)
    assert found.result is not None
    assert [f.kind for f in found.result.verdict.findings] == ["leak"]


def test_room_for_all_is_enough() -> None:
    found = answer(program(WORKERS.format(room=", N", received="0")))
    assert found.answer == "proved", found.why


def test_an_unlocked_counter_races_and_a_locked_one_does_not() -> None:
    counter = """
	total := 0
	for i := 0; i < N; i++ {{
		go func() {{
			{lock}
			total++
			{unlock}
		}}()
	}}
"""
    broken = answer(program(counter.format(lock="", unlock="") + "mu.Lock()\nmu.Unlock()\n"))
    assert (broken.answer, broken.value) == ("violated", 2)
    locked = answer(program(counter.format(lock="mu.Lock()", unlock="mu.Unlock()")))
    assert locked.answer == "proved", locked.why


def test_endless_loops_are_not_proved() -> None:
    found = answer(program("for {\nmu.Lock()\nmu.Unlock()\n}\nfor i := 0; i < N; i++ {\n}"))
    assert found.answer == "inconclusive"


def test_what_is_not_understood_is_said() -> None:
    found = answer(program("m := map[int]int{}\nfor i := 0; i < N; i++ {\nm[i] = i\n}\nmu.Lock()\nmu.Unlock()"))
    assert found.answer == "inconclusive"
    assert found.why == "a map, at program.gol:10"


def test_a_constant_that_must_be_one_is_said() -> None:
    found = answer(program("var a [N]int\nfor i := 0; i < N; i++ {\na[i] = i\n}\nmu.Lock()\nmu.Unlock()"))
    assert found.answer == "inconclusive"
    assert found.why.startswith("N is needed as a constant at program.gol:10:")


@pytest.mark.parametrize(
    ("name", "constant", "message"),
    [
        ("K", "const N = 3", "the package has no constant K; there are: N"),
        ("K", "const K = 3\n\nconst N = 3", "K counts nothing"),
    ],
)
def test_wrong_names(name: str, constant: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        answer(program(WORKERS.format(room="", received="N"), constant), name)


def test_command_line(tmp_path: Path) -> None:
    file = tmp_path / "program.gol"
    file.write_text(program(WORKERS.format(room=", 2", received="0")))
    ran = CliRunner().invoke(chancheck, ["verify", str(file), "--for-all", "N"])
    assert ran.exit_code == 1
    assert "violated at N = 3" in ran.output
    for arguments in (["--for-all", "M"], ["--for-all", "N", "--output-format", "json"]):
        assert CliRunner().invoke(chancheck, ["verify", str(file), *arguments]).exit_code == 2
