"""The same systems in Go and in Promela: chancheck against SPIN, in turn, on one core.

    python bench/versus_spin.py [--sizes small,medium,large,huge] [--models workers,...] [--races] [--growth] [--write]
                                 [--folder PAIRS]

Prints states, seconds of the search, cpu seconds and seconds of the whole chain, peak memory, and the ratios.

SPIN's chain is `spin -a`, gcc (-O3 -march=native -DSAFETY, default partial order reduction) and pan; where there is a
model tuned by hand (NAME_t), the better of the two counts. chancheck's chain is `chancheck verify` for what SPIN looks
for too (deadlocks, and panics as assertions), besides leaks; for the racy counter, races. With `--races` it finds races
too, for which SPIN has no question. Its modules are compiled before, as pip leaves them. `--write` puts the rows into
docs/performance.md; `--growth` measures the other table: states by the number of goroutines.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GO, PROMELA = HERE / "models" / "go", HERE / "models" / "promela"
PAGE = HERE.parent / "docs" / "performance.md"
SIZES = ["small", "medium", "large", "huge"]
GCC = ["gcc", "-O3", "-march=native", "-DSAFETY", "-DMEMLIM=6000", "-o", "pan", "pan.c"]
SECONDS = 300.0  # the most for one run of pan or chancheck

Sizes = dict[str, int]
TABLE: dict[str, dict[str, Sizes]] = {
    "pipe_unbuf": {"small": {"N": 8, "K": 8}, "medium": {"N": 14, "K": 14}, "large": {"N": 17, "K": 16},
                   "huge": {"N": 18, "K": 18}},
    "pipe_buf": {"small": {"N": 5, "K": 5}, "medium": {"N": 8, "K": 6}, "large": {"N": 9, "K": 8},
                 "huge": {"N": 11, "K": 8}},
    "workers": {"small": {"N": 3, "K": 4}, "medium": {"N": 4, "K": 6}, "large": {"N": 5, "K": 6},
                "huge": {"N": 7, "K": 8}},
    "philo_ord": {"small": {"N": 8}, "medium": {"N": 10}, "large": {"N": 12}, "huge": {"N": 13}},
    "philo_dl": {"small": {"N": 5}, "medium": {"N": 16}, "large": {"N": 20}, "huge": {"N": 40}},
    "philo_dl_first": {"small": {"N": 5}, "medium": {"N": 16}, "large": {"N": 20}, "huge": {"N": 40}},
    "rwlock": {"small": {"N": 3, "M": 2}, "medium": {"N": 5, "M": 3}, "large": {"N": 6, "M": 3},
               "huge": {"N": 7, "M": 3}},
    "fanin": {"small": {"N": 4, "K": 4}, "medium": {"N": 5, "K": 4}, "large": {"N": 6, "K": 5},
              "huge": {"N": 7, "K": 4}},
    "pairs": {"small": {"N": 4, "K": 3}, "medium": {"N": 6, "K": 3}, "large": {"N": 7, "K": 3},
              "huge": {"N": 8, "K": 3}},
    "sieve": {"small": {"N": 10, "LIM": 29}, "medium": {"N": 17, "LIM": 59}, "large": {"N": 20, "LIM": 71},
              "huge": {"N": 26, "LIM": 101}},
    "counter": {"small": {"N": 3, "K": 2}, "medium": {"N": 4, "K": 3}, "large": {"N": 4, "K": 4},
                "huge": {"N": 5, "K": 3}},
    "counter_racy": {"small": {"N": 4, "K": 2}},
    "dkr": {"small": {"N": 7}, "medium": {"N": 9}, "large": {"N": 10}},
    "waiter": {"small": {"N": 5}, "medium": {"N": 6}, "large": {"N": 6, "K": 2}},
    "bbuf": {"small": {"N": 2, "M": 2, "K": 4, "B": 2}, "medium": {"N": 3, "M": 3, "K": 2, "B": 2},
             "large": {"N": 4, "M": 2, "K": 2, "B": 2}},
    "cancel": {"small": {"N": 4, "K": 4}, "medium": {"N": 5, "K": 5}, "large": {"N": 6, "K": 5}},
    "twopc": {"small": {"N": 4, "K": 2}, "medium": {"N": 5, "K": 2}, "large": {"N": 6, "K": 2}},
    "filter": {"small": {"N": 3, "K": 2}, "medium": {"N": 4}, "large": {"N": 4, "K": 2}},
    "tokenring": {"small": {"N": 3, "K": 2}, "medium": {"N": 4, "K": 2}, "large": {"N": 5, "K": 3}},
    "limiter": {"small": {"N": 3, "K": 2}, "medium": {"N": 4, "K": 2}, "large": {"N": 4, "K": 3}},
    "phases": {"small": {"N": 5, "K": 1}, "medium": {"N": 6, "K": 2}, "large": {"N": 7, "K": 3}},
    "raft": {"small": {"N": 2, "T": 3}, "medium": {"N": 3, "T": 1}, "large": {"N": 2, "T": 5}},
    "bakery": {"small": {"N": 3, "K": 1}, "medium": {"N": 3, "K": 2}, "large": {"N": 3, "K": 3}},
    "abp": {"small": {"K": 4, "B": 2}, "medium": {"K": 6, "B": 3}, "large": {"K": 8, "B": 4}},
    "barber": {"small": {"C": 5, "S": 2}, "medium": {"C": 6, "S": 2}, "large": {"C": 7, "S": 3}},
    "actors": {"small": {"N": 3, "K": 2}, "medium": {"N": 3, "K": 4}, "large": {"N": 4, "K": 3}},
    "fastmutex": {"small": {"N": 3, "K": 1}, "medium": {"N": 3, "K": 2}, "large": {"N": 3, "K": 6}},
    "treiber": {"small": {"N": 2, "K": 3}, "medium": {"N": 3, "K": 1}, "large": {"N": 3, "K": 2}},
    "deque": {"small": {"T": 2, "K": 3}, "medium": {"T": 2, "K": 5}, "large": {"T": 3, "K": 4}},
    "pubsub": {"small": {"N": 3}, "medium": {"N": 2, "P": 2}, "large": {"N": 3, "P": 2}},
}  # fmt: skip
SETS = {
    "tuned": [*TABLE][:12],
    "later": ["dkr", "waiter", "bbuf", "cancel", "twopc", "filter"],
    "third": ["tokenring", "limiter", "phases", "raft"],
    "fourth": ["bakery", "abp", "barber", "actors"],
    "fifth": ["fastmutex", "treiber", "deque", "pubsub"],
}
"""The engine grew up with the first set. The others were written later, and it is not tuned to them."""
FIRST = "_first"
"""Of a model with a deadlock: the first one found, depth first, as SPIN has it; else the one with the shortest run."""
GROWING: dict[str, Sizes] = {
    "workers": {"K": 4}, "counter": {"K": 2}, "rwlock": {"M": 2}, "philo_ord": {}, "pairs": {"K": 3},
    "pipe_unbuf": {"K": 12}, "pipe_buf": {"K": 8},
}  # fmt: skip


@dataclass(slots=True)
class Run:
    """One tool on one model. chain and search in seconds of wall time, cpu in seconds, memory in bytes."""

    states: float
    search: float
    chain: float
    cpu: float
    memory: float
    wrong: bool  # it found a violation
    finished: bool = True


def timed(command: list[str], folder: Path) -> tuple[str, float, float, float, bool]:
    """The output of a command, its wall and cpu seconds, its peak memory; and whether it came to its end in time."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(["timeout", str(SECONDS), *command], cwd=folder, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    seconds = time.monotonic() - started
    return text, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode != 124


