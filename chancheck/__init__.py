"""chancheck: a model checker for Go concurrency.

>>> result = chancheck.verify("pipeline.gol")
>>> result.verdict.answer
'proved'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from chancheck.api import graphs as graphs
    from chancheck.api import verify as verify
    from chancheck.api import verify_all as verify_all
    from chancheck.api import waits as waits

__all__ = ["__version__", "graphs", "verify", "verify_all", "waits"]


def __getattr__(name: str) -> Any:
    """The interface is loaded when it is first used: the command line must start fast."""
    if name in ("graphs", "verify", "verify_all", "waits"):
        from chancheck import api

        return getattr(api, name)
    raise AttributeError(f"module 'chancheck' has no attribute {name!r}")
