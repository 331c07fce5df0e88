"""The JSON report is a contract: its own schema describes it, and the names scripts rely on are there."""

from __future__ import annotations

import json as standard_json

import msgspec

from chancheck import verify_all
from chancheck.report import json, render
from chancheck.report.render_options import Show

from .samples import RESULTS


def test_decodes_by_its_own_types() -> None:
    report = msgspec.json.decode(render(RESULTS, "json", Show()), type=json.Report, strict=True)
    assert [result.verdict for result in report.results][:2] == ["proved", "violated"]


def test_the_names_of_the_contract() -> None:
    report = standard_json.loads(render(RESULTS, "json", Show()))
    assert report["schema"] == 1
    assert set(report) == {"schema", "tool", "results"}
    result = report["results"][1]
    assert set(result) >= {"file", "entry", "verdict", "expected", "as_expected", "limit", "findings", "statistics"}
    statistics = {"states", "transitions", "depth", "seconds", "peak_memory_bytes", "engine", "complete", "passes"}
    assert set(result["statistics"]) == statistics
    finding = result["findings"][0]
    assert set(finding) >= {"code", "kind", "message", "location", "goroutines", "accesses", "trace"}
    assert finding["location"] == {"file": "send.gol", "line": 10, "column": 7}
    named = {"id", "name", "status", "function", "location", "created_at", "waits_for"}
    assert set(finding["goroutines"][0]) >= named
    assert set(finding["trace"][0]) >= {"step", "goroutine", "operation", "location", "message"}


def test_the_schema_names_every_field() -> None:
    """Each key that occurs in a report is a property of some definition in the schema."""
    schema = standard_json.loads(json.schema())
    known = {name for definition in schema["$defs"].values() for name in definition.get("properties", {})}

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        if isinstance(value, list):
            return {key for inner in value for key in keys(inner)}
        return set()

    assert keys(standard_json.loads(render(RESULTS, "json", Show()))) <= known


def test_an_inconclusive_answer_says_why_and_what_would_help() -> None:
    body = "c := make(chan int, 1); for n := 0; ; n++ { c <- n; if <-c < 0 { return } }"
    loop = f"package main\n\nfunc main() {{ {body} }}\n"
    [cut] = standard_json.loads(render(verify_all(loop, max_states=50), "json", Show()))["results"]
    assert (cut["verdict"], cut["limit"], cut["help"]) == ("inconclusive", "states", "--max-states")
    assert cut["reason"].startswith("the limit on states was reached") and "growing" in cut["reason"]
    [whole] = standard_json.loads(render(verify_all("package main\n\nfunc main() {}\n"), "json", Show()))["results"]
    assert (whole["reason"], whole["help"]) == ("", "")