def spin(model: Path, sizes: Sizes) -> Run:
    defines = [f"-D{name}={value}" for name, value in sizes.items()]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        chain = cpu = 0.0
        for command in (["spin", "-a", *defines, str(model.resolve())], GCC):
            _, wall, used, _, _ = timed(command, place)
            chain, cpu = chain + wall, cpu + used
        depth = 1_000_000
        while True:
            text, wall, used, memory, finished = timed(["./pan", f"-m{depth}"], place)
            if "max search depth too small" not in text or depth >= 100_000_000:
                break
            depth *= 10
    states = re.search(r"^ *([\d.e+]+) states, stored", text, re.M)
    if states is None:
        finished, states = False, re.search(r"(0)", "0")
    elapsed = re.search(r"pan: elapsed time ([\d.e+-]+)", text)
    errors = re.search(r"errors: (\d+)", text)
    return Run(
        float(states[1]) if states else 0.0,
        float(elapsed[1]) if elapsed else wall,
        chain + wall,
        cpu + used,
        memory,
        errors is not None and errors[1] != "0",
        finished,
    )


def best_spin(name: str, sizes: Sizes) -> Run:
    """Of the natural model and the one tuned by hand."""
    model = name.removesuffix(FIRST)
    runs = [spin(path, sizes) for path in (PROMELA / f"{model}.pml", PROMELA / f"{model}_t.pml") if path.exists()]
    return min(runs, key=lambda run: (not run.finished, run.cpu))


