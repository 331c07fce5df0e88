"""Sites: where a goroutine stands and offers operations."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.body import Body
from chancheck.lower.code import Label, Offer
from chancheck.program.liveness import span
from chancheck.program.rules import Operation, Result
from chancheck.types import types as T


def perform(b: Body, name: str, args: list[ops.Operand], dsts: list[ops.Var | None],
            extra: tuple[int, ...] = ()) -> None:  # fmt: skip
    """A site with one alternative."""
    following = Label()
    b.operate([alternative(b, name, args, dsts, extra)], [following], None)
    b.bind(following)


def alternative(b: Body, name: str, args: list[ops.Operand], dsts: list[ops.Var | None],
                extra: tuple[int, ...] = ()) -> Offer:  # fmt: skip
    operation = b.tables.operation_of(name)
    operands = [operand(b, x) for x in args] + [(b.const(k), 1) for k in extra]
    if operands and not name.startswith("chan.") and isinstance(args[0].type.underlying(), T.Pointer):
        b.emit("nilcheck", operands[0][0])
    results = [-1] * result_count(b, operation)
    widths = [0] * len(results)
    written = 0
    for n, dst in enumerate(dsts):
        if dst is not None and (cells := layout.width(dst.type)):
            results[n], widths[n] = b.var(dst), cells
            written |= span(results[n], cells)
    return Offer(b.tables.operation(name), b.place, tuple(operands), tuple(results), tuple(widths), written)


def operand(b: Body, x: ops.Operand) -> tuple[int, int]:
    """Values without cells count as one cell: they are sent and received as well."""
    cells = layout.width(x.type)
    return (b.value(x), cells) if cells else (b.const(0), 1)


def result_count(b: Body, operation: Operation) -> int:
    known = b.tables.result_counts.get(operation.name)
    if known is None:
        given = [e.index for r in operation.rules for e in r.effects if isinstance(e, Result) and not e.peer]
        known = b.tables.result_counts[operation.name] = max(given, default=-1) + 1
    return known
