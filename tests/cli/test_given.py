"""The plainest command line is read as click reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.cli.given import plain
from chancheck.cli.verify import command

READ = [
    [],
    ["a.go"],
    ["--no-cache", "a.go", "b.go"],
    ["a.go", "-q", "-x"],
    ["--cache", "--no-cache", "--packages", "a.go"],
]
LEFT = [["--help"], ["-"], ["missing.go"], ["--entry", "main", "a.go"], ["-qx", "a.go"], ["--", "a.go"], ["--nothing"]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHANCHECK_NO_CACHE", raising=False)
    for name in ("a.go", "b.go"):
        Path(name).write_text("package main\n")
    return tmp_path


@pytest.mark.parametrize("words", READ, ids=" ".join)
def test_as_click_does(words: list[str]) -> None:
    given = plain(["verify", *words])
    assert given is not None
    params = command.make_context("verify", words).params
    assert given == (params.pop("paths") or (Path(),), params)


@pytest.mark.parametrize("words", LEFT, ids=" ".join)
def test_what_is_left_to_click(words: list[str]) -> None:
    assert plain(["verify", *words]) is None


def test_other_commands_and_settings_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain(["explain", "a.go"]) is None and plain([]) is None
    monkeypatch.setenv("CHANCHECK_BUDGET", "1s")
    assert plain(["verify", "a.go"]) is None
    monkeypatch.delenv("CHANCHECK_BUDGET")
    shared = folder / "pyproject.toml"
    shared.write_text("[project]\nname = 'other'\n")
    assert plain(["verify", "a.go"]) is not None
    shared.write_text("[tool.chancheck]\n")
    assert plain(["verify", "a.go"]) is None
    shared.unlink()
    (folder / "chancheck.toml").write_text("")
    assert plain(["verify", "a.go"]) is None
