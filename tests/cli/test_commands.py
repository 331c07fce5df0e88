"""The list of commands: each is there, says what it is for, and is loaded only when it is called."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import COMMANDS, chancheck

RUNNER = CliRunner()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    outcome = RUNNER.invoke(chancheck, [name, "--help"])
    assert outcome.exit_code == 0
    assert f"Usage: chancheck {name}" in outcome.output


def test_unknown_command() -> None:
    outcome = RUNNER.invoke(chancheck, ["verfy"])
    assert outcome.exit_code == 2
    assert "verfy" in outcome.output


def test_a_command_loads_no_other() -> None:
    """Start-up time is what every run of a commit hook pays."""
    code = (
        "import sys; from click.testing import CliRunner; from chancheck.cli.commands import chancheck; "
        "assert CliRunner().invoke(chancheck, ['explain', 'CC101']).exit_code == 0; "
        "print(*sorted(m for m in sys.modules if m.startswith('chancheck.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "chancheck.cli.explain" in loaded
    assert not [m for m in loaded if m in ("chancheck.cli.verify", "chancheck.check", "chancheck.report")]
