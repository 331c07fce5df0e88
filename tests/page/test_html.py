"""The report as a page: its data, and that program text in it is inert."""

import json
import re
from collections import Counter
from pathlib import Path

import chancheck
from chancheck.check import Options, check_source
from chancheck.report import render
from chancheck.report.bundle import asset, modules, script
from chancheck.report.page_data import page_of
from chancheck.report.render_options import Show
from chancheck.source import Source

LOCKS = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	go func() {
		b.Lock()
		%s.Lock()
	}()
	a.Lock()
	b.Lock()
}
"""
HOSTILE = """package main

// </script><script>window.owned = 1</script> <img src=x onerror="window.owned=1"> \u202e @SCRIPT@
func main() {
	jobs, done := make(chan string, 2), make(chan bool)
	jobs <- "</script><script>window.owned = 1</script>"
	jobs <- "<img src=x onerror='window.owned = 1'>\u202e]]>"
	<-done
}
"""
BUFFER = """package main

func main() {
	jobs, done := make(chan int, 2), make(chan bool)
	jobs <- 5
	jobs <- 6
	close(jobs)
	<-done
	<-jobs
}
"""


def page(text: str, name: str = "main.go") -> str:
    return render(check_source(Source(name, text), Options(moments=True)), "html", Show())


def data(text: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page(text), re.DOTALL)
    assert found
    return json.loads(found[1])


def finding(text: str) -> dict:
    return data(text)["results"][0]["findings"][0]


def at_end(found: dict, part: str) -> dict[int, dict]:
    state: dict[int, dict] = {}
    for moment in found["moments"]:
        state |= {each["id"]: each for each in moment[part]}
    return state


def test_each_step_has_a_state() -> None:
    found = finding(LOCKS % "a")
    assert found["kind"] == "deadlock"
    assert len(found["moments"]) == len(found["steps"]) + 1
    assert {f["id"] for f in found["moments"][0]["figures"]} == {1}


def test_the_last_state_has_the_cycle() -> None:
    found = finding(LOCKS % "a")
    things = at_end(found, "things").values()
    locks = {thing["name"]: thing for thing in things if thing["kind"] == "lock"}
    waits = {f["id"]: f["on"] for f in at_end(found, "figures").values() if not f["able"]}
    assert locks["a"]["held"] == [[1, ""]]
    assert locks["b"]["held"] == [[2, ""]]
    assert waits == {1: [locks["b"]["id"]], 2: [locks["a"]["id"]]}


def test_a_proved_program_has_no_run() -> None:
    result = data("package main\n\nfunc main() {}\n")["results"][0]
    assert (result["verdict"], result["findings"]) == ("proved", [])


def test_buffers_fill_up_and_close() -> None:
    found = finding(BUFFER)
    fills = [t["values"] for moment in found["moments"] for t in moment["things"] if t["name"] == "jobs"]
    assert [fill for n, fill in enumerate(fills) if fill not in fills[:n]] == [["5"], ["5", "6"]]
    jobs = next(t for t in at_end(found, "things").values() if t["name"] == "jobs")
    assert jobs["closed"] and jobs["room"] == 2


def test_package_variables_are_the_users_only() -> None:
    text = """package main

import "golang.org/x/sync/errgroup"

var seen int

func main() {
	var g errgroup.Group
	g.Go(func() error { seen = 7; return nil })
	g.Wait()
	<-make(chan bool, seen)
}
"""
    names = {t["name"]: t["text"] for t in at_end(finding(text), "things").values() if t["kind"] == "variable"}
    assert names["seen"] == "7"
    assert "keeps" not in names


def test_an_announced_writer_does_not_hold_the_lock() -> None:
    text = 'package main\n\nimport "sync"\n\nfunc main() {\n\tvar mu sync.RWMutex\n\tmu.RLock()\n\tmu.Lock()\n}\n'
    lock = next(t for t in at_end(finding(text), "things").values() if t["kind"] == "lock")
    assert sorted(lock["held"]) == [[1, "asks"], [1, "read"]]


def test_without_the_option_there_are_no_states() -> None:
    result = chancheck.verify(LOCKS % "a")
    assert all(not found.moments for found in result.verdict.findings)


def test_hostile_text_is_inert() -> None:
    text = page(HOSTILE, "</title><script>x</script>.go")
    assert text.count("<script") == text.count("</script>") == 2
    assert "<img" not in text and "@SCRIPT@" in data(HOSTILE)["results"][0]["files"]["main.go"]
    assert finding(HOSTILE)["steps"][0]["operation"] == 'jobs <- "</script><script>window.owned = 1</script>"'
    assert "default-src &#x27;none&#x27;" in text


def test_modules_have_distinct_names() -> None:
    for name in ("report.js", "explorer.js", "playground.js"):
        text = "\n".join(asset(module) for module in modules(name))
        names = Counter(re.findall(r"^(?:export )?(?:async )?(?:class|const|function|let) (\w+)", text, re.MULTILINE))
        assert [name for name, times in names.items() if times > 1] == []
        assert not re.search(r"^(import|export)\b", script(name), re.MULTILINE)


def test_the_page_parses_no_markup() -> None:
    for file in (Path(chancheck.__file__).parent / "page").glob("*.js"):
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in file.read_text(encoding="utf-8"), (file.name, word)


SLOW = """package p

import (
	"testing"
	"time"
)

func TestSlow(t *testing.T) {
	done := make(chan bool, 1)
	go func() { done <- true }()
	select {
	case <-done:
	case <-time.After(time.Second):
		t.Fatal("too late")
	}
}
"""


def test_warnings_of_slow_machines_have_tabs_of_their_own() -> None:
    (result,) = check_source(Source("p_test.go", SLOW), Options(moments=True))
    told = page_of([result]).results[0]
    assert told.verdict == "proved" and not told.findings
    assert [(warning.kind, warning.slow.startswith("only if slow: ")) for warning in told.warnings] == [
        ("failure", True)
    ]
    assert told.warnings[0].steps
