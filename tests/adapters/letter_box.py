"""Servers on this machine that take what is sent to them: one for HTTP, one for mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer, StreamRequestHandler, TCPServer
from threading import Thread

_REPLIES = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class LetterBox(TCPServer):
    """Keeps what was posted to it; answers HTTP with *status*."""

    allow_reuse_address = True

    def __init__(self, handler: type[StreamRequestHandler], status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.status = status
        self.taken: list[bytes] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Http(BaseHTTPRequestHandler):
    server: LetterBox

    def do_POST(self) -> None:
        self.server.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


class _Mail(StreamRequestHandler):
    server: LetterBox

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line.strip().upper()[:4]
            self.wfile.write(_REPLIES.get(verb, b"250 ok") + b"\r\n")
            if verb == b"DATA":
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"250 taken\r\n")


@contextmanager
def http_box(status: int = 200) -> Iterator[LetterBox]:
    """Run a server that takes what is posted, for the time of a `with`."""
    with LetterBox(_Http, status) as box, _serving(box):
        yield box


@contextmanager
def mail_box() -> Iterator[LetterBox]:
    """Run a server that takes mail, for the time of a `with`."""
    with LetterBox(_Mail) as box, _serving(box):
        yield box


@contextmanager
def _serving(server: BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
