"""The runner of the pages must be able to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from .mdtest import cases, parse_options, quoted, run

PAGE = """# Title

```go
func main() { }
```
verdict: proved

## Second

```go
func main() { x }
```
error: CC201 line 1 "undefined: x" "y"
outcomes: "a \\"b\\"" ""

```go
func main() { }
```
prose
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE)
    return tmp_path


def test_programs_titles_and_expectations(page: Path) -> None:
    first, second, third = cases(page)
    assert (first.name, first.line, first.text) == ("page:4:title", 4, "func main() { }\n")
    assert first.expectations == [("verdict", "proved")]
    assert second.title == "Second"
    assert [kind for kind, _ in second.expectations] == ["error", "outcomes"]
    assert quoted(second.expectations[1][1]) == ['a "b"', ""]
    assert third.expectations == []


def test_a_program_without_expectation_fails(page: Path) -> None:
    with pytest.raises(AssertionError, match="without an expectation"):
        run(cases(page)[2])


def test_options() -> None:
    options = parse_options("go=1.21 max_states=3 define=N=2 define=M=x")
    assert options == {"go": "1.21", "max_states": 3, "define": {"N": "2", "M": "x"}}
