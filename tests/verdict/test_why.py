"""What explanations say of the other side: programs of each kind, with a near twin that has another cause."""

from __future__ import annotations

import re

import pytest

import chancheck
from chancheck.report.reasons import sentence, sentences
from chancheck.verdict.finding import Finding


def finding_of(body: str, imports: str = "", kind: str = "") -> Finding:
    found = chancheck.verify(program(body, imports)).verdict.findings
    return next(f for f in found if kind in ("", f.kind))


def program(body: str, imports: str) -> str:
    lines = "\n".join(f'\t"{path}"' for path in imports.split())
    return f"package main\n\nimport (\n{lines}\n)\n{body.lstrip()}"


def why(body: str, imports: str = "", kind: str = "") -> str:
    return "\n".join(sentences(finding_of(body, imports, kind)))


# --- locks ----------------------------------------------------------------------------------------

CACHE = """
type cache struct {
	mu sync.RWMutex
	n  int
}

func (c *cache) read(ready chan bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	<-ready
}

func (c *cache) write() {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
}

func main() {
	c, ready := new(cache), make(chan bool)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); c.read(ready) }()
	go func() { defer wg.Done(); c.write() }()
	c.mu.RLock()
	c.mu.RUnlock()
	ready <- true
	wg.Wait()
}
"""


def test_the_cycle_of_three_goes_through_the_pending_writer() -> None:
    finding = finding_of(CACHE, "sync")
    said = sentences(finding)
    assert said[0] == "goroutine 1 → 3 → 2 → 1: deadlock cycle"
    assert any("goroutine 3 waits for the lock since program.gol:18 (Lock)" in s for s in said)
    assert any(s.endswith("goroutine 2 holds it since program.gol:12 (RLock)") for s in said)
    assert not any("goroutine 3 holds" in s for s in said)


def test_a_writer_that_has_the_lock_holds_it() -> None:
    twin = CACHE.replace("\tc.n++\n", "\tc.n++\n\t<-ready\n").replace("write()", "write(ready chan bool)", 1)
    twin = twin.replace("c.write()", "c.write(ready)").replace("c.read(ready)", "c.n = 0")
    text = why(twin.replace("c.mu.RLock()\n\tc.mu.RUnlock()", "c.mu.RLock(); c.mu.RUnlock()", 1), "sync", "deadlock")
    assert "holds it since program.gol:18 (Lock)" in text and "waits for the lock since" not in text


SECOND_WRITER = """
func main() {
	var mu sync.RWMutex
	done := make(chan bool)
	mu.RLock()
	go func() { mu.Lock(); mu.Unlock(); done <- true }()
	go func() { mu.Lock(); mu.Unlock(); done <- true }()
	<-done
	<-done
	mu.RUnlock()
}
"""


def test_a_writer_behind_a_writer() -> None:
    text = why(SECOND_WRITER, "sync")
    assert "goroutine 1 holds it since program.gol:9 (RLock)" in text
    assert text.count("waits for the lock since") == 1  # the second writer waits for the first


# --- goroutines that run for ever -------------------------------------------------------------------

FLAG = """
func main() {
	var stop atomic.Bool
	done := make(chan bool)
	go func() {
		defer close(done)
		for !stop.Load() {
		}
	}()
	<-done
}
"""


def test_a_loop_that_looks_at_a_flag() -> None:
    finding = finding_of(FLAG, "sync/atomic")
    text = "\n".join(sentences(finding))
    assert finding.kind == "leak" and finding.location.line == 11
    assert "goroutine 2 runs round and round: stop.Load() (program.gol:11)" in text
    assert "no goroutine changes stop any more" in text
    assert [g.status for g in finding.goroutines] == ["chan receive", "running"]


def test_a_loop_that_another_goroutine_ends_is_proved() -> None:
    twin = FLAG.replace("\t<-done\n", "\tstop.Store(true)\n\t<-done\n")
    assert chancheck.verify(program(twin, "sync/atomic")).verdict.answer == "proved"


CLOSED = """
func main() {
	in, quit := make(chan int), make(chan bool)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case _, ok := <-in:
				if !ok {
					break
				}
			case <-quit:
				return
			}
		}
	}()
	close(in)
	wg.Wait()
}
"""


