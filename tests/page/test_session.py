"""Stepping: moves, endings, what lies ahead, findings as schedules."""

import json

import msgspec
import pytest

from chancheck.options import Options
from chancheck.source import Source
from chancheck.stepping.protocol import Protocol
from chancheck.stepping.session import BadScheduleError, Session
from tests.page.test_html import LOCKS

ONE_AFTER_THE_OTHER = LOCKS.replace("b.Lock()\n\t\t%s", "a.Lock()\n\t\ta.Unlock()\n\t\tb").replace(
    "\ta.Lock()\n\tb.Lock()\n", "\ta.Lock()\n\ta.Unlock()\n"
)
SELECT = """package main

import "fmt"

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 1
	b <- 2
	select {
	case v := <-a:
		fmt.Println(v)
	case v := <-b:
		panic(fmt.Sprint("got ", v))
	}
}
"""
ROUND = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tfor {\n\t\tc <- 1\n\t\t<-c\n\t}\n}\n"
STEALING = """package main

import "sync/atomic"

func main() {
	var done atomic.Int32
	go done.Add(1)
	go done.Add(1)  // the next one to run; P1 steals what is queued behind it
	for done.Load() < 2 {
	}
}
"""


def session(text: str, **options: object) -> Session:
    return Session(Source("main.go", text), Options(budget=100.0, **options))  # type: ignore[arg-type]


def taken(s: Session, *texts: str) -> tuple[int, ...]:
    """The schedule of the moves with these texts."""
    schedule: tuple[int, ...] = ()
    for text in texts:
        schedule += (next(m.number for m in s.moves(schedule) if m.text.startswith(text)),)
    return schedule


def test_two_locks_in_two_orders() -> None:
    s = session(LOCKS % "a")
    first = taken(s, "runs")
    assert [(m.goroutine, m.text) for m in s.moves(first)] == [(1, "a.Lock()"), (2, "b.Lock()")]
    view = s.view(taken(s, "runs", "a.Lock", "b.Lock"))
    # after main took a, both goroutines want b: main's is the first
    assert view.ending is None or view.ending.kind != "deadlock"
    schedule = (
        *taken(s, "runs", "a.Lock"),
        next(m.number for m in s.moves(taken(s, "runs", "a.Lock")) if m.goroutine == 2),
    )
    ending = s.view(schedule).ending
    assert ending is not None and ending.kind == "deadlock"


def test_what_lies_ahead_of_each_move() -> None:
    s = session(LOCKS % "a")
    p = Protocol(s)
    schedule = taken(s, "runs", "a.Lock")
    ahead = json.loads(p.answer("ahead", json.dumps({"schedule": schedule}).encode()))
    kinds = {m.goroutine: (o["kind"], o["steps"]) for m, o in zip(s.moves(schedule), ahead, strict=True)}
    # main takes b too and runs to its end, behind which goroutine 2 may be left at a lock
    assert kinds[2] == ("deadlock", 0)
    assert kinds[1][0] == "leak"


def test_nothing_bad_ahead() -> None:
    p = Protocol(session("package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\t<-c\n}\n"))
    assert [o["kind"] for o in json.loads(p.answer("ahead", b"{}"))] == ["well"]


def test_a_loop_without_end_is_no_good_end() -> None:
    assert [o["kind"] for o in json.loads(Protocol(session(ROUND)).answer("ahead", b"{}"))] == ["endless"]


def test_cases_of_a_select_are_moves() -> None:
    s = session(SELECT)
    schedule = taken(s, "runs", "a <-", "b <-")
    assert [m.text for m in s.moves(schedule)] == ["<-a = 1", "<-b = 2"]
    good, bad = (s.view((*schedule, n)) for n in (0, 1))
    assert good.ending is not None or good.moves
    while bad.moves:
        bad = s.view((*bad.schedule, 0))
    assert bad.ending is not None and (bad.ending.kind, "got 2" in bad.ending.text) == ("panic", True)


def test_findings_can_be_shown() -> None:
    s = session(LOCKS % "a")
    shown = [(finding.kind, schedule) for finding, schedule in s.findings]
    kinds = {kind for kind, _ in shown}
    assert "deadlock" in kinds
    for kind, schedule in shown:
        assert schedule is not None
        ending = s.view(schedule).ending
        assert ending is not None and ending.kind == kind


def test_a_schedule_that_is_none() -> None:
    s = session(SELECT)
    with pytest.raises(BadScheduleError, match="step 1 of the schedule is not possible: there are 1 moves"):
        s.view((7,))
    with pytest.raises(ValueError, match="no such question"):
        Protocol(s).answer("delete", b"{}")
    with pytest.raises(msgspec.ValidationError):
        Protocol(s).answer("step", b'{"schedule": "x"}')


def test_the_state_graph() -> None:
    s = session(LOCKS % "a")
    graph = json.loads(Protocol(s).answer("graph", json.dumps({"schedule": taken(s, "runs")}).encode()))
    assert graph["complete"] and graph["here"] == 1
    assert graph["nodes"][0] == {"depth": 0, "kind": "", "schedule": [], "after": [1]}
    for node in graph["nodes"]:
        ending = s.view(node["schedule"]).ending
        assert (ending.kind if ending else "") == node["kind"]


def test_another_source() -> None:
    p = Protocol(session(SELECT))
    answer = json.loads(p.answer("verify", json.dumps({"source": "package main\n\nfunc main() {\n\tx\n}\n"}).encode()))
    assert answer["verdict"] == "error" and "undefined: x" in answer["diagnostics"][0]["message"]
    answer = json.loads(p.answer("verify", json.dumps({"source": "package main\n\nfunc main() {}\n"}).encode()))
    assert answer["verdict"] == "proved"


def test_processors_are_moves_too() -> None:
    s = session(STEALING, sched="gmp", procs=2)
    schedule = taken(s, "runs")
    stolen = [m for m in s.moves(schedule) if m.text == "P1: steal"]
    assert [(m.goroutine, m.processor) for m in stolen] == [(2, 1)]
    queues = s.view((*schedule, stolen[0].number)).steps[-1].queues
    assert queues is not None and queues.running == (1, 2)
