"""The temporal properties that a source states, and the Go code that says in a state which of their propositions hold.

    //chancheck:ltl served = [](requested -> <>answered)

A proposition is a package variable of type bool, what check.Prop sets, an expression in braces, or at(LABEL). All but
the last become functions of the package that set a variable, so that Go's type checker, and the code generator, say
what they mean. check.Always and check.Eventually are properties of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos, Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse
from chancheck.temporal.formula import FALSE, TRUE, Formula, FormulaError, prop, propositions, read
from chancheck.temporal.marks import Call, error, marks, rewritten, with_imports
from chancheck.types.checker import Checker
from chancheck.types.objects import Package
from chancheck.types.types import FuncObj
from chancheck.verdict.codes import BAD_DIRECTIVE

STATED = re.compile(r"^[ \t]*//chancheck:ltl[ \t]+(.*?)[ \t\r]*$", re.M)
NAMED = re.compile(r"([A-Za-z_]\w*)\s*=\s*(.*)")


@dataclass(frozen=True, slots=True)
class Property:
    """name: empty if the user gave none. pos: of the formula, or of the call that states it. call: the number of that
    call."""

    name: str
    text: str
    formula: Formula
    pos: Pos = NO_POS
    call: int = -1

    @property
    def title(self) -> str:
        return f"{self.name} = {self.text}" if self.name else self.text

    def place(self, proposition: str) -> Pos:
        """Where a proposition stands in the formula."""
        begin = max(self.text.find(proposition), 0)
        if self.call >= 0 or not self.pos.line:
            return self.pos
        file, line, column, offset = self.pos
        return Pos(file, line, column + begin, offset + begin)


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


LOOK, HOLDS, SET, ASK, COME = "chancheckLook", "chancheckHolds", "chancheckSet", "chancheckAsk", "chancheckCome"
"""Names of functions and variables, which a number follows."""

FILE = "$propositions"
"""Of the file that declares them: no code of the user's."""

AT = re.compile(r"at\((.*)\)")


