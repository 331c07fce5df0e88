"""Where a value is, and small facts about types and blocks."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.graph import ops
from chancheck.types import types as T


class Place:
    """Where a value is: `var` a plain variable, with a path of fields; or `ptr` an address."""

    __slots__ = ("path", "private", "ptr", "type", "var")

    def __init__(self, type: T.Type, var: ops.Var | None = None, path: tuple[int, ...] = (),
                 ptr: ops.Operand | None = None, private: bool = False) -> None:  # fmt: skip
        self.type, self.var, self.path, self.ptr, self.private = type, var, path, ptr, private


def field_type(t: T.Type, i: int) -> T.Type:
    struct = t.underlying()
    assert isinstance(struct, T.Struct), t
    return struct.fields[i].type


def has_array(t: T.Type) -> bool:
    poll()
    u = t.underlying()
    if isinstance(u, T.Array):
        return True
    return isinstance(u, T.Struct) and any(has_array(f.type) for f in u.fields)
