"""Calls in a real browser: made, answered by hand, followed, heard again."""

import re
from importlib.util import find_spec

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import OTHER, PHONE, handset, open_page, save_for_docs

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NOBODY = "http://127.0.0.1:9/progress"  # the discard port: nothing listens there
A_WHILE = '<Response><Say>Your parcel arrives at noon.</Say><Pause length="30"/></Response>'

WITHIN_MS = 20_000


def hold(page: Page, number: str) -> Locator:
    """One's hand is on the handset: it rings until one answers."""
    which = "First handset" if number == PHONE else "Second handset"
    expect(page.get_by_label(which).first).to_be_visible()
    page.get_by_role("switch", name="I answer its calls").nth(0 if number == PHONE else 1).click()
    phone = handset(page, number)
    expect(phone.get_by_label("Line is live")).to_be_visible()
    return phone


def press(phone: Locator, keys: str) -> None:
    names = {"*": "star", "#": "pound"}
    for key in keys:
        phone.get_by_role("button", name=f"Key {names.get(key, key)}").click()


def ended(page: Page) -> None:
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible(timeout=WITHIN_MS)


def test_a_call_rings_on_a_handset_and_is_answered_and_keyed_into_by_hand(page, server, make):
    open_page(page, server, "handsets")
    phone = hold(page, PHONE)
    sid = make(A_WHILE)
    expect(phone.get_by_text("Incoming call")).to_be_visible()
    phone.get_by_role("button", name="Answer").click()
    expect(phone.get_by_role("log", name="Captions")).to_contain_text("Your parcel arrives at noon.")
    press(phone, "42#")
    expect(phone.get_by_label("Keys pressed here")).to_contain_text("42#")
    save_for_docs(page, "handset-call.png")
    story = page.context.new_page()
    open_page(story, server, f"calls/{sid}")
    expect(story.get_by_role("img", name="Pressed 42#")).to_be_visible()
    phone.get_by_role("button", name="Hang up").click()
    expect(phone.get_by_role("tab", name="Calls")).to_be_visible()
    expect(story.get_by_text("who was called")).to_be_visible()


def test_a_call_declined_on_a_handset_says_so_on_its_page(page, server, make):
    open_page(page, server, "handsets")
    phone = hold(page, PHONE)
    sid = make(A_WHILE)
    phone.get_by_role("button", name="Decline").click()
    open_page(page, server, f"calls/{sid}")
    ended(page)
    expect(page.get_by_role("alert")).to_contain_text(re.compile("busy|Nobody answered"))


def test_two_handsets_talk_and_what_was_heard_can_be_played(page, server):
    open_page(page, server, "handsets")
    caller, called = handset(page, PHONE), hold(page, OTHER)
    caller.get_by_role("tab", name="Calls").click()
    caller.get_by_role("button", name="Show the keypad").click()
    caller.get_by_label("Number to call").fill(OTHER)
    caller.get_by_role("button", name="Call", exact=True).click()
    expect(caller.get_by_text("Calling…")).to_be_visible()
    called.get_by_role("button", name="Answer").click()
    called.get_by_role("button", name="Speak").click()
    called.get_by_label("Say into the call").fill("Lunch at noon?")
    page.keyboard.press("Enter")
    expect(caller.get_by_role("log", name="Captions")).to_contain_text("Lunch at noon?")
    expect(called.get_by_role("log", name="Captions")).to_contain_text("Lunch at noon?")
    expect(caller.get_by_role("timer")).to_have_text(re.compile("0:0[1-9]"))
    caller.get_by_role("button", name="Hang up").click()
    caller.locator("[data-call] [aria-expanded]").first.click()
    sound = caller.locator("audio")
    sound.evaluate("audio => { audio.preload = 'auto'; audio.load(); }")
    page.wait_for_function("audio => audio.duration > 0.5", arg=sound.element_handle())


def test_the_page_of_a_call_follows_it_and_hangs_up(page, server, make):
    open_page(page, server, "calls")
    expect(page.get_by_text("No calls yet")).to_be_visible()
    sid = make(A_WHILE)
    page.get_by_role("link", name=f"Open {sid}").click()
    expect(page.get_by_text("“Your parcel arrives at noon.”")).to_be_visible()
    expect(page.get_by_role("timer")).to_be_visible()
    page.get_by_role("button", name="Hang up").click()
    ended(page)
    expect(page.get_by_text("the API")).to_be_visible()
    quality = page.get_by_role("region", name=f"Quality of the leg to {PHONE[:2]} 415 555 0123")
    expect(quality).to_contain_text("PCMU")
    expect(quality).to_contain_text(re.compile("MOS.*(good|fair|poor)"))


