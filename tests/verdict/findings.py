"""Findings of small programs, and their reasons in words."""

from __future__ import annotations

import chancheck
from chancheck.report.reasons import sentences
from chancheck.verdict.finding import Finding


def finding_of(body: str, imports: str = "", kind: str = "") -> Finding:
    found = chancheck.verify(program(body, imports)).verdict.findings
    return next(f for f in found if kind in ("", f.kind))


def program(body: str, imports: str) -> str:
    lines = "\n".join(f'\t"{path}"' for path in imports.split())
    return f"package main\n\nimport (\n{lines}\n)\n{body.lstrip()}"


def why(body: str, imports: str = "", kind: str = "") -> str:
    return "\n".join(sentences(finding_of(body, imports, kind)))


# --- locks ----------------------------------------------------------------------------------------
