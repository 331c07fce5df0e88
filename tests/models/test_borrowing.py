"""Writers that may keep their argument: for these fmt and log use their buffers again."""

from __future__ import annotations

import pytest

from chancheck import verify
from chancheck.diagnostic import Diagnostics
from chancheck.graph.borrowing import keeps
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse

READING = [
    "return len(p), nil",
    "w.s += string(p); return len(p), nil",
    "w.buf = append(w.buf, p...); return len(p), nil",
    "if len(p) > 0 && p[0] == 'x' { w.n++ }; return w.inner.Write(p)",
    "for _, c := range p { w.n += int(c) }; return 0, nil",
    "for len(p) > 0 { k := copy(w.room[:], p); p = p[k:] }; return 0, nil",
    "n := copy(w.room[:], p[1:]); _ = p; return n, nil",
]
KEEPING = [
    "w.last = p; return len(p), nil",
    "w.all = append(w.all, p); return len(p), nil",
    "w.c <- p[1:]; return len(p), nil",
    "go func() { w.s = string(p) }(); return len(p), nil",
    "return w.f(p)",
    "q := p; w.last = q; return 0, nil",
    "p, w.last = nil, p; return 0, nil",
    "w.last = append(p, 'x'); return 0, nil",
    "w.last = *(&p); return 0, nil",
    "w.first = &p[0]; return len(p), nil",
    "defer func() { w.last = p }(); return 0, nil",
]


def method(body: str) -> ast.FuncDecl:
    diagnostics = Diagnostics()
    text = f"package p\n\nfunc (w *writer) Write(p []byte) (int, error) {{ {body} }}\n"
    (decl,) = parse(Source("w.go", text), diagnostics).decls
    assert isinstance(decl, ast.FuncDecl) and not diagnostics.errors
    return decl


@pytest.mark.parametrize("body", READING)
def test_who_reads_does_not_keep(body: str) -> None:
    assert not keeps(method(body))


@pytest.mark.parametrize("body", KEEPING)
def test_who_may_keep(body: str) -> None:
    assert keeps(method(body))


PROGRAM = """package main

import (
	"fmt"
	"log"
)

type lines chan []byte

func (l lines) Write(p []byte) (int, error) {
	l <- KEPT
	return len(p), nil
}

var _, _ = fmt.Print, log.Print

func main() {
	l := make(lines, 3)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for p := range l {
			if string(p) == "none" {
				panic("none")
			}
		}
	}()
	PRINT
	close(l)
	<-done
}
"""
PRINTS = [
    'fmt.Fprintf(l, "line %d", 1); fmt.Fprint(l, "line")',
    'g := log.New(l, "app ", 0); g.Print("one"); g.Print("two")',
]


@pytest.mark.parametrize("print", PRINTS)
@pytest.mark.parametrize(
    ("kept", "kinds"), [("p", {"race"}), ("append([]byte(nil), p...)", set()), ("[]byte(string(p))", set())]
)
def test_the_next_line_is_written_over_the_kept_one(print: str, kept: str, kinds: set[str]) -> None:
    result = verify(PROGRAM.replace("KEPT", kept).replace("PRINT", print))
    assert result.verdict.kinds == kinds
    assert result.verdict.answer == ("violated" if kinds else "proved")


@pytest.mark.parametrize("print", ['fmt.Fprint(l, "only one")', 'log.New(l, "", 0).Print("only one")'])
def test_one_line_is_not(print: str) -> None:
    assert verify(PROGRAM.replace("KEPT", "p").replace("PRINT", print)).verdict.answer == "proved"


def test_buffers_of_fmt_and_of_log_are_not_the_same() -> None:
    both = 'fmt.Fprint(l, "one"); log.New(l, "", 0).Print("two")'
    assert verify(PROGRAM.replace("KEPT", "p").replace("PRINT", both)).verdict.answer == "proved"


def test_without_goroutines_the_kept_line_changes() -> None:
    text = """package main

import "fmt"

type last struct{ p []byte }

func (l *last) Write(p []byte) (int, error) { l.p = p; return len(p), nil }

func main() {
	l := &last{}
	fmt.Fprint(l, "one")
	first := l.p
	if string(first) != "one" {
		panic("too early")
	}
	fmt.Fprint(l, "two")
	if string(first) != "one" {
		panic("written over")
	}
}
"""
    (finding,) = verify(text).verdict.findings
    assert "written over" in str(finding)
