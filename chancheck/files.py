"""The text of a file, and the directives that it carries for this tool."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from chancheck import facts
from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.records import dataclass
from chancheck.source import Pos, Source
from chancheck.verdict.codes import BAD_DIRECTIVE, NOT_TEXT, UNREADABLE
from chancheck.verdict.finding import KINDS

LARGEST = 4 * 2**20  # bytes of source: larger files are not what a person wrote


def read(path: Path) -> Source:
    """The text of a file; raises SourceError with the reason why there is none."""
    try:
        if facts.in_memory(path):
            return decode(facts.content(path), path)
        if path.exists() and not path.is_file() and not path.is_dir():  # reading might never end
            raise problem(UNREADABLE, "is no regular file but a pipe, a socket or a device", path, "copy it to a file")
        if path.is_file() and path.stat().st_size > LARGEST:
            raise problem(NOT_TEXT, f"larger than {LARGEST // 2**20} MB", path)
        data = facts.content(path)
    except OSError as error:
        raise problem(UNREADABLE, f"cannot be read: {(error.strerror or str(error)).lower()}", path) from None
    return decode(data, path)


def decode(data: bytes, path: Path) -> Source:
    if b"\0" in data:
        raise problem(NOT_TEXT, "is a binary file, not Go source", path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise problem(NOT_TEXT, f"is not UTF-8 (line {line})", path, "Go source is UTF-8: convert the file") from None
    return Source(str(path), text)


def problem(code: str, message: str, path: Path, help: str = "") -> SourceError:
    return SourceError([Diagnostic(code, message, Pos(str(path), 0, 0), help=help)])


@dataclass(frozen=True, slots=True)
class Directives:
    """expected: kinds that `//chancheck:expect` names (empty: proved), None without it. bound: seconds. under: what
    `//chancheck:expect KINDS with OPTIONS` says, as (options by name, kinds)."""

    expected: frozenset[str] | None = None
    bound: float | None = None
    under: tuple[tuple[dict[str, object], frozenset[str]], ...] = ()

    def expected_with(self, options: object) -> frozenset[str] | None:
        """The kinds that are expected with these options: of the directives with options that fit, the one with
        most."""
        best: tuple[int, frozenset[str] | None] = (0, self.expected)
        for settings, kinds in self.under:
            if len(settings) > best[0] and all(getattr(options, name) == value for name, value in settings.items()):
                best = (len(settings), kinds)
        return best[1]


DIRECTIVE = re.compile(r"^[ \t]*//chancheck:(\w+)[ \t]*(.*?)[ \t\r]*$", re.M)
PROVED_WORDS = {"proved", "nothing", "ok"}


def directives(source: Source) -> Directives:
    """The directives of a file; raises SourceError for those that cannot be read."""
    expected: frozenset[str] | None = None
    bound: float | None = None
    under: list[tuple[dict[str, object], frozenset[str]]] = []
    for match in DIRECTIVE.finditer(source.text):
        name, argument = match[1], match[2].split("//")[0].strip()
        pos = source.pos(match.start(1))
        if name == "expect" and " with " in argument:
            kinds, _, settings = argument.partition(" with ")
            under.append((settings_or_error(settings, pos), expected_kinds(kinds, pos)))
        elif name == "expect":
            expected = (expected or frozenset()) | expected_kinds(argument, pos)
        elif name == "bound":
            bound = seconds_or_error(argument, pos)
        elif name not in ("ignore", "label", "ltl"):
            known = "the directives are expect, bound, ltl, label and ignore"
            raise SourceError([Diagnostic(BAD_DIRECTIVE, f"unknown directive chancheck:{name}", pos, help=known)])
    return Directives(expected, bound, tuple(under))


SETTINGS: dict[str, tuple[str, Callable[[str], object] | bool]] = {
    "--sched": ("sched", str),
    "--procs": ("procs", int),
    "--preempt": ("preempt", True),
    "--no-preempt": ("preempt", False),
    "--global-every": ("global_every", int),
    "--queue": ("queue", int),
    "--steal": ("steal", str),
    "--time": ("time", str),
    "--go": ("go", str),
    "--fair": ("fair", str),
}
"""Options that `with` takes: the name of the field of Options, and how its value is read, or the value itself."""


def settings_or_error(text: str, pos: Pos) -> dict[str, object]:
    """`--sched gmp --procs 1 --no-preempt` as fields of Options."""
    words = text.replace("=", " ").split()
    out: dict[str, object] = {}
    try:
        while words:
            name, read = SETTINGS[words.pop(0)]
            out[name] = read if isinstance(read, bool) else read(words.pop(0))
    except (KeyError, IndexError, ValueError):
        known = f"options after with: {', '.join(SETTINGS)}"
        raise SourceError([Diagnostic(BAD_DIRECTIVE, f"cannot read the options {text!r}", pos, help=known)]) from None
    return out


def expected_kinds(argument: str, pos: Pos) -> frozenset[str]:
    words = set(argument.replace(",", " ").split())
    wrong = sorted(words - set(KINDS) - PROVED_WORDS)
    if wrong or not words or (words & PROVED_WORDS and len(words) > 1):
        message = f"unknown kind {wrong[0]}" if wrong else "expect needs kinds, or the one word proved"
        help = f"kinds: {', '.join(KINDS)}; or proved"
        raise SourceError([Diagnostic(BAD_DIRECTIVE, message, pos, help=help)])
    return frozenset(words - PROVED_WORDS)


def seconds_or_error(argument: str, pos: Pos) -> float:
    try:
        return seconds(argument)
    except ValueError as error:
        raise SourceError([Diagnostic(BAD_DIRECTIVE, str(error), pos, help="for example: 20s")]) from None


UNITS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def seconds(text: str) -> float:
    """`10s`, `1.5m`, `500ms`; a bare number counts seconds."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|m|min|h)?", text.strip())
    if not match or float(match[1]) == 0:
        raise ValueError(f"{text!r} is not a duration such as 10s, 2m or 500ms")
    return float(match[1]) * UNITS[match[2] or ""]


SIZES = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def size(text: str) -> int:
    """`4G`, `512M`, `1.5GiB`; a bare number counts bytes."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", text.strip(), re.I)
    if not match or float(match[1]) == 0:
        raise ValueError(f"{text!r} is not a size such as 4G or 512M")
    return int(float(match[1]) * SIZES[match[2].upper()])
