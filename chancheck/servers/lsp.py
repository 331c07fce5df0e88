"""A language server: errors on change, findings on save or by the lens "Verify", proved repairs, the room of
channels on hover.

It needs pygls (`pip install 'chancheck[lsp]'`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from chancheck import __version__, facts
from chancheck.records import dataclass, field
from chancheck.report import json as report
from chancheck.report.extent import end_of
from chancheck.servers.shown_progress import shown
from chancheck.servers.source import Room, entry_lines, errors_of, rooms_of
from chancheck.servers.verifying import FailedError, repairs_of, report_of
from chancheck.source import Pos

VERIFY, FIX = "chancheck.verify", "chancheck.fix"
DELAY = 0.3  # seconds without a change before errors are looked for
BUDGET = "10s"
REPAIR_SECONDS = 30.0


@dataclass(slots=True)
class Document:
    """What is known of an open file. findings: of its verification, by the file that they are in."""

    errors: list[lsp.Diagnostic] = field(default_factory=list)
    findings: dict[str, list[lsp.Diagnostic]] = field(default_factory=dict)
    pending: asyncio.Task[None] | None = None
    verifying: asyncio.Task[str] | None = None
    rooms: tuple[int, list[Room]] = (-1, [])


class Chancheck(LanguageServer):
    def __init__(self) -> None:
        super().__init__("chancheck", __version__)
        self.documents: dict[str, Document] = {}
        self.options: list[str] = []

    def publish(self, uri: str) -> None:
        """The errors of a file, and the findings in it of all verifications."""
        found = list(self.documents[uri].errors) if uri in self.documents else []
        for known in self.documents.values():
            found += [one for one in known.findings.get(uri, ()) if one not in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))

    def replace(self, uri: str, findings: dict[str, list[lsp.Diagnostic]]) -> None:
        """Other findings of the verification of a file; every file that had one or has one is published."""
        known = self.documents.setdefault(uri, Document())
        touched = {uri, *known.findings, *findings}
        known.findings = findings
        for one in sorted(touched):
            self.publish(one)

    def path(self, uri: str) -> Path:
        return Path(self.workspace.get_text_document(uri).path)


server = Chancheck()


@server.feature(lsp.INITIALIZE)
def initialize(ls: Chancheck, params: lsp.InitializeParams) -> None:
    """Options of `verify` come as the initialization option `arguments`, a list of words."""
    given: Any = params.initialization_options
    words = given.get("arguments", []) if isinstance(given, dict) else getattr(given, "arguments", [])
    ls.options = [str(word) for word in words or []]


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: Chancheck, params: lsp.DidOpenTextDocumentParams) -> None:
    ls.documents[params.text_document.uri] = Document()
    changed(ls, params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: Chancheck, params: lsp.DidChangeTextDocumentParams) -> None:
    changed(ls, params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: Chancheck, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    facts.overlay(ls.path(uri), None)
    known = ls.documents.setdefault(uri, Document())
    for task in (known.pending, known.verifying):
        if task is not None:
            task.cancel()
    known.errors = []
    ls.replace(uri, {})
    del ls.documents[uri]


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
async def did_save(ls: Chancheck, params: lsp.DidSaveTextDocumentParams) -> None:
    await verified(ls, params.text_document.uri, "")


def changed(ls: Chancheck, uri: str) -> None:
    """Findings are about the text before; errors are looked for once the user pauses."""
    known = ls.documents.setdefault(uri, Document())
    elsewhere, known.findings = known.findings.keys() - {uri}, {}
    for other in sorted(elsewhere):
        ls.publish(other)
    if known.pending is not None:
        known.pending.cancel()
    known.pending = asyncio.ensure_future(look(ls, uri))


async def look(ls: Chancheck, uri: str) -> None:
    await asyncio.sleep(DELAY)
    document = ls.workspace.get_text_document(uri)
    path, text = Path(document.path), document.source
    facts.overlay(path, text.encode("utf-8", "surrogatepass"))
    found = await asyncio.to_thread(errors_of, path)
    ls.documents[uri].errors = [
        lsp.Diagnostic(
            between(document.lines, d.pos, d.end),
            d.message + (f"\n{d.help}" if d.help else ""),
            lsp.DiagnosticSeverity.Error if d.severity.value == "error" else lsp.DiagnosticSeverity.Warning,
            d.code,
            source="chancheck",
        )
        for d in found
        if Path(d.pos.file) == path
    ]
    ls.publish(uri)


# --- verification ----------------------------------------------------------------------------------


@server.feature(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensOptions(resolve_provider=False))
def lenses(ls: Chancheck, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    uri = params.text_document.uri
    lines = ls.workspace.get_text_document(uri).lines
    return [
        lsp.CodeLens(
            lsp.Range(lsp.Position(line, 0), lsp.Position(line, len(lines[line].rstrip("\n")))),
            lsp.Command("Verify", VERIFY, arguments=[uri, name]),
        )
        for name, line in entry_lines(lines)
    ]


@server.command(VERIFY)
async def verify(ls: Chancheck, uri: str, entry: str = "") -> str:
    """Verifies an entry, publishes its findings, and answers with the verdict in words."""
    return await verified(ls, uri, entry)


async def verified(ls: Chancheck, uri: str, entry: str) -> str:
    known = ls.documents.setdefault(uri, Document())
    if known.verifying is not None:
        known.verifying.cancel()
    known.verifying = task = asyncio.ensure_future(verdict_of(ls, uri, entry))
    try:
        async with shown(ls, f"chancheck: {entry or ls.path(uri).name}", task):
            said = await task
    except asyncio.CancelledError:
        return "cancelled"
    ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, f"chancheck: {said}"))
    return said


async def verdict_of(ls: Chancheck, uri: str, entry: str) -> str:
    document = ls.workspace.get_text_document(uri)
    version, path = document.version, document.path
    options = ["--budget", BUDGET, *ls.options, *(["--entry", entry] if entry else ["--packages"])]
    try:
        answer = await report_of(path, document.source, options)
    except FailedError as error:
        return str(error)
    if ls.workspace.get_text_document(uri).version == version:
        ls.replace(uri, by_file(ls, uri, answer))
    return "; ".join(f"{r.entry or Path(path).name}: {in_words(r)}" for r in answer.results)


def by_file(ls: Chancheck, uri: str, answer: report.Report) -> dict[str, list[lsp.Diagnostic]]:
    """The findings of a report, each at the file that it is in; those without a place at the verified file."""
    out: dict[str, list[lsp.Diagnostic]] = {}
    for result in answer.results:
        for finding in result.findings:
            at = uri if finding.location is None else uri_of(ls, uri, finding.location.file)
            document = ls.workspace.get_text_document(at)
            out.setdefault(at, []).append(diagnostic(document.lines, document.path, result, finding))
    return out


def uri_of(ls: Chancheck, uri: str, file: str) -> str:
    """The editor's name of a file."""
    path = Path(file).absolute()
    return uri if path == ls.path(uri).absolute() else path.as_uri()


