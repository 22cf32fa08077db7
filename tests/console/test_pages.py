"""The console in a real browser, against a real server."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page, expect

from ringback.testing.server import ServerProcess
from tests.console.browsing import OTHER, PHONE, handset, open_page, save_for_docs

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PAGES = [
    "", "handsets", "messages", "messages/new", "calls", "calls/new", "webhooks", "webhooks/jobs", "debugger", "usage",
    "numbers", "numbers/search", "applications", "accounts", "keys",
]  # fmt: skip


def write(page: Page, number: str, to: str, body: str) -> None:
    """As a thumb would: the pencil, the number, the text, Enter."""
    phone = handset(page, number)
    phone.get_by_role("button", name="New text").click()
    phone.get_by_label("Write to").fill(to)
    page.keyboard.press("Enter")
    phone.get_by_label(f"Text from {number}").fill(body)
    page.keyboard.press("Enter")


def printed_line(server: ServerProcess) -> str:
    """The command the server printed for a newcomer to paste."""
    found = re.search(r"^curl .*?(?<!\\)$", server.log.read_text(), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl, which the printed line calls")
def test_the_line_a_newcomer_pastes_shows_on_the_handset_at_once(page, server):
    open_page(page, server, "handsets")
    expect(handset(page, PHONE).get_by_text("No texts yet")).to_be_visible()
    subprocess.run(["sh", "-c", printed_line(server)], check=True, capture_output=True, timeout=30)
    expect(handset(page, PHONE).get_by_text("Ahoy from Ringback")).to_be_visible()
    expect(handset(page, PHONE).get_by_text("1 part · GSM-7")).to_be_visible()
    write(page, OTHER, PHONE, "Ahoy! Lunch at noon?")
    expect(handset(page, OTHER).get_by_text("Ahoy! Lunch at noon?")).to_be_visible()
    expect(handset(page, PHONE).get_by_text("Ahoy! Lunch at noon?")).to_be_visible()
    handset(page, PHONE).get_by_role("button", name="All threads").click()
    handset(page, PHONE).get_by_text("Ahoy from Ringback").click()
    save_for_docs(page, "handsets.png")


def test_a_text_typed_on_a_handset_can_be_tracked_character_by_character(page, server):
    open_page(page, server, "handsets")
    write(page, PHONE, server.ready.number, "it’s 5€")
    expect(handset(page, PHONE).get_by_text("1 part · UCS-2")).to_be_visible()
    open_page(page, server, "messages")
    page.get_by_role("link", name=re.compile("Open SM")).click()
    expect(page.locator("[data-cost=forces]", has_text="’").first).to_be_visible()
    expect(page.get_by_text("Received", exact=True)).to_be_visible()


def test_a_message_written_in_the_console_arrives_and_its_life_is_told(page, server):
    open_page(page, server, "messages/new")
    page.get_by_placeholder("+14155550123").fill(PHONE)
    page.get_by_label("Text", exact=True).fill("Your code is 481930")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page).to_have_url(re.compile("/console/messages/SM"))
    expect(page.get_by_text("Delivered", exact=True)).to_be_visible()
    expect(page.get_by_text("simulated").first).to_be_visible()


def test_a_refused_message_says_its_code_and_what_to_do(page, server, forgiven):
    forgiven.append("status of 400")
    open_page(page, server, "messages/new?to=12&body=hi")
    page.get_by_role("button", name="Send", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("21211")
    expect(alert).to_contain_text("country code")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_every_page_stands_and_fits(page, server, width, scheme):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        open_page(page, server, path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        expect(page.get_by_role("alert")).to_have_count(0)


def test_the_keyboard_alone_gets_about(page, server):
    open_page(page, server, "")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page.locator("h1")).to_have_text("Messages")
    page.keyboard.press("/")
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keyboard shortcuts")


def test_who_logged_out_can_come_back_with_the_token_and_nobody_with_another(page, server, forgiven):
    forgiven.append("status of 401")
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("menuitem", name="Log out").click()
    page.get_by_role("textbox", name="Account SID").fill(server.ready.account_sid)
    page.locator("input[type=password]").fill("0" * 32)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("20003")
    page.locator("input[type=password]").fill(server.ready.auth_token)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
