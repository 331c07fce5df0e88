"""Go's own sizes on linux/amd64: the results of package unsafe, and the sizes by which append grows."""

from __future__ import annotations

from chancheck.types import types as T


def go_size(t: T.Type) -> tuple[int, int]:
    """Size and alignment in bytes."""
    u = t.underlying()
    match u:
        case T.Basic():
            if u is T.STRING:
                return 16, 8
            size = {"bool": 1, "float32": 4, "complex64": 8, "complex128": 16}.get(u.name, u.bits // 8 or 8)
            return size, min(size, 8) if u.name != "complex64" else 4
        case T.Slice():
            return 24, 8
        case T.Interface():
            return 16, 8
        case T.Array():
            size, align = go_size(u.elem)
            return size * u.length, align
        case T.Struct():
            return struct_size(u)
    return 8, 8


def struct_size(struct: T.Struct) -> tuple[int, int]:
    at, most, last = 0, 1, 1
    for f in struct.fields:
        size, align = go_size(f.type)
        at = -(-at // align) * align + size
        most, last = max(most, align), size
    if last == 0 and at:
        at += 1  # the address of a last field without size has to lie inside
    return -(-at // most) * most, most


def field_offset(struct: T.Struct, index: int) -> int:
    at = sum_before(struct, index)
    _, align = go_size(struct.fields[index].type)
    return -(-at // align) * align


def sum_before(struct: T.Struct, index: int) -> int:
    at = 0
    for f in struct.fields[:index]:
        size, align = go_size(f.type)
        at = -(-at // align) * align + size
    return at
