"""How full channels ever get when there is plenty of room."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from chancheck.machine.caching import CachingMachine
from chancheck.machine.state import State
from chancheck.program.program import Program
from chancheck.size.channels import Channel

STATES = 20_000


def highest_fills(program: Program, channels: Sequence[Channel]) -> tuple[int, ...] | None:
    """The most elements in any channel made at each place, over all reachable states; None with too many states.

    program: lowered with capacities that are never reached, or are the largest of interest.
    """
    number = {channel.place: i for i, channel in enumerate(channels)}
    shapes = {n: number[at] for n, s in enumerate(program.shapes) if (at := program.places[s.place][:3]) in number}
    highest = [0] * len(channels)
    machine = CachingMachine(program)
    start = machine.initial()
    seen, todo = {start}, deque([start])
    while todo:
        state = todo.popleft()
        note(state, shapes, highest)
        for successor in machine.successors(state):
            after = successor.state
            if after is not None and after not in seen:
                seen.add(after)
                todo.append(after)
        if len(seen) > STATES:
            return None
    return tuple(highest)


def note(state: State, shapes: dict[int, int], highest: list[int]) -> None:
    for obj in state.objects:
        if obj.shape in shapes:
            i = shapes[obj.shape]
            highest[i] = max(highest[i], len(obj.tail))
