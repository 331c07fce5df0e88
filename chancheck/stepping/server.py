"""The page over HTTP, for the user of this machine only: the loopback address, a random token, the Host header."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread

from chancheck.deadline import Exhausted
from chancheck.report.bundle import page
from chancheck.stepping.protocol import Protocol

ADDRESS = "127.0.0.1"
LONGEST_REQUEST = 2**20
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Server(ThreadingHTTPServer):
    """Serves one session. url: with the token, without which nothing is answered.

    Requests are read in threads of their own; the thread that calls `answer_all` answers them, one after the other."""

    daemon_threads = True

    def __init__(self, protocol: Protocol, port: int = 0) -> None:
        super().__init__((ADDRESS, port), Handler)
        self.protocol, self.token = protocol, secrets.token_urlsafe(24)
        self.asked: SimpleQueue[tuple[str, bytes, Future[bytes]]] = SimpleQueue()
        name = protocol.session.source.name
        self.text = page("explorer.js", "null", f"{name} – chancheck explore", "; connect-src 'self'").encode()

    def handle_error(self, request: object, address: object) -> None:
        """The browser has gone away: nothing to say."""

    def answer_all(self) -> None:
        """Serve until the thread is interrupted."""
        Thread(target=self.serve_forever, daemon=True).start()
        while True:
            self.answer_one()

    def answer_one(self) -> None:
        name, request, answer = self.asked.get()
        try:
            answer.set_result(self.protocol.answer(name, request))
        except Exception as error:
            answer.set_exception(error)

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> set[str]:
        return {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "chancheck", ""
    timeout = 30

    def do_GET(self) -> None:
        if self.allowed():
            if self.path == f"/{self.server.token}/":
                self.reply(200, "text/html; charset=utf-8", self.server.text)
            else:
                self.refuse(404, "not found")

    def do_POST(self) -> None:
        body = self.body()
        if body is None or not self.allowed():
            return
        prefix = f"/{self.server.token}/api/"
        if not self.path.startswith(prefix):
            return self.refuse(404, "not found")
        if self.headers.get_content_type() != "application/json":  # a form of another site cannot send that
            return self.refuse(415, "the request is not JSON")
        try:
            asked: Future[bytes] = Future()
            self.server.asked.put((self.path.removeprefix(prefix), body, asked))
            answer = asked.result()
        except ValueError as error:
            return self.refuse(400, str(error))
        except Exhausted as met:
            return self.refuse(503, f"a limit was reached: {met.limit}")
        except Exception as error:
            return self.refuse(500, f"internal error: {type(error).__name__}: {error}")
        return self.reply(200, "application/json", answer)

    def body(self) -> bytes | None:
        """The content of the request, read before any reply so that the connection can be used again."""
        try:
            length = int(self.headers.get("Content-Length", "0"))
        except ValueError:
            length = -1
        if not 0 <= length <= LONGEST_REQUEST:
            self.close_connection = True
            self.refuse(413, "the request is too long")
            return None
        return self.rfile.read(length)

    def allowed(self) -> bool:
        """Whether the request names this server (a page that rebinds its name does not), and knows the token."""
        origin = self.headers.get("Origin")
        if self.headers.get("Host") not in self.server.hosts or (
            origin and origin.removeprefix("http://") not in self.server.hosts
        ):
            self.refuse(403, "this server answers this machine's browser only")
            return False
        if not secrets.compare_digest(self.path.split("/")[1].encode(), self.server.token.encode()):
            self.refuse(404, "not found")
            return False
        return True

    def reply(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status: int, reason: str) -> None:
        self.reply(status, "application/json", json.dumps({"error": reason}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for what the user has to know."""
