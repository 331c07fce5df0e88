"""How the cells of a value read.

The form of a value is "bool", "int", "uint", "float", "text", "any" (an interface value), "address" or "func"; for a
composite ("struct", forms), ("array", forms), ("slice", (form of an element,)) or ("pointer", (form behind it,)).
"""

from __future__ import annotations

Form = str | tuple[str, tuple["Form", ...]]

WIDTHS = {"any": 2}


def width(form: Form) -> int:
    if isinstance(form, str):
        return WIDTHS.get(form, 1)
    if form[0] in ("slice", "pointer"):
        return 3 if form[0] == "slice" else 1
    return sum(map(width, form[1]))
