"""The source text at the places where a goroutine acts: `jobs <- r`, `q.cond.Wait()`, `go worker()`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.syntax.walk import nodes

LONGEST = 40
"""Characters of an expression that is written out."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """kind: "send", "receive", "range", "call", "go", "select" or "assign". on: the channel, or the receiver or first
    argument of a call, as the source has it; name: the last name of what is called; text: the whole of it."""

    kind: str
    on: str = ""
    name: str = ""
    text: str = ""


class Phrases:
    """The phrases of some files by place; they are collected at the first use."""

    def __init__(self, files: Iterable[ast.File] = ()) -> None:
        self.files = files
        self.known: Mapping[tuple[str, int, int], list[Phrase]] | None = None

    def at(self, pos: Pos, kind: str = "", name: str = "") -> Phrase | None:
        """The phrase at a place, of this kind and with this name if they are given."""
        if self.known is None:
            self.known = collected(self.files)
        for phrase in self.known.get(pos[:3], ()):
            if kind in ("", phrase.kind) and name in ("", phrase.name):
                return phrase
        return None


def collected(files: Iterable[ast.File]) -> dict[tuple[str, int, int], list[Phrase]]:
    out: dict[tuple[str, int, int], list[Phrase]] = {}
    for file in files:
        for node in nodes(file):
            for pos, phrase in phrases_of(node):
                out.setdefault(pos[:3], []).append(phrase)
    return out


def phrases_of(node: ast.Node) -> Iterator[tuple[Pos, Phrase]]:
    match node:
        case ast.SendStmt():
            yield node.pos, Phrase("send", written(node.chan), "", f"{written(node.chan)} <- {written(node.value)}")
        case ast.UnaryExpr(op="<-"):
            yield node.pos, Phrase("receive", written(node.x), "", f"<-{written(node.x)}")
        case ast.RangeStmt():
            yield node.x.pos, Phrase("range", written(node.x), "", f"range {written(node.x)}")
        case ast.CallExpr():
            yield node.pos, call(node, "call")
        case ast.GoStmt(call=ast.CallExpr() as started):
            yield node.pos, call(started, "go")
        case ast.DeferStmt(call=ast.CallExpr() as deferred):
            yield node.pos, call(deferred, "call")
        case ast.SelectStmt():
            yield node.pos, Phrase("select", "", "", "select")
        case ast.IncDecStmt():
            yield from (
                (pos, Phrase("assign", "", "", f"{written(node.x)}{node.op}")) for pos in (node.pos, node.x.pos)
            )
        case ast.AssignStmt():
            text = f"{', '.join(map(written, node.lhs))} {node.op} {', '.join(map(written, node.rhs))}"
            yield from ((pos, Phrase("assign", "", "", text)) for pos in (node.pos, *(x.pos for x in node.lhs)))


def call(node: ast.CallExpr, kind: str) -> Phrase:
    match node.fun:
        case ast.SelectorExpr() as fun if not is_package(fun.x, node.args):
            return Phrase(kind, written(fun.x), fun.sel.name, written(node))
        case ast.SelectorExpr() as fun:
            return Phrase(kind, operand(node.args), fun.sel.name, written(node))
        case ast.Ident() as fun:
            return Phrase(kind, operand(node.args), fun.name, written(node))
    return Phrase(kind, "", "", written(node))


PACKAGES = frozenset({"atomic", "time", "context", "signal"})
"""Packages with functions that act on their first argument."""


def is_package(x: ast.Expr, args: list[ast.Expr]) -> bool:
    return isinstance(x, ast.Ident) and x.name in PACKAGES


def operand(args: list[ast.Expr]) -> str:
    return written(args[0]).removeprefix("&") if args else ""


def written(e: ast.Expr | None) -> str:
    """An expression as the source has it; what is long is left out."""
    text = plain(e)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def plain(e: ast.Expr | None) -> str:
    match e:
        case ast.Ident():
            return e.name
        case ast.BasicLit():
            return e.text
        case ast.SelectorExpr():
            return f"{plain(e.x)}.{e.sel.name}"
        case ast.IndexExpr():
            return f"{plain(e.x)}[{', '.join(map(plain, e.indices))}]"
        case ast.CallExpr():
            return f"{plain(e.fun)}({', '.join(map(plain, e.args))}{'...' if e.ellipsis else ''})"
        case ast.StarExpr():
            return f"*{plain(e.x)}"
        case ast.UnaryExpr():
            return f"{e.op}{plain(e.x)}"
        case ast.BinaryExpr():
            return f"{plain(e.x)} {e.op} {plain(e.y)}"
        case ast.ParenExpr():
            return f"({plain(e.x)})"
        case ast.CompositeLit():
            return f"{plain(e.type) if e.type else ''}{{{'...' if e.elements else ''}}}"
        case ast.FuncLit():
            return "func"
        case ast.StructType():
            return "struct{}"
        case ast.ChanType():
            return f"chan {plain(e.elem)}"
        case ast.TypeAssertExpr():
            return f"{plain(e.x)}.({plain(e.type) if e.type else 'type'})"
    return "..."
