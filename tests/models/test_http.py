"""Package net/http: its page of programs, and what real Go prints for those that do not listen.

Each program reads net/url from a toolchain's source, so most of the page is a long test.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from tests.mdtest import Case, cases, run

ROOT = Path(__file__).parents[2]
PAGE = cases(Path(__file__).parent / "http")
QUICK = ("Handlers run at once",)
SERVED = [case for case in PAGE if "ListenAndServe" not in case.text and "outcomes" in dict(case.expectations)]

pytestmark = pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")


@pytest.mark.parametrize("case", [case for case in PAGE if case.title in QUICK], ids=lambda case: case.name)
def test_a_part_of_the_page(case: Case) -> None:
    run(case)


@pytest.mark.long
@pytest.mark.parametrize("case", [case for case in PAGE if case.title not in QUICK], ids=lambda case: case.name)
def test_the_page(case: Case) -> None:
    run(case)


@pytest.mark.parametrize("case", SERVED, ids=lambda case: case.name)
def test_real_go_prints_the_same(case: Case, tmp_path: Path) -> None:
    paths = {
        "http": "net/http",
        "httptest": "net/http/httptest",
        **{n: n for n in ("fmt", "io", "strings", "errors", "context", "time")},
    }
    used = sorted(path for name, path in paths.items() if re.search(rf"\b{name}\.", case.text))
    imports = "".join(f'import "{path}"\n' for path in used)
    file = tmp_path / "main.go"
    file.write_text(f"package main\n\n{imports}\n{case.text}")
    printed = subprocess.run(["go", "run", file.name], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    wanted = dict(case.expectations)["outcomes"].strip('"')
    assert " ".join(printed.split("\n")).strip() == wanted


@pytest.mark.parametrize(
    ("name", "kinds"), [("fixed", set()), pytest.param("broken", {"leak"}, marks=pytest.mark.long)]
)
def test_the_examples(name: str, kinds: set[str]) -> None:
    [result] = check_path(ROOT / "examples" / "http" / f"search_{name}.go", Options())
    assert result.verdict.kinds == kinds
    assert result.as_expected


@pytest.mark.long
def test_more_requests_more_states() -> None:
    file = ROOT / "examples" / "http" / "search_fixed.go"
    one, two = (check_path(file, Options(requests=n))[0].verdict for n in (1, 2))
    assert one.answer == two.answer == "proved"
    assert one.statistics.states < two.statistics.states
