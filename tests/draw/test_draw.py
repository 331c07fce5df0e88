"""Pictures: the right arrows, in every format, and files that their readers accept."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from click.testing import CliRunner

from chancheck import graphs
from chancheck.check import Options, unit_of
from chancheck.cli.commands import chancheck
from chancheck.draw import FORMATS, dot, mermaid, render, svg, topology
from chancheck.draw.picture import Function, Picture, Topology, Use
from chancheck.draw.process import functions
from chancheck.lower.lower_program import lower
from chancheck.source import Source

PIPELINE = """package main

func produce(out chan<- int) {
	for i := range 2 {
		out <- i
	}
	close(out)
}

func main() {
	first := make(chan int)
	second := make(chan int, 1)
	go produce(first)
	go func() {
		for v := range first {
			second <- v
		}
	}()
	<-second
	<-second
}
"""
AWKWARD = Picture(
    (Function('main."quoted" <T>', 3, ((), (':4 a "b" \\ <c> #d',)), ((0, 1),)),),
    Topology(('c"<-:5',), (Use("main.main", "send", 0), Use("main.main", "close", 0)), complete=False),
)


def topology_of(text: str) -> Topology:
    return topology.topology(lower(unit_of(Source("p.gol", text), Options())))


def test_who_uses_what() -> None:
    t = topology_of(PIPELINE)
    assert t.complete
    assert t.channels == ("first:11", "second:12")
    assert set(t.uses) == {
        Use("main.produce", "send", 0),
        Use("main.produce", "close", 0),
        Use("main.main.func1", "recv", 0),
        Use("main.main.func1", "send", 1),
        Use("main.main", "recv", 1),
    }


def test_who_waits_for_ever_is_drawn() -> None:
    """A send that never happens is a use; a branch that is never taken is none."""
    body = "c := make(chan int)\nd := make(chan int)\nif false { d <- 1 }\nselect { case c <- 1: case v := <-d: _ = v }"
    t = topology_of(f"package main\n\nfunc main() {{\n{body}\n}}\n")
    assert t.channels == ("c:4", "d:5")
    assert set(t.uses) == {Use("main.main", "send", 0), Use("main.main", "recv", 1)}


def test_too_many_states_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topology, "STATES", 2)
    t = topology_of(PIPELINE)
    assert not t.complete
    assert "there are more" in dot.render(Picture((), t)) and "there are more" in mermaid.render(Picture((), t))


def test_process_graphs_hang_together() -> None:
    drawn = functions(unit_of(Source("p.gol", PIPELINE), Options()))
    assert {f.name for f in drawn} == {"main.main", "main.produce", "main.main.func1"}
    loop = next(f for f in drawn if f.name == "main.produce")
    graph = nx.DiGraph(list(loop.edges))
    send = next(i for i, lines in enumerate(loop.blocks) if ":5 chan.send" in lines)
    close = next(i for i, lines in enumerate(loop.blocks) if ":7 chan.close" in lines)
    assert nx.has_path(graph, 0, send) and nx.has_path(graph, send, close)
    assert any(send in circle for circle in nx.simple_cycles(graph))
    assert not nx.has_path(graph, close, send)


@pytest.mark.parametrize("picture", [AWKWARD, Picture()], ids=["awkward", "empty"])
def test_graphviz_accepts_it(picture: Picture) -> None:
    program = svg.graphviz()
    assert program is not None  # of the test extra
    done = subprocess.run([program, "-Tsvg"], input=dot.render(picture).encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    texts = [e.text for e in ElementTree.fromstring(done.stdout).iter("{http://www.w3.org/2000/svg}text")]
    if picture.functions:
        assert 'main."quoted" <T> :3' in texts and 'c"<-:5' in texts


def test_mermaid_escapes_its_own() -> None:
    text = mermaid.render(AWKWARD)
    assert "main.#quot;quoted#quot; #lt;T#gt; :3" in text
    assert "u0 -.->|close| c0" in text and "u0 -->|send| c0" in text


RUNNER = CliRunner()


@pytest.mark.parametrize("format", FORMATS)
def test_command(tmp_path: Path, format: str) -> None:
    file, out = tmp_path / "p.gol", tmp_path / "out"
    file.write_text(PIPELINE)
    done = RUNNER.invoke(chancheck, ["graph", str(file), "--format", format, "-o", str(out)])
    assert done.exit_code == 0 and done.output == ""
    text = out.read_text(encoding="utf-8")
    assert "first:11" in text and "main.produce" in text
    if format == "json":
        report = json.loads(text)
        assert [f["name"] for f in report["functions"]] and report["topology"]["complete"]
    if format == "svg":
        ElementTree.fromstring(text)
    only = RUNNER.invoke(chancheck, ["graph", str(file), "--format", format, "--of", "functions"])
    assert "main.produce" in only.output and "first:11" not in only.output


def test_svg_without_graphviz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "graphviz", lambda: None)
    file = tmp_path / "p.gol"
    file.write_text(PIPELINE)
    done = RUNNER.invoke(chancheck, ["graph", str(file), "--format", "svg"])
    assert done.exit_code == 2
    assert "pip install 'chancheck[svg]'" in done.output
    monkeypatch.setattr(svg, "graphviz", lambda: "/bin/false")
    with pytest.raises(svg.NoGraphvizError, match="did not draw"):
        render(Picture(), "svg")


LOCKS = """package main

import "sync"

var a, b sync.Mutex

func left() {
	a.Lock()
	defer a.Unlock()
	b.Lock()
	b.Unlock()
}

func right() {
	SECOND.Lock()
	defer SECOND.Unlock()
	FIRST.Lock()
	FIRST.Unlock()
}

func main() {
	var wg sync.WaitGroup
	wg.Go(left)
	wg.Go(right)
	wg.Wait()
}
"""


@pytest.mark.parametrize(("first", "second", "cycles"), [("a", "b", 1), ("b", "a", 0)])
def test_the_order_of_locks(first: str, second: str, cycles: int) -> None:
    drawn = graphs(LOCKS.replace("FIRST", first).replace("SECOND", second))["locks"]
    assert len([*nx.simple_cycles(nx.DiGraph(drawn))]) == cycles
    held = {(one.partition(":")[0], two.partition(":")[0], at) for one, two, at in drawn.edges.data("at")}
    assert {(one, two) for one, two, at in held if at == "program.gol:10"} == {("a", "b")}


def test_locks_that_are_not_nested() -> None:
    text = LOCKS.replace("defer a.Unlock()", "a.Unlock()").replace("defer SECOND.Unlock()", "SECOND.Unlock()")
    assert graphs(text.replace("FIRST", "a").replace("SECOND", "b"))["locks"].number_of_edges() == 0
