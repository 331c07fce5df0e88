"""Goroutines on processors: what Go does on one P, and what the queues never lose."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chancheck.bounds import bounds_of_source
from chancheck.check import Options, verify
from chancheck.machine.scheduling.run_queues import Processors, QueueError
from chancheck.outcomes import outcomes_of, outcomes_of_source
from chancheck.program.scheduler import OTHER_LOCAL, Pick
from chancheck.source import Source
from tests.conformance.concurrent import program

LITMUS = Path(__file__).parent / "litmus"
ONE_P = sorted(p for p in LITMUS.glob("*.go") if "// p1:" in p.read_text())
ENGINES = ["native", "reference"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", ONE_P, ids=lambda path: path.stem)
def test_litmus_on_one_processor(path: Path, engine: str) -> None:
    """The exact outcomes under GOMAXPROCS=1 without preemption, as real Go was seen to give them."""
    (said,) = re.findall(r"^// p1:(.*)$", path.read_text(), re.M)
    seen, limit = outcomes_of(path, Options(sched="gmp", preempt=False, engine=engine))
    assert limit is None
    assert set(seen) == set(re.findall(r'"([^"]*)"', said))


SPAWNED = """
	n := 0
	var order []int
	done := make(chan bool)
	spawn := func(first int) {
		for i := first; i < first+4; i++ {
			go func() {
				order = append(order, i)
				n++
				if n == 4 {
					done <- true
				}
			}()
		}
	}
	spawn(0)
	<-done
	fmt.Println(order)
"""
CLOSED = """
	c := make(chan int)
	done := make(chan int)
	for i := 0; i < 4; i++ {
		go func() {
			<-c
			done <- i
		}()
		runtime.Gosched()
	}
	close(c)
	fmt.Println(<-done, <-done, <-done, <-done)
"""
HANDED = """
	var out []string
	c := make(chan int)
	done := make(chan bool)
	go func() {
		out = append(out, "R:wait")
		<-c
		out = append(out, "R:got1")
		<-c
		out = append(out, "R:got2")
		done <- true
	}()
	c <- 1
	out = append(out, "S:sent1")
	c <- 2
	out = append(out, "S:sent2")
	<-done
	fmt.Println(out)
"""
BARGED = """
	var out []string
	var mu sync.Mutex
	done := make(chan bool)
	mu.Lock()
	for _, n := range []string{"A", "B"} {
		go func() {
			out = append(out, n+":lock")
			mu.Lock()
			out = append(out, n+":in")
			mu.Unlock()
			done <- true
		}()
	}
	runtime.Gosched()
	mu.Unlock()
	mu.Lock()
	out = append(out, "M:barged")
	mu.Unlock()
	<-done
	<-done
	fmt.Println(out)
