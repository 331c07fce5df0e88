"""The tree of each construct of Go, in a short notation: (Class field field ...), names and literals bare."""

from __future__ import annotations

from dataclasses import fields

import pytest

from chancheck.diagnostic import Diagnostics
from chancheck.source import Pos, Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse


def dump(value: object) -> str:
    if isinstance(value, ast.Ident):
        return value.name
    if isinstance(value, ast.BasicLit):
        return value.text
    if isinstance(value, list):
        return "[" + " ".join(map(dump, value)) + "]"
    if isinstance(value, ast.Node):
        parts = [dump(getattr(value, f.name)) for f in fields(value) if f.type != "Pos"]
        return "(" + " ".join([type(value).__name__, *parts]) + ")"
    return "-" if value is None else str(value)


def good(text: str, name: str = "a.gol") -> ast.File:
    diagnostics = Diagnostics()
    file = parse(Source(name, text), diagnostics)
    assert [d.message for d in diagnostics.items] == []
    return file


def stmt(text: str) -> str:
    body = good(f"func f() {{\n{text}\n}}").decls[0].body
    assert len(body.stmts) == 1
    return dump(body.stmts[0])


def expr(text: str) -> str:
    shown = stmt(f"_ = {text}")
    assert shown.startswith("(AssignStmt [_] = [")
    return shown[len("(AssignStmt [_] = [") : -2]


def decl(text: str) -> str:
    (only,) = good(text).decls
    return dump(only)


EXPRESSIONS = {
    "a + b*c": "(BinaryExpr + a (BinaryExpr * b c))",
    "a*b + c": "(BinaryExpr + (BinaryExpr * a b) c)",
    "a - b - c": "(BinaryExpr - (BinaryExpr - a b) c)",
    "a || b && c == d + e*f": "(BinaryExpr || a (BinaryExpr && b "
    "(BinaryExpr == c (BinaryExpr + d (BinaryExpr * e f)))))",
    "a*b == c && d || e": "(BinaryExpr || (BinaryExpr && (BinaryExpr == (BinaryExpr * a b) c) d) e)",
    "a + b*c - d": "(BinaryExpr - (BinaryExpr + a (BinaryExpr * b c)) d)",
    "a &^ b | c": "(BinaryExpr | (BinaryExpr &^ a b) c)",
    "-a * b": "(BinaryExpr * (UnaryExpr - a) b)",
    "!<-c": "(UnaryExpr ! (UnaryExpr <- c))",
    "&T{}": "(UnaryExpr & (CompositeLit T []))",
    "*p.x": "(StarExpr (SelectorExpr p x))",
    "(a)": "(ParenExpr a)",
    "f(a, b...)": "(CallExpr f [a b] True)",
    "f(a, b,)": "(CallExpr f [a b] False)",
    "m[k]": "(IndexExpr m [k])",
    "f[int, string](x)": "(CallExpr (IndexExpr f [int string]) [x] False)",
    "f[[]int]": "(IndexExpr f [(ArrayType - int)])",
    "a[:]": "(SliceExpr a - - -)",
    "a[1:]": "(SliceExpr a 1 - -)",
    "a[:2]": "(SliceExpr a - 2 -)",
    "a[1:2]": "(SliceExpr a 1 2 -)",
    "a[:2:3]": "(SliceExpr a - 2 3)",
    "a[1:2:3]": "(SliceExpr a 1 2 3)",
    "x.(T)": "(TypeAssertExpr x T)",
    "x.(<-chan int)": "(TypeAssertExpr x (ChanType recv int))",
    "[]int{1, 2}": "(CompositeLit (ArrayType - int) [(KeyedElement - 1) (KeyedElement - 2)])",
    "[...]int{2: 1,\n}": "(CompositeLit (ArrayType (Ellipsis -) int) [(KeyedElement 2 1)])",
    "[2]int{}": "(CompositeLit (ArrayType 2 int) [])",
    "[]P{{1}, {x: 2}}": "(CompositeLit (ArrayType - P) [(KeyedElement - (CompositeLit - [(KeyedElement - 1)])) "
    "(KeyedElement - (CompositeLit - [(KeyedElement x 2)]))])",
    "p.T{a: 1}": "(CompositeLit (SelectorExpr p T) [(KeyedElement a 1)])",
    "T[int]{}": "(CompositeLit (IndexExpr T [int]) [])",
    "map[string][]int{}": "(CompositeLit (MapType string (ArrayType - int)) [])",
    "struct{}{}": "(CompositeLit (StructType []) [])",
    "make(chan int, 3)": "(CallExpr make [(ChanType both int) 3] False)",
    "make(chan<- int)": "(CallExpr make [(ChanType send int)] False)",
    "make(<-chan int)": "(CallExpr make [(ChanType recv int)] False)",
    "make(chan<- <-chan int)": "(CallExpr make [(ChanType send (ChanType recv int))] False)",
    "make(chan (<-chan int))": "(CallExpr make [(ChanType both (ParenExpr (ChanType recv int)))] False)",
    "make(<-chan <-chan int)": "(CallExpr make [(ChanType recv (ChanType recv int))] False)",
    "<-chan int(c)": "(UnaryExpr <- (CallExpr (ChanType both int) [c] False))",
    "(<-chan int)(c)": "(CallExpr (ParenExpr (ChanType recv int)) [c] False)",
    "[]byte(s)": "(CallExpr (ArrayType - byte) [s] False)",
    "interface{}(x)": "(CallExpr (InterfaceType []) [x] False)",
    "(*T)(nil)": "(CallExpr (ParenExpr (StarExpr T)) [nil] False)",
    "(func())(x)": "(CallExpr (ParenExpr (FuncType [] [] [])) [x] False)",
    "func(a, b int) (int, error) { return a, nil }": "(FuncLit (FuncType [] [(Field [a b] int -)] "
    "[(Field [] int -) (Field [] error -)]) (BlockStmt [(ReturnStmt [a nil])]))",
    "func() []T { }()": "(CallExpr (FuncLit (FuncType [] [] [(Field [] (ArrayType - T) -)]) (BlockStmt [])) [] False)",
    "1_000 + 0x_FF + 0b01 + 0o17 + 017": "(BinaryExpr + (BinaryExpr + (BinaryExpr + (BinaryExpr + 1_000 0x_FF) 0b01) "
    "0o17) 017)",
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_expressions(text: str) -> None:
    assert expr(text) == EXPRESSIONS[text]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", "int"), ("0755", "int"), ("0B1", "int"), ("0x1F", "int"), ("1.", "float"), (".5", "float"),
        ("1e9", "float"), ("1E-9", "float"), ("0x1p-2", "float"), ("0X.8P1", "float"), ("1_0.2_5", "float"),
        ("3i", "imag"), ("1.5i", "imag"), ("08i", "imag"), ("0x1i", "imag"), ("'a'", "char"), (r"'\n'", "char"),
        (r"'\''", "char"), (r"'\x41'", "char"), (r"'\101'", "char"), (r"'\u00e9'", "char"), ("'é'", "char"),
        (r'"a\"b\U0001F600"', "string"), ("`a\\\nb`", "string"),
    ],
)  # fmt: skip
def test_literals(text: str, kind: str) -> None:
    literal = good(f"var x = {text}").decls[0].specs[0].values[0]
    assert (literal.kind, literal.text) == (kind, text)


