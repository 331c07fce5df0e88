"""Verdicts of earlier runs. Only what is decided is kept: proved, or violated after a whole search.

An entry is found by the file's name, what chancheck is made of (its code, the models, the native core), the options
that can change a complete answer (limits cannot), and the environment. It holds while everything that was read for it
is the same: files, listings of folders, and files that were not there (chancheck.facts).
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import chancheck
from chancheck.check import Options
from chancheck.digests import digest
from chancheck.facts import Facts, recorded, still_true
from chancheck.modules.standard import goroot
from chancheck.records import dataclass, fields, replace
from chancheck.syntax import cache
from chancheck.verdict.finding import PROVED, VIOLATED, Result

ENVIRONMENT = ("GOMODCACHE", "GOPATH", "GOROOT", "GOFLAGS", "GOOS", "GOARCH", "GOWORK", "HOME")
IRRELEVANT = {"progress", "jobs", "budget", "memory", "max_states", "max_depth"}
PREFIX, MOST = "verdict-", 5_000


def decide_or_recall(
    path: Path, options: Options, check: Callable[[Path, Options], Iterable[Result]]
) -> Iterator[Result]:
    """The results of `check`, or cached ones of an earlier run that read the same inputs."""
    name = PREFIX + key(path, options)
    results = load(name)
    if results is not None:
        yield from results
        return
    results = []
    with recorded() as facts:
        for result in check(path, options):
            results.append(result)
            yield result
    if results and all(
        r.verdict.answer in (PROVED, VIOLATED) and r.verdict.complete and r.verdict.slow is None for r in results
    ):
        store(name, results, facts)


def check_or_recall(path: Path, options: Options, check: Callable[[Path, Options], Iterable[Result]]) -> list[Result]:
    return list(decide_or_recall(path, options, check))


def key(path: Path, options: Options) -> str:
    relevant = [(f.name, repr(stable(getattr(options, f.name)))) for f in fields(options) if f.name not in IRRELEVANT]
    places = [os.environ.get(name) for name in ENVIRONMENT], str(goroot())
    said = repr((relevant, str(Path.cwd()), *places)).encode()
    return cache.key(str(path).encode("utf-8", "surrogateescape"), said, build())


def stable(value: object) -> object:
    """Sets have no order, and mappings any."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return sorted(value.items()) if isinstance(value, dict) else value


@lru_cache(maxsize=1)
def build() -> bytes:
    """A digest of everything that a verdict depends on beside the program."""
    package = Path(chancheck.__file__).parent
    files = [p for p in sorted(package.rglob("*")) if p.suffix in (".py", ".go", ".gol", ".lark")]
    if not (package / "models").is_dir():  # a checkout
        files += sorted(p for name in ("models", "grammar") for p in (package.parent / name).rglob("*") if p.is_file())
    native = find_spec("chancheck._core")
    if native is not None and native.origin:
        files.append(Path(native.origin))
    return digest(*(part for file in files for part in (file.name.encode(), file.read_bytes())))


@dataclass(frozen=True, slots=True)
class Kept:
    """Results with the facts that they depend on: (sort, path, digest)."""

    results: list[Result]
    facts: list[tuple[str, str, str]]


def load(name: str) -> list[Result] | None:
    """A damaged entry is no entry, nor is one that depends on what is no longer so."""
    content = cache.load_whole(name)
    if content is None:
        return None
    try:
        kept = pickle.loads(content)
    except Exception:  # whatever is wrong with it, deciding again mends it
        return None
    if not isinstance(kept, Kept) or not still_true({(sort, path): digest for sort, path, digest in kept.facts}):
        return None
    return [from_earlier(result) for result in kept.results]


def from_earlier(result: Result) -> Result:
    statistics = result.verdict.statistics
    said = replace(statistics, engine=f"{statistics.engine}, in an earlier run")
    return replace(result, verdict=replace(result.verdict, statistics=said))


def store(name: str, results: list[Result], facts: Facts) -> None:
    kept = Kept(results, [(sort, path, digest) for (sort, path), digest in facts.items()])
    cache.store_whole(name, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
    cache.prune(f"{PREFIX}*", MOST)
