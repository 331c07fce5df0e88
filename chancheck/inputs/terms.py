"""Values that depend on inputs: linear terms and texts.

They are no numbers, so that an instruction that does not expect one raises TypeError.
"""

from __future__ import annotations

from chancheck.records import dataclass

Site = tuple[int, int]
"""A call of check.Int in the program: the function, and the index in its code."""

Coefficients = tuple[tuple[Site, int], ...]

HALF, WHOLE = 1 << 63, 1 << 64

MOST_WRAPS = 16
"""How often a term may wrap round within the range of its inputs."""


class NotLinear(Exception):
    """The program uses an input in a way that linear terms do not describe."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sum of inputs with coefficients, and a constant; the program may depend on its sign."""

    coefficients: Coefficients
    constant: int

    @property
    def sites(self) -> frozenset[Site]:
        return frozenset(site for site, _ in self.coefficients)


class Term:
    """A number with the form that it has in terms of inputs.

    Equal terms have equal forms, so that states stay apart that differ in a form only.
    """

    __slots__ = ("form", "value")

    def __init__(self, value: int, form: Form) -> None:
        self.value, self.form = value, form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and (self.value, self.form) == (other.value, other.form)

    def __hash__(self) -> int:
        return hash((self.value, self.form))

    def __bool__(self) -> bool:
        raise NotLinear("branches on an input itself")


Number = int | Term


@dataclass(frozen=True, slots=True)
class Text:
    """A string in which an input is written."""

    data: bytes

    def __bool__(self) -> bool:
        raise NotLinear("tests whether a text with an input is empty")


def form_of(x: Number) -> Form:
    return x.form if isinstance(x, Term) else Form((), x)


def value_of(x: Number) -> int:
    return x.value if isinstance(x, Term) else x


def term(value: int, form: Form) -> Number:
    return Term(value, form) if form.coefficients else value


def combined(a: Form, b: Form, factor: int = 1) -> Form:
    """a + factor * b"""
    sums = dict(a.coefficients)
    for site, n in b.coefficients:
        sums[site] = sums.get(site, 0) + factor * n
    return Form(tuple(sorted((s, n) for s, n in sums.items() if n)), a.constant + factor * b.constant)


def scaled(a: Form, factor: int) -> Form:
    return combined(Form((), 0), a, factor)


class Record:
    """All that is recorded of the uses of inputs. forms: those with signs that matter; domains: the ranges of
    each input; joined: inputs of which two stood in one term or comparison."""

    def __init__(self) -> None:
        self.forms: set[Form] = set()
        self.domains: dict[Site, set[tuple[int, int]]] = {}
        self.joined: set[Site] = set()

    def sign(self, form: Form, value: int) -> int:
        """The sign of a form with this value, which is noted."""
        if form.coefficients:
            self.forms.add(form)
        return (value > 0) - (value < 0)

    def compared(self, x: Number, y: Number) -> int:
        """The sign of x - y."""
        self.join(x, y)
        return self.sign(combined(form_of(x), form_of(y), -1), value_of(x) - value_of(y))

    def join(self, x: Number, y: Number) -> None:
        if isinstance(x, Term) and isinstance(y, Term):
            self.joined |= x.form.sites | y.form.sites

    def add(self, x: Number, y: Number, factor: int = 1) -> Number:
        self.join(x, y)
        return self.wrapped(value_of(x) + factor * value_of(y), combined(form_of(x), form_of(y), factor))

    def multiply(self, x: Number, y: Number) -> Number:
        if isinstance(x, Term) and isinstance(y, Term):
            raise NotLinear("multiplies two inputs")
        a, factor = (x, value_of(y)) if isinstance(x, Term) else (y, value_of(x))
        return self.wrapped(value_of(a) * factor, scaled(form_of(a), factor))

    def extent(self, form: Form) -> tuple[int, int]:
        """The least and the largest value of a form."""
        ends = [form.constant, form.constant]
        for site, n in form.coefficients:
            bounds = [n * bound for pair in self.domains[site] for bound in pair]
            ends = [ends[0] + min(bounds), ends[1] + max(bounds)]
        return ends[0], ends[1]

    def wrapped(self, value: int, form: Form, low: int = -HALF, size: int = WHOLE) -> Number:
        """The number in low..low+size-1 that agrees with a form modulo size. How often it wraps depends on signs."""
        least, most = self.extent(form)
        if (most - least) // size > MOST_WRAPS:
            raise NotLinear("narrows an input of many values")
        times = (value - low) // size
        bottom = low + times * size
        for bound in (bottom, bottom + size):
            self.sign(combined(form, Form((), bound), -1), value - bound)
        return term(value - times * size, combined(form, Form((), times * size), -1))
