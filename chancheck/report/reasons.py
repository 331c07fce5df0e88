"""The reasons of a finding as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancheck.language import count, listed, say, translated
from chancheck.source import NO_POS, Pos
from chancheck.verdict.finding import Finding, GoroutineReport
from chancheck.verdict.waits import Background, Cycle, Gone, Helper, Holder, Loop, Past, Reason, Remark, Wait, Waiting

MOST_REASONS = 8
MOST_NAMED = 3


def sentences(finding: Finding) -> list[str]:
    """Why: at most MOST_REASONS sentences, and all remarks."""
    said = [sentence(reason) for reason in finding.why if not isinstance(reason, Remark)]
    if finding.also:
        said = [
            *said[:MOST_REASONS],
            say("the same defect shows at {places}", places=listed([pos.short for pos in finding.also])),
        ]
    return [*said[: MOST_REASONS + 1], *(translated(r.text) for r in finding.why if isinstance(r, Remark))]


def waits_for(goroutine: GoroutineReport) -> list[str]:
    return [sentence(Waiting((goroutine.id,), wait)) for wait in goroutine.waits]


def sentence(reason: Reason) -> str:
    match reason:
        case Waiting():
            return waiting(reason.goroutines, reason.wait)
        case Cycle():
            ids = [*reason.goroutines, reason.goroutines[0]]
            return say("goroutine {ids}: deadlock cycle", ids=" → ".join(map(str, ids)))
        case Loop():
            return loop(reason)
        case Remark():
            return translated(reason.text)
        case Background():
            return say(
                "goroutines that package initialisation starts ({places}) do not end; they are no leaks of a test",
                places=listed([place.short for place in reason.places]),
            )


# --- waits ----------------------------------------------------------------------------------------


def waiting(ids: Sequence[int], wait: Wait) -> str:
    who = waiters(ids)
    if wait.state == "nil" and wait.on.endswith(".Done()"):
        return say(
            "{who} on {what}, which is nil: a context without cancel function is never done", who=who, what=wait.on
        )
    if wait.state == "nil":
        what = f" {wait.on}" if wait.on else ""
        return say("{who} on the nil channel{what}: no goroutine can ever wake it", who=who, what=what)
    text = f"{who} ({wait.operation})"
    text += say(" on {what}", what=wait.on) if wait.on else ""
    text += say(" (made at {place})", place=wait.made.short) if wait.made != NO_POS else ""
    parts = [*state(ids, wait), *parties(ids, wait)]
    return text + (f": {'; '.join(parts)}" if parts else "")


def waiters(ids: Sequence[int]) -> str:
    return say("{who} waits" if len(ids) == 1 else "{who} wait", who=goroutines(ids))


def state(ids: Sequence[int], wait: Wait) -> Iterator[str]:
    match wait.state:
        case "full":
            yield say("its buffer is full ({amount} of {of})", amount=wait.amount, of=wait.of)
        case "count":
            yield say("its counter is {amount}", amount=wait.amount)
        case "permits":
            yield permits(wait)
        case "limit":
            yield say("its limit of {goroutines} is reached", goroutines=count(wait.of, "goroutine"))
        case "active":
            one = wait.amount == 1
            yield say(
                "1 function of it has not returned" if one else "{n} functions of it have not returned", n=wait.amount
            )
        case "excess":
            yield say("it asks for more permits than there are")
        case "timer":
            yield timer(wait.past)
    if wait.state != "timer" and wait.needs and wait.since:
        yield last_signal(ids, wait)


def permits(wait: Wait) -> str:
    if not wait.holders:
        return say("{amount} of {of} permits are taken", amount=wait.amount, of=wait.of)
    who = goroutines(list(dict.fromkeys(h.goroutine for h in wait.holders)))
    places = ", ".join(dict.fromkeys(h.place.short for h in wait.holders[:MOST_NAMED]))
    template = "{amount} of {of} permits are held by {who} ({places})"
    return say(template, amount=wait.amount, of=wait.of, who=who, places=places)


def timer(past: Sequence[Past]) -> str:
    """The history of the timer: it fired and its value was received, or it was stopped."""
    said = []
    for p in past[-3:]:
        if p.verb == "receive":
            template = "the timer fired and its value was received at {place} (step {step})"
            said.append(say(template, place=p.place.short, step=p.step))
        elif p.verb in ("Stop", "Reset"):
            said.append(
                say("{verb} was called at {place} (step {step})", verb=p.verb, place=p.place.short, step=p.step)
            )
    told = say(", then ").join(said) if said else say("the timer does not run")
    ending = "Stop closes no channel" if past and past[-1].verb == "Stop" else "only Reset makes it fire again"
    if past and past[-1].verb == "Stop" and any(p.verb == "receive" for p in past[-3:]):
        ending = "nothing is left to receive, and Stop closes no channel"
    return f"{told}; {say(ending)}"


def last_signal(ids: Sequence[int], wait: Wait) -> str:
    if not wait.past:
        return say("no goroutine called {calls} before", calls=either(wait.needs))
    last = wait.past[-1]
    at = {"verb": last.verb, "place": last.place.short, "step": last.step}
    if last.step < wait.since:
        return say(
            "the last {verb} ({place}, step {step}) came before this Wait (step {since})", **at, since=wait.since
        )
    woke = goroutines(last.woke) if last.woke else say("another goroutine")
    again = say(", which waits again") if set(last.woke) & set(ids) else ""
    return say("the last {verb} ({place}, step {step}) woke {who}", **at, who=woke) + again


def either(names: Sequence[str]) -> str:
    return say(" or ").join(names)


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
        return say("{who} hold it", who=goroutines([h.goroutine for h in held]))
    return ", ".join(holder(ids, h, does) for h in held)


def holder(ids: Sequence[int], h: Holder, does: str) -> str:
    who = say("goroutine {id} itself" if [h.goroutine] == list(ids) else "goroutine {id}", id=h.goroutine)
    if h.ended:
        who += say(", which has ended,")
    if does:
        since = say(" since {place}", place=h.place.short) if h.place.line else ""
        return f"{who} {say(does)}{since}"
    at = {"place": h.place.short, "operation": h.operation}
    if h.asks:
        template = "{who} waits for the lock since {place} ({operation}), and no reader can enter before it"
        return say(template, who=who, **at)
    return say("{who} holds it since {place} ({operation})", who=who, **at)


def gone(wait: Wait) -> Iterator[str]:
    acted = [g for g in wait.gone if g.verb]
    if wait.state == "count":
        idle = [g for g in wait.gone if not g.verb]
        if idle:
            template = "{ended} and never called {call}"
            yield ", ".join(say(template, ended=ended(g), call=wait.needs[0]) for g in idle[:MOST_NAMED])
    elif acted:
        yield ", ".join(ended(g) for g in acted[:MOST_NAMED])
    elif not wait.helpers and wait.gone:
        yield ", ".join(ended(g) for g in wait.gone[:MOST_NAMED])


PASTS = {"send": "sent on it", "receive": "received from it", "close": "closed it"}


def ended(g: Gone) -> str:
    did = say(f", which {PASTS[g.verb]},") if g.verb in PASTS else ""
    how = say("ended in {call}", call=g.call.rpartition(".")[2]) if g.call else say("returned")
    where = f" ({g.place.short})" if g.place.line and not g.place.file.startswith("$") else ""
    return f"{goroutines([g.goroutine])}{did} {how}{where}"


def helpers(wait: Wait) -> str:
    it = say("it" if wait.on else "what it waits for")
    if not wait.helpers and wait.needs:
        return say("no goroutine is left that could {act}", act=say(" or ").join(map(say, wait.needs)))
    if not wait.helpers:
        return say("no goroutine is left that can reach {it}", it=it)
    who = goroutines([h.goroutine for h in wait.helpers])
    text = say("only {who} can still reach {it}", who=who, it=it)
    if len(wait.helpers) == 1:
        text = say("{text}, and it {does}", text=text, does=doing(wait.helpers[0], wait))
    elif all(not h.runs for h in wait.helpers):
        text = say("{text}, and they are blocked themselves", text=text)
    return deferred(text, wait)


def deferred(text: str, wait: Wait) -> str:
    functions = {h.returns for h in wait.helpers if h.returns}
    if len(functions) != 1 or not wait.needs:
        return text
    late = "{text}; the deferred {call} comes when {function} returns"
    return say(late, text=text, call=wait.needs[0], function=functions.pop())


def doing(h: Helper, wait: Wait) -> str:
    where = f", {h.place.short}" if h.place.line else ""
    if h.runs:
        return say("never ends its loop") + (f" ({h.place.short})" if h.place.line else "")
    on = say(" on {what}", what=h.on) if h.on and h.on != wait.on else ""
    return say("waits itself ({at})", at=f"{h.status}{on}{where}")


# --- loops ----------------------------------------------------------------------------------------


def loop(reason: Loop) -> str:
    at = [say("at {place}", place=pos.short) for _, pos in reason.steps[:1]]
    steps = ", ".join(([act(*said) for said in reason.steps if said[0]] or at)[:4])
    if reason.main:
        text = say("main never ends: it runs round and round: {steps}", steps=steps)
    else:
        text = say("{who} runs round and round: {steps}", who=goroutines([reason.goroutine]), steps=steps)
    exits = [act(*said) for said in reason.exits[:3]]
    if exits:
        return say("{text}; it waits in vain for {what}", text=text, what=either(exits))
    if reason.looks:
        return say("{text}; no goroutine changes {what} any more", text=text, what=either(reason.looks[:3]))
    return say("{text}; nothing in the loop can end it", text=text)


def act(text: str, pos: Pos) -> str:
    return f"{translated(text)} ({pos.short})"


def goroutines(ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return say("goroutine {id}", id=ids[0])
    return say("goroutines {ids}", ids=listed([str(id) for id in ids]))
