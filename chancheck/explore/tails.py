"""Tails and maps of objects: what local code and effects do with the part of an object whose length varies.

An object is `(shape, header cells..., tail cells...)`: a tuple while stored states share it, a list once the running
step has written to it.
"""

from __future__ import annotations

from typing import Any

from chancheck.explore.strings import Strings
from chancheck.program.program import Program

Heap = list[Any]  # by object number; number 0 is nil
Registers = list[int]
OFFSET = (1 << 24) - 1


def own(H: Heap, number: int) -> list[int]:
    """The object as a list that may be written to."""
    obj = H[number]
    if type(obj) is tuple:
        obj = H[number] = list(obj)
    return obj  # type: ignore[no-any-return]


class Tails:
    def __init__(self, program: Program, strings: Strings) -> None:
        self.header = [len(shape.header) for shape in program.shapes]
        self.elem = [len(shape.elem) for shape in program.shapes]
        self.keys = [shape.keys for shape in program.shapes]
        self.key_kinds = [shape.elem[: shape.keys] for shape in program.shapes]
        self.text = strings.text

    def count(self, obj: Any) -> int:
        shape = obj[0]
        elem = self.elem[shape]
        return (len(obj) - 1 - self.header[shape]) // elem if elem else 0

    def tail(self, H: Heap, p: int) -> int:
        return self.count(H[p >> 24]) if p else 0

    def span(self, obj: Any, index: int) -> slice:
        """Where tail element number `index` lies."""
        elem = self.elem[obj[0]]
        start = 1 + self.header[obj[0]] + index * elem
        return slice(start, start + elem)

    def element(self, H: Heap, p: int, index: int) -> Any:
        obj = H[p >> 24]
        return obj[self.span(obj, index)]

    def tailput(self, H: Heap, p: int, index: int, r: Registers, s: int) -> None:
        obj = own(H, p >> 24)
        obj[self.span(obj, index)] = r[s : s + self.elem[obj[0]]]

    def tailpush(self, H: Heap, p: int, r: Registers, s: int) -> None:
        obj = own(H, p >> 24)
        obj += r[s : s + self.elem[obj[0]]]

    def taildrop(self, H: Heap, p: int, index: int) -> None:
        obj = own(H, p >> 24)
        del obj[self.span(obj, index)]

    def truncate(self, H: Heap, p: int) -> None:
        obj = own(H, p >> 24)
        del obj[1 + self.header[obj[0]] :]

    def append(self, H: Heap, p: int, cells: Any) -> None:
        """Effect Push: an element, filled up with zeros."""
        obj = own(H, p >> 24)
        width = self.elem[obj[0]]
        obj += [*cells[:width], *[0] * (width - len(cells))]

    def mark_all(self, H: Heap, p: int, offset: int, value: int) -> None:
        """Effect MarkAll."""
        obj = H[p >> 24]
        for start in range(1 + self.header[obj[0]], len(obj), self.elem[obj[0]]):
            target = obj[start]
            own(H, target >> 24)[(target & OFFSET) + 1 + offset] = value
        self.truncate(H, p)

    def bytes_at(self, H: Heap, p: int, length: int) -> bytes:
        start = (p & OFFSET) + 1
        return bytes(cell & 255 for cell in H[p >> 24][start : start + length]) if length > 0 else b""

    # --- maps

    def find(self, obj: Any, key: Any) -> int:
        """Where the entry with this key starts, or -1."""
        shape = obj[0]
        width, key = self.keys[shape], tuple(key)
        for start in range(1 + self.header[shape], len(obj), self.elem[shape]):
            if tuple(obj[start : start + width]) == key:
                return start
        return -1

    def mapget(self, H: Heap, p: int, r: Registers, s: int, width: int, d: int) -> None:
        r[d : d + 1 + width] = self.looked_up(H, p, r, s, width)

    def looked_up(self, H: Heap, p: int, r: Registers, s: int, width: int) -> list[int]:
        if p:
            obj = H[p >> 24]
            keys = self.keys[obj[0]]
            start = self.find(obj, r[s : s + keys])
            if start >= 0:
                return [1, *obj[start + keys : start + keys + width]]
        return [0] * (1 + width)

    def mapput(self, H: Heap, p: int, r: Registers, s: int, a: int) -> None:
        obj = own(H, p >> 24)
        shape = obj[0]
        keys, elem = self.keys[shape], self.elem[shape]
        key, value = r[s : s + keys], r[a : a + elem - keys]
        start = self.find(obj, key)
        if start >= 0:
            obj[start + keys : start + elem] = value
        else:
            at = self.insertion(obj, key)
            obj[at:at] = [*key, *value]

    def insertion(self, obj: list[int], key: list[int]) -> int:
        """Where a new key belongs: in order of the keys; at the end where keys may hold addresses, whose numbers are
        not observable."""
        kinds = self.key_kinds[obj[0]]
        if any(kind in "rfp" for kind in kinds):
            return len(obj)
        wanted = self.rank(kinds, key)
        for start in range(1 + self.header[obj[0]], len(obj), self.elem[obj[0]]):
            if wanted < self.rank(kinds, obj[start : start + len(kinds)]):
                return start
        return len(obj)

    def rank(self, kinds: str, key: list[int]) -> list[Any]:
        return [self.text[cell] if kind == "b" else cell for kind, cell in zip(kinds, key, strict=True)]

    def mapdel(self, H: Heap, p: int, r: Registers, s: int) -> None:
        if not p:
            return
        obj = H[p >> 24]
        start = self.find(obj, r[s : s + self.keys[obj[0]]])
        if start >= 0:
            del own(H, p >> 24)[start : start + self.elem[obj[0]]]

    def mapclear(self, H: Heap, p: int) -> None:
        if p:
            self.truncate(H, p)

    def mapkeys(self, H: Heap, p: int, shape: int) -> int:
        if not p:
            return 0
        obj = H[p >> 24]
        keys, elem = self.keys[obj[0]], self.elem[obj[0]]
        made = [shape] + [0] * self.header[shape]
        for start in range(1 + self.header[obj[0]], len(obj), elem):
            made += obj[start : start + keys]
        H.append(made)
        return len(H) - 1 << 24
