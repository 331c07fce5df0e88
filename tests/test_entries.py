"""Entries of one file are judged each for itself."""

from __future__ import annotations

from chancheck import verify_all

SOURCE = """
package p

import (
	"reflect"
	"testing"
)

func TestReflection(t *testing.T) { _ = reflect.StructOf(nil) }

func TestStuck(t *testing.T) { <-make(chan int) }

func TestFine(t *testing.T) {}
"""


def test_what_one_entry_reaches_is_no_matter_of_the_others() -> None:
    results = {result.entry: result for result in verify_all(SOURCE)}
    answers = {entry: result.verdict.answer for entry, result in results.items()}
    assert answers == {"TestReflection": "error", "TestStuck": "violated", "TestFine": "proved"}
    assert "reflect" in results["TestReflection"].diagnostics[0].message
    assert not results["TestStuck"].diagnostics


def test_a_variable_that_cannot_be_initialised_matters_to_its_readers() -> None:
    source = SOURCE + "\nvar kind = reflect.StructOf(nil)\n\nfunc TestReader(t *testing.T) { _ = kind }\n"
    answers = {result.entry: result.verdict.answer for result in verify_all(source)}
    assert answers == {
        "TestReflection": "error", "TestStuck": "violated", "TestFine": "proved", "TestReader": "error",
    }  # fmt: skip


def test_a_file_without_entries_names_its_package(tmp_path):
    (tmp_path / "queue.go").write_text("package queue\n\nfunc Put() {}\n")
    alone = verify_all(tmp_path / "queue.go")[0].diagnostics[0]
    (tmp_path / "queue_test.go").write_text("package queue\n")
    beside = verify_all(tmp_path / "queue.go")[0].diagnostics[0]
    assert (alone.code, beside.code) == ("CC093", "CC093")
    assert "write func main()" in alone.help and f"chancheck verify {tmp_path.as_posix()}" in beside.help


def test_an_example_that_prints_something_else_is_found_at_the_example() -> None:
    text = 'package p\n\nimport "fmt"\n\nfunc ExampleTwo() {\n\tfmt.Println(3)\n\t// Output: 2\n}\n'
    (result,) = verify_all(text)
    (finding,) = result.verdict.findings
    assert (finding.kind, finding.location.short) == ("failure", "program.gol:5")


def test_a_function_that_an_initial_value_calls_matters_to_the_readers_too() -> None:
    made = "func made() any { return reflect.StructOf(nil) }\n"
    source = SOURCE + made + "\nvar kind, other = made(), 1\n\nfunc TestReader(t *testing.T) { _ = kind }\n"
    source += "\nfunc TestOther(t *testing.T) { _ = other }\n"
    answers = {result.entry: result.verdict.answer for result in verify_all(source)}
    assert answers == {
        "TestReflection": "error", "TestStuck": "violated", "TestFine": "proved", "TestReader": "error",
        "TestOther": "proved",
    }  # fmt: skip
