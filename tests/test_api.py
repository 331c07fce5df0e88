"""The Python interface: what a type checker, a notebook and networkx make of it."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

import chancheck
from chancheck.api import Settings
from chancheck.options import Options

LEAK = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"
LOCK_ORDER = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	go func() {
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
	}()
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
}
"""


def test_the_settings_are_the_options() -> None:
    internal = {"progress", "module", "language", "cluster", "shards"}  # of the command line
    assert set(Settings.__annotations__) == set(Options.__dataclass_fields__) - internal


@pytest.mark.long
def test_a_type_checker_knows_the_options(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "use.py"
    program.write_text(
        "import chancheck\n\nchancheck.verify('x', budget=2.0, time='virtual')\n"
        "chancheck.verify('x', bugdet=2)\nchancheck.verify_all('x', time='sometimes')\n"
    )
    command = [sys.executable, "-m", "mypy", "--follow-imports=silent", "--ignore-missing-imports", str(program)]
    told = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False).stdout
    assert re.findall(r"use.py:(\d+): error", told) == ["4", "5"]


def test_an_unknown_option_is_named() -> None:
    for call in (chancheck.verify, chancheck.verify_all, chancheck.graphs):
        with pytest.raises(TypeError, match="there is no option 'bugdet', did you mean 'budget'"):
            call(LEAK, bugdet=1)  # type: ignore[operator]


def test_a_result_is_short_and_shown_in_notebooks() -> None:
    result = chancheck.verify(LEAK)
    assert "make(chan int)" not in repr(result)
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)" style="[^"]*" title="chancheck"></iframe>', result._repr_html_())
    assert frame is not None
    page = html.unescape(frame[1])
    assert page.lower().startswith("<!doctype html>") and "make(chan int)" in page


def test_channels_and_functions_are_graphs() -> None:
    found = chancheck.graphs(LEAK.replace("}()\n", "}()\n\tprintln(<-c)\n"))
    channels = found["channels"]
    assert set(channels.edges(data="operation")) == {
        ("main.main.func1", "c:4", "send"),
        ("c:4", "main.main", "recv"),
    }
    assert channels.nodes["c:4"]["kind"] == "channel"
    assert networkx.is_directed_acyclic_graph(found["function main.main"])
    loop = chancheck.graphs(LEAK.replace("c <- 1", "for { c <- 1 }"))["function main.main.func1"]
    assert not networkx.is_directed_acyclic_graph(loop)


def test_a_deadlock_of_two_locks_is_a_cycle() -> None:
    (finding,) = [f for f in chancheck.verify(LOCK_ORDER).verdict.findings if f.kind == "deadlock"]
    graph = chancheck.waits(finding)
    assert sorted(map(sorted, networkx.simple_cycles(graph))) == [[1, 2]]
    assert graph.edges[1, 2] == {"on": "b", "operation": "sync.Mutex.Lock", "held": True}
    (leak,) = chancheck.verify(LEAK).verdict.findings
    assert not list(networkx.simple_cycles(chancheck.waits(leak)))


def test_networkx_is_loaded_for_graphs_only() -> None:
    code = f"import sys, chancheck; chancheck.verify({LEAK!r}); print('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_result_at_the_prompt_is_one_line() -> None:
    text = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"
    assert repr(chancheck.verify(text)) == "<Result program.gol: main: violated: leak>"
