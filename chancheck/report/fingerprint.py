"""A finding's identity from one version of a file to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from chancheck.source import Pos
from chancheck.verdict.finding import Finding, Result


def fingerprints(results: Sequence[Result]) -> Iterator[tuple[Result, Finding, str]]:
    """Every finding with 32 hex digits that stay when lines above it, or the file's name, change.

    They come from the kind, the entry, the functions the guilty goroutines stand in and the text of those lines.
    Findings that agree in all that are numbered.
    """
    seen: Counter[str] = Counter()
    for result in results:
        for finding in result.verdict.findings:
            same = "\0".join(parts(finding, result))
            seen[result.file + same] += 1
            text = f"{same}\0{seen[result.file + same]}"
            yield result, finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def parts(finding: Finding, result: Result) -> list[str]:
    out = [finding.code, result.entry, finding.message, line_text(finding.location, result)]
    for goroutine in finding.goroutines:
        if goroutine.guilty:
            out += [goroutine.function, goroutine.status, line_text(goroutine.location, result)]
    for access in finding.accesses:
        out += [access.kind, line_text(access.location, result)]
    return out


def line_text(pos: Pos, result: Result) -> str:
    lines = result.lines(pos.file)
    inside = 0 < pos.line <= len(lines)
    return " ".join(lines[pos.line - 1].split()) if inside else ""
