"""Numbers, code points and quoted strings as Go writes them."""

from __future__ import annotations

DIGITS = "0123456789abcdef"
REPLACEMENT = 0xFFFD
ESCAPES = {7: "\\a", 8: "\\b", 12: "\\f", 10: "\\n", 13: "\\r", 9: "\\t", 11: "\\v", 92: "\\\\", 34: '\\"'}


def digits(value: int, base: int, unsigned: int) -> bytes:
    if unsigned:
        value &= (1 << 64) - 1
    if base == 10:
        return b"%d" % value
    out, rest = "", abs(value)
    while rest or not out:
        rest, digit = divmod(rest, base)
        out = DIGITS[digit] + out
    return ("-" + out if value < 0 else out).encode()


def rune_bytes(code: int) -> bytes:
    valid = 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code if valid else REPLACEMENT).encode()


def decode_rune(text: bytes, at: int) -> tuple[int, int]:
    """The code point at a byte and its width; U+FFFD and 1 where the bytes are no valid UTF-8."""
    for width in (1, 2, 3, 4):
        try:
            return ord(text[at : at + width].decode("utf-8")), width
        except (UnicodeDecodeError, TypeError):
            continue
    return REPLACEMENT, 1


def quoted(text: bytes) -> bytes:
    """As Go's strconv.Quote: printable characters stand for themselves."""
    out, at = ['"'], 0
    while at < len(text):
        rune, width = decode_rune(text, at)
        out.append(f"\\x{text[at]:02x}" if rune == REPLACEMENT and width == 1 else escaped(rune))
        at += width
    return ("".join(out) + '"').encode()


def escaped(rune: int) -> str:
    if rune in ESCAPES:
        return ESCAPES[rune]
    if chr(rune).isprintable():
        return chr(rune)
    if rune < 0x80:
        return f"\\x{rune:02x}"
    return f"\\u{rune:04x}" if rune < 0x10000 else f"\\U{rune:08x}"
