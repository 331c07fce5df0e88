"""Verifies the tests of Go libraries as they are and counts the answers.

    python bench/real.py FOLDER [--only NAME] [--budget 10] [--names] [--processor-time] [--modules F] [--reports F]

FOLDER holds clones of libraries, one a folder; they are not part of this project. A module that a library requires is
taken from FOLDER, or from the folder of --modules, where it is there: the script copies the library to a temporary
folder and makes a module cache beside it. --reports keeps the JSON report of each file, to look for
the reasons afterwards.
Each file runs in a process of its own; the limit of the process is the sum of its tests' budgets.

proved, inconclusive   the answers of chancheck
violated               by kind; whether a finding is true has to be judged by reading it
refused                the entry reaches something that chancheck does not support
crash                  an internal error, or a process that ended without a report
overrun                the process took more than the budgets of its entries, a second each, and two seconds to start
small                  of the inconclusive ones, those that are proved at a small scale

--processor-time is for machines that do other work meanwhile: each process counts its own processor time as its clock.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

TEST = re.compile(r"^func Test(?![a-z])\w*\(\w+ \*testing\.T\)", re.MULTILINE)
COLUMNS = ("proved", "violated", "inconclusive", "refused", "crash", "overrun", "small")
BESIDE = ("overrun", "small")
"""Columns of entries that another one counts."""

CACHE = "module-cache"

CLOCK = """#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *now) {
  return syscall(SYS_clock_gettime, id == CLOCK_MONOTONIC ? CLOCK_PROCESS_CPUTIME_ID : id, now);
}
"""


@dataclass
class Tally:
    """Of one library. cpu: seconds of all processes."""

    counts: Counter[str] = field(default_factory=Counter)
    cpu: float = 0.0
    lines: list[str] = field(default_factory=list)

    def add(self, where: str, answer: str, why: str = "", counts: bool = True) -> None:
        self.counts[answer] += counts
        if answer != "proved":
            self.lines.append(f"  {where}: {answer} {why}".rstrip())


def modules(folder: Path) -> dict[str, Path]:
    """The module path of each library that has a go.mod file."""
    found = {}
    for library in folder.iterdir():
        if (library / "go.mod").is_file():
            found[re.search(r"^module\s+(\S+)", (library / "go.mod").read_text(), re.MULTILINE)[1]] = library
    return found


def prepared(library: Path, there: dict[str, Path], into: Path) -> Path:
    """A copy of a library that finds the modules beside it."""
    copy = into / library.name
    shutil.copytree(library, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    mod = copy / "go.mod"
    if not mod.is_file():
        mod.write_text(f"module github.com/{library.name.replace('+', '/')}\n\ngo 1.21\n")
    text = mod.read_text()
    for name, folder in there.items():
        if folder != library:
            found = re.search(rf"\s{re.escape(name)}\s+(v\S+)", text)
            version = found[1] if found else "v0.0.0"
            text += "" if found else f"\nrequire {name} {version}\n"
            place = into / CACHE / f"{re.sub('([A-Z])', lambda c: '!' + c[1].lower(), name)}@{version}"
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                place.symlink_to(folder.resolve())
    mod.write_text(text)
    return copy


def test_files(folder: Path) -> list[Path]:
    """Those of packages: not of testdata, vendored or nested modules, nor of hidden folders."""

    def inner(file: Path) -> bool:
        parents = [folder / part for part in file.relative_to(folder).parents]
        return any((p / "go.mod").exists() for p in parents if p != folder) or any(
            p.name in ("testdata", "vendor") or p.name.startswith((".", "_")) for p in parents if p != folder
        )

    return sorted(file for file in folder.rglob("*_test.go") if not inner(file))


def processor_clock(scratch: Path) -> dict[str, str]:
    """The environment in which a process takes its processor time for the time of day that limits it."""
    source, library = scratch / "clock.c", scratch / "clock.so"
    source.write_text(CLOCK)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}


def compiled(env: dict[str, str] | None, cache: Path) -> dict[str, str]:
    """The environment of a user with compiled modules, and with this cache of Go's."""
    kept = {k: v for k, v in (env or os.environ).items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "GOMODCACHE": str(cache)}