def test_legs_that_a_call_dials_stand_in_a_lane_and_its_recording_can_be_heard_and_deleted(page, server, make):
    dial = f'<Response><Dial record="record-from-answer-dual" timeLimit="4"><Number>{OTHER}</Number></Dial></Response>'
    sid = make(dial)
    open_page(page, server, f"calls/{sid}")
    ended(page)
    lanes = page.get_by_role("region", name="Legs to +1 415 555 0124")
    expect(lanes.filter(has_text="Answered")).to_have_count(1)
    recording = page.get_by_role("region", name=re.compile("Recording RE"))
    expect(recording).to_contain_text("Left: +1 415 555 0123")
    expect(recording.locator("svg rect").nth(20)).to_be_attached()
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    seeker = recording.get_by_role("slider", name="Place in the recording")
    box = seeker.bounding_box()
    seeker.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    place, length = page.evaluate("(a => [a.currentTime, a.duration])(document.querySelector('audio'))")
    assert 0.4 < place / length < 0.6
    save_for_docs(page, "call.png")
    with page.expect_download() as download:
        recording.get_by_role("link", name="Download as MP3").click()
    assert download.value.suggested_filename.endswith(".mp3")
    recording.get_by_role("button", name="Delete the recording").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(recording).to_have_count(0)


def test_a_webhook_of_a_call_opens_to_what_was_asked(page, server, make):
    sid = make("<Response/>", StatusCallback=NOBODY)
    open_page(page, server, f"calls/{sid}")
    page.get_by_role("button", name=re.compile("POST .progress")).first.click()
    parameters = page.get_by_role("table", name="Request parameters")
    expect(parameters).to_contain_text("CallStatus")
    expect(parameters).to_contain_text(sid)


def test_who_answered_is_told_where_the_call_asked(page, server, api, make):
    api.put(f"/Handsets/{PHONE}", {"answer_after_s": 0.2, "then": [{"wait_s": 0.2}, {"say": "Hello?"}, {"wait_s": 30}]})
    sid = make(A_WHILE, MachineDetection="Enable")
    open_page(page, server, f"calls/{sid}")
    known = re.compile("Answered by ?(a person|a machine|somebody)")
    expect(page.locator("dl").first).to_contain_text(known, timeout=WITHIN_MS)
    expect(page.get_by_role("list").get_by_text(re.compile("^Answered by"))).to_be_visible()
    open_page(page, server, "calls")
    expect(page.get_by_label(re.compile("Answered by"))).to_be_visible()


@pytest.mark.skipif(find_spec("ctranslate2") is None, reason="needs ringback[speech]")
def test_words_that_a_menu_heard_stand_in_the_timeline(page, server, api, make):
    api.put(f"/Handsets/{PHONE}", {"answer_after_s": 0.2, "then": [{"wait_s": 1}, {"say": "Sales."}, {"wait_s": 30}]})
    menu = f'<Gather input="speech" hints="sales, support" timeout="20" action="{NOBODY}"/>'
    sid = make(f"<Response>{menu}</Response>")
    open_page(page, server, f"calls/{sid}")
    expect(page.get_by_text(re.compile("Heard “sales", re.I))).to_be_visible(timeout=2 * WITHIN_MS)
    expect(page.get_by_text(re.compile(r"\d+ % sure"))).to_be_visible()


def test_the_list_can_be_narrowed_down(page, server, make):
    said, missed = make("<Response/>"), make("<Response/>", to="+14155550199", Timeout=5)
    open_page(page, server, "calls")
    for sid in (said, missed):
        expect(page.get_by_role("link", name=f"Open {sid}")).to_be_visible()
    page.get_by_label("To", exact=True).fill("+1 415 555 0199")
    expect(page.get_by_role("link", name=f"Open {said}")).to_have_count(0)
    expect(page.get_by_role("link", name=f"Open {missed}")).to_be_visible()
    page.get_by_role("combobox", name="Direction").click()
    page.get_by_role("option", name="Inbound").click()
    expect(page.get_by_text("No call matches")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_role("link", name=f"Open {said}")).to_be_visible()


def test_a_call_made_with_the_form_is_dialled_and_a_refused_one_says_why(page, server, forgiven):
    forgiven.append("status of 400")
    open_page(page, server, "calls/new")
    page.get_by_role("combobox", name="To").fill("12")
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("21211|21217"))
    page.get_by_role("combobox", name="To").fill(PHONE)
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page).to_have_url(re.compile("/console/calls/CA"))
    expect(page.get_by_text("“Ahoy! This is Ringback.”")).to_be_visible()


def test_pages_of_calls_that_cannot_be_read_offer_to_try_again(page, server, forgiven):
    forgiven.append("Failed to load resource")
    page.route("**/Calls.json*", lambda route: route.abort())
    open_page(page, server, "calls")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute("**/Calls.json*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No calls yet")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_of_a_call_fits(page, server, make, width, scheme):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    sid = make("<Response><Say>Ahoy!</Say></Response>", Record="true", StatusCallback=NOBODY)
    open_page(page, server, f"calls/{sid}")
    ended(page)
    expect(page.get_by_role("slider", name="Place in the recording")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
