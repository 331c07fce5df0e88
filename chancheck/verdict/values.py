"""Values of a run as Go's %v prints them, with quoted texts."""

from __future__ import annotations

import json
import struct

from chancheck.machine.machine import Machine
from chancheck.machine.state import ObjectState, State
from chancheck.program.forms import Form, width
from chancheck.program.program import OFFSET_BITS

MOST_ELEMENTS = 4
ERRORS = ("*errors.errorString", "*fmt.wrapError", "*fmt.wrapErrors")
"""Errors of the library that have their text in their first text cell."""


class Values:
    """Reads cells in a state."""

    def __init__(self, machine: Machine, state: State | None) -> None:
        self.machine, self.objects = machine, state.objects if state else ()

    def text(self, form: Form, cells: tuple[int, ...]) -> str:
        if not isinstance(form, str):
            return self.composite(form, cells)
        cell = cells[0] if cells else 0
        match form:
            case "bool":
                return "true" if cell else "false"
            case "uint":
                return str(cell & (2**64 - 1))
            case "float":
                return f"{struct.unpack('<d', struct.pack('<q', cell))[0]:g}"
            case "text":
                return self.quoted(cell)
            case "any":
                return self.interface(*cells[:2])
            case "address" | "func":
                return "nil" if cell == 0 else "func" if form == "func" else "&..."
        return str(cell)

    def composite(self, form: tuple[str, tuple[Form, ...]], cells: tuple[int, ...]) -> str:
        kind, parts = form
        if kind == "slice":
            return self.slice(parts[0], cells)
        if kind == "pointer":
            return self.pointer(parts[0], cells[0])
        texts, at = [], 0
        for part in parts:
            texts.append(self.text(part, cells[at : at + width(part)]))
            at += width(part)
        inside = " ".join(texts)
        return f"{{{inside}}}" if kind == "struct" else f"[{inside}]"

    def pointer(self, form: Form, address: int) -> str:
        obj = self.object(address)
        if address == 0 or obj is None:
            return "nil" if address == 0 else "&..."
        first = address & ((1 << OFFSET_BITS) - 1)
        return f"&{self.text(form, self.flat(obj)[first : first + width(form)])}"

    def slice(self, form: Form, cells: tuple[int, ...]) -> str:
        address, length, _ = cells
        obj = self.object(address)
        wide = width(form)
        if length == 0 or obj is None or not wide:
            return "[]" if length == 0 else f"[{length} elements]"
        first = address & ((1 << OFFSET_BITS) - 1)
        flat = self.flat(obj)[first : first + min(length, MOST_ELEMENTS) * wide]
        texts = [self.text(form, flat[k : k + wide]) for k in range(0, len(flat), wide)]
        return f"[{' '.join(texts)}{' ...' if length > MOST_ELEMENTS else ''}]"

    def interface(self, number: int, payload: int) -> str:
        name, kind = self.machine.program.types[number]
        if number == 0:
            return "nil"
        if kind == "b":
            return self.quoted(payload) if name == "string" else f"{name}({self.quoted(payload)})"
        if name in ERRORS and (text := self.first_text(payload)):
            return f"error {text}"
        if name == "bool":
            return "true" if payload else "false"
        if kind == "i":
            return str(payload) if name == "int" else f"{name}({payload})"
        return name

    def quoted(self, number: int) -> str:
        text = self.machine.strings.bytes[number].decode("utf-8", "replace")
        return json.dumps(text, ensure_ascii=False)

    def first_text(self, address: int) -> str:
        obj = self.object(address)
        if obj is None:
            return ""
        at = self.machine.program.shapes[obj.shape].header.find("b")
        return self.quoted(obj.header[at]) if at >= 0 else ""

    def object(self, address: int) -> ObjectState | None:
        n = address >> OFFSET_BITS
        return self.objects[n - 1] if address > 0 and 0 < n <= len(self.objects) else None

    def flat(self, obj: ObjectState) -> tuple[int, ...]:
        """The cells of an object in the order of their addresses."""
        return (*obj.header, *(cell for element in obj.tail for cell in element))
