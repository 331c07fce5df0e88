"""Repairs of locks and conditions: an unlock on every path, a lock around racing accesses, a wait in a loop."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.repair.change import Change, Edit
from chancheck.repair.code import Code, Function, Site, call_of
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.types import VarObj

MUTEX, RW, COND = "sync.(*Mutex)", "sync.(*RWMutex)", "sync.(*Cond)"
PAIRS = {f"{MUTEX}.Lock": "Unlock", f"{RW}.Lock": "Unlock", f"{RW}.RLock": "RUnlock"}


def calls(code: Code, function: Function, *names: str) -> list[Site]:
    """The statements of a function, without those of literals in it, that call one of these."""
    return [s for s in code.sites.values() if s.function is function and code.called(s.stmt) in names]


def locked(code: Code, function: Function) -> Iterator[tuple[Site, str, str, list[Site]]]:
    """Each lock with what it locks, the name of its unlock, and the unlocks in the same function."""
    for site in calls(code, function, *PAIRS):
        name, lock = code.called(site.stmt), code.target(site.stmt)
        unlock = f"{name.rpartition('.')[0]}.{PAIRS[name]}"
        yield site, lock, PAIRS[name], [s for s in calls(code, function, unlock) if code.target(s.stmt) == lock]


def unlocking(code: Code) -> Iterator[Change]:
    for function in code.functions:
        for site, lock, unlock, unlocks in locked(code, function):
            removed = tuple(code.without(s) for s in unlocks)
            if not any(isinstance(s.stmt, ast.DeferStmt) for s in unlocks):
                deferred = code.after(site, f"defer {lock}.{unlock}()")
                yield Change(f"unlock {lock} on every path, by defer", (deferred, *removed), 3 + len(removed) / 4)
            if site.siblings is not code.body(function).stmts:
                continue
            if len(unlocks) == 1 and isinstance(unlocks[0].stmt, ast.DeferStmt):
                yield from sooner(code, site, f"{lock}.{unlock}()", unlocks[0])


def sooner(code: Code, site: Site, unlock: str, deferred: Site) -> Iterator[Change]:
    """An unlock before a statement that may wait, in place of a deferred one."""
    for i in range(len(site.siblings) - 1, site.index + 1, -1):
        before = code.sites[site.siblings[i]]
        if before.stmt is not deferred.stmt and not isinstance(before.stmt, ast.ReturnStmt):
            title = f"unlock before line {before.stmt.pos.line}: nothing that may wait stays under the lock"
            yield Change(title, (code.without(deferred), code.before(before, unlock)), 4)


def writing(code: Code) -> Iterator[Change]:
    """The write lock for a function that writes, or that would upgrade its read lock."""
    for function in code.functions:
        reads = calls(code, function, f"{RW}.RLock", f"{RW}.RUnlock")
        if reads:
            renamed = tuple(e for s in reads for e in to_write(code, s))
            yield Change(f"take the write lock in line {reads[0].stmt.pos.line}", renamed, 3.5)
            inner = calls(code, function, f"{RW}.Lock", f"{RW}.Unlock")
            inner = [s for s in inner if code.target(s.stmt) == code.target(reads[0].stmt)]
            if inner:
                removed = tuple(code.without(s) for s in inner)
                title = f"take the write lock in line {reads[0].stmt.pos.line} from the start"
                yield Change(title, (*renamed, *removed), 4)


def to_write(code: Code, site: Site) -> Iterator[Edit]:
    call = call_of(site.stmt)
    if call is not None and isinstance(call.fun, ast.SelectorExpr):
        yield code.renamed(call.fun.sel, call.fun.sel.name.removeprefix("R"))


def guarding(code: Code) -> Iterator[Change]:
    """A lock that the type has already, round a method that does without."""
    for function in code.functions:
        if not isinstance(function, ast.FuncDecl) or function.recv is None or not function.recv.names:
            continue
        name = function.recv.names[0].name
        for lock, kind in locks_of(code.receiver(function)):
            field = f"{name}.{lock}" if lock else name
            if f"{field}.Lock()" not in code.of(code.body(function)):
                title = f"hold {field} in {function.name.name}"
                yield Change(title, (code.first(function, f"{field}.Lock()", f"defer {field}.Unlock()"),), 4)
                if kind == "sync.RWMutex":
                    edit = code.first(function, f"{field}.RLock()", f"defer {field}.RUnlock()")
                    yield Change(f"{title}, for reading", (edit,), 3.9)


def locks_of(t: T.Type | None) -> Iterator[tuple[str, str]]:
    """The fields of a struct that are locks; "" for an embedded one."""
    under = t.underlying() if t is not None else None
    struct = under.elem.underlying() if isinstance(under, T.Pointer) else under
    for f in struct.fields if isinstance(struct, T.Struct) else ():
        if str(f.type).lstrip("*") in ("sync.Mutex", "sync.RWMutex"):
            yield ("" if f.embedded else f.name), str(f.type).lstrip("*")


def inlining(code: Code) -> Iterator[Change]:
    """The expression that a method returns, in place of a call under the lock that the method takes."""
    methods = {d.name.name: d for d in code.tree.decls if isinstance(d, ast.FuncDecl) and d.recv and d.recv.names}
    for call in code.all(ast.CallExpr):
        method = methods.get(call.fun.sel.name) if isinstance(call.fun, ast.SelectorExpr) else None
        if method is None or method.body is None or code.outer_of(code.function_of(call)) is method:
            continue
        if not method.body.stmts:
            continue
        *taken, last = method.body.stmts
        names = [code.called(s) for s in taken]
        if len(names) != 2 or names[0] not in PAIRS or not isinstance(last, ast.ReturnStmt) or len(last.results) != 1:
            continue
        params = [n.name for f in method.type.params for n in f.names]
        if len(params) != len(call.args):
            continue
        assert isinstance(call.fun, ast.SelectorExpr) and method.recv is not None
        by = {method.recv.names[0].name: code.of(call.fun.x)}
        by |= dict(zip(params, map(code.of, call.args), strict=True))
        title = f"read without locking again in line {call.pos.line}: the lock is held"
        yield Change(title, (Edit(code.start(call), call.end.offset + 1, put(code, last.results[0], by)),), 3.8)


def put(code: Code, e: ast.Expr, by: dict[str, str]) -> str:
    """An expression with other names in it."""
    base, text = code.start(e), code.of(e)
    selected = {s.sel for s in code.all(ast.SelectorExpr, e) if isinstance(s, ast.SelectorExpr)}
    names = [n for n in code.all(ast.Ident, e) if isinstance(n, ast.Ident) and n.name in by and n not in selected]
    for n in sorted(names, key=lambda n: -n.pos.offset):
        at = n.pos.offset - base
        text = text[:at] + by[n.name] + text[at + len(n.name) :]
    return text


def conditions(code: Code) -> Iterator[Change]:
    for site in list(code.sites.values()):
        name = code.called(site.stmt)
        if name == f"{COND}.Signal":
            call = call_of(site.stmt)
            if call is not None and isinstance(call.fun, ast.SelectorExpr):
                title = f"wake all waiters: {code.target(site.stmt)}.Broadcast in line {site.stmt.pos.line}"
                yield Change(title, (code.renamed(call.fun.sel, "Broadcast"),), 2)
        if name == f"{COND}.Wait":
            branch = next((n for n in code.within(site.stmt) if isinstance(n, ast.IfStmt)), None)
            if branch is not None and branch.orelse is None and branch.init is None:
                edit = Edit(branch.pos.offset, branch.pos.offset + 2, "for")
                yield Change(f"wait in a loop in line {branch.pos.line}: look again after a wake-up", (edit,), 2)
            yield from waking(code, code.target(site.stmt), site.function)


def waking(code: Code, cond: str, waiter: Function) -> Iterator[Change]:
    """A Broadcast at the end of each method of the type that has none."""
    _, dot, field = cond.partition(".")
    for function in code.functions:
        if not isinstance(function, ast.FuncDecl) or function is waiter or not dot or not function.recv:
            continue
        if function.recv.names and f".{field}." not in code.of(code.body(function)):
            call = f"{function.recv.names[0].name}.{field}.Broadcast()"
            title = f"wake the waiters at the end of {function.name.name}"
            yield Change(title, (code.last(function, call),), 3)


def locals_guarded(code: Code) -> Iterator[Change]:
    """A lock of its own for a variable that goroutines share: each statement that names it holds the lock."""
    for var, uses in shared(code).items():
        sites = {site.stmt: site for use in uses if (site := code.statement_of(use)) is not None}
        declared = next((s for s in sites.values() if code.start(s.stmt) <= var.pos.offset < s.stop), None)
        inside = [s for s in sites.values() if isinstance(s.function, ast.FuncLit) and s is not declared]
        simple = (ast.AssignStmt, ast.IncDecStmt, ast.ExprStmt)
        if not inside or declared is None or not all(isinstance(s.stmt, simple) for s in inside):
            continue
        lock = f"{var.name}Lock"
        edits = [code.before(declared, f"var {lock} sync.Mutex")]
        for site in inside:
            edits.append(code.instead(site, f"{lock}.Lock()\n{code.of(site.stmt)}\n{lock}.Unlock()"))
        yield Change(f"hold a lock where goroutines use {var.name}", tuple(edits), 4)


def shared(code: Code) -> dict[VarObj, list[ast.Ident]]:
    """Local variables that function literals capture and that are assigned to, each with its uses."""
    found: dict[VarObj, list[ast.Ident]] = {}
    for name, obj in code.meaning[1].items():
        if isinstance(obj, VarObj) and obj.captured and obj.reassigned and not obj.is_global and name in code.parents:
            found.setdefault(obj, []).append(name)
    return found


def package_lock(code: Code) -> Iterator[Change]:
    """One lock round a whole function, or round a statement of a goroutine: it serialises, so it comes late."""
    for function in code.functions:
        if (
            isinstance(function, ast.FuncDecl)
            and function.name.name != "main"
            and not function.name.name.startswith("Test")
        ):
            declared = Edit(code.start(function), code.start(function), "var serial sync.Mutex\n\n")
            held = code.first(function, "serial.Lock()", "defer serial.Unlock()")
            yield Change(f"let one goroutine at a time be in {function.name.name}", (declared, held), 9)
