"""Waits inside a call of the library, in the words of its caller: what a model waits with is its own business."""

from __future__ import annotations

from chancheck.machine.state import FrameState, GoroutineState
from chancheck.machine.step import Stack
from chancheck.program.program import OFFSET_BITS
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Run, stack_of


@dataclass(frozen=True, slots=True)
class Inside:
    """operation, state, needs, joins: as in Wait. runs: the library's function, with the literals in it, that a
    goroutine is in while it has what others wait for; one of its registers refers to the object."""

    operation: str
    state: str = ""
    needs: tuple[str, ...] = ()
    joins: bool = False
    runs: str = ""


SYNC = "golang.org/x/sync"
INSIDE = {
    f"{SYNC}/errgroup.(*Group).Go": Inside("errgroup.Group.Go", "limit", ("end a function of it",)),
    f"{SYNC}/errgroup.(*Group).Wait": Inside("errgroup.Group.Wait", "active", ("end its functions",), True),
    f"{SYNC}/singleflight.(*Group).Do": Inside(
        "singleflight.Group.Do", "duplicate", ("end that call",), False, f"{SYNC}/singleflight.(*Group).run"
    ),
    f"{SYNC}/semaphore.(*Weighted).never": Inside("semaphore.Weighted.Acquire", "excess", ("cancel its context",)),
    "sync.(*Once).Do": Inside("sync.Once.Do", "once"),
    "sync.OnceFunc.func1": Inside("a function of sync.OnceFunc", "once"),
    "sync.OnceValue[...].func1": Inside("a function of sync.OnceValue", "once"),
    "sync.OnceValues[...].func1": Inside("a function of sync.OnceValues", "once"),
    "io.(*pipe).read": Inside("io.PipeReader.Read", "pipe", ("write to the pipe", "close it")),
    "io.(*pipe).write": Inside("io.PipeWriter.Write", "pipe", ("read from the pipe", "close it")),
    "testing.(*T).Run": Inside("testing.T.Run", "subtest", (), True),
    "testing.(*common).run": Inside("testing", "runner", (), True),
}
"""Functions of the library in which goroutines wait for each other."""


def inside(run: Run, names: Names, g: GoroutineState) -> Inside | None:
    """The call of the library that a goroutine of the last state rests in: the outermost that is known."""
    found = None
    for f, place in stack_of(run.machine, g):
        if names.is_own((f, place)):
            break
        found = INSIDE.get(run.machine.program.functions[f].name, found) if f >= 0 else found
    return found


def running(run: Run, names: Names, g: GoroutineState, function: str, object: int) -> Pos | None:
    """Where the user's code made the call in which a goroutine runs the library's function with the object; None if it
    does not, no place if the library made it."""
    functions = run.machine.program.functions
    stack: Stack = stack_of(run.machine, g)
    for n, frame in enumerate(reversed(g.frames)):
        if functions[frame.function].name.startswith(function) and refers(run, frame, object):
            outer = (names.pos(p) for f, p in stack[n:] if names.is_own((f, p)))
            return next(outer, NO_POS)
    return None


def refers(run: Run, frame: FrameState, object: int) -> bool:
    kinds, number = run.machine.program.functions[frame.function].registers, run.objects.index(object) + 1
    return any(k == "r" and cell >> OFFSET_BITS == number for k, cell in zip(kinds, frame.registers, strict=False))
