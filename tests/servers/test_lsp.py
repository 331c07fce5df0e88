"""The language server, by a client that speaks the protocol with its process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from chancheck import verify

STUCK = """package main

func main() {
	answers := make(chan int, 2)
	answers <- 1
	answers <- 2
	answers <- 3
}
"""


class Client(LanguageClient):
    def __init__(self) -> None:
        super().__init__("test", "1")
        self.published: list[lsp.PublishDiagnosticsParams] = []
        self.said: list[str] = []
        self.edits: list[lsp.ApplyWorkspaceEditParams] = []

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.append(params)

        @self.feature(lsp.WORKSPACE_APPLY_EDIT)
        def _(params: lsp.ApplyWorkspaceEditParams) -> lsp.ApplyWorkspaceEditResult:
            self.edits.append(params)
            return lsp.ApplyWorkspaceEditResult(True)

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def _(params: lsp.ShowMessageParams) -> None:
            self.said.append(params.message)

    async def diagnostics(self, fits: Callable[[list[lsp.Diagnostic]], bool]) -> list[lsp.Diagnostic]:
        for _ in range(300):
            if self.published and fits(list(self.published[-1].diagnostics)):
                return list(self.published[-1].diagnostics)
            await asyncio.sleep(0.1)
        raise AssertionError(f"last published: {self.published[-1:]}")


def session(talk: Callable[[Client, str], Awaitable[None]], path: Path, text: str) -> None:
    async def run() -> None:
        path.write_text(text)
        client, uri = Client(), path.as_uri()
        await client.start_io(sys.executable, "-m", "chancheck", "lsp")
        await client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=path.parent.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "go", 1, text)))
        await asyncio.wait_for(talk(client, uri), 60)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()

    asyncio.run(run())


def test_findings_on_save_with_related_places_and_none_after_a_repair(tmp_path: Path) -> None:
    async def talk(client: Client, uri: str) -> None:
        client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        (finding,) = await client.diagnostics(bool)
        assert (finding.code, finding.severity) == ("CC101", lsp.DiagnosticSeverity.Error)
        assert finding.range == lsp.Range(lsp.Position(6, 9), lsp.Position(6, 11))
        assert finding.message.startswith("deadlock: ") and "repair: " in finding.message
        assert [place.message for place in finding.related_information or ()] == ["goroutine 1 [chan send]"]
        change = lsp.TextDocumentContentChangeWholeDocument(STUCK.replace("int, 2", "int, 3"))
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version=2, uri=uri), [change])
        )
        assert await client.diagnostics(lambda found: not found) == []
        command = lsp.ExecuteCommandParams("chancheck.verify", [uri, "main"])
        assert await client.workspace_execute_command_async(command) == "main: proved"  # of the text in the editor

    session(talk, tmp_path / "p.go", STUCK)


@pytest.mark.long
def test_errors_while_typing_and_a_lens_at_each_entry(tmp_path: Path) -> None:
    text = 'package p\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {\n\t_ = "𝔾", y\n}\n'

    async def talk(client: Client, uri: str) -> None:
        found = await client.diagnostics(bool)
        assert {d.code for d in found} <= {"CC201", "CC202", "CC203", "CC001"} and found[0].source == "chancheck"
        at = next(d for d in found if "undefined: y" in d.message)
        assert at.range == lsp.Range(lsp.Position(5, 11), lsp.Position(5, 12))  # the letter 𝔾 takes two units
        lenses = await client.text_document_code_lens_async(lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri)))
        assert [
            (lens.range.start.line, list((lens.command and lens.command.arguments) or ())) for lens in lenses or ()
        ] == [(4, [uri, "TestOne"])]

    session(talk, tmp_path / "p_test.go", text)


def test_a_proved_repair_is_applied(tmp_path: Path) -> None:
    async def talk(client: Client, uri: str) -> None:
        client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        found = await client.diagnostics(bool)
        where = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(uri), found[0].range, lsp.CodeActionContext(diagnostics=found)
        )
        (action,) = await client.text_document_code_action_async(where) or ()
        assert "chancheck.fix" in str(action)  # lsprotocol reads an action with a command as a command
        await client.workspace_execute_command_async(lsp.ExecuteCommandParams("chancheck.fix", [uri]))
        (edit,) = client.edits
        ((changed,),) = (edit.edit.changes or {}).values()
        assert verify(changed.new_text).verdict.answer == "proved"

    session(talk, tmp_path / "p.go", STUCK)


@pytest.mark.long
def test_hover_says_the_room_of_a_channel(tmp_path: Path) -> None:
    async def talk(client: Client, uri: str) -> None:
        place = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(4, 3))
        hover = await client.text_document_hover_async(place)
        assert hover is not None
        assert hover.contents == "channel `answers` (made at p.go:4): capacity 2; it holds at most 2"
        nothing = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(0, 1))
        assert await client.text_document_hover_async(nothing) is None

    session(talk, tmp_path / "p.go", STUCK)


def test_a_file_of_a_package_is_verified_by_the_tests_beside(tmp_path: Path) -> None:
    """The finding is in the library's file, the entry in the test's; each file has its own findings."""
    library = "package queue\n\nfunc put(c chan int) {\n\tc <- 1\n}\n"
    test = (
        'package queue\n\nimport "testing"\n\nfunc TestPut(t *testing.T) {\n\tc := make(chan int)\n\tput(c)\n\t<-c\n}\n'
    )
    (tmp_path / "go.mod").write_text("module example.com/queue\n\ngo 1.22\n")
    (tmp_path / "put_test.go").write_text(test)

    async def talk(client: Client, uri: str) -> None:
        client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        (finding,) = await client.diagnostics(bool)
        assert (finding.code, finding.range.start.line) == ("CC101", 3)
        assert client.published[-1].uri == uri
        change = lsp.TextDocumentContentChangeWholeDocument(library.replace("\tc <- 1\n", ""))
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version=2, uri=uri), [change])
        )
        client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        await client.diagnostics(lambda found: bool(found) and client.published[-1].uri.endswith("put_test.go"))
        assert client.published[-1].diagnostics[0].range.start.line == 7
        assert not [told.diagnostics for told in client.published if told.uri == uri][-1]

    session(talk, tmp_path / "put.go", library)
