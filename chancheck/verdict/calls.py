"""The steps of a run by the calls that the user's code made: what a model does inside belongs to the call."""

from __future__ import annotations

from chancheck.machine.step import Stack
from chancheck.verdict.history import Call
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Mover, Run


def calls_of(run: Run, names: Names) -> list[Call]:
    """All calls, in the order in which they took their first steps."""
    out: list[Call] = []
    latest: dict[int, Call] = {}
    for n, event in enumerate(run.events):
        call = call_at(n, event.mover, names)
        before = latest.get(call.goroutine)
        if before is not None and goes_on(before, call):
            before.events.append(n)
            before.receiver = before.receiver or call.receiver
        else:
            out.append(call)
            latest[call.goroutine] = call
    return out


def call_at(n: int, m: Mover, names: Names) -> Call:
    depth = names.call_depth(m.stack)
    if depth < 0:
        outer = () if any(map(names.is_own, m.stack)) else bottom(m.stack)
        return Call(m.goroutine, [n], "", 0, outer, m.entered)
    name, receiver = names.called(m.stack), m.receivers.get(depth, 0)
    return Call(m.goroutine, [n], name, receiver, m.stack[depth + 1 :], m.entered)


def bottom(stack: Stack) -> Stack:
    """Of a goroutine that is in the library only: the function it began with."""
    return ((stack[-1][0], -1),) if stack else ()


def goes_on(before: Call, call: Call) -> bool:
    """Whether the second is more of the first: called from the same place, and not begun again."""
    same = (before.name, before.outer, before.entered) == (call.name, call.outer, call.entered)
    return same and bool(call.outer)
