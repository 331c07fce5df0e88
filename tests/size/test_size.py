"""Least capacities: equal to trying everything, and honest about what was not tried."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from chancheck.check import Options, decide, load
from chancheck.cli.commands import chancheck
from chancheck.diagnostic import Diagnostics
from chancheck.files import read
from chancheck.graph.build import build_graphs
from chancheck.size import channels, propose, search
from chancheck.size import show as shown
from chancheck.size.channels import Wanted, wanted
from chancheck.size.plot import plot
from chancheck.size.search import Sizing, rank
from chancheck.size.sizing import size
from chancheck.source import Source
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, PROVED, VIOLATED, Verdict

from .pipelines import pipeline

EXAMPLES = Path(__file__).parents[2] / "examples" / "sizing"
OPTIONS = Options(checks=frozenset({"deadlock", "leak"}), budget=30)
LEAST = {
    "early_exit": [(2,)],  # four are made, two are taken
    "first_response": [(2,)],  # three answer, one is taken
    "semaphore": [(1,)],
    "logger": [(2, 0)],  # three lines, one is taken
    "request_reply": [(0, 1)],
}


def brute_force(source: Source, most: int, objective: str) -> list[tuple[int, ...]]:
    """Every vector by the definition: the program's text with the capacities written in, nothing shared with `size`."""
    lines = source.text.split("\n")
    at = [n for n, line in enumerate(lines) if "make(chan" in line]
    proved = []
    for vector in product(range(most + 1), repeat=len(at)):
        changed = list(lines)
        for n, capacity in zip(at, vector, strict=True):
            head, _, rest = changed[n].partition("make(chan ")
            element = rest.partition(")")[0].partition(",")[0]
            changed[n] = f"{head}make(chan {element}, {capacity})"
        package = load(Source("p.gol", "\n".join(changed)), Options(), Diagnostics())
        if decide(build_graphs(package, "main"), replace(OPTIONS, exit_first=True)).answer == PROVED:
            proved.append(vector)
    best = min((rank(v, objective) for v in proved), default=None)
    return [v for v in proved if rank(v, objective) == best]


def compare(seed: int, most: int) -> None:
    source = Source("p.gol", pipeline(seed))
    names = channels.channels_of(build_graphs(load(source, Options(), Diagnostics()), "main"))
    objective = "max" if seed % 3 == 0 else "total"
    sizing = size(source, [Wanted(c.name, c.pos.line, 0, most) for c in names], objective, OPTIONS)
    assert list(sizing.minimal) == brute_force(source, most, objective)
    assert sizing.confirmed and not sizing.limit


@pytest.mark.parametrize("seed", range(50))
def test_equal_to_brute_force(seed: int) -> None:
    compare(seed, 4 if pipeline(seed).count("make") == 1 else 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(50))
def test_equal_to_brute_force_up_to_four(seed: int) -> None:
    compare(seed, 4)


@pytest.mark.parametrize(("seed", "enough"), [(7, True), (9, False), (23, True), (41, False)])
def test_the_pipelines_are_of_both_sorts(seed: int, enough: bool) -> None:
    """9 needs room for all its three values, as its consumer may see the first channel closed; in 41 the consumer may
    take what the stage counts on, and no room replaces that."""
    sizing = size(Source("p.gol", pipeline(seed)), [Wanted("c0", 0, 0, 2), Wanted("c1", 0, 0, 2)], "total", OPTIONS)
    assert bool(sizing.minimal) == enough


@pytest.mark.parametrize("name", LEAST)
def test_examples(name: str) -> None:
    sizing = size(read(EXAMPLES / f"{name}.gol"), [], "total", OPTIONS)
    assert list(sizing.minimal) == LEAST[name]
    assert sizing.confirmed
    assert all(sizing.tried[v].findings[0].trace for v in sizing.refuted)


def test_highest_fill() -> None:
    """Three replicas answer; the receiver may come last: all three answers can lie there, never more."""
    assert size(read(EXAMPLES / "first_response.gol"), [], "total", OPTIONS).fills == (3,)
    bounded = size(read(EXAMPLES / "first_response.gol"), [Wanted("answers", 0, 0, 2)], "total", OPTIONS)
    assert "all 2 can be used, perhaps more" in shown.text(bounded)


NEVER_RECEIVES = """package main

func worker(jobs chan int, done chan bool) {
	done <- true
}

func main() {
	jobs := make(chan int)
	done := make(chan bool)
	go worker(jobs, done)
	<-done
	<-jobs
}
"""


def test_where_no_capacity_helps() -> None:
    sizing = size(Source("p.gol", NEVER_RECEIVES), [], "total", OPTIONS)
    assert sizing.minimal == () and sizing.confirmed
    assert len(sizing.refuted) == 81
    text = shown.text(sizing)
    assert "no capacity up to 8 helps: 81 combinations verified, all fail" in text
    assert "goroutine 1 waits (chan receive) on jobs (made at p.gol:8): " in text


