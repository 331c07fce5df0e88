"""One JSON object a line, one line a result, as in the `results` of the JSON report."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.report.json import encoded, result_of
from chancheck.report.render_options import Show
from chancheck.verdict.finding import Result


def render(results: Sequence[Result], show: Show) -> str:
    return "".join(piece(result, show, False) for result in results)


def piece(result: Result, show: Show, first: bool) -> str:
    return encoded(result_of(result)).decode() + "\n"


def closing(results: Sequence[Result], show: Show, first: bool) -> str:
    return ""
