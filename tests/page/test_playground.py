"""The playground: its answers, what the build collects, and a built one in a browser."""

import importlib.util
import json
import os
import pickle
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

from chancheck.stepping import playground
from chancheck.syntax import cache
from chancheck.syntax.tables import tables, to_data
from tests.page.browser import pages
from tests.page.test_html import LOCKS

BUILD = Path(__file__).parents[2] / "docs" / "playground" / "build.py"


def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", BUILD)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(question: str, **request: object) -> dict:
    return json.loads(playground.answer(question, json.dumps(request)))


def test_a_program_is_opened_and_stepped() -> None:
    assert ask("open", source=LOCKS % "a") == {}
    found = ask("verify")
    assert found["verdict"] == "violated"
    deadlock = next(reached for reached in found["findings"] if reached["finding"]["kind"] == "deadlock")
    assert ask("initial", schedule=deadlock["schedule"])["view"]["ending"]["kind"] == "deadlock"


def test_what_cannot_be_opened() -> None:
    said = ask("open", source="package main\n\nfunc main() {\n\tx()\n}\n")
    assert said["diagnostics"][0]["message"] == "undefined: x"
    assert said["diagnostics"][0]["place"][1] == 4
    ask("open", source="package main\n\nfunc main() {}\n")
    assert "not possible" in ask("initial", schedule=[5])["error"]


def test_tables_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.setrecursionlimit", lambda depth: None)
    text = json.dumps(to_data(tables()))
    playground.prepare(text)
    (kept,) = cache.directory().glob("*.tables")
    content = cache.load_whole(kept.name)
    assert content is not None
    assert pickle.loads(content) == json.loads(text)
    assert tables.__wrapped__() == tables()


def test_what_the_build_collects(tmp_path: Path) -> None:
    builder = build()
    for name in builder.NEEDED:
        (tmp_path / name).write_text(name)
    out = tmp_path / "out"
    out.mkdir()
    builder.collect(out, tmp_path, tmp_path / "pyodide.mjs")
    with zipfile.ZipFile(out / "chancheck.zip") as archive:
        names = set(archive.namelist())
    assert {"chancheck/stepping/playground.py", "chancheck/grammar/gol.lark", "chancheck/models/sync/sync.go"} <= names
    text = (out / "index.html").read_text()
    assert "worker-src &#x27;self&#x27;" in text and "chancheck:expect" not in text
    assert json.loads((out / "tables.json").read_text())["rules"]


@pytest.fixture
def site() -> Iterator[str]:
    folder = os.environ.get("CHANCHECK_PLAYGROUND")
    if not folder:
        pytest.skip("CHANCHECK_PLAYGROUND does not name a built playground (docs/playground/README.md)")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.long
@pytest.mark.browser
def test_a_deadlock_in_the_browser(site: str) -> None:
    with pages() as opened:
        page = opened(site)
        page.locator(".verify:enabled").wait_for(timeout=120_000)
        page.get_by_label("Go program").fill(LOCKS % "a")
        page.locator(".verify").click()
        page.locator(".findings .jump").first.click(timeout=120_000)
        page.locator(".choices .ending.deadlock").wait_for()
        assert "#p=" in page.url and "s=0.0.1" in page.url
        page.get_by_label("Go program").evaluate("e => e.closest('details').open = true")
        page.get_by_label("Go program").fill("package main\n\nfunc main() {}\n")
        page.locator(".verify").click()
        page.get_by_text("Proved: no run has a defect.").wait_for(timeout=60_000)
        page.set_viewport_size({"width": 390, "height": 850})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        status = page.get_by_role("status").first.bounding_box()
        assert status["x"] + status["width"] <= 390
        assert page.errors == []
