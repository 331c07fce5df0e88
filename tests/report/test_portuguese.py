"""Explanations in Brazilian Portuguese: every template has a translation, and none is left in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancheck.check import Options, check_source
from chancheck.language import SLOT, count, say, speaking, translated
from chancheck.language.portuguese import SAID, WORDED
from chancheck.report import render
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.subtests import ALONE
from chancheck.verdict.finding import LIMITS
from chancheck.verdict.judge import QUEUED, TIMED
from chancheck.verdict.timer_sensitivity import CLOCK, EVERY_TIME, NOT_KNOWN

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "chancheck" / "report"
COMPUTED = re.compile(
    r"^(1|\{n\}) \w+|entries$|^, which (sent on|received from|closed) it,$|^(error|proved|violated|inc)"
)
"""Keys that the code puts together."""

ENGLISH = re.compile(
    r"\b(the|waits|wait|holds|hold|since|which|only|can|still|could|returned|blocked|forever|never|reach|called|steps|"
    r"before|after|nothing|take|with|its|found|and|states|wakes|starts|returns|closed the)\b"
)
WORDS_OF_GO = re.compile(r"\((select|chan|sync)[^)]*\)|`[^`]*`")


def constants(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said(file: Path) -> Iterator[str]:
    """Literal templates of calls of `say`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and len(part.value) > 1:
                    inside_format = any(isinstance(x, ast.JoinedStr) for x in ast.walk(node.args[0]))
                    if not inside_format:
                        yield part.value


FILES = [*sorted(REPORT.glob("*.py")), ROOT / "chancheck" / "language" / "__init__.py"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_template_has_a_translation(file: Path) -> None:
    assert [text for text in said(file) if text not in SAID and text != "Stop"] == []


def needs() -> set[str]:
    """The acts of another goroutine that models name, other than methods."""
    texts = [file.read_text() for file in (ROOT / "models").rglob("*.go")]
    return {said for text in texts for said in re.findall(r"; needs ([^;\n]* [^;\n]*)", text)}


def test_what_others_would_have_to_do_has_a_translation() -> None:
    assert {"cancel it", "write to the pipe"} <= needs() <= SAID.keys()


def test_no_translation_is_left_over() -> None:
    there = {text for file in FILES for text in constants(file)} | needs() | {"send", "receive", "close"}
    assert [key for key in SAID if key not in there and not COMPUTED.match(key)] == []


WORDED_BEFORE = [
    *(str(limit) for limit in LIMITS.values()), QUEUED, TIMED, CLOCK, NOT_KNOWN.format("exact"), ALONE,
    EVERY_TIME.format("exact"), "scale 3 (100 and 1000 became 3)",
]  # fmt: skip


@pytest.mark.parametrize("text", WORDED_BEFORE)
def test_texts_worded_before_the_report_are_found(text: str) -> None:
    with speaking("pt-BR"):
        said = translated(text)
    assert not ENGLISH.findall(re.sub(r"--[\w-]+( \w+)?|\([^)]*became[^)]*\)", "", said)), said
    assert said != text


@pytest.mark.parametrize("english, portuguese", [*SAID.items(), *WORDED.items()])
def test_slots_are_kept(english: str, portuguese: str) -> None:
    assert sorted(SLOT.findall(english)) == sorted(SLOT.findall(portuguese))


def test_amounts() -> None:
    assert [count(1, "state"), count(2048, "context switch")] == ["1 state", "2,048 context switches"]
    with speaking("pt-BR"):
        assert [count(1, "state"), count(2048, "context switch")] == ["1 estado", "2.048 trocas de contexto"]
    assert say("why:") == "why:"


def test_nested_texts() -> None:
    text = "only if slow: the timer at line 3 fires before goroutine 2 continues at line 9"
    with speaking("pt-BR"):
        assert translated(text) == (
            "só numa máquina lenta: o timer da linha 3 dispara antes que a goroutine 2 continue na linha 9"
        )
        assert translated("the test fails: blocked") == "o teste falha: blocked"  # the program's own words
        assert translated("no text of ours") == "no text of ours"


def programs() -> list[Path]:
    lessons = sorted((ROOT / "examples" / "lessons").glob("*/broken.gol"))
    return [
        *lessons,
        *sorted((ROOT / "examples" / "patterns").rglob("*broken*.gol")),
        *sorted((ROOT / "examples" / "services").glob("*broken*")),
    ]


def explanation(text: str) -> str:
    """The lines of a report that are ours: not the source, not Go's words, not the run."""
    lines = text.split("\n")
    kept = [
        line
        for line in lines
        if re.match(r"  - |    \S|correção|execução|verificações|\S+: .*: (violado|provado)", line)
    ]
    return "\n".join(WORDS_OF_GO.sub("", line) for line in kept if " | " not in line)


@pytest.mark.parametrize("file", programs(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_english_is_left(file: Path) -> None:
    results = check_source(Source(file.name, file.read_text(encoding="utf-8")), Options(budget=5))
    text = explanation(render(results, "full", Show(200, language="pt-BR")))
    assert "verificações:" in text
    assert ENGLISH.findall(text) == [], text
