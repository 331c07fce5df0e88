"""Answers about a smaller program, in which large numbers of rounds, sizes and workers are small (`--scale`).

They are marked as such: a proof at a scale is no proof of the program, and a finding there may be none of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chancheck.deadline import share
from chancheck.diagnostic import Diagnostics
from chancheck.records import replace
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED, Finding, Limit, Verdict
from chancheck.verdict.waits import Remark

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.types.objects import Package

SMALL = 3
"""The value of large numbers where the whole search ends early."""

AFTER, AFTER_LEAST, AFTER_MOST = 0.3, 2.0, 1 / 3
"""Of the time of an entry with large numbers, what is kept for a smaller program; at least so many seconds, but no more
than this part."""

WORTH = 3.0
"""Seconds of an entry, as of a subtest that shares its test's: with less, preparing a second program would take the
time that the first one needs."""

CUT = frozenset({"seconds", "memory", "states", "depth", "busy"})
"""Limits after which a smaller program is tried."""


def is_worth_it() -> bool:
    """Whether there is time for a smaller program."""
    return share(1.0) >= WORTH


def before() -> float:
    """Seconds for the search of the whole program."""
    whole = share(1.0)
    return whole - min(max(AFTER * whole, AFTER_LEAST), AFTER_MOST * whole)


TWO_DIGITS = re.compile(r"\b[1-9][0-9_]+\b")


def may_be_large(text: str) -> bool:
    """Whether a source text has a number that could be large: telling which of them count takes longer."""
    return TWO_DIGITS.search(text) is not None


def large_numbers(package: Package, unit: Unit) -> frozenset[int]:
    """The large numbers in the declarations of its package that an entry reaches."""
    from chancheck.syntax import ast
    from chancheck.syntax.scale import sizes

    reached = {id(graph.obj.decl) for graph in unit.graphs if graph.obj is not None}
    declared = (decl for file in package.files for decl in file.decls)
    return sizes([decl for decl in declared if isinstance(decl, ast.GenDecl) or id(decl) in reached])


def smaller_package(package: Package, large: frozenset[int], small: int) -> Package:
    """The package with these numbers small. Raises SourceError where that is no program."""
    from chancheck.syntax.scale import scaled

    assert package.again is not None
    told = Diagnostics()
    other = package.again(scaled(package.files, large, small), told)
    told.raise_if_errors()
    other.large = large
    return other


def scale_of(large: frozenset[int], small: int) -> str:
    """`scale 3 (100 and 1000 became 3)`"""
    listed = [f"{n:,}" for n in sorted(large)[:4]] + (["others"] if len(large) > 4 else [])
    text = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
    return f"scale {small} ({text} became {small})"


def at_scale(verdict: Verdict, large: frozenset[int], small: int) -> Verdict:
    """The verdict on a smaller program, by request of the user."""
    if not large:
        return verdict
    where = scale_of(large, small)
    verdict, failed = without_failures(verdict)
    verdict = replace(verdict, scaled=f"{verdict.answer} at scale {small}")
    if verdict.answer == PROVED:
        limit = Limit("scale", f"proved at {where}, which is no proof of the program as it stands")
        return replace(verdict, answer=INCONCLUSIVE, limit=limit)
    if failed and not verdict.findings:
        return replace(verdict, limit=Limit("scale", f"inconclusive at {where}{FAILED}"))
    remark = Remark(f"found at {where}: in another program than the one that stands there")
    return replace(verdict, findings=tuple(replace(f, why=(*f.why, remark)) for f in verdict.findings))


def with_smaller(verdict: Verdict, smaller: Verdict, large: frozenset[int], small: int) -> Verdict:
    """An inconclusive verdict, with what is known of the smaller program."""
    assert verdict.limit is not None
    where = scale_of(large, small)
    smaller, failed = without_failures(smaller)
    found = tuple(doubtful(finding, where) for finding in smaller.findings)
    said = {
        PROVED: f"proved at {where}, which is no proof of the program as it stands",
        VIOLATED: f"a violation at {where}, which the program as it stands may not have",
    }.get(smaller.answer, f"inconclusive too at {where}{FAILED if failed else ''}")
    limit = replace(verdict.limit, text=f"{verdict.limit.text}; {said}")
    scaled = f"{smaller.answer} at scale {small}"
    return replace(verdict, limit=limit, scaled=scaled, warnings=(*verdict.warnings, *found))


FAILED = ", where the test fails: numbers that it expects may not have become small alike"


def without_failures(verdict: Verdict) -> tuple[Verdict, bool]:
    """The verdict on a smaller program without failures of the test, which its other numbers alone may cause, and
    whether there were any."""
    found = tuple(finding for finding in verdict.findings if finding.kind != "failure")
    if len(found) == len(verdict.findings):
        return verdict, False
    answer = verdict.answer if found else INCONCLUSIVE
    return replace(verdict, answer=answer, findings=found), True


def doubtful(finding: Finding, where: str) -> Finding:
    return replace(finding, slow=f"found at {where}; the program as it stands may not have it")
