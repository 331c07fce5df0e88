"""Every exported function and method of every model, called by several goroutines at once on one shared value.

`use/` holds the table, a file a package. A row is: name | answer | the call (or why there is none). `setup` rows make
the shared value of the rows that follow; `source` says where the answers come from. The answers are

    pure   no value is shared; nothing is found (rows of a file are tried together)
    safe   nothing is found
    quiet  no race, deadlock, leak or panic is found; a failure may be
    exit   as safe; the call ends the process
    race   a data race is found
    alone  not for several goroutines; not tried
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import pytest

from chancheck import verify_all

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
USE = Path(__file__).parent / "use"
EXPORTED = re.compile(r"^func (?:\((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) )?([A-Z]\w*)(?:\[|\()", re.MULTILINE)
EMBEDDED = {"common"}  # unexported types with methods that exported ones have
PACKAGES = sorted(
    str(folder.relative_to(MODELS))
    for folder in {file.parent for file in MODELS.rglob("*.go")}
    if "internal" not in folder.relative_to(MODELS).parts
)
DECLARED = re.compile(r"\bvar (\w+)|\b(\w+)(?:, (\w+))? :=")
TOGETHER = 12
"""Rows of pure functions in one program."""
ANSWERS = {"pure", "safe", "quiet", "exit", "race", "alone"}
CHECKING = [package for package in PACKAGES if "testify" not in package]


SLOW = {"bufio", "log/slog", "net/http", "reflect"}


def slow(package: str) -> Any:
    """A package with many names, or one that reads much of the library from its source, is for the long suite."""
    return pytest.param(package, marks=pytest.mark.long) if package in SLOW else package


class Row(NamedTuple):
    name: str
    answer: str
    call: str
    setup: str = ""


def rows(package: str) -> Iterator[Row]:
    setup = ""
    for line in (USE / f"{package}.use").read_text().splitlines():
        name, _, rest = line.partition(" | ")
        if name == "setup":
            setup = rest
        elif name != "source":
            answer, _, call = rest.partition(" | ")
            yield Row(name, answer, call, setup)


def exported(package: str) -> set[str]:
    found = set()
    for file in (MODELS / package).glob("*.go"):
        for receiver, name in EXPORTED.findall(file.read_text()):
            if not receiver or receiver[0].isupper() or receiver in EMBEDDED:
                found.add(f"{receiver}.{name}" if receiver else name)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_the_table_has_a_row_for_each_exported_name(package: str) -> None:
    known = [row.name for row in rows(package)] if (USE / f"{package}.use").exists() else []
    assert sorted(known) == sorted(exported(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_table_says_where_its_answers_come_from(package: str) -> None:
    assert not exported(package) or (USE / f"{package}.use").read_text().startswith("source | ")
    assert {row.answer for row in rows(package)} <= ANSWERS if exported(package) else True


HEAP = """
type ints struct{ sort.IntSlice }

func (x *ints) Push(v any) { x.IntSlice = append(x.IntSlice, v.(int)) }

func (x *ints) Pop() any {
	last := x.IntSlice[len(x.IntSlice)-1]
	x.IntSlice = x.IntSlice[:len(x.IntSlice)-1]
	return last
}
"""
PATHS = {path.removesuffix("/v2").rsplit("/", 1)[-1]: path for path in [*PACKAGES, "math/big", "unsafe"]}


def program(package: str, tests: list[tuple[str, str, str]], goroutines: int) -> str:
    """Tests of which each goroutine makes the same calls: (name, setup, calls)."""
    body = HEAP if package == "container/heap" else ""
    for name, setup, calls in tests:
        start = f"\t{setup}\n" if setup else ""
        start += "".join(f"\t_ = &{name}\n" for names in DECLARED.findall(setup) for name in names if name.strip("_"))
        body += f"""
