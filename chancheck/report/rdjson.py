"""Reviewdog's diagnostic format, which also other review tools read. Columns count bytes of UTF-8.

Source: reviewdog, proto/rdf/reviewdog.proto.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chancheck.report.json import valid
from chancheck.report.messages import printable
from chancheck.report.paths import shown
from chancheck.report.problems import Problem, problems
from chancheck.report.render_options import Show
from chancheck.source import Pos
from chancheck.verdict.finding import Result

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(results: Sequence[Result], show: Show) -> str:
    found = [diagnostic(problem) for problem in problems(results)]
    report = {"source": {"name": "chancheck"}, "diagnostics": found}
    return json.dumps(valid(report), indent=2, ensure_ascii=False) + "\n"


def diagnostic(problem: Problem) -> dict[str, Any]:
    out: dict[str, Any] = {
        "message": printable("\n".join([problem.text, *problem.more])),
        "location": location(problem.pos, problem.end, problem.lines),
        "severity": SEVERITIES[problem.level],
        "code": {"value": problem.name},
    }
    if problem.related:
        lines = {problem.pos.file: problem.lines}
        out["related_locations"] = [
            {"message": printable(text), "location": location(pos, None, lines.get(pos.file, ()))}
            for text, pos in problem.related
        ]
    return out


def location(pos: Pos, end: Pos | None, lines: Sequence[str]) -> dict[str, Any]:
    out: dict[str, Any] = {"path": shown(pos.file)}
    if pos.line:
        out["range"] = {"start": point(pos, lines)} | ({"end": point(end, lines)} if end is not None else {})
    return out


def point(pos: Pos, lines: Sequence[str]) -> dict[str, int]:
    line = lines[pos.line - 1] if 0 < pos.line <= len(lines) else ""
    column = len(line[: pos.column - 1].encode("utf-8", "surrogatepass")) + 1 if line else pos.column
    return {"line": pos.line, "column": column}
