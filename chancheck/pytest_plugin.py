"""pytest collects .gol files: one item for main or each test of a file, and the shortest run as the failure's text.

Options stand in pytest's own configuration: `chancheck_budget` (a time such as 10s for each item),
`chancheck_inconclusive` (fail, or warn) and `chancheck_go` (whether .go files with entries are collected too, as the go
tool selects them). `-p no:chancheck` switches it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from chancheck.diagnostic import SourceError
    from chancheck.verdict.finding import Result

BUDGET, INCONCLUSIVE, GO = "chancheck_budget", "chancheck_inconclusive", "chancheck_go"


class InconclusiveWarning(UserWarning):
    """A program was neither proved nor found wrong within its limits."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(BUDGET, "time for each program in a .gol file, such as 10s (default: as verify)", default="")
    parser.addini(INCONCLUSIVE, "whether an inconclusive .gol item shall fail or warn", default="fail")
    parser.addini(GO, "whether .go files are collected too", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    if config.getini(INCONCLUSIVE) not in ("fail", "warn"):
        raise pytest.UsageError(f"{INCONCLUSIVE} is {config.getini(INCONCLUSIVE)!r}; it can be fail or warn")
    try:
        budget(config)
    except ValueError as error:
        raise pytest.UsageError(f"{BUDGET}: {error}") from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".gol" or (file_path.suffix == ".go" and parent.config.getini(GO) and is_built(file_path)):
        file: pytest.Collector = GolFile.from_parent(parent, path=file_path)
        return file
    return None


def is_built(path: Path) -> bool:
    """Whether the go tool builds a file here and finds an entry in it; not one of testdata or vendor."""
    from chancheck.modules.patterns import with_entries

    return not {"testdata", "vendor"} & set(path.parts) and path in with_entries(path.parent)


def budget(config: pytest.Config) -> float | None:
    from chancheck.files import seconds

    text = str(config.getini(BUDGET))
    return seconds(text) if text else None


class GolFile(pytest.File):
    """A file; what is wrong with its source is an error of the collection."""

    results: dict[str, Result] | None = None

    def collect(self) -> Iterator[pytest.Item]:
        from chancheck.check import Options, in_module, load
        from chancheck.diagnostic import Diagnostics
        from chancheck.files import directives, read
        from chancheck.graph.build import entries

        source = read(self.path)
        self.expected = directives(source).expected
        package = load(source, in_module(source, Options()), Diagnostics())
        lines = {f.name: f.pos.line for f in package.funcs}
        self.entries = entries(package)
        names = ["main"] if "main" in self.entries else self.entries
        for name in names:
            yield GolItem.from_parent(self, name=name, line=lines[name])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from chancheck.diagnostic import SourceError

        if isinstance(excinfo.value, SourceError):
            return source_errors(self.path, excinfo.value)
        return super().repr_failure(excinfo)

    def result(self, entry: str) -> Result:
        """A file states expectations for all its entries together, so all are verified at once."""
        from chancheck import verify, verify_all

        limit = budget(self.config)
        if self.expected is None or len(self.entries) == 1:
            return verify(self.path, entry=entry, budget=limit)
        if self.results is None:
            self.results = {result.entry: result for result in verify_all(self.path, budget=limit)}
        return self.results[entry]


class GolItem(pytest.Item):
    """One entry. It passes when it is proved, or when the file's `//chancheck:expect` is met."""

    def __init__(self, *, line: int, **more: Any) -> None:
        super().__init__(**more)
        self.line = line

    def runtest(self) -> None:
        assert isinstance(self.parent, GolFile)
        result = self.parent.result(self.name)
        statistics = result.verdict.statistics
        self.user_properties += [("verdict", result.verdict.answer), ("states", statistics.states)]
        if result.verdict.answer == "inconclusive" and self.config.getini(INCONCLUSIVE) == "warn":
            text = f"{result.file}: {result.entry}: nothing found so far, but {result.verdict.limit}"
            self.warn(InconclusiveWarning(text))
        elif result.verdict.answer == "inconclusive" or not result.as_expected:
            raise NotAsExpectedError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotAsExpectedError):
            from chancheck.report.full import render_result
            from chancheck.report.render_options import Show

            return "\n".join(render_result(excinfo.value.result, Show()))
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.path.name}: {self.name}"


class NotAsExpectedError(Exception):
    """A verdict that fails its item."""

    def __init__(self, result: Result) -> None:
        super().__init__(f"{result.file}: {result.entry}: {result.verdict.answer}")
        self.result = result


def source_errors(path: Path, error: SourceError) -> str:
    from chancheck.report.messages import render_diagnostic
    from chancheck.report.render_options import Show

    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    return "\n".join(line for d in error.diagnostics for line in render_diagnostic(d, lines, Show()))