def test_more_room_can_do_harm() -> None:
    """The unbuffered channel orders the write before the read; with room it does not (Go memory model, channels)."""
    body = "c := make(chan int)\nx := 0\ngo func() { x = 1; <-c }()\nc <- 0\nprintln(x)"
    text = f"package main\n\nfunc main() {{\n{body}\n}}\n"
    races = replace(OPTIONS, checks=frozenset({"deadlock", "race"}))
    assert size(Source("p.gol", text), [], "total", races).minimal == ((0,),)
    assert size(Source("p.gol", text), [Wanted("c", 0, 1, 2)], "total", races).minimal == ()


def fake(answers: dict[tuple[int, ...], str]) -> Sizing:
    """A search where the verdicts are given; others fail."""
    from chancheck.source import Pos

    sizing = Sizing("p.gol", "main", (channels.Channel("c", Pos("p.gol", 1, 1), 0, 0, 3),), "total")
    said = {v: Verdict(a, (), LIMITS["seconds"] if a == INCONCLUSIVE else None) for v, a in answers.items()}
    search.search(sizing, lambda vector: said.get(vector, Verdict(VIOLATED)))
    return sizing


def test_what_was_only_learnt_is_verified() -> None:
    """The failing run names no channel, so that nothing is left to propose; yet capacity 2 does."""
    sizing = fake({(2,): PROVED})
    assert sizing.minimal == ((2,),) and sizing.confirmed


def test_unfinished_is_not_minimal() -> None:
    sizing = fake({(1,): INCONCLUSIVE, (2,): PROVED})
    assert not sizing.confirmed and "time budget" in sizing.limit
    assert "inconclusive" in shown.text(sizing) or "not known to be minimal" in shown.text(sizing)


def test_too_many_to_confirm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "CONFIRMATIONS", 2)
    sizing = fake({(3,): PROVED})
    assert not sizing.confirmed and not sizing.minimal
    assert "no combination is known to do" in shown.text(sizing)


def test_z3_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(self: propose.Proposer) -> None:
        raise propose.Unknown("timeout")

    monkeypatch.setattr(propose.Proposer, "propose", unknown)
    sizing = fake({})
    assert not sizing.confirmed and "z3 did not answer (timeout)" in shown.text(sizing)


def test_proposals_are_the_least_first() -> None:
    proposer = propose.Proposer([(0, 2), (1, 2)], "max")
    assert proposer.propose() == (0, 1)
    proposer.more_room((0, 1), [0])
    assert proposer.propose() == (1, 1)
    proposer.more_room((1, 1), [0, 1])
    assert proposer.propose() == (1, 2)
    proposer.more_room((1, 2), [])
    assert proposer.propose() is None


@pytest.mark.parametrize("text", ["", "=1..2", "c=2..1", "c=x..2", "c:y", "c=1..", "c=-1..2"])
def test_bad_channel(text: str) -> None:
    with pytest.raises(ValueError, match=r"form|capacity"):
        wanted(text)


def test_channel() -> None:
    assert wanted("s.jobs:12=1..4") == Wanted("s.jobs", 12, 1, 4)
    assert wanted("c=3") == Wanted("c", 0, 3, 3)


RUNNER = CliRunner()


def run(*arguments: str) -> tuple[int, str, str]:
    done = RUNNER.invoke(chancheck, ["size", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_command(tmp_path: Path) -> None:
    picture = tmp_path / "plot.svg"
    status, out, _ = run(str(EXAMPLES / "first_response.gol"), "--plot", str(picture))
    assert status == 0
    assert "answers = 2\nminimal: 2 smaller combinations verified, all fail\n" in out
    root = ElementTree.fromstring(picture.read_text())
    titles = [e.text for e in root.iter("{http://www.w3.org/2000/svg}title")]
    assert [str(t).partition(",")[0] for t in titles] == ["(0", "(1", "(2"]
    assert ["violated" in str(t) for t in titles] == [True, True, False]


def test_command_in_json() -> None:
    status, out, _ = run(str(EXAMPLES / "request_reply.gol"), "--output-format", "json")
    report = json.loads(out)
    assert status == 0
    assert report["minimal"] == [[0, 1]] and report["confirmed"] and report["highest_fill"] == [1, 1]
    assert [channel["name"] for channel in report["channels"]] == ["requests", "reply"]
    assert {tuple(t["capacities"]): t["verdict"] for t in report["tried"]}[(0, 0)] == "violated"


def test_command_refuses(tmp_path: Path) -> None:
    example = str(EXAMPLES / "request_reply.gol")
    status, _, err = run(example, "--channel", "nosuch")
    assert status == 2 and "there are requests:21, reply:24" in err
    assert run(example, "--channel", "reply=5..1")[0] == 2
    assert run(str(tmp_path / "gone.gol"))[0] == 2
    tests = tmp_path / "tests.gol"
    head = 'package main\n\nimport "testing"\n\n'
    tests.write_text(head + "func TestA(t *testing.T) {}\n\nfunc TestB(t *testing.T) {}\n")
    assert "several entries (TestA, TestB): choose one with --entry" in run(str(tests))[2]
    none = tmp_path / "none.gol"
    none.write_text("package main\n\nfunc main() {}\n")
    assert run(str(none))[:2] == (0, f"{none}: main: no channel is made with a constant capacity\n")


def test_no_bars_without_states() -> None:
    assert "svg" in plot(fake({(0,): PROVED}))
