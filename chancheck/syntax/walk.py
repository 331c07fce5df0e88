"""Walks over syntax trees."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.syntax import ast


def nodes(root: ast.Node) -> Iterator[ast.Node]:
    """A node and all below it, each before what it holds."""
    todo: list[object] = [root]
    while todo:
        match todo.pop():
            case ast.Node() as node:
                yield node
                todo += [getattr(node, name) for name in reversed(node.__dataclass_fields__)]
            case list() | tuple() as several:
                todo += reversed(several)
