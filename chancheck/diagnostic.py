"""Messages about a program as values; how they are shown is the business of `chancheck.report`."""

from __future__ import annotations

from enum import Enum

from chancheck.records import dataclass, field, replace
from chancheck.source import Pos


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic:
    """One message: a code, one phrase that can stand alone, the place, and a way out.

    Codes: CC0xx source and syntax, CC2xx names and types, CC3xx outside the supported subset,
    CC1xx what verification finds. `docs/errors/CODE.md` explains each.
    """

    code: str
    message: str
    pos: Pos
    end: Pos | None = None
    help: str = ""
    severity: Severity = Severity.ERROR
    notes: tuple[tuple[str, Pos | None], ...] = ()
    about: str = ""  # a package, say: of errors about one thing the first is shown, with how many more there are


def one_for_each(errors: list[Diagnostic]) -> list[Diagnostic]:
    """In order of their places, one for each thing that they are about."""
    told: dict[str | Diagnostic, list[Diagnostic]] = {}
    for error in sorted(set(errors), key=lambda d: d.pos[:3]):
        told.setdefault(error.about or error, []).append(error)
    return [
        first if not more else replace(first, notes=(*first.notes, further(more))) for first, *more in told.values()
    ]


def further(more: list[Diagnostic]) -> tuple[str, Pos | None]:
    return ("one more use of it" if len(more) == 1 else f"{len(more)} more uses of it, the next one"), more[0].pos


class SourceError(Exception):
    """The program cannot be verified as it stands; carries every diagnostic found in this run."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("; ".join(f"{d.pos}: {d.message}" for d in diagnostics[:3]))
        self.diagnostics = diagnostics


@dataclass
class Diagnostics:
    """A collecting sink, passed down the front end."""

    items: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, message: str, pos: Pos, *, help: str = "", end: Pos | None = None) -> None:
        found = Diagnostic(code, message, pos, end, help)
        if found not in self.items:  # generic code is checked once for each instance
            self.items.append(found)

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.items if d.severity is Severity.ERROR]

    def raise_if_errors(self) -> None:
        if self.errors:
            raise SourceError(sorted(self.errors, key=lambda d: d.pos[:3]))
