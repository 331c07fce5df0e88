"""The entries of files as tasks of a cluster. Every file and entry is a task; results come in the order of one machine,
each as soon as those before it are there.

A task decides its entry as `verify` does on one machine: in a process of its own with the entry's limits. If the worker
is lost, the task is given out once more, and then only its entry is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancheck import facts
from chancheck.cluster.connection import AGAIN, POLL, NoCluster, connected
from chancheck.options import Options
from chancheck.records import dataclass, field, replace
from chancheck.verdict.finding import Result

if TYPE_CHECKING:
    from chancheck.cli.apart import Message

SHARDED_SEARCHES = ("auto", "bfs", "random")
BESIDE_SHARDS: dict[str, tuple[object, ...]] = {"lossy": (False,), "jobs": (1,), "engine": ("auto", "native")}
"""Values that options may have beside --shards."""


def check_given(given: dict[str, Any]) -> None:
    """The options --cluster and --shards with the others; a click.UsageError says what does not fit. Connects."""
    import click

    if given["shards"] is not None:
        if given["search"] not in SHARDED_SEARCHES:
            raise click.UsageError(f"--shards needs --search {', '.join(SHARDED_SEARCHES)}: not {given['search']}")
        for name, allowed in BESIDE_SHARDS.items():
            if given[name] not in allowed:
                raise click.UsageError(f"--shards and --{name} do not go together")
        given["engine"] = "cluster"
        say_where_no_core_is()
    connect(given["cluster"])


def connect(address: str | None) -> None:
    """To the cluster that --cluster names, if it is given; a click.UsageError says why that fails."""
    import click

    if address is None:
        return
    try:
        connected(address)
    except NoCluster as error:
        raise click.UsageError(str(error)) from None


def say_where_no_core_is() -> None:
    import click

    from chancheck.explore.native import NativeEngine

    try:
        NativeEngine()
    except ImportError as error:
        raise click.UsageError(f"--shards needs the native engine, which is not there: {error}") from None


def deciding_on(
    files: Sequence[Path], options: Options, stopped: Callable[[], bool]
) -> Callable[[Path, Options], Iterator[Result]]:
    """How entries are decided with --cluster or --shards. A partitioned search has this process as its driver."""
    from chancheck.cli.apart import decide_apart

    if not options.cluster:
        return lambda file, options: decide_apart(file, options, stopped)
    if options.shards:
        return lambda file, options: one_by_one(file, options, stopped)
    cluster = OnCluster(files, options, stopped)
    return lambda file, options: cluster.check(file)


def one_by_one(file: Path, options: Options, stopped: Callable[[], bool]) -> Iterator[Result]:
    from chancheck.cli.apart import Wanted, decide_here

    for result in decide_here(file, options, Wanted(), ignored):
        yield result
        if stopped():
            return


def ignored(message: Message) -> None:
    """No process waits for news of the entries."""


@dataclass(frozen=True, slots=True)
class Request:
    """One entry of a file; None: what entries there are. first: it is the first one, and says what there is to say of
    the package. texts: of files that are not on disk."""

    path: Path
    options: Options
    entry: str | None
    first: bool
    folder: str
    texts: dict[str, bytes]


@dataclass(slots=True)
class Answer:
    """names: of the entries, in answer to the first question."""

    names: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    facts: facts.Facts = field(default_factory=dict)


class Stop:
    """Stands for the progress of the terminal where there is none."""

    interrupted = False

    def __call__(self, *_: object) -> bool:
        return self.interrupted


def answer(request: Request) -> Answer:
    """In a worker: in a fresh process, since a process with Ray's threads cannot be forked."""
    import pickle
    import subprocess

    command = [sys.executable, "-c", "from chancheck.cli.clustered import serve; serve()"]
    done = subprocess.run(command, input=pickle.dumps(request), stdout=subprocess.PIPE, cwd=request.folder, check=True)
    said: Answer = pickle.loads(done.stdout)
    return said


def serve() -> None:
    """A request from standard input; its answer to standard output."""
    import os
    import pickle

    end_with_parent()
    with os.fdopen(os.dup(1), "wb") as to:
        os.dup2(2, 1)  # whatever is printed
        pickle.dump(answered(pickle.loads(sys.stdin.buffer.read())), to)


