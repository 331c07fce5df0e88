"""Panics as Go prints them: the chain of those that were under way, and the stack that is still there."""

from __future__ import annotations

import json

from chancheck.program.program import Program
from chancheck.verdict.replay import Person, Raised, Run
from chancheck.verdict.values import ERRORS, Values


def chain_text(run: Run, person: Person, last: str) -> str:
    """`last` is the text of the latest panic with "panic: " before it; Go lists those that it interrupted above it."""
    if len(person.panics) < 2:
        return last
    head, mark, tail = last.partition("\n\tgoroutine ")
    lines: list[str] = []
    for n, raised in enumerate(person.panics):
        later = person.panics[n + 1] if n + 1 < len(person.panics) else None
        if n and again(person.panics[n - 1], raised):
            continue
        text = head if later is None or raised.value == person.panics[-1].value else f"panic: {text_of(run, raised)}"
        lines.append(text + recovery(raised, later))
    return "\n\t".join(lines) + mark + tail


def origin(panics: tuple[Raised, ...]) -> Raised | None:
    """Where the value of the latest panic was raised first."""
    n = len(panics) - 1
    while n > 0 and again(panics[n - 1], panics[n]):
        n -= 1
    return panics[n] if panics else None


def again(before: Raised, raised: Raised) -> bool:
    """Whether the same value was recovered and then raised."""
    return before.recovered and before.value == raised.value


def recovery(raised: Raised, later: Raised | None) -> str:
    if later is not None and again(raised, later):
        return " [recovered, repanicked]"
    return " [recovered]" if raised.recovered else ""


def text_of(run: Run, raised: Raised) -> str:
    """A panic's value, as far as it is known without running its methods."""
    program: Program = run.machine.program
    number, payload = raised.value
    name, kind = program.types[number]
    if kind == "b":
        text = run.machine.strings.bytes[payload].decode("utf-8", "replace")
        return (
            text
            if name == "string" or name.startswith("runtime.") or number == program.error_type
            else f'{name}("{text}")'
        )
    if kind == "i" and number:
        return f"{name}({payload})"
    if kind == "r" and name in ERRORS:
        text = Values(run.machine, run.final).first_text(payload)
        return json.loads(text) if text else f"({name})"
    return f"({name})"
