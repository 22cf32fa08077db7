"""Consent in a real browser: what people said, the rules, the list, and what all of it comes to."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import PHONE, check_fit, open_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WITHIN_MS = 20_000
ALWAYS_QUIET = {"quiet_from": "00:00", "quiet_until": "23:59"}
NEW_YORK, LONDON, NEVER = "+12125550144", "+442071838750", "+14155550300"


def rows(page: Page):
    return page.get_by_role("table").locator("tbody tr")


def test_what_a_phone_says_and_what_is_written_down_stand_in_the_ledger(page, server, api, forgiven):
    forgiven.append("status of 400")
    open_page(page, server, "consent")
    expect(page.get_by_text("Nobody has said anything yet")).to_be_visible()
    api.post(f"/Handsets/{PHONE}/Messages", {"to": server.ready.number, "body": "STOP"})
    expect(rows(page).first).to_contain_text("opted out", timeout=WITHIN_MS)
    expect(rows(page).first.get_by_role("link", name="STOP")).to_be_visible()

    page.get_by_role("button", name="Write down a statement").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Who").fill("bob")
    form.get_by_label("Proof").fill("Paper slip 17, signed")
    form.get_by_role("button", name="Write down").click()
    expect(form.get_by_role("alert")).to_contain_text("'bob'")
    form.get_by_label("Who").fill("(212) 555-0144")
    form.get_by_role("button", name="Write down").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("Paper slip 17, signed")


def test_one_persons_lines_are_found_and_exported(page, server, api):
    for person, word in ((NEW_YORK, "opt-in"), (LONDON, "opt-out")):
        api.post("/Consents", {"person": person, "word": word, "proof": "Said so."})
    open_page(page, server, "consent")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Person").fill(LONDON)
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("region", name="+44 20 7183 8750")).to_contain_text("Europe/London")
    expect(page.get_by_role("region", name="+44 20 7183 8750")).to_contain_text("has opted out")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export this person").click()
    lines = list(csv.DictReader(download.value.path().read_text().splitlines()))
    assert [(line["person"], line["word"], line["proof"]) for line in lines] == [(LONDON, "opt-out", "Said so.")]


def test_policies_are_set_for_the_account_and_for_a_service(page, server, api):
    sid = api.form("POST", "/messaging/v1/Services", {"FriendlyName": "Shop"})["sid"]
    open_page(page, server, "consent/policies")
    page.get_by_role("button", name="Set quiet hours and more").click()
    form = page.get_by_role("dialog")
    form.get_by_label("From").fill("22:00")
    form.get_by_role("switch", name="No more than so many").click()
    form.get_by_label("In hours").fill("168")
    form.get_by_role("button", name="Save").click()
    account = page.get_by_role("region", name="The account")
    expect(account).to_contain_text("Quiet from 22:00 to 08:00")
    expect(account).to_contain_text("At most 3 to one person in 7 days")

    page.get_by_role("button", name="For a service").click()
    page.get_by_role("dialog").get_by_role("combobox", name="Service").click()
    page.get_by_role("option", name="Shop").click()
    page.get_by_role("dialog").get_by_role("switch", name="Only to people who have opted in").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Shop")).to_contain_text("Only to people who have opted in")
    assert api.get(f"/ConsentPolicies/{sid}")["requires_opt_in"] is True

    account.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Set quiet hours and more")).to_be_visible()


def test_people_are_put_on_the_do_not_call_list_and_taken_off(page, server):
    open_page(page, server, "consent/do-not-call")
    page.get_by_label("Numbers").fill(f"{NEVER}\nbob, {LONDON}\n{NEVER}")
    expect(page.get_by_text("Not a number: bob")).to_be_visible()
    page.get_by_label("Where they come from").fill("National list of June")
    page.get_by_role("button", name="Put on the list").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("National list of June")
    page.get_by_role("button", name="Take +1 415 555 0300 off").click()
    page.get_by_role("dialog").get_by_role("button", name="Take off").click()
    expect(rows(page)).to_have_count(1)


def test_a_dry_run_says_who_hears_it_who_waits_and_until_when_where_they_are(page, server, api):
    api.put("/ConsentPolicies/account", {"quiet_from": "21:00", "quiet_until": "08:00"})
    api.post("/DoNotCall", {"numbers": [NEVER]})
    open_page(page, server, "consent/dry-run")
    page.get_by_role("textbox", name="To", exact=True).fill("\n".join([NEW_YORK, LONDON, NEVER]))
    # Where the browser is, it is UTC: 10 in London in June is 11, and 6 in New York.
    page.get_by_label("At", exact=True).fill("2026-06-01T10:00")
    page.get_by_role("button", name="Try it").click()
    expect(rows(page)).to_have_count(3)
    for place, words in enumerate([["waits", "New York"], ["goes"], ["skipped", "30691"]]):
        for word in words:
            expect(rows(page).nth(place)).to_contain_text(word)
    expect(rows(page).first.locator("time")).to_contain_text(re.compile("08:00"))
    expect(rows(page).first.locator("time")).to_have_attribute("datetime", "2026-06-01T12:00:00Z")

    page.get_by_role("button", name="are skipped").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="are skipped").click()


def test_somebody_who_lives_elsewhere_is_judged_by_the_hours_there(page, server, api, forgiven):
    forgiven.append("status of 404")  # nobody has said where they are
    api.put("/ConsentPolicies/account", {"quiet_from": "21:00", "quiet_until": "08:00"})
    open_page(page, server, "consent/dry-run")
    page.get_by_role("textbox", name="To", exact=True).fill(LONDON)
    page.get_by_label("At", exact=True).fill("2026-06-01T10:00")
    page.get_by_role("button", name="Try it").click()
    expect(rows(page).first).to_contain_text("goes")
    page.get_by_role("button", name="Set the time zone of").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox", name="Time zone").fill("America/Chi")
    page.get_by_role("option", name="America/Chicago").click()
    form.get_by_role("button", name="Save").click()
    expect(rows(page).first).to_contain_text("waits")
    expect(rows(page).first).to_contain_text("Chicago")
    assert api.get(f"/Recipients/{LONDON}")["time_zone"] == "America/Chicago"


def test_a_message_that_waits_for_quiet_hours_says_so(page, server, api):
    api.put("/ConsentPolicies/account", ALWAYS_QUIET)
    sent = api.core("POST", "Messages", To=PHONE, From=server.ready.number, Body="Later")
    open_page(page, server, f"messages/{sent['sid']}")
    expect(page.get_by_role("alert")).to_contain_text("Waits for quiet hours to end")
    expect(page.get_by_role("alert")).to_contain_text("It goes on at")
    expect(page.get_by_text("Held for quiet hours")).to_be_visible()


def test_a_ledger_that_cannot_be_read_offers_to_try_again(page, server, forgiven):
    forgiven.append("Failed to load resource")
    page.route("**/Consents?*", lambda route: route.abort())
    open_page(page, server, "consent")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute("**/Consents?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Nobody has said anything yet")).to_be_visible()


@pytest.mark.parametrize("part", ["ledger", "policies", "do-not-call", "dry-run"])
def test_the_pages_of_consent_fit(page, server, api, part):
    api.post("/Consents", {"person": NEW_YORK, "word": "opt-in", "proof": 200 * "Said so. "})
    api.put("/ConsentPolicies/account", ALWAYS_QUIET)
    api.post("/DoNotCall", {"numbers": [NEVER], "source": 40 * "List "})
    open_page(page, server, f"consent/{part}")
    expect(page.get_by_role("tabpanel")).to_be_visible()
    check_fit(page)
