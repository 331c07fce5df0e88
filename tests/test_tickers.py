"""Goroutines that keep the time of a ticker for others."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
from chancheck.source import Source

POOL = """package p

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

type pool struct {
	now  atomic.Value
	stop context.CancelFunc
}

func (p *pool) tick(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		p.now.Store(time.Now())
	}
}

func start() *pool {
	p := &pool{}
	p.now.Store(time.Now())
	var ctx context.Context
	ctx, p.stop = context.WithCancel(context.Background())
	go p.tick(ctx)
	return p
}

var shared = start()

func TestIt(t *testing.T) {
	p := start()
	STOPPED
	time.Sleep(3 * time.Second)
	if time.Since(p.now.Load().(time.Time)) > 2*time.Second {
		t.Fatal("late")
	}
	p.stop()
}
"""


@pytest.mark.parametrize(("stopped", "kinds"), [("", set()), ("p.stop()", {"failure"})])
def test_who_keeps_the_time_of_a_ticker_has_an_end_of_states(stopped: str, kinds: set[str]) -> None:
    """Nothing here needs a date. Two such goroutines go on for ever."""
    text = POOL.replace("STOPPED", stopped)
    (result,) = check_source(Source("x_test.go", text), Options(time="exact", budget=60))
    assert result.verdict.kinds == kinds
    assert result.verdict.answer == ("violated" if kinds else "proved")
    assert result.verdict.statistics.states < 5_000


BUFFERED = """package p

import (
	"testing"
	"time"
)

func TestIt(t *testing.T) {
	before := time.Now()
	var tickers [4]*time.Ticker
	for i := range tickers {
		tickers[i] = time.NewTicker(time.Second)
		defer tickers[i].Stop()
	}
	time.Sleep(1500 * time.Millisecond)
	for _, k := range tickers {
		if tick := <-k.C; WRONG {
			t.Fatal(tick.Sub(before))
		}
	}
}
"""


@pytest.mark.parametrize("least", ["time.Second - time.Microsecond", "time.Second"])
def test_timers_that_go_off_at_one_instant_give_the_same_time(least: str) -> None:
    """Before Go 1.23 too, where each has a goroutine that fills its buffer. None of these reads the clock, so that
    their order does not show."""
    text = BUFFERED.replace("WRONG", f"tick.Sub(before) < {least}")
    (result,) = check_source(Source("x_test.go", text), Options(time="exact", go="1.22"))
    assert (result.verdict.answer, result.verdict.complete) == ("proved", True)
    assert result.verdict.statistics.states < 300


def test_old_timers_give_the_time_of_their_instant() -> None:
    text = BUFFERED.replace("WRONG", "tick.Sub(before) < 2*time.Second")
    (result,) = check_source(Source("x_test.go", text), Options(time="exact", go="1.22"))
    assert result.verdict.kinds == {"failure"}


PRINTS = """package p

import (
	"fmt"
	"testing"
	"time"
)

type worker struct {
	used time.Time
	free []any
}

var ticks = func() *time.Ticker {
	k := time.NewTicker(time.Second)
	go func() {
		for range k.C {
		}
	}()
	return k
}()

func TestIt(t *testing.T) {
	w := &worker{DATE, nil}
	go func() {
		for {
			time.Sleep(time.Second)
			if w.used.Before(time.Now().Add(-time.Minute)) {
				panic(fmt.Sprintf("%v", w))
			}
			w.used = time.Now()
		}
	}()
}
"""


@pytest.mark.parametrize(("date", "complete"), [("time.Now()", True), ("time.Unix(time.Now().Unix(), 0)", False)])
def test_who_prints_any_value_needs_no_date(date: str, complete: bool) -> None:
    """A program that makes no time of the calendar keeps no beginning, which would grow old without end."""
    text = PRINTS.replace("DATE", date)
    (result,) = check_source(Source("x_test.go", text), Options(time="exact", max_states=3_000))
    assert (result.verdict.kinds, result.verdict.complete) == ({"leak"} if complete else set(), complete)