func Test{name}(t *testing.T) {{
{start}	var group sync.WaitGroup
	for range {goroutines} {{
		group.Add(1)
		go func() {{
			defer group.Done()
			{calls}
		}}()
	}}
	group.Wait()
}}
"""
    paths = {**PATHS, PurePath(package.removesuffix("/v2")).name: package}
    used = {name for name in re.findall(r"\b(\w+)\.", re.sub(r'"(?:\\.|[^"\\])*"', "", body)) if name in paths}
    imports = "".join(f'\t"{paths[name]}"\n' for name in sorted({*used, "sync", "testing"} - {"x", "t"}))
    return f"package use\n\nimport (\n{imports})\n{body}"


def cases_of(package: str) -> list[tuple[str, str, str, str]]:
    """(name, setup, calls, answer) of what is tried."""
    mine = [row for row in rows(package) if row.answer != "alone"]
    found = []
    for answer in ("pure", "quiet"):
        alike = [row for row in mine if row.answer == answer and answer == "pure"]
        for at in range(0, len(alike), TOGETHER):
            some = alike[at : at + TOGETHER]
            calls = "\n\t\t\t".join(f"func() {{ {row.call} }}()" for row in some)
            found.append((f"From{at}to{at + len(some)}", "", calls, answer))
    found += [
        ("Of" + re.sub(r"\W", "", row.name), row.setup, row.call, row.answer) for row in mine if row.answer != "pure"
    ]
    return found


def told(kinds: set[str], answer: str) -> str:
    """How what was found is called in the table."""
    if "race" in kinds:
        return "race"
    return answer if answer != "race" and kinds <= ({"failure"} if answer == "quiet" else set()) else str(sorted(kinds))


def disagreements(package: str, goroutines: int) -> dict[str, tuple[str, str]]:
    tried = cases_of(package)
    source = program(package, [case[:3] for case in tried], goroutines)
    wanted = {f"Test{name}": answer for name, _, _, answer in tried}
    found: dict[str, tuple[str, str]] = {}
    decided: set[str] = set()
    if not tried:
        return found
    for result in verify_all(source, budget=60):
        kinds = {finding.kind for finding in result.verdict.findings}
        assert result.entry in wanted, [f"{d.pos}: {d.message}" for d in result.diagnostics]
        decided.add(result.entry)
        finished = result.verdict.answer in ("proved", "violated")
        answer = told(kinds, wanted[result.entry]) if finished else result.verdict.answer
        if answer != wanted[result.entry]:
            found[result.entry] = (wanted[result.entry], answer)
    assert decided == wanted.keys()
    return found


@pytest.mark.parametrize("package", [slow(package) for package in CHECKING if exported(package)])
def test_two_goroutines(package: str) -> None:
    assert disagreements(package, 2) == {}


@pytest.mark.long
@pytest.mark.parametrize("package", [package for package in CHECKING if exported(package)])
def test_three_goroutines(package: str) -> None:
    assert disagreements(package, 3) == {}


@pytest.mark.long
@pytest.mark.parametrize("goroutines", [2, 3])
@pytest.mark.parametrize("package", [package for package in PACKAGES if "testify" in package])
def test_assertions(package: str, goroutines: int) -> None:
    assert disagreements(package, goroutines) == {}


UNSEEN_BY_GO = {"reflect": {"OfValueClear", "OfMapIterNext"}}
"""Races that the detector does not see in runs of these programs."""


TOUCHING = {"chancheck/check", "net", "os", "os/exec", "os/signal", "runtime/debug", "syscall"}
"""Not for the detector: these programs would act on the machine (or, for check, there is no such package)."""
WITH_GO = [
    package for package in CHECKING if exported(package) and "." not in package and package not in TOUCHING | {"iter"}
]


@pytest.mark.long
@pytest.mark.parametrize("package", WITH_GO)
def test_the_detector_agrees(package: str, tmp_path: Path) -> None:
    """Go's detector on the same programs. It sees one run of each."""
    if shutil.which("go") is None:
        pytest.skip("no Go toolchain")
    tried = [case for case in cases_of(package) if case[3] in ("pure", "safe", "race")]
    (tmp_path / "go.mod").write_text("module use\n\ngo 1.26\n")
    (tmp_path / "use_test.go").write_text(program(package, [case[:3] for case in tried], 3))
    command = ["go", "test", "-race", "-vet=off", "-timeout=60s", "-v", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "-race requires cgo" in done.stderr or "not supported" in done.stderr:
        pytest.skip(done.stderr)
    ends = {name: end for end, name in re.findall(r"--- (FAIL|PASS|SKIP): Test(\w+) ", done.stdout, re.MULTILINE)}
    assert ends.keys() == {name for name, *_ in tried}, done.stdout[-2000:] + done.stderr
    failed = {name for name, end in ends.items() if end == "FAIL"}
    wanted = {name for name, _, _, answer in tried if answer == "race"} - UNSEEN_BY_GO.get(package, set())
    assert failed == wanted, done.stdout[-2000:] + done.stderr