class Properties:
    """The properties that the files of a package state, and some given ones; all: each of them."""

    def __init__(self, trees: Sequence[ast.File], given: Sequence[Property]) -> None:
        self.trees, self.marks = trees, marks(trees)
        self.all = [*given, *map(stating, range(len(self.marks.stating)), self.marks.stating)]
        names = dict.fromkeys(name for each in self.all for name in propositions(each.formula))
        self.labels = [name for name in names if AT.fullmatch(name) or name.startswith(CALLED)]
        self.evaluated = [name for name in names if name not in self.labels]
        self.set = [name for name in self.marks.props if name in names]

    @property
    def propositions(self) -> list[str]:
        """In the order of the program's observers."""
        return self.evaluated + self.labels

    def observers(self) -> list[tuple[str, str]]:
        """A function and the variable that it sets, for each proposition that is evaluated."""
        return [(f"{LOOK}{number}", f"{HOLDS}{number}") for number in range(len(self.evaluated))]

    def standing(self) -> list[frozenset[Pos]]:
        """For each other one, the places at which it holds if a goroutine is there."""
        return [self.places(name) for name in self.labels]

    def places(self, name: str) -> frozenset[Pos]:
        if name.startswith(CALLED):
            return frozenset({self.marks.stating[int(name[len(CALLED) :])].node.pos})
        label = AT.fullmatch(name)
        assert label is not None
        found = self.marks.labelled(label[1])
        return found[0].places() if len(found) == 1 else frozenset()

    # --- the code -----------------------------------------------------------------------------------

    def rewritten(self) -> list[ast.File]:
        """The files, with what their calls and labels mean to the formulas."""
        calls = {id(one.node): f"{SET}{n}" for n, name in enumerate(self.set) for one in self.marks.props[name]}
        calls |= {id(one.node): f"{ASK}{n}" for n, one in enumerate(self.marks.stating)}
        found = [self.marks.labelled(label[1]) for name in self.labels if (label := AT.fullmatch(name))]
        before = {id(several[0].stmt): COME for several in found if len(several) == 1}
        if not calls and not before:
            return [*self.trees]
        both = ((tree, rewritten(tree, calls, before)) for tree in self.trees)
        return [new if new is old else with_imports(new) for old, new in both]

    def file(self, package: str) -> ast.File:
        """A file of the package that declares these; raises SourceError for propositions that are no Go expressions."""
        lines = [f"package {package}", ""]
        for (function, variable), text in zip(self.observers(), self.evaluated, strict=True):
            lines += [f"var {variable} bool", f"func {function}() {{ {variable} = {self.code(text)} }}"]
        for n in range(len(self.set)):
            lines += [f"var {SET}{n}s bool", "//go:norace", f"func {SET}{n}(holds bool) {{ {SET}{n}s = holds }}"]
        for n in range(len(self.marks.stating)):
            lines += [f"var {ASK}{n}s func() bool", "//go:norace"]
            lines += [f"func {ASK}{n}(f func() bool) {{ {ASK}{n}s = f }}"]
        lines += [f"var {COME}s bool", "//go:norace", f"func {COME}() {{ {COME}s = true }}"]
        diagnostics = Diagnostics()
        tree = parse(Source(FILE, "\n".join(lines) + "\n"), diagnostics)
        self.raise_at(diagnostics)
        return tree

    def code(self, name: str) -> str:
        """A proposition as an expression."""
        for prefix, text in ((BEGUN, "{0} != nil"), (HOLDING, "{0} != nil && {0}()")):
            if name.startswith(prefix):
                return text.format(f"{ASK}{name[len(prefix) :]}s")
        return f"{SET}{self.set.index(name)}s" if name in self.set else name

    # --- what is wrong ------------------------------------------------------------------------------

    def raise_at(self, diagnostics: Diagnostics) -> None:
        """Errors in a proposition are reported at the property that has it."""
        told = [d for d in diagnostics.errors if d.pos.file == FILE]
        diagnostics.items = [d for d in diagnostics.items if d not in told]
        for d in told:
            text = self.evaluated[min(max(d.pos.line - 3, 0) // 2, len(self.evaluated) - 1)]
            raise self.unknown(text) if d.message == f"undefined: {text}" else SourceError([
                Diagnostic(d.code, f"the proposition {text}: {d.message}", self.pos_of(text),
                           help="a Go expression over package variables")
            ])  # fmt: skip

    def unknown(self, name: str) -> SourceError:
        known = ", ".join(sorted(self.marks.props)) or "none"
        message = f"no package variable is named {name}, and no call of check.Prop sets a proposition {name}"
        return error(message, self.pos_of(name), f"propositions that check.Prop sets: {known}")

    def pos_of(self, name: str) -> Pos:
        """Where a proposition stands first."""
        return next(each.place(name) for each in self.all if name in propositions(each.formula))

    def check(self, package: Package) -> None:
        """Raises SourceError for labels that are not there, names with two meanings, and calls that could be made again
        with other variables."""
        for name in self.set:
            if name in self.marks.variables:
                message = f"{name} is a package variable, and check.Prop sets a proposition of this name"
                raise error(message, self.pos_of(name), "rename one of them")
        for name in self.labels:
            if label := AT.fullmatch(name):
                self.check_label(name, label[1])
        for one in self.marks.stating:
            check_captures(one, package)

    def check_label(self, name: str, label: str) -> None:
        found = sorted(one.name for one in self.marks.labelled(label))
        if not found:
            known = ", ".join(sorted(one.name for one in self.marks.labels)) or "none"
            help = f"labels: {known}; //chancheck:label {label.rpartition('.')[2]} before a statement gives it one"
            raise error(f"no statement has the label {label}", self.pos_of(name), help)
        if len(found) > 1:
            raise error(f"several statements have the label {label}", self.pos_of(name),
                        f"write at({found[0]}), or give them other names: {', '.join(found)}")  # fmt: skip


def check_captures(call: Call, package: Package) -> None:
    """A function with variables of its own means one thing only if the call is made once."""
    if call.once and (call.within == "main" or call.within.startswith("Test")):
        return
    f = call.node.args[-1]
    assert isinstance(package.checker, Checker)
    bodies = [*package.checker.bodies.values()]
    help = "read package variables only, or call it in main or the test itself, outside loops and function literals"
    if isinstance(f, ast.FuncLit):
        captures = [var for info in bodies if f in info.literals for var in info.literals[f].captures]
        if captures:
            message = f"check.{call.kind} may be called more than once, and its function captures {captures[0].name}"
            raise error(message, f.pos, help)
    elif not (isinstance(f, ast.Ident) and any(isinstance(info.uses.get(f), FuncObj) for info in bodies)):
        raise error(f"check.{call.kind} may be called more than once, and not with one function", f.pos, help)


BEGUN, HOLDING, CALLED = "$begun ", "$holding ", "$called "
"""Propositions of a call, by its number: it was made; its function is true; a goroutine is about to make it."""


def is_written(proposition: str) -> bool:
    """Whether it stands in a formula of the user's."""
    return not proposition.startswith((BEGUN, HOLDING, CALLED))


def stating(number: int, call: Call) -> Property:
    """The property that a call states: from the call on, its function is always true, or some time."""
    holds = prop(f"{HOLDING}{number}")
    if call.kind == "Always":
        formula = Formula("release", FALSE, Formula("or", Formula("not", prop(f"{BEGUN}{number}")), holds))
    else:
        later = Formula("until", TRUE, holds)
        formula = Formula("release", FALSE, Formula("or", Formula("not", prop(f"{CALLED}{number}")), later))
    return Property("", f"check.{call.kind} in {call.within}", formula, call.node.pos, number)


def properties_of(trees: Sequence[ast.File], given: Sequence[Property]) -> Properties | None:
    """Those that the files of a package state, and the given ones; None without any."""
    found = Properties(trees, given)
    return found if found.all else None
