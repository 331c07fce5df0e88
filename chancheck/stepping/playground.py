"""The protocol without a server: the playground runs this in the browser's own Python."""

from __future__ import annotations

import json
import sys

from chancheck.diagnostic import SourceError
from chancheck.options import Options
from chancheck.report.page_data import note_of
from chancheck.source import Source
from chancheck.stepping.protocol import Protocol
from chancheck.stepping.session import Session

NAME = "main.go"
OPTIONS = Options(engine="reference", budget=20.0, max_states=30_000)
DEEP = 4_000

current: Protocol | None = None


def prepare(tables: str) -> None:
    """Keep the parser's tables, which take a while to compute."""
    from chancheck.syntax.tables import grammar_text, keep

    sys.setrecursionlimit(DEEP)
    keep(json.loads(tables), grammar_text())


def answer(question: str, request: str) -> str:
    """JSON to JSON. {"error": text} for what cannot be answered; `open` begins with a source."""
    global current
    try:
        if question == "open":
            current = Protocol(Session(Source(NAME, json.loads(request)["source"]), OPTIONS))
            return "{}"
        if current is None:
            return json.dumps({"error": "no program has been opened"})
        return current.answer(question, request.encode()).decode()
    except SourceError as error:
        said = [note_of(d) for d in error.diagnostics]
        return json.dumps({"diagnostics": [{"message": n.message, "code": n.code, "place": n.place} for n in said]})
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"})