"""
ORDERS = [
    (SPAWNED, "[3 0 1 2]"),
    (CLOSED, "0 3 2 1"),
    (HANDED, "[R:wait R:got1 S:sent1 S:sent2 R:got2]"),
    (BARGED, "[B:lock A:lock M:barged B:in A:in]"),
]


def main(body: str) -> Source:
    names = [name for name in ("fmt", "runtime", "sync") if f"{name}." in body]
    imports = "".join(f'\t"{name}"\n' for name in names)
    return Source("program.go", f"package main\n\nimport (\n{imports})\n\nfunc main() {{\n{body}\n}}\n")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("body", "order"), ORDERS, ids=["spawned", "closed", "handed", "barged"])
def test_the_order_on_one_processor(body: str, order: str, engine: str) -> None:
    """The output of go1.27 with GOMAXPROCS=1 and asyncpreemptoff=1, every time."""
    one, limit = outcomes_of_source(main(body), Options(sched="gmp", preempt=False, engine=engine))
    assert (one, limit) == ([order], None)


def test_a_queue_that_is_full() -> None:
    """Half of it goes to the global queue; each third pick looks there: worked out by hand with runqput and schedule.
    Room for 2: 0 and 1 are queued when 2 is kicked out of next by 3; 0 and 2 go to the global queue."""
    options = Options(sched="gmp", preempt=False, queue=2, global_every=61)
    assert outcomes_of_source(main(SPAWNED), options)[0] == ["[3 1 0 2]"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(6))
def test_only_fewer_schedules(seed: int, engine: str) -> None:
    source = Source("random.go", program(random.Random(seed)))
    free, limit = outcomes_of_source(source, Options(max_states=20_000))
    if limit is not None:
        pytest.skip("too many states")
    for options in (
        Options(sched="gmp", preempt=False, engine=engine, max_states=3_000),
        Options(sched="gmp", engine=engine, max_states=3_000),
        Options(sched="gmp", procs=2, preempt=False, queue=2, global_every=3, engine=engine, max_states=3_000),
    ):
        seen, cut = outcomes_of_source(source, options)
        assert set(seen) - {"<hang>"} <= set(free)
        assert seen or cut


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("procs", [1, 2, 3])
@pytest.mark.parametrize("body", [SPAWNED, BARGED], ids=["spawned", "barged"])
def test_nobody_is_lost(body: str, procs: int, engine: str) -> None:
    """In every state each goroutine is in exactly one place, and no processor stays free while there is work: the
    engines visit every state when they measure."""
    options = Options(sched="gmp", procs=procs, queue=2, global_every=3, max_states=3000, engine=engine)
    assert bounds_of_source(main(body), options).queue


def loses(self: Processors, p: int, g: int) -> None:
    pass


def keeps(self: Processors, g: int) -> None:
    self.next[0] = g


def never_steals(self: Processors, p: int, pick: Pick) -> list[int]:
    return [-1] if pick.source < OTHER_LOCAL and self.source(p, pick) else []


@pytest.mark.parametrize(("name", "wrong"), [("append", loses), ("leave", keeps), ("victims", never_steals)])
def test_somebody_who_is_lost_is_missed(name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Processors, name, wrong)
    with pytest.raises(QueueError):
        bounds_of_source(main(SPAWNED), Options(sched="gmp", procs=2, preempt=False, engine="reference"))


SPINS = """
	stop := false
	go func() { stop = true }()
	for !stop {
	}
	fmt.Println("stopped")
"""
CALLS = SPINS.replace("for !stop {", "for !stop {\n\t\tcall()")
KINDS = frozenset({"deadlock", "leak", "panic", "stuck"})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_loop_that_is_never_stopped(engine: str) -> None:
    source = main(SPINS).text
    (finding,) = verify(source, sched="gmp", preempt=False, checks=KINDS, engine=engine).verdict.findings
    assert finding.kind == "stuck" and "no processor takes it up" in finding.message
    for options in ({}, {"sched": "gmp"}):
        assert verify(source, checks=KINDS, engine=engine, **options).verdict.answer == "proved"


def test_before_go_1_14_only_calls_can_be_stopped() -> None:
    twin = main(CALLS).text + "\nfunc call() {}\n"
    assert verify(main(SPINS).text, sched="gmp", go="1.13", checks=KINDS).verdict.kinds == {"stuck"}
    assert verify(twin, sched="gmp", go="1.13", checks=KINDS).verdict.answer == "proved"


UNFAIR = """
	var mu sync.Mutex
	var over atomic.Bool
	go func() {
		mu.Lock()
		over.Store(true)
		mu.Unlock()
	}()
	for !over.Load() {
		mu.Lock()
		runtime.Gosched()
		mu.Unlock()
	}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mutex_starves_nobody(engine: str) -> None:
    """The loop locks again before the other one gets to run, every time, until the mutex is handed over to it."""
    source = main(UNFAIR).text.replace('"sync"', '"sync"\n\t"sync/atomic"')
    for sched in ("free", "gmp"):
        options = {"sched": sched, "preempt": False, "checks": KINDS, "engine": engine}
        assert verify(source, **options).verdict.answer == "proved"


