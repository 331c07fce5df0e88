"""The object that a name denotes, with what may have been meant (Go spec, Declarations and scope)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types.checker import NAMES, Checker
from chancheck.types.objects import Package, PkgName
from chancheck.types.types import Obj

IMPLIED = {
    "sync": "sync", "atomic": "sync/atomic", "context": "context", "time": "time", "errors": "errors", "fmt": "fmt",
    "log": "log", "rand": "math/rand", "runtime": "runtime", "os": "os", "testing": "testing", "strconv": "strconv",
    "strings": "strings", "sort": "sort", "slices": "slices", "maps": "maps", "math": "math", "bytes": "bytes",
    "io": "io", "errgroup": "golang.org/x/sync/errgroup", "semaphore": "golang.org/x/sync/semaphore",
    "singleflight": "golang.org/x/sync/singleflight", "check": "chancheck/check", "signal": "os/signal",
    "http": "net/http", "httptest": "net/http/httptest",
    "heap": "container/heap", "list": "container/list", "cmp": "cmp", "iter": "iter", "bits": "math/bits",
    "unicode": "unicode", "utf8": "unicode/utf8", "syscall": "syscall", "exec": "os/exec", "net": "net",
    "unsafe": "unsafe", "synctest": "testing/synctest",
}  # fmt: skip
"""Packages that a `.gol` file may use without importing them."""


def lookup_name(c: Checker, e: ast.Ident, base: bool = False) -> Obj | None:
    if e.name == "_":
        c.error(e.pos, "cannot use _ as value", NAMES)
        return None
    obj = c.scope.find(e.name)
    if obj is None and base:
        obj = implied_import(c, e)
    if obj is None:
        c.package.missing.add(e.name)
        if c.package.opaque and e.name[:1].isupper():
            unknown = f"package {c.package.opaque} is not supported"
            c.unsupported(e.pos, f"{e.name} is not declared here, and {unknown}")
        else:
            c.error(e.pos, f"undefined: {e.name}", NAMES, near(c, e.name))
        return None
    c.info.uses[e] = obj
    if isinstance(obj, PkgName):
        obj.used = True
    return obj


def near(c: Checker, name: str) -> str:
    known: set[str] = set()
    scope = c.scope
    while scope is not None:
        known |= set(scope.names)
        scope = scope.parent  # type: ignore[assignment]
    close = nearest(name, known)
    return f"did you mean {close}?" if close else ""


def nearest(name: str, known: set[str]) -> str:
    """A known name that is close to an unknown one, or ""."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(known), 1, 0.75)), "")


def implied_import(c: Checker, e: ast.Ident) -> Obj | None:
    if not e.pos.file.endswith(".gol") or e.name not in IMPLIED:
        return None
    if e.name not in c.implied_names:
        path = IMPLIED[e.name]
        loaded = Package(path, e.name, is_library=True, checker=c)
        c.implied_names[e.name] = PkgName(e.name, e.pos, c.package.path, loaded, used=True)
        c.package.implied[e.name] = path
    c.info.uses[e] = c.implied_names[e.name]
    return c.implied_names[e.name]