def test_a_loop_over_a_closed_channel_names_what_would_end_it() -> None:
    finding = finding_of(CLOSED, "sync")
    assert finding.location.line == 14 and "goroutine 2 never ends its loop" in finding.message
    text = "\n".join(sentences(finding))
    assert "select :13 <-in (program.gol:14); it waits in vain for <-quit (program.gol:18)" in text


def test_a_main_that_never_ends_is_a_note() -> None:
    text = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tfor {\n\t\tc <- 1\n\t\t<-c\n\t}\n}\n"
    verdict = chancheck.verify(text).verdict
    (note,) = verdict.notes
    assert verdict.answer == "proved"
    assert sentence(note).startswith("main never ends: it runs round and round: c <- 1 (program.gol:6)")
    ends = text.replace("\t\t<-c\n", "\t\tif <-c == 1 {\n\t\t\treturn\n\t\t}\n")
    assert chancheck.verify(ends).verdict.notes == ()


# --- the heading ------------------------------------------------------------------------------------

FAN_OUT = """
func main() {
	out := make(chan int)
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- i
		}()
	}
	wg.Wait()
	close(out)
	for range out {
	}
}
"""


def test_the_heading_is_the_send_and_not_the_wait_of_main() -> None:
    finding = finding_of(FAN_OUT, "sync")
    assert (finding.kind, finding.location.line) == ("deadlock", 13)
    assert [g.location.line for g in finding.goroutines if g.guilty] == [16, 13, 13]


GATHER = """
func gather(n int) chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- i
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func main() {
	<-gather(2)
}
"""


def test_one_cause_is_one_leak_with_all_that_waits_for_it() -> None:
    (finding,) = chancheck.verify(program(GATHER, "sync")).verdict.findings
    assert (finding.kind, finding.location.line) == ("leak", 13)
    assert len([g for g in finding.goroutines if g.guilty]) == 2  # the sender, and who waits for it
    assert "goroutine 1, which received from it, returned (program.gol:25)" in "\n".join(sentences(finding))
    fits = GATHER.replace("make(chan int)", "make(chan int, n)")
    assert chancheck.verify(program(fits, "sync")).verdict.answer == "proved"


def test_two_causes_are_two_leaks() -> None:
    body = """
func main() {
	a, b := make(chan int), make(chan int)
	go func() { a <- 1 }()
	go func() { <-b }()
}
"""
    found = chancheck.verify(program(body, "")).verdict.findings
    assert sorted(f.location.line for f in found) == [8, 9]


# --- what happened to the other side ----------------------------------------------------------------


def test_a_timer_that_was_drained_before() -> None:
    body = """
func main() {
	t := time.NewTimer(time.Second)
	select {
	case <-t.C:
	}
	if !t.Stop() {
		<-t.C
	}
}
"""
    text = why(body, "time")
    assert "the timer fired and its value was received at program.gol:9 (step 1)" in text
    assert "Stop was called at program.gol:11 (step 2)" in text


def test_a_timer_that_was_stopped_before_it_fired() -> None:
    body = """
func main() {
	t := time.NewTimer(time.Second)
	t.Stop()
	<-t.C
}
"""
    text = why(body, "time")
    assert "Stop was called at program.gol:8 (step 1); Stop closes no channel" in text and "fired" not in text


def test_stop_of_a_ticker_closes_nothing() -> None:
    body = """
func main() {
	t, done := time.NewTicker(time.Second), make(chan bool)
	go func() {
		for range t.C {
		}
		close(done)
	}()
	t.Stop()
	<-done
}
"""
    finding = finding_of(body, "time")
    assert finding.location.line == 9
    assert "Stop was called at program.gol:13" in "\n".join(sentences(finding))


