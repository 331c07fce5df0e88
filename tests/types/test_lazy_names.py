"""The real source beside a model is read for names that are not in the model, and where one of its init functions may
touch a variable that was reached."""

from __future__ import annotations

import pytest

from chancheck import facts
from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs
from chancheck.modules.standard import goroot
from chancheck.source import Source

pytestmark = pytest.mark.skipif(goroot() is None, reason="needs Go's source")


def folders_read(body: str, *imports: str) -> set[str]:
    """Of the standard library, for this program."""
    imported = "".join(f'import "{path}"\n' for path in imports)
    source = Source("main.go", f"package main\n\n{imported}\nfunc main() {{\n{body}\n}}\n")
    with facts.recorded() as seen:
        build_graphs(load(source, Options(), Diagnostics()), "main")
    root = f"{goroot()}/src/"
    return {path.removeprefix(root).rpartition("/")[0] for _, path in seen if path.startswith(root)}


def test_a_model_suffices() -> None:
    assert folders_read('\tfmt.Println("a")', "fmt") == set()
    assert folders_read('\tprintln(strings.Contains("abc", "b"))', "strings") == set()
    assert "net" not in folders_read("\tvar c net.Conn\n\tprintln(c == nil)", "net")


def test_names_that_the_model_lacks() -> None:
    assert "fmt" in folders_read('\tvar w fmt.Scanner\n\t_ = w\n\tfmt.Println("a")', "fmt")


def test_init_functions_that_may_touch_a_variable() -> None:
    assert "os" in folders_read("\tprintln(len(os.Args))", "os")
