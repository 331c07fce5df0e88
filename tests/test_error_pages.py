"""Every page of `chancheck explain` shows a program with the error and a repair without it."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import chancheck
from chancheck.cli.commands import chancheck as chancheck_command
from chancheck.verdict import codes

PAGES = sorted((Path(__file__).parents[1] / "docs" / "errors").glob("CC*.md"))
WITHOUT_PROGRAM = {"CC004", "CC091", "CC092", "CC400"}
"""Errors of files, of a nesting too deep to print, and of chancheck itself."""


def programs(page: Path, heading: str) -> list[str]:
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", page.read_text(), re.MULTILINE | re.DOTALL)
    assert section, f"{page.name} lacks the section {heading}"
    return re.findall(r"```go\n(.*?)```", section[1], re.DOTALL)


def reported(text: str) -> set[str]:
    """The codes of all findings and diagnostics of a program."""
    results = chancheck.verify_all(text)
    findings = {codes.CODES[finding.kind] for result in results for finding in result.verdict.findings}
    return findings | {diagnostic.code for result in results for diagnostic in result.diagnostics}


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem not in WITHOUT_PROGRAM], ids=lambda p: p.stem)
def test_the_example_has_the_error_and_the_repair_has_not(page):
    (example,), (repair,) = programs(page, "Example"), programs(page, "Repair")
    assert reported(example) == {page.stem}
    assert not reported(repair) - {"CC101"} if page.stem == "CC094" else not reported(repair)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_page_says_how_to_repair(page):
    assert page.read_text().startswith(f"# {page.stem}: ")
    assert "## Repair" in page.read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_page_is_there_in_portuguese(page):
    """With the same programs, in the same order, and no others."""
    english, portuguese = codes.explanation(page.stem), codes.explanation(page.stem, "pt-BR")
    assert codes.BLOCK.findall(english) == codes.BLOCK.findall(portuguese)
    assert portuguese.startswith(f"# {page.stem}: ") and "## Correção" in portuguese
    assert ("## Exemplo" in portuguese) == ("## Example" in english) and "{code" not in portuguese


@pytest.mark.parametrize(("arguments", "locale", "heading"), [
    ([], "pt_BR.UTF-8", "# CC101: Deadlock\n\nO programa"),
    ([], "C", "# CC101: Deadlock\n\nThe program"),
    (["--lang", "pt-BR"], "C", "# CC101: Deadlock\n\nO programa"),
    (["--lang", "en"], "pt_BR.UTF-8", "# CC101: Deadlock\n\nThe program"),
])  # fmt: skip
def test_the_language_is_that_of_the_locale_or_of_the_option(arguments, locale, heading):
    done = CliRunner().invoke(chancheck_command, ["explain", "deadlock", *arguments], env={"LC_ALL": locale})
    assert done.output.startswith(heading)


@pytest.mark.parametrize("answer", codes.ANSWERS)
def test_every_answer_has_a_page_in_both_languages(answer):
    english, portuguese = codes.explanation(answer), codes.explanation(answer.upper(), "pt-BR")
    assert english.startswith(f"# {answer}: ") and portuguese.startswith(f"# {answer}: ")
    assert english.count("\n## ") == portuguese.count("\n## ") and english.count("\n| ") == portuguese.count("\n| ")


def test_options_that_the_pages_of_answers_name_exist():
    context = click.Context(chancheck_command)
    commands = [chancheck_command.get_command(context, name) for name in chancheck_command.list_commands(context)]
    options = {name for command in commands for p in command.params for name in p.opts}
    named = {word for answer in codes.ANSWERS for word in re.findall(r"--[a-z]+[a-z-]*", codes.explanation(answer))}
    assert named and named <= options


def test_a_near_word_is_suggested():
    done = CliRunner().invoke(chancheck_command, ["explain", "inconclusve"])
    assert done.exit_code == 2 and "did you mean inconclusive?" in done.output
