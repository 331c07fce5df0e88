"""What the user sees: one file a format, found by name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from chancheck.report.show import Show
from chancheck.verdict.finding import Result

FORMATS = ("full", "concise", "json", "json-lines", "sarif", "junit", "github", "perfetto")
"""Formats of a report: each is a module here with `render(results, show) -> str`."""

TRACE_FORMATS = ("table", "steps", "mermaid", "dot", "schedtrace", "perfetto")
"""Formats of a run inside the full report: modules with `render_trace(finding, show) -> list[str]`."""


def render(results: Sequence[Result], format: str, show: Show) -> str:
    text: str = import_module(f"chancheck.report.{format.replace('-', '_')}").render(results, show)
    return text
