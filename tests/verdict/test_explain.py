"""Why no goroutine can continue: holders, missing parties, cycles."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from random import Random

import networkx as nx

import chancheck
from chancheck.report.reasons import sentences
from chancheck.verdict.blame import shortest_cycle
from chancheck.verdict.finding import Finding

AB_BA = """package main

import "sync"

type account struct{ mu sync.Mutex }

func transfer(from, to *account) {
	from.mu.Lock()
	to.mu.Lock()
	to.mu.Unlock()
	from.mu.Unlock()
}

func main() {
	a, b := new(account), new(account)
	var wg sync.WaitGroup
	wg.Go(func() { transfer(a, b) })
	wg.Go(func() { transfer(b, a) })
	wg.Wait()
}
"""

RECURSIVE_READ = """package main

import "sync"

func main() {
	var rw sync.RWMutex
	rw.RLock()
	go func() {
		rw.Lock()
		rw.Unlock()
	}()
	rw.RLock()
	rw.RUnlock()
	rw.RUnlock()
}
"""

OTHERS_UNLOCK = """package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	done := make(chan bool)
	go func() {
		mu.Unlock()
		done <- true
	}()
	<-done
	mu.Lock()
	mu.Lock()
}
"""


def only(text: str) -> Finding:
    (finding,) = chancheck.verify(text).verdict.findings
    return finding


def test_a_cycle_of_locks_names_holders_and_the_cycle() -> None:
    finding = only(AB_BA)
    why = sentences(finding)
    assert why[0] == "goroutine 2 → 3 → 2: deadlock cycle"
    assert why[1].endswith("on to.mu (made at program.gol:15): goroutine 3 holds it since program.gol:8 (Lock)")
    assert why[2].endswith("on to.mu (made at program.gol:15): goroutine 2 holds it since program.gol:8 (Lock)")
    assert finding.location.line == 9  # not main's Wait


SERVER = """package main

import "sync"

func main() {
	ask, stop := make(chan chan int), make(chan bool)
	var kept []chan int
	go func() {
		for {
			select {
			case answer := <-ask:
				kept = append(kept, answer)
				for _, one := range kept[UNANSWERED:] {
					one <- 1
				}
			case <-stop:
				return
			}
		}
	}()
	var wg sync.WaitGroup
	wg.Go(func() {
		answer := make(chan int)
		ask <- answer
		<-answer
	})
	wg.Wait()
	close(stop)
}
"""


def test_a_server_is_not_to_blame_before_the_client_that_it_forgot() -> None:
    [finding] = chancheck.verify(SERVER.replace("UNANSWERED", "1")).verdict.findings
    assert (finding.kind, finding.location.line) == ("deadlock", 25)
    assert chancheck.verify(SERVER.replace("UNANSWERED", "0")).verdict.answer == "proved"


def test_goroutines_are_named_by_the_users_function() -> None:
    assert [g.name for g in only(AB_BA).goroutines] == ["main.main", "main.main.func1", "main.main.func2"]


def test_a_reader_waits_for_the_writer_that_waits_for_it() -> None:
    why = sentences(only(RECURSIVE_READ))
    assert why[0] == "goroutine 1 → 2 → 1: deadlock cycle"
    assert "goroutine 2 waits for the lock since program.gol:9 (Lock), and no reader can enter before it" in why[1]
    assert "itself" not in "".join(why)
    assert why[2].endswith("goroutine 1 holds it since program.gol:7 (RLock)")


def test_a_lock_that_somebody_else_unlocked_is_not_held_by_its_first_taker() -> None:
    (why,) = sentences(only(OTHERS_UNLOCK))
    assert why.endswith("goroutine 1 itself holds it since program.gol:14 (Lock)")


def test_a_missing_receiver_is_no_cycle() -> None:
    finding = only("func main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n")
    assert sentences(finding) == [
        "goroutine 2 waits (chan send) on c (made at program.gol:2): no goroutine is left that could receive",
    ]
    assert finding.message == "blocked forever in chan send on c"


def test_panics_that_differ_in_numbers_only_are_one_finding() -> None:
    text = """func main() {
	s := []int{}
	c := make(chan int, 2)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
	println(s[<-c])
}
"""
    finding = only(text)
    assert finding.message.startswith("panic: runtime error: index out of range")


def test_the_step_of_a_panic_stands_where_the_panic_came_from() -> None:
    finding = only('func main() {\n\tpanic("no")\n}\n')
    assert (finding.trace[-1].operation, finding.trace[-1].location.line) == ("panics", 2)


def test_a_channel_is_named_by_the_field_it_is_made_for() -> None:
    text = """type limiter struct {
	n      int
	tokens chan bool
}

func main() {
	l := &limiter{n: 1, tokens: make(chan bool)}
	<-l.tokens
}
"""
    assert "on l.tokens (made at program.gol:7): no goroutine is left" in sentences(only(text))[0]


def test_what_the_library_made_for_itself_has_no_name() -> None:
    text = """import "sync"

func main() {
	c := sync.NewCond(new(sync.Mutex))
	c.L.Lock()
	c.Wait()
}
"""
    (why,) = sentences(only(text))
    assert why.startswith("goroutine 1 waits (sync.Cond.Wait) on c: no goroutine called Signal or Broadcast before")
    assert "ticket" not in why


def test_the_shortest_cycle() -> None:
    """As networkx has it, in random graphs."""
    found = 0
    for seed in range(300):
        random = Random(seed)
        size = random.randint(2, 7)
        edges = [(random.randrange(size), random.randrange(size)) for _ in range(random.randint(1, 2 * size))]
        lengths = [len(c) for c in nx.simple_cycles(nx.DiGraph(edges)) if len(c) > 1]
        cycle = shortest_cycle(edges)
        assert len(cycle) == min(lengths, default=0)
        assert all(edge in edges for edge in pairwise([*cycle, *cycle[:1]]))
        found += bool(cycle)
    assert 100 < found < 300


def test_an_explanation_needs_no_library_that_takes_long_to_load() -> None:
    code = f"import sys, chancheck; chancheck.verify({AB_BA!r}); print(*{{m.partition('.')[0] for m in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "chancheck" in loaded
    assert not {"networkx", "rich", "z3"} & set(loaded)
