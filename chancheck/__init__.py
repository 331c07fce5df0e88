"""chancheck: a model checker for Go concurrency.

>>> result = chancheck.verify("pipeline.gol")
>>> result.verdict.answer
'proved'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from chancheck.check import verify as verify
    from chancheck.check import verify_all as verify_all

__all__ = ["__version__", "verify", "verify_all"]


def __getattr__(name: str) -> Any:
    """The interface is loaded when it is first used: the command line must start fast."""
    if name in ("verify", "verify_all"):
        from chancheck import check

        return getattr(check, name)
    raise AttributeError(f"module 'chancheck' has no attribute {name!r}")
