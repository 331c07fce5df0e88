"""Formulas of linear temporal logic: syntax, negation normal form, and their meaning on a lasso.

    []p  always p       <>p  eventually p
    p U q  p until q, and q comes       p W q  p unless q       p R q  p releases q
    !p   p && q   p || q   p -> q   p <-> q   true   false   (p)
    name            a package variable of type bool
    { expression }  a Go expression of type bool over package variables: { len(queue) > 0 }
    at(LABEL)       some goroutine is at the statement with this label

There is no "next": how many steps a program takes between two events is a matter of how its code is cut into steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from chancheck.records import dataclass


class FormulaError(ValueError):
    """What is wrong with the text of a formula. column: from 0."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Formula:
    """A node: `op` is true, false, prop, not, and, or, until, or release. Others are written with these."""

    op: str
    left: Formula | None = None
    right: Formula | None = None
    name: str = ""

    def __str__(self) -> str:
        match self.op:
            case "prop":
                return self.name if self.name.isidentifier() or PLACE.fullmatch(self.name) else f"{{{self.name}}}"
            case "not":
                return f"!{self.left}"
            case "and" | "or" | "until" | "release":
                sign = {"and": "&&", "or": "||", "until": "U", "release": "R"}[self.op]
                return f"({self.left} {sign} {self.right})"
        return self.op


PLACE = re.compile(r"at\(\s*([A-Za-z_][\w.]*)\s*\)")
"""A proposition of places."""

TRUE, FALSE = Formula("true"), Formula("false")


def prop(name: str) -> Formula:
    return Formula("prop", name=name)


def negated(f: Formula) -> Formula:
    """The negation, in negation normal form: `not` stands before propositions only."""
    match f.op:
        case "true":
            return FALSE
        case "false":
            return TRUE
        case "prop":
            return Formula("not", f)
        case "not":
            assert f.left is not None
            return normal(f.left)
    assert f.left is not None and f.right is not None
    dual = {"and": "or", "or": "and", "until": "release", "release": "until"}[f.op]
    return Formula(dual, negated(f.left), negated(f.right))


def normal(f: Formula) -> Formula:
    """The formula in negation normal form."""
    if f.op == "not":
        assert f.left is not None
        return negated(f.left)
    if f.left is None or f.right is None:
        return f
    return Formula(f.op, normal(f.left), normal(f.right))


def propositions(f: Formula) -> Iterator[str]:
    """The names of its propositions; some may come twice."""
    if f.op == "prop":
        yield f.name
    for part in (f.left, f.right):
        if part is not None:
            yield from propositions(part)


# --- reading -----------------------------------------------------------------------------------------

TOKEN = re.compile(
    r"\s*(?:(?P<expression>\{[^{}]*\}|at\(\s*[A-Za-z_][\w.]*\s*\))|(?P<sign>\[\]|<>|<->|->|&&|\|\||[!()])|(?P<word>[A-Za-z_][A-Za-z_0-9]*))"
)

UNARY = {"[]": "always", "<>": "eventually", "!": "not", "always": "always", "eventually": "eventually", "not": "not"}
BINARY = {"U": "until", "until": "until", "W": "unless", "unless": "unless", "R": "release", "release": "release"}
WORDS = {"and": "&&", "or": "||", "implies": "->", "iff": "<->"}


def read(text: str) -> Formula:
    """The formula that a text stands for; raises FormulaError."""
    return Reader(text).whole()


