"""Kept tables and trees: the same results with, without, and with a broken cache."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from chancheck.diagnostic import SourceError
from chancheck.digests import digest
from chancheck.source import Source
from chancheck.syntax import ast, cache
from chancheck.syntax.parse import parse_cached
from chancheck.syntax.tables import tables
from tests.syntax.test_shapes import dump

SOURCE = Source("lib.go", "package lib\n\n//chancheck:pure\nfunc F(x int) int { return x + 1 }\n")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_a_kept_tree_is_the_same_tree(tmp_path: Path) -> None:
    first = parse_cached(SOURCE)
    (kept,) = (tmp_path / "chancheck").glob("*.tree")
    written = kept.stat().st_mtime_ns
    second = parse_cached(SOURCE)
    assert second is not first
    assert dump(second) == dump(first)
    assert second.decls[0].pos == first.decls[0].pos
    assert kept.stat().st_mtime_ns == written
    assert [path.name for path in (tmp_path / "chancheck").glob(".new-*")] == []


def test_bodies_are_read_when_they_are_needed() -> None:
    first = parse_cached(SOURCE)
    second = parse_cached(SOURCE)
    (before,), (after,) = first.decls, second.decls
    assert isinstance(before, ast.FuncDecl) and before.body and not before.body.packed
    assert isinstance(after, ast.FuncDecl) and after.body and after.body.packed
    again = pickle.loads(pickle.dumps(after))
    assert again.body.packed
    assert dump(again) == dump(before)
    assert len(after.body.stmts) == 1 and not after.body.packed
    assert dump(pickle.loads(pickle.dumps(after))) == dump(before)


def test_a_file_with_one_wrong_byte_is_no_tree(tmp_path: Path) -> None:
    shown = dump(parse_cached(SOURCE))
    (kept,) = (tmp_path / "chancheck").glob("*.tree")
    good = kept.read_bytes()
    for at in range(0, len(good), 37):
        kept.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert dump(parse_cached(SOURCE)) == shown


def test_a_folder_that_cannot_be_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/none")
    assert dump(parse_cached(SOURCE)) == dump(parse_cached(SOURCE))


def test_the_oldest_are_removed(tmp_path: Path) -> None:
    for number in range(12):
        cache.store(f"{number}.tree", b"")
    cache.prune("*.tree", 12)
    assert len(list((tmp_path / "chancheck").iterdir())) == 12
    cache.prune("*.tree", 11)
    assert len(list((tmp_path / "chancheck").iterdir())) == 7


def test_another_text_is_another_tree(tmp_path: Path) -> None:
    parse_cached(SOURCE)
    changed = parse_cached(Source(SOURCE.name, SOURCE.text.replace("+ 1", "+ 2")))
    assert dump(changed) != dump(parse_cached(SOURCE))
    assert len(list((tmp_path / "chancheck").glob("*.tree"))) == 2


def test_a_broken_tree_is_parsed_anew(tmp_path: Path) -> None:
    shown = dump(parse_cached(SOURCE))
    (kept,) = (tmp_path / "chancheck").glob("*.tree")
    good = kept.read_bytes()
    for content in (b"", b"garbage", good[: len(good) // 2]):
        kept.write_bytes(content)
        assert dump(parse_cached(SOURCE)) == shown
        assert kept.read_bytes() == good


def test_broken_tables_are_made_anew(tmp_path: Path) -> None:
    made = tables.__wrapped__()
    (kept,) = (tmp_path / "chancheck").glob("*.tables")
    good, broken = (
        kept.read_bytes(),
        (b"", b"garbage", pickle.dumps([]), pickle.dumps({}), pickle.dumps({"actions": 1})),
    )
    for content in (b"", b"garbage", good[: len(good) // 2], *(digest(b) + b for b in broken)):
        kept.write_bytes(content)
        again = tables.__wrapped__()
        assert (again.rules, len(again.actions)) == (made.rules, len(made.actions))
        assert tables.__wrapped__() == again  # each making numbers the states in its own way, so this one was kept


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocker))
    assert dump(parse_cached(SOURCE)) == dump(parse_cached(SOURCE))
    assert cache.load("anything") is None


def test_errors_of_library_files_are_raised(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="package statement must be first"):
        parse_cached(Source("lib.go", "func f() { }\n"))
    assert not list((tmp_path / "chancheck").glob("*.tree"))


def test_lark_is_not_loaded_when_the_tables_are_kept() -> None:
    code = (
        "import sys; from chancheck.source import Source; from chancheck.diagnostic import Diagnostics; "
        "from chancheck.syntax.parse import parse; parse(Source('a.gol', 'func main() { }'), Diagnostics()); "
        "print('lark' in sys.modules)"
    )
    shown = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    ]
    assert shown == ["True", "False"]
