"""The report as a page that needs nothing else: `verify --html FILE`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from chancheck.language import speaking
from chancheck.report.bundle import page
from chancheck.report.json import encoded
from chancheck.report.page_data import page_of
from chancheck.report.render_options import Show
from chancheck.verdict.finding import Result


def render(results: Sequence[Result], show: Show) -> str:
    named = ", ".join(dict.fromkeys(PurePath(result.file).name for result in results))
    with speaking(show.language):
        return page("report.js", encoded(page_of(results)).decode(), f"{named} – chancheck")
