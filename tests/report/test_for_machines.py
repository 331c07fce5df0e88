"""JUnit, GitHub annotations, JSON lines, Graphviz: what their readers need."""

from __future__ import annotations

import json as standard_json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from chancheck import verify
from chancheck.report import dot, github, json, render
from chancheck.report.render_options import Show
from chancheck.source import Pos
from chancheck.verdict.finding import Result

from .samples import PANIC, RESULTS, violated

RING = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	done := make(chan bool)
	go func() {
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
		done <- true
	}()
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
	<-done
}
"""


def junit(results: object = RESULTS) -> ElementTree.Element:
    return ElementTree.fromstring(render(results, "junit", Show()))  # type: ignore[arg-type]


def test_junit_counts_are_those_of_its_cases() -> None:
    root = junit()
    assert root.get("tests") == str(len(RESULTS)) == str(len(root.findall(".//testcase")))
    assert root.get("failures") == str(len(root.findall(".//failure"))) == "4"
    assert root.get("errors") == str(len(root.findall(".//error"))) == "2"
    assert root.get("skipped") == "0" and not root.findall(".//skipped")


def test_junit_inconclusive_is_an_error() -> None:
    case = junit([r for r in RESULTS if r.verdict.answer == "inconclusive"]).find(".//testcase")
    assert case is not None
    error = case.find("error")
    assert error is not None and error.get("type") == "inconclusive"
    assert "--max-states" in str(error.get("message"))


def test_junit_expected_findings_pass() -> None:
    case = junit([r for r in RESULTS if r.expected and r.as_expected]).find(".//testcase")
    assert case is not None and case.find("failure") is None
    assert "leak[CC102]" in str(case.findtext("system-out"))


def test_junit_has_no_character_that_xml_forbids() -> None:
    nasty = replace(PANIC, message="panic: \x00\x0b\ud800 & <tag> ]]>", output="\x1b[0m")
    text = junit([violated(nasty, as_expected=False)]).findtext(".//failure")
    assert text is not None and "& <tag> ]]>" in text and "\\x00" in text


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """As the runner of GitHub Actions reads a command."""

    def data(text: str) -> str:
        for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, char)
        return text

    head, _, text = line.removeprefix("::").partition("::")
    level, _, properties = head.partition(" ")
    return level, {k: data(v) for k, _, v in (p.partition("=") for p in properties.split(","))}, data(text)


def test_github_commands_can_be_read_back() -> None:
    finding = replace(PANIC, message="panic: 100%, a\nb: c\r%0A", location=Pos("a,b:c%.gol", 4, 7))
    line = render([violated(finding, as_expected=False)], "github", Show())
    assert line.count("\n") == 1
    level, properties, text = read_command(line.rstrip("\n"))
    assert level == "error"
    assert (properties["file"], properties["line"], properties["col"]) == ("a,b:c%.gol", "4", "7")
    assert text.startswith("main: panic: 100%, a\nb: c\\r%0A\n")


def test_github_levels() -> None:
    levels = [read_command(line)[0] for line in render(RESULTS, "github", Show()).splitlines()]
    assert levels == ["error", "notice", "notice", "error", "error", "error", "warning", "error", "error"]
    proved = replace(RESULTS[0], expected=frozenset({"leak"}), as_expected=False)
    assert "but expected%3A leak" not in github.render([proved], Show())  # a colon is escaped in properties only
    assert "proved, but expected: leak" in github.render([proved], Show())


def test_json_lines_are_the_results_of_the_report() -> None:
    lines = render(RESULTS, "json-lines", Show()).splitlines()
    report = standard_json.loads(render(RESULTS, "json", Show()))
    assert [standard_json.loads(line) for line in lines] == report["results"]
    assert all(msgspec.json.decode(line, type=json.Result, strict=True) for line in lines)


def test_a_deadlock_of_two_locks_is_a_ring() -> None:
    finding = next(f for f in verify(RING).verdict.findings if [g.location.line for g in f.goroutines] == [16, 10])
    edges = [line.strip() for line in dot.render_trace(finding, Show()) if "->" in line]
    assert edges == [
        'g1 -> o1 [label="sync.Mutex.Lock"];',
        'o1 -> g2 [label="held by"];',
        'g2 -> o2 [label="sync.Mutex.Lock"];',
        'o2 -> g1 [label="held by"];',
    ]


def test_objects_of_one_name_are_two_boxes() -> None:
    example = Path(__file__).parents[2] / "examples" / "patterns" / "transfer_broken.gol"
    (finding,) = verify(example).verdict.findings
    boxes = [line for line in dot.render_trace(finding, Show()) if "shape=box" in line and "to (made" in line]
    assert len(boxes) == 2  # goroutines 2 and 3 wait for each other's account


def test_junit_cases_have_what_the_search_was() -> None:
    case = junit([r for r in RESULTS if r.verdict.answer == "inconclusive"]).find(".//testcase")
    assert case is not None
    properties = {p.get("name"): p.get("value") for p in case.findall("properties/property")}
    assert properties["verdict"] == "inconclusive" and properties["limit"] == "states"
    assert properties["states"] == "1204" and properties["depth"] == "9"


def test_gitlab_issues_have_what_gitlab_needs() -> None:
    issues = standard_json.loads(render(RESULTS, "gitlab", Show()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["description"] and issue["check_name"] and not issue["location"]["path"].startswith(("/", "./"))
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    severities = {issue["check_name"]: issue["severity"] for issue in issues}
    assert severities["CC103"] == "critical" and severities["inconclusive"] == "minor"
    assert severities["CC102"] == "info"  # expected


def test_reviewdog_columns_count_bytes() -> None:
    (found,) = [d for d in diagnostics(RESULTS) if d["code"]["value"] == "CC201"]
    # a tab, "var ", two characters of three bytes each, " = unknown"
    assert found["location"]["range"] == {"start": {"line": 3, "column": 15}, "end": {"line": 3, "column": 22}}
    assert found["severity"] == "ERROR" and found["message"] == "undefined: unknown\ndeclare it first"


def test_reviewdog_finds_the_other_goroutine() -> None:
    found = diagnostics([verify(RING)])[0]
    lines = {place["location"]["range"]["start"]["line"] for place in found["related_locations"]}
    assert {10, 16, 8} <= lines


def diagnostics(results: list[Result]) -> list[dict[str, Any]]:
    report = standard_json.loads(render(results, "rdjson", Show()))
    assert report["source"] == {"name": "chancheck"}
    found: list[dict[str, Any]] = report["diagnostics"]
    return found


def test_markdown_takes_no_orders_from_a_program() -> None:
    nasty = replace(PANIC, message="panic: <img src=x onerror=alert(1)> [x](http://e) | @all `x`\n# head", trace=())
    text = render([violated(nasty, as_expected=False)], "markdown", Show())
    line = next(line for line in text.splitlines() if line.startswith("panic"))
    assert line == "panic: &lt;img src=x onerror=alert(1)&gt; \\[x\\](http://e) | @all \\`x\\` \\# head"
    row = render([replace(violated(nasty), file="a|b.gol")], "markdown", Show()).splitlines()[6]
    assert row.count("|") - row.count("\\|") == 5


def test_a_blocked_goroutine_ends_with_a_slice() -> None:
    events = standard_json.loads(render([verify(RING)], "perfetto", Show()))["traceEvents"]
    slices = [event for event in events if event["ph"] == "X"]
    last = {event["tid"]: event["name"] for event in slices}
    assert any(name.startswith("[sync.Mutex.Lock]") for name in last.values())


def test_a_receive_is_at_the_place_of_the_receiver() -> None:
    text = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\t<-c\n\t<-c\n}\n"
    events = standard_json.loads(render([verify(text)], "perfetto", Show()))["traceEvents"]
    places = {event["name"]: event["args"]["place"] for event in events if event["ph"] == "X"}
    assert {place.split(":")[1] for name, place in places.items() if name.startswith("<-c")} == {"6"}