ASKED = "deadlock,leak,panic"


def chancheck(name: str, sizes: Sizes, *more: str, races: bool = False) -> Run:
    defines = [word for key, value in sizes.items() for word in ("-D", f"{key}={value}")]
    checks = "race" if name == "counter_racy" else f"{ASKED},race" if races else ASKED
    program = str(Path(sys.executable).with_name("chancheck"))
    first = ["-x", "--search", "dfs"] if name.endswith(FIRST) else []
    command = [program, "verify", "--no-cache", "--check", checks, "--output-format", "json", *first, *more, *defines]
    file = (GO / f"{name.removesuffix(FIRST)}.go").resolve()
    text, wall, used, memory, finished = timed([*command, str(file)], HERE)
    result = json.loads(text)["results"][0]
    statistics = result["statistics"]
    done = finished and result["verdict"] != "inconclusive"
    return Run(statistics["states"], statistics["seconds"], wall, used, memory, result["verdict"] == "violated", done)


def row(name: str, size: str, sizes: Sizes, theirs: Run, ours: Run) -> str:
    what = " ".join(f"{key}={value}" for key, value in sizes.items())
    note = "" if theirs.finished and ours.finished else " (not finished)"
    if theirs.finished and ours.finished and theirs.wrong != ours.wrong:
        note = " (verdicts differ)"
    cells = [
        f"{name} {what}{note}",
        size,
        f"{theirs.states:,.0f}",
        f"{ours.states:,.0f}",
        f"{theirs.search:.2f}",
        f"{ours.search:.3f}",
        f"{theirs.chain:.2f}",
        f"{ours.chain:.2f}",
        f"{theirs.cpu:.2f}",
        f"{ours.cpu:.2f}",
        f"{theirs.memory / 2**20:.0f}",
        f"{ours.memory / 2**20:.0f}",
        f"{theirs.chain / ours.chain:.1f}",
        f"{theirs.cpu / ours.cpu:.1f}",
    ]
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| model | size | states: SPIN | chancheck | search, s: SPIN | chancheck | chain, s: SPIN | chancheck "
    "| cpu, s: SPIN | chancheck | MB: SPIN | chancheck | chain ratio | cpu ratio |\n" + "|---|---|" + "---:|" * 12
)


def versus(models: list[str], chosen: list[str], races: bool) -> list[str]:
    """A row for each model and size."""
    print(HEAD)
    rows = []
    for size in chosen:
        for name in models:
            if size in TABLE[name]:
                sizes = TABLE[name][size]
                ours = chancheck(name, sizes, races=races)
                rows.append(row(name, size, sizes, best_spin(name, sizes), ours))
                print(rows[-1], flush=True)
    return rows


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def identity(line: str) -> tuple[int, int, str]:
    """Where a row belongs: by size, then by model."""
    name, size = cells(line)[:2]
    return SIZES.index(size), list(TABLE).index(name.split()[0]), size


