"""Output formats: one file a format, found by name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from chancheck.report.render_options import Show
from chancheck.verdict.finding import Result

FORMATS = (
    "full",
    "concise",
    "json",
    "json-lines",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjson",
    "markdown",
    "perfetto",
)
"""Formats of a report: each is a module here with `render(results, show) -> str`."""

TRACE_FORMATS = ("table", "steps", "mermaid", "dot", "schedtrace", "perfetto")
"""Formats of a run inside the full report: modules with `render_trace(finding, show) -> list[str]`."""


STREAMED = ("full", "concise", "json-lines", "github")
"""Formats that say something of each result when it is there. Their modules also have `piece(result, show, first)` and
`closing(results, show, first)`, which together are what `render` gives. first: nothing was said before."""


def render(results: Sequence[Result], format: str, show: Show) -> str:
    text: str = module(format).render(results, show)
    return text


def piece(result: Result, format: str, show: Show, first: bool) -> str:
    """What to say of one result at once."""
    text: str = module(format).piece(result, show, first) if format in STREAMED else ""
    return text


def closing(results: Sequence[Result], format: str, show: Show, first: bool) -> str:
    """What is to be said at the end, after the pieces."""
    text: str = module(format).closing(results, show, first) if format in STREAMED else render(results, format, show)
    return text


def module(format: str) -> Any:
    return import_module(f"chancheck.report.{format.replace('-', '_')}")
