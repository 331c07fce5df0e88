"""A local Ray cluster of some workers: `pytest -m long tests/cluster`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from chancheck.explore.engine import Limits, Options
from chancheck.records import replace
from tests.cluster.models import outcome, program
from tests.cluster.test_verify import TWINS

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
engine = pytest.importorskip("chancheck.cluster.engine")
search = pytest.importorskip("chancheck.cluster.search")
actors = pytest.importorskip("chancheck.cluster.actors")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("ray") is None, reason="without Ray"),
    pytest.mark.xdist_group("ray"),
    pytest.mark.filterwarnings("ignore"),  # of Ray
]
CPUS = 4
TEST = """func Test%s(t *testing.T) {
	c := make(chan int%s)
	go func() { c <- 1 }()
}

"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Of more processors than there may be, so that shards have one each."""
    import ray

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 (by default 15: other work starves them)
    ray.init(address="local", num_cpus=CPUS, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def partitioned(model: str, shards: int, interval: float | None, batch: int = 1 << 20, small: bool = False) -> Any:
    options = Options(reduce=frozenset({"symmetry"}), shards=shards, cluster="auto", limits=Limits(seconds=600))
    job = engine.job_of(program(model, small), options, batch)
    return search.Partitioned(job, options, actors.Actors(shards, "auto"), interval)


@pytest.mark.parametrize(
    "model, small, shards",
    [("philo_dl", False, 2), ("philo_ord", False, 3), ("cancel", False, 4), ("filter", True, 2), ("twopc", True, 4)],
)
def test_models(cluster: Any, model: str, small: bool, shards: int) -> None:
    one = native.NativeEngine().explore(program(model, small), Options(reduce=frozenset({"symmetry"})))
    driver = partitioned(model, shards, None, batch=20_000, small=small)
    result = engine.explored(driver)
    driver.transport.close()
    assert outcome(result) == outcome(one)
    assert driver.transport.moved > 0


@pytest.mark.parametrize("interval", [None, 0.0], ids=["none kept", "each level kept"])
def test_a_worker_is_killed_in_the_middle(cluster: Any, interval: float | None) -> None:
    one = native.NativeEngine().explore(program("cancel", False), Options(reduce=frozenset({"symmetry"})))
    driver, killed = partitioned("cancel", 3, interval), list[int]()

    def kill(depth: int) -> None:
        if depth in (6, 14) and depth not in killed:
            killed.append(depth)
            os.kill(cluster.get(driver.transport.actors[depth % 3].place.remote())[1], signal.SIGKILL)

    driver.at_level = kill
    result = engine.explored(driver)
    driver.transport.close()
    assert killed == [6, 14] and driver.losses >= 2
    assert outcome(result) == outcome(one)


def test_a_swarm(cluster: Any) -> None:
    options = Options(search="random", cluster="auto", shards=2, limits=Limits(seconds=1.0), seed=3)
    result = engine.ClusterEngine().explore(program("philo_dl", True), options)
    assert any(found.kind == "halt" for found in result.found) and result.runs > 0
    watched = replace(options, reduce=frozenset(), limits=Limits(seconds=0.5))
    assert engine.ClusterEngine().explore(program("twopc", True), watched).limit in ("random", "seconds")


def on_cluster(cluster: Any, *arguments: str, folder: Path) -> subprocess.Popen[str]:
    """A command on the cluster that runs here."""
    env = {**os.environ, "RAY_ADDRESS": cluster.get_runtime_context().gcs_address}
    line = [sys.executable, "-m", "chancheck", *arguments, "--cluster", "auto"]
    pipe = subprocess.PIPE
    return subprocess.Popen(line, cwd=folder, env=env, stdout=pipe, stderr=pipe, text=True)


def command(cluster: Any, *arguments: str, folder: Path) -> subprocess.Popen[str]:
    return on_cluster(cluster, "verify", "--no-cache", *arguments, folder=folder)


def same_as_here(cluster: Any, *arguments: str, folder: Path, timeout: float = 300) -> int:
    """The status, if a command says the same with a cluster and without it, but for the time."""
    line = [sys.executable, "-m", "chancheck", *arguments]
    alone = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    with on_cluster(cluster, *arguments, folder=folder) as running:
        out, error = running.communicate(timeout=timeout)
    seconds = re.compile(r"[\d.]+ s$", re.M)
    assert seconds.sub("", out) == seconds.sub("", alone.stdout), error
    assert running.returncode == alone.returncode, error
    return alone.returncode


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Two files with four entries."""
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.22\n")
    tests = "".join(TEST % each for each in (("A", ", 1"), ("B", ""), ("C", ", 2")))
    (tmp_path / "a_test.go").write_text('package m\n\nimport "testing"\n\n' + tests)
    (tmp_path / "race").mkdir()
    (tmp_path / "race" / "main.go").write_text(TWINS["race"][0])
    return tmp_path


def test_entries_are_tasks(cluster: Any, package: Path) -> None:
    assert same_as_here(cluster, "verify", "--no-cache", "--output-format", "concise", "./...", folder=package) == 1


SCALED = """package main

func main() {
	c := make(chan int)
	for i := range 40 {
		go func() { c <- i }()
	}
	for range %d {
		<-c
	}
}
"""


@pytest.mark.parametrize(("received", "status"), [(40, 3), (2, 1)])
def test_a_smaller_program(cluster: Any, received: int, status: int, tmp_path: Path) -> None:
    """40 becomes 3. That smaller program is right, which proves nothing of the whole one; with 2 receives, one of its
    sends is left over."""
    (tmp_path / "a.go").write_text(SCALED % received)
    arguments = ["verify", "--no-cache", "--scale", "3", "--output-format", "concise", "a.go"]
    assert same_as_here(cluster, *arguments, folder=tmp_path) == status


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("format", ["full", "json"])
@pytest.mark.parametrize("name", ["logger", "early_exit"])
def test_capacities(cluster: Any, name: str, format: str) -> None:
    arguments = ["size", f"{name}.gol", "--output-format", format]
    assert same_as_here(cluster, *arguments, folder=EXAMPLES / "sizing") == 0


@pytest.mark.parametrize(("name", "status"), [("first_answer_broken", 0), ("first_answer_fixed", 0)])
def test_repairs(cluster: Any, name: str, status: int) -> None:
    arguments = ["fix", f"{name}.gol", "--output-format", "json", "--budget", "100s"]
    assert same_as_here(cluster, *arguments, folder=EXAMPLES / "patterns") == status


def slow_square(n: int) -> int:
    time.sleep(0.3)
    return n * n


def test_a_worker_of_trials_is_killed(cluster: Any, tmp_path: Path) -> None:
    from chancheck.cluster.ahead import Tasks, ahead

    tasks = Tasks("auto", EndsItsWorker(str(tmp_path / "died")), lambda: False)
    here = [n * n for n in range(6)]
    assert [answer() for _, answer in ahead(range(6), slow_square, tasks)] == here
    assert (tmp_path / "died").exists() and not tasks.open


class EndsItsWorker:
    """Kills its worker once."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __call__(self, n: int) -> int:
        if n == 2 and not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return slow_square(n)


def test_an_interrupt_ends_it(cluster: Any, tmp_path: Path) -> None:
    from tests.cli.test_start import ENDLESS

    (tmp_path / "endless.go").write_text(ENDLESS)
    with command(cluster, "--budget", "200s", "--shards", "2", "endless.go", folder=tmp_path) as running:
        time.sleep(30)
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=120)
    assert running.returncode == 3, error
    assert "interrupted" in out and "Traceback" not in error