def verify(
    copy: Path, file: Path, budget: float, tally: Tally, env: dict[str, str] | None, reports: Path | None
) -> None:
    tests = len(TEST.findall(file.read_text(errors="replace")))
    if not tests:
        return
    command = ["chancheck", "verify", "--no-cache", "--budget", f"{budget}s", "--output-format", "json", file.name]
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    longest = None if env else tests * (2 * budget + 10) + 60
    name = str(file.relative_to(copy))
    try:
        run = subprocess.run(
            command,
            cwd=file.parent,
            capture_output=True,
            text=True,
            timeout=longest,
            env=compiled(env, copy.parent / CACHE),
        )
        if reports:
            kept = reports / copy.name / f"{name.replace('/', '+')}.json"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(run.stdout)
        report = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        tally.add(name, "overrun", "killed")
        return
    except json.JSONDecodeError:
        tally.add(name, "crash", run.stderr.strip()[-200:])
        return
    finally:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        tally.cpu += cpu
    count(report, name, tally, tests)
    entries = sum(not is_subtest(result) for result in report["results"])
    took = cpu if env else time.monotonic() - start
    if took > entries * (budget + 1) + 2:
        tally.add(name, "overrun", f"{took:.0f} s for {entries} entries")
    if run.returncode == 4:
        tally.add(name, "crash", run.stderr.strip()[-200:])


def count(report: dict, name: str, tally: Tally, tests: int) -> None:
    for result in report["results"]:
        where = f"{name}: {result['entry'] or '(all)'}"
        if result["verdict"] == "error":
            reasons = [f"{d['code']} {d['message']}" for d in result["diagnostics"]]
            for _ in range(1 if result["entry"] else tests):
                tally.add(where, "refused", "; ".join(reasons)[:200])
        elif result["verdict"] == "violated":
            kinds = sorted({f["kind"] for f in result["findings"] if f["level"] == "error"})
            tally.add(where, "violated", ", ".join(kinds), not is_subtest(result))
        else:
            small = result.get("scaled", "").startswith("proved")
            why = f"{result.get('limit') or ''}{', proved at a small scale' if small else ''}"
            tally.add(where, result["verdict"], why, not is_subtest(result))
            tally.counts["small"] += small and not is_subtest(result)


def is_subtest(result: dict) -> bool:
    """Subtests are listed; their test counts."""
    return "/" in result["entry"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", default="", help="libraries with a name that contains this")
    arguments.add_argument("--budget", type=float, default=10)
    arguments.add_argument("--names", action="store_true", help="list what is not proved")
    arguments.add_argument("--processor-time", action="store_true", help="budgets in seconds of the processor")
    arguments.add_argument("--modules", type=Path, help="a folder of modules that libraries require")
    arguments.add_argument("--reports", type=Path, help="keep the reports in this folder")
    given = arguments.parse_args()
    there, total = modules(given.folder) | (modules(given.modules) if given.modules else {}), Counter()
    print(f"| library | entries | {' | '.join(COLUMNS)} | cpu s |\n|---|---:|{'---:|' * (len(COLUMNS) + 1)}")
    with tempfile.TemporaryDirectory() as scratch:
        env = processor_clock(Path(scratch)) if given.processor_time else None
        for library in sorted(p for p in given.folder.iterdir() if p.is_dir() and given.only in p.name):
            copy, tally = prepared(library, there, Path(scratch)), Tally()
            for file in test_files(copy):
                verify(copy, file, given.budget, tally, env, given.reports)
            total += tally.counts
            print(row(library.name, tally.counts, f"{tally.cpu:.0f}"), flush=True)
            if given.names:
                print("\n".join(tally.lines), file=sys.stderr)
    print(row("**all**", total, ""))


def row(name: str, counts: Counter[str], cpu: str) -> str:
    entries = sum(counts[c] for c in COLUMNS if c not in BESIDE)
    return f"| {name} | {entries} | {' | '.join(str(counts[c]) for c in COLUMNS)} | {cpu} |"


if __name__ == "__main__":
    main()
