"""Installed without a compiler, chancheck says in one line what that means."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

import chancheck.cli.verifying as verifying
from chancheck.cli.commands import chancheck

FILE = str(Path(__file__).parents[2] / "examples" / "pipeline.gol")


def said(*options: str) -> str:
    done = CliRunner().invoke(chancheck, ["verify", "--no-cache", FILE, *options])
    assert done.exit_code == 0
    return done.stderr


def test_without_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "find_spec", lambda name: None)
    assert said().count("\n") == 1
    assert "exploring in Python" in said()
    assert "--lossy has no effect" in said("--lossy")
    assert said("--engine", "reference") == ""


@pytest.mark.skipif(importlib.util.find_spec("chancheck._core") is None, reason="needs the native core")
def test_with_the_core() -> None:
    assert said("--lossy") == ""
