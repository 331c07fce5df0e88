"""Smaller programs: numbers of rounds, sizes and workers of LARGE and more become a small one (`--scale`).

Their places show which numbers these are: bounds of loops, sizes in `make`, arguments of `Add`, of `SetLimit` and of
functions with a name that begins with `New`; and what variables, constants and parameters with a name that stands in
such a place are given or computed from. A literal with the same value elsewhere becomes small too, so that the counts
of a test still fit. The result is another program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chancheck.syntax import ast
from chancheck.syntax.walk import Tree, nodes, with_parts

LARGE = 10
COMPARISONS = {"<", "<=", ">", ">=", "!="}
COUNTED = {"Add", "SetLimit", "NewWeighted"}


def sizes(roots: Sequence[ast.Node]) -> frozenset[int]:
    """The large numbers of rounds, sizes and workers in some files or declarations."""
    there = [node for root in roots for node in nodes(root)]
    parts = [part for node in there for place in sized(node) for part in countable(place)]
    takes = {node.name.name: parameters(node) for node in there if isinstance(node, ast.FuncDecl)}
    names, known = named(parts), set[str]()
    while names - known:  # a value may be computed from other names
        known |= names
        more = [part for node in there for value in given(node, names, takes) for part in countable(value)]
        names, parts = named(more), parts + more
    return frozenset(n for part in parts if (n := number(part)) >= LARGE)


def named(parts: Sequence[ast.Node]) -> set[str]:
    return {part.name for part in parts if isinstance(part, ast.Ident)}


def parameters(function: ast.FuncDecl) -> list[str]:
    """The names of a function's parameters, one for each."""
    return [name for field in function.type.params for name in [x.name for x in field.names] or [""]]


def scaled(trees: Sequence[ast.File], large: frozenset[int], small: int) -> list[ast.File]:
    """The files with these numbers small. Parts without them stand in both."""
    return [smaller(tree, large, small) for tree in trees] if large else list(trees)


def smaller(root: Tree, large: frozenset[int], small: int) -> Tree:
    if is_duration(root):
        return root
    if isinstance(root, ast.BasicLit):
        if number(root) not in large:
            return root
        from copy import copy

        other = copy(root)
        other.text = str(small)
        return other
    return with_parts(root, lambda one: smaller(one, large, small), lambda one: [smaller(one, large, small)])


def sized(node: ast.Node) -> Iterator[ast.Node]:
    """The expressions in a node that say how many there are of something."""
    match node:
        case ast.ForStmt(init=init, cond=ast.BinaryExpr(op=op) as cond) if op in COMPARISONS:
            yield cond
            if isinstance(init, ast.AssignStmt):
                yield from init.rhs
        case ast.RangeStmt(x=ast.BasicLit() | ast.Ident() as x):
            yield x
        case ast.CallExpr(fun=ast.Ident(name="make"), args=args):
            yield from args[1:]
        case ast.CallExpr(fun=fun, args=args):
            name = fun.sel.name if isinstance(fun, ast.SelectorExpr) else fun.name if isinstance(fun, ast.Ident) else ""
            if name in COUNTED or name.startswith("New"):
                yield from (x for x in args if isinstance(x, (ast.BasicLit, ast.Ident)))


def countable(root: ast.Node) -> Iterator[ast.Node]:
    """Literals and names below a node; not those of a time, such as 50 in `50 * time.Millisecond`."""
    if is_duration(root):
        return
    if isinstance(root, (ast.BasicLit, ast.Ident)):
        yield root
    for child in children(root):
        yield from countable(child)


def children(node: ast.Node) -> list[ast.Node]:
    below: list[ast.Node] = []
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        several = value if isinstance(value, (list, tuple)) else (value,)
        below += [one for one in several if isinstance(one, ast.Node)]
    return below


def is_duration(node: ast.Node) -> bool:
    return isinstance(node, ast.BinaryExpr) and node.op == "*" and (is_time(node.x) or is_time(node.y))


def is_time(x: ast.Expr) -> bool:
    return any(isinstance(n, ast.SelectorExpr) and isinstance(n.x, ast.Ident) and n.x.name == "time" for n in nodes(x))


def given(node: ast.Node, names: set[str], takes: Mapping[str, Sequence[str]]) -> Iterator[ast.Node]:
    """The values that a declaration, assignment or call gives to variables, constants or parameters with these names.
    takes: the parameters of functions."""
    match node:
        case ast.CallExpr(fun=ast.Ident(name=name) | ast.SelectorExpr(sel=ast.Ident(name=name)), args=args):
            yield from (arg for arg, parameter in zip(args, takes.get(name, ()), strict=False) if parameter in names)
        case ast.ValueSpec(names=left, values=right) | ast.AssignStmt(lhs=left, rhs=right) if len(left) == len(right):
            yield from (y for x, y in zip(left, right, strict=True) if isinstance(x, ast.Ident) and x.name in names)


LONGEST = 18
"""Digits of a count."""


def number(node: ast.Node) -> int:
    """The value of a decimal literal, else -1, as of one that is too long for any count."""
    if not isinstance(node, ast.BasicLit) or node.kind != "int":
        return -1
    text = node.text.replace("_", "")
    if len(text) > LONGEST:
        return -1
    return int(text) if text.isdecimal() and (text[0] != "0" or text == "0") else -1
