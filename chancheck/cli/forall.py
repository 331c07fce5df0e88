"""`chancheck verify FILE --for-all NAME`: the answer for every value of a constant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import FOUND, OK, UNFINISHED
from chancheck.cli.options import check_options
from chancheck.cli.output import show_for, write
from chancheck.cli.progress import progress_shown
from chancheck.report.wrap import wrapped
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED

if TYPE_CHECKING:
    from chancheck.forall.decide import Answer


def answered(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Answer and report; the exit status."""
    from chancheck.files import read
    from chancheck.forall.decide import for_all

    if len(paths) != 1 or paths[0].is_dir():
        raise click.UsageError("--for-all needs one file")
    if given["output_format"] not in ("full", "concise"):
        raise click.UsageError("--for-all is text: it needs --output-format full or concise")
    for name in ("watch", "scale", "lossy"):
        if given[name]:
            raise click.UsageError(f"--for-all and --{name} do not go together")
    with on_bad_source(paths[0]), progress_shown() as progress:
        progress.file = str(paths[0])
        try:
            answer = for_all(read(paths[0]), given["for_all"], check_options({**given, "progress": progress}))
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    write(text(answer, given), given["output_file"])
    return {PROVED: OK, VIOLATED: FOUND, INCONCLUSIVE: UNFINISHED}[answer.answer]


def text(answer: Answer, given: dict[str, Any]) -> str:
    what, head = answer.name, f"{answer.file} {answer.entry}: "
    if answer.answer == VIOLATED:
        from chancheck.report import render

        assert answer.result is not None
        shown = show_for(given, sys.stdout if given["output_file"] is None else None)
        report = render([answer.result], given["output_format"], shown)
        return f"{head}violated at {what} = {answer.value}\n{report}"
    if answer.answer == INCONCLUSIVE:
        return "\n".join(wrapped(f"{head}inconclusive for every {what}: {answer.why}", 100)) + "\n"
    lines = [f"{head}proved for every {what} >= 1"]
    if answer.invariant:
        lines += ["in every state:", *(f"  {line}" for line in answer.invariant)]
    tested = ", ".join(f"{n} ({count:,})" for n, count in answer.tested.items())
    lines.append(f"tested on the states of {what} = {tested}")
    return "\n".join(lines) + "\n"