def averages(rows: list[str]) -> list[str]:
    """Of each size, over what both tools finished; each model once, with the nearest deadlock or the first."""
    lines = []
    for size in SIZES:
        every = [cells(line) for line in rows if identity(line)[2] == size and "(not finished)" not in line]
        found = [r for r in every if FIRST not in r[0]]
        if not found:
            continue
        asked_alike = {r[0].replace(FIRST, ""): r for r in every}  # the later row is that of the first deadlock
        searches, alike = ([sped_up(r) for r in some] for some in (found, asked_alike.values()))
        chains, cpus = [float(r[12]) for r in found], [float(r[13]) for r in found]
        lines.append(
            f"{size} ({len(found)} rows): geometric mean of the ratios: chain {mean(chains):.1f} (least "
            f"{min(chains):.1f}), cpu {mean(cpus):.1f} (least {min(cpus):.1f}), search {mean(searches):.1f} (least "
            f"{min(searches):.1f}; with the first deadlock instead of the nearest {mean(alike):.1f}, least "
            f"{min(alike):.1f}).  "
        )
    return lines


def sped_up(row: list[str]) -> float:
    """How many times faster the search is, as far as both print it: in steps of 10 ms and 1 ms."""
    return max(float(row[4]), 0.01) / max(float(row[5]), 0.001)


def mean(values: list[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def growth() -> list[str]:
    """States of the reduced search by the number of goroutines, and the exponent of the power law that fits N = 7..12
    best."""
    lines = ["| model | " + " | ".join(f"N={n}" for n in range(2, 13)) + " | exponent |", "|---|" + "---:|" * 12]
    for name, rest in GROWING.items():
        states = [chancheck(name, {"N": n, **rest}, "--search", "bfs").states for n in range(2, 13)]
        points = [(math.log(n), math.log(s)) for n, s in zip(range(2, 13), states, strict=True)][5:]
        mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
        slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
        fixed = " ".join(f"{key}={value}" for key, value in rest.items())
        lines.append(f"| {name} {fixed} | " + " | ".join(f"{s:,.0f}" for s in states) + f" | {slope:.1f} |")
        print(lines[-1], flush=True)
    return lines


def marked(page: Path, name: str) -> tuple[str, list[str], str]:
    """The text before, between and behind two marks of a page."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = page.read_text().partition(begin)
    inside, _, after = rest.partition(end)
    return before + begin, inside.strip().splitlines(), end + after


def replace(page: Path, name: str, lines: list[str]) -> None:
    before, _, after = marked(page, name)
    page.write_text("\n".join([before, *lines, after]))


def write(rows: list[str]) -> None:
    """Into the table of the page; rows that were not measured again stay."""
    before = [line for line in marked(PAGE, "versus_spin")[1] if line.startswith("|") and line not in HEAD]
    known = {identity(line): line for line in [*before, *rows]}
    table = [known[key] for key in sorted(known)]
    replace(PAGE, "versus_spin", [HEAD, *table, "", *averages(table)])


def use(folder: Path) -> None:
    """Measures the pairs of another folder, with their sizes in its sizes.json: {model: {size: {constant: value}}}."""
    global GO, PROMELA
    GO, PROMELA = folder / "go", folder / "promela"
    TABLE.clear()
    TABLE.update(json.loads((folder / "sizes.json").read_text()))


def chosen(names: str | None) -> list[str]:
    """The models of a list of models and sets; all without a list."""
    if names is None:
        return [*TABLE]
    return [model for name in names.split(",") for model in SETS.get(name, [name])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="small,medium,large")
    parser.add_argument(
        "--models", help="models and sets (tuned, later, third, fourth, fifth), with commas between them"
    )
    parser.add_argument("--folder", type=Path, help="of other pairs: go/, promela/ and sizes.json")
    parser.add_argument("--growth", action="store_true", help="only the table of growth")
    parser.add_argument("--races", action="store_true", help="chancheck looks for races too")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compile_modules(folder)
        if given.growth:
            table = growth()
            if given.write:
                replace(PAGE, "growth", table)
            return
        if given.folder:
            use(given.folder)
        rows = versus(chosen(given.models), given.sizes.split(","), given.races)
        print("", *averages(rows), sep="\n")
        if given.write:
            write(rows)


def compile_modules(folder: str) -> None:
    """To bytecode, as pip does where it installs a package, whatever PYTHONDONTWRITEBYTECODE says."""
    os.environ["PYTHONPYCACHEPREFIX"] = folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in ("pipe_unbuf", "philo_dl", "counter_racy"):  # proved, a deadlock, a race
        chancheck(name, TABLE[name]["small"])


if __name__ == "__main__":
    main()
