"""Tasks for work on chancheck: `nox -l` lists them, `nox -s quick` runs one."""

from __future__ import annotations

from pathlib import Path

import nox

nox.options.sessions = ["lint", "quick"]
nox.options.reuse_existing_virtualenvs = True

QUICK = ("tests/syntax", "tests/report", "tests/semantics/test_page.py", "tests/native/test_native_header.py",
         "tests/native/test_native.py", "tests/explore/test_runs.py", "tests/test_examples.py",
         "tests/test_mdtest.py", "tests/test_bounds.py")  # fmt: skip
"""Each phase once, in less than a minute on two idle cores."""


SURFACES = ("tests/page", "tests/servers", "tests/test_pre_commit.py", "tests/cli/test_completion.py",
            "tests/test_site.py")  # fmt: skip


def install(session: nox.Session) -> None:
    session.install("-q", "-e", ".[test,lint]")


@nox.session
def quick(session: nox.Session) -> None:
    """The quick tests."""
    install(session)
    session.run("pytest", "-q", "-n", "2", *(session.posargs or QUICK))


@nox.session(python=["3.11", "3.12", "3.13", "3.14"])
def tests(session: nox.Session) -> None:
    """All tests but the long ones."""
    install(session)
    session.run("pytest", "-q", "-n", "2", "--dist", "loadgroup", *session.posargs)


@nox.session
def without_compiler(session: nox.Session) -> None:
    """The package as it is where there is no C++ compiler: the reference engine only."""
    session.env["CXX"] = "/does/not/exist"
    session.install("-q", ".[test]", "-C", f"build-dir={session.create_tmp()}/build")
    session.run("chancheck", "verify", "examples/pipeline.gol", "--engine", "reference")


@nox.session
def lint(session: nox.Session) -> None:
    """Linters, types, import contracts."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", "chancheck", "tests", "bench")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def tidy(session: nox.Session) -> None:
    """clang-tidy on the native core: `nox -s tidy -- FILE ...`."""
    session.install("-q", "clang-tidy", "nanobind", "cmake", "ninja")
    build = session.create_tmp()
    session.run("cmake", "-S", "native", "-B", build, "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", silent=True)
    files = session.posargs or [str(file) for file in sorted(Path("native/src").rglob("*.cpp"))]
    session.run("clang-tidy", "--quiet", "-p", build, *files)


@nox.session
def docs(session: nox.Session) -> None:
    """The site of the documents, in strict mode with its links checked: `nox -s docs -- OUT [--playground]`."""
    session.install("-q", ".[docs]")
    session.run("python", "docs/site/build.py", *(session.posargs or ["build/site"]))


@nox.session
def surfaces(session: nox.Session) -> None:
    """The long tests of what users meet: pages in Chromium, pre-commit, the language server, shells, the site."""
    session.install("-q", "-e", ".[test,docs,browser]")
    playground = f"{session.create_tmp()}/playground"
    session.run("python", "docs/playground/build.py", playground)
    session.env["CHANCHECK_PLAYGROUND"] = playground
    session.run("pytest", "-q", "-m", "long or browser", *(session.posargs or SURFACES))
    session.install("-q", "pytest-lsp")  # its hooks break other items, so it has a session of its own
    session.run("pytest", "-q", "-m", "", "-p", "no:chancheck", "-o", "filterwarnings=", "tests/servers/lsp_session")


@nox.session
def sanitize(session: nox.Session) -> None:
    """The native tests under sanitizers: address (and undefined behaviour), or thread."""
    session.run("tests/native/sanitize.sh", *(session.posargs or ["address"]), external=True)


@nox.session
def bench(session: nox.Session) -> None:
    """Raw speed of the native engine and start-up time."""
    install(session)
    session.run("python", "bench/compare.py")  # needs valgrind
    session.run("python", "bench/raw.py", *session.posargs)
    session.run("python", "bench/startup.py")
