"""Recordings and voicemail in a real browser: listed, heard, and read where they were written down."""

import re
from importlib.util import find_spec

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.console.browsing import PHONE, check_fit, open_page, save_for_docs, talks

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WITHIN_MS = 30_000
MESSAGE = "Hello, this is Sam. Please call me back about my order."
TAKES_A_MESSAGE = '<Response><Record maxLength="6" timeout="5" playBeep="false" transcribe="true"/></Response>'
WORDS = [
    {"start_s": 0.1, "end_s": 0.7, "text": "Hello, this is Sam."},
    {"start_s": 0.8, "end_s": 9.0, "text": "Please call me back about my order."},
]


def leave_a_message(api, make) -> None:
    talks(api, PHONE, MESSAGE)
    make(TAKES_A_MESSAGE)


def written(page: Page, status: str) -> None:
    """From now on the API tells that every recording was written down, or is about to be, or could not be."""
    text = " ".join(one["text"] for one in WORDS) if status == "completed" else None

    def transcriptions(route: Route) -> None:
        recording = re.search(r"Recordings/(RE\w+)", route.request.url)
        row = {"sid": "TR1", "recording_sid": recording[1] if recording else "", "status": status}
        route.fulfill(json={"transcriptions": [{**row, "transcription_text": text}]})

    def words(route: Route) -> None:
        told = {"status": status, "text": text, "confidence": 0.93 if text else None}
        route.fulfill(json={**told, "sentences": WORDS if text else [], "error_code": None})

    page.unroute_all()
    page.route("**/Transcriptions.json*", transcriptions)
    page.route("**/Transcript", words)


def message(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("415 555 0123.*by <Record>", re.S))


def test_a_message_that_a_caller_leaves_is_heard_under_voicemail(page, server, api, make):
    open_page(page, server, "recordings?shown=voicemail")
    expect(page.get_by_text("No voicemail yet")).to_be_visible()
    expect(page.get_by_role("region", name="TwiML that takes a message")).to_contain_text("transcribe")
    leave_a_message(api, make)
    expect(message(page)).to_be_visible(timeout=WITHIN_MS)
    message(page).click()
    expect(page.get_by_role("slider", name="Place in the recording")).to_be_visible(timeout=WITHIN_MS)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    transcript = page.get_by_role("region", name=re.compile("Transcript of RE"))
    expect(transcript).to_contain_text(re.compile("What was said|could not be written down"), timeout=WITHIN_MS)
    expect(page.get_by_role("link", name="Open the call")).to_be_visible()


@pytest.mark.skipif(find_spec("ctranslate2") is None, reason="needs ringback[speech]")
def test_what_a_caller_said_can_be_read(page, server, api, make):
    says = [{"wait_s": 1}, {"say": MESSAGE}, {"wait_s": 1}, {"hang_up": True}]
    api.put(f"/Handsets/{PHONE}", {"answer_after_s": 0.3, "then": says})
    make('<Response><Record timeout="30" playBeep="false" transcribe="true"/></Response>')
    open_page(page, server, "recordings?shown=voicemail")
    expect(message(page)).to_contain_text(re.compile("call me back", re.I), timeout=3 * WITHIN_MS)
    message(page).click()
    transcript = page.get_by_role("region", name=re.compile("Transcript of RE"))
    expect(transcript).to_contain_text(re.compile(r"\d+ % sure"))
    expect(transcript.get_by_role("button", name=re.compile("Go to .*order", re.I))).to_be_visible()
    save_for_docs(page, "voicemail.png")


def test_a_transcript_stands_beside_the_player_and_leads_into_it(page, server, api, make):
    leave_a_message(api, make)
    written(page, "in-progress")
    open_page(page, server, "recordings")
    expect(message(page)).to_be_visible(timeout=WITHIN_MS)
    message(page).click()
    transcript = page.get_by_role("region", name=re.compile("Transcript of RE"))
    expect(transcript).to_contain_text("Being written down", timeout=WITHIN_MS)
    written(page, "completed")
    expect(transcript).to_contain_text("93 % sure", timeout=WITHIN_MS)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    transcript.get_by_role("button", name="Go to 0:00: Please call me back").click()
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(0.8, abs=0.1)
    expect(transcript.locator("[data-said]")).to_have_text(re.compile("Please call me back"))
    written(page, "failed")
    page.reload()
    message(page).click()
    expect(transcript).to_contain_text("could not be written down")


def test_the_list_of_recordings_fits(page, server, api, make):
    leave_a_message(api, make)
    written(page, "completed")
    open_page(page, server, "recordings")
    message(page).click(timeout=WITHIN_MS)
    expect(page.get_by_role("region", name=re.compile("Transcript of RE"))).to_be_visible(timeout=WITHIN_MS)
    check_fit(page)
