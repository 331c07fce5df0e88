"""Repairs of channels: a larger buffer, a close after the last send, a second way out of a wait."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.repair.change import Change, Edit
from chancheck.repair.code import Code, Function, Site, call_of
from chancheck.syntax import ast
from chancheck.types import types as T

SIZES = (1, 2, 3, 4, 6, 8)
"""Capacities that are tried; `chancheck size` finds least ones up to any bound."""

STREAM = 2.5
"""The extra cost of a buffer for a channel into which a loop sends: the rounds decide whether it suffices."""


def room(code: Code) -> Iterator[Change]:
    """A buffer for elements that no goroutine may receive."""
    for call in code.all(ast.CallExpr):
        if code.called(call) != "make" or not isinstance(code.type_of(call), T.Chan):
            continue
        size_of = written_size(code, call)
        if size_of is None and len(call.args) == 2:
            continue
        given = int(size_of.text) if size_of is not None else 0
        stream = any(in_loop(code, stmt) for stmt, _, _ in sends(code))
        cost, enough = (2 + STREAM, ", enough for as many sends as there are here") if stream else (2, "")
        for size in (given + more for more in SIZES):
            end = call.end.offset
            edit = Edit(end, end, f", {size}") if size_of is None else code.renamed(size_of, str(size))
            yield Change(
                f"give the channel made in line {call.pos.line} room for {size}{enough}", (edit,), cost + size / 4
            )


def written_size(code: Code, call: ast.CallExpr) -> ast.BasicLit | None:
    """The number that is the capacity of a channel: in its `make`, or the value of a constant of the file."""
    size = call.args[1] if len(call.args) == 2 else None
    if isinstance(size, ast.Ident):
        specs = [spec for decl in code.tree.decls if isinstance(decl, ast.GenDecl) for spec in decl.specs]
        values = {s.names[0].name: s.values[0] for s in specs if isinstance(s, ast.ValueSpec) and len(s.values) == 1}
        size = values.get(size.name)
    return size if isinstance(size, ast.BasicLit) and size.text.isdigit() else None


def sends(code: Code) -> Iterator[tuple[ast.SendStmt, str, Function]]:
    """Each send with the source of its channel."""
    for stmt in code.all(ast.SendStmt):
        yield stmt, code.of(stmt.chan), code.function_of(stmt)


def in_loop(code: Code, stmt: ast.Node) -> bool:
    """Whether a statement is repeated within its function."""
    function = code.function_of(stmt)
    for up in code.within(stmt):
        if up is function:
            return False
        if isinstance(up, ast.ForStmt | ast.RangeStmt):
            return True
    return False


def closing(code: Code) -> Iterator[Change]:
    """A close by the sender, when it has sent everything; a close for a signal that one receiver alone would get."""
    seen = set()
    for stmt, channel, function in sends(code):
        place = (id(function), channel)
        if place not in seen:
            seen.add(place)
            yield Change(
                f"close {channel} when its sender returns", (code.first(function, f"defer close({channel})"),), 3
            )
            yield Change(f"close {channel} after the last send", (code.last(function, f"close({channel})"),), 3.2)
        site = code.sites.get(stmt)
        if site is not None and is_signal(code, stmt.chan):
            yield Change(f"close {channel} instead of a send: every receiver sees it",
                         (code.instead(site, f"close({channel})"),), 3.4)  # fmt: skip
    for site in code.sites.values():
        if code.called(site.stmt) == "sync.(*WaitGroup).Wait":
            for channel in sorted({name for _, name, _ in sends(code)}):
                yield Change(
                    f"close {channel} when all senders are done", (code.after(site, f"close({channel})"),), 3.6
                )


def owning(code: Code) -> Iterator[Change]:
    """A close by the sender in place of one elsewhere; with several senders, a close when all of them are done."""
    closes = [s for s in code.sites.values() if code.called(s.stmt) == "close" and isinstance(s.stmt, ast.ExprStmt)]
    for site in closes:
        channel = code.of(arguments(site)[0])
        for function in {id(f): f for _, name, f in sends(code) if name == channel}.values():
            edits = (code.without(site), code.first(function, f"defer close({channel})"))
            yield Change(f"let the sender close {channel}, after its last send", edits, 4)
    for site in code.sites.values():
        group = started(code, site)
        if len(group) > 1:
            for name in sorted({code.of(a) for s in group for a in arguments(s) if is_channel(code, a)}):
                removed = tuple(code.without(s) for s in closes)
                if removed:
                    whole = (*counted(code, group, name), *removed)
                    yield Change(f"close {name} once, when all its senders are done", whole, 6)


def started(code: Code, site: Site) -> list[Site]:
    """The consecutive go statements of named functions that begin here; empty if one precedes this statement."""
    before = site.next(-1)
    if not named_start(site.stmt) or (before is not None and named_start(before)):
        return []
    following = [code.sites[s] for s in site.siblings[site.index :]]
    return following[: next((i for i, s in enumerate(following) if not named_start(s.stmt)), len(following))]


def arguments(site: Site) -> list[ast.Expr]:
    """Of the call that a statement consists of."""
    call = call_of(site.stmt)
    return call.args if call is not None else []


def named_start(stmt: ast.Stmt) -> bool:
    return isinstance(stmt, ast.GoStmt) and isinstance(stmt.call, ast.CallExpr) and isinstance(stmt.call.fun, ast.Ident)


def is_channel(code: Code, e: ast.Expr) -> bool:
    t = code.type_of(e)
    return isinstance(t.underlying() if t is not None else None, T.Chan)


def counted(code: Code, group: list[Site], channel: str) -> Iterator[Edit]:
    """Edits that count goroutines by a WaitGroup and close a channel behind the last of them."""
    for site in group:
        start, end = code.span(site)
        blank, call = "\n" + code.indent(start), code.text[start:end].removeprefix("go ")
        text = f"go func() {{{blank}\tdefer senders.Done(){blank}\t{call}{blank}}}()"
        if site is group[0]:
            text = f"var senders sync.WaitGroup{blank}senders.Add({len(group)}){blank}" + text
        if site is group[-1]:
            text += f"{blank}go func() {{{blank}\tsenders.Wait(){blank}\tclose({channel}){blank}}}()"
        yield Edit(start, end, text)


def making(code: Code) -> Iterator[Change]:
    """A channel for a variable or a field that is nil."""
    for site in code.sites.values():
        stmt = site.stmt
        if not isinstance(stmt, ast.DeclStmt) or stmt.decl.keyword != "var" or len(stmt.decl.specs) != 1:
            continue
        spec = stmt.decl.specs[0]
        if not isinstance(spec, ast.ValueSpec) or spec.values or len(spec.names) != 1 or spec.type is None:
            continue
        name, t = spec.names[0].name, code.type_of(spec.type)
        under = t.underlying() if t is not None else None
        nil: list[tuple[str, T.Type | None]] = [(name, under)] if isinstance(under, T.Chan) else []
        nil += [
            (f"{name}.{f.name}", f.type.underlying()) for f in (under.fields if isinstance(under, T.Struct) else ())
        ]
        for what, chan in nil:
            if isinstance(chan, T.Chan):
                yield Change(f"make {what} before it is used", (code.after(site, f"{what} = make({chan})"),), 3)


def is_signal(code: Code, channel: ast.Expr) -> bool:
    """Whether the channel is a signal: its elements are struct{} or bool."""
    t = code.type_of(channel)
    chan = t.underlying() if t is not None else None
    return isinstance(chan, T.Chan) and str(chan.elem.underlying()) in ("struct{}", "bool")


def ways_out(code: Code, node: ast.Node, but: str) -> Iterator[str]:
    """Contexts and signalling channels in scope that can end a wait, except the channel `but`."""
    for name, var in sorted(code.variables(node).items()):
        if str(var.type) == "context.Context":
            yield f"{name}.Done()"
        yield from signals(name, var.type, but)


def signals(name: str, t: T.Type, but: str) -> Iterator[str]:
    under = t.underlying()
    if isinstance(under, T.Chan) and str(under.elem.underlying()) == "struct{}" and under.dir != "send" and name != but:
        yield name
    struct = under.elem.underlying() if isinstance(under, T.Pointer) else under
    for f in struct.fields if isinstance(struct, T.Struct) else ():
        inner = f.type.underlying()
        if str(f.type) == "context.Context":
            yield f"{name}.{f.name}.Done()"
        elif isinstance(inner, T.Chan) and str(inner.elem.underlying()) == "struct{}" and f"{name}.{f.name}" != but:
            yield f"{name}.{f.name}"


def listening(code: Code) -> Iterator[Change]:
    """A wait that a context or a done channel can end."""
    for site in list(code.sites.values()):
        channel = waited(code, site.stmt)
        if channel is None:
            continue
        for way in ways_out(code, site.stmt, code.of(channel)):
            for leave in leaving(code, site, way):
                text = f"select {{\ncase {code.of(site.stmt)}:\ncase <-{way}:{leave}\n}}"
                title = f"let line {site.stmt.pos.line} wait for {way} as well"
                yield Change(title, (code.instead(site, text),), 4 + bool(leave) / 10)
    for select in code.all(ast.SelectStmt):
        at = code.sites.get(select)
        if at is None or any(clause.comm is None for clause in select.clauses):
            continue
        for way in ways_out(code, select, ""):
            for leave in leaving(code, at, way):
                blank = code.indent(select.end.offset)
                text = f"case <-{way}:{leave}\n".replace("\n", "\n" + blank)
                edit = Edit(select.end.offset, select.end.offset, text)
                yield Change(f"let the select in line {select.pos.line} wait for {way} as well", (edit,), 4)


def waited(code: Code, stmt: ast.Stmt) -> ast.Expr | None:
    """The channel of a statement that is one send or one receive and declares nothing."""
    match stmt:
        case ast.SendStmt():
            return stmt.chan
        case (
            ast.ExprStmt(x=ast.UnaryExpr(op="<-") as receive)
            | ast.AssignStmt(op="=", rhs=[ast.UnaryExpr(op="<-") as receive])
        ):
            return receive.x
    return None


def leaving(code: Code, site: Site, way: str) -> Iterator[str]:
    """Bodies of the new case: empty, or a return with zero values."""
    yield ""
    values = [zero(code, f.type, way) for f in site.function.type.results for _ in range(max(1, len(f.names)))]
    if any(f.names for f in site.function.type.results):
        values = []
    if all(value is not None for value in values):
        yield "\n\treturn " + ", ".join(map(str, values)) if values else "\n\treturn"


def zero(code: Code, e: ast.Expr, way: str) -> str | None:
    """The zero value of a result type, an error that reports the end; None where it has no short name."""
    text = code.of(e)
    if text == "error":
        return f"{way.removesuffix('.Done()')}.Err()" if way.endswith(".Done()") else "nil"
    t = code.type_of(e)
    under = t.underlying() if t is not None else None
    if isinstance(under, T.Basic):
        return {"string": '""', "bool": "false"}.get(under.name, "0")
    return "nil" if isinstance(under, T.Pointer | T.Slice | T.Map | T.Chan | T.Interface | T.Signature) else None


def once(code: Code) -> Iterator[Change]:
    """A close that happens once, in whichever goroutine comes first."""
    for site in list(code.sites.values()):
        stmt = site.stmt
        if code.called(stmt) != "close" or not isinstance(stmt, ast.ExprStmt):
            continue
        assert isinstance(stmt.x, ast.CallExpr)
        channel = stmt.x.args[0]
        outside = code.statement_of(code.parents[stmt]) if isinstance(code.parents.get(stmt), ast.SelectStmt) else None
        whole = outside or site
        yield Change(f"leave out the close in line {stmt.pos.line}", (code.without(whole),), 6)
        if isinstance(channel, ast.Ident):
            place = code.start(code.outer_of(site.function))
            closed = f"closing.Do(func() {{ close({channel.name}) }})"
            edits = (Edit(place, place, "var closing sync.Once\n\n"), code.instead(whole, closed))
            yield Change(f"close {channel.name} once only, by a sync.Once", edits, 5)
        if isinstance(channel, ast.SelectorExpr):
            field = field_of(code, channel)
            if field is not None:
                closed = f"{code.of(channel.x)}.closing.Do(func() {{ close({code.of(channel)}) }})"
                place = code.start(field)
                new = Edit(place, place, f"closing sync.Once\n{code.indent(place)}")
                yield Change(
                    f"close {code.of(channel)} once only, by a sync.Once", (new, code.instead(whole, closed)), 4.5
                )


def field_of(code: Code, e: ast.SelectorExpr) -> ast.Field | None:
    """The declaration of a field that is selected."""
    t = code.type_of(e.x)
    t = t.elem if isinstance(t, T.Pointer) else t
    for decl in code.tree.decls:
        for spec in decl.specs if isinstance(decl, ast.GenDecl) else ():
            if isinstance(spec, ast.TypeSpec) and isinstance(t, T.Named) and spec.name.name == t.obj.name:
                fields = spec.type.fields if isinstance(spec.type, ast.StructType) else []
                return next((f for f in fields if any(n.name == e.sel.name for n in f.names)), None)
    return None
