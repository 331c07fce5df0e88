"""The reasons of a finding as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancheck.source import NO_POS, Pos
from chancheck.verdict.finding import Finding, GoroutineReport
from chancheck.verdict.waits import Background, Cycle, Gone, Helper, Holder, Loop, Past, Reason, Remark, Wait, Waiting

MOST_REASONS = 8
MOST_NAMED = 3


def sentences(finding: Finding) -> list[str]:
    """Why: at most MOST_REASONS sentences, and all remarks."""
    said = [sentence(reason) for reason in finding.why if not isinstance(reason, Remark)]
    if finding.also:
        said = [*said[:MOST_REASONS], f"the same defect shows at {listed([pos.short for pos in finding.also])}"]
    return [*said[: MOST_REASONS + 1], *(r.text for r in finding.why if isinstance(r, Remark))]


def waits_for(goroutine: GoroutineReport) -> list[str]:
    return [sentence(Waiting((goroutine.id,), wait)) for wait in goroutine.waits]


def sentence(reason: Reason) -> str:
    match reason:
        case Waiting():
            return waiting(reason.goroutines, reason.wait)
        case Cycle():
            ids = [*reason.goroutines, reason.goroutines[0]]
            return f"goroutine {' → '.join(map(str, ids))}: deadlock cycle"
        case Loop():
            return loop(reason)
        case Remark():
            return reason.text
        case Background():
            started = listed([place.short for place in reason.places])
            return f"goroutines that package initialisation starts ({started}) do not end; they are no leaks of a test"


# --- waits ----------------------------------------------------------------------------------------


def waiting(ids: Sequence[int], wait: Wait) -> str:
    verb = "waits" if len(ids) == 1 else "wait"
    if wait.state == "nil" and wait.on.endswith(".Done()"):
        return f"{goroutines(ids)} {verb} on {wait.on}, which is nil: a context without cancel function is never done"
    if wait.state == "nil":
        what = f"nil channel {wait.on}" if wait.on else "nil channel"
        return f"{goroutines(ids)} {verb} on the {what}: no goroutine can ever wake it"
    on = f" on {wait.on}" if wait.on else ""
    made = f" (made at {wait.made.short})" if wait.made != NO_POS else ""
    parts = [*state(ids, wait), *parties(ids, wait)]
    return f"{goroutines(ids)} {verb} ({wait.operation}){on}{made}" + (f": {'; '.join(parts)}" if parts else "")


def state(ids: Sequence[int], wait: Wait) -> Iterator[str]:
    match wait.state:
        case "full":
            yield f"its buffer is full ({wait.amount} of {wait.of})"
        case "count":
            yield f"its counter is {wait.amount}"
        case "permits":
            yield permits(wait)
        case "limit":
            yield f"its limit of {numbered(wait.of, 'goroutine')} is reached"
        case "active":
            yield f"{numbered(wait.amount, 'function')} of it {'has' if wait.amount == 1 else 'have'} not returned"
        case "excess":
            yield "it asks for more permits than there are"
        case "timer":
            yield timer(wait.past)
    if wait.state != "timer" and wait.needs and wait.since:
        yield last_signal(ids, wait)


def numbered(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n != 1 else ''}"


def permits(wait: Wait) -> str:
    text = f"{wait.amount} of {wait.of} permits are"
    if not wait.holders:
        return f"{text} taken"
    names = goroutines(list(dict.fromkeys(h.goroutine for h in wait.holders)))
    places = dict.fromkeys(h.place.short for h in wait.holders[:MOST_NAMED])
    return f"{text} held by {names} ({', '.join(places)})"


def timer(past: Sequence[Past]) -> str:
    """The history of the timer: it fired and its value was received, or it was stopped."""
    said = []
    for p in past[-3:]:
        if p.verb == "receive":
            said.append(f"the timer fired and its value was received at {p.place.short} (step {p.step})")
        elif p.verb == "Stop":
            said.append(f"Stop was called at {p.place.short} (step {p.step})")
        elif p.verb == "Reset":
            said.append(f"Reset was called at {p.place.short} (step {p.step})")
    told = ", then ".join(said) if said else "the timer does not run"
    ending = "Stop closes no channel" if past and past[-1].verb == "Stop" else "only Reset makes it fire again"
    if past and past[-1].verb == "Stop" and any(p.verb == "receive" for p in past[-3:]):
        ending = "nothing is left to receive, and Stop closes no channel"
    return f"{told}; {ending}"


def last_signal(ids: Sequence[int], wait: Wait) -> str:
    if not wait.past:
        return f"no goroutine called {' or '.join(wait.needs)} before"
    last = wait.past[-1]
    if last.step < wait.since:
        return f"the last {last.verb} ({last.place.short}, step {last.step}) came before this Wait (step {wait.since})"
    woke = goroutines(last.woke) if last.woke else "another goroutine"
    again = ", which waits again" if set(last.woke) & set(ids) else ""
    return f"the last {last.verb} ({last.place.short}, step {last.step}) woke {woke}{again}"


def parties(ids: Sequence[int], wait: Wait) -> Iterator[str]:
    """The goroutine that holds it, or one that could still help."""
    if wait.state == "permits" and wait.holders:
        return
    if wait.holders:
        yield holders(ids, wait.holders, HOLDS.get(wait.state, ""))
    elif wait.state != "timer":
        yield from gone(wait)
        yield helpers(wait)


HOLDS = {
    "once": "runs its function",
    "duplicate": "is in the call with the same key",
    "pipe": "is in a call of it",
}
"""The act of a goroutine for which a call of the library waits."""


def holders(ids: Sequence[int], held: Sequence[Holder], does: str) -> str:
    if len(held) > MOST_NAMED:
        return f"goroutines {listed([str(h.goroutine) for h in held])} hold it"
    return ", ".join(holder(ids, h, does) for h in held)


def holder(ids: Sequence[int], h: Holder, does: str) -> str:
    who = f"goroutine {h.goroutine}{' itself' if [h.goroutine] == list(ids) else ''}"
    if h.ended:
        who += ", which has ended,"
    if does:
        return f"{who} {does}" + (f" since {h.place.short}" if h.place.line else "")
    since = f"since {h.place.short} ({h.operation})"
    if h.asks:
        return f"{who} waits for the lock {since}, and no reader can enter before it"
    return f"{who} holds it {since}"


def gone(wait: Wait) -> Iterator[str]:
    acted = [g for g in wait.gone if g.verb]
    if wait.state == "count":
        idle = [g for g in wait.gone if not g.verb]
        if idle:
            yield ", ".join(f"{ended(g)} and never called {wait.needs[0]}" for g in idle[:MOST_NAMED])
    elif acted:
        yield ", ".join(ended(g) for g in acted[:MOST_NAMED])
    elif not wait.helpers and wait.gone:
        yield ", ".join(ended(g) for g in wait.gone[:MOST_NAMED])


PASTS = {"send": "sent on it", "receive": "received from it", "close": "closed it"}


def ended(g: Gone) -> str:
    did = f", which {PASTS[g.verb]}," if g.verb in PASTS else ""
    how = f"ended in {g.call.rpartition('.')[2]}" if g.call else "returned"
    where = f" ({g.place.short})" if g.place.line and not g.place.file.startswith("$") else ""
    return f"goroutine {g.goroutine}{did} {how}{where}"


def helpers(wait: Wait) -> str:
    it = "it" if wait.on else "what it waits for"
    if not wait.helpers:
        can = f"could {' or '.join(wait.needs)}" if wait.needs else f"can reach {it}"
        return f"no goroutine is left that {can}"
    if len(wait.helpers) == 1:
        h = wait.helpers[0]
        return f"only goroutine {h.goroutine} can still reach {it}, and it {doing(h, wait)}"
    names = listed([str(h.goroutine) for h in wait.helpers])
    if all(not h.runs for h in wait.helpers):
        return f"only goroutines {names} can still reach {it}, and they are blocked themselves"
    return f"only goroutines {names} can still reach {it}"


def doing(h: Helper, wait: Wait) -> str:
    where = f", {h.place.short}" if h.place.line else ""
    if h.runs:
        return f"never ends its loop{f' ({h.place.short})' if h.place.line else ''}"
    on = f" on {h.on}" if h.on and h.on != wait.on else ""
    return f"waits itself ({h.status}{on}{where})"


# --- loops ----------------------------------------------------------------------------------------


def loop(reason: Loop) -> str:
    steps = [act(*said) for said in reason.steps if said[0]] or [f"at {pos.short}" for _, pos in reason.steps[:1]]
    who = "main never ends: it" if reason.main else f"goroutine {reason.goroutine}"
    text = f"{who} runs round and round: {', '.join(steps[:4])}"
    exits = [act(*said) for said in reason.exits]
    if exits:
        return f"{text}; it waits in vain for {' or '.join(exits[:3])}"
    if reason.looks:
        return f"{text}; no goroutine changes {' or '.join(reason.looks[:3])} any more"
    return f"{text}; nothing in the loop can end it"


def act(text: str, pos: Pos) -> str:
    return f"{text} ({pos.short})"


def goroutines(ids: Sequence[int]) -> str:
    return f"goroutine {ids[0]}" if len(ids) == 1 else f"goroutines {listed([str(id) for id in ids])}"


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
