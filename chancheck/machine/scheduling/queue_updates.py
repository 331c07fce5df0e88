"""Updates of the run queues by each step. They depend on the queues and on the goroutines that take part, not on the
contents of goroutines and objects."""

from __future__ import annotations

from typing import NamedTuple

from chancheck.machine.scheduling.run_queues import NONE, Processors, Rota
from chancheck.machine.state import QueueCells, Queues
from chancheck.machine.transition import TURN, Transition
from chancheck.program import scheduler as S

GOES_ON, YIELDS, HANDS_OVER = range(3)


class Effect(NamedTuple):
    """The effect of a step on queues, for any goroutine that takes it. goes: what its actor does; returns: the peer
    comes back from a blocking call; done: waiters that completed their operation, in the order in which they are
    queued; again: those that try again; heirs: those of them with an heir that insists from now on; started:
    goroutines that need a processor."""

    goes: int = GOES_ON
    returns: bool = False
    done: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    heirs: tuple[int, ...] = ()
    started: tuple[int, ...] = ()


NOTHING = Effect()


class Shift(NamedTuple):
    """An effect with the goroutines that it concerns in a state: processor, mover, peer (-1: none), which of the two
    continues, and the goroutines that are done, try again, insist."""

    processor: int
    mover: int
    peer: int
    actor: int
    effect: Effect = NOTHING
    done: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    insist: tuple[int, ...] = ()


Origin = tuple[int, ...] | None
"""Of the goroutines in the new state, see Successor; None: none came or ended."""


class QueueUpdates:
    """Queues, each distinct one stored once, and where steps lead from them."""

    def __init__(self, rota: Rota) -> None:
        self.rota = rota
        self.known: dict[QueueCells, Queues] = {}

    def stored(self, cells: QueueCells) -> Queues:
        queues = self.known.get(cells)
        if queues is None:
            queues = self.known[cells] = Queues.of(cells)
        return queues

    def initial(self) -> Queues:
        return self.stored(self.rota.initial())

    def picks(self, queues: Queues, p: int) -> list[tuple[Transition, Queues]]:
        """How a free processor can take a goroutine."""
        return [self.pick(queues, p, *pick) for pick in Processors(self.rota, queues).picks(p)]

    def pick(self, queues: Queues, p: int, number: int, victim: int) -> tuple[Transition, Queues]:
        after = Processors(self.rota, queues)
        after.pick(p, number, victim)
        move = len(self.rota.scheduler.gives_up) + number
        t = Transition(after.running[p], TURN, move, -1, max(victim, 0), processor=p)
        return t, self.stored(after.stored(None))

    def given_up(self, queues: Queues, g: int, move: int) -> Queues:
        """The processor that runs a goroutine gives it up."""
        after = Processors(self.rota, queues)
        if move == S.PREEMPT:
            after.leave(g)
            after.shared.append(g)
        else:
            after.park(g, move == S.INSIST)
        return self.stored(after.stored(None))

    def apply(self, queues: Queues, shift: Shift, origin: Origin) -> Queues:
        """After a step of goroutines."""
        after = Processors(self.rota, queues)
        apply_shift(after, shift)
        number = None if origin is None else {old: new for new, old in enumerate(origin)}
        return self.stored(after.stored(number))


def apply_shift(after: Processors, shift: Shift) -> None:
    """The goroutines that the step enables become runnable, in order: its partner, those that waited, those that it
    starts."""
    p, mover, peer, actor, effect, done, again, insist = shift
    if actor in after.woken:
        after.woken.remove(actor)
    for g in (mover, peer):
        if g < 0 or g == actor:
            continue
        after.unpark(g)
        if effect.returns:
            after.shared.append(g)
        else:
            after.run_next(p, g)
    after.insisting += insist
    for g in (*done, *again):
        after.unpark(g)
        if g in again:
            after.woken.append(g)
        after.run_next(p, g)
    if effect.goes != GOES_ON and actor != NONE:
        after.leave(actor)
        if effect.goes == YIELDS:
            after.shared.append(actor)
        else:
            after.append(p, actor)
    for g in effect.started:
        after.run_next(p, g)
