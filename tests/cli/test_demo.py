"""`chancheck demo`: it says what is true of its own program, in real Go too."""

from __future__ import annotations

import re
import shutil

import pytest
from click.testing import CliRunner

from chancheck import verify
from chancheck.cli.commands import chancheck
from chancheck.cli.demo import text_of


def test_the_bug_its_run_its_repair_and_the_proof() -> None:
    outcome = CliRunner().invoke(chancheck, ["demo", "--no-go"])
    assert outcome.exit_code == 0
    text = outcome.stdout
    parts = [text.index(words) for words in ("select takes default", "+\ts.once.Do", "main: proved: no interleaving")]
    assert parts == sorted(parts)
    assert "panic: close of closed channel" in text and "shortest run (6 steps" in text


def test_both_programs_on_the_reference_engine() -> None:
    assert verify(text_of("broken"), engine="reference").verdict.kinds == {"panic"}
    assert verify(text_of("repaired"), engine="reference").verdict.answer == "proved"


@pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")
def test_go_does_not_show_the_bug() -> None:
    """It could: two stops within some nanoseconds. 1,000 runs on two cores never did."""
    outcome = CliRunner().invoke(chancheck, ["demo"])
    (ok,) = re.findall(r"^Go [\d.]+: (\d+) ok", outcome.stdout, re.MULTILINE)
    assert int(ok) >= 98
