"""Values that the user wants to see beside a run: what each step changes in shared variables, channels and locks."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from chancheck.report.messages import printable
from chancheck.verdict.finding import Finding
from chancheck.verdict.scenes import Thing

MOST_NAMES = 12


def watched(finding: Finding, wanted: tuple[str, ...]) -> dict[int, list[str]]:
    """By the number of a step, the changes of the things with a wanted name; 0: their values before the first step."""
    chosen = {name for one in wanted for name in meant(one, names_in(finding))}
    known: dict[int, str] = {}
    out: dict[int, list[str]] = {}
    for step, moment in enumerate(finding.moments if chosen else ()):
        for thing in moment.things:
            if thing.name not in chosen:
                continue
            now, before = value(thing), known.get(thing.id)
            known[thing.id] = now
            if now != before:
                text = f"{thing.name}: {before} → {now}" if before is not None else f"{thing.name} = {now}"
                out.setdefault(step, []).append(printable(text))
    return out


def names_in(finding: Finding) -> list[str]:
    return list(dict.fromkeys(thing.name for moment in finding.moments for thing in moment.things))


def without_match(finding: Finding, wanted: tuple[str, ...]) -> list[str]:
    """A line for each wanted name that fits nothing in the run, with the names that there are."""
    names = names_in(finding)
    told = ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
    there = f"; there are {told}" if names else ""
    return [
        printable(f"{one}: no variable, channel or lock of this name is shared in the run{there}")
        for one in wanted
        if not meant(one, names)
    ]


def meant(wanted: str, names: list[str]) -> list[str]:
    """The names that a wanted one stands for: itself, those that fit its wildcards, else the fields of that name. The
    report names a field by the type or the variable of its object, so `p.errs` may be `Pool.errs` there."""
    found = [name for name in names if name == wanted or fnmatchcase(name, escaped(wanted))]
    return found or [name for name in names if name.rpartition(".")[2] == wanted.rpartition(".")[2]]


def escaped(pattern: str) -> str:
    """Brackets are those of an index: `forks[1]`."""
    return pattern.replace("[", "[[]")


def value(thing: Thing) -> str:
    match thing.kind:
        case "channel":
            return channel(thing)
        case "lock":
            return ", ".join(holders(thing)) or "free"
    return thing.text or "0"


def channel(thing: Thing) -> str:
    more = ", ..." if thing.fill > len(thing.values) else ""
    content = f"[{', '.join(thing.values)}{more}]" if thing.room else ""
    state = "closed" if thing.closed else "" if thing.room else "open"
    return " ".join(filter(None, (content, state)))


def holders(thing: Thing) -> Iterator[str]:
    for goroutine, mode in thing.held:
        yield f"asked for by {goroutine}" if mode == "asks" else f"held by {goroutine}{f' ({mode})' if mode else ''}"
