"""A small server for measuring: files of one folder, packed with gzip as a public host does, nothing cached."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_PACKED = (".html", ".js", ".json", ".css", ".svg")


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave together: in two packets, the second would wait 40 ms for the first to be acknowledged.
    wbufsize = 1 << 16
    extensions_map = {  # noqa: RUF012 - the base class's own name
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
    }

    sent: dict[str, int] = {}  # noqa: RUF012 - bytes of bodies sent, by file, of all servers together

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in _PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _gzipped(path) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        # A page that is closed early breaks its own downloads, and nothing else.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)
        self.sent[path.as_posix()] = self.sent.get(path.as_posix(), 0) + len(body)


def sent() -> int:
    """Bytes sent since last asked: scripts and index files, the page and its pictures and styles aside."""
    counted = sum(
        size for path, size in _Handler.sent.items() if not path.endswith((".html", ".css", ".svg", "/run.js"))
    )
    _Handler.sent.clear()
    return counted


@functools.lru_cache(maxsize=4096)
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` on the loopback; yields its address with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
