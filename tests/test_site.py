"""The site of the documents: what is staged, what the link check notices, and a whole build."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
import zlib
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest

from chancheck.cli.commands import COMMANDS

SITE = Path(__file__).parents[1] / "docs" / "site"


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of docs/site, which is no package."""
    monkeypatch.syspath_prepend(str(SITE))
    return importlib.import_module


def test_every_document_is_a_page(part: Any, tmp_path: Path) -> None:
    part("stage").stage(tmp_path, playground=True)
    docs = SITE.parent
    pages = {file.relative_to(docs.parent).as_posix() for file in [*docs.glob("*.md"), *docs.parent.glob("*.md")]}
    assert pages - set(part("stage").PLACES) == {"README.md"}  # the first page of the site stands for it
    taught = list((docs.parent / "examples" / "lessons").glob("*/texts.toml"))
    assert taught and len(list((tmp_path / "docs" / "lessons").rglob("*-*.md"))) == 2 * len(taught)
    lesson = (tmp_path / "docs" / "lessons" / "pt-BR" / "13-counter.md").read_text()
    assert "](../../playground/app/index.html#p=" in lesson
    nav = tomllib.loads((tmp_path / "zensical.toml").read_text())["project"]["nav"]
    named = re.findall(r"'([\w/.-]+\.md)'", str(nav))
    assert sorted(named) == sorted(f.relative_to(tmp_path / "docs").as_posix() for f in tmp_path.rglob("*.md"))


def test_names_become_links(part: Any) -> None:
    linked = part("stage").linked
    assert linked("See `docs/fix.md`.", "errors/CC101.md") == "See [fix](../fix.md)."
    assert linked("See ADR 16.", "api.md") == "See [ADR 16](adr/0016-waitgroups-closely.md)."
    assert linked("[x](lessons/01-handshake/lesson.md)", "examples.md") == "[x](lessons/01-handshake.md)"
    assert linked("```\n`docs/fix.md`\n```", "api.md") == "```\n`docs/fix.md`\n```"


def test_a_lesson_opens_in_the_playground(part: Any) -> None:
    packed = part("stage").packed("package main\n")
    assert zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), -15) == b"package main\n"


def test_the_references_name_everything(part: Any) -> None:
    commands = part("cli_reference").page()
    assert all(f"## chancheck {name}\n" in commands for name in COMMANDS)
    assert "`--budget TIME`" in commands
    interface = part("api_reference").page()
    assert "### verify_all" in interface and "| `preemptions` | `int` |" in interface


def test_help_is_no_markup(part: Any) -> None:
    plain = part("cli_reference").plain
    assert plain("[](a -> <>b) `x[1]`") == "\\[\\](a -\\> \\<\\>b) `x[1]`"


def test_man_pages(part: Any) -> None:
    pages = dict(part("man").pages())
    assert len(pages) == len(COMMANDS) + 1
    assert '.TH "CHANCHECK-VERIFY" 1' in pages["chancheck-verify.1"]
    assert "\\-\\-budget TIME" in pages["chancheck-verify.1"]


def test_the_check_of_links(part: Any, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.html").write_text('<h2 id="there">x</h2>')
    links = '<a href="b/#there"></a><a href="b/#gone"></a><a href="c/"></a><a href="https://example.com/x"></a>'
    (tmp_path / "index.html").write_text(links + '<script src="https://example.com/x.js"></script>')
    assert part("links").broken(tmp_path) == [
        "index.html: loads https://example.com/x.js",
        "index.html: b/#gone: no such anchor",
        "index.html: c/: no such page",
    ]


@pytest.mark.long
def test_a_whole_build(tmp_path: Path) -> None:
    pytest.importorskip("zensical")
    done = subprocess.run([sys.executable, str(SITE / "build.py"), str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Goroutine leak" in (tmp_path / "errors" / "CC102" / "index.html").read_text()
