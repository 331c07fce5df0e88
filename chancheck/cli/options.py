"""Option values and the options that several commands share."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chancheck.cli.given import check_options as check_options
from chancheck.verdict.finding import KINDS

if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic in late versions of click only

F = TypeVar("F", bound=Callable[..., Any])


class Parsed(ParamType):
    """An option value read by a function that raises ValueError with the reason."""

    def __init__(self, name: str, parse: Callable[[str], Any]) -> None:
        self.name = name
        self.parse = parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class SourcePath(click.Path):
    """A path of a source. "-" is standard input, which is read at once; a file of that name is ./-."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(str(super().convert(value, param, ctx)))
        if str(value) == "-":
            from chancheck import facts

            facts.overlay(path, b"" if sys.stdin is None else sys.stdin.buffer.read())
        return path


def seconds(text: str) -> float:
    from chancheck.files import seconds

    return seconds(text)


def size(text: str) -> int:
    from chancheck.files import size

    return size(text)


def kinds(text: str) -> frozenset[str]:
    words = text.replace(",", " ").split()
    for word in words:
        if word not in KINDS:
            from difflib import get_close_matches

            near = get_close_matches(word, KINDS, 1)
            raise ValueError(
                f"unknown kind {word!r}" + (f", did you mean {near[0]!r}?" if near else "") + kinds_known()
            )
    if not words:
        raise ValueError("no kind given" + kinds_known())
    return frozenset(words)


def kinds_known() -> str:
    return f" (kinds: {', '.join(KINDS)})"


def kept_reductions(text: str) -> frozenset[str]:
    """Those that are not named."""
    from chancheck.explore.engine import REDUCTIONS

    words = text.replace(",", " ").split()
    for word in words:
        if word not in REDUCTIONS:
            raise ValueError(f"unknown reduction {word!r} (reductions: {', '.join(sorted(REDUCTIONS))})")
    return REDUCTIONS.difference(words)


def definition(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier() or not value.strip():
        raise ValueError(f"{text!r} is not of the form NAME=VALUE")
    return name.strip(), value.strip()


def words(text: str) -> tuple[str, ...]:
    import shlex

    return tuple(shlex.split(text))


def text_of(name: str) -> str:
    from chancheck import facts

    text = facts.text(Path(name)) if name else ""
    if text is None:
        raise ValueError(f"cannot read {name}")
    return text


def pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is not a regular expression: {error}") from None
    return text


def go_version(text: str) -> str:
    major, _, rest = text.removeprefix("go").partition(".")
    minor = rest.split(".")[0]
    if major != "1" or not minor.isdigit():
        raise ValueError(f"{text!r} is not a Go version such as 1.21")
    return f"1.{minor}"


def known_engine(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """The native engine is there only if chancheck was installed with a compiler."""
    if name == "native":
        from chancheck.explore.native import NativeEngine

        try:
            NativeEngine()
        except ImportError as error:
            raise click.UsageError(
                f"there is no native engine here ({error}): install a C++20 compiler such as g++ and then chancheck "
                "again, or leave out --engine native"
            ) from None
    return name


POSITIVE = click.IntRange(min=1)

ENGINES, TIMES = ["auto", "native", "reference"], ["auto", "any", "exact", "virtual"]

EXPLORING: list[Callable[[Any], Any]] = [
    click.option("--entry", default="", metavar="NAME", help="main or a test; default: main, else all tests."),
    click.option("-D", "define", multiple=True, type=Parsed("NAME=VALUE", definition), help="Set a package const."),
    click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, callback=known_engine,
                 help="Engine that explores the states."),
    click.option("--max-states", type=POSITIVE, metavar="N", help="Stop after N states."),
    click.option("--max-depth", type=POSITIVE, metavar="N", help="Do not explore runs longer than N steps."),
    click.option("--budget", type=Parsed("TIME", seconds), help="Time for each entry, such as 10s; by default 60s."),
    click.option(
        "--memory",
        type=Parsed("SIZE", size),
        help="Stop when the process is this big, such as 4G; by default half of the machine's memory.",
    ),
    click.option("--jobs", type=POSITIVE, default=1, metavar="N", show_default=True, help="Threads, breadth first."),
    click.option("--time", type=click.Choice(TIMES), default="auto", show_default=True,
                 help="When timers fire. auto: exact timers in tests, with warnings of slow machines; else any."),
    click.option("--scale", type=POSITIVE, metavar="N",
                 help="Check a smaller program: literal bounds of loops, sizes and workers of 10 and more become N."),
    click.option("--ltl", multiple=True, metavar="FORMULA",
                 help="A temporal property besides those that files state, such as '[](sent -> <>received)'."),
    click.option("--fair", type=click.Choice(["weak", "select", "strong", "none"]), default="weak", show_default=True,
                 help="Assumption about the scheduler, for temporal properties."),
    click.option("--go", type=Parsed("VERSION", go_version), default=None, help="Language version, such as 1.21."),
    click.option("--requests", type=click.IntRange(min=0), default=None, metavar="N",
                 help="Requests that come to each HTTP server that listens; by default 2, in tests none."),
    click.option("--args", type=Parsed("TEXT", words), default=(),
                 help="Arguments of the program, as a shell reads them."),
    click.option("--stdin", type=Parsed("FILE", text_of), default="",
                 help="File that the program reads as standard input; by default there is nothing to read."),
    click.option("-v", "--verbose", count=True, help="Say more: warnings, statistics, whole runs."),
]  # fmt: skip


SCHEDULING: list[Callable[[Any], Any]] = [
    click.option("--sched", type=click.Choice(["free", "gmp"]), default="free", show_default=True,
                 help="Scheduling model: any runnable goroutine, or Go's scheduler."),
    click.option("--procs", type=POSITIVE, default=1, metavar="N", show_default=True, help="With gmp: GOMAXPROCS."),
    click.option("--preempt/--no-preempt", default=True, help="With gmp: stop goroutines that run for long."),
    click.option("--global-every", type=click.IntRange(min=0), default=61, metavar="N", show_default=True,
                 help="With gmp: each Nth pick polls the global queue first."),
    click.option("--queue", type=POSITIVE, default=256, metavar="N", show_default=True,
                 help="With gmp: room in a local queue."),
    click.option("--steal", type=click.Choice(["any", "in-order"]), default="any", show_default=True,
                 help="With gmp: order in which an idle processor steals."),
]  # fmt: skip


def exploring(command: F) -> F:
    for option in reversed(EXPLORING + SCHEDULING):
        command = option(command)
    return command


def checks(command: F) -> F:
    option = click.option(
        "--check", "checks", type=Parsed("KINDS", kinds), help=f"What to look for, of {','.join(KINDS)}. Default: all."
    )
    return option(command)


def clustered(command: F) -> F:
    """--cluster of the commands that try many variants of a program. Connects, or says why not."""

    def connect(ctx: click.Context, param: click.Parameter, address: str | None) -> str | None:
        if address is not None:
            from chancheck.cli.clustered import connect

            connect(address)
        return address

    option = click.option(
        "--cluster", metavar="ADDRESS", callback=connect, help="Trials on this Ray cluster; auto: one of this machine."
    )
    return option(command)
