"""The explorer's server answers its own page only."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from threading import Thread

import pytest

from chancheck.options import Options
from chancheck.source import Source
from chancheck.stepping.protocol import Protocol
from chancheck.stepping.server import Server
from chancheck.stepping.session import Session
from tests.page.browser import pages
from tests.page.test_html import LOCKS

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    served = Server(Protocol(Session(Source("locks.go", LOCKS % "a"), Options(budget=100.0))))
    Thread(target=served.answer_all, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


def reply(server: Server, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"{}"):
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=20)) as connection:
        connection.request(method, path, body if method == "POST" else None, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers


def test_the_page_and_a_question(server: Server) -> None:
    status, page, headers = reply(server, "GET", f"/{server.token}/")
    assert status == 200 and page.startswith(b"<!doctype html>") and headers["X-Frame-Options"] == "DENY"
    status, answer, _ = reply(server, "POST", f"/{server.token}/api/initial", JSON)
    assert status == 200 and json.loads(answer)["file"] == "locks.go"


def test_without_the_token_nothing(server: Server) -> None:
    for path in ("/", "/x/api/initial", f"/{server.token}x/", "/favicon.ico"):
        assert reply(server, "GET", path)[0] == 404
    assert reply(server, "POST", "/x/api/initial", JSON)[0] == 404


def test_other_hosts_and_origins_are_refused(server: Server) -> None:
    path = f"/{server.token}/api/initial"
    port = server.server_port
    assert reply(server, "POST", path, {**JSON, "Host": f"evil.example:{port}"})[0] == 403
    assert reply(server, "POST", path, {**JSON, "Origin": "http://evil.example"})[0] == 403
    assert (
        reply(server, "POST", path, {**JSON, "Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"})[0]
        == 200
    )


def test_only_json_only_so_much(server: Server) -> None:
    path = f"/{server.token}/api/initial"
    assert reply(server, "POST", path, {"Content-Type": "text/plain"})[0] == 415
    assert reply(server, "POST", path, {**JSON, "Content-Length": str(2**30)}, b"")[0] == 413
    status, answer, _ = reply(server, "POST", path, JSON, b"[")
    assert status == 400 and "error" in json.loads(answer)


def test_it_listens_on_the_loopback_address_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.browser
def test_the_explorer_in_a_browser(server: Server) -> None:
    with pages() as opened:
        page = opened(server.url)
        page.locator("button.move").first.click()
        page.locator("button.move", has_text="a.Lock()").click()
        bad = page.locator("button.move", has_text="deadlock at once")
        bad.click()
        assert "Deadlock" in page.locator(".choices .ending").inner_text()
        assert page.url.endswith("#s=0.0.1")
        page.get_by_role("button", name="↩ back").click()
        page.locator("button.move").nth(1).wait_for()
        page.get_by_role("button", name="State graph").click()
        page.locator("circle.state-node.bad").first.wait_for()
        page.keyboard.press("Escape")
        again = opened(f"{server.url}#s=0.0.1")
        again.locator(".choices .ending").wait_for()
        assert page.errors == again.errors == []
