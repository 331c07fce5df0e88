"""Which methods a value of any type has, and calls of them, for suites of tests (models/.../testify/suite)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chancheck.lower.code import Code, Label
from chancheck.lower.reflection import INDEX, PAYLOAD, for_each
from chancheck.types import types as T

PREFIX = "Test"


def tests(c: Code, t: T.Type) -> Sequence[str]:
    """The names of the methods that are tests: those that the graphs have (graph.build, reach_tests)."""
    methods = c.tables.implements.get(c.tables.type_number(t), {})
    plain = (name for name, g in methods.items() if len(g.params) == 1 and not g.results)
    return sorted(name for name in plain if name.startswith(PREFIX))


def _count(c: Code, t: T.Type) -> None:
    c.ret(c.const(len(tests(c, t))))


def each(work: Callable[[Code, T.Type, str], None]) -> Callable[[Code, T.Type], None]:
    """For the method with the number in the second parameter."""

    def case(c: Code, t: T.Type) -> None:
        for index, name in enumerate(tests(c, t)):
            other = Label()
            c.branch(c.op("eq", INDEX, c.const(index)), other, when=False)
            work(c, t, name)
            c.bind(other)
            c.release()
        c.ret(0)

    return case


def _name(c: Code, t: T.Type, name: str) -> None:
    c.ret(c.text(name))


def _call(c: Code, t: T.Type, name: str) -> None:
    program, number = c.tables.program, c.tables.type_number(t)
    c.call(program.methods[number, c.tables.method(name)], PAYLOAD, 1, "")
    c.ret(0)


count = for_each("number of tests", "tp", "i", lambda t: True, _count)
name = for_each("name of a test", "tpi", "b", lambda t: True, each(_name))
call = for_each("call of a test", "tpi", "", lambda t: True, each(_call))
