"""Repairs of WaitGroups: Add before go, Done by defer, a wait at the right place."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.repair.change import Change, Edit
from chancheck.repair.code import Code, Site
from chancheck.syntax import ast

ADD, DONE, WAIT = (f"sync.(*WaitGroup).{name}" for name in ("Add", "Done", "Wait"))


def literal_of(site: Site) -> ast.FuncLit | None:
    """The function literal that a go statement starts."""
    stmt = site.stmt
    if isinstance(stmt, ast.GoStmt) and isinstance(stmt.call, ast.CallExpr) and isinstance(stmt.call.fun, ast.FuncLit):
        return stmt.call.fun
    return None


def counting(code: Code) -> Iterator[Change]:
    for site in list(code.sites.values()):
        if (literal := literal_of(site)) is not None:
            for inner in [s for s in code.sites.values() if s.function is literal]:
                if code.called(inner.stmt) == ADD:
                    text = code.of(inner.stmt)
                    edits = (code.before(site, text), code.without(inner))
                    yield Change(f"call {text} before the go statement in line {site.stmt.pos.line}", edits, 2)
    for function in code.functions:
        dones = [s for s in code.sites.values() if s.function is function and code.called(s.stmt) == DONE]
        plain = [s for s in dones if not isinstance(s.stmt, ast.DeferStmt)]
        for done in plain:
            yield Change(f"leave out the Done in line {done.stmt.pos.line}", (code.without(done),), 2.5)
        if plain and len(plain) == len(dones):
            call = code.of(plain[0].stmt)
            deferred = (code.first(function, f"defer {call}"), *(code.without(s) for s in plain))
            yield Change(f"defer {call} at the start of the goroutine", deferred, 2)


def waiting(code: Code) -> Iterator[Change]:
    """A wait moved into a new goroutine, or a missing wait."""
    for site in list(code.sites.values()):
        if code.called(site.stmt) == WAIT and not isinstance(site.stmt, ast.DeferStmt):
            start, end = code.span(site)
            following = site.next()
            closes = following is not None and code.called(following) == "close"
            if closes and following is not None:
                end = code.span(code.sites[following])[1]
            body = code.text[start:end].replace("\n", "\n\t")
            text = f"go func() {{\n\t{body}\n}}()".replace("\n", "\n" + code.indent(start))
            yield Change(f"wait in a separate goroutine in line {site.stmt.pos.line}", (Edit(start, end, text),), 4)
    for site in list(code.sites.values()):
        if isinstance(site.stmt, ast.GoStmt):
            yield awaited(code, site)


def awaited(code: Code, site: Site) -> Change:
    """The function does not return before the goroutine has ended."""
    assert isinstance(site.stmt, ast.GoStmt)
    call = code.of(site.stmt.call)
    literal = literal_of(site)
    before = code.before(site, "var ended sync.WaitGroup", "ended.Add(1)", "defer ended.Wait()")
    if literal is not None:
        edits = (before, code.first(literal, "defer ended.Done()"))
    else:
        start, end = code.span(site)
        blank = "\n" + code.indent(start)
        text = f"go func() {{{blank}\tdefer ended.Done(){blank}\t{call}{blank}}}()"
        edits = (Edit(start, start, before.text), Edit(start, end, text))
    return Change(f"wait for the goroutine of line {site.stmt.pos.line} before returning", edits, 5)
