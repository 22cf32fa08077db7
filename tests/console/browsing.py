"""What the tests of the console have in common: going to a page, finding a handset, pictures for the documentation."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from ringback.testing.api import Api
from ringback.testing.server import ServerProcess

PHONE, OTHER = "+14155550123", "+14155550124"
DOCS = Path(__file__).parents[2] / "docs" / "images"


def open_page(page: Page, server: ServerProcess, path: str) -> None:
    assert server.ready is not None
    page.goto(f"{server.ready.http}/console/{path}")
    expect(page.locator("h1")).to_be_visible()


def handset(page: Page, number: str) -> Locator:
    return page.locator(f"[data-handset='{number}']")


def talks(api: Api, number: str, words: str, *, after_s: float = 0.3) -> None:
    """The handset answers by itself, says something over and over, and stays on the line."""
    says = [{"say": words}, {"wait_s": 0.5}]
    api.put(f"/Handsets/{number}", {"answer_after_s": after_s, "then": [*(says * 8), {"wait_s": 120}]})


def check_fit(page: Page) -> None:
    """Nothing sticks out to the right, on a desk in the light and on a phone in the dark."""
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def save_for_docs(page: Page, name: str) -> None:
    """Pictures in the documentation are made anew with RINGBACK_DOCS_PICTURES=1."""
    if os.environ.get("RINGBACK_DOCS_PICTURES") == "1":
        DOCS.mkdir(exist_ok=True)
        page.wait_for_timeout(600)  # let the bubble finish its slide
        page.screenshot(path=DOCS / name)
