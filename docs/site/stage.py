"""Stages the pages of the site: the documents of the repository, the lessons, and the references made from the code.

A document names another one, or an ADR, as code (`docs/fix.md`, ADR 16). Here these become links.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import api_reference
import cli_reference

from chancheck.language import LANGUAGES
from chancheck.learn.lessons import without_answer
from chancheck.verdict.codes import explanation

SITE = Path(__file__).resolve().parent
ROOT = SITE.parents[1]
LESSONS = ROOT / "examples" / "lessons"

PAGES = {
    "Home": {"index.md": "docs/site/index.md"},
    "Tutorial": {"tutorial.md": "docs/tutorial.md"},
    "How to": {
        "install.md": "docs/install.md",
        "ci.md": "docs/ci.md",
        "traces.md": "docs/traces.md",
        "fix.md": "docs/fix.md",
        "size.md": "docs/size.md",
        "http.md": "docs/http.md",
        "scheduler.md": "docs/scheduler.md",
        "temporal.md": "docs/temporal.md",
        "forall.md": "docs/forall.md",
        "cluster.md": "docs/cluster.md",
        "inputs.md": "docs/inputs.md",
        "editors.md": "docs/editors.md",
        "agents.md": "docs/agents.md",
        "configuration.md": "docs/configuration.md",
    },
    "Reference": {
        "api.md": "docs/api.md",
        "packages.md": "docs/packages.md",
        "semantics.md": "docs/semantics.md",
        "spec.md": "docs/spec.md",
        "glossary.md": "docs/glossary.md",
        "warts.md": "docs/warts.md",
        "changelog.md": "CHANGELOG.md",
    },
    "Examples": {"examples.md": "examples/README.md", "patterns.md": "examples/patterns/README.md"},
    "Playground": {"playground/index.md": "docs/playground/README.md"},
    "Architecture": {
        "architecture.md": "ARCHITECTURE.md",
        "internals-machine.md": "docs/internals-machine.md",
        "internals-native.md": "docs/internals-native.md",
        "page-protocol.md": "docs/page-protocol.md",
        "conformance.md": "docs/conformance.md",
        "performance.md": "docs/performance.md",
        "real.md": "docs/real.md",
        "contributing.md": "CONTRIBUTING.md",
        "adding-a-primitive.md": "docs/adding-a-primitive.md",
        "release.md": "docs/release.md",
    },
}
"""By section: each page of the site and the file it is made from."""

PLACES = {source: page for section in PAGES.values() for page, source in section.items()}


def stage(folder: Path, playground: bool) -> None:
    """Writes the pages and the configuration for Zensical into a folder."""
    docs = folder / "docs"
    nav: dict[str, list[str]] = {section: list(pages) for section, pages in PAGES.items()}
    for page, source in ((page, source) for section in PAGES.values() for page, source in section.items()):
        write(docs / page, linked((ROOT / source).read_text(encoding="utf-8"), page))
    nav["Reference"] = [*references(docs), *nav["Reference"]]
    nav["Lessons"] = list(lessons(docs, playground))
    nav["Error catalogue"] = [*copied(docs, "errors"), *translated(docs)]
    nav["Decisions"] = list(copied(docs, "adr"))
    shutil.copytree(ROOT / "docs" / "images", docs / "docs" / "images")
    if playground:
        app = docs / "playground" / "index.md"
        app.write_text(app.read_text() + "\n[Open the playground](app/index.html){ .md-button target=_blank }\n")
    order = (*("Home", "Tutorial", "How to", "Lessons", "Playground", "Reference", "Error catalogue"),
             *("Examples", "Architecture", "Decisions"))  # fmt: skip
    settings = (SITE / "zensical.toml").read_text(encoding="utf-8")
    listed = ", ".join(f"{{{json.dumps(section)} = {json.dumps(entry(nav[section]))}}}" for section in order)
    (folder / "zensical.toml").write_text(settings.replace("nav = []", f"nav = [{listed}]"), encoding="utf-8")


def entry(pages: list[str]) -> str | list[str]:
    return pages[0] if len(pages) == 1 else pages


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def references(docs: Path) -> Iterator[str]:
    write(docs / "cli.md", linked(cli_reference.page(), "cli.md"))
    yield "cli.md"
    write(docs / "api-reference.md", api_reference.page())
    yield "api-reference.md"


def copied(docs: Path, name: str) -> Iterator[str]:
    """A folder of documents, behind a page that lists them."""
    files = sorted((ROOT / "docs" / name).glob("*.md"))
    rows = [f"* [{title(file)}]({file.name})" for file in files]
    heading = {"errors": "Error catalogue", "adr": "Decisions"}[name]
    write(docs / name / "index.md", f"# {heading}\n\n" + "\n".join(rows) + "\n")
    yield f"{name}/index.md"
    for file in files:
        page = f"{name}/{file.name}"
        write(docs / page, linked(file.read_text(encoding="utf-8"), page))
        yield page


def translated(docs: Path) -> Iterator[str]:
    """The error catalogue in the other languages."""
    for language in LANGUAGES[1:]:
        codes = sorted(file.stem for file in (ROOT / "docs" / "errors" / language).glob("*.md"))
        texts = {code: explanation(code, language) or "" for code in codes}
        rows = [f"* [{text.split(chr(10), 1)[0].lstrip('# ')}]({code}.md)" for code, text in texts.items()]
        write(docs / "errors" / language / "index.md", f"# {WORDS[language]['errors']}\n\n" + "\n".join(rows) + "\n")
        yield f"errors/{language}/index.md"
        for code, text in texts.items():
            page = f"errors/{language}/{code}.md"
            write(docs / page, linked(text, page))
            yield page


def title(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")


# --- lessons ---------------------------------------------------------------------------------------


def lessons(docs: Path, playground: bool) -> Iterator[str]:
    """A page for each lesson, in both languages, and a page that lists them."""
    names = sorted(file.parent.name for file in LESSONS.glob("*/texts.toml"))
    texts = {name: tomllib.loads((LESSONS / name / "texts.toml").read_text(encoding="utf-8")) for name in names}
    for language in LANGUAGES:
        index = "lessons/index.md" if language == "en" else f"lessons/{language}/index.md"
        rows = [f"{n}. [{texts[name][language]['title']}]({name}.md)" for n, name in enumerate(names, 1)]
        write(docs / index, WORDS[language]["index"] + "\n" + "\n".join(rows) + "\n")
        yield index
        for name in names:
            page = index.replace("index.md", f"{name}.md")
            write(docs / page, lesson(name, texts[name][language], language, playground))
            yield page


def lesson(name: str, said: dict[str, str], language: str, playground: bool) -> str:
    words = WORDS[language]
    broken, fixed = (
        without_answer((LESSONS / name / f"{half}.gol").read_text(encoding="utf-8")) for half in ("broken", "fixed")
    )
    hints = "\n".join(f"    {n}. {hint}" for n, hint in enumerate(said["hints"], 1))
    up = "../" * (1 if language == "en" else 2)  # of the Markdown file
    play = f"[{words['play']}]({up}playground/app/index.html#p={packed(broken)}&s=)\n\n" if playground else ""
    parts = [
        f"# {said['title']}\n\n{said['story']}\n\n**{said['question']}**\n\n```go\n{broken}```\n\n{play}",
        f"    chancheck learn {name}{'' if language == 'en' else f' --lang {language}'}\n\n",
        f'??? tip "{words["hints"]}"\n\n{hints}\n\n',
        f'??? success "{words["repair"]}"\n\n    ```go\n{indented(fixed)}    ```\n\n    {said["moral"]}\n',
    ]
    return "".join(parts)


WORDS = {
    "en": {
        "index": "# Lessons\n\nPredict, break, check and repair. `chancheck learn` teaches the same lessons at the "
        "terminal.\n\n[Em português](pt-BR/index.md)\n",
        "play": "Run it in the playground",
        "hints": "Hints",
        "repair": "The repair",
    },
    "pt-BR": {
        "index": "# Lições\n\nPreveja, quebre, verifique e corrija. `chancheck learn --lang pt-BR` ensina as mesmas "
        "lições no terminal.\n\n[In English](../index.md)\n",
        "play": "Executar no playground",
        "hints": "Dicas",
        "repair": "A correção",
        "errors": "Catálogo de erros",
    },
}


def packed(text: str) -> str:
    """A program as the playground's address carries it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return urlsafe_b64encode(packer.compress(text.encode()) + packer.flush()).decode().rstrip("=")