def in_words(result: report.Result) -> str:
    kinds = ", ".join(dict.fromkeys(finding.kind for finding in result.findings if finding.level == "error"))
    why = f" (limit: {result.limit})" if result.limit else ""
    return result.verdict + (f": {kinds}" if kinds else "") + why


def diagnostic(lines: Sequence[str], path: str, result: report.Result, finding: report.Finding) -> lsp.Diagnostic:
    expected = result.as_expected and finding.kind in (result.expected or ())
    level = lsp.DiagnosticSeverity.Information if expected else lsp.DiagnosticSeverity.Error
    level = lsp.DiagnosticSeverity.Warning if finding.level == "warning" else level
    text = [
        f"{finding.kind}: {finding.message}",
        *finding.why,
        *([f"repair: {finding.repair}"] if finding.repair else []),
    ]
    places = [(f"goroutine {g.id} [{g.status}]", g.location) for g in finding.goroutines]
    places += [(f"goroutine {g.id} was started here", g.created_at) for g in finding.goroutines]
    places += [(f"{a.kind} of {a.what} by goroutine {a.goroutine}", a.location) for a in finding.accesses]
    return lsp.Diagnostic(
        between(lines, pos_of(finding.location))
        if finding.location
        else lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1)),
        "\n".join(text),
        level,
        finding.code,
        source="chancheck",
        related_information=[
            related(lines, path, text, at) for text, at in places if at is not None and at.file[:1] != "$"
        ],
    )


