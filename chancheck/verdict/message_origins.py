"""Whose value a step receives, where values wait in an object between two steps: first in, first out."""

from __future__ import annotations

from typing import NamedTuple

from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.step import Successor
from chancheck.program.program import OFFSET_BITS
from chancheck.program.rules import Front, Pop, Push, Result, Rule


class Delivery(NamedTuple):
    """A value that was put into an object in an earlier step (or this one), and taken out."""

    sender: int
    step: int  # in which it was put there
    receiver: int


class Values:
    """The goroutines that put values into objects. Goroutines and objects by their names in the run."""

    def __init__(self) -> None:
        self.waiting: dict[int, list[tuple[int, int]]] = {}

    def moved(self, machine: Machine, state: State, s: Successor, ids: list[int], objects: list[int],
              number: int) -> list[Delivery]:  # fmt: skip
        """The values that step `number` takes out and puts in, by the mover and by goroutines that it enables."""
        t = s.transition
        me = state.goroutines[t.goroutine]
        site = machine.site(me)
        if s.state is None or t.alternative < 0 or site is None:
            return []
        a = site.alternatives[t.alternative]
        at = me.operand(a) >> OFFSET_BITS
        if at not in s.outcome.objects:
            return []
        rule = machine.program.operations[a.operation].rules[t.rule]
        waiting = self.waiting.setdefault(objects[at - 1], [])
        out: list[Delivery] = []

        def take(receiver: int) -> None:
            if waiting:
                out.append(Delivery(*waiting.pop(0), receiver))

        if takes(rule):
            take(ids[t.goroutine])
        if puts(rule):
            waiting.append((ids[t.goroutine], number))
        more = len(s.outcome.objects[at].tail) - len(state.objects[at - 1].tail) - puts(rule) + takes(rule)
        for j in let_go(state, s)[: abs(more)]:
            if more > 0:
                waiting.append((ids[j], number))
            else:
                take(ids[j])
        return out


def puts(rule: Rule) -> bool:
    return any(isinstance(e, Push) for e in rule.effects)


def takes(rule: Rule) -> bool:
    given = any(isinstance(e, Result) and isinstance(e.value, Front) for e in rule.effects)
    return given and any(isinstance(e, Pop) for e in rule.effects)


def let_go(state: State, s: Successor) -> list[int]:
    """Goroutines that advanced in a step of another one."""
    assert s.state is not None

    def place(g: GoroutineState) -> list[tuple[int, int]]:
        return [(frame.function, frame.pc) for frame in g.frames]

    others = ((new, old) for new, old in enumerate(s.origin) if old >= 0)
    movers = (s.transition.goroutine, s.transition.peer)
    before, after = state.goroutines, s.state.goroutines
    return [old for new, old in others if old not in movers and place(before[old]) != place(after[new])]
