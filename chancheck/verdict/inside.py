"""Waits inside a call of the library, in the words of its caller: the insides of a model do not show.

Models say it above their functions, in parts between semicolons (docs/packages.md):

    //chancheck:inside STATE; needs ACT OF ANOTHER GOROUTINE; needs ...; joins; runs METHOD; as NAME; returned
"""

from __future__ import annotations

from functools import cache

from chancheck.machine.state import FrameState, GoroutineState
from chancheck.machine.step import Stack
from chancheck.program.program import OFFSET_BITS, Function
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos, is_library
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Run, stack_of

RUNNER = "runner"
"""The state of the goroutine that runs the tests."""


@dataclass(frozen=True, slots=True)
class Inside:
    """operation, state, needs, joins: as in Wait. runs: the library's function, with the literals in it, that a
    goroutine is in while others wait for it; one of its registers refers to the object."""

    operation: str
    state: str
    needs: tuple[str, ...] = ()
    joins: bool = False
    runs: str = ""


@dataclass(frozen=True, slots=True)
class Permits:
    """A function that takes permits, or gives them back. needs: as in Wait; cells: of the receiver, how many are taken
    and how many there are (numbers: the names of a model's fields are hidden)."""

    operation: str
    takes: bool
    needs: tuple[str, ...] = ()
    cells: tuple[int, ...] = ()


def inside_of(function: Function | None) -> Inside | None:
    """The words of the model for waits in this function; in its literals only if it returns them."""
    told = function.told.get("inside", "") if function is not None else ""
    return read_inside(told, function.name) if told and function is not None else None


@cache
def read_inside(told: str, name: str) -> Inside | None:
    state, parts = split(told)
    said = dict(parts)
    declared, literal, _ = name.partition(".func")
    if bool(literal) != ("returned" in said):
        return None
    operation = said.get("as") or ("a function of " if literal else "") + plain(declared)
    runs = f"{declared.rpartition('.')[0]}.{said['runs']}" if "runs" in said else ""
    return Inside(operation, state, needs(parts), "joins" in said, runs)


def permits(function: Function | None) -> Permits | None:
    """`//chancheck:permits takes; cells TAKEN SIZE; needs METHOD` or `//chancheck:permits gives` above a function."""
    told = function.told.get("permits", "") if function is not None else ""
    if not told or function is None:
        return None
    act, parts = split(told)
    cells = tuple(map(int, dict(parts).get("cells", "").split()))
    return Permits(plain(function.name), act == "takes", needs(parts), cells)


def split(told: str) -> tuple[str, list[tuple[str, str]]]:
    first, *parts = [part.strip() for part in told.split(";")]
    return first, [(word, rest.strip()) for word, _, rest in (part.partition(" ") for part in parts)]


def needs(parts: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(rest for word, rest in parts if word == "needs")


def plain(name: str) -> str:
    """A function of the library as it is written in texts: semaphore.Weighted.Acquire."""
    return name.rpartition("/")[2].replace("(*", "").replace(")", "").replace("[...]", "")


def inside(run: Run, names: Names, g: GoroutineState) -> Inside | None:
    """The call of the library that a goroutine of the last state rests in: the outermost that is known."""
    found = None
    for f, place in stack_of(run.machine, g):
        if names.is_own((f, place)):
            break
        found = (inside_of(run.machine.program.functions[f]) if f >= 0 else None) or found
    return found


def called(run: Run, name: str) -> Function | None:
    """The function of a name."""
    return next((f for f in run.machine.program.functions if f.name == name), None) if name else None


def made_inside(names: Names, target: tuple[int, int]) -> Inside | None:
    """The words of a model for waits for an object that one of its functions made."""
    made = names.program.shapes[names.shape_of(target)].place
    name = names.function_at(made) if is_library(names.pos(made)) else ""
    return inside_of(called(names.run, name))


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