COND = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		c.Broadcast()
		mu.Unlock()
	}()
	mu.Lock()
	c.Wait()
	mu.Unlock()
}
"""


def test_a_broadcast_that_came_before_the_wait() -> None:
    finding = finding_of(COND, "sync")
    text = "\n".join(sentences(finding))
    assert "the last Broadcast (program.gol:11, step 3) came before this Wait (step 6)" in text
    assert any(step.operation == "c.Broadcast() wakes no goroutine" for step in finding.trace)


def test_a_signal_that_woke_another_goroutine() -> None:
    body = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	var wg sync.WaitGroup
	ready := make(chan bool, 2)
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			ready <- true
			c.Wait()
			mu.Unlock()
		})
	}
	<-ready
	<-ready
	mu.Lock()
	c.Signal()
	mu.Unlock()
	wg.Wait()
}
"""
    finding = finding_of(body, "sync")
    assert finding.location.line == 15
    (woken,) = re.findall(r"c.Signal\(\) wakes (\d)", " ".join(step.operation for step in finding.trace))
    assert f"the last Signal (program.gol:22, step 12) woke goroutine {woken};" in "\n".join(sentences(finding))
    assert any(step.operation.startswith("c.Signal() wakes ") for step in finding.trace)


def test_no_signal_at_all() -> None:
    body = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	mu.Lock()
	c.Wait()
}
"""
    assert "no goroutine called Signal or Broadcast before" in why(body, "sync")


def test_the_receiver_returned_early() -> None:
    body = """
func consume(in chan int) int {
	for v := range in {
		if v == 1 {
			return v
		}
	}
	return 0
}

func main() {
	in, out := make(chan int), make(chan int, 1)
	go func() { out <- consume(in) }()
	for i := range 4 {
		in <- i
	}
	println(<-out)
}
"""
    assert "goroutine 2, which received from it, returned (program.gol:9)" in why(body)


def test_a_goroutine_that_never_calls_done() -> None:
    body = """
func work(wg *sync.WaitGroup, ok bool) {
	if !ok {
		return
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	wg.Add(2)
	go work(&wg, true)
	go work(&wg, false)
	wg.Wait()
}
"""
    text = why(body, "sync")
    assert "its counter is 1; goroutine 3 returned (program.gol:8) and never called Done" in text


def test_a_test_that_fails_in_a_helper_goroutine() -> None:
    text = """package p

import "testing"

func TestIt(t *testing.T) {
	done := make(chan bool)
	go func() {
		t.Fatal("no")
		close(done)
	}()
	<-done
}
"""
    (finding,) = [f for f in chancheck.verify(text).verdict.findings if f.kind == "deadlock"]
    said = "\n".join(sentences(finding))
    assert finding.location.line == 11 and "goroutine 2" not in said.partition("ended in Fatal")[2]
    assert "ended in Fatal (program.gol:8)" in said and "testing" not in said


PERMITS = """
func main() {
	ctx := context.Background()
	s := semaphore.NewWeighted(2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if s.Acquire(ctx, 1) == nil {
				if s.Acquire(ctx, 1) == nil {
					s.Release(1)
				}
				s.Release(1)
			}
		}()
	}
	wg.Wait()
}
"""


def test_permits_are_held_by_goroutines() -> None:
    finding = finding_of(PERMITS, "context sync golang.org/x/sync/semaphore", "deadlock")
    text = "\n".join(sentences(finding))
    assert "goroutines 2 and 3 wait (select) on s" in text
    assert "2 of 2 permits are held by goroutines 2 and 3" in text
    assert "nil channel" not in text and finding.location.line == 17
    three = PERMITS.replace("NewWeighted(2)", "NewWeighted(3)")
    verdict = chancheck.verify(program(three, "context sync golang.org/x/sync/semaphore")).verdict
    assert "deadlock" not in verdict.kinds


def test_a_full_buffer() -> None:
    body = "\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n\tc <- 2\n}\n"
    assert "its buffer is full (1 of 1); no goroutine is left that could receive" in why(body)


# --- models -----------------------------------------------------------------------------------------


def test_models_are_marked_and_their_insides_never_show() -> None:
    finding = finding_of(PERMITS, "context sync golang.org/x/sync/semaphore", "deadlock")
    frames = [frame for g in finding.goroutines for frame in g.frames]
    assert all(frame.model == (not frame.pos.line) for frame in frames)
    assert [f.function for f in frames if f.model].count("golang.org/x/sync/semaphore.(*Weighted).Acquire") == 2
    assert not any("$" in str(frame.pos) for frame in frames)
    assert {step.operation for step in finding.trace} >= {"s.Acquire(ctx, 1)", "wg.Add(1) → 1"}


# --- panics -----------------------------------------------------------------------------------------

GO = """
func parse(s string) {
	if s == "" {
		panic("empty")
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { parse("") })
	wg.Wait()
}
"""


def test_a_panic_under_go_keeps_the_users_frame() -> None:
    """As the toolchain prints it: the text of the chain, and work's frame below the one that panicked again."""
    finding = finding_of(GO, "sync")
    assert finding.message == "panic: empty [recovered, repanicked]" and finding.location.line == 8
    (guilty,) = [g for g in finding.goroutines if g.guilty]
    functions = [frame.function for frame in guilty.frames]
    assert functions == ["sync.(*WaitGroup).Go.func1.1", "panic", "main.parse", "main.main.func1"]
    assert (guilty.created_by, guilty.creator) == ("sync.(*WaitGroup).Go", 1)


