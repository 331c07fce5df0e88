"""Wrong programs: the same lines and the same words as the Go compiler (tests/pages/types.md)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.source import Source
from chancheck.toolchain.go import Toolchain
from tests.mdtest import Case, cases_of

from .golang import needs_go

pytestmark = needs_go

PAGE = Path(__file__).parents[1] / "pages" / "types.md"

OUR_WORDS = {
    "multiple-value f() (value of type (int, int)) in single-value context":
        "assignment mismatch: 1 variable but f returns 2 values",
    "string does not satisfy any (not in the type set)":
        "string does not satisfy int | float64 (string missing in int | float64)",
    "cannot convert 1 (constant of type int) to type T": "cannot convert 1 (untyped int constant) to type T",
    "duplicate case 1 in expression switch": "duplicate case 1 (constant of type int) in expression switch",
    "cannot use true (untyped bool constant true) as int value in argument to f":
        "in call to f, mismatched types untyped int and untyped bool (cannot infer T)",
    "in call to g, cannot infer T": "in call to g, cannot infer T (declared at program.go:5:8)",
    "syntax error: expression in go must be function call": "expression in go must be function call",
    "syntax error: expression in defer must be function call": "expression in defer must be function call",
    "initialization cycle or invalid constant a": "initialization cycle for a",
    "initialization cycle: a refers to itself": "initialization cycle for a",
    "invalid recursive type A": "invalid recursive type: A refers to itself",
    "invalid recursive type G": "invalid recursive type: G[T] refers to itself",
    "invalid recursive type: the type of f refers to f": "f() (no value) used as value",
    "cannot use generic type T without instantiation": "cannot use generic type T[P any] without instantiation",
    "invalid recursive type T": "invalid recursive type: T refers to itself",
    "invalid break label M": "break label not defined: M",
    "cannot use 1 (untyped int constant) as Stringer value in variable declaration":
        "cannot use 1 (constant of type int) as Stringer value in variable declaration: int does not implement "
        "Stringer (missing method String)",
    "use of untyped nil": "use of untyped nil in assignment",
    "cannot use 256 (untyped int constant) as uint8 value in variable declaration (overflows)":
        "cannot use 256 (untyped int constant) as byte value in variable declaration (overflows)",
    "cannot use -129 (untyped int constant -129) as int8 value in variable declaration (overflows)":
        "cannot use -129 (untyped int constant) as int8 value in variable declaration (overflows)",
    "cannot range over 1.5 (constant of type float64)": "cannot range over 1.5 (untyped float constant)",
    "range over 3 (constant of type int) permits only one iteration variable":
        "range over 3 (untyped int constant) permits only one iteration variable",
    "select case must be receive, send or assign recv":
        "select case must be send or receive (possibly with assignment)",
    'invalid argument: index "a" (untyped string constant) must be integer':
        'cannot convert "a" (untyped string constant) to type int',
}  # fmt: skip
"""Where the words are others: ours, and those of the compiler (of Go 1.27)."""

NOTE = re.compile(r"other declaration of|previous case|\w+ refers to \w+$")
"""Lines that the compiler adds to the message before."""


def compiler(text: str, folder: Path) -> list[tuple[int, str]]:
    (folder / "program.go").write_text(text)
    command = [Toolchain.find().go, "tool", "compile", "-e", "-p", "main", "-o", "program.o", "program.go"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = re.findall(r"^program\.go:(\d+):\d+: (.*)$", done.stdout + done.stderr, re.M)
    return sorted((int(line), message) for line, message in said if not NOTE.match(message))


def ours(text: str) -> list[tuple[int, str]]:
    with pytest.raises(SourceError) as caught:
        load(Source("program.go", text), Options(), Diagnostics())
    return [(d.pos.line, d.message.split("\n")[0]) for d in caught.value.diagnostics]


@pytest.mark.parametrize("case", list(cases_of(PAGE)), ids=lambda case: case.name)
def test_the_compiler_says_the_same(case: Case, tmp_path: Path) -> None:
    said = compiler(case.text, tmp_path)
    assert said
    assert sorted({(line, OUR_WORDS.get(message, message)) for line, message in ours(case.text)}) == said


def test_every_difference_occurs() -> None:
    everything = {message for case in cases_of(PAGE) for _, message in ours(case.text)}
    assert set(OUR_WORDS) <= everything


def test_what_is_right_for_one_is_right_for_the_other(tmp_path: Path) -> None:
    text = 'package main\n\nfunc f(a int, b string) {}\n\nfunc main() {\n\tf(1, "a")\n}\n'
    assert not compiler(text, tmp_path)
    load(Source("program.go", text), Options(), Diagnostics())
