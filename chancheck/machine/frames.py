"""Instructions that read the stack of the running goroutine (program/frames.py)."""

from __future__ import annotations

from chancheck.machine.doubts import Operands, Registers
from chancheck.machine.state import FrameStatus
from chancheck.machine.workspace import Frame, Goroutine, Work
from chancheck.program.frames import function_of, number_of, numbers_in, place_of, text_of


def frames(w: Work, g: Goroutine) -> list[int]:
    """From the bottom. Above a frame whose deferred calls run for a panic are those that the panic was raised in."""
    found: list[int] = []
    panics = iter(g.panics)
    for frame in g.frames:
        if frame.status == FrameStatus.UNWINDS:
            panic = next(panics)
            found += numbers_in(w.strings.bytes[panic.frames])[len(found) :]
            if not panic.goexit:
                found.append(number_of(w.program.panic_text, 0))
        elif not w.program.functions[frame.function].is_wrapper or frame.function == w.program.entry:
            found.append(number_of(frame.function, at(w, frame)))
    return found


def at(w: Work, frame: Frame) -> int:
    """The place of a frame's current instruction."""
    return w.program.functions[frame.function].code[frame.pc].place


def kept_frames(w: Work, g: Goroutine) -> int:
    """The number of a string, which a panic keeps."""
    return w.strings.number(text_of(frames(w, g))) if w.program.frames else 0


def frame(w: Work, r: Registers, a: Operands) -> None:
    d, n = a
    assert w.mover is not None
    above = frames(w, w.mover)[::-1]
    r[d] = above[r[n]] if 0 <= r[n] < len(above) else 0


def frametext(w: Work, r: Registers, a: Operands) -> None:
    d, n = a
    texts, function, place = w.program.frames, function_of(r[n]), place_of(r[n])
    r[d] = 0
    if texts and 0 <= function < len(texts.functions) and place < len(texts.places) and texts.functions[function]:
        text = w.strings.bytes[texts.functions[function]] + w.strings.bytes[texts.places[place]]
        r[d] = w.strings.number(text)


HANDLERS = {"frame": frame, "frametext": frametext}
