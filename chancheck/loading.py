"""From a source text to checked packages and the process graphs of an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.files import problem
from chancheck.options import Options, library_constants
from chancheck.records import replace
from chancheck.source import Source
from chancheck.subtests import levels
from chancheck.verdict.codes import NO_ENTRY

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.syntax import ast
    from chancheck.temporal.properties import Properties, Property
    from chancheck.types.checker import Finder
    from chancheck.types.objects import Package

LTL = "//chancheck:ltl"
"""The directive that states a temporal property."""

CALLED = re.compile(r"\.(?:Always|Eventually)\(")
"""The text by which calls that state one are found."""


def unit_of(source: Source, options: Options) -> Unit:
    """The process graphs that an entry reaches."""
    from chancheck.graph.build import build_graphs, entries

    package = load(source, in_module(source, options), Diagnostics())
    return build_graphs(package, chosen(entries(package), replace(options, run=""), source)[0])


def in_module(source: Source, options: Options, tests: str = "any") -> Options:
    """With the Go version that the file, or the go.mod file above it, requires. tests: the time that is meant in files
    of tests, where the options do not say."""
    from chancheck.modules.constraints import build_version
    from chancheck.modules.module import Module

    version = Module(Path(source.name)).version if Path(source.name).is_file() else ""
    time = options.time if options.time != "auto" else tests if source.name.endswith("_test.go") else "any"
    return replace(options, module=version, language=build_version(source.text) or version, time=time)


def load(source: Source, options: Options, diagnostics: Diagnostics) -> Package:
    """Parse and check a source; raises SourceError with everything that is wrong with it."""
    from chancheck.modules.sibling_files import checked_with_others
    from chancheck.modules.standard import has_files, standard_files
    from chancheck.syntax.scale import scaled, sizes
    from chancheck.types.check import check_types

    define = {**options.define, **library_constants(options)}
    given = stated(source, options)

    def check(trees: Sequence[ast.File], told: Diagnostics, find: Finder) -> Package:
        properties = properties_of(trees, given, source)

        def again(trees: Sequence[ast.File], told: Diagnostics) -> Package:
            package = check_types(trees, told, define, options.go or options.language, find, standard_files, has_files)
            if properties is not None:
                package.properties = properties
            package.again = again
            return package

        large = sizes(trees) if options.scale else frozenset[int]()
        trees = scaled(trees, large, options.scale)
        if properties is not None:
            trees = [*properties.rewritten(), properties.file(trees[0].package)]
        package = again(trees, told)
        package.large = large
        return package

    try:
        package = checked_with_others(source, diagnostics, check)
    except RecursionError:  # only what no person writes
        raise problem("CC004", "declarations are nested too deeply in one another", Path(source.name)) from None
    properties = package.properties
    if properties is not None:
        properties.raise_at(diagnostics)
    diagnostics.raise_if_errors()
    if properties is not None:
        properties.check(package)
    if package.unsupported:  # what initialises the package, for every entry
        raise SourceError(package.unsupported)
    return package


def stated(source: Source, options: Options) -> list[Property]:
    """The temporal properties in directives and options."""
    if not options.ltl and LTL not in source.text:
        return []
    from chancheck.temporal.properties import stated

    return stated(source, options.ltl)


def properties_of(trees: Sequence[ast.File], given: list[Property], source: Source) -> Properties | None:
    """With those that calls state; None without any."""
    if not given and not CALLED.search(source.text):
        return None
    from chancheck.temporal.properties import properties_of

    return properties_of(trees, given)


def what_to_run(file: Path) -> str:
    """A package's entries are in other files of its folder."""
    if file.suffix == ".go" and any(file.parent.glob("*_test.go")):
        folder = file.parent.as_posix()
        return f"its package has tests: chancheck verify {folder if folder.startswith(('.', '/')) else f'./{folder}'}"
    return "write func main() or func TestXxx(*testing.T)"


def chosen(names: list[str], options: Options, source: Source) -> list[str]:
    """The entries to check: the one that the options name, else main, else all tests; of these, those that match."""
    if options.entry:
        if options.entry.partition("/")[0] not in names:
            there = f"there are: {', '.join(names)}" if names else "it has neither main nor tests"
            raise problem(NO_ENTRY, f"has no entry {options.entry}", Path(source.name), there)
        return [options.entry]
    if not names:
        raise problem(NO_ENTRY, "has nothing to run", Path(source.name), what_to_run(Path(source.name)))
    wanted = re.compile(levels(options.run)[0])
    return [name for name in (["main"] if "main" in names else names) if wanted.search(name)]
