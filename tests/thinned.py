"""Part of a long list of cases for the quick suite; the others are run with `-m long`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(number: int, cases: Iterable[Any]) -> list[Any]:
    """The cases, of which all but each number-th are marked long. The first one is quick."""
    return [case if i % number == 0 else pytest.param(case, marks=pytest.mark.long) for i, case in enumerate(cases)]
