"""Words for answers about exact timers, and for warnings of slow machines."""

from __future__ import annotations

from chancheck.language import count, say, translated
from chancheck.verdict.finding import Finding, Verdict


def about_time(verdict: Verdict) -> str:
    """The limits of an answer, such as ` with exact timers (2 warnings)`."""
    if not verdict.exact:
        return ""
    parts = [count(len(verdict.warnings), "warning")] if verdict.warnings else []
    if verdict.slow is not None and verdict.slow.name not in ("patience", "first"):
        parts.append(say("slow machines were looked at in part: {limit}", limit=translated(str(verdict.slow))))
    if not parts:  # the look was over soon after a finding that is none of its own
        return say(" with exact timers")
    return say(" with exact timers ({details})", details="; ".join(parts))


def only_if_slow(finding: Finding) -> str:
    """`only if slow: the sleep at line 4 ends before the timer at line 7 fires`"""
    if finding.slow.startswith("found "):
        return translated(finding.slow)
    return say("only if slow: {why}", why=translated(finding.slow))
