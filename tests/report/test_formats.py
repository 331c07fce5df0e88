"""Every format renders the same list of results; what it shows is kept as a snapshot and reviewed as text.

`CHANCHECK_UPDATE_SNAPSHOTS=1 pytest tests/report` writes them again.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from chancheck.report import FORMATS, TRACE_FORMATS, render, table
from chancheck.report.messages import columns
from chancheck.report.reasons import sentences
from chancheck.report.render_options import Show, in_colour
from chancheck.report.wrap import bullet

from .samples import RESULTS

SNAPSHOTS = Path(__file__).parent / "snapshots"

SHOWN = {
    **{name: (name, Show()) for name in FORMATS},
    **{f"full-{trace}": ("full", Show(trace_format=trace)) for trace in TRACE_FORMATS if trace != "table"},
    "full-wide": ("full", Show(width=160)),
    "full-verbose": ("full", Show(verbosity=1)),
    "full-quiet": ("full", Show(verbosity=-1)),
    "concise-quiet": ("concise", Show(verbosity=-1)),
}


@pytest.mark.parametrize("name", SHOWN)
def test_snapshot(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no repository: paths stay as they are
    format, show = SHOWN[name]
    path = SNAPSHOTS / f"{name}.txt"
    text = render(RESULTS, format, show)
    if os.environ.get("CHANCHECK_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "json"])
def test_nothing_that_a_terminal_would_obey(name: str) -> None:
    format, show = SHOWN[name]
    text = render(RESULTS, format, show)
    assert all(c.isprintable() or c in "\n\t" for c in text)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_runs_and_reasons_fit_the_width(width: int) -> None:
    for finding in (finding for result in RESULTS for finding in result.verdict.findings):
        lines = table.render_trace(finding, Show(width=width))
        lines += [line for sentence in sentences(finding) for line in bullet(sentence, width)]
        assert [line for line in lines if columns(line) > width] == []


NOTHING = {
    "perfetto": "traceEvents",
    "json": '"results": []',
    "sarif": '"results": []',
    "junit": 'tests="0"',
    "json-lines": "",
    "github": "",
    "gitlab": "[]",
    "rdjson": '"diagnostics": []',
}


@pytest.mark.parametrize("name", [*FORMATS])
def test_nothing_to_show(name: str) -> None:
    text = render([], name, Show())
    wanted = NOTHING.get(name, "nothing to check")
    assert wanted in text if wanted else text == ""


def test_colour_adds_nothing_but_escapes() -> None:
    coloured = render(RESULTS, "full", Show(paint=in_colour()))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(RESULTS, "full", Show())
