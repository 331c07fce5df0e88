"""The output of `chancheck fix`."""

from __future__ import annotations

import json

from chancheck.repair.repair import Repairs
from chancheck.source import plain_name


def text(repairs: Repairs, file: str) -> str:
    name = plain_name(file)
    if not repairs.broken:
        answers = sorted({result.verdict.answer for result in repairs.before})
        return f"{name}: {', '.join(answers) or 'no entry'}: there is no finding to repair\n"
    lines = [f"{name}: {finding.kind}: {finding.message} ({finding.location.short})" for finding in repairs.findings]
    for number, repair in enumerate(repairs.found, 1):
        lines += ["", f"repair {number}: {repair.change.title}", "", repair.diff.rstrip("\n"), ""]
        lines += [f"proved with this edit: all kinds, all entries; {repair.states:,} states"]
    return "\n".join([*lines, "", conclusion(repairs)]) + "\n"


def conclusion(repairs: Repairs) -> str:
    if repairs.found:
        return f"{repairs.tried} of {repairs.proposed} edits tried"
    other = f"; with {repairs.changed_job} the program does something else" if repairs.changed_job else ""
    if repairs.finished:
        return f"none of {repairs.proposed} edits works, alone or two at a time ({repairs.tried} tried{other})"
    return f"no repair yet: the time was up after {repairs.tried} edits{other}; raise it with --budget"


def as_json(repairs: Repairs) -> str:
    found = [
        {"title": r.change.title, "cost": r.change.cost, "diff": r.diff, "text": r.text, "states": r.states}
        for r in repairs.found
    ]
    findings = [
        {"kind": f.kind, "code": f.code, "message": f.message, "line": f.location.line} for f in repairs.findings
    ]
    report = {"findings": findings, "repairs": found, "proposed": repairs.proposed, "tried": repairs.tried}
    report |= {"changed_job": repairs.changed_job, "finished": repairs.finished}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
