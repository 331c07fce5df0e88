"""Digests of contents: BLAKE2, which the interpreter has of its own. Package hashlib loads OpenSSL, and that takes
longer than to check a small program."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another interpreter
    from hashlib import blake2b

SIZE = 32
"""Bytes of a digest."""


def digest(*parts: bytes) -> bytes:
    """Of parts as such: none of them can pass for the end of another."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()
