"""`chancheck learn`: the lessons' texts, and lessons with a simulated learner."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.cli.learn import command
from chancheck.language import LANGUAGES, usual_language
from chancheck.learn import lessons, progress
from chancheck.learn.lessons import lesson, names
from chancheck.learn.teacher import CHOICES, STEPPED, Quit, Teacher, shortest
from chancheck.learn.words import WORDS, Words
from chancheck.stepping.session import Session


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def learner(*lines: str) -> Callable[[str], str]:
    left = iter(lines)

    def read(prompt: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return read


def taught(step: str, name: str, folder: Path, *lines: str, language: str = "en") -> str:
    """The text of one step of a lesson."""
    said: list[str] = []
    teacher = Teacher(Words(language), learner(*lines), said.append, folder)
    getattr(teacher, step)(lesson(name, language))
    return "\n".join(said)


# --- texts ------------------------------------------------------------------------------------------


def test_there_are_31_lessons_in_two_languages() -> None:
    assert len(names()) == 31
    for name in names():
        english, portuguese = (lesson(name, language).texts for language in LANGUAGES)
        assert english != portuguese and len(english.hints) == len(portuguese.hints) >= 2
        for text in (english, portuguese):
            assert all((text.title, text.story, text.question, text.moral, *text.hints))
            assert len(text.story.split()) <= 50
        assert "**" not in english.story


@pytest.mark.parametrize("name", names())
def test_a_lesson_does_not_begin_with_the_answer(name: str) -> None:
    for language in LANGUAGES:
        one = lesson(name, language)
        before = f"{one.texts.title} {one.texts.story} {one.texts.question} {one.broken}".lower()
        for word in ("chancheck:", "deadlock", "leak", "vazamento", "panic:", "data race", "corrida de dados"):
            assert word not in before, word
    assert not (lessons.folder() / name / "broken.gol").read_text().startswith("//chancheck:expect")


def test_words_have_the_same_gaps_in_both_languages() -> None:
    for english, portuguese in WORDS.values():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", portuguese))


@pytest.mark.parametrize("name", [name for name in names() if lesson(name, "en").kinds[0] in STEPPED])
def test_what_is_to_be_broken_can_be(name: str) -> None:
    one = lesson(name, "en")
    least = shortest(Session(one.source, one.search()), one.kinds[0])
    assert (least > 0) == (name != "19-starvation")  # a goroutine runs there for ever, so no run ends


# --- steps ------------------------------------------------------------------------------------------


def test_predict(tmp_path: Path) -> None:
    right, wrong = (str(CHOICES.index(kind) + 1) for kind in ("deadlock", "panic"))
    assert "Right." in taught("predict", "14-lock-order", tmp_path, "x", right)
    assert progress.load() == {"14-lock-order": ["predicted"]}
    assert "Right." not in taught("predict", "01-handshake", tmp_path, wrong)
    assert "01-handshake" not in progress.load()


def test_break_it(tmp_path: Path) -> None:
    # the start, then a lock for each goroutine
    said = taught("break_it", "14-lock-order", tmp_path, "1", "h", "1", "b", "2", "1")
    assert "Done in 3 moves; the shortest run has 3." in said
    assert "a deadlock: all goroutines wait in 1 steps" in said
    assert progress.load() == {"14-lock-order": ["broken"]}


def test_the_program_may_win(tmp_path: Path) -> None:
    said = taught("break_it", "02-forgotten-receiver", tmp_path, "1", "s")
    assert "Done" not in said
    ways = ["1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "s"]
    said = taught("break_it", "14-lock-order", tmp_path, *ways)
    assert "All finished" in said or "otherwise" in said
    assert progress.load() == {}


def test_races_are_not_stepped(tmp_path: Path) -> None:
    assert "a data race" in taught("break_it", "13-counter", tmp_path)


def test_a_scheduler_of_its_own(tmp_path: Path) -> None:
    assert "P1: steal" in taught("break_it", "25-work-stealing", tmp_path, "1", "s")


def test_check_shows_the_report(tmp_path: Path) -> None:
    assert "main never ends" in taught("check", "23-cooperative", tmp_path) or "no processor takes it up" in taught(
        "check", "23-cooperative", tmp_path
    )
    assert "deadlock[CC101]" in taught("check", "14-lock-order", tmp_path)


def test_repair(tmp_path: Path) -> None:
    one = lesson("14-lock-order", "en")
    with pytest.raises(EOFError):
        taught("repair", one.name, tmp_path, "", "h", "s")
    file = tmp_path / "14-lock-order.go"
    assert file.read_text() == one.broken
    file.write_text("package main\n\nfunc main() { x }\n")
    with pytest.raises(EOFError):
        taught("repair", one.name, tmp_path, "")
    assert progress.load() == {}
    file.write_text(one.fixed)
    said = taught("repair", one.name, tmp_path, "")
    assert "Proved" in said and one.texts.moral in said
    assert progress.load() == {one.name: ["repaired"]}


@pytest.mark.parametrize("name", ["23-cooperative", "25-work-stealing", "04-limit-channel"])
def test_the_solution_is_accepted(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.go").write_text(lesson(name, "en").fixed)
    assert "Provado" in taught("repair", name, tmp_path, "", language="pt-BR")


def test_quit_anywhere(tmp_path: Path) -> None:
    teacher = Teacher(Words("en"), learner("2", "q"), lambda text: None, tmp_path)
    with pytest.raises(Quit):
        teacher.teach(lesson("14-lock-order", "en"), 14, 28)


# --- command ----------------------------------------------------------------------------------------


def test_the_command(tmp_path: Path) -> None:
    run = CliRunner().invoke(command, ["14", "--lang", "pt-BR", "--folder", str(tmp_path)], input="2\nq\n")
    assert run.exit_code == 0
    assert "Lição 14 de 31: Duas travas" in run.output and "Certo." in run.output
    listed = CliRunner().invoke(command, ["--list", "--lang", "en"]).output
    assert "*..  14-lock-order           Two locks" in listed
    assert len(listed.splitlines()) == 31
    CliRunner().invoke(command, ["--reset", "--list"])
    assert progress.load() == {}


def test_lessons_by_name() -> None:
    assert lessons.wanted("7") == "07-send-on-closed"
    assert lessons.wanted("philo") == "20-philosophers"
    run = CliRunner().invoke(command, ["channel"])
    assert run.exit_code == 2 and "several lessons" in run.output


def test_the_language_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, language in (("pt_BR.UTF-8", "pt-BR"), ("de_DE.UTF-8", "en"), ("C", "en")):
        monkeypatch.setenv("LC_ALL", said)
        assert usual_language() == language


@pytest.mark.parametrize("text", ["", "[]", '{"lessons": 3}', json.dumps({"lessons": {"01-handshake": None}})])
def test_damaged_progress_is_none(text: str) -> None:
    progress.file().parent.mkdir(parents=True)
    progress.file().write_text(text)
    assert progress.load() == {}
    progress.note("01-handshake", "broken")
    assert progress.load() == {"01-handshake": ["broken"]}
