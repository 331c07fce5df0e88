"""Looks ahead from a state: the nearest defect, or that there is none, within a small budget."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.step import Successor
from chancheck.program.program import Program
from chancheck.records import dataclass, field

END, DEADLOCK, LEAK, PANIC, FAILURE, UNKNOWN = "end", "deadlock", "leak", "panic", "failure", "unknown"
WELL, ENDLESS, OPEN = "well", "endless", "open"
FAILED, NO_GOROUTINES = "fatal: the test failed", "fatal: no goroutines"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended. kind: "end" if nothing is wrong."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The end of the runs from a state. kind: of the nearest defect, `steps` away; or "well": no run has one, and
    from everywhere main can end; "endless": no run has one, but some never end; "open": the budget was used up."""

    kind: str
    steps: int = 0
    states: int = 0


def ending_of(program: Program, state: State, kind: str = "", text: str = "") -> Ending:
    """Of a state without moves, or of the step (kind, text: see Successor.halted) that ended the run."""
    if kind == "fault":
        sort = FAILURE if text == FAILED else DEADLOCK if text.startswith(NO_GOROUTINES) else PANIC
        return Ending(sort, text.removeprefix("fatal: "))
    if kind:
        return Ending(END if kind == "exit" else UNKNOWN, text)
    if not state.root_returned:
        return Ending(DEADLOCK, "all goroutines are asleep")
    left = [g for g in state.goroutines if not g.helper and not may_stay(program, g)]
    return Ending(LEAK, f"{len(left)} blocked forever") if left else Ending(END)


def may_stay(program: Program, g: GoroutineState) -> bool:
    return any(program.functions[frame.function].ignore_leak for frame in g.frames)


@dataclass(slots=True)
class Node:
    """A state that was reached. before: the node and the move that led to it; ending: if it has no moves."""

    state: State | None
    depth: int
    before: tuple[int, int] | None
    ending: Ending | None = None
    after: list[int] = field(default_factory=list)


class Neighbourhood:
    """The states around one, breadth first. complete: all were visited."""

    def __init__(self, program: Program, machine: Machine) -> None:
        self.program, self.machine = program, machine
        self.nodes: list[Node] = []
        self.numbers: dict[State, int] = {}
        self.complete = False

    def explore(self, start: State, most: int, seconds: float, until_defect: bool = False) -> None:
        limit = time.monotonic() + seconds
        self.add(start, None, 0)
        todo = deque([0])
        while todo:
            at = todo.popleft()
            if time.monotonic() > limit or (until_defect and self.defect() is not None):
                return
            if not self.expand(at, todo, most):
                return
        self.complete = True

    def add(self, state: State | None, before: tuple[int, int] | None, depth: int) -> int:
        self.nodes.append(Node(state, depth, before))
        if state is not None:
            self.numbers[state] = len(self.nodes) - 1
        return len(self.nodes) - 1

    def expand(self, at: int, todo: deque[int], most: int) -> bool:
        """Add what a node leads to; whether there was room for it."""
        node = self.nodes[at]
        if node.state is None:
            return True
        successors = list(self.machine.successors(node.state))
        if not successors:
            node.ending = ending_of(self.program, node.state)
        for move, s in enumerate(successors):
            number = self.numbers.get(s.state) if s.state is not None else None
            if number is None:
                if len(self.nodes) >= most:
                    return False
                number = self.add(s.state, (at, move), node.depth + 1)
                self.nodes[number].ending = halting(self.program, node.state, s)
                todo.append(number)
            node.after.append(number)
        return True

    def defect(self) -> Node | None:
        """The nearest one."""
        bad = (n for n in self.nodes if n.ending is not None and n.ending.kind not in (END, UNKNOWN))
        return min(bad, key=lambda n: n.depth, default=None)

    def all_can_end(self) -> bool:
        """Whether from every state a run leads to a good end."""
        before: dict[int, list[int]] = {}
        for n, node in enumerate(self.nodes):
            for after in node.after:
                before.setdefault(after, []).append(n)
        todo = [n for n, node in enumerate(self.nodes) if node.ending is not None]
        seen = set(todo)
        while todo:
            for n in before.get(todo.pop(), ()):
                if n not in seen:
                    seen.add(n)
                    todo.append(n)
        return len(seen) == len(self.nodes)

    def way(self, number: int) -> tuple[int, ...]:
        """The moves that lead to a node."""
        out: list[int] = []
        while (before := self.nodes[number].before) is not None:
            number, move = before
            out.append(move)
        return tuple(out[::-1])


def halting(program: Program, state: State, s: Successor) -> Ending | None:
    """How a step ended the run, if it did."""
    return ending_of(program, state, *s.halted) if s.halted is not None else None


def outlook(program: Program, machine: Machine, state: State, most: int, seconds: float) -> Outlook:
    around = Neighbourhood(program, machine)
    around.explore(state, most, seconds, until_defect=True)
    defect = around.defect()
    if defect is not None and defect.ending is not None:
        return Outlook(defect.ending.kind, defect.depth, len(around.nodes))
    unknown = any(n.ending is not None and n.ending.kind == UNKNOWN for n in around.nodes)
    if not around.complete or unknown:
        return Outlook(OPEN, 0, len(around.nodes))
    return Outlook(WELL if around.all_can_end() else ENDLESS, 0, len(around.nodes))


def outlooks(
    program: Program, machine: Machine, state: State, successors: list[Successor], most: int, seconds: float
) -> Iterator[Outlook]:
    """Of each move, with a share of the budget."""
    for s in successors:
        if s.state is None:
            ending = halting(program, state, s)
            yield Outlook(ending.kind if ending is not None and ending.kind != END else WELL, 0, 1)
        else:
            yield outlook(program, machine, s.state, most, seconds / len(successors))
