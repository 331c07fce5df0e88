"""The language of explanations: English templates in the code, their translations in a table (`language.portuguese`).

Program text, Go's own messages and the formats for machines stay as they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

LANGUAGES = ("en", "pt-BR")

current: ContextVar[str] = ContextVar("language", default="en")

VERBATIM = ("text", "property")
"""Slots with words of the program."""

SLOT = re.compile(r"\{(\w+)\}")


def usual_language() -> str:
    """That of the user's locale, where there are texts in it."""
    said = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    if not said:
        from locale import getlocale

        said = getlocale()[0] or ""
    return "pt-BR" if said.lower().startswith("pt") else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said within is said in this language."""
    token = current.set(language)
    try:
        yield
    finally:
        current.reset(token)


def say(template: str, **values: object) -> str:
    """The template in the current language, filled in. Values are words of the program or said already."""
    table = said_in(current.get())
    return table.get(template, template).format(**values) if values else table.get(template, template)


def count(number: int, noun: str) -> str:
    """`1 step`, `2,048 states`; the noun is English and in the singular."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return say(f"1 {noun}") if number == 1 else say(f"{{n}} {plural}", n=amount(number))


def amount(number: float, places: int = 0) -> str:
    """A number with the separators of the current language."""
    text = f"{number:,.{places}f}"
    return text.translate({ord(","): ".", ord("."): ","}) if current.get() == "pt-BR" else text


def listed(names: list[str]) -> str:
    """`a, b and c`."""
    return names[0] if len(names) == 1 else say("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def translated(text: str) -> str:
    """A text that was worded before the report, such as the limit of a search. It is found by the templates for such
    texts; what their slots hold is translated likewise. A text without a template stays English."""
    if current.get() == "en":
        return text
    for pattern, template in patterns(current.get()):
        if found := pattern.fullmatch(text):
            filled = {n: v if n in VERBATIM else translated(v) for n, v in found.groupdict().items()}
            return template.format(**filled)
    return text


def said_in(language: str) -> Mapping[str, str]:
    if language == "en":
        return {}
    from chancheck.language.portuguese import SAID

    return SAID


@cache
def patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    from chancheck.language.portuguese import WORDED

    return [(pattern_of(english), text) for english, text in WORDED.items()]


def pattern_of(template: str) -> re.Pattern[str]:
    parts = SLOT.split(template)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.DOTALL
    )
