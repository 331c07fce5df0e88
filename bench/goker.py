"""Runs chancheck on every GoKer kernel found under a folder and compares with a list of expectations.

    python bench/goker.py DIR --expect development.csv [--timeout 10] [--only PROJECT/ID] [-v]

The kernels are not part of this project: get them from GoBench (`gobench/goker/`). The list has a row per kernel
with the columns file, test, verdict (GD the test hangs, PD a goroutine is left blocked, NT one runs on for ever,
RACE, P:text a panic) and where (the lines that a good report names as L12, L12-14 or L12/L14).

found        the listed class with at least one of the listed lines among the blocked goroutines, the racing pair or
             the panic's site. A line counts where the goroutine stands in the kernel's own file, not where its callers
             are. Where the list names a function without a line, or one that is never left (NT), it stands for its
             lines
found other  another true defect is reported, but not that one
missed       called proved, or inconclusive
unsupported  refused by the front end
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

CLASSES = {"GD": "deadlock", "PD": "leak", "NT": "leak", "RACE": "race", "P": "panic"}


def listed_lines(where: str) -> set[int]:
    """The line numbers named in the `where` column."""
    lines: set[int] = set()
    for part in re.findall(r"L\d+(?:\s*[-/]\s*L?\d+)*", where):
        numbers = [int(n) for n in re.findall(r"\d+", part)]
        lines.update(range(numbers[0], numbers[-1] + 1) if "-" in part else numbers)
    return lines


def listed_functions(where: str) -> set[str]:
    """Functions that the `where` column names without a line: "NewSubConn/RemoveSubConn Lock"."""
    parts = [part for part in re.split(r"[;+]", where) if not re.search(r"L\d", part)]
    return {word for part in parts for word in re.findall(r"\b[A-Za-z]\w{3,}\b", part)}


def shown(finding: dict) -> list[list[dict]]:
    """The stacks that a finding puts forward: of the goroutines blocked in it, and of its accesses."""
    guilty = [g["stack"] for g in finding.get("goroutines") or [] if g.get("guilty")]
    return [*guilty, *(a["stack"] for a in finding.get("accesses") or [] if a.get("stack"))]


def places(finding: dict, file: str) -> list[dict]:
    """The innermost frame in the kernel's file of each stack; of a panic its site."""
    frames = [
        next((f for f in stack if (f["location"] or {"file": ""})["file"].endswith(file)), None)
        for stack in shown(finding)
    ]
    return [frame for frame in frames if frame]


def reported_functions(finding: dict, file: str) -> set[str]:
    return {part for place in places(finding, file) for part in place["function"].split(".")}


def reported_lines(finding: dict, file: str) -> set[int]:
    site = finding.get("location") if finding["kind"] == "panic" else None
    return {place["location"]["line"] for place in places(finding, file)} | ({site["line"]} if site else set())


def is_tests(finding: dict, test: str) -> bool:
    """Whether the goroutine of the test is among those that are blocked."""
    return any(frame["function"].endswith(f".{test}") for stack in shown(finding) for frame in stack)


def pattern(text: str) -> str:
    """The listed text of a panic, with the name of the test for the word test."""
    return re.sub(r"\btest\b", r"\\S+", re.escape(text.strip()).replace("\\ ", " "))


def is_wanted(finding: dict, row: dict) -> bool:
    wanted, _, text = row["verdict"].partition(":")
    file = Path(row["file"]).name
    hangs = wanted == "GD" and finding["kind"] in ("leak", "stuck") and is_tests(finding, row["test"])
    if finding["kind"] != CLASSES[wanted] and not hangs:
        return False
    if wanted == "P" and not re.search(pattern(text), finding["message"]):
        return False
    lines, functions = listed_lines(row["where"]), listed_functions(row["where"])
    if wanted == "NT":  # it stands nowhere for ever: the function that it never leaves
        functions |= set(re.findall(r"\b[A-Za-z]\w{3,}\b", row["where"]))
    if wanted == "P" and not lines:
        return True  # the message is all that is listed
    return bool(lines & reported_lines(finding, file) or functions & reported_functions(finding, file))


def judge(row: dict, report: dict) -> str:
    findings = [f for result in report.get("results", []) for f in result.get("findings") or []]
    if any(is_wanted(finding, row) for finding in findings):
        return "found"
    return "found other" if findings else "missed"


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(path: Path, timeout: float, go: str) -> tuple[str, dict, float, float, str]:
    """Mistakes, the report, seconds by the clock and of cpu, and further remarks."""
    started, before = time.perf_counter(), cpu_seconds()
    command = [sys.executable, "-m", "chancheck", "verify", str(path), "--no-cache", "--go", go]
    try:
        done = subprocess.run(
            [*command, "--output-format", "json"], capture_output=True, text=True, timeout=timeout * 7
        )
    except subprocess.TimeoutExpired:
        return "timeout", {}, time.perf_counter() - started, cpu_seconds() - before, ""
    spent = time.perf_counter() - started, cpu_seconds() - before
    if done.returncode == 2:
        return "unsupported", {}, *spent, (done.stderr or done.stdout)[:400]
    if done.returncode in (4, -11) or "Traceback" in done.stderr:
        return "crash", {}, *spent, (done.stderr or done.stdout)[-600:]
    return "", json.loads(done.stdout), *spent, done.stderr


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--expect", type=Path, required=True)
    parser.add_argument("--timeout", type=float, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("--go", default="1.21")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    clock: list[float] = []
    cpu: list[float] = []
    for row in csv.DictReader(options.expect.open()):
        path = next(options.dir.rglob(Path(row["file"]).name), None)
        if path is None or options.only not in row["file"]:
            continue
        failure, report, seconds, used, note = run(path, options.timeout, options.go)
        outcome = failure or judge(row, report)
        tally[outcome] += 1
        clock.append(seconds)
        cpu.append(used)
        kernel = f"{row['project']}/{row['id']:<6}"
        print(f"{outcome:12} {seconds:6.2f} s {used:6.2f} s cpu  {kernel} {row['verdict']:5} {row['where'][:60]}")
        if options.v and outcome != "found":
            explain(report, path.name, note)
    print(", ".join(f"{count} {name}" for name, count in tally.most_common()))
    for what, times in (("clock", clock), ("cpu", cpu)):
        slow = sum(t > options.timeout for t in times)
        middle = statistics.median(times or [0])
        print(f"{what}: {sum(times):.1f} s, median {middle:.2f} s, {slow} above {options.timeout:g} s")


def explain(report: dict, file: str, note: str) -> None:
    for result in report.get("results", []):
        print("     ", result["verdict"], result.get("limit"))
        for finding in result.get("findings") or []:
            print("     ", finding["kind"], finding["message"][:100], sorted(reported_lines(finding, file)))
    print("     ", note.strip().replace("\n", "\n      ")[:600])


if __name__ == "__main__":
    main()
