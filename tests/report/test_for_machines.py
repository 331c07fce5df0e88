"""JUnit, GitHub annotations, JSON lines, Graphviz: what their readers need."""

from __future__ import annotations

import json as standard_json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from chancheck import verify
from chancheck.report import dot, github, json, render
from chancheck.report.show import Show
from chancheck.source import Pos

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
