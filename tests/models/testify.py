"""Writes the forms of testify's assertions that only forward to the plain ones of package assert.

python -m tests.models.testify
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "models" / "github.com" / "stretchr" / "testify"
PLAIN = re.compile(r"^func ([A-Z]\w*)\(t TestingT, (.*), msgAndArgs \.\.\.any\) bool \{$", re.M)
OWN_TYPES = re.compile(r"\b(Comparison|PanicTestFunc|CollectT)\b")
WRITTEN = "// Written by tests/models/testify.py from assert.go.\n\n"

FORMAT = """package assert

import "time"

func with(msg string, args []any) []any { return append([]any{msg}, args...) }
"""
FORMS = (("", "msgAndArgs ...any", "msgAndArgs..."), ("f", "msg string, args ...any", "msg, args..."))

FORWARD = """package assert

// Assertions has them all as methods.
type Assertions struct {
	t TestingT
}

func New(t TestingT) *Assertions { return &Assertions{t} }
"""
REQUIRE = """// Package require models testify's assertions that end the test.
package require

import (
	"time"

	"github.com/stretchr/testify/assert"
)

type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

type (
	BoolAssertionFunc       func(TestingT, bool, ...any)
	ComparisonAssertionFunc func(TestingT, any, any, ...any)
	ErrorAssertionFunc      func(TestingT, error, ...any)
	ValueAssertionFunc      func(TestingT, any, ...any)
)

func need(t TestingT, holds bool) {
	if h, ok := t.(interface{ Helper() }); ok {
		h.Helper()
	}
	if !holds {
		t.FailNow()
	}
}

// Assertions has them all as methods.
type Assertions struct {
	t TestingT
}

func New(t TestingT) *Assertions { return &Assertions{t} }
"""


def plain() -> list[tuple[str, str, str]]:
    """Name, parameters, and these as arguments, of each assertion."""
    found = PLAIN.findall((FOLDER / "assert" / "assert.go").read_text(encoding="utf-8"))
    return [(name, params, arguments(params)) for name, params in found]


def arguments(params: str) -> str:
    without_functions = re.sub(r"func\([^)]*\)( bool)?", "func", params)
    return ", ".join(part.split()[0] for part in without_functions.split(", "))


def format_file() -> str:
    out = FORMAT
    for name, params, args in plain():
        out += (
            f"\nfunc {name}f(t TestingT, {params}, msg string, args ...any) bool {{\n"
            f"\treturn {name}(t, {args}, with(msg, args)...)\n}}\n"
        )
    return WRITTEN + out


def forward_file() -> str:
    out = FORWARD.replace("package assert\n", 'package assert\n\nimport "time"\n')
    for name, params, args in plain():
        out += (
            f"\nfunc (a *Assertions) {name}({params}, msgAndArgs ...any) bool {{\n"
            f"\treturn {name}(a.t, {args}, msgAndArgs...)\n}}\n"
            f"\nfunc (a *Assertions) {name}f({params}, msg string, args ...any) bool {{\n"
            f"\treturn {name}f(a.t, {args}, msg, args...)\n}}\n"
        )
    return WRITTEN + out


def require_file() -> str:
    out = REQUIRE
    for name, own, args in plain():
        params = OWN_TYPES.sub(r"assert.\1", own)
        for f, rest, passed in FORMS:
            out += (
                f"\nfunc {name}{f}(t TestingT, {params}, {rest}) {{\n"
                f"\tneed(t, assert.{name}{f}(t, {args}, {passed}))\n}}\n"
                f"\nfunc (a *Assertions) {name}{f}({params}, {rest}) {{\n"
                f"\tneed(a.t, assert.{name}{f}(a.t, {args}, {passed}))\n}}\n"
            )
    return WRITTEN + out


FILES = {
    FOLDER / "assert" / "format.go": format_file,
    FOLDER / "assert" / "forward.go": forward_file,
    FOLDER / "require" / "require.go": require_file,
}

if __name__ == "__main__":
    for path, text in FILES.items():
        path.write_text(text(), encoding="utf-8")
