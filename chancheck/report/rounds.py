"""Rounds that a run repeats: shown once, with how often they come again."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.language import say
from chancheck.verdict.finding import Step

LONGEST_ROUND, WORTH = 16, 6
"""Steps of a round, and how many have to be left out."""


def without_repeats(trace: Sequence[Step]) -> list[Step | str]:
    """The steps, each repeated round only once; rounds are alike if the same goroutines are at the same places."""
    keys = [(s.goroutine, s.location, s.partner, s.partner_location, s.processor) for s in trace]
    out: list[Step | str] = []
    at = 0
    while at < len(trace):
        length, times = round_at(keys, at)
        out += trace[at : at + length]
        if times > 1:
            what = say("the step above") if length == 1 else say("the {n} steps above", n=length)
            last = trace[at + length * times - 1].number
            out.append(say("x{times}: {what}, up to step {last} (-v shows all)", times=times, what=what, last=last))
        at += length * times
    return out


def round_at(keys: Sequence[object], at: int) -> tuple[int, int]:
    """The length of the round that begins there and how often it is there; (1, 1) without one."""
    best = (1, 1)
    for length in range(1, LONGEST_ROUND + 1):
        times = 1
        while keys[at : at + length] == keys[at + length * times : at + length * (times + 1)]:
            times += 1
        saved = (times - 1) * length
        if saved >= WORTH and saved > (best[1] - 1) * best[0]:
            best = (length, times)
    return best
