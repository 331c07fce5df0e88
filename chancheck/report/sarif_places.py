"""Places in SARIF: physical ones (file and region), logical ones (functions), related ones (the other goroutines)."""

from __future__ import annotations

import re
from typing import Any

from chancheck.report.messages import printable
from chancheck.report.paths import uri
from chancheck.source import Pos, is_library
from chancheck.verdict.finding import Finding


def message(text: str) -> dict[str, str]:
    """What would be read as a placeholder or as a link is escaped (sections 3.11.5 and 3.11.6 of the standard)."""
    text = re.sub(r"\{(\d+)\}", r"{{\1}}", printable(text))
    return {"text": re.sub(r"\[([^\]]*)\](?=\()", r"\[\1\]", text)}


def place(pos: Pos, end: Pos | None = None, text: str = "", function: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    if pos.file and not is_library(pos):
        address, relative = uri(pos.file)
        physical: dict[str, Any] = {"artifactLocation": {"uri": address}}
        if relative:
            physical["artifactLocation"]["uriBaseId"] = "%SRCROOT%"
        if pos.line:
            physical["region"] = region(pos, end)
        out["physicalLocation"] = physical
    if function:
        out["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    if text:
        out["message"] = message(text)
    return out


def region(pos: Pos, end: Pos | None) -> dict[str, int]:
    out = {"startLine": pos.line, "startColumn": max(pos.column, 1)}
    if end is not None and end.line >= pos.line:
        out |= {"endLine": end.line, "endColumn": max(end.column, 1)}
    return out


def related(finding: Finding) -> list[dict[str, Any]]:
    """Where the goroutines of a finding stand, where they were started, and the accesses of a race."""
    out = [
        place(access.location, text=f"{access.kind} of {access.what} by goroutine {access.goroutine}")
        for access in finding.accesses
    ]
    for g in finding.goroutines:
        if g.location.line:
            out.append(place(g.location, text=f"goroutine {g.id} [{g.status}]", function=g.function))
        if g.created_at.line:
            out.append(place(g.created_at, text=f"goroutine {g.id} was started here", function=g.created_by))
    for number, entry in enumerate(out):
        entry["id"] = number
    return out