class Reader:
    """Recursive descent; from loose to tight: <->, ->, ||, &&, the binary temporal operators, the unary ones."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text))
        self.at = 0
        self.end = len(text)

    def whole(self) -> Formula:
        f = self.equivalence()
        if self.at < len(self.tokens):
            raise FormulaError(f"unexpected {self.tokens[self.at][0]!r}", self.tokens[self.at][1])
        return f

    def next(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def took(self, *signs: str) -> str:
        """The next token, if it is one of these."""
        found = self.next()
        if found and found in signs:
            self.at += 1
            return found
        return ""

    def equivalence(self) -> Formula:
        f = self.implication()
        while self.took("<->"):
            g = self.implication()
            f = Formula("or", Formula("and", f, g), Formula("and", Formula("not", f), Formula("not", g)))
        return f

    def implication(self) -> Formula:
        f = self.disjunction()
        return Formula("or", Formula("not", f), self.implication()) if self.took("->") else f

    def disjunction(self) -> Formula:
        f = self.conjunction()
        while self.took("||"):
            f = Formula("or", f, self.conjunction())
        return f

    def conjunction(self) -> Formula:
        f = self.temporal()
        while self.took("&&"):
            f = Formula("and", f, self.temporal())
        return f

    def temporal(self) -> Formula:
        f = self.unary()
        if sign := self.took(*BINARY):
            g = self.temporal()
            match BINARY[sign]:
                case "unless":
                    return Formula("release", g, Formula("or", f, g))
                case op:
                    return Formula(op, f, g)
        return f

    def unary(self) -> Formula:
        if sign := self.took(*UNARY):
            f = self.unary()
            match UNARY[sign]:
                case "always":
                    return Formula("release", FALSE, f)
                case "eventually":
                    return Formula("until", TRUE, f)
                case _:
                    return Formula("not", f)
        if self.took("("):
            f = self.equivalence()
            if not self.took(")"):
                raise FormulaError("a closing parenthesis is missing", self.column())
            return f
        return self.atom()

    def atom(self) -> Formula:
        text, column = self.next(), self.column()
        if text == "X":
            raise FormulaError(
                "there is no X (next): how code is cut into steps is no property of a program; use <> or U", column
            )
        if not text or not (text[0] == "{" or text[0].isalpha() or text[0] == "_"):
            raise FormulaError(f"unexpected {text!r}" if text else "the formula ends too early", column)
        self.at += 1
        if text in ("true", "false"):
            return Formula(text)
        if place := PLACE.fullmatch(text):
            return prop(f"at({place[1]})")
        return prop(text[1:-1].strip() if text[0] == "{" else text)

    def column(self) -> int:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else self.end


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Each with its column."""
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip())
            raise FormulaError(f"unexpected {text[column]!r}", column)
        kind = match.lastgroup
        assert kind is not None
        yield WORDS.get(match[kind], match[kind]), match.start(kind)
        at = match.end()


# --- meaning -----------------------------------------------------------------------------------------


def holds(f: Formula, word: Sequence[frozenset[str]], back: int) -> bool:
    """Whether a formula holds at the beginning of the infinite word that continues after its end at position `back`. A
    letter is the set of propositions that are true. The fixpoints are computed as LTL defines them: what the automata
    are tested against."""
    return truth(f, word, back)[0]


def truth(f: Formula, word: Sequence[frozenset[str]], back: int) -> list[bool]:
    """At each position."""
    every = range(len(word))
    match f.op:
        case "true" | "false":
            return [f.op == "true"] * len(word)
        case "prop":
            return [f.name in word[i] for i in every]
    assert f.left is not None
    left = truth(f.left, word, back)
    if f.op == "not":
        return [not value for value in left]
    assert f.right is not None
    right = truth(f.right, word, back)
    match f.op:
        case "and":
            return [left[i] and right[i] for i in every]
        case "or":
            return [left[i] or right[i] for i in every]
        case "until":
            return fixpoint(lambda i, after: right[i] or (left[i] and after), False, len(word), back)
    return fixpoint(lambda i, after: right[i] and (left[i] or after), True, len(word), back)


def fixpoint(step: Callable[[int, bool], bool], begin: bool, length: int, back: int) -> list[bool]:
    """The least (begin: False) or greatest (True) solution of value[i] = step(i, value[next of i])."""
    value = [begin] * length
    while True:
        before = list(value)
        for i in reversed(range(length)):
            value[i] = step(i, value[i + 1] if i + 1 < length else value[back])
        if value == before:
            return value
