"""One step of a run, by indices."""

from __future__ import annotations

from typing import NamedTuple

DEFAULT, YIELD, END, CRASH, TURN = -1, -2, -3, -4, -5
"""Pseudo-alternatives: a select's default; local code goes on; the root goroutine returns; an uncaught panic ends the
run; a processor takes or gives up a goroutine (`rule` says how, `peer_alternative` from whom)."""


class Transition(NamedTuple):
    """One step, by indices that mean something in the (canonical) state it leaves from.

    goroutine, alternative, rule: who moves, by which alternative of its site and which of the operation's rules;
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


Trace = tuple[Transition, ...]
