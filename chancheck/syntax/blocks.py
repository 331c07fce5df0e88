"""The kinds of nodes of a syntax tree, and blocks that are read from the cache at their first use."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, TypeVar

from chancheck.records import dataclass
from chancheck.source import Pos


@dataclass(eq=False, slots=True)
class Node:
    pos: Pos


class Expr(Node):
    __slots__ = ()


class Stmt(Node):
    __slots__ = ()


class Decl(Node):
    __slots__ = ()


class Packable(Stmt):
    """A block. packed: of the body of a function that is read from the cache, its statements, until their first use."""

    __slots__ = ("packed",)
    packed: bytes

    if TYPE_CHECKING:
        stmts: list[Stmt]
        end: Pos
    else:

        def __getattr__(self, name: str) -> list[Stmt] | bytes:
            """Called for what has no value."""
            if name == "packed":
                return b""
            if name != "stmts" or not self.packed:
                raise AttributeError(name)
            self.stmts, self.packed = pickle.loads(self.packed), b""
            return self.stmts

    def __reduce__(self) -> tuple[object, ...]:
        if self.packed:
            return packed, (type(self), self.pos, self.end, self.packed)
        return type(self), (self.pos, self.stmts, self.end)

    def pack(self: Block) -> Block:
        """The same with its statements as bytes."""
        stmts = self.packed or pickle.dumps(self.stmts, pickle.HIGHEST_PROTOCOL)
        return packed(type(self), self.pos, self.end, stmts)


Block = TypeVar("Block", bound=Packable)


def packed(kind: type[Block], pos: Pos, end: Pos, stmts: bytes) -> Block:
    """A block that reads its statements at their first use."""
    made = kind(pos, [], end)  # type: ignore[call-arg]
    made.packed = stmts
    del made.stmts
    return made
