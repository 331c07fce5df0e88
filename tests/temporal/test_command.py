"""Temporal properties on the command line: exit status, JSON, and the page that explains a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancheck.cli.commands import chancheck

PULSE = 'package main\n\nfunc main() {\n\tcheck.Prop("on", true)\n\tcheck.Prop("on", false)\n}\n'


def run(folder: Path, *options: str) -> Result:
    path = folder / "p.gol"
    path.write_text(PULSE)
    return CliRunner().invoke(chancheck, ["verify", "--no-cache", *options, str(path)])


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--ltl", "<> on && <>[] !on"], 0),
        (["--ltl", "[] !on"], 1),
        (["--ltl", "[] !on", "--check", "deadlock"], 0),
        (["--ltl", "[] !off"], 2),
        (["--ltl", "<>[] !on", "--max-states", "1"], 3),
    ],
)
def test_exit_status(options: list[str], status: int, tmp_path: Path) -> None:
    assert run(tmp_path, *options).exit_code == status


def test_json(tmp_path: Path) -> None:
    (result,) = json.loads(run(tmp_path, "--ltl", "[] !on", "--output-format", "json").stdout)["results"]
    (finding,) = result["findings"]
    assert (finding["kind"], finding["code"]) == ("property", "CC107")
    assert "whatever follows" in finding["why"][0]
    assert result["plan"][-1]["name"] == "temporal properties"


def test_a_finding_is_explained() -> None:
    page = CliRunner().invoke(chancheck, ["explain", "property"]).stdout
    assert "check.Eventually" in page
