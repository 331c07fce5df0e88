"""Syntax errors: the words (those of Go's compiler where it is named so), the place, the way out, the recovery."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from chancheck.diagnostic import Diagnostics
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import MAX_DEPTH, parse

# Words and places are those of Go's compiler, which test_go_says_the_same compares.
LIKE_GO = {
    "func f() {\n\tif x {\n\t}\n\telse {\n\t}\n}\n": (5, 2, "unexpected keyword else, expected }"),
    "func f() {\n\twhile x {\n\t}\n}\n": (3, 8, "unexpected name x at end of statement"),
    "x := 1\n": (2, 1, "non-declaration statement outside function body"),
    "func f()\n{\n}\n": (3, 1, "unexpected semicolon or newline before {"),
    "func f() { x = = 2 }\n": (2, 16, "unexpected =, expected expression"),
    "func f() {\n\tg(1, 2\n\th()\n}\n": (
        3, 8, "unexpected newline in argument list; possibly missing comma or )"),
    "var x = []int{\n\t1,\n\t2\n}\n": (
        4, 3, "unexpected newline in composite literal; possibly missing comma or }"),
    "func f() {\n\tif x == 1\n\t{\n\t}\n}\n": (3, 11, "unexpected newline, expected { after if clause"),
    "func f() {\n\tif x y {\n\t}\n}\n": (3, 7, "unexpected name y, expected {"),
    "func f() {\n\tfor i := 0; i < 3 {\n\t}\n}\n": (3, 20, "unexpected {, expected semicolon or newline"),
    "func f() {\n\tfunc g() {\n\t}\n}\n": (3, 7, "unexpected name g, expected ("),
    "var x =\nconst y = 2\n": (3, 1, "unexpected keyword const, expected expression"),
    "func g() { a b }\n": (2, 14, "unexpected name b at end of statement"),
    "func h() { if { } }\n": (2, 15, "missing condition in if statement"),
    "func f() { switch x { foo() } }\n": (2, 23, "unexpected name foo, expected case or default or }"),
    "func f() { a[1 2] }\n": (2, 16, "unexpected literal 2, expected comma, : or ]"),
    'var x int\nimport "x"\n': (3, 1, "imports must appear before other declarations"),
    "func f() { x = 1 }}\n": (2, 19, "unexpected } after top level declaration"),
    "func h() { case 1: }\n": (2, 12, "unexpected keyword case, expected }"),
    "func k() { var x int = 1 + ; }\n": (2, 28, "unexpected semicolon, expected expression"),
    "type I interface { f() int g() }\n": (
        2, 28, "unexpected name g in interface type; possibly missing semicolon or newline or }"),
    "func f() {\n\t++i\n}\n": (3, 2, "unexpected ++, expected }"),
    "func f() {\n\tif x {\n\n}\n\nfunc h() {\n}\n": (7, 6, "unexpected name h, expected ("),
    "func f() {\n": (3, 1, "unexpected EOF, expected }"),
}  # fmt: skip


def errors(text: str, name: str = "a.go") -> list[tuple[int, int, str, str, str]]:
    diagnostics = Diagnostics()
    parse(Source(name, text), diagnostics)
    return [(d.pos.line, d.pos.column, d.code, d.message, d.help) for d in diagnostics.items]


@pytest.mark.parametrize("text", LIKE_GO)
def test_words_and_places(text: str) -> None:
    line, column, message = LIKE_GO[text]
    found = errors("package p\n" + text)
    assert found[0][:4] == (line, column, "CC001", f"syntax error: {message}")


def compiler() -> str | None:
    go = shutil.which("go")
    if go is None:
        return None
    done = subprocess.run([go, "tool", "-n", "compile"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


@pytest.mark.parametrize("text", LIKE_GO)
def test_go_says_the_same(text: str, tmp_path: Path) -> None:
    tool = compiler()
    if tool is None:
        pytest.skip("no Go compiler")
    line, column, message = LIKE_GO[text]
    path = tmp_path / "a.go"
    path.write_text("package p\n" + text)
    done = subprocess.run([tool, "-o", f"{path}.o", "-p", "p", path], capture_output=True, text=True, check=False)
    assert f"a.go:{line}:{column}: syntax error: {message}" in (done.stdout + done.stderr).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ('var x = "abc\n', "CC002", (1, 9), "newline in string"),
        ("var x = `abc\n", "CC002", (1, 9), "string not terminated"),
        ("/* abc\n", "CC002", (1, 1), "comment not terminated"),
        ("var x = 'a\n", "CC002", (1, 9), "rune literal not terminated"),
        ("var x = a # b", "CC002", (1, 11), "invalid character U+0023 '#'"),
        ("var x = a \0", "CC002", (1, 11), "invalid NUL character"),
        ("var x = ''", "CC003", (1, 9), "empty rune literal or unescaped ' in rune literal"),
        ("var x = 'ab'", "CC003", (1, 9), "more than one character in rune literal"),
        ('var x = "\\q"', "CC003", (1, 9), "unknown escape"),
        ("var x = '\\\"'", "CC003", (1, 9), "unknown escape"),
        ('var x = "\\ud800"', "CC003", (1, 9), "escape is invalid Unicode code point U+D800"),
        ('var x = "\\400"', "CC003", (1, 9), "octal escape value 256 > 255"),
        ("var x = 09", "CC003", (1, 9), "invalid digit '9' in octal literal"),
        ("var x = 0b12", "CC003", (1, 9), "invalid digit '2' in binary literal"),
        ("var x = 1_", "CC003", (1, 9), "'_' must separate successive digits"),
        ("var x = 1__0", "CC003", (1, 9), "'_' must separate successive digits"),
        ("var x = 0x", "CC003", (1, 9), "hexadecimal literal has no digits"),
        ("var x = 1e", "CC003", (1, 9), "exponent has no digits"),
        ("var x = 0x1.8", "CC003", (1, 9), "hexadecimal mantissa requires a 'p' exponent"),
    ],
)
def test_bad_spelling(text: str, code: str, place: tuple[int, int], message: str) -> None:
    assert [(e[2], e[:2], e[3]) for e in errors(text, "a.gol")] == [(code, place, message)]


@pytest.mark.parametrize(
    ("body", "column", "message"),
    [
        ("go f", 5, "syntax error: expression in go must be function call"),
        ("defer (f())", 8, "syntax error: expression in defer must not be parenthesized"),
        ("a.b := 1", 2, "non-name a.b on left side of :="),
        ("for a.b := range x { }", 6, "non-name a.b on left side of :="),
        ("for a, b, c := range x { }", 12, "range clause permits at most two iteration variables"),
        ("for i := 0 { }", 6, "expected for loop condition"),
        ("if x = y + 1 { }", 5, "cannot use assignment x = y + 1 as value"),
        ("if x := 1 { }", 5, "cannot use x := 1 as value"),
        ("a, b += 1, 2", 7, "syntax error: unexpected +=, expected := or = or comma"),
        ("a, b", 5, "syntax error: unexpected expression list, expected := or = or comma"),
        ("x.(type)", 4, "use of .(type) outside type switch"),
        ("select { case x: }", 16, "select case must be receive, send or assign recv"),
        ("select { case x := 1: }", 16, "select case must be receive, send or assign recv"),
        ("switch { default: default: }", 20, "multiple defaults in switch"),
        ("select { default: default: }", 20, "multiple defaults in select"),
        ("f() { x }", 6, "syntax error: unexpected { at end of statement"),
        ("const c", 8, "missing init expr for const declaration"),
        ("_ = func(a int, b) { }", 18, "syntax error: missing parameter type"),
        ("_ = func(a int, []int) { }", 18, "syntax error: missing parameter name"),
    ],
)
def test_what_the_grammar_alone_lets_pass(body: str, column: int, message: str) -> None:
    found = errors(f"func f() {{\n\t{body}\n}}\n", "a.gol")
    assert [(e[0], e[1], e[2], e[3]) for e in found] == [(2, column, "CC001", message)]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("func f() {\n\tif x {\n\t}\n\telse {\n\t}\n}\n", "put else on the line of the closing brace: } else {"),
        ("func f() {\n\twhile x {\n\t}\n}\n", "Go has no while; write for condition { }"),
        ("x := 1\n", "outside of functions declare with var"),
        ("func f()\n{\n}\n", "put the { on the line of the func"),
        ("func f() {\n\tif x\n\t{\n\t}\n}\n", "the { must stand on the same line"),
        ("func f() {\n\tfor x\n\t{\n\t}\n}\n", "the { must stand on the same line"),
        ("func f() {\n\tfor x in xs { }\n}\n", "write for _, x := range xs { }"),
        ("func f() {\n\tg()\n", "the { in line 2 is not closed"),
        ("func f() {\n\tif (x)\n\t\tg()\n}\n", "the { must stand on the same line"),
        ("func f() {\n\tif (x) g()\n}\n", "the body needs braces: { }"),
        ("func f() {\n\ti = j++\n}\n", "++ is a statement of its own in Go, written behind the variable"),
        ("func f() {\n\tgo func() { }\n}\n", "call the function literal: put () behind its }"),
        ("const x := 1\n", "const and var declarations use ="),
    ],
)
def test_ways_out(text: str, help: str) -> None:
    assert errors("package p\n" + text)[0][4] == help


def test_every_statement_with_an_error_is_named_once() -> None:
    text = "func f() {\n\tx = = 1\n\tok(1)\n\ty = (2\n\tif { }\n\tz z\n}\nfunc g() {\n\tgo h\n}\nvar v int int\n"
    assert [e[0] for e in errors(text, "a.gol")] == [2, 4, 5, 6, 9, 11]


def test_the_rest_of_the_tree_survives() -> None:
    text = "func f() {\n\ta()\n\tx = = 1\n\tb()\n}\n\nfunc g() {\n\tif y {\n}\n\nfunc h() { c() }\n"
    file = parse(Source("a.gol", text), Diagnostics())
    first, last = file.decls[0], file.decls[-1]
    assert isinstance(first, ast.FuncDecl) and first.body is not None
    assert [type(s) for s in first.body.stmts] == [ast.ExprStmt, ast.BadStmt, ast.ExprStmt]
    assert isinstance(last, ast.FuncDecl) and last.name.name == "h"


def test_package_clause_is_needed_in_go_files() -> None:
    assert errors("func f() { }\n") == [
        (1, 1, "CC001", "syntax error: package statement must be first", "begin with: package main")
    ]
    assert errors("func f() { }\n", "a.gol") == []


@pytest.mark.parametrize("text", ["", "\n\n", "// nothing\n"])
def test_a_file_without_anything_is_named(text: str) -> None:
    diagnostics = Diagnostics()
    parse(Source("empty.go", text), diagnostics)
    assert [(str(d.pos), d.code) for d in diagnostics.items] == [("empty.go:1:1", "CC001")]


@pytest.mark.parametrize(
    "text",
    [
        "var x = " + "(" * 5000 + "1" + ")" * 5000,
        "var x = " + "!" * 5000 + "y",
        "var x = y" + ".z" * 5000,
        "var x = y" + "()" * 5000,
        "var x = y" + " + y" * 5000,
        "var x " + "[]" * 5000 + "int",
        "func f() " + "{" * 5000 + "}" * 5000,
        "func f() { " + "if x { } else " * 5000 + "{ } }",
        "const (\na = " + "- " * 5000 + "1\nb\n)",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert [(e[2], e[3]) for e in errors(text, "a.gol")] == [("CC004", "nested too deeply")]


def test_nesting_below_the_limit_is_read() -> None:
    depth = MAX_DEPTH // 2
    assert errors("var x = " + "(" * depth + "1" + ")" * depth, "a.gol") == []
