"""A server for agents (Model Context Protocol): verify, explain, fix, outcomes, size and replay as tools.

It needs the official SDK (`pip install 'chancheck[mcp]'`). Each tool answers with JSON, and says in `help` what to do
about an inconclusive answer. Only files below the folder of the server can be named.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
from mcp.server import MCPServer
from pydantic import Field

from chancheck import __version__
from chancheck.check import Options
from chancheck.diagnostic import SourceError
from chancheck.files import read, seconds
from chancheck.servers.verifying import FailedError, repairs_of, report_of
from chancheck.source import Source
from chancheck.verdict.finding import LIMITS, Limit

Text = Annotated[str, Field(description="A Go source text with its package clause, or the path of a file.")]
Entry = Annotated[str, Field(description="main, or the name of a test; empty: main, else every test.")]
Budget = Annotated[str, Field(description="Time for each entry, such as 10s or 2m.")]
Steps = Annotated[bool, Field(description="Whether each finding has the steps of its run.")]

server = MCPServer(
    "chancheck",
    version=__version__,
    instructions=(
        "A model checker for Go concurrency. `verify` explores every interleaving of a program: proved, violated with "
        "the shortest run, or inconclusive. After a repair call `verify` again: only proved means that no run is wrong."
    ),
)


@server.tool()
async def verify(source: Text, entry: Entry = "", budget: Budget = "10s", steps: Steps = True) -> dict[str, Any]:
    """Verify a Go program: deadlocks, goroutine leaks, panics, data races, livelocks, failing tests."""
    name, text = named(source)
    options = ["--budget", budget, *(["--entry", entry] if entry else [])]
    try:
        report = await report_of(name, text, options)
    except FailedError as error:
        return {"error": str(error)}
    answer: dict[str, Any] = msgspec.to_builtins(report)
    for result, one in zip(report.results, answer["results"], strict=True):
        one["help"] = advice(LIMITS.get(result.limit) if result.limit else None)
        for finding in one["findings"]:
            finding["steps"] = len(finding["trace"])
            if not steps:
                del finding["trace"]
    return answer


@server.tool()
def explain(code: Annotated[str, Field(description="A code such as CC101, or a kind such as deadlock.")]) -> str:
    """The meaning of a code or a kind of finding, with an example and its repair, as Markdown."""
    from chancheck.verdict.codes import CODES, all_codes, explanation

    text = explanation(CODES.get(code.strip().lower(), code))
    return text or f"There is no code or kind {code}. Kinds: {' '.join(CODES)}. Codes: {' '.join(all_codes())}."


@server.tool()
async def fix(source: Text, budget: Budget = "30s") -> dict[str, Any]:
    """Small edits with which a defective program is proved: `repairs` have a title, a diff and the whole text."""
    try:
        return await repairs_of(given(source).text, seconds(budget))
    except (FailedError, SourceError, ValueError) as error:
        return {"error": str(error)}


@server.tool()
def outcomes(source: Text, entry: Entry = "", budget: Budget = "10s") -> dict[str, Any]:
    """All that a program can print and how it can end."""
    from chancheck.outcomes import outcomes_of_source

    try:
        seen, limit = outcomes_of_source(given(source), Options(entry=entry, budget=seconds(budget)))
    except (SourceError, ValueError) as error:
        return {"error": str(error)}
    return {"outcomes": seen, "complete": limit is None, "help": advice(limit)}


@server.tool()
def size(source: Text, entry: Entry = "", budget: Budget = "10s") -> dict[str, Any]:
    """The least capacities of the channels of a program without deadlock and leak."""
    from chancheck.size import show
    from chancheck.size.sizing import size as sized

    checks = frozenset({"deadlock", "leak"})
    try:
        sizing = sized(given(source), (), "total", Options(entry=entry, budget=seconds(budget), checks=checks))
    except (SourceError, ValueError) as error:
        return {"error": str(error)}
    answer: dict[str, Any] = msgspec.json.decode(show.as_json(sizing))
    return answer


@server.tool()
def replay(
    source: Text,
    trace: Annotated[list[dict[str, Any]], Field(description="The `trace` of a finding that `verify` returned.")],
    entry: Entry = "",
    budget: Budget = "10s",
) -> dict[str, Any]:
    """Walk the run of an earlier finding again on today's source: does a repair prevent it, and from which step on?"""
    from chancheck.deadline import Exhausted, running
    from chancheck.options import deadline_of
    from chancheck.stepping.again import SavedStep, Walker
    from chancheck.stepping.session import Session

    try:
        options = Options(entry=entry, budget=seconds(budget))
        session = Session(given(source), options)
        with running(deadline_of(options)):
            walk = Walker(session, msgspec.convert(trace, list[SavedStep])).walk()
    except (SourceError, ValueError) as error:
        return {"error": str(error)}
    except Exhausted:
        return {"error": "the budget was used up", "help": advice(LIMITS["seconds"])}
    part = None if walk.parts is None else msgspec.to_builtins(walk.parts)
    instead = [f"goroutine {move.goroutine}: {move.text} ({move.place.short})" for move in walk.view.moves]
    ending = walk.view.ending.kind if walk.view.ending else ""
    return {"steps_taken": walk.steps, "parts_at": part, "possible_instead": instead, "ending": ending}


# --- sources ---------------------------------------------------------------------------------------


def named(source: str) -> tuple[str, str | None]:
    """The name of a source, and its text where it is not a file."""
    if "\n" in source:
        return "program.go", source
    path = Path(source)
    if not path.resolve().is_relative_to(Path.cwd().resolve()):
        raise ValueError(f"{source} is not below {Path.cwd()}")
    return source, None


def given(source: str) -> Source:
    name, text = named(source)
    return read(Path(name)) if text is None else Source(name, text)


def advice(limit: Limit | None) -> str:
    """Hints for answers that are not complete."""
    return "" if limit is None else f"{limit}; or make the program smaller: fewer goroutines, values or rounds"


def serve() -> None:
    server.run("stdio")
