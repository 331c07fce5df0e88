"""Places in SARIF: physical ones (file and region), logical ones (functions), related ones (the other goroutines)."""

from __future__ import annotations

import re
from typing import Any

from chancheck.report.extent import end_of
from chancheck.report.messages import printable
from chancheck.report.paths import uri
from chancheck.source import Pos, is_library
from chancheck.verdict.finding import Finding, Result


def message(text: str) -> dict[str, str]:
    """Escape text that a viewer would read as a placeholder or a link (sections 3.11.5 and 3.11.6 of the standard)."""
    text = re.sub(r"\{(\d+)\}", r"{{\1}}", printable(text))
    return {"text": re.sub(r"\[([^\]]*)\](?=\()", r"\[\1\]", text)}


class Places:
    """Makes SARIF's places in the files of one result, with the ends of their words."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def place(self, pos: Pos, end: Pos | None = None, text: str = "", function: str = "") -> dict[str, Any]:
        out: dict[str, Any] = {}
        if is_in_file(pos):
            address, relative = uri(pos.file)
            physical: dict[str, Any] = {"artifactLocation": {"uri": address}}
            if relative:
                physical["artifactLocation"]["uriBaseId"] = "%SRCROOT%"
            if pos.line:
                physical["region"] = region(pos, end or end_of(pos, self.result.lines(pos.file)))
            out["physicalLocation"] = physical
        if function:
            out["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
        if text:
            out["message"] = message(text)
        return out

    def related(self, finding: Finding) -> list[dict[str, Any]]:
        """The places of the goroutines of a finding, of the statements that started them, of the accesses of a race."""
        out = [
            self.place(access.location, text=f"{access.kind} of {access.what} by goroutine {access.goroutine}")
            for access in finding.accesses
            if is_in_file(access.location)
        ]
        for g in finding.goroutines:
            if g.location.line and is_in_file(g.location):
                out.append(self.place(g.location, text=f"goroutine {g.id} [{g.status}]", function=g.function))
            if g.created_at.line and is_in_file(g.created_at):
                text = f"goroutine {g.id} was started here"
                out.append(self.place(g.created_at, text=text, function=g.created_by))
        for number, entry in enumerate(out):
            entry["id"] = number
        return out


def is_in_file(pos: Pos) -> bool:
    return bool(pos.file) and not is_library(pos)


def links(related: list[dict[str, Any]]) -> str:
    """A line of Markdown that leads to the related places, each by its id (section 3.11.6)."""
    texts = (re.sub(r"([\\\[\]])", r"\\\1", entry["message"]["text"].replace("\\", "")) for entry in related)
    linked = [f"[{text}]({entry['id']})" for text, entry in zip(texts, related, strict=True)]
    return f"\nPlaces: {', '.join(linked)}" if linked else ""


def region(pos: Pos, end: Pos | None) -> dict[str, int]:
    out = {"startLine": pos.line, "startColumn": max(pos.column, 1)}
    if end is not None and end.line >= pos.line:
        out |= {"endLine": end.line, "endColumn": max(end.column, 1)}
    return out
