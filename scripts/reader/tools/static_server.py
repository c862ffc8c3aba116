"""A folder served on this machine as a plain web host would: compressed text, and 404.html for what is not there."""

from __future__ import annotations

import contextlib
import functools
import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TEXT = frozenset(("application/javascript", "application/json", "application/xml", "image/svg+xml"))


@dataclass(frozen=True)
class Sent:
    """One answer: the address asked for, its status, and the bytes of its body as they went over the wire."""

    path: str
    status: int
    size: int


@dataclass
class Host:
    """A running host: the address of the site's root, with a slash at its end, and everything it has sent so far."""

    url: str = ""
    sent: list[Sent] = field(default_factory=list)


@contextlib.contextmanager
def serving(folder: Path, prefix: str = "/", keep: int | None = None) -> Iterator[Host]:
    """Serve `folder` at 127.0.0.1 on a free port, below `prefix` (/ or /sub/), until the block ends.

    `keep` is how many seconds a browser is told to keep files; told nothing, it asks for them again.
    """
    server = _Server(folder.resolve(), prefix, keep)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser keeps its connections open

    def __init__(self, folder: Path, prefix: str, keep: int | None) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.folder, self.prefix, self.keep = folder, prefix, keep
        self.host = Host(f"http://127.0.0.1:{self.server_port}{prefix}")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer with the file, the folder's index.html, or 404.html."""
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file.is_dir() and not path.endswith("/"):
            self._send(301, b"", {"Location": f"{urlsplit(self.path).path}/"})
            return
        file, status = (file / "index.html" if file.is_dir() else file), 200
        if not file.is_file():
            file, status = self.server.folder / "404.html", 404
        body, headers = _body(file, file.stat().st_mtime_ns) if file.is_file() else (b"Not found", {})
        self._send(status, body, headers)

    def do_HEAD(self) -> None:
        """The same answer without its body."""
        self.do_GET()

    def _file(self, path: str) -> Path:
        """The file behind an address; one that can't be there for an address outside the folder."""
        below = path.removeprefix(self.server.prefix) if path.startswith(self.server.prefix) else "\0"
        if "\0" in below:
            return self.server.folder / "nothing here"
        file = (self.server.folder / below).resolve()
        return file if file.is_relative_to(self.server.folder) else self.server.folder / "nothing here"

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.server.host.sent.append(Sent(self.path, status, 0 if self.command == "HEAD" else len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.server.keep is not None:
            self.send_header("Cache-Control", f"max-age={self.server.keep}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: `sent` remembers."""


@functools.lru_cache(maxsize=1024)
def _body(file: Path, _: int) -> tuple[bytes, dict[str, str]]:
    """A file as it is sent, for any browser of today: text compressed, everything else as it is."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if not (kind.startswith("text/") or kind in _TEXT):
        return file.read_bytes(), {"Content-Type": kind}
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Encoding": "gzip"}
    return gzip.compress(file.read_bytes(), 6, mtime=0), headers
