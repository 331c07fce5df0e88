"""Parts of a source that temporal properties read: calls of check.Prop, check.Always and check.Eventually, and labels.

Where a formula reads them, each call becomes one of a function that sets a package variable, and each label gets such a
call; temporal/properties.py writes these functions. Without a formula, none of them does anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.syntax.walk import Tree, nodes, with_parts
from chancheck.verdict.codes import BAD_DIRECTIVE

PACKAGE = "chancheck/check"
CALLS = {"Prop": 2, "Always": 1, "Eventually": 1}
"""Functions of the package, and how many arguments they take."""

JUMPED_TO = (ast.ForStmt, ast.RangeStmt, ast.SwitchStmt, ast.TypeSwitchStmt, ast.SelectStmt)
"""Statements that a label of `break` or `continue` must stand directly before."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of these functions. once: it is made at most once in a run, by the entry named `within`."""

    kind: str
    node: ast.CallExpr
    within: str
    once: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement with a label of Go, or of a comment. name: with that of its function."""

    name: str
    stmt: ast.Stmt
    pos: Pos

    def places(self) -> frozenset[Pos]:
        """Those of the statement; code of function literals in it is elsewhere."""
        return frozenset({self.pos, *(node.pos for node in own_nodes(self.stmt))})


@dataclass(frozen=True, slots=True)
class Marks:
    """Of the files of a package. props: calls of check.Prop by name; stating: the others; variables: names of
    package variables."""

    props: Mapping[str, list[Call]]
    stating: list[Call]
    labels: list[Labelled]
    variables: frozenset[str]

    def labelled(self, name: str) -> list[Labelled]:
        """Those that `at(name)` can mean: wait, worker.wait, Pool.worker.wait."""
        return [one for one in self.labels if f".{one.name}".endswith(f".{name}")]


def marks(trees: Sequence[ast.File]) -> Marks:
    """Raises SourceError for names of propositions that are no string literals."""
    props: dict[str, list[Call]] = {}
    stating: list[Call] = []
    labels: list[Labelled] = []
    variables: set[str] = set()
    for tree in trees:
        alias = imported(tree)
        comments = {d.pos.line: d for d in tree.directives if d.name == "label"}
        for decl in tree.decls:
            if isinstance(decl, ast.FuncDecl):
                for call in calls(decl, alias) if alias else ():
                    if call.kind == "Prop":
                        props.setdefault(name_of(call), []).append(call)
                    else:
                        stating.append(call)
                labels += labels_in(decl, comments)
            elif isinstance(decl, ast.GenDecl) and decl.keyword == "var":
                variables |= {n.name for spec in decl.specs if isinstance(spec, ast.ValueSpec) for n in spec.names}
        for left in comments.values():
            raise error("this label stands before no statement", left.pos, "write it on the line before one, or behind")
    return Marks(props, stating, labels, frozenset(variables))


def error(message: str, pos: Pos, help: str = "") -> SourceError:
    return SourceError([Diagnostic(BAD_DIRECTIVE, message, pos, help=help)])


def imported(tree: ast.File) -> str:
    """The name that the package has in a file, which a `.gol` need not import; "" if it has none."""
    for decl in tree.decls:
        for spec in decl.specs if isinstance(decl, ast.GenDecl) and decl.keyword == "import" else ():
            if isinstance(spec, ast.ImportSpec) and spec.path == PACKAGE:
                return spec.name.name if spec.name is not None else "check"
    return "check" if tree.pos.file.endswith(".gol") else ""


def name_of(call: Call) -> str:
    name = call.node.args[0]
    if isinstance(name, ast.BasicLit) and name.kind == "string" and name.text[1:-1].isidentifier():
        return name.text[1:-1]
    raise error("the name of a proposition must be written as a string, and be a Go identifier", name.pos,
                'for example check.Prop("requested", n > 0)')  # fmt: skip


def calls(decl: ast.FuncDecl, alias: str) -> Iterator[Call]:
    jumps = any(isinstance(node, ast.BranchStmt) and node.keyword == "goto" for node in nodes(decl))
    again = {
        id(node)
        for outer in nodes(decl)
        if isinstance(outer, ast.FuncLit | ast.ForStmt | ast.RangeStmt)
        for node in nodes(outer)
    }
    for node in nodes(decl):
        match node:
            case ast.CallExpr(fun=ast.SelectorExpr(x=ast.Ident(name=name), sel=sel)) if name == alias:
                if CALLS.get(sel.name) == len(node.args):
                    once = not jumps and id(node) not in again and decl.recv is None
                    yield Call(sel.name, node, decl.name.name, once)


def labels_in(decl: ast.FuncDecl, comments: dict[int, ast.Directive]) -> Iterator[Labelled]:
    """Takes the comments that it uses away."""
    of = owner(decl)
    for node in nodes(decl):
        if isinstance(node, ast.LabeledStmt):
            yield Labelled(f"{of}.{node.label.name}", node.stmt, node.pos)
        for stmt in (s for name in node.__dataclass_fields__ for s in statements(getattr(node, name))):
            first = begin(stmt)
            for line in (first.line, first.line - 1):
                found = comments.get(line)
                if found is not None and (line == first.line or not stands_behind(found, decl)):
                    del comments[line]
                    if not found.text.isidentifier():
                        raise error(
                            f"{found.text!r} is no name for a label", found.pos, "for example //chancheck:label wait"
                        )
                    yield Labelled(f"{of}.{found.text}", stmt, first)


def begin(stmt: ast.Node) -> Pos:
    """Where a statement begins: an operator has its own position."""
    return min((node.pos for node in nodes(stmt) if node.pos.line), key=lambda pos: pos[1:3], default=stmt.pos)


def stands_behind(comment: ast.Directive, decl: ast.FuncDecl) -> bool:
    """Whether code of the function stands on the line of a comment."""
    return any(node.pos.line == comment.pos.line for node in nodes(decl))


def statements(value: object) -> list[ast.Stmt]:
    """A list of statements."""
    several = value if isinstance(value, list) else []
    return [one for one in several if isinstance(one, ast.Stmt)]


def owner(decl: ast.FuncDecl) -> str:
    """The name of a function; of a method, behind that of its type."""
    if decl.recv is None:
        return decl.name.name
    names = [node.name for node in nodes(decl.recv.type) if isinstance(node, ast.Ident)]
    return f"{names[0]}.{decl.name.name}" if names else decl.name.name


def own_nodes(root: ast.Node) -> Iterator[ast.Node]:
    """A node and all below it, but for what is in function literals."""
    yield root
    if isinstance(root, ast.FuncLit):
        return
    for name in root.__dataclass_fields__:
        value = getattr(root, name)
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, ast.Node):
                yield from own_nodes(one)


def rewritten(root: Tree, calls: Mapping[int, str], before: Mapping[int, str]) -> Tree:
    """A tree in which calls, by identity, are calls of other functions, with the last of their arguments, and in which
    functions are called before statements, by identity. Parts without them stand in both."""
    whole = with_parts(
        root, lambda one: rewritten(one, calls, before), lambda one: rewritten_in_list(one, calls, before)
    )
    if isinstance(root, ast.CallExpr) and id(root) in calls:
        whole = copy(whole)
        assert isinstance(whole, ast.CallExpr)
        whole.fun, whole.args = ast.Ident(root.pos, calls[id(root)]), whole.args[-1:]
    return whole


def with_imports(tree: ast.File) -> ast.File:
    """A rewritten file, which may no longer use the package by its name."""
    alias = imported(tree)
    uses = (node.x for node in nodes(tree) if isinstance(node, ast.SelectorExpr))
    if not alias or any(isinstance(x, ast.Ident) and x.name == alias for x in uses):
        return tree
    whole = copy(tree)
    whole.decls = [without_name(decl) if isinstance(decl, ast.GenDecl) else decl for decl in tree.decls]
    return whole


def without_name(decl: ast.GenDecl) -> ast.GenDecl:
    whole = copy(decl)
    whole.specs = [
        ast.ImportSpec(spec.pos, ast.Ident(spec.pos, "_"), spec.path)
        if isinstance(spec, ast.ImportSpec) and spec.path == PACKAGE
        else spec
        for spec in decl.specs
    ]
    return whole


def rewritten_in_list(one: ast.Node, calls: Mapping[int, str], before: Mapping[int, str]) -> list[ast.Node]:
    whole = rewritten(one, calls, before)
    inner = one.stmt if isinstance(one, ast.LabeledStmt) else one
    function = before.get(id(inner))
    if function is None:
        return [whole]
    pos = one.pos if isinstance(one, ast.LabeledStmt) else begin(one)
    call = ast.ExprStmt(pos, ast.CallExpr(pos, ast.Ident(pos, function), [], False, pos))
    if isinstance(whole, ast.LabeledStmt) and not isinstance(whole.stmt, JUMPED_TO):
        return [ast.LabeledStmt(whole.pos, whole.label, call), whole.stmt]
    return [call, whole]