B = "(BlockStmt [])"
STATEMENTS = {
    "x = 1": "(AssignStmt [x] = [1])",
    "a, b := b, a": "(AssignStmt [a b] := [b a])",
    "x <<= 2": "(AssignStmt [x] <<= [2])",
    "x++": "(IncDecStmt x ++)",
    "c <- v": "(SendStmt c v)",
    "c <- <-d": "(SendStmt c (UnaryExpr <- d))",
    "<-c": "(ExprStmt (UnaryExpr <- c))",
    "go f(x)": "(GoStmt (CallExpr f [x] False))",
    "go func() {}()": f"(GoStmt (CallExpr (FuncLit (FuncType [] [] []) {B}) [] False))",
    "defer mu.Unlock()": "(DeferStmt (CallExpr (SelectorExpr mu Unlock) [] False))",
    "return": "(ReturnStmt [])",
    "return 1, 2": "(ReturnStmt [1 2])",
    "break L": "(BranchStmt break L)",
    "continue": "(BranchStmt continue -)",
    "goto L": "(BranchStmt goto L)",
    "fallthrough": "(BranchStmt fallthrough -)",
    "L: x = 1": "(LabeledStmt L (AssignStmt [x] = [1]))",
    "L:\nfor {\n}": f"(LabeledStmt L (ForStmt - - - {B}))",
    "L:": "(LabeledStmt L (EmptyStmt))",
    "{ ; }": B,
    "var x, y int = 1, 2": "(DeclStmt (GenDecl var [(ValueSpec [x y] int [1 2] 0)]))",
    "var a [5]int": "(DeclStmt (GenDecl var [(ValueSpec [a] (ArrayType 5 int) [] 0)]))",
    "if x { }": f"(IfStmt - x {B} -)",
    "if x := f(); x > 0 { } else if y { } else { }": f"(IfStmt (AssignStmt [x] := [(CallExpr f [] False)]) "
    f"(BinaryExpr > x 0) {B} (IfStmt - y {B} {B}))",
    "if ; x { }": f"(IfStmt - x {B} -)",
    "for { }": f"(ForStmt - - - {B})",
    "for x { }": f"(ForStmt - x - {B})",
    "for i := 0; i < 3; i++ { }": f"(ForStmt (AssignStmt [i] := [0]) (BinaryExpr < i 3) (IncDecStmt i ++) {B})",
    "for ;; { }": f"(ForStmt - - - {B})",
    "for ; x; { }": f"(ForStmt - x - {B})",
    "for range c { }": f"(RangeStmt - - False c {B})",
    "for i := range 3 { }": f"(RangeStmt i - True 3 {B})",
    "for k, v = range m { }": f"(RangeStmt k v False m {B})",
    "switch { }": "(SwitchStmt - - [])",
    "switch x { case 1, 2: f(); fallthrough; default: }": "(SwitchStmt - x [(CaseClause [1 2] "
    "[(ExprStmt (CallExpr f [] False)) (BranchStmt fallthrough -)]) (CaseClause - [])])",
    "switch x := f(); x { }": "(SwitchStmt (AssignStmt [x] := [(CallExpr f [] False)]) x [])",
    "switch f(); { }": "(SwitchStmt (ExprStmt (CallExpr f [] False)) - [])",
    "switch x.(type) { case nil, *T, []int, func(int) string, <-chan int, map[K]V: }": "(TypeSwitchStmt - - x "
    "[(CaseClause [nil (StarExpr T) (ArrayType - int) (FuncType [] [(Field [] int -)] [(Field [] string -)]) "
    "(ChanType recv int) (MapType K V)] [])])",
    "switch a := 1; v := x.(type) { }": "(TypeSwitchStmt (AssignStmt [a] := [1]) v x [])",
    "select { }": "(SelectStmt [])",
    "select { case c <- 1: case <-d: case v, ok := <-e: case x = <-f: default: return }": "(SelectStmt "
    "[(CommClause (SendStmt c 1) []) (CommClause (ExprStmt (UnaryExpr <- d)) []) "
    "(CommClause (AssignStmt [v ok] := [(UnaryExpr <- e)]) []) "
    "(CommClause (AssignStmt [x] = [(UnaryExpr <- f)]) []) (CommClause - [(ReturnStmt [])])])",
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements(text: str) -> None:
    assert stmt(text) == STATEMENTS[text]


HEADERS = {
    "for _, x := range []int{1, 2} { }": "(CompositeLit (ArrayType - int) [(KeyedElement - 1) (KeyedElement - 2)])",
    "for _, x := range []struct{ a int }{{1}} { }": "(StructType [(Field [a] int -)])",
    "for _, x := range [...]P{{1}} { }": "(ArrayType (Ellipsis -) P)",
    "for k := range map[string]int{} { }": "(CompositeLit (MapType string int) [])",
    "if x == (T{1}) { }": "(ParenExpr (CompositeLit T [(KeyedElement - 1)]))",
    "if f(T{1}) { }": "(CallExpr f [(CompositeLit T [(KeyedElement - 1)])] False)",
    "if a[T{}] { }": "(IndexExpr a [(CompositeLit T [])])",
    "if f := func() bool { return T{} == x }; f() { }": "(BinaryExpr == (CompositeLit T []) x)",
    "if func() bool { if x { }; return true }() { }": f"(IfStmt - x {B} -)",
    "switch x.(interface{ M() }) { }": "(InterfaceType [(Field [M] (FuncType [] [] []) -)])",
    "for range make(chan struct{}) { }": "(CallExpr make [(ChanType both (StructType []))] False)",
    "if (struct{}{}) == x { }": "(ParenExpr (CompositeLit (StructType []) []))",
    "if struct{}{} == x { }": "(BinaryExpr == (CompositeLit (StructType []) []) x)",
    "for i := 0; i < len([]int{1}); i++ { }": "(CallExpr len [(CompositeLit (ArrayType - int) [(KeyedElement - 1)])]",
    "if x { _ = T{} }": "(CompositeLit T [])",
    "switch x { case T{}: }": "(CaseClause [(CompositeLit T [])] [])",
    "if x := <-c; x { } else { _ = T{} }": "(BlockStmt [(AssignStmt [_] = [(CompositeLit T [])])])",
}


@pytest.mark.parametrize("text", HEADERS)
def test_braces_in_headers(text: str) -> None:
    assert HEADERS[text] in stmt(text)


def test_a_name_before_the_body_is_no_literal() -> None:
    assert stmt("for x := range xs { y() }").startswith("(RangeStmt x - True xs (BlockStmt [(ExprStmt")
    assert stmt("for x := range []T(nil) { }") == f"(RangeStmt x - True (CallExpr (ArrayType - T) [nil] False) {B})"
    assert stmt("switch x { }") == "(SwitchStmt - x [])"


DECLARATIONS = {
    'import "sync"': "(GenDecl import [(ImportSpec - sync)])",
    'import (\n. "a"\n_ "b/c"\nx `d`\n)': "(GenDecl import [(ImportSpec . a) (ImportSpec _ b/c) (ImportSpec x d)])",
    "var (\n)": "(GenDecl var [])",
    "type T []int": "(GenDecl type [(TypeSpec T [] False (ArrayType - int))])",
    "type T = p.U": "(GenDecl type [(TypeSpec T [] True (SelectorExpr p U))])",
    "type T [N]int": "(GenDecl type [(TypeSpec T [] False (ArrayType N int))])",
    "type T [N * M]int": "(GenDecl type [(TypeSpec T [] False (ArrayType (BinaryExpr * N M) int))])",
    "type T [P *C]int": "(GenDecl type [(TypeSpec T [] False (ArrayType (BinaryExpr * P C) int))])",
    "type T[P *C,] int": "(GenDecl type [(TypeSpec T [(Field [P] (StarExpr C) -)] False int)])",
    "type T[P any] []P": "(GenDecl type [(TypeSpec T [(Field [P] any -)] False (ArrayType - P))])",
    "type (\nA [2]int\nB[K, V any] struct{ k K }\n)": "(GenDecl type [(TypeSpec A [] False (ArrayType 2 int)) "
    "(TypeSpec B [(Field [K V] any -)] False (StructType [(Field [k] K -)]))])",
    "type N[T ~int | ~string] int": "(GenDecl type [(TypeSpec N [(Field [T] (BinaryExpr | (UnaryExpr ~ int) "
    "(UnaryExpr ~ string)) -)] False int)])",
    "type S[E []int] int": "(GenDecl type [(TypeSpec S [(Field [E] (ArrayType - int) -)] False int)])",
    "type S[E [4]int] int": "(GenDecl type [(TypeSpec S [(Field [E] (ArrayType 4 int) -)] False int)])",
    "type T [N[0]]int": "(GenDecl type [(TypeSpec T [] False (ArrayType (IndexExpr N [0]) int))])",
    "type S[P interface{ M() }] int": "(GenDecl type [(TypeSpec S [(Field [P] (InterfaceType [(Field [M] "
    "(FuncType [] [] []) -)]) -)] False int)])",
    'type S struct { a, b [2]int `t`; *T; p.U; G[int]; c func(int); sync.Mutex "x" }': "(GenDecl type [(TypeSpec S [] "
    "False (StructType [(Field [a b] (ArrayType 2 int) `t`) (Field [] (StarExpr T) -) (Field [] (SelectorExpr p U) -) "
    "(Field [] (IndexExpr G [int]) -) (Field [c] (FuncType [] [(Field [] int -)] []) -) "
    '(Field [] (SelectorExpr sync Mutex) "x")]))])',
    "type I interface { M(x int) string; E; ~int | ~string }": "(GenDecl type [(TypeSpec I [] False (InterfaceType "
    "[(Field [M] (FuncType [] [(Field [x] int -)] [(Field [] string -)]) -) (Field [] E -) "
    "(Field [] (BinaryExpr | (UnaryExpr ~ int) (UnaryExpr ~ string)) -)]))])",
    "func f()": "(FuncDecl - f (FuncType [] [] []) -)",
    "func f(a, b int, c ...T) (x, y int) { }": "(FuncDecl - f (FuncType [] [(Field [a b] int -) "
    f"(Field [c] (Ellipsis T) -)] [(Field [x y] int -)]) {B})",
    "func f(int, p.T, []int, ...any) error { }": "(FuncDecl - f (FuncType [] [(Field [] int -) "
    "(Field [] (SelectorExpr p T) -) (Field [] (ArrayType - int) -) (Field [] (Ellipsis any) -)] "
    f"[(Field [] error -)]) {B})",
    "func f(a [5]int, b T[int], c []int, d [n]T)": "(FuncDecl - f (FuncType [] [(Field [a] (ArrayType 5 int) -) "
    "(Field [b] (IndexExpr T [int]) -) (Field [c] (ArrayType - int) -) (Field [d] (ArrayType n T) -)] []) -)",
    "func f(T[int], U[int, string])": "(FuncDecl - f (FuncType [] [(Field [] (IndexExpr T [int]) -) "
    "(Field [] (IndexExpr U [int string]) -)] []) -)",
    "func f() (func() int, error)": "(FuncDecl - f (FuncType [] [] [(Field [] (FuncType [] [] [(Field [] int -)]) -) "
    "(Field [] error -)]) -)",
    "func (t *T[K]) m() { }": f"(FuncDecl (Field [t] (StarExpr (IndexExpr T [K])) -) m (FuncType [] [] []) {B})",
    "func (T) m() { }": f"(FuncDecl (Field [] T -) m (FuncType [] [] []) {B})",
    "func f[K comparable, A, B any](m map[K]A) <-chan B { }": "(FuncDecl - f (FuncType [(Field [K] comparable -) "
    f"(Field [A B] any -)] [(Field [m] (MapType K A) -)] [(Field [] (ChanType recv B) -)]) {B})",
}


@pytest.mark.parametrize("text", DECLARATIONS)
def test_declarations(text: str) -> None:
    assert decl(text) == DECLARATIONS[text]


def test_const_lines_repeat_with_their_own_iota() -> None:
    (group,) = good("const (\na int = iota * 2\nb\nc, d = 1, 2\ne, f\n)").decls
    shown = [dump(spec) for spec in group.specs]
    assert shown == [
        "(ValueSpec [a] int [(BinaryExpr * iota 2)] 0)",
        "(ValueSpec [b] int [(BinaryExpr * iota 2)] 1)",
        "(ValueSpec [c d] - [1 2] 2)",
        "(ValueSpec [e f] - [1 2] 3)",
    ]
    assert group.specs[0].values[0] is not group.specs[1].values[0]


def test_positions() -> None:
    file = good("package p\n\nfunc f() {\n\té := a + b\n\tc <- é\n\tx.y(1)\n}\n", "a.go")
    assert file.pos == Pos("a.go", 1, 1, 0)
    define, send, call = file.decls[0].body.stmts
    assert (define.pos.line, define.pos.column) == (4, 4)
    assert (define.lhs[0].pos.column, define.rhs[0].pos.column, define.rhs[0].x.pos.column) == (2, 9, 7)
    assert (send.pos.line, send.pos.column) == (5, 4)
    assert (call.pos.column, call.x.pos.column, call.x.end.column, call.x.fun.sel.pos.column) == (2, 2, 7, 4)
    assert file.decls[0].body.end == Pos("a.go", 7, 1, 50)


def test_files_without_package_clause() -> None:
    file = good('import "sync"\nfunc main() { }', "a.gol")
    assert (file.package, file.implied, len(file.decls)) == ("main", True, 2)
    named = good("package p\nfunc main() { }", "a.gol")
    assert (named.package, named.implied) == ("p", False)
    assert good("", "a.gol").decls == []


def test_directives() -> None:
    text = "//go:build linux && !race\n\npackage p\n\n"
    text += "func f() { g() } //chancheck:expect deadlock in g  \n// chancheck:no\n"
    found = good(text, "a.go").directives
    assert [(d.name, d.text, d.pos.line, d.pos.column) for d in found] == [
        ("go:build", "linux && !race", 1, 1),
        ("expect", "deadlock in g", 5, 18),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("f()\ng()", 2), ("f(); g()", 2), ("x++\ny--", 2), ("f(\n1,\n)", 1), ("x :=\n1", 1), ("x := a +\nb", 1),
        ("return\nf()", 2), ("f() // c\ng()", 2), ("f() /* c\n */ g()", 2), ("x := /* c\n */ 1", 1),
        ("f() /* c */ ; g()", 2), ("x := []int{\n1,\n2,\n}\nx[0]++", 2), ("break\ncontinue", 2), ("x.\nf()", 1),
        ("`a\nb`\nf()", 2), ("{ f() }\n;\n{ }", 2),
    ],
)  # fmt: skip
def test_semicolons_at_line_ends(text: str, count: int) -> None:
    assert len(good(f"func f() {{\n{text}\n}}").decls[0].body.stmts) == count
