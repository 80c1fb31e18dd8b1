"""Lighthouse on the mobile profile: `python bench/lighthouse.py` prints the four scores of each page."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "",
    "memo": "rounds/7/",
    "parallel": "rounds/7/parallel/",
    "recommendations": "rounds/7/recommendations/",
}
PREFIXES = {"zh": "", "en": "en/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg")


class _Host(SimpleHTTPRequestHandler):
    """A file server that compresses text, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A file, compressed where the browser and the kind of file allow it."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        packed = file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, mtime=0) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)) + ("; charset=utf-8" if packed else ""))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder`, served on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def browser_path() -> str:
    """The system's Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Chromium is missing; tests/install-browser installs it.")
    return found


def scores(address: str) -> dict[str, int]:
    """The four scores of one page, out of 100."""
    tool = PROJECT / "node_modules" / ".bin" / "lighthouse"
    if not tool.exists():
        raise SystemExit("Lighthouse is missing; tests/install-reading installs it.")
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
    command = [str(tool), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"]
    environment = {**os.environ, "CHROME_PATH": browser_path()}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if result.returncode:
        raise SystemExit(f"Lighthouse failed on {address}: {result.stderr.strip()}")
    report = json.loads(result.stdout)
    for audit in report["audits"].values():
        if "--audits" in sys.argv and audit["score"] not in (None, 1):
            print("  ", audit["id"], audit["score"], audit.get("displayValue", ""), file=sys.stderr)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def main() -> int:
    """Print a table; 1 when a score is below what the archive asks of itself."""
    site = PROJECT / "site"
    if not (site / "index.html").is_file():
        raise SystemExit("There is no site; run `make site` first.")
    lowest = 100
    print(f"{'page':<22}" + "".join(f"{name:>16}" for name in CATEGORIES))
    with served(site) as address:
        for name, path in PAGES.items():
            for language, prefix in PREFIXES.items():
                found = scores(address + prefix + path)
                lowest = min(lowest, *found.values())
                print(f"{f'{name} {language}':<22}" + "".join(f"{found[key]:>16}" for key in CATEGORIES), flush=True)
    return 0 if lowest >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
