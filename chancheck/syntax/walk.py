"""Walks over syntax trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from chancheck.syntax import ast

Tree = TypeVar("Tree", bound=ast.Node)


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


def with_parts(
    root: Tree, renewed: Callable[[ast.Node], ast.Node], in_list: Callable[[ast.Node], Sequence[ast.Node]]
) -> Tree:
    """A node with other nodes directly below it; itself where they are the same. in_list: those for one of a list."""
    whole = root
    for name in root.__dataclass_fields__:
        value = getattr(root, name)
        other: object = value
        if isinstance(value, ast.Node):
            other = renewed(value)
        elif isinstance(value, (list, tuple)):
            parts = [part for one in value for part in (in_list(one) if isinstance(one, ast.Node) else [one])]
            unchanged = len(parts) == len(value) and all(a is b for a, b in zip(parts, value, strict=True))
            other = value if unchanged else type(value)(parts)
        if other is not value:
            from copy import copy

            whole = copy(root) if whole is root else whole
            setattr(whole, name, other)
    return whole