GIVES_WAY = """
	go fmt.Println("a")
	runtime.Gosched()
	fmt.Println("m")
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_when_a_pick_looks_at_the_global_queue(engine: str) -> None:
    """The first of every 61 picks that does is far off when a program starts. Of every three it may be any."""
    usual = Options(sched="gmp", preempt=False, engine=engine)
    assert outcomes_of_source(main(GIVES_WAY), usual)[0] == ["a m"]
    assert outcomes_of_source(main(GIVES_WAY), replace(usual, global_every=3))[0] == ["a m", "m"]
    assert outcomes_of_source(main(GIVES_WAY), replace(usual, global_every=0))[0] == ["a m"]


SETTING = """
	before := runtime.GOMAXPROCS(2)
	done := make(chan bool)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		runtime.Gosched()
		done <- true
	}()
	<-done
	fmt.Println(before, runtime.GOMAXPROCS(0), runtime.GOMAXPROCS(-1))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_what_gomaxprocs_says(engine: str) -> None:
    """The number of P's, and then what was set. A goroutine that is locked to its thread runs as others do."""
    for procs in (1, 3):
        seen, _ = outcomes_of_source(main(SETTING), Options(sched="gmp", procs=procs, engine=engine))
        assert seen == [f"{procs} 2 2"]


POLLING = """
	c := make(chan int, 1)
	time.AfterFunc(time.Millisecond, func() { c <- 1 })
	for len(c) == 0 {
	}
"""
WAITING = """
	var over atomic.Bool
	go func() {
		<-time.After(time.Millisecond)
		over.Store(true)
	}()
	time.Sleep(time.Microsecond)
	for !over.Load() {
	}
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("body", [POLLING, WAITING], ids=["polling", "waiting"])
@pytest.mark.parametrize(
    ("procs", "preempt", "kinds"), [(1, False, {"stuck"}), (1, True, set()), (2, False, set())], ids=str
)
def test_timers_need_a_processor(body: str, procs: int, preempt: bool, kinds: set[str], engine: str) -> None:
    """runtime/proc.go: schedule looks for timers that are due; sysmon starts an M for them only if a P is idle."""
    options = {"sched": "gmp", "procs": procs, "preempt": preempt, "engine": engine}
    result = verify(f"func main() {{{body}}}\n", **options)
    assert result.verdict.kinds == kinds and result.verdict.limit is None


LOOKING = """
	t := time.NewTimer(time.Millisecond)
	for {
		select {
		case <-t.C:
			return
		default:
		}
	}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_timers_channel_is_looked_at_by_whoever_receives(engine: str) -> None:
    """Since Go 1.23 (runtime/time.go maybeRunChan); before, a processor had to be free for it."""
    text = f"func main() {{{LOOKING}}}\n"
    kinds = {
        go: verify(text, sched="gmp", preempt=False, engine=engine, go=go).verdict.kinds for go in ("1.23", "1.22")
    }
    assert kinds == {"1.23": set(), "1.22": {"stuck"}}


DEADLINE = """
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	fmt.Println(ctx.Err())
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_deadline_may_be_over_before_anybody_waits_for_it(engine: str) -> None:
    """context.WithDeadlineCause reads the time once more; with exact time none has passed."""
    options = Options(sched="gmp", preempt=False, engine=engine)
    late = "context deadline exceeded"
    source = Source("deadline.gol", f"func main() {{{DEADLINE}}}\n")
    assert set(outcomes_of_source(source, options)[0]) == {"<nil>", late}
    assert set(outcomes_of_source(source, replace(options, time="virtual"))[0]) == {"<nil>"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("preempt", "outcomes"), [(True, {"end", "<panic: 1>", "end <panic: 1>"}), (False, {"end"})])
def test_main_may_lose_its_processor_before_it_returns(preempt: bool, outcomes: set[str], engine: str) -> None:
    source = Source("end.gol", 'func main() {\n\tgo panic(1)\n\tfmt.Println("end")\n}\n')
    assert set(outcomes_of_source(source, Options(sched="gmp", preempt=preempt, engine=engine))[0]) == outcomes


CALL_ENDS = """
func main() {
	go func() {
		check.Blocking()
		fmt.Print("b")
	}()
	runtime.Gosched()
	go fmt.Print("c")
	go fmt.Print("d")
	runtime.Gosched()
	fmt.Print("m")
}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_system_call_ends_whatever_the_processor_does(engine: str) -> None:
    """Back before main ran again, it came along into the local queue, with main. Back while main ran, it is in the
    global one before main, after the other two: so does real Go, always, with a call of 1 ms and a main that works for
    5. And it may last until the end."""
    options = Options(sched="gmp", preempt=False, engine=engine)
    seen = set(outcomes_of_source(Source("call.gol", CALL_ENDS), options)[0])
    assert seen == {"bdcm", "dbcm", "dcbm", "dcm"}
