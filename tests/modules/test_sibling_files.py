"""Packages of several files: a .go file takes what it needs from the files beside it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.check import Options, check_path
from chancheck.cli.commands import chancheck
from chancheck.verdict.finding import Result

QUEUE = """package queue

import "sync"

type Queue struct {
	mu    sync.Mutex
	items []int
}

func New() *Queue { return &Queue{} }

func (q *Queue) Put(x int) {
	q.mu.Lock()
	q.items = append(q.items, x)
	q.mu.Unlock()
}
"""
UNLOCKED = """package queue

func (q *Queue) Len() int { return len(q.items) }
"""
LOCKED = """package queue

func (q *Queue) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.items)
}
"""
TEST = """package queue

import "testing"

func TestLen(t *testing.T) {
	q, done := New(), make(chan bool)
	go func() {
		q.Put(1)
		close(done)
	}()
	q.Len()
	<-done
}
"""


def package(folder: Path, **files: str) -> Path:
    for name, text in {"queue": QUEUE, "queue_test": TEST, **files}.items():
        (folder / f"{name}.go").write_text(text)
    return folder / "queue_test.go"


def only(path: Path) -> Result:
    (result,) = check_path(path, Options())
    return result


def test_a_defect_in_another_file(tmp_path: Path) -> None:
    result = only(package(tmp_path, len=UNLOCKED))
    (finding,) = result.verdict.findings
    assert finding.kind == "race"
    files = {(Path(a.location.file).name, a.location.line) for a in finding.accesses}
    assert files == {("queue.go", 14), ("len.go", 3)}
    assert {Path(name).name for name in result.others} == {"queue.go", "len.go"}


def test_its_twin(tmp_path: Path) -> None:
    assert only(package(tmp_path, len=LOCKED)).verdict.answer == "proved"


def test_lines_of_other_files_are_quoted(tmp_path: Path) -> None:
    said = CliRunner().invoke(chancheck, ["verify", str(package(tmp_path, len=UNLOCKED))]).stdout
    assert "   14 |     q.items = append(q.items, x)" in said


def test_kept_verdicts_hold_while_the_other_files_are_the_same(tmp_path: Path) -> None:
    file = package(tmp_path, len=UNLOCKED)
    for text, code in ((UNLOCKED, 1), (UNLOCKED, 1), (LOCKED, 0), (UNLOCKED, 1)):
        (tmp_path / "len.go").write_text(text)
        assert CliRunner().invoke(chancheck, ["verify", str(file)]).exit_code == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("len_windows", UNLOCKED),
        ("len_linux_arm64", UNLOCKED),
        ("len_test_helper", "package other\n\nfunc Len() {}\n"),
        ("_len", UNLOCKED),
        ("len", "//go:build ignore\n\n" + UNLOCKED),
        ("len", "package queue\n\nfunc (q *Queue Len() {"),
        ("len", UNLOCKED + "\nfunc TestLen() {}\n"),
    ],
)
def test_files_that_are_not_of_the_package(tmp_path: Path, name: str, text: str) -> None:
    result = only(package(tmp_path, **{name: text}))
    (error,) = result.diagnostics
    assert "q.Len undefined" in error.message


def test_tests_are_no_part_of_the_package(tmp_path: Path) -> None:
    package(tmp_path, len=LOCKED, helper_test="package queue\n\nfunc helper() {}\n")
    (tmp_path / "use.go").write_text("package queue\n\nfunc use() { helper() }\n")
    assert "undefined: helper" in only(tmp_path / "use.go").diagnostics[0].message
    (tmp_path / "use_test.go").write_text(
        'package queue\n\nimport "testing"\n\nfunc TestUse(*testing.T) { helper() }\n'
    )
    assert only(tmp_path / "use_test.go").verdict.answer == "proved"


def test_a_program_is_alone_where_it_can_be(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.go").write_text("package main\n\nfunc helper() {}\n\nfunc main() { helper() }\n")
    (tmp_path / "broken.go").write_text("package main\n\nfunc other( {\n")
    assert only(tmp_path / "one.go").verdict.answer == "proved"


def test_variables_are_initialised_in_the_order_of_file_names(tmp_path: Path) -> None:
    (tmp_path / "b.go").write_text(
        'package main\n\nvar b = next("b")\n\nfunc main() {\n\tif a != "1a" || b != "2b" {\n\t\tpanic(a + b)\n\t}\n}\n'
    )
    (tmp_path / "a.go").write_text(
        'package main\n\nimport "fmt"\n\nvar (\n\tn int\n\ta = next("a")\n)\n\n'
        "func next(s string) string {\n\tn++\n\treturn fmt.Sprint(n, s)\n}\n"
    )
    (result,) = check_path(tmp_path / "b.go", Options())
    assert result.verdict.answer == "proved"


def test_main_has_no_type_parameters(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text("package main\n\nfunc main[T any]() {}\n")
    assert only(tmp_path / "main.go").diagnostics[0].message == "func main must have no type parameters"
