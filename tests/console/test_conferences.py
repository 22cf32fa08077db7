"""Conferences in a real browser: seen as they are, and those in them muted, held, coached and shown the door."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ringback.testing.api import Api
from tests.console.browsing import OTHER, PHONE, check_fit, open_page, save_for_docs, talks

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WITHIN_MS = 20_000
THIRD = "+14155550188"
LONG = "Good morning everybody, let us begin with the state of the network, and then with all the rest of it."


def joins(label: str, more: str = "") -> str:
    room = f'<Conference participantLabel="{label}" {more}>Daily</Conference>'
    return f"<Response><Dial>{room}</Dial><Pause length='60'/></Response>"


def room_of_two(page: Page, server, api: Api, make, *, more: str = "") -> str:
    """Ann talks without end and Bob listens; gives Ann's call."""
    talks(api, PHONE, LONG)
    api.put(f"/Handsets/{OTHER}", {"answer_after_s": 0.3, "then": [{"wait_s": 120}]})
    ann = make(joins("Ann", more))
    make(joins("Bob"), to=OTHER)
    open_page(page, server, "conferences")
    page.get_by_role("link", name=re.compile("Open CF")).click()
    expect(person(page, "Ann")).to_be_visible(timeout=WITHIN_MS)
    expect(person(page, "Bob")).to_be_visible(timeout=WITHIN_MS)
    return ann


def person(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name)


def story(page: Page) -> Locator:
    return page.get_by_role("list", name="What happened")


def record_of(api: Api, page: Page, call_sid: str) -> dict:
    return api.core("GET", f"Conferences/{page.url.rsplit('/', 1)[1]}/Participants/{call_sid}")


def test_a_conference_is_seen_live_and_its_people_are_muted_held_and_removed(page, server, api, make):
    call_sid = room_of_two(page, server, api, make)
    ann, bob = person(page, "Ann"), person(page, "Bob")
    expect(ann.get_by_role("img", name="Talks")).to_be_visible(timeout=WITHIN_MS)
    expect(bob.get_by_role("img", name="Is silent")).to_be_visible()
    expect(ann).to_contain_text("+1 415 555 0123")
    page.get_by_role("button", name="Mute Ann").click()
    expect(ann.get_by_text("muted")).to_be_visible()
    expect(ann.get_by_role("img", name="Is silent")).to_be_visible()
    assert record_of(api, page, call_sid)["muted"] is True
    page.get_by_role("button", name="Unmute Ann").click()
    expect(ann.get_by_text("muted")).to_have_count(0)

    page.get_by_role("button", name="Hold Ann").click()
    expect(ann.get_by_text("on hold")).to_be_visible()
    assert record_of(api, page, call_sid)["hold"] is True
    page.get_by_role("button", name="Take Ann off hold").click()
    expect(ann.get_by_text("on hold")).to_have_count(0)

    page.get_by_role("button", name="Remove Bob").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("list", name="Gone").get_by_role("listitem", name="Bob")).to_contain_text("removed")
    for line in ("Ann was muted", "Ann was unmuted", "Ann was put on hold", "Ann came off hold", "Bob left"):
        expect(story(page)).to_contain_text(line)


def test_somebody_is_called_into_a_room_coaches_and_the_room_is_ended(page, server, api, make):
    room_of_two(page, server, api, make)
    page.get_by_role("button", name="Add somebody").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox", name="To").fill(THIRD)
    form.get_by_label("Label").fill("Eve")
    expect(form.get_by_role("region", name="curl command")).to_contain_text("Label=Eve")
    form.get_by_role("button", name="Call", exact=True).click()
    eve = person(page, "Eve")
    expect(eve.get_by_role("button", name="Mute Eve")).to_be_visible(timeout=WITHIN_MS)
    eve.get_by_role("button", name="Eve coaches").click()
    page.get_by_role("menuitem", name="Ann").click()
    expect(eve).to_contain_text("coaches Ann")
    expect(story(page)).to_contain_text("Eve coaches Ann")
    expect(page.get_by_text("Eve is being called.")).to_have_count(0)
    save_for_docs(page, "conference.png")
    page.get_by_role("button", name="End conference").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(page.get_by_text("Ended over the API")).to_be_visible()
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    open_page(page, server, "conferences")
    expect(page.get_by_role("table").get_by_text("Daily")).to_be_visible()


def test_a_room_is_recorded_and_what_was_said_in_it_can_be_heard(page, server, api, make):
    room_of_two(page, server, api, make, more='record="record-from-start"')
    recording = page.get_by_role("region", name=re.compile("Recording RE"))
    expect(recording).to_contain_text("in-progress")
    recording.get_by_role("button", name="Pause").click()
    expect(recording).to_contain_text("paused")
    recording.get_by_role("button", name="Go on").click()
    expect(recording).to_contain_text("in-progress")
    recording.get_by_role("button", name="Stop").click()
    expect(recording.get_by_role("slider", name="Place in the recording")).to_be_visible(timeout=WITHIN_MS)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    open_page(page, server, "recordings")
    page.get_by_role("button", name=re.compile("Daily.*by <Conference>")).click()
    expect(page.get_by_role("link", name="Open the conference")).to_be_visible()


def test_an_announcement_is_fetched_or_told_to_have_failed(page, server, api, make, customer):
    room_of_two(page, server, api, make)
    told = customer.url("/told", "<Response><Say>Five minutes left.</Say></Response>")
    for url, line in ((told, "An announcement was played"), (customer.url("/gone", 404), "could not be played")):
        page.get_by_role("button", name="Announce").click()
        page.get_by_role("dialog").get_by_label("URL of a sound").fill(url)
        page.get_by_role("dialog").get_by_role("button", name="Announce").click()
        expect(story(page)).to_contain_text(line, timeout=WITHIN_MS)


def test_a_room_is_opened_from_the_console_where_there_is_none(page, server, api):
    talks(api, PHONE, "Hello.")
    open_page(page, server, "conferences")
    expect(page.get_by_text("No conferences yet")).to_be_visible()
    expect(page.get_by_role("region", name="TwiML that joins a room")).to_contain_text("<Conference>Daily</Conference>")
    page.get_by_role("button", name="Open the first").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Room").fill("Stand-up")
    form.get_by_role("combobox", name="To").fill(PHONE)
    form.get_by_role("button", name="Call", exact=True).click()
    expect(page).to_have_url(re.compile("/console/conferences/CF"))
    expect(page.get_by_role("heading", name="Stand-up")).to_be_visible()
    expect(person(page, "+1 415 555 0123")).to_be_visible()


def test_pages_of_conferences_that_cannot_be_read_offer_to_try_again(page, server, forgiven):
    forgiven.append("Failed to load resource")
    page.route("**/Conferences.json*", lambda route: route.abort())
    open_page(page, server, "conferences")
    expect(page.get_by_role("alert").first).to_contain_text("does not answer")
    page.unroute("**/Conferences.json*")
    page.get_by_role("button", name="Try again").first.click()
    expect(page.get_by_text(re.compile("No room is on|No conferences yet"))).to_be_visible()


def test_the_page_of_a_conference_fits(page, server, api, make):
    room_of_two(page, server, api, make)
    expect(page.get_by_role("button", name="Mute Ann")).to_be_visible()
    check_fit(page)
