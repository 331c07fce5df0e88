"""Settings from files and the environment: which wins, and what a mistake in them leads to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancheck.cli.commands import chancheck
from chancheck.cli.settings import KEYS

PROGRAM = "package main\n\nconst N = 1\n\nfunc main() {\n\tc := make(chan int, N)\n\tc <- 1\n\tc <- 1\n}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "p.go").write_text(PROGRAM)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHANCHECK_NO_CACHE", "1")
    return tmp_path


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(chancheck, arguments, env=environment)


def test_command_line_over_environment_over_file_over_default(folder: Path) -> None:
    assert "fatal error" in run("verify", "p.go").stdout  # the full report is the default
    (folder / "chancheck.toml").write_text('output-format = "concise"\n')
    assert run("verify", "p.go").stdout.startswith("p.go:8:4: CC101 deadlock")
    assert run("verify", "p.go", CHANCHECK_OUTPUT_FORMAT="github").stdout.startswith("::error")
    told = run("verify", "p.go", "--output-format", "json", CHANCHECK_OUTPUT_FORMAT="github").stdout
    assert json.loads(told)["results"][0]["verdict"] == "violated"
    assert "fatal error" in run("--isolated", "verify", "p.go").stdout


def test_a_value_has_the_meaning_that_the_option_has(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.chancheck]\ndefine = {N = 2}\ncheck = ["deadlock", "leak"]\n')
    assert "proved" in run("verify", "p.go").stdout
    (folder / "pyproject.toml").write_text('[tool.chancheck]\ncheck = "race"\nexit-zero = false\n')
    assert "proved" in run("verify", "p.go").stdout
    assert run("verify", "p.go", "--check", "deadlock").exit_code == 1
    assert run("verify", "p.go", "--check", "deadlock", CHANCHECK_EXIT_ZERO="1").exit_code == 0


def test_the_nearest_file_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "pyproject.toml").write_text("[tool.chancheck]\nexit-zero = true\n")
    below = folder / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    monkeypatch.chdir(below)
    assert run("verify", "../p.go").exit_code == 0
    (below / "chancheck.toml").write_text("exit-zero = false\n")
    assert run("verify", "../p.go").exit_code == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\nbugdet = "5s"', "chancheck.toml:2: unknown key 'bugdet', did you mean 'budget'?"),
        ('xyzzy = "5s"', "chancheck.toml:1: unknown key 'xyzzy'; `chancheck config` lists the keys"),
        ('budget = "5x"', "chancheck.toml:1: budget: '5x' is not a duration"),
        ("budget = true", "chancheck.toml:1: budget: true and false are for switches only"),
        ('time = "never"', "chancheck.toml:1: time: 'never' is not one of"),
        ("jobs = 0", "chancheck.toml:1: jobs: 0 is not in the range"),
        ("jobs = [{}]", "chancheck.toml:1: jobs: a text, a number"),
        ("jobs = ", "chancheck.toml: Invalid value (at line 1"),
    ],
)
def test_a_mistake_has_its_place(folder: Path, text: str, told: str) -> None:
    (folder / "chancheck.toml").write_text(text + "\n")
    for command in (["verify", "p.go"], ["config"]):
        outcome = run(*command)
        assert outcome.exit_code == 2
        assert outcome.stderr.startswith(f"Error: {told}")


def test_a_wrong_variable_is_named() -> None:
    outcome = run("verify", "p.go", CHANCHECK_BUDGET="soon")
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("Error: CHANCHECK_BUDGET: budget: 'soon' is not a duration")


def test_a_value_that_only_another_command_takes_does_not_count(folder: Path) -> None:
    (folder / "chancheck.toml").write_text('output-format = "sarif"\n')
    assert run("bounds", "p.go").stdout.startswith("goroutines at once")
    assert json.loads(run("verify", "p.go").stdout)["version"] == "2.1.0"


def test_config_shows_values_and_origins(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.chancheck]\nbudget = "5s"\njobs = 2\n')
    lines = run("config", CHANCHECK_JOBS="3").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["budget", "=", '"5s"', "pyproject.toml:5"],
        ["jobs", "=", '"3"', "CHANCHECK_JOBS"],
    ]
    rows = json.loads(run("config", "--all", "--output-format", "json").stdout)
    assert {"key": "time", "value": "auto", "origin": "default"} in rows
    assert {"key": "jobs", "value": "2", "origin": "pyproject.toml:6"} in rows


def test_every_key_is_an_option_and_none_writes_files(folder: Path) -> None:
    rows = json.loads(run("config", "--all", "--output-format", "json").stdout)
    assert {row["key"] for row in rows} == KEYS
    (folder / "chancheck.toml").write_text("apply = true\n")
    assert "chancheck.toml:1: unknown key 'apply'" in run("verify", "p.go").stderr


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("verfy", "verify"), ("check", "verify"), ("p.go", "chancheck verify p.go"), ("./...", "chancheck verify ./...")],
)
def test_what_a_wrong_command_may_mean(word: str, meaning: str) -> None:
    outcome = run(word)
    assert outcome.exit_code == 2
    assert f"no such command {word!r}: did you mean {meaning}?" in outcome.stderr


def test_explain_takes_kinds() -> None:
    assert run("explain", "deadlock").stdout == run("explain", "CC101").stdout
    assert "did you mean deadlock?" in run("explain", "deadlok").stderr