@pytest.mark.parametrize(
    ("deferred", "text", "line"),
    [
        ("panic(recover())", "panic: first [recovered, repanicked]", 8),
        ('panic("second")', "panic: first\n\tpanic: second", 7),
        ('panic(recover().(string) + "!")', "panic: first [recovered]\n\tpanic: first!", 7),
        ("defer func() { panic(recover()) }(); panic(2)", "panic: first\n\tpanic: 2 [recovered, repanicked]", 7),
        ('defer func() { recover(); panic("third") }(); panic(recover())',
         "panic: first [recovered, repanicked]\n\tpanic: third", 7),
    ],
)  # fmt: skip
def test_chains_of_panics(deferred: str, text: str, line: int) -> None:
    """Texts and lines that the toolchain (Go 1.27) printed for these five."""
    finding = finding_of(f'\nfunc main() {{\n\tdefer func() {{ {deferred} }}()\n\tpanic("first")\n}}\n')
    assert finding.message.startswith(text) and finding.location.line == line


def test_a_panic_of_a_select_is_at_its_case() -> None:
    body = """
func main() {
	c, d := make(chan int), make(chan int)
	close(c)
	select {
	case <-d:
	case c <- 1:
	}
}
"""
    assert finding_of(body).location.line == 11


# --- runs ---------------------------------------------------------------------------------------------


def operations(body: str, imports: str = "") -> list[str]:
    return [step.operation for step in finding_of(body, imports).trace]


def test_steps_have_the_words_and_values_of_the_source() -> None:
    body = """
type job struct {
	id  int
	url string
	ok  bool
}

func main() {
	jobs, errs := make(chan job, 1), make(chan error)
	go func() {
		<-jobs
		errs <- errors.New("bad")
	}()
	jobs <- job{2, "/bad", true}
	err := <-errs
	var n atomic.Int32
	n.Add(3)
	n.CompareAndSwap(3, 4)
	jobs <- job{}
	jobs <- job{}
	_ = err
}
"""
    said = operations(body, "errors sync/atomic")
    assert said == [
        "go func() starts 2",
        'jobs <- {2 "/bad" true}',
        '<-jobs = {2 "/bad" true}',
        'errs <- error "bad"',
        "n.Add(3) → 3",
        "n.CompareAndSwap(3, 4) → true",
        'jobs <- {0 "" false}',
    ]


def test_each_call_of_the_library_is_one_step() -> None:
    body = """
func main() {
	ctx, cancel := context.WithCancel(context.Background())
	var once sync.Once
	for range 2 {
		once.Do(cancel)
	}
	<-ctx.Done()
	var g errgroup.Group
	g.SetLimit(1)
	g.Go(func() error { return ctx.Err() })
	_ = g.Wait()
	select {}
}
"""
    said = operations(body, "context sync golang.org/x/sync/errgroup")
    assert [s for s in said if not s.startswith("returns to")] == [
        "once.Do(cancel)", "once.Do(cancel)", "<-ctx.Done() = closed", "g.SetLimit(1)", "g.Go(func) starts 2",
        "ctx.Err()", "g.Wait()",
    ]  # fmt: skip


def test_a_goroutine_of_the_finding_that_takes_no_step_has_a_column() -> None:
    from chancheck.report.show import Show
    from chancheck.report.table import render_trace

    finding = finding_of("\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n")
    for width in (40, 80, 120):
        lines = render_trace(finding, Show(width=width))
        assert any("[chan send]" in line for line in lines)
        assert all(len(line) <= width for line in lines)
