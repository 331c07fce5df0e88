"""A rule of thumb for the repair of a finding, in one sentence; none where no rule fits."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.verdict.finding import Finding
from chancheck.verdict.waits import Cycle, Loop, Wait, Waiting

PANICS = {
    "send on closed channel": "close a channel only after all its senders are done, or let them select on a second one",
    "close of closed channel": "close the channel in one place, or by a sync.Once",
    "negative WaitGroup counter": "call Add before the goroutine starts, and Done once for each Add",
    "WaitGroup is reused": "call Add before the goroutine starts, never while another one waits",
    "unlock of unlocked": "unlock exactly once for each lock, best by defer behind it",
    "concurrent map": "guard every access to the map with one lock, or use a sync.Map",
}
LOCKS = ("sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock")


def repair(finding: Finding) -> str:
    if finding.kind == "panic":
        return next((text for words, text in PANICS.items() if words in finding.message), "")
    if finding.kind == "race":
        return "guard both accesses with one lock, or order them by a channel"
    return next(rules(finding), "")


def rules(finding: Finding) -> Iterator[str]:
    waits = [reason for reason in finding.why if isinstance(reason, Waiting)]
    yield from of_locks(finding, waits)
    for reason in waits:
        if text := of_conditions(finding, reason.wait) or of_workers(finding, reason.wait) or of_wait(reason):
            yield text
    if any(isinstance(reason, Loop) for reason in finding.why):
        yield "give the loop a way out: return where nothing more can come (break leaves only the select)"


def of_locks(finding: Finding, waits: list[Waiting]) -> Iterator[str]:
    locks = [reason for reason in waits if reason.wait.operation in LOCKS]
    if any(holder.ended for reason in locks for holder in reason.wait.holders):
        yield "unlock on every path, best by defer behind the lock"
    if any(holder.asks for reason in locks for holder in reason.wait.holders):
        yield "take a read lock once only, and call what expects it to be held while a writer may come"
    if any(list(reason.wait.held_by) == list(reason.goroutines) for reason in locks):
        yield "locks are not reentrant: unlock before the call, or call a variant that expects the lock to be held"
    cycle = next((reason for reason in finding.why if isinstance(reason, Cycle)), None)
    inside = [r for r in locks if cycle is not None and set(r.goroutines) & set(cycle.goroutines)]
    if len(inside) > 1:
        yield "take the locks in the same order everywhere"
    elif inside:
        yield "do not wait for another goroutine while you hold a lock that it needs"


def of_conditions(finding: Finding, wait: Wait) -> str:
    """Of a Cond that goroutines wait on at several places, each for a condition of its own."""
    if wait.operation != "sync.Cond.Wait" or not any(past.verb == "Signal" for past in wait.past):
        return ""
    waits = {(g.location, w.operation, w.on, w.number) for g in finding.goroutines for w in g.waits}
    places = {place for place, *what in waits if what == [wait.operation, wait.on, wait.number]}
    return "Signal wakes any one waiter: call Broadcast, or use one Cond for each condition" if len(places) > 1 else ""


def of_workers(finding: Finding, wait: Wait) -> str:
    """Of a send that is still needed, after the goroutines that received have returned."""
    if finding.kind != "deadlock" or wait.operation != "chan send" or wait.helpers:
        return ""
    left = any(gone.verb == "receive" for gone in wait.gone)
    return (
        "let the receivers go on until the channel is closed, or let them tell the sender that they stop"
        if left
        else ""
    )


INSIDE = {
    "limit": "raise the limit, or let no function of the group wait for a later one",
    "active": "",
    "excess": "ask for no more permits than the semaphore has",
    "once": "let the function of a Once not wait for a goroutine that calls Do",
    "duplicate": "let a call of singleflight wait for no other call with its key",
    "context": "call the cancel function of the context, best by defer",
    "pipe": "close each end of the pipe when it is used no more, best by defer",
    "subtest": "",
}
"""Of waits inside calls of the library."""


def of_wait(reason: Waiting) -> str:
    wait = reason.wait
    if wait.state in INSIDE:
        return INSIDE[wait.state]
    if wait.state == "nil" and wait.on.endswith(".Done()"):
        return "derive a context with a cancel function: one that is never cancelled ends no wait"
    if wait.state == "nil":
        return "make the channel before it is used"
    if wait.state == "timer":
        stops = [past for past in wait.past if past.verb == "Stop"]
        fired = any(past.verb == "receive" for past in wait.past)
        if stops and (not fired or stops[-1].goroutine not in reason.goroutines):
            return "end the wait by a channel of its own: Stop closes nothing"
        return "drain a timer by a select with default; since Go 1.23 Stop and Reset leave nothing to drain"
    if wait.state == "permits":
        return "release each permit by defer, and take all permits that a task needs at once"
    if wait.state == "count" and any(not gone.verb for gone in wait.gone):
        return "call Done by defer, first thing in the goroutine"
    if wait.operation == "sync.Cond.Wait":
        return "wait in a loop that checks the condition under the lock, and change the condition under the lock"
    if wait.helpers or wait.holders:
        return ""
    return {
        "chan send": "give the channel room for what may be left, or select on a done channel beside the send",
        "chan receive": "close the channel when its last sender is done, or select on a second channel beside it",
    }.get(wait.operation, "")