def related(lines: Sequence[str], path: str, text: str, at: report.Location) -> lsp.DiagnosticRelatedInformation:
    own = lines if Path(at.file) == Path(path) else ()
    where = lsp.Location(Path(at.file).absolute().as_uri(), between(own, pos_of(at)))
    return lsp.DiagnosticRelatedInformation(where, text)


# --- repairs ---------------------------------------------------------------------------------------


@server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
def actions(ls: Chancheck, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """At a finding: look for an edit with which the program is proved."""
    found = [d for d in params.context.diagnostics if d.source == "chancheck" and str(d.code).startswith("CC1")]
    command = lsp.Command("Repair", FIX, arguments=[params.text_document.uri])
    title = "chancheck: find an edit that is proved"
    return [lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, found, command=command)] if found else []


@server.command(FIX)
async def fix(ls: Chancheck, uri: str) -> str:
    """Applies the first proved repair, and answers with its title."""
    document = ls.workspace.get_text_document(uri)
    try:
        repairs = (await repairs_of(document.source, REPAIR_SECONDS))["repairs"]
    except FailedError as error:
        repairs, said = [], str(error)
    else:
        said = repairs[0]["title"] if repairs else "no edit helps, or the time was up"
    ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, f"chancheck: {said}"))
    if repairs:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(len(document.lines), 0))
        edit = lsp.WorkspaceEdit({uri: [lsp.TextEdit(whole, repairs[0]["text"])]})
        await ls.workspace_apply_edit_async(lsp.ApplyWorkspaceEditParams(edit, f"chancheck: {said}"))
    return str(said)


# --- hover -----------------------------------------------------------------------------------------


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
async def hover(ls: Chancheck, params: lsp.HoverParams) -> lsp.Hover | None:
    """The capacity of a channel and the most values it ever holds, at its name or at its `make`."""
    uri = params.text_document.uri
    document = ls.workspace.get_text_document(uri)
    word = document.word_at_position(params.position)
    known = ls.documents.setdefault(uri, Document())
    version = document.version or 0
    if known.rooms[0] != version:
        facts.overlay(Path(document.path), document.source.encode("utf-8", "surrogatepass"))
        known.rooms = (version, await asyncio.to_thread(rooms_of, Path(document.path)))
    at = [room for room in known.rooms[1] if room.made.line == params.position.line + 1]
    named = [room for room in known.rooms[1] if word and room.name.rpartition(".")[2] == word]
    if not named and not at:
        return None
    return lsp.Hover("\n\n".join(room.text for room in named or at))


# --- places ----------------------------------------------------------------------------------------


def pos_of(at: report.Location) -> Pos:
    return Pos(at.file, at.line, at.column)


def between(lines: Sequence[str], start: Pos, end: Pos | None = None) -> lsp.Range:
    """The range of a place; the protocol counts from 0 and in UTF-16."""
    end = end or end_of(start, [line.rstrip("\r\n") for line in lines]) or Pos(start.file, start.line, start.column + 1)
    return lsp.Range(point(lines, start), point(lines, end))


def point(lines: Sequence[str], pos: Pos) -> lsp.Position:
    line = max(pos.line - 1, 0)
    before = lines[line][: max(pos.column - 1, 0)] if line < len(lines) else " " * max(pos.column - 1, 0)
    return lsp.Position(line, len(before.encode("utf-16-le", "surrogatepass")) // 2)


def serve() -> None:
    server.start_io()
