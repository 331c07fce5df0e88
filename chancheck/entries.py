"""The entries of a source, decided one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck.deadline import Exhausted, bounded, running
from chancheck.deciding import decide
from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.files import Directives, directives, problem
from chancheck.loading import chosen, in_module, load
from chancheck.options import Options, deadline_of, deadline_to_load
from chancheck.records import replace
from chancheck.scaling import (
    CUT,
    SMALL,
    at_scale,
    before,
    is_worth_it,
    large_numbers,
    may_be_large,
    smaller_package,
    with_smaller,
)
from chancheck.source import Source
from chancheck.subtests import (
    Listing,
    Shares,
    Units,
    for_whole,
    has_subtests,
    is_subtest,
    levels,
    listing_of,
    matching,
    parts_of,
    test_of,
)
from chancheck.verdict.codes import NO_ENTRY
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, LIMITS, Result, Verdict

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.types.objects import Package


class Entries:
    """The entries of a source, decided one by one. todo: those to come. shares: the time of tests that are divided."""

    def __init__(self, source: Source, options: Options) -> None:
        self.source, self.options = source, options
        self.todo: list[str] = []
        self.shares, self.units, self.small_units = Shares(options), Units(), Units()
        self.said = Directives()
        self.package: Package | None = None
        self.smaller: Package | None = None
        self.warnings: tuple[Diagnostic, ...] = ()
        self.deadline = deadline_to_load(options, source.text)

    def begin(self) -> list[str] | Result:
        """The names of the entries, or what keeps the source from being checked."""
        diagnostics = Diagnostics()
        try:
            self.said = directives(self.source)
            self.options = in_module(self.source, self.options, tests="auto")
            if self.said.bound and not self.options.budget:
                self.options = replace(self.options, budget=self.said.bound)
            self.shares = Shares(self.options)
            self.deadline = deadline_to_load(self.options, self.source.text)
            with running(self.deadline):
                return self.load(diagnostics)
        except SourceError as error:
            warnings = [d for d in diagnostics.items if d not in error.diagnostics]
            shown = (*error.diagnostics, *warnings)
            text = self.source.text
            return Result(self.source.name, self.options.entry, Verdict(ERROR), self.said.expected, False, shown, text)
        except (Exhausted, MemoryError) as met:
            return self.cut(self.options.entry, met)

    def results(self, announce: Callable[[Entries, str], None] = lambda entries, entry: None) -> Iterator[Result]:
        """Of all entries in `todo`; a test that is divided comes before its subtests. announce: is called when the
        list has changed, and with the name of each entry that begins."""
        pattern = levels(self.options.run)
        announce(self, "")
        while self.todo:
            entry = self.todo[0]
            self.deadline = deadline_of(self.options_of(entry))
            announce(self, entry)
            depth = entry.count("/") + 1
            selected = None if depth >= len(pattern) or self.options.entry else self.selected(entry, pattern[depth])
            if isinstance(selected, list):
                self.todo[:1] = selected
                announce(self, "")
                continue
            began = time.monotonic()
            result = selected or self.decide(entry)
            if result.subtests or is_subtest(entry):
                self.shares.used(entry, time.monotonic() - began, bool(result.subtests), self.beside(entry))
            self.todo[:1] = result.subtests
            if result.subtests:
                announce(self, "")
            yield result

    def options_of(self, entry: str) -> Options:
        """Subtests that were not chosen by name share the time of their test."""
        asked = entry == self.options.entry or len(levels(self.options.run)) > entry.count("/")
        return self.options if asked or not is_subtest(entry) else self.shares.options_of(entry, self.beside(entry))

    def beside(self, entry: str) -> int:
        """How many subtests of the same test are to come, itself among them."""
        return sum(test_of(name) == test_of(entry) for name in self.todo)

    def selected(self, entry: str, pattern: str) -> list[str] | Result:
        """The subtests of a test that match."""
        try:
            with running(self.deadline):
                return matching(Listing(self.units.of(self.loaded(), entry), entry, self.options).names, pattern)
        except SourceError as error:
            shown = tuple(error.diagnostics)
            return Result(self.source.name, entry, Verdict(ERROR), self.said.expected, False, shown, self.source.text)
        except (Exhausted, MemoryError) as met:
            return self.cut(entry, met)

    def load(self, diagnostics: Diagnostics) -> list[str]:
        from chancheck.graph.build import entries

        self.package = load(self.source, self.options, diagnostics)
        names = chosen(entries(self.package), self.options, self.source)
        self.warnings = tuple(diagnostics.items)
        self.todo = list(names)
        return names

    def loaded(self) -> Package:
        if self.package is None:  # work on an earlier entry ended in the midst of it
            todo = self.todo
            self.load(Diagnostics())
            self.todo = todo
        assert self.package is not None
        return self.package

    def decide(self, entry: str) -> Result:
        """About one entry; what it reaches that is not supported is no matter of the others."""
        warnings, self.warnings = self.warnings, ()
        try:
            with running(self.deadline):
                result = self.decided(entry, self.said.expected_with(self.options))
        except (Exhausted, MemoryError) as met:
            result = self.cut(entry, met)
        return replace(result, diagnostics=(*result.diagnostics, *warnings))

    def decided(self, entry: str, expected: frozenset[str] | None) -> Result:
        name, text = self.source.name, self.source.text
        package = self.loaded()
        try:
            verdict, subtests = self.tried(package, entry)
            if self.options.scale:
                verdict = at_scale(verdict, package.large, self.options.scale)
            result = Result(name, entry, verdict, expected, text=text, subtests=subtests)
        except SourceError as error:
            result = Result(name, entry, Verdict(ERROR), expected, False, tuple(error.diagnostics), text)
            self.package = package
        return replace(result, others={other.name: other.text for other in package.others})

    def tried(self, package: Package, entry: str) -> tuple[Verdict, tuple[str, ...]]:
        """The verdict, and the subtests into which the entry is to be divided instead."""
        options = self.options_of(entry)
        if entry == options.entry and is_subtest(entry):
            self.must_exist(package, entry)
        self.package = None  # until what the entry reaches is checked
        unit = self.units.of(package, entry)
        self.package = package
        listing = listing_of(unit, entry, options) if has_subtests(unit) else None
        unit = self.units.of(package, entry)
        if listing is None:
            return supported(unit, self.decide_last(unit, entry, options)), ()
        verdict = self.whole(unit, for_whole(options))
        if verdict.answer != INCONCLUSIVE:
            return verdict, ()
        if parts := parts_of(listing, options):
            return verdict, parts
        return supported(unit, self.decide_last(unit, entry, options)), ()

    def whole(self, unit: Unit, options: Options) -> Verdict:
        """Of a test with all its subtests, if that takes no longer than a part of its time."""
        try:
            with bounded(options.budget):
                return decide(unit, options)
        except Exhausted as met:
            if met.limit != "seconds":
                raise
            return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])

    def must_exist(self, package: Package, entry: str) -> None:
        """Raises SourceError where no subtest has this name."""
        names = Listing(self.units.of(package, entry), test_of(entry), self.options).names
        if entry not in names:
            there = f"there are: {', '.join(names)}" if names else f"{test_of(entry)} has none"
            raise problem(NO_ENTRY, f"has no subtest {entry}", Path(self.source.name), there)

    def decide_last(self, unit: Unit, entry: str, options: Options) -> Verdict:
        """On the program as it stands; where that search ends early, with the answer about a smaller one."""
        assert self.package is not None
        small = not options.scale and is_worth_it() and may_be_large(self.source.text)
        large = large_numbers(self.package, unit) if small else frozenset[int]()
        if not large:
            return decide(unit, options)
        with bounded(before()):
            try:
                verdict = decide(unit, options)
            except Exhausted as met:
                verdict = Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])
        if verdict.answer != INCONCLUSIVE or verdict.limit is None or verdict.limit.name not in CUT:
            return verdict
        try:
            unit = self.unit_of_smaller(self.package, entry, large)
            return with_smaller(verdict, decide(unit, options), large, SMALL)
        except (Exhausted, SourceError):
            return verdict

    def unit_of_smaller(self, package: Package, entry: str, large: frozenset[int]) -> Unit:
        """The process graphs of an entry in the program with these numbers small."""
        small, self.smaller = self.smaller, None  # until what the entry reaches is checked
        if small is None or small.large != large:
            small = smaller_package(package, large, SMALL)
        unit = self.small_units.of(small, entry)
        self.smaller = small
        return unit

    def cut(self, entry: str, met: Exhausted | MemoryError) -> Result:
        limit = met.limit if isinstance(met, Exhausted) else "memory"
        return replace(cut_short(self.source.name, entry, limit), expected=self.said.expected, text=self.source.text)


def supported(unit: Unit, verdict: Verdict) -> Verdict:
    """The verdict. Raises SourceError where nothing was found and a run comes to what is not supported."""
    if verdict.answer == INCONCLUSIVE and verdict.limit is not None and verdict.limit.name == "refused":
        raise SourceError(unit.refused)
    return verdict


def cut_short(file: str, entry: str, limit: str) -> Result:
    """Of an entry that met a limit before anything could be said about it."""
    return Result(file, entry, Verdict(INCONCLUSIVE, limit=LIMITS[limit]), as_expected=False)


def unreadable(path: Path, options: Options, error: SourceError) -> Result:
    return Result(str(path), options.entry, Verdict(ERROR), None, False, tuple(error.diagnostics))
