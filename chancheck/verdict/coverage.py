"""The coverage of a search with a lossy table, in words."""

from __future__ import annotations

from chancheck.explore.engine import Coverage
from chancheck.records import replace
from chancheck.verdict.finding import Limit

CROWDED = 0.5
"""Share of a table's bits from which on the loss cannot be estimated."""


def with_coverage(limit: Limit | None, coverage: Coverage | None) -> Limit | None:
    """The limit that was met, with what had been seen until then."""
    if limit is None or coverage is None:
        return limit
    return replace(limit, text=f"{sentence(coverage)}; {limit.text}")


def sentence(coverage: Coverage) -> str:
    c = coverage
    where = f"{c.exact:,} exactly, {c.seen:,} in a lossy table of {c.bytes / 2**20:.0f} MB, {c.fill:.1%} full"
    missed = f"about {amount(c.omitted)} new ones were taken for seen, and what only they lead to was not"
    if c.finished and c.fill > CROWDED:
        most = rounded_down(c.share)
        return f"less than {most} of the states were seen ({where}: too full for an estimate; {missed})"
    if c.finished:
        return f"an estimated {rounded_down(c.share)} of the states were seen ({where}; {missed})"
    rest = f"{c.left + c.cut:,} of them were not looked at"
    return f"{c.exact + c.seen:,} states were seen ({where}), but {rest} ({missed})"


def amount(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def rounded_down(share: float) -> str:
    """Never 100%: that would be a proof."""
    return f"{min(int(share * 1_000_000), 999_999) / 10_000:.4f}%"
