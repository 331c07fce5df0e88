"""Writes docs/semantics.md: every operation and rule in words, from the same data that engines run.

python -m chancheck.semantics.tools.page > docs/semantics.md
"""

from __future__ import annotations

import sys
from types import ModuleType

from chancheck.program.rules import Operation, Rule
from chancheck.semantics import scheduler
from chancheck.semantics.operations import PAGES

HEAD = """\
# What Go's operations mean

Written by `python -m chancheck.semantics.tools.page` from `chancheck/semantics/`; edit the rules there.

A goroutine waits at an operation until one of the operation's rules is enabled. A rule with a *partner* moves two
goroutines, one at each of the two operations, on the same object. Where several rules or partners are enabled, each is
explored. A `select` waits at all its cases at once. Its default is enabled unless some case is certainly ready; a
partner may not have arrived yet, so its presence never disables the default.
"""


def page() -> str:
    return "\n".join([HEAD, *(section(module) for module in PAGES), scheduling()])


def scheduling() -> str:
    """The scheduler's page: moves of processors, and what steps of goroutines do to the queues."""
    intro = " ".join((scheduler.__doc__ or "").split())
    turns = "\n".join(f"* **{turn.name}**: {turn.text} [{turn.cite}]" for turn in scheduler.TURNS)
    return f"## scheduler\n\n{intro}\n\n{turns}\n\nSteps of goroutines and the queues:\n\n{scheduler.QUEUES}"


def section(module: ModuleType) -> str:
    title, _, rest = (module.__doc__ or "").strip().partition(". ")
    name = module.__name__.rpartition(".")[2]
    intro = " ".join(f"{title}. {rest}".split()) if rest else title
    return "\n".join([f"## {name}\n", f"{intro}\n", *(operation(o) for o in module.OPERATIONS)])


def operation(o: Operation) -> str:
    lines = [f"### {o.name}({', '.join(o.operands)})\n", f"{o.text}\n"]
    if o.waiting:
        lines.append(f"Blocked goroutines show as `{o.waiting}`{nil(o)}.\n")
    lines += [rule(r) for r in o.rules]
    return "\n".join(lines) + "\n"


def nil(o: Operation) -> str:
    return f", on nil as `{o.waiting_nil}`" if o.waiting_nil else ""


def rule(r: Rule) -> str:
    partner = f" (with a partner at {r.peer})" if r.peer else ""
    return f"* **{r.name}**{partner}: {r.text} [{r.cite}]"


if __name__ == "__main__":
    sys.stdout.write(page())
