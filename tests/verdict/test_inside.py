"""Reports describe waits inside calls of the library in the caller's words: no detail of the model shows."""

from __future__ import annotations

import re

import pytest

from chancheck import verify
from chancheck.report.reasons import sentences
from chancheck.report.repairs import repair

INSIDES = re.compile(
    r"buffer|counter|chan (send|receive)\) on (g|w|s|o)\b|Mutex|WaitGroup|could (Done|send or close)|nil chan|testing"
)

PROGRAMS = {
    "errgroup limit": (
        """
	var g errgroup.Group
	g.SetLimit(1)
	g.Go(func() error {
		g.Go(func() error { return nil })
		return nil
	})
	g.Wait()""",
        "errgroup.Group.Go) on g: its limit of 1 goroutine is reached",
        "errgroup.Group.Wait) on g (made at program.gol:4): 1 function of it has not returned",
    ),
    "singleflight in itself": (
        """
	var g singleflight.Group
	f := func() (any, error) { return 1, nil }
	g.Do("k", func() (any, error) {
		v, err, _ := g.Do("k", f)
		return v, err
	})""",
        "(singleflight.Group.Do) on g: goroutine 1 itself is in the call with the same key since program.gol:6",
    ),
    "singleflight by two": (
        """
	var g singleflight.Group
	c := make(chan bool)
	go func() {
		c <- true
		g.Do("k", func() (any, error) { return 1, nil })
		c <- true
	}()
	g.Do("k", func() (any, error) { <-c; <-c; return 1, nil })""",
        "(singleflight.Group.Do) on g: goroutine 1 is in the call with the same key since program.gol:11",
    ),
    "once in itself": (
        """
	var o sync.Once
	o.Do(func() { o.Do(func() {}) })""",
        "(sync.Once.Do) on o (made at program.gol:4): goroutine 1 itself runs its function since program.gol:5",
    ),
    "once value": (
        """
	c := make(chan int)
	f := sync.OnceValue(func() int { return <-c })
	go func() { c <- f() }()
	f()""",
        "(a function of sync.OnceValue): goroutine 1 runs its function since program.gol:7",
    ),
    "semaphore, too much": (
        """
	s := semaphore.NewWeighted(2)
	s.Acquire(context.Background(), 3)""",
        "(semaphore.Weighted.Acquire) on s: it asks for more permits than there are",
    ),
    "pipe, nobody reads": (
        """
	_, w := io.Pipe()
	w.Write([]byte("x"))""",
        "(io.PipeWriter.Write) on w: no goroutine is left that could read from the pipe or close it",
    ),
    "pipe, nobody closes": (
        """
	r, w := io.Pipe()
	go w.Write([]byte("x"))
	io.ReadAll(r)""",
        "(io.PipeReader.Read): goroutine 2 returned; no goroutine is left that could write to the pipe or close it",
    ),
    "pipe, two write": (
        """
	_, w := io.Pipe()
	go func() { w.Write([]byte("x")) }()
	w.Write([]byte("x"))""",
        "(io.PipeWriter.Write) on w: goroutine 1 is in a call of it since program.gol:6",
        "(io.PipeWriter.Write) on w: no goroutine is left that could read from the pipe or close it",
    ),
    "context, nobody cancels": (
        """
	ctx, _ := context.WithCancel(context.Background())
	<-ctx.Done()""",
        "(chan receive) on ctx.Done(): no goroutine is left that could cancel it",
    ),
    "context without cancel": (
        """
	ctx := context.WithValue(context.Background(), "k", 1)
	<-ctx.Done()""",
        "on ctx.Done(), which is nil: a context without cancel function is never done",
    ),
    "listener that nobody closes": (
        """
	l, err := net.Listen("tcp", ":0")
	if err == nil {
		l.Accept()
	}""",
        "(net.Listener.Accept) on l: no goroutine is left that could dial it or close it",
    ),
    "connection that nobody writes to": (
        """
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return
	}
	c, err := net.Dial("tcp", l.Addr().String())
	if err == nil {
		c.Read(make([]byte, 1))
	}""",
        "(net.Conn.Read) on c: no goroutine is left that could write to the connection or close it",
    ),
}
PACKAGES = {
    **{name: f"golang.org/x/sync/{name}" for name in ("errgroup", "semaphore", "singleflight")},
    **{name: name for name in ("sync", "io", "context", "net")},
}


def source(body: str) -> str:
    used = "; ".join(f'"{path}"' for name, path in PACKAGES.items() if f"{name}." in body)
    return f"package main\nimport ({used})\nfunc main() {{{body}\n}}\n"


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_caller_is_told_what_is_waited_for(name: str) -> None:
    body, *wanted = PROGRAMS[name]
    said = []
    result = verify(source(body))
    assert result.verdict.answer == "violated", result.diagnostics
    for finding in result.verdict.findings:
        said += sentences(finding)
        assert not [text for text in sentences(finding) if INSIDES.search(text)]
    for text in wanted:
        assert any(text in sentence for sentence in said), said


def test_the_lock_of_a_cond_is_told_by_its_own_name() -> None:
    result = verify(
        source("""
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() { mu.Lock(); c.Broadcast() }()
	mu.Lock()
	c.Wait()""")
    )
    said = [text for finding in result.verdict.findings for text in sentences(finding)]
    assert any("(sync.Mutex.Lock) on mu" in text for text in said), said
    assert not any("Lock) on c" in text for text in said)


def test_the_goroutine_that_runs_the_tests_is_not_told() -> None:
    result = verify(
        'package a\nimport ("testing"; "sync")\nfunc TestA(t *testing.T) {\n'
        "\tvar wg sync.WaitGroup\n\twg.Add(1)\n\tc := make(chan int)\n\tt.Cleanup(func() { <-c })\n}\n"
    )
    said = [text for finding in result.verdict.findings for text in sentences(finding)]
    assert said
    assert not any("goroutine 1" in text for text in said)


def test_a_repair_speaks_of_the_call() -> None:
    (finding,) = verify(source(PROGRAMS["pipe, nobody reads"][0])).verdict.findings
    assert repair(finding) == "close each end of the pipe when it is used no more, best by defer"
