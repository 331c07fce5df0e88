"""The numbers that the core shares with Python are generated, and a core built with others is refused."""

from __future__ import annotations

import pytest

from chancheck.explore import native, native_format, native_header

AGAIN = "run `python -m chancheck.explore.native_header` and install chancheck again"


def test_the_header_is_up_to_date():
    assert native_header.HEADER.read_text() == native_header.header(), AGAIN
    assert native_header.FORMAT_HEADER.read_text() == native_header.format_header(), AGAIN
    assert native_header.FORMAT.read_text() == native_header.format_module(), AGAIN


def test_a_changed_table_changes_the_format(monkeypatch):
    monkeypatch.setattr(native_header.encode, "PACES", ("", "idle", "patient"))
    assert native_header.number() != native_format.FORMAT


def test_a_core_built_for_other_tables_is_refused(monkeypatch):
    pytest.importorskip("chancheck._core")
    native.NativeEngine()
    monkeypatch.setattr(native, "FORMAT", 1)
    with pytest.raises(ImportError, match="built for other tables"):
        native.NativeEngine()
