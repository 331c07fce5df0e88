"""The options --cluster and --shards, without Ray."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from chancheck.cli import clustered
from chancheck.cli.commands import chancheck
from chancheck.options import Options
from tests.cluster.test_verify import TWINS

pytest.importorskip("chancheck._core")


@pytest.fixture
def leak(tmp_path: Path) -> Path:
    file = tmp_path / "leak.go"
    file.write_text(TWINS["leak"][0])
    return file


def test_without_ray_it_says_how_to_get_it(leak: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = CliRunner().invoke(chancheck, ["verify", "--cluster", "auto", str(leak)])
    assert result.exit_code == 2
    assert "pip install 'chancheck[cluster]'" in result.output


@pytest.mark.parametrize(
    "other", [["--search", "dfs"], ["--lossy"], ["--jobs", "2"], ["--engine", "reference"]], ids=str
)
def test_options_that_do_not_go_with_shards(leak: Path, other: list[str]) -> None:
    result = CliRunner().invoke(chancheck, ["verify", "--shards", "2", *other, str(leak)])
    assert result.exit_code == 2
    assert "--shards" in result.output


def test_json_says_how_many_shards(leak: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "chancheck", "verify", "--no-cache"]
    options = ["--shards", "3", "--search", "bfs", "--output-format", "json", str(leak)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=leak.parent)
    assert done.returncode == 1
    assert "bfs, 3 shards" in json.dumps(json.loads(done.stdout))
    assert " ray\n" not in done.stderr


class Gone(Exception):
    pass


class Failed(Gone):
    cause: Exception | None = None


class FakeRay:
    """Tasks that are done when they are waited for. losses: by entry, how often its worker is lost."""

    exceptions = SimpleNamespace(RayTaskError=Failed, RayError=Gone)

    def __init__(self, losses: dict[str, int]) -> None:
        self.losses, self.given = losses, list[clustered.Request]()

    def remote(self, **_: object) -> Callable[[Any], Any]:
        return lambda function: SimpleNamespace(remote=self.give)

    def give(self, request: clustered.Request) -> int:
        self.given.append(request)
        return len(self.given) - 1

    def wait(self, refs: list[Any], timeout: float) -> tuple[list[Any], list[Any]]:
        return refs[-1:], refs[:-1]  # the last one given is done first

    def get(self, ref: int) -> clustered.Answer:
        entry = self.given[ref].entry or ""
        if self.losses.get(entry, 0) > 0:
            self.losses[entry] -= 1
            raise Gone("the worker died")
        return clustered.answered(self.given[ref])

    def cancel(self, ref: object, force: bool) -> None:
        pass


TESTS = """package m

import "testing"

func TestA(t *testing.T) { c := make(chan int, 1); go func() { c <- 1 }() }
func TestB(t *testing.T) { c := make(chan int); go func() { c <- 1 }() }
func TestC(t *testing.T) { c := make(chan int, 2); go func() { c <- 1 }() }
"""


@pytest.mark.parametrize("losses", [{}, {"TestB": 1}, {"": 1}], ids=["none", "an entry", "a listing"])
def test_entries_as_tasks(losses: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers({**losses}, tmp_path, monkeypatch) == [
        ("TestA", "proved"), ("TestB", "violated"), ("TestC", "proved"),
    ]  # fmt: skip


def test_an_entry_that_loses_every_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers({"TestB": 9}, tmp_path, monkeypatch) == [
        ("TestA", "proved"), ("TestB", "error"), ("TestC", "proved"),
    ]  # fmt: skip


def answers(losses: dict[str, int], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    file = folder / "a_test.go"
    file.write_text(TESTS)
    monkeypatch.setattr(clustered, "connected", lambda address: FakeRay(losses))
    cluster = clustered.OnCluster([file], Options(cluster="auto"), lambda: False)
    return [(result.entry, result.verdict.answer) for result in cluster.check(file)]


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense"])
def test_no_cluster_at_an_address(address: str) -> None:
    from chancheck.cluster.connection import NoCluster, must_answer

    with pytest.raises(NoCluster, match=f"no cluster answers at {address}"):
        must_answer(address)
