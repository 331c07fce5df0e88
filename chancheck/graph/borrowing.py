"""Writers that may keep what they are given: `Write(p []byte)` must not (package io, Writer), and some do.

A syntactic approximation: each use of the parameter has to be one of those that are known to keep nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.syntax import ast
from chancheck.syntax.walk import nodes

KEEPER = "keeper"
"""The kind of values (`//chancheck:kinds`) that exists in a program with such a writer."""

READING = frozenset({"len", "cap", "string", "copy"})
"""Built-in functions, and a conversion, that keep nothing of any argument."""


def keeps(decl: ast.FuncDecl) -> bool:
    """Whether a method Write may keep its argument."""
    if decl.body is None or len(decl.type.params) != 1 or not decl.type.params[0].names:
        return False
    name = decl.type.params[0].names[0].name
    return name != "_" and any(True for _ in kept_uses(decl.body, name))


def kept_uses(body: ast.Node, name: str) -> Iterator[ast.Node]:
    """The uses of a variable that may keep what it holds."""
    fine = set[int]()
    for node in nodes(body):
        if isinstance(node, ast.FuncLit):
            continue
        for part in harmless(node, name):
            fine.add(id(root(part)))
    for part in nodes(body):
        match part:  # a closure, or the address of an element, may outlive the call
            case ast.FuncLit():
                fine -= {id(n) for n in nodes(part.body)}
            case ast.UnaryExpr(op="&"):
                fine -= {id(n) for n in nodes(part)}
    for node in nodes(body):
        if isinstance(node, ast.Ident) and node.name == name and id(node) not in fine:
            yield node


def harmless(node: ast.Node, name: str) -> Iterator[ast.Node]:
    """The parts of a node that it only reads."""
    match node:
        case ast.CallExpr():
            yield from of_call(node)
        case ast.IndexExpr():
            yield node.x
        case ast.RangeStmt():
            yield node.x
        case ast.BinaryExpr():
            yield from (node.x, node.y)
        case ast.AssignStmt() if len(node.lhs) == 1 and is_named(node.lhs[0], name) and node.op == "=":
            yield node.lhs[0]  # p = p[n:]
            if is_named(root(node.rhs[0]), name):
                yield node.rhs[0]
        case ast.AssignStmt() if len(node.lhs) == 1 and is_named(node.lhs[0], "_"):
            yield from node.rhs


def of_call(call: ast.CallExpr) -> Iterator[ast.Node]:
    match call.fun:
        case ast.Ident(name=called) if called in READING:
            yield from call.args
        case ast.Ident(name="append") if call.ellipsis:
            yield call.args[-1]
        case ast.SelectorExpr(sel=ast.Ident(name="Write")):  # that writer is judged by itself
            yield from call.args


def root(node: ast.Node) -> ast.Node:
    """The variable that a slice is taken of."""
    while isinstance(node, (ast.SliceExpr, ast.ParenExpr)):
        node = node.x
    return node


def is_named(node: ast.Node, name: str) -> bool:
    return isinstance(node, ast.Ident) and node.name == name
