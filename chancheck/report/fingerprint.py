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
        for finding in (*result.verdict.findings, *result.verdict.warnings):
            same = "\0".join(parts(finding, result))
            seen[result.file + same] += 1
            text = f"{same}\0{seen[result.file + same]}"
            yield result, finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


BLOCK, BASE = 100, 37
END = 65_535


def line_hashes(text: str) -> list[str]:
    """For each line, the hash by which GitHub recognises an alert in the next version of a file.

    Line ends count as LF, and blanks and tabs do not count. The hash of a line is a polynomial over the BLOCK code
    units from its start on, modulo 2**64; equal hashes are numbered. Source: `primaryLocationLineHash` of the action
    upload-sarif.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    data = plain.encode("utf-16-le", "surrogatepass")
    units = [data[i] | data[i + 1] << 8 for i in range(0, len(data), 2)] + [END]
    starts = [0, *(i + 1 for i, unit in enumerate(units) if unit == 10)]
    padded = units + [0] * BLOCK
    seen: Counter[str] = Counter()
    hashes = []
    for start in starts:
        value = 0
        for unit in padded[start : start + BLOCK]:
            value = (value * BASE + unit) % 2**64
        seen[f"{value:x}"] += 1
        hashes.append(f"{value:x}:{seen[f'{value:x}']}")
    return hashes


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
