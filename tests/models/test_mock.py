"""Mocks of testify: each use with a twin that is wrong in one place. What is wrong was seen to fail under real Go."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
from chancheck.source import Source

PROGRAM = """package p

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
)

type notifier interface {
	notify(to string, n int) error
}

type mocked struct{ mock.Mock }

func (m *mocked) notify(to string, n int) error { return m.Called(to, n).Error(0) }

type account struct {
	mu    sync.Mutex
	total int
}

func (a *account) pay(n notifier, to string, amount int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := n.notify(to, amount); err != nil {
		return err
	}
	a.total += amount
	return nil
}

var (
	full = errors.New("full")
	_    = time.Now
)

func TestIt(t *testing.T) {
	a, m := new(account), new(mocked)
	_ = a
	BODY
}
"""
CONCURRENT = """
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { a.pay(m, "ann", 1) })
	}
	WAIT
	m.AssertNumberOfCalls(t, "notify", 2)
"""
PAIRS = {
    "results": (
        'm.On("notify", "ann", 5).Return(full); if a.pay(m, "ann", 5) != full || a.total != 0 { t.Fail() }',
        'm.On("notify", "ann", 5).Return(nil); if a.pay(m, "ann", 5) != full || a.total != 0 { t.Fail() }',
        "failure",
    ),
    "arguments": (
        'm.On("notify", mock.Anything, mock.AnythingOfType("int")).Return(nil); a.pay(m, "ann", 5)',
        'm.On("notify", mock.Anything, mock.AnythingOfType("int64")).Return(nil); a.pay(m, "ann", 5)',
        "panic",
    ),
    "a function of the argument": (
        'm.On("notify", "ann", mock.MatchedBy(func(n int) bool { return n > 4 })).Return(nil); a.pay(m, "ann", 5)',
        'm.On("notify", "ann", mock.MatchedBy(func(n int) bool { return n > 5 })).Return(nil); a.pay(m, "ann", 5)',
        "panic",
    ),
    "an unexpected call fails the test": (
        'm.Test(t); m.On("notify", "ann", 5).Return(nil); a.pay(m, "ann", 5)',
        'm.Test(t); m.On("notify", "ann", 5).Return(nil); a.pay(m, "bob", 5)',
        "failure",
    ),
    "how often": (
        'm.On("notify", "ann", 1).Return(nil).Twice(); a.pay(m, "ann", 1); a.pay(m, "ann", 1)',
        'm.On("notify", "ann", 1).Return(nil).Once(); a.pay(m, "ann", 1); a.pay(m, "ann", 1)',
        "panic",
    ),
    "expectations": (
        'm.On("notify", "ann", 1).Return(nil).Maybe(); m.AssertExpectations(t)',
        'm.On("notify", "ann", 1).Return(nil); m.AssertExpectations(t)',
        "failure",
    ),
    "in order": (
        'mock.InOrder(m.On("notify", "ann", 1).Return(nil), m.On("notify", "bob", 1).Return(nil))\n'
        '\ta.pay(m, "ann", 1); a.pay(m, "bob", 1)',
        'mock.InOrder(m.On("notify", "ann", 1).Return(nil), m.On("notify", "bob", 1).Return(nil))\n'
        '\ta.pay(m, "bob", 1); a.pay(m, "ann", 1)',
        "panic",
    ),
    "two goroutines": (
        'm.On("notify", "ann", 1).Return(nil)' + CONCURRENT.replace("WAIT", "wg.Wait()"),
        'm.On("notify", "ann", 1).Return(nil)' + CONCURRENT.replace("WAIT", ""),
        "failure",
    ),
    "what runs at a call": (
        'n := 0; m.On("notify", "ann", 1).Run(func(mock.Arguments) { time.Sleep(time.Millisecond); n++ }).Return(nil)'
        + CONCURRENT.replace("WAIT", "wg.Wait()"),
        'n := 0; m.On("notify", "ann", 1).Run(func(mock.Arguments) { time.Sleep(time.Millisecond); n++ }).Return(nil)'
        '\n\tvar b account; done := make(chan error)\n\tgo func() { done <- b.pay(m, "ann", 1) }()'
        '\n\ta.pay(m, "ann", 1); <-done',
        "race",
    ),
    "a call that waits": (
        'c := make(chan time.Time); m.On("notify", "ann", 1).WaitUntil(c).Return(nil)'
        '\n\tgo func() { c <- time.Now() }()\n\ta.pay(m, "ann", 1)',
        'c := make(chan time.Time); m.On("notify", "ann", 1).WaitUntil(c).Return(nil)\n\ta.pay(m, "ann", 1)',
        "deadlock",
    ),
}


def kinds(body: str) -> set[str]:
    (result,) = check_source(Source("p_test.go", PROGRAM.replace("BODY", body)), Options())
    assert result.verdict is not None and result.verdict.answer in ("proved", "violated"), result
    return {finding.kind for finding in result.verdict.findings}


@pytest.mark.parametrize("use", PAIRS)
def test_the_use_is_proved(use: str) -> None:
    assert kinds(PAIRS[use][0]) == set()


@pytest.mark.parametrize("use", PAIRS)
def test_its_twin_is_not(use: str) -> None:
    _, twin, kind = PAIRS[use]
    assert kind in kinds(twin)
