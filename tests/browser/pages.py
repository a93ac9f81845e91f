"""The web site, made once and served to a browser that reaches nobody else."""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")
# an address that the page itself asks for and cannot reach is not an error of ours
ELSEWHERE = re.compile(
    r"net::ERR_|Failed to load resource|MathJax|require is not|mermaid"
)

NOTEBOOKS = sorted(f"notebooks/{path.stem}" for path in ROOT.glob("notebooks/*.ipynb"))
LESSONS = [name for name in NOTEBOOKS if re.match(r"notebooks/\d", name)]
WRITTEN = sorted(
    str(path.relative_to(SITE).with_suffix(""))
    for folder in ("", "reference")
    for path in (SITE / folder).glob("*.md")
)
PAGES = [*WRITTEN, *NOTEBOOKS, "genindex", "search"]


def make(folder: Path) -> Path:
    """Makes the site as `make site` does, where a warning is an error."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q"),
            *("-b", "html", "-d", folder / "trees", SITE, folder / "html"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands out files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served for the while."""
    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Reader:
    """Someone who looks at the site, and what went wrong meanwhile.

    Attributes:
        problems: errors on the console, what was asked of somebody else, what failed.
    """

    def __init__(self, browser: Browser, address: str, **how: object) -> None:
        self.address = address
        self.problems: list[str] = []
        self.context: BrowserContext = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **how}  # type: ignore
        )
        self.context.route(
            lambda url: not url.startswith(f"{address}/"), lambda route: route.abort()
        )
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("pageerror", lambda error: self._say(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self._say(said))

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self._say(f"asked elsewhere: {url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on meanwhile
            self._say(f"{request.failure}: {request.url}")

    def _say(self, problem: object) -> None:
        self.problems.append(str(problem))

    def open(self, name: str) -> Page:
        """A page by its name, once its scripts have run."""
        self.page.goto(f"{self.address}/{name}.html")
        return self.page


def findings(page: Page) -> list[str]:
    """What axe-core finds on the page that is serious or critical."""
    # its reading of style sheets anew would load them from wrong addresses
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def settle(page: Page) -> None:
    """Waits until no colour is on its way to another."""
    page.wait_for_function(
        "document.getAnimations().every(each => each.playState !== 'running')"
    )


def faint_texts(page: Page) -> list[str]:
    """Texts of figures with a contrast under 4.5:1."""
    texts = page.evaluate(CONTRASTS)
    assert len(texts) > 20
    return [
        f"{each['ratio']:.2f} {each['text']}" for each in texts if each["ratio"] < 4.5
    ]


def watched(page: Page) -> list[str]:
    """The errors that come up on the page from now on."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text)
            if message.type == "error" and not ELSEWHERE.search(message.text)
            else None
        ),
    )
    return problems
