"""What is drawn, before it has a format."""

from __future__ import annotations

from chancheck.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Function:
    """One function's blocks (their operations as lines of text, each with its line) and the edges between them."""

    name: str
    line: int
    blocks: tuple[tuple[str, ...], ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A function sends to, receives from or closes a channel (an index into Topology.channels)."""

    function: str
    operation: str
    channel: int


@dataclass(frozen=True, slots=True)
class Topology:
    """Channels by name and line of their `make`, and all their uses. complete: every reachable state was visited."""

    channels: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    functions: tuple[Function, ...] = ()
    topology: Topology | None = field(default=None)
