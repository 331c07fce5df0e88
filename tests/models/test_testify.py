"""Assertions of testify: each with a case that holds and a twin that does not."""

from __future__ import annotations

import re

import pytest

from chancheck.check import Options, check_source
from chancheck.source import Source
from tests.models.testify import FILES, plain
from tests.thinned import one_in

TEMPLATE = """package p

import (
	"errors"
	"fmt"
	"io"
	MORE
	"testing"
	"time"

	"github.com/stretchr/testify/KIND"
)

type point struct{ x, y int }

type failure struct{ code int }

func (f *failure) Error() string { return fmt.Sprint("code ", f.code) }

var (
	one, same = 1, 1
	filled    = make(chan int, 2)
	wrapped   = fmt.Errorf("read: %w", io.EOF)
	typed     = fmt.Errorf("run: %w", &failure{3})
	begun     = time.Unix(5, 0)
	_, _, _   = errors.Is, typed, begun
)

func TestIt(t *testing.T) {
	filled <- 1
	FILES
	KIND.CALL
	CALLED
}
"""
WRITES = """folder := t.TempDir()
	file := filepath.Join(folder, "one")
	_ = file
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		panic(err)
	}
"""
PAIRS = {
    "Equal": ("point{1, 2}, point{1, 2}", "point{1, 2}, point{2, 1}"),
    "NotEqual": ("1, int64(1)", "[]int{1}, []int{1}"),
    "NotEqualValues": ("1, uint8(2)", "1, int64(1)"),
    "Exactly": ("uint8(1), uint8(1)", "1, int64(1)"),
    "EqualValues": ("1, int64(1)", "1, uint8(2)"),
    "Same": ("&one, &one", "&one, &same"),
    "NotSame": ("&one, &same", "&one, &one"),
    "IsType": ("point{}, point{1, 1}", "point{}, &point{}"),
    "Implements": ("(*error)(nil), &failure{1}", "(*error)(nil), failure{1}"),
    "JSONEq": ('`{"a":1, "b":[true]}`, `{"b": [true], "a": 1}`', '`{"a":1}`, `{"a":2}`'),
    "True": ("one == same", "one != same"),
    "False": ("one != same", "one == same"),
    "Nil": ("(*point)(nil)", "&point{}"),
    "NotNil": ("[]int{}", "map[int]int(nil)"),
    "Zero": ("point{}", "point{y: 1}"),
    "NotZero": ("point{y: 1}", "point{}"),
    "Len": ("filled, 1", "filled, 2"),
    "Empty": ("map[string]int{}", '[]string{""}'),
    "NotEmpty": ("filled", '""'),
    "Contains": ('map[string]int{"a": 1}, "a"', "[]int{1, 2}, 3"),
    "NotContains": ('"abc", "d"', '"abc", "bc"'),
    "ElementsMatch": ("[]int{1, 2, 1}, []int{2, 1, 1}", "[]int{1, 2, 1}, []int{2, 1, 2}"),
    "Subset": ("[]int{1, 2}, []int{2}", "[]int{1, 2}, []int{3}"),
    "NotSubset": ("[]int{1, 2}, []int{2, 3}", "[]int{1, 2}, []int{2, 1}"),
    "IsIncreasing": ("[]int{1, 2, 4}", "[]int{1, 2, 2}"),
    "IsNonIncreasing": ("[]int{2, 2, 1}", "[]int{2, 2, 3}"),
    "IsDecreasing": ('[]string{"b", "a"}', '[]string{"a", "a"}'),
    "IsNonDecreasing": ("[]float64{1, 1, 1.5}", "[]float64{1, 0.5}"),
    "Regexp": ('"^a+b$", "aab"', '"^a+b$", "ba"'),
    "NotRegexp": ('regexp.MustCompile("^[0-9]+$"), "a1"', 'regexp.MustCompile("^[0-9]+$"), 12'),
    "FileExists": ('file, "written"', "folder"),
    "NoFileExists": ("folder", "file"),
    "DirExists": ("folder", "file"),
    "NoDirExists": ("file", "folder"),
    "NoError": ("nil", "wrapped"),
    "Error": ("wrapped", "nil"),
    "EqualError": ('wrapped, "read: EOF"', 'wrapped, "EOF"'),
    "ErrorContains": ('wrapped, "EOF"', 'wrapped, "write"'),
    "ErrorIs": ("wrapped, io.EOF", "wrapped, io.ErrUnexpectedEOF"),
    "NotErrorIs": ("wrapped, io.ErrUnexpectedEOF", "wrapped, io.EOF"),
    "ErrorAs": ("typed, new(*failure)", "wrapped, new(*failure)"),
    "NotErrorAs": ("wrapped, new(*failure)", "typed, new(*failure)"),
    "Panics": ("func() { panic(1) }", "func() {}"),
    "NotPanics": ("func() {}", "func() { panic(1) }"),
    "PanicsWithValue": ("1, func() { panic(1) }", "2, func() { panic(1) }"),
    "PanicsWithError": ('"EOF", func() { panic(io.EOF) }', '"EOF", func() { panic("EOF") }'),
    "Greater": ("2, 1", "1, 1"),
    "GreaterOrEqual": ("2.5, 2.5", "2.0, 2.5"),
    "Less": ('"a", "b"', '"b", "a"'),
    "LessOrEqual": ("uint8(3), uint8(3)", "1, int64(2)"),
    "Positive": ("0.5", "0"),
    "Negative": ("-1", "0"),
    "InDelta": ("1.0, 1.25, 0.5", "1, 2, 0.5"),
    "InDeltaSlice": ("[]int{1, 2}, []float64{1.5, 2}, 0.5", "[]int{1, 2}, []float64{1.5, 2.75}, 0.5"),
    "InEpsilon": ("100, 105, 0.1", "100.0, 120, 0.1"),
    "WithinDuration": ("begun, begun.Add(time.Second), time.Second", "begun, begun.Add(time.Minute), time.Second"),
    "WithinRange": ("begun, begun, begun.Add(1)", "begun.Add(2), begun, begun.Add(1)"),
    "Condition": ("func() bool { return true }", "func() bool { return false }"),
    "Eventually": (
        "func() bool { return one == same }, time.Second, time.Millisecond",
        "func() bool { return one != same }, time.Second, time.Millisecond",
    ),
    "EventuallyWithT": (
        "func(c *KIND.CollectT) { KIND.Equal(c, one, same) }, time.Second, time.Millisecond",
        "func(c *KIND.CollectT) { KIND.Equal(c, one, 2) }, time.Second, time.Millisecond",
    ),
    "Never": (
        "func() bool { return one != same }, time.Second, time.Millisecond",
        "func() bool { return one == same }, time.Second, time.Millisecond",
    ),
    "Fail": ("", '"this"'),
    "FailNow": ("", '"this"'),
}


