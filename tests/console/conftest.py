"""A real server, and a browser that has opened its console by the printed link."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ringback.app.http.console import FILES
from ringback.testing.api import Api
from ringback.testing.listener import Listener
from ringback.testing.server import ServerProcess
from tests.console.browsing import PHONE

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WITHIN_MS = 15_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For these tests and no longer: while Playwright runs, its loop is this thread's, and no other can start."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    if not (FILES / "index.html").is_file():
        pytest.skip("the console is not built: make run builds it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path, chromium: Browser) -> Iterator[ServerProcess]:
    server = ServerProcess(tmp_path / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def api(server: ServerProcess) -> Api:
    ready = server.ready
    assert ready is not None
    return Api(ready.http, ready.account_sid, ready.auth_token, server.tail)


@pytest.fixture
def make(server: ServerProcess, api: Api) -> Callable[..., str]:
    """Makes a call over REST, from the number one owns; gives its SID."""

    def call(twiml: str, to: str = PHONE, **more: Any) -> str:
        assert server.ready is not None
        return str(api.core("POST", "Calls", To=to, From=server.ready.number, Twiml=twiml, **more)["sid"])

    return call


class _Real:
    """A clock that goes by itself: a listener needs none that leaps."""

    def leap(self, **_: float) -> Any:
        return None


@pytest.fixture
def customer(server: ServerProcess) -> Iterator[Listener]:
    """A server that stands where the application's would."""
    assert server.ready is not None
    listener = Listener(_Real(), server.ready.auth_token)  # type: ignore[arg-type]
    yield listener
    listener.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WITHIN_MS)
    yield context
    context.close()


@pytest.fixture
def forgiven() -> list[str]:
    """Parts of what the page may log as an error: a browser logs every refusal, wanted or not."""
    return []


@pytest.fixture
def page(context: BrowserContext, server: ServerProcess, forgiven: list[str]) -> Iterator[Page]:
    """Logged in by the one-time link. Whatever else the page logs as an error fails the test."""
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    assert server.ready is not None
    page.goto(str(server.ready.console))
    page.wait_for_selector("nav >> text=Handsets", state="attached")
    yield page
    assert [error for error in errors if not any(part in error for part in forgiven)] == []
