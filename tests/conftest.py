"""Settings of all tests."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """As the command line does (`chancheck/cli/__init__.py`): trees and graphs stay, and so do the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000)
