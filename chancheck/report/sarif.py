"""SARIF 2.1.0 (OASIS), which code hosts and editors read: findings with the runs that lead to them.

A run is given twice: one flow in global order, and one with a thread for each goroutine; its `executionOrder` is the
number of the step. What is not decided is a result of kind "open", so that it cannot be taken for proved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from chancheck import __version__
from chancheck.diagnostic import Diagnostic, Severity
from chancheck.report.extent import entry_of
from chancheck.report.fingerprint import fingerprints, line_hashes
from chancheck.report.flows import code_flows
from chancheck.report.json import valid
from chancheck.report.messages import printable
from chancheck.report.reasons import sentences
from chancheck.report.render_options import Show
from chancheck.report.sarif_places import Places, links, message
from chancheck.source import Pos
from chancheck.verdict.codes import CODES, explanation
from chancheck.verdict.finding import INCONCLUSIVE, Finding, Result

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
UNDECIDED = "inconclusive"
KINDS_BY_CODE = {code: kind for kind, code in CODES.items()}


def render(results: Sequence[Result], show: Show) -> str:
    found = [finding_of(result, finding, print) for result, finding, print in fingerprints(results)]
    found += [open_result(result) for result in results if result.verdict.answer == INCONCLUSIVE]
    found += [diagnostic_of(result, d) for result in results for d in result.diagnostics]
    used = {entry["ruleId"] for entry in found} | set(CODES.values())
    rules = [rule(code) for code in sorted(used)]
    for entry in found:
        entry["ruleIndex"] = sorted(used).index(entry["ruleId"])
    driver = {"name": "chancheck", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "chancheck/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "results": found,
    }
    return (
        json.dumps(valid({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}), indent=2, ensure_ascii=False) + "\n"
    )


def rule(code: str) -> dict[str, Any]:
    page = explanation(code) or "# The search was cut short\n\nNothing was found so far, and not everything was seen."
    head, _, body = page.partition("\n")
    text, kind = body.strip(), KINDS_BY_CODE.get(code, "")
    short = head.lstrip("# ").removeprefix(f"{code}: ")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in re.findall(r"\w+", short)),
        "shortDescription": {"text": short},
        "fullDescription": {"text": text.split("\n\n")[0]},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": "none" if code == UNDECIDED else "error"},
        "properties": {
            "tags": ["go", "concurrency", *([kind] if kind else [])],
            **({"precision": "very-high", "problem.severity": "error"} if kind else {}),
        },
    }


def finding_of(result: Result, finding: Finding, fingerprint: str) -> dict[str, Any]:
    places = Places(result)
    related = places.related(finding)
    text = message("\n".join([f"{finding.kind}: {finding.message}", *sentences(finding)]))["text"]
    out: dict[str, Any] = {
        "ruleId": finding.code,
        "level": "warning" if finding.slow else "error",
        "message": {"text": text + links(related)},
        "locations": [places.place(finding.location, function=function_of(finding))],
        "relatedLocations": related,
        "codeFlows": code_flows(finding, places),
        "partialFingerprints": {"chancheck/v1": fingerprint, **line_hash(finding.location, result)},
        "properties": {"entry": result.entry, "goroutines": len(finding.goroutines)},
    }
    if result.expected and finding.kind in result.expected:
        reason = f"the file says //chancheck:expect {finding.kind}"
        out["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return {key: value for key, value in out.items() if value != []}


def line_hash(pos: Pos, result: Result) -> dict[str, str]:
    lines = result.lines(pos.file)
    inside = 0 < pos.line <= len(lines)
    return {"primaryLocationLineHash": line_hashes("\n".join(lines))[pos.line - 1]} if inside else {}


def function_of(finding: Finding) -> str:
    return next((g.function for g in finding.goroutines if g.location == finding.location), "")


def open_result(result: Result) -> dict[str, Any]:
    text = f"{result.entry}: inconclusive: nothing found so far, but {result.verdict.limit}"
    return {
        "ruleId": UNDECIDED,
        "kind": "open",
        "level": "none",
        "message": message(text),
        "locations": [Places(result).place(entry_of(result.entry, result.file, result.lines(result.file)))],
    }


def diagnostic_of(result: Result, diagnostic: Diagnostic) -> dict[str, Any]:
    text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    out: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "message": message(printable(text)),
    }
    if diagnostic.pos.file:
        out["locations"] = [Places(result).place(diagnostic.pos, diagnostic.end)]
        if hashed := line_hash(diagnostic.pos, result):
            out["partialFingerprints"] = hashed
    return out
