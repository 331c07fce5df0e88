"""`chancheck learn`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from chancheck.language import LANGUAGES, usual_language


@click.command("learn")
@click.argument("lesson", default="")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the lessons; default: that of your locale.")
@click.option("--list", "listed", is_flag=True, help="List the lessons and what is done of each.")
@click.option("--reset", is_flag=True, help="Forget what is done.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("chancheck-lessons"),
    show_default=True,
    help="Where the programs that you repair are written.",
)
def command(lesson: str, lang: str | None, listed: bool, reset: bool, folder: Path) -> None:
    """Learn about concurrency in Go: 31 lessons, each with a program that you predict, break and repair.

    LESSON is a number or a part of a name; default: the first that is not done. Progress is kept in the user's data
    folder.
    """
    from chancheck.learn import lessons, progress
    from chancheck.learn.teacher import Quit, Teacher
    from chancheck.learn.words import Words

    language = lang or usual_language()
    names, words = lessons.names(), Words(language)
    if reset:
        progress.save({})
    if listed:
        contents(names, language)
        return
    try:
        start = names.index(lessons.wanted(lesson)) if lesson else first_left(names)
    except ValueError as error:
        raise click.UsageError(f"{error}; --list names the lessons") from None
    width = max(40, shutil.get_terminal_size((80, 24)).columns)
    teacher = Teacher(words, read, click.echo, folder, width)
    for number in range(start, len(names)):
        try:
            teacher.teach(lessons.lesson(names[number], language), number + 1, len(names))
        except Quit:
            click.echo("")
            return
    click.echo(words("finished"))


def read(prompt: str) -> str:
    try:
        return str(click.prompt("", prompt_suffix=prompt, default="", show_default=False))
    except click.Abort:
        raise EOFError from None


def first_left(names: list[str]) -> int:
    from chancheck.learn import progress

    done = progress.load()
    return next((n for n, name in enumerate(names) if "repaired" not in done.get(name, [])), 0)


def contents(names: list[str], language: str) -> None:
    from chancheck.learn import lessons, progress

    done = progress.load()
    for name in names:
        marks = "".join("*" if stage in done.get(name, []) else "." for stage in progress.STAGES)
        click.echo(f"{marks}  {name:<24}{lessons.lesson(name, language).texts.title}")
