"""Queues in a real browser: who waits, for how long, who is taken out, and what became of those before."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import OTHER, PHONE, check_fit, open_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WITHIN_MS = 20_000
CALLERS = ["+14155550131", "+14155550132", "+14155550133"]
WAITS = "<Response><Enqueue>support</Enqueue></Response>"
SERVES = "<Response><Dial><Queue>support</Queue></Dial></Response>"


def answers(api, *numbers: str, for_s: float = 90) -> None:
    for number in numbers:
        api.put(f"/Handsets/{number}", {"answer_after_s": 0.2, "then": [{"wait_s": for_s}, {"hang_up": True}]})


def line_up(page: Page, server, api, make) -> list[str]:
    """Three callers wait, in this order; the queue's page is open."""
    answers(api, *CALLERS)
    calls = []
    open_page(page, server, "queues")
    for place, number in enumerate(CALLERS, 1):
        calls.append(make(WAITS, to=number))
        size = page.get_by_role("row", name=re.compile("support")).get_by_role("cell").nth(1)
        expect(size).to_have_text(str(place), timeout=WITHIN_MS)
    page.get_by_role("link", name="support").click()
    expect(waiters(page)).to_have_count(len(CALLERS))
    return calls


def waiters(page: Page):
    return page.get_by_role("list", name="In line").get_by_role("listitem")


def shown(number: str) -> str:
    return f"+1 {number[2:5]} {number[5:8]} {number[8:]}"


def test_callers_stand_in_line_and_their_waits_tick(page, server, api, make):
    line_up(page, server, api, make)
    for place, number in enumerate(CALLERS):
        expect(waiters(page).nth(place)).to_contain_text(shown(number))
    first = waiters(page).first.get_by_role("timer")
    before = first.inner_text()
    expect(first).not_to_have_text(before)
    expect(first).to_have_text(re.compile(r"0:\d\d"))


def test_one_is_served_one_taken_out_one_hangs_up_and_the_plots_tell(page, server, api, make, customer):
    calls = line_up(page, server, api, make)
    answers(api, OTHER)
    make(SERVES, to=OTHER)
    expect(waiters(page)).to_have_count(2, timeout=WITHIN_MS)
    expect(waiters(page).first).to_contain_text(shown(CALLERS[1]))

    elsewhere = customer.url("/voice", "<Response><Say>This way.</Say><Pause length='60'/></Response>")
    page.get_by_role("button", name="Take the first").click()
    form = page.get_by_role("dialog")
    form.get_by_label("URL of the document").fill(elsewhere)
    form.get_by_role("button", name="Take out").click()
    expect(waiters(page)).to_have_count(1, timeout=WITHIN_MS)

    api.core("POST", f"Calls/{calls[2]}", Status="completed")
    expect(page.get_by_text("Nobody waits")).to_be_visible(timeout=WITHIN_MS)
    ended = page.get_by_role("region", name="How waits ended")
    for words in ("Connected", "Taken out over the API", "Hung up while waiting"):
        expect(ended).to_contain_text(words, timeout=WITHIN_MS)
    dots = page.get_by_role("img", name="Waits over time").locator(".recharts-scatter-symbol")
    expect(dots).to_have_count(3)
    expect(page.get_by_role("img", name="Waits by hour").locator(".recharts-bar-rectangle path").first).to_be_visible()
    expect(ended).to_contain_text("33 %")


def test_a_queue_is_made_changed_and_deleted_once_nobody_waits(page, server, api, make, forgiven):
    forgiven.append("status of 400")
    open_page(page, server, "queues")
    expect(page.get_by_text("No queues yet")).to_be_visible()
    page.get_by_role("button", name="Make the first").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Name").fill("support")
    form.get_by_role("textbox", name="Room for").fill("7000")
    form.get_by_role("button", name="Create").click()
    expect(form.get_by_role("alert")).to_contain_text("5000")
    form.get_by_role("textbox", name="Room for").fill("2")
    form.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile("/console/queues/QU"))
    page.get_by_role("button", name="Change").click()
    page.get_by_role("dialog").get_by_role("textbox", name="Room for").fill("30")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert api.core("GET", f"Queues/{page.url.rsplit('/', 1)[1]}")["max_size"] == 30

    answers(api, PHONE)
    call_sid = make(WAITS)
    expect(waiters(page)).to_have_count(1, timeout=WITHIN_MS)
    delete(page)
    expect(page.get_by_role("alert").filter(has_text="wait")).to_be_visible()
    api.core("POST", f"Calls/{call_sid}", Status="completed")
    expect(waiters(page)).to_have_count(0, timeout=WITHIN_MS)
    delete(page)
    expect(page.get_by_text("No queues yet")).to_be_visible()


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()


def test_pages_of_queues_that_cannot_be_read_offer_to_try_again(page, server, forgiven):
    forgiven.append("Failed to load resource")
    page.route("**/QueueStates*", lambda route: route.abort())
    open_page(page, server, "queues")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute("**/QueueStates*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No queues yet")).to_be_visible()


def test_the_page_of_a_queue_fits(page, server, api, make):
    answers(api, PHONE)
    queue = api.core("POST", "Queues", FriendlyName="support-" + 54 * "x")
    make(f"<Response><Enqueue>{queue['friendly_name']}</Enqueue></Response>")
    open_page(page, server, f"queues/{queue['sid']}")
    expect(waiters(page)).to_have_count(1, timeout=WITHIN_MS)
    check_fit(page)
