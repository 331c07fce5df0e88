"""Every file of a package takes part in its initialisation, whether anything of it is used or not. The orders are those
that go run and go test printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.outcomes import outcomes_of

MODULE = {
    "go.mod": "module ex\n\ngo 1.24\n",
    "a/a.go": """package a

import (
	_ "ex/b"
	"fmt"
)

var X = f("a.X", Y)

func init() { fmt.Println("init a.go 1") }
func init() { fmt.Println("init a.go 2") }
func A()    {}
""",
    "a/z.go": """package a

import "fmt"

var Y = f("a.Y", 0)
var _ = f("a._", 0)

func f(s string, n int) int { fmt.Println(s); return n + 1 }
func init()                 { fmt.Println("init z.go") }
""",
    "b/b.go": """package b

import (
	"ex/c"
	"fmt"
)

var b = c.C()

func init() { fmt.Println("init b") }
""",
    "c/c.go": """package c

import "fmt"

func C() int { fmt.Println("c.C"); return 1 }

func init() { fmt.Println("init c") }
""",
    "c/never_test.go": 'package c\n\nfunc init() { panic("a test") }\n',
    "c/never_windows.go": 'package c\n\nfunc init() { panic("another system") }\n',
    "main.go": """package main

import (
	"ex/a"
	"fmt"
)

var m = g()

func g() int { fmt.Println("main.m"); return 0 }

func init() { fmt.Println("init main") }
func main() { a.A() }
""",
}
ORDER = "init c c.C init b a.Y a.X a._ init a.go 1 init a.go 2 init z.go main.m init main"


@pytest.mark.parametrize("used", [True, False], ids=["used", "blank"])
def test_imported_packages(tmp_path: Path, used: bool) -> None:
    for name, text in MODULE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text if used else text.replace('"ex/a"', '_ "ex/a"').replace("a.A()", ""))
    seen, limit = outcomes_of(tmp_path / "main.go", Options())
    assert (seen, limit) == ([ORDER], None)


REGISTRY = {
    "go.mod": "module ex\n\ngo 1.24\n",
    "p.go": "package p\n\nvar names = map[string]int{}\n\nfunc Get(n string) int { return names[n] }\n",
    "registered.go": 'package p\n\nfunc init() { names["x"] = 7 }\n',
    "p_test.go": """package p

import "testing"

func TestGet(t *testing.T) {
	if Get("x") != 7 {
		t.Fatal("not registered")
	}
}
""",
}


@pytest.mark.parametrize("there", [True, False])
def test_the_package_of_a_test(tmp_path: Path, there: bool) -> None:
    for name, text in REGISTRY.items():
        if there or name != "registered.go":
            (tmp_path / name).write_text(text)
    (result,) = check_path(tmp_path / "p_test.go", Options())
    assert result.verdict.kinds == (frozenset() if there else {"failure"})


def test_tests_come_last(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module ex\n\ngo 1.24\n")
    (tmp_path / "b.go").write_text("package p\n\nvar said []string\n\nfunc init() { said = append(said, `b`) }\n")
    (tmp_path / "z.go").write_text("package p\n\nfunc init() { said = append(said, `z`) }\n")
    (tmp_path / "a_test.go").write_text("""package p

import "testing"

func init() { said = append(said, "a") }

func TestOrder(t *testing.T) {
	if len(said) != 3 || said[0] != "b" || said[1] != "z" || said[2] != "a" {
		t.Fatal(said)
	}
}
""")
    (result,) = check_path(tmp_path / "a_test.go", Options())
    assert result.verdict.answer == "proved"