def end_with_parent() -> None:
    """Where the system can do that: a worker that is ended takes this process with it."""
    import ctypes
    import signal

    if sys.platform == "linux":
        set_signal_of_parents_death = 1
        ctypes.CDLL(None).prctl(set_signal_of_parents_death, signal.SIGKILL)


def answered(request: Request) -> Answer:
    facts.texts.update(request.texts)
    options = replace(request.options, progress=Stop())
    with facts.recorded() as seen:
        said = listed(request.path, options) if request.entry is None else decided(request, options)
    return replace(said, facts=dict(seen))


def listed(path: Path, options: Options) -> Answer:
    """The names of the entries, or what there is to say instead."""
    from chancheck.cli.apart import begun

    opened = begun(path, options, ignored)
    return Answer(results=[opened]) if isinstance(opened, Result) else Answer(names=opened[1])


def decided(request: Request, options: Options) -> Answer:
    from chancheck.cli.apart import Wanted, decide_apart

    assert request.entry is not None
    wanted = Wanted([request.entry], request.first)
    return Answer(results=list(decide_apart(request.path, options, lambda: False, wanted)))


@dataclass(slots=True)
class Task:
    request: Request
    ref: Any
    tries: int = 0
    said: Answer | None = None


class Tasks:
    """All that was given out. stopped: whether to give up."""

    def __init__(self, address: str, stopped: Callable[[], bool]) -> None:
        self.ray, self.stopped = connected(address), stopped
        self.remote = self.ray.remote(num_cpus=1, max_retries=0)(answer)
        self.open: dict[Any, Task] = {}

    def give(self, request: Request) -> Task:
        task = Task(request, self.remote.remote(request))
        self.open[task.ref] = task
        return task

    def wait(self, task: Task) -> Answer | None:
        """Until this one is done; None if it is given up."""
        while task.said is None:
            if self.stopped():
                return None
            ready, _ = self.ray.wait(list(self.open), timeout=POLL)
            for ref in ready:
                self.arrived(self.open.pop(ref))
        return task.said

    def arrived(self, task: Task) -> None:
        try:
            task.said = self.ray.get(task.ref)
        except self.ray.exceptions.RayTaskError as error:
            task.said = Answer(results=[lost(task.request, str(error.cause or error).splitlines()[0])])
        except self.ray.exceptions.RayError as error:
            self.again(task, str(error).splitlines()[0])

    def again(self, task: Task, why: str) -> None:
        """The worker is lost."""
        if task.tries < AGAIN:
            task.tries += 1
            task.ref = self.remote.remote(task.request)
            self.open[task.ref] = task
        else:
            task.said = Answer(results=[lost(task.request, f"its worker was lost twice: {why}")])

    def close(self) -> None:
        for ref in self.open:
            self.ray.cancel(ref, force=True)
        self.open = {}


def lost(request: Request, why: str) -> Result:
    from chancheck.cli.crash_report import crashed

    return crashed(request.path, request.entry or request.options.entry, why)


class OnCluster:
    """Checks files on a cluster: the first call gives out all of them."""

    def __init__(self, files: Sequence[Path], options: Options, stopped: Callable[[], bool]) -> None:
        self.files, self.stopped = files, stopped
        self.options = replace(options, progress=None, cluster="")
        self.tasks = Tasks(options.cluster, stopped)
        self.listings: dict[Path, Task] = {}
        self.entries: dict[Path, list[Task]] = {}

    def check(self, path: Path) -> Iterator[Result]:
        """The results of one file, in order."""
        if not self.listings:
            self.listings = {file: self.tasks.give(self.request(file, None)) for file in self.files}
        said = self.tasks.wait(self.listings[path])
        if said is None:
            return
        facts.add(said.facts)
        yield from said.results
        self.give_entries()
        for task in self.entries[path]:
            result = self.tasks.wait(task)
            if result is None:
                return
            facts.add(result.facts)
            yield from result.results

    def give_entries(self) -> None:
        """Of all files of which these are known."""
        for file, listing in self.listings.items():
            if listing.said is not None and file not in self.entries:
                names = listing.said.names
                self.entries[file] = [
                    self.tasks.give(self.request(file, name, first=n == 0)) for n, name in enumerate(names)
                ]

    def request(self, file: Path, entry: str | None, first: bool = False) -> Request:
        return Request(file, self.options, entry, first, str(Path.cwd()), dict(facts.texts))

    def close(self) -> None:
        self.tasks.close()
