"""JUnit's XML, which CI servers read: one suite a file, one case an entry. Inconclusive is an error, never skipped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from chancheck.records import replace
from chancheck.report.full import headline, render_result
from chancheck.report.messages import printable
from chancheck.report.render_options import Show, plain
from chancheck.source import plain_name
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, Result


def render(results: Sequence[Result], show: Show) -> str:
    """Always without colour, and with everything that the full report says."""
    show = replace(show, paint=plain, verbosity=max(show.verbosity, 0))
    root = Element("testsuites", {"name": "chancheck", **counts(results)})
    for file, group in groupby(results, lambda result: result.file):
        cases = list(group)
        suite = SubElement(root, "testsuite", {"name": plain_name(file), **counts(cases)})
        for result in cases:
            add_case(suite, result, show)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def add_case(suite: Element, result: Result, show: Show) -> None:
    name = xml_text(result.entry or "(source)")
    seconds = f"{result.verdict.statistics.seconds:.3f}"
    case = SubElement(suite, "testcase", classname=plain_name(result.file), name=name, file=plain_name(result.file))
    case.set("time", seconds)
    add_properties(case, result)
    text = xml_text("\n".join(render_result(result, show)))
    kind = outcome(result)
    if kind:
        message = xml_text(headline(result, show))
        SubElement(case, kind, message=message, type=type_of(result)).text = text
    elif result.verdict.findings or result.verdict.warnings:  # expected, or no failures
        SubElement(case, "system-out").text = text


def add_properties(case: Element, result: Result) -> None:
    """Statistics of the search, for dashboards."""
    s, limit = result.verdict.statistics, result.verdict.limit
    facts = {"verdict": result.verdict.answer, "limit": limit.name if limit else "", "engine": s.engine}
    facts |= {"states": str(s.states), "transitions": str(s.transitions), "depth": str(s.depth)}
    properties = SubElement(case, "properties")
    for name, value in facts.items():
        if value:
            SubElement(properties, "property", name=name, value=xml_text(value))


def outcome(result: Result) -> str:
    """The element that says what went wrong; empty: nothing did."""
    if result.verdict.answer in (ERROR, INCONCLUSIVE):
        return "error"
    return "" if result.as_expected else "failure"


def type_of(result: Result) -> str:
    kinds = [finding.kind for finding in result.verdict.findings]
    return kinds[0] if kinds else result.verdict.answer


def counts(results: Sequence[Result]) -> dict[str, str]:
    outcomes = [outcome(result) for result in results]
    return {
        "tests": str(len(results)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "skipped": "0",
        "time": f"{sum(result.verdict.statistics.seconds for result in results):.3f}",
    }


def xml_text(text: str) -> str:
    """XML has no way to write most control characters, nor lone surrogates."""
    return "".join(c if c in "\n\t" else printable(c) for c in text)
