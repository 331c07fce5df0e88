"""Which files the arguments of `chancheck verify` stand for."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import chancheck
from chancheck.modules.patterns import collect

MAIN = "package main\n\nfunc main() {}\n"
TEST = (
    'package p\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n\nfunc TestTwo(t *testing.T) { t.Fatal("two") }\n'
)
LIBRARY = "package p\n\nfunc one() int { return 1 }\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    texts = {
        "go.mod": "module example.com/m\n\ngo 1.22\n",
        "main.go": MAIN,
        "main_windows.go": MAIN,
        "tool.go": "//go:build ignore\n\n" + MAIN,
        "p/p.go": LIBRARY,
        "p/p_test.go": TEST,
        "p/deep/q_test.go": TEST,
        "p/deep/pattern.gol": MAIN,
        "vendor/example.com/v/v_test.go": TEST,
        "p/testdata/bad.go": "not Go",
        "_hidden/h_test.go": TEST,
        "other/go.mod": "module example.com/other\n",
        "other/o_test.go": TEST,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def collected(*paths: str) -> list[str]:
    return [str(file) for file in collect(map(Path, paths))]


def test_dots_are_all_packages_of_the_module(repository: Path) -> None:
    assert collected("./...") == ["main.go", "p/deep/pattern.gol", "p/deep/q_test.go", "p/p_test.go"]
    assert collected("p/...") == ["p/deep/pattern.gol", "p/deep/q_test.go", "p/p_test.go"]


def test_a_folder_is_its_package_and_the_gol_files_below(repository: Path) -> None:
    assert collected("p") == ["p/deep/pattern.gol", "p/p_test.go"]
    assert collected("p", "p/...", "p/p_test.go") == ["p/deep/pattern.gol", "p/p_test.go", "p/deep/q_test.go"]


def test_a_file_is_taken_as_it_is(repository: Path) -> None:
    assert collected("tool.go", "missing.go") == ["tool.go", "missing.go"]


def verify(*arguments: str) -> tuple[int, str]:
    run = CliRunner().invoke(chancheck, ["verify", "--no-cache", *arguments])
    return run.exit_code, run.output


def test_run_selects_entries_by_name(repository: Path) -> None:
    status, output = verify("./...", "--run", "One", "--output-format", "json")
    assert status == 0
    assert {r["entry"] for r in json.loads(output)["results"]} == {"TestOne"}
    assert verify("p", "--run", "TestT")[0] == 1
    assert verify("p", "--run", "^Two")[0] == 5
    assert verify("p", "--run", "(")[0] == 2


def test_a_folder_without_entries_has_nothing_to_check(repository: Path) -> None:
    (repository / "p" / "p_test.go").unlink()
    (repository / "p" / "deep" / "pattern.gol").unlink()
    status, output = verify("p")
    assert status == 5
    assert "p/..." in output or "FOLDER/..." in output


@pytest.mark.parametrize(
    ("comment", "there"), [("// Output: 1", True), ("/* unordered output: 1 */", True), ("", False)]
)
def test_a_file_of_examples_counts_where_one_says_what_it_prints(tmp_path: Path, comment: str, there: bool) -> None:
    (tmp_path / "p_test.go").write_text(f"package p\n\nfunc ExampleOne() {{\n\tprintln(1)\n\t{comment}\n}}\n")
    assert list(collect([tmp_path])) == [tmp_path / "p_test.go"] * there
