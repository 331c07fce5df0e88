"""Runs chancheck on every GoKer kernel found under a folder and compares with a list of expectations.

    python bench/goker.py DIR --expect development.csv [--timeout 10] [--only PROJECT/ID] [-v]

The kernels are not part of this project: get them from GoBench (`gobench/goker/`). The list has a row per kernel
with the columns file, test, verdict (GD the test hangs, PD a goroutine is left blocked, NT one runs on for ever,
RACE, P:text a panic) and where (the lines that a good report names as L12, L12-14 or L12/L14).

found        the listed class with at least one of the listed lines among the blocked goroutines, the racing pair or
             the panic's site (or the listed function, where the list gives no line)
found other  another true defect is reported, but not that one
missed       called proved, or inconclusive
unsupported  refused by the front end
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

KINDS = {
    "GD": {"deadlock", "leak"},
    "PD": {"leak", "deadlock"},
    "NT": {"leak", "stuck"},
    "RACE": {"race"},
    "P": {"panic"},
}


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


def reported_functions(finding: dict) -> set[str]:
    """The functions in which the guilty goroutines are blocked, or the two accesses are made."""
    guilty = [g.get("function") for g in finding.get("goroutines") or [] if g.get("guilty")]
    accesses = [a["stack"][0]["function"] for a in finding.get("accesses") or [] if a.get("stack")]
    return {(name or "").rpartition(".")[2] for name in guilty + accesses}


def reported_lines(finding: dict) -> set[int]:
    """Every line a finding puts forward: its place, its blocked goroutines, its accesses."""
    places = [finding.get("location")]
    for goroutine in finding.get("goroutines") or []:
        places += [goroutine.get("location"), *[f.get("location") for f in goroutine.get("stack") or []]]
    for access in finding.get("accesses") or []:
        places += [access.get("location"), *[f.get("location") for f in access.get("stack") or []]]
    return {p["line"] for p in places if p}


def pattern(text: str) -> str:
    """The listed text of a panic, with the name of the test for the word test."""
    return re.sub(r"\btest\b", r"\\S+", re.escape(text.strip()).replace("\\ ", " "))


def judge(row: dict, report: dict) -> str:
    wanted, _, text = row["verdict"].partition(":")
    lines = listed_lines(row["where"])
    findings = [f for result in report.get("results", []) for f in result.get("findings") or []]
    for finding in findings:
        if finding["kind"] not in KINDS[wanted]:
            continue
        if wanted == "P" and not re.search(pattern(text), finding["message"]):
            continue
        if wanted == "P" or not lines or lines & reported_lines(finding):
            return "found"
        if listed_functions(row["where"]) & reported_functions(finding):
            return "found"
    return "found other" if findings else "missed"


def run(path: Path, timeout: float, go: str) -> tuple[str, dict, float, str]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "chancheck", "verify", str(path), "--go", go, "--output-format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout * 3)
    except subprocess.TimeoutExpired:
        return "timeout", {}, time.perf_counter() - started, ""
    seconds = time.perf_counter() - started
    if done.returncode == 2:
        return "unsupported", {}, seconds, (done.stderr or done.stdout)[:400]
    if done.returncode in (4, -11) or "Traceback" in done.stderr:
        return "crash", {}, seconds, (done.stderr or done.stdout)[-600:]
    return "", json.loads(done.stdout), seconds, done.stderr


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
    total = 0.0
    for row in csv.DictReader(options.expect.open()):
        path = next(options.dir.rglob(Path(row["file"]).name), None)
        if path is None or options.only not in row["file"]:
            continue
        failure, report, seconds, note = run(path, options.timeout, options.go)
        outcome = failure or judge(row, report)
        tally[outcome] += 1
        total += seconds
        print(f"{outcome:12} {seconds:6.2f} s  {row['project']}/{row['id']:<6} {row['verdict']:5} {row['where'][:60]}")
        if options.v and outcome != "found":
            for result in report.get("results", []):
                print("     ", result["verdict"], result.get("limit"))
                for finding in result.get("findings") or []:
                    print("     ", finding["kind"], finding["message"][:100], sorted(reported_lines(finding)))
            print("     ", note.strip().replace("\n", "\n      ")[:600])
    print(", ".join(f"{count} {name}" for name, count in tally.most_common()), f"in {total:.1f} s")


if __name__ == "__main__":
    main()
