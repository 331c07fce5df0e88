"""Words for answers about exact timers, and for warnings of slow machines."""

from __future__ import annotations

from chancheck.verdict.finding import Finding, Verdict


def about_time(verdict: Verdict) -> str:
    """The limits of an answer, such as ` with exact timers (2 warnings)`."""
    if not verdict.exact:
        return ""
    parts = [warnings(len(verdict.warnings))] if verdict.warnings else []
    if verdict.slow is not None and verdict.slow.name not in ("patience", "first"):
        parts.append(f"slow machines were looked at in part: {verdict.slow}")
    return f" with exact timers ({'; '.join(parts)})"


def warnings(number: int) -> str:
    return f"{number} warning{'' if number == 1 else 's'}"


def only_if_slow(finding: Finding) -> str:
    """`only if slow: the sleep at line 4 ends before the timer at line 7 fires`"""
    return finding.slow if finding.slow.startswith("found ") else f"only if slow: {finding.slow}"
