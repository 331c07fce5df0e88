"""The long run outside pytest: `python -m tests.conformance.hunt concurrent 1000 1050` takes parts 1000 to 1049, each
with a hundred programs, prints the counts so far after each, and keeps what differs in a folder."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .samples import sample
from .suites import SUITES, Tally


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("suite", choices=SUITES)
    arguments.add_argument("first", type=int)
    arguments.add_argument("end", type=int)
    arguments.add_argument("--count", type=int, default=100, help="programs in each part")
    arguments.add_argument("--runs", type=int, default=0)
    arguments.add_argument("--keep", type=Path, default=Path("differences"))
    given = arguments.parse_args()
    suite, total = SUITES[given.suite], Tally()
    for part in range(given.first, given.end):
        with tempfile.TemporaryDirectory() as folder:
            tally = suite.compare(Path(folder), sample(given.count, part), given.runs)
        keep(given.keep, f"{suite.name}_{part}", tally)
        total = total + tally
        print(f"{suite.name} {given.first}..{part}: {total}", flush=True)


def keep(folder: Path, name: str, tally: Tally) -> None:
    for number, (problem, text) in enumerate(tally.wrong):
        folder.mkdir(parents=True, exist_ok=True)
        comment = "".join(f"// {line}\n" for line in problem.split("\n"))
        (folder / f"{name}_{number}.go").write_text(comment + text, encoding="utf-8")


if __name__ == "__main__":
    main()
