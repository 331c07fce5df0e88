"""The smallest program that still shows a difference: lines and blocks are taken away as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator


def minimise(text: str, shows: Callable[[str], bool], tries: int = 400) -> str:
    """`shows` says whether a text still has the difference; it must be false for what does not compile."""
    lines = text.split("\n")
    left = tries
    shrunk = True
    while shrunk:
        shrunk = False
        for fewer in smaller(lines):
            left -= 1
            if left < 0:
                return "\n".join(lines)
            if shows("\n".join(fewer)):
                lines, shrunk = fewer, True
                break
    return "\n".join(lines)


def smaller(lines: list[str]) -> Iterator[list[str]]:
    """The program without some block, large ones first; then without the frame around a block."""
    spans = sorted(blocks(lines), key=lambda span: span[0] - span[1])
    for begin, end in spans:
        yield lines[:begin] + lines[end:]
    for begin, end in spans:
        if end - begin > 2:
            yield lines[:begin] + lines[begin + 1 : end - 1] + lines[end:]


def blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Spans of lines that belong together by their indentation: a line, and what is indented below it to its end."""
    for begin, line in enumerate(lines):
        if not line.strip() or line.startswith(("package", "import")):
            continue
        indent = depth(line)
        yield begin, begin + 1
        end = begin + 1
        while end < len(lines) and (not lines[end].strip() or depth(lines[end]) > indent):
            end += 1
        if end > begin + 1:
            yield begin, min(end + 1, len(lines))


def depth(line: str) -> int:
    return len(line) - len(line.lstrip("\t"))