def indented(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(keepends=True))


# --- links -----------------------------------------------------------------------------------------

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")
NAMED = re.compile(r"(?<!\[)`((?:docs|examples)/[\w./-]+\.md|[A-Z]+\.md)`(?!\])")
FOLDER = re.compile(r"(?<!\[)`docs/(adr|errors)/`")
DECISION = re.compile(r"\bADR (\d+)\b(?![^\[]*\])")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def linked(text: str, page: str) -> str:
    """A document with links to pages of the site. Blocks of code stay as they are."""
    source = next((source for source, place in PLACES.items() if place == page), f"docs/{page}")
    pieces, at = [], 0
    for block in FENCED.finditer(text):
        pieces += [prose(text[at : block.start()], page, source), block[0]]
        at = block.end()
    return "".join([*pieces, prose(text[at:], page, source)])


def prose(text: str, page: str, source: str) -> str:
    up = "../" * page.count("/")
    lines = []
    for line in text.split("\n"):
        if not line.startswith("    "):
            line = LINK.sub(lambda found: f"]({up}{target(found[1], source)}{found[2] or ''})", line)
            line = NAMED.sub(lambda found: named(found, up), line)
            line = FOLDER.sub(lambda found: f"[{found[1]}]({up}{found[1]}/index.md)", line)
            line = DECISION.sub(lambda found: decided(found, up), line)
        lines.append(line)
    return "\n".join(lines)


def target(link: str, source: str) -> str:
    """Where a link of a file of the repository leads to on the site."""
    file = (ROOT / source).parent.joinpath(link).resolve()
    name = file.relative_to(ROOT).as_posix()
    return place(name) or name


def place(name: str) -> str:
    """The page that a file of the repository is on the site, or nothing."""
    if name in PLACES:
        return PLACES[name]
    if name.startswith(("docs/adr/", "docs/errors/")):
        return name.removeprefix("docs/")
    if lesson_page := re.fullmatch(r"examples/(lessons/[\w-]+)/lesson\.md", name):
        return f"{lesson_page[1]}.md"
    return ""


def named(found: re.Match[str], up: str) -> str:
    page = place(found[1])
    return f"[{found[1].rpartition('/')[2].removesuffix('.md')}]({up}{page})" if page else found[0]


def decided(found: re.Match[str], up: str) -> str:
    file = next((ROOT / "docs" / "adr").glob(f"{int(found[1]):04}-*.md"), None)
    return f"[{found[0]}]({up}adr/{file.name})" if file else found[0]