def verdict(call: str, kind: str = "assert", called: str = "") -> tuple[str, frozenset[str]]:
    written = WRITES if re.search("file|folder", call) else ""
    text = TEMPLATE.replace("FILES", written).replace("CALLED", called).replace("CALL", call).replace("KIND", kind)
    more = [path for path in ("os", "path/filepath", "regexp") if f"{path.split('/')[-1]}." in text]
    text = text.replace("MORE", "; ".join(f'"{path}"' for path in more))
    (result,) = check_source(Source("x_test.go", text), Options(time="virtual"))
    assert not result.diagnostics, result.diagnostics
    return result.verdict.answer, result.verdict.kinds


@pytest.mark.parametrize("name", one_in(4, PAIRS))
def test_pairs(name: str) -> None:
    holds, fails = PAIRS[name]
    if holds:
        assert verdict(f"{name}(t, {holds})") == ("proved", frozenset())
    assert verdict(f"{name}(t, {fails})") == ("violated", {"failure"})


def test_every_assertion_has_a_pair() -> None:
    assert {name for name, _, _ in plain()} == set(PAIRS)


def test_all_forms() -> None:
    for form in ('Equalf(t, 1, 2, "round %d", 3)', "New(t).Equal(1, 2)", 'New(t).Equalf(1, 2, "round")'):
        for kind in ("assert", "require"):
            assert verdict(form, kind) == ("violated", {"failure"})


def test_require_ends_the_test() -> None:
    then = 'panic("reached")'
    assert verdict("Equal(t, 1, 2)", "assert", then) == ("violated", {"failure", "panic"})
    assert verdict("Equal(t, 1, 2)", "require", then) == ("violated", {"failure"})
    assert verdict("Equal(t, 1, 1)", "require", then) == ("violated", {"panic"})


def test_forwarding_files_are_up_to_date() -> None:
    assert len(plain()) > 40
    for path, text in FILES.items():
        assert path.read_text(encoding="utf-8") == text(), "write them again: python -m tests.models.testify"


EVENTUALLY = """package p

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestIt(t *testing.T) {
	var done atomic.Bool
	go func() { STEP }()
	assert.Eventually(t, done.Load, time.Second, 10*time.Millisecond)
}
"""


@pytest.mark.parametrize(("step", "answer"), [("done.Store(true)", "proved"), ("done.Load()", "violated")])
def test_eventually_with_exact_timers(step: str, answer: str) -> None:
    (result,) = check_source(Source("x_test.go", EVENTUALLY.replace("STEP", step)), Options(time="virtual"))
    assert result.verdict.answer == answer
