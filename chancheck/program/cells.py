"""Structs of models/ whose cells the rules read and write, by the names of their fields."""

from __future__ import annotations

from chancheck.program.rules import Expr, Slot


class Cells:
    """The layout of a struct. struct: its package and name. widths: the number of cells of each field, in order."""

    def __init__(self, struct: str, **widths: int) -> None:
        self.struct, self.widths = struct, widths

    def __getitem__(self, field: str) -> int:
        """The offset of a field's first cell."""
        names = list(self.widths)
        return sum(self.widths[name] for name in names[: names.index(field)])

    def of(self, address: Expr, field: str) -> Slot:
        """The first cell of a field of the struct at an address."""
        return Slot(address, self[field])
