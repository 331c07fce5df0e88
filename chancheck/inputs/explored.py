"""The uses of inputs in all states of a program, as the executable definition visits them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from chancheck.deadline import poll
from chancheck.inputs.code import Given, InputMachine
from chancheck.inputs.terms import NotLinear, Record, Site
from chancheck.machine.state import State
from chancheck.program.program import Program

STATES = 20_000


def recorded(program: Program) -> Record:
    """Raises NotLinear where the program does more with an input than terms describe, or has too many states."""
    record = Record()
    machine = InputMachine(program, record)
    start = machine.initial()._replace(output=b"")
    numbers, todo = {start: 0}, deque([start])
    edges: list[list[tuple[int, tuple[Site, ...]]]] = [[]]
    while todo:
        poll()
        state = todo.popleft()
        for after, sites in steps(machine, state):
            if after not in numbers:
                numbers[after] = len(numbers)
                edges.append([])
                todo.append(after)
            edges[numbers[state]].append((numbers[after], sites))
        if len(numbers) > STATES:
            raise NotLinear(f"has more than {STATES:,} states with inputs followed")
    if record.joined & given_again(edges):
        raise NotLinear("relates an input to another one of the same call of check.Int, which runs several times")
    return record


def steps(machine: InputMachine, state: State) -> list[tuple[State, tuple[Site, ...]]]:
    out = []
    try:
        for successor in machine.successors(state):
            if successor.state is not None:
                events: Sequence[object] = successor.outcome.events
                sites = tuple(event.site for event in events if isinstance(event, Given))
                out.append((successor.state._replace(output=b""), sites))
    except (TypeError, AttributeError, IndexError) as error:  # a term where the definition expects a number
        raise NotLinear("computes with an input") from error
    return out


def given_again(edges: list[list[tuple[int, tuple[Site, ...]]]]) -> set[Site]:
    """Calls of check.Int that some run makes more than once."""
    every = {site for out in edges for _, sites in out for site in sites}
    again = {site for out in edges for _, sites in out for site in sites if sites.count(site) > 1}
    for site in every - again:
        after = {n for out in edges for n, sites in out if site in sites}
        todo = [*after]
        while todo:
            for n, sites in edges[todo.pop()]:
                if site in sites:
                    again.add(site)
                if n not in after:
                    after.add(n)
                    todo.append(n)
    return again
