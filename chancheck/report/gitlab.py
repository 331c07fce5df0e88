"""GitLab's code quality report: a list of issues, each with a fingerprint, a severity and a line.

Source: GitLab's documentation, Code Quality, "Code Quality report format".
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
from chancheck.verdict.finding import Result

SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def render(results: Sequence[Result], show: Show) -> str:
    issues = [issue(problem) for problem in problems(results)]
    return json.dumps(valid(issues), indent=2, ensure_ascii=False) + "\n"


def issue(problem: Problem) -> dict[str, Any]:
    first = max(problem.pos.line, 1)
    last = problem.end.line if problem.end is not None else first
    out: dict[str, Any] = {
        "description": printable(problem.text),
        "check_name": problem.name,
        "fingerprint": problem.fingerprint,
        "severity": SEVERITIES[problem.level],
        "location": {"path": shown(problem.pos.file), "lines": {"begin": first, "end": max(last, first)}},
    }
    if problem.more:
        out["content"] = {"body": printable("\n".join(f"* {line}" for line in problem.more))}
    return out
