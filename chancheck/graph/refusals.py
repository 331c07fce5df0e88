"""What is not supported, where an entry need not come to it: a statement that ends the run.

The analyses see a statement without effects. Nothing is claimed of what lies behind: where a run comes there, the entry
is refused.
"""

from __future__ import annotations

from chancheck.diagnostic import Diagnostic
from chancheck.graph import ops
from chancheck.syntax import ast
from chancheck.types.checker import UNSUPPORTED
from chancheck.types.jumps import statements

REFUSE = "internal/text.Refuse"
"""The intrinsic that ends a run, with what is not supported as its operand."""

LAST = (ops.Jump, ops.If, ops.Select, ops.Return, ops.Panic)


def are_refusals(found: list[Diagnostic]) -> bool:
    """Whether the code is right, as far as can be seen, but not supported."""
    return bool(found) and all(problem.code == UNSUPPORTED for problem in found)


def has_labels(stmts: list[ast.Stmt]) -> bool:
    """Whether control may come to these statements otherwise than from above."""
    return any(isinstance(s, ast.LabeledStmt) for s, _ in statements(stmts, ()))


def is_open(block: ops.Block) -> bool:
    """Whether nothing says where control goes behind a block."""
    return not block.instrs or not isinstance(block.instrs[-1], LAST)
