"""The report in a browser: keys, slider, tabs, phone width, inert text."""

from pathlib import Path

import pytest

from tests.page.browser import pages
from tests.page.test_html import BUFFER, HOSTILE, LOCKS, page

pytestmark = pytest.mark.browser


def test_the_report_in_a_browser(tmp_path: Path) -> None:
    (tmp_path / "locks.html").write_text(page(LOCKS % "a"), encoding="utf-8")
    (tmp_path / "hostile.html").write_text(page(HOSTILE), encoding="utf-8")
    (tmp_path / "buffer.html").write_text(page(BUFFER), encoding="utf-8")
    far = BUFFER.replace("package main\n", "package main\n" + "\n" * 65)
    (tmp_path / "far.html").write_text(page(far), encoding="utf-8")
    with pages() as opened:
        locks_by_keys(opened((tmp_path / "locks.html").as_uri()))
        slots(opened((tmp_path / "buffer.html").as_uri(), dark=True))
        inert(opened((tmp_path / "hostile.html").as_uri()))
        follows(opened((tmp_path / "far.html").as_uri()))
        fits(opened((tmp_path / "locks.html").as_uri(), width=380))


def locks_by_keys(page) -> None:
    assert page.locator(".count").inner_text() == "3 / 3"
    assert page.locator(".edge.cyclic").count() == 4
    page.keyboard.press("Home")
    assert page.locator(".count").inner_text() == "0 / 3"
    assert page.locator(".edge").count() == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("slider").get_attribute("aria-valuetext").startswith("Step 2 of 3: goroutine 1")
    assert page.locator(".lock", has_text="held by").count() == 1
    page.locator("g.step").nth(2).click()
    assert page.locator(".count").inner_text() == "3 / 3"
    assert page.errors == []


def follows(page) -> None:
    """The lit line is in view, also far down in a long source."""
    line, panel = page.locator("li.lit").last.bounding_box(), page.locator(".body.source").bounding_box()
    assert panel["y"] <= line["y"] <= panel["y"] + panel["height"]
    assert page.locator("li.lit").last.get_attribute("data-line") == "72"


def slots(page) -> None:
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.locator(".slot.full").all_inner_texts() == ["5"]
    page.keyboard.press("ArrowRight")
    assert page.locator(".slot.full").all_inner_texts() == ["5", "6"]
    assert page.errors == []


def inert(page) -> None:
    assert page.evaluate("window.owned") is None
    assert page.locator("img").count() == 0
    assert "\\u202e" in page.locator(".code").inner_text()
    assert page.errors == []


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert page.locator(".bar").bounding_box()["y"] > 700
