"""The temporal properties that a source states, and the Go code that says in a state which of their propositions hold.

    //chancheck:ltl served = [](requested -> <>answered)

A proposition is a package variable of type bool, or an expression in braces. Each becomes a function of the package
that sets a variable, so that Go's type checker, and the code generator, say what the expression means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos, Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse
from chancheck.temporal.formula import Formula, FormulaError, propositions, read
from chancheck.verdict.codes import BAD_DIRECTIVE

STATED = re.compile(r"^[ \t]*//chancheck:ltl[ \t]+(.*?)[ \t\r]*$", re.M)
NAMED = re.compile(r"([A-Za-z_]\w*)\s*=\s*(.*)")


@dataclass(frozen=True, slots=True)
class Property:
    """name: empty if the user gave none. pos: of the directive."""

    name: str
    text: str
    formula: Formula
    pos: Pos = NO_POS

    @property
    def title(self) -> str:
        return f"{self.name} = {self.text}" if self.name else self.text


def stated(source: Source, given: Iterable[str] = ()) -> list[Property]:
    """The properties of a source, and those given on the command line; raises SourceError where one cannot be read."""
    found = []
    for match in STATED.finditer(source.text):
        named = NAMED.match(match[1])
        name, text = (named[1], named[2]) if named else ("", match[1])
        begin = match.start(1) + (named.start(2) if named else 0)
        found.append(property_of(name, text, source, begin))
    return found + [property_of("", text, source, None) for text in given]


def property_of(name: str, text: str, source: Source, begin: int | None) -> Property:
    """begin: where the formula stands in the source; None: on the command line."""
    try:
        return Property(name, text, read(text), NO_POS if begin is None else source.pos(begin))
    except FormulaError as error:
        where = Pos(source.name, 0, 0) if begin is None else source.pos(begin + error.column)
        raise SourceError([Diagnostic(BAD_DIRECTIVE, f"the formula {text!r}: {error}", where, help=HELP)]) from None


HELP = "for example [](requested -> <>answered), with package variables or {expressions}; see docs/temporal.md"


LOOK, HOLDS, FILE = "chancheckLook", "chancheckHolds", "propositions"
"""Names of the functions and variables, which a number follows, and of the file that declares them."""


class Properties:
    """The properties of an entry; all: at least one."""

    def __init__(self, properties: Sequence[Property]) -> None:
        self.all = properties
        self.propositions = list(dict.fromkeys(name for each in properties for name in propositions(each.formula)))

    def observers(self) -> list[tuple[str, str]]:
        """A function and the variable that it sets, for each proposition."""
        return [(f"{LOOK}{number}", f"{HOLDS}{number}") for number in range(len(self.propositions))]

    def file(self, package: str) -> ast.File:
        """A file of the package that declares these; raises SourceError for propositions that are no Go expressions."""
        lines = [f"package {package}", ""]
        for (function, variable), text in zip(self.observers(), self.propositions, strict=True):
            lines += [f"var {variable} bool", f"func {function}() {{ {variable} = {text} }}"]
        diagnostics = Diagnostics()
        tree = parse(Source(FILE, "\n".join(lines) + "\n"), diagnostics)
        self.raise_at(diagnostics)
        return tree

    def raise_at(self, diagnostics: Diagnostics) -> None:
        """Errors in a proposition are reported at the property that has it."""
        told = [d for d in diagnostics.errors if d.pos.file == FILE]
        diagnostics.items = [d for d in diagnostics.items if d not in told]
        for d in told:
            text = self.propositions[min(max(d.pos.line - 3, 0) // 2, len(self.propositions) - 1)]
            pos = next(each.pos for each in self.all if text in propositions(each.formula))
            message = f"the proposition {text}: {d.message}"
            raise SourceError([Diagnostic(d.code, message, pos, help="a Go expression over package variables")])
