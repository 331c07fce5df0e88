"""The values that stand for all: of every possible combination of signs one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from chancheck.deadline import poll
from chancheck.inputs.terms import Form, NotLinear, Site

Domains = Mapping[Site, set[tuple[int, int]]]

MOST_COMBINATIONS = 500


def representatives(forms: Iterable[Form], domains: Domains) -> set[int]:
    """Values that stand for all, of any input. The ends of the ranges belong to them anyway."""
    forms = sorted(forms, key=lambda form: (form.coefficients, form.constant))
    found = {value for form in forms if len(form.coefficients) == 1 for value in around(form)}
    for group in groups([form for form in forms if len(form.coefficients) > 1]):
        inside = [form for form in forms if form.sites <= group]
        for ranges in product(*(sorted(domains[site]) for site in sorted(group))):
            found |= set(of_every_sign(inside, dict(zip(sorted(group), ranges, strict=True))))
    return found


def around(form: Form) -> Iterator[int]:
    """The integers on both sides of the place where the sign of a form of one input changes, and at it."""
    below = -form.constant // form.coefficients[0][1]
    yield from range(below - 1, below + 3)


def groups(forms: Iterable[Form]) -> list[frozenset[Site]]:
    """Inputs that forms connect."""
    found: list[frozenset[Site]] = []
    for form in forms:
        touching = [group for group in found if group & form.sites]
        found = [group for group in found if group not in touching]
        found.append(form.sites.union(*touching))
    return found


def of_every_sign(forms: list[Form], ranges: dict[Site, tuple[int, int]]) -> Iterator[int]:
    """The values of a model of each combination of signs of the forms that is possible."""
    import z3

    names = {site: z3.Int(f"x{n}") for n, site in enumerate(ranges)}
    solver = z3.Solver()
    for site, (low, high) in ranges.items():
        solver.add(names[site] >= low, names[site] <= high)
    sums = [total(form, names) for form in forms]
    for _ in range(MOST_COMBINATIONS):
        poll()
        solver.set("timeout", 2_000)
        answer = solver.check()
        if answer == z3.unsat:
            return
        if answer != z3.sat:
            raise NotLinear("relates inputs in a way that the solver does not decide")
        model = solver.model()
        yield from (model.eval(x, model_completion=True).as_long() for x in names.values())
        solver.add(z3.Or([z3.Not(same_sign(x, model.eval(x, model_completion=True).as_long())) for x in sums]))
    raise NotLinear("relates inputs in too many ways")


def total(form: Form, names: Mapping[Site, Any]) -> Any:
    return sum((n * names[site] for site, n in form.coefficients), form.constant)


def same_sign(x: Any, value: int) -> Any:
    return x < 0 if value < 0 else x > 0 if value > 0 else x == 0
