"""`chancheck verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chancheck.cli.options import POSITIVE, Parsed, SourcePath, checks, exploring, kept_reductions, pattern
from chancheck.cli.verifying import say_what_is_missing, status_of, verified
from chancheck.language import LANGUAGES
from chancheck.report import FORMATS, TRACE_FORMATS


def format_and_file(text: str) -> tuple[str, Path]:
    format, equals, file = text.partition("=")
    if not equals or not file or format not in (*FORMATS, "html"):
        raise ValueError(f"{text!r} is not of the form FORMAT=FILE (formats: {', '.join(FORMATS)})")
    return format, Path(file)


def names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


SEARCHES = ["auto", "bfs", "dfs", "random"]


@click.command("verify", short_help="Verify Go programs: files, packages, modules.")
@click.argument("paths", nargs=-1, type=SourcePath(), metavar="[PATH ...]")
@exploring
@checks
@click.option("--run", type=Parsed("REGEX", pattern), help="Only the entries that match, as go test -run does.")
@click.option("-x", "--exit-first", is_flag=True, help="Stop at the first violation.")
@click.option("--search", type=click.Choice(SEARCHES), default="auto", show_default=True, help="Order of the search.")
@click.option(
    "--lossy",
    is_flag=True,
    help="From half of --memory on, use bitstate hashing, which may miss states, and report the estimated coverage. "
    "Bugs found are real; nothing is proved.",
)
@click.option(
    "--no-reduce",
    "reduce",
    type=Parsed("reductions", kept_reductions),
    metavar="NAMES",
    help="Explore without these reductions: backoff, por, slice, symmetry.",
)
@click.option("--seed", type=int, default=0, metavar="N", help="For --search random.")
@click.option("--output-format", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option(
    "--also",
    multiple=True,
    type=Parsed("FORMAT=FILE", format_and_file),
    help="Also write the report in this format to this file.",
)
@click.option(
    "--for-all",
    metavar="NAME",
    help="Answer for every value from 1 on of this package constant, a number of goroutines, rounds or elements.",
)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the report as a web page.")
@click.option("--trace-format", type=click.Choice(TRACE_FORMATS), default="table", show_default=True)
@click.option(
    "--show",
    multiple=True,
    type=Parsed("NAMES", names),
    callback=lambda context, param, given: tuple(name for some in given for name in some),
    help="Show what each step changes in these shared variables, fields, channels and locks: total,p.jobs or '*'.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of the explanations; default: that of your locale."
)
@click.option("-q", "--quiet", is_flag=True, help="Do not list proved entries.")
@click.option(
    "--inconclusive",
    type=click.Choice(["fail", "warn"]),
    default="fail",
    show_default=True,
    help="Whether an inconclusive answer fails (exit 3).",
)
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The file that standard input counts as.")
@click.option("--coverage", is_flag=True, help="Also list lines, cases and assertions that no run reaches (text only).")
@click.option("--packages", is_flag=True, help="Take a .go file for its package; a package without entries passes.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 for violations and inconclusive answers too.")
@click.option("--watch", is_flag=True, help="Verify again whenever a Go file is saved, until Ctrl-C.")
@click.option("--cluster", metavar="ADDRESS", help="Decide entries on this Ray cluster; auto: one of this machine.")
@click.option(
    "--shards",
    type=POSITIVE,
    metavar="N",
    help="Partition the states of each entry over N workers; with --search random, N workers with a seed each.",
)
@click.option("--cache/--no-cache", default=True, show_default=True, help="Use verdicts of earlier runs.")
def command(paths: tuple[Path, ...], **given: Any) -> None:
    """Verify Go programs: files, packages (their folders), or ./... for all packages below (default: this folder).

    Exit status: 0 all proved or as expected, 1 a violation, 2 usage, syntax or type error, 3 inconclusive, 4 internal
    error, 5 nothing to check.
    """
    if given["lossy"] and given["engine"] == "reference":
        raise click.UsageError("the reference engine keeps every state: --lossy needs --engine native or auto")
    if given["coverage"] and given["output_format"] not in ("full", "concise"):
        raise click.UsageError("--coverage is text: it needs --output-format full or concise")
    if given["cluster"] is not None or given["shards"] is not None:
        from chancheck.cli.clustered import check_given

        check_given(given)
    say_what_is_missing(given["engine"], given["lossy"])
    paths = paths or (Path(),)
    if given["for_all"] is not None:
        from chancheck.cli.forall import answered

        raise SystemExit(answered(paths, given))
    if given["stdin_filename"] is not None:
        paths = tuple(as_file(path, given["stdin_filename"]) for path in paths)
    if given["watch"]:
        from chancheck.cli.watch import again_on_save

        if Path("-") in paths:
            raise click.UsageError("--watch needs files or folders, not standard input")
        raise SystemExit(again_on_save(lambda: verified(paths, given), paths))
    raise SystemExit(status_of(paths, given))


def as_file(path: Path, file: Path) -> Path:
    """Standard input under the name of a file: it has that file's package and module."""
    from chancheck import facts

    if str(path) != "-":
        return path
    facts.overlay(file, facts.content(path))
    return file
