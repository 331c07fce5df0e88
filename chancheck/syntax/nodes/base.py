"""Common parts of the makers of nodes: lists and single tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chancheck.source import Pos
from chancheck.syntax import ast


class Nodes:
    """Makes nodes; what the grammar lets pass and Go's syntax forbids goes to `error` (message, place, help)."""

    def __init__(self, text: str, error: Callable[[str, Pos, str], None]) -> None:
        self.text = text
        self.error = error
        self.modes: list[int] = []  # of the enclosing brackets; shared with the parser
        self.questions: dict[ast.Node, Pos] = {}  # x.(type) that no switch has taken

    def nothing(self, v: list[Any]) -> None:
        return None

    def nothing_yet(self, v: list[Any]) -> list[Any]:
        return []

    def first(self, v: list[Any]) -> list[Any]:
        return [] if v[0] is None else v

    def next(self, v: list[Any]) -> list[Any]:
        if v[2] is not None:
            v[0].append(v[2])
        return v[0]  # type: ignore[no-any-return]

    def append(self, v: list[Any]) -> list[Any]:
        if v[1] is not None:
            v[0].append(v[1])
        return v[0]  # type: ignore[no-any-return]

    def same(self, v: list[Any]) -> Any:
        return v[0]

    def same_token(self, v: list[Any]) -> Any:
        return v[0]

    def inner_brace(self, v: list[Any]) -> Any:
        self.modes[-1] = 1  # after the closing brace the header continues
        return v[0]

    def ident(self, v: list[Any]) -> ast.Ident:
        return ast.Ident(v[0].pos, v[0].text)


def start(node: ast.Node) -> Pos:
    """Where a node's text begins; for a binary expression that is not its `pos`."""
    while True:
        if isinstance(node, ast.BinaryExpr):
            node = node.x
        elif isinstance(node, ast.AssignStmt):
            node = node.lhs[0]
        elif isinstance(node, ast.SendStmt):
            node = node.chan
        else:
            return node.pos
