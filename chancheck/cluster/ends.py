"""Which states of a partitioned search never come to an end, and the bottom components among them.

Shards mark the states from which a run can end at once, and then backwards all that lead to them: along the steps by
which states were first reached, which shards know, and along all steps of the states that are left, which are taken
once more. No step leads from what then is left to a state that is marked. It is a space of its own, and goes
to one place, where the core finds its bottom components.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chancheck.cluster.part import Begin, Job, opened
from chancheck.cluster.search import Partitioned

if TYPE_CHECKING:
    from chancheck._core import Report


def find_components(search: Partitioned) -> list[Report]:
    """Reports of bottom components; their runs lead to states of shards."""
    transport = search.transport
    ends = [b"".join(seen.ends for seen in each) for each in search.with_seen().seen]
    spread(search, transport.each("mark", [(states,) for states in ends]))
    if all_good(search):
        return []
    search.rounds("ask", "answer")
    spread(search, transport.each("marked"))
    if all_good(search):
        return []
    rests = transport.each("rest", [(starts,) for starts in search.progress.levels])
    return judged(search.job, [batch for level in zip(*rests, strict=True) for batch in level if batch])


def spread(search: Partitioned, marked: list[list[bytes]]) -> None:
    """Marks that go to other shards, until there are none."""
    while any(batch for each in marked for batch in each):
        to = [b"".join(each[shard] for each in marked) for shard in range(search.transport.count)]
        marked = search.transport.each("mark", [(states,) for states in to])


def all_good(search: Partitioned) -> bool:
    states = search.transport.each("state")
    search.look(states)
    return all(state["goods"] == state["states"] for state in states)


def judged(job: Job, rests: list[bytes]) -> list[Report]:
    alone = opened(job, Begin(0, 1))
    alone.judge(rests)
    return alone.reports(0)
