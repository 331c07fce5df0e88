"""Exit statuses: a contract with scripts and CI."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from chancheck.verdict.codes import INTERNAL as CODE
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, PROVED, VIOLATED

if TYPE_CHECKING:
    from chancheck.verdict.finding import Result

OK, FOUND, BAD_INPUT, UNFINISHED, INTERNAL, NOTHING = range(6)
"""All proved or as expected; a violation; usage, syntax or type error; inconclusive; a bug in chancheck; nothing to
check."""


def exit_status(results: Sequence[Result], interrupted: bool = False, lenient: bool = False) -> int:
    """The worst that happened, as the contract orders it."""
    answers = [result.verdict.answer for result in results]
    if any(diagnostic.code == CODE for result in results for diagnostic in result.diagnostics):
        return INTERNAL
    if ERROR in answers:
        return BAD_INPUT
    if any(result.verdict.answer in (VIOLATED, PROVED) and not result.as_expected for result in results):
        return FOUND
    if interrupted or (INCONCLUSIVE in answers and not lenient):
        return UNFINISHED
    return OK


def say(message: str, end: str = "\n") -> None:
    """On standard error, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(message + end)
        sys.stderr.flush()


def fail(message: str) -> NoReturn:
    say(f"Error: {message}")
    raise SystemExit(BAD_INPUT)
