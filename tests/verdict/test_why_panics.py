"""The places of panics, and the words of the steps that lead to a finding."""

from __future__ import annotations

import pytest

from .findings import finding_of

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


def test_a_run_time_panic_in_a_chain_has_the_text_of_go() -> None:
    body = """
func main() {
	defer func() {
		if r := recover(); r != nil {
			panic("again")
		}
	}()
	var xs []int
	_ = xs[len(xs)]
}
"""
    finding = finding_of(body)
    first = "panic: runtime error: index out of range [0] with length 0 [recovered]"
    assert finding.message == first + "\n\tpanic: again"


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
        "n.Add(3)",
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
    from chancheck.report.render_options import Show
    from chancheck.report.table import render_trace

    finding = finding_of("\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n")
    for width in (40, 80, 120):
        lines = render_trace(finding, Show(width=width))
        assert any("[chan send]" in line for line in lines)
        assert all(len(line) <= width for line in lines)


def test_an_address_is_no_number() -> None:
    body = """
type conf struct{ n int }

func main() {
	var p atomic.Pointer[conf]
	var n atomic.Int32
	first, k := p.Load(), n.Load()
	p.Store(&conf{1})
	if first == nil && k == 0 && p.Load() != nil {
		panic("here")
	}
}
"""
    steps = [step.operation for step in finding_of(body, "sync/atomic").trace]
    assert steps == ["p.Load() → nil", "n.Load() → 0", "p.Store(&conf{...})", "p.Load()", "panics"]


def test_events_from_outside_have_the_name_of_who_waits_for_them() -> None:
    body = """
func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	<-ctx.Done()
	panic("interrupted")
}
"""
    said = [step.operation for step in finding_of(body, "context os os/signal").trace]
    assert said[0] == "an event from outside: signal.NotifyContext"
