"""The language server as an editor uses it, by pytest-lsp: capabilities, lens, progress, findings, hover, repair."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

pytestmark = pytest.mark.long

STUCK = "package main\n\nfunc main() {\n\tjobs := make(chan int, 2)\n\tfor i := range 3 {\n\t\tjobs <- i\n\t}\n}\n"


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[sys.executable, "-m", "chancheck", "lsp"]))
async def client(lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    capabilities = client_capabilities("visual-studio-code")
    answer = await lsp_client.initialize_session(
        lsp.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri())
    )
    lsp_client.server = answer.capabilities  # type: ignore[attr-defined]
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, folder: Path, text: str = STUCK) -> lsp.TextDocumentIdentifier:
    file = folder / "main.go"
    file.write_text(text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(file.as_uri(), "go", 1, text)))
    return lsp.TextDocumentIdentifier(file.as_uri())


@pytest.mark.asyncio
async def test_what_the_server_offers(client: LanguageClient) -> None:
    offered = client.server  # type: ignore[attr-defined]
    assert offered.hover_provider and offered.code_lens_provider and offered.code_action_provider
    assert {"chancheck.verify", "chancheck.fix"} <= set(offered.execute_command_provider.commands)


@pytest.mark.asyncio
async def test_the_lens_verifies_with_progress(client: LanguageClient, tmp_path: Path) -> None:
    document = opened(client, tmp_path)
    (lens,) = await client.text_document_code_lens_async(lsp.CodeLensParams(document)) or ()
    assert lens.command is not None and (lens.command.title, lens.range.start.line) == ("Verify", 2)
    said = await client.workspace_execute_command_async(
        lsp.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    )
    assert said == "main: violated: deadlock"
    (finding,) = client.diagnostics[document.uri]
    assert finding.code == "CC101" and finding.related_information
    reports = [kind for told in client.progress_reports.values() for kind in told]
    assert isinstance(reports[0], lsp.WorkDoneProgressBegin) and reports[0].title == "chancheck: main"
    assert isinstance(reports[-1], lsp.WorkDoneProgressEnd)


@pytest.mark.asyncio
async def test_hover_at_a_channel(client: LanguageClient, tmp_path: Path) -> None:
    document = opened(client, tmp_path)
    hover = await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(5, 3)))
    assert hover is not None and "capacity 2; it holds at most 2" in str(hover.contents)
    assert await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(0, 2))) is None


@pytest.mark.asyncio
async def test_a_code_action_only_at_a_finding(client: LanguageClient, tmp_path: Path) -> None:
    document = opened(client, tmp_path)
    await client.workspace_execute_command_async(lsp.ExecuteCommandParams("chancheck.verify", [document.uri, "main"]))
    found = client.diagnostics[document.uri]
    at = lsp.CodeActionParams(document, found[0].range, lsp.CodeActionContext(found))
    assert len(await client.text_document_code_action_async(at) or ()) == 1
    nowhere = lsp.CodeActionParams(document, found[0].range, lsp.CodeActionContext([]))
    assert not await client.text_document_code_action_async(nowhere)
