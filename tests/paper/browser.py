"""A site on this machine and a real browser that reads it, told apart from everywhere else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

from tests.real import needed

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
APART = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing about it."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give the address that it begins with."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser of this machine."""
    program = needed("chromium")
    with sync_playwright() as kit:
        started = kit.chromium.launch(executable_path=program, args=APART)
        try:
            yield started
        finally:
            started.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on a page."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({{runOnly: {RULES!r}}})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
