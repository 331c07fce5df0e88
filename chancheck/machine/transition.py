"""One step of a run, by indices."""

from __future__ import annotations

from typing import NamedTuple

DEFAULT, YIELD, END, CRASH, TURN = -1, -2, -3, -4, -5
"""Pseudo-alternatives: a select's default; local code continues; the root goroutine returns; an uncaught panic ends the
run; a processor takes or gives up a goroutine (`rule` says how, `peer_alternative` from which processor)."""


class Transition(NamedTuple):
    """One step, by indices that mean something in the (canonical) state it leaves from.

    goroutine, alternative, rule: the goroutine that moves, the alternative of its site, and the rule of the operation;
    peer, peer_alternative: its partner (-1: none); choices: the values of `choose` met by the local code that follows,
    the mover's first, then the peer's. processor: with a scheduler, on which the step is made (-1: on none, a blocking
    call ends).
    """

    goroutine: int
    alternative: int
    rule: int = 0
    peer: int = -1
    peer_alternative: int = 0
    choices: tuple[int, ...] = ()
    processor: int = -1

    @property
    def goroutines(self) -> tuple[int, ...]:
        """Those that move."""
        return tuple(i for i in (self.goroutine, self.peer) if i >= 0)


Trace = tuple[Transition, ...]
