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
