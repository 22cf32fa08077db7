"""Messaging Services in a real browser: made, given senders, set up, registered, taught words, deleted."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import PHONE, check_fit, handset, open_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WITHIN_MS = 20_000
SERVICES = "/messaging/v1/Services"
BRANDS = "/messaging/v1/a2p/BrandRegistrations"
BUNDLE = {"CustomerProfileBundleSid": "BU" + 32 * "a", "A2PProfileBundleSid": "BU" + 32 * "b"}
FLOW = "On the order form at shop.example a box, empty at first, says so in plain words."
OFFERS = "Offers of our shoe shops to customers who asked for them."
SAMPLES = ["Shop: 20 % off all boots until Sunday.", "Shop: the new sandals are in. Come and see."]


def service(api, name: str = "Shop", **more: str) -> str:
    return str(api.form("POST", SERVICES, {"FriendlyName": name, **more})["sid"])


def brand(api) -> str:
    return str(api.form("POST", BRANDS, BUNDLE)["sid"])


def choose(form: Locator | Page, page: Page, label: str, option: str) -> None:
    form.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


def test_a_service_is_made_given_senders_and_sends(page, server, api):
    open_page(page, server, "services")
    page.get_by_role("button", name="Make the first").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Name").fill("Shop")
    form.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile("/services/MG.*/senders"))

    page.get_by_role("button", name="Add to numbers").click()
    choose(page.get_by_role("dialog"), page, "Numbers", "+1 415 555 0100")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    numbers = page.get_by_role("region", name="Numbers")
    expect(numbers.get_by_role("listitem", name="+1 415 555 0100")).to_be_visible()

    page.get_by_role("link", name="Send").click()
    page.get_by_role("combobox", name="To").or_(page.get_by_role("textbox", name="To", exact=True)).fill(PHONE)
    page.get_by_label("Text", exact=True).fill("Ahoy from the pool")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).to_contain_text("+1 415 555 0100", timeout=WITHIN_MS)
    open_page(page, server, "handsets")
    expect(handset(page, PHONE).get_by_text("Ahoy from the pool")).to_be_visible()


def test_a_name_that_no_phone_shows_is_refused_and_a_good_one_can_be_taken_out(page, server, api, forgiven):
    forgiven.append("status of 400")
    open_page(page, server, f"services/{service(api)}")
    page.get_by_role("button", name="Add to names").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Name").fill("123")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("21709")
    form.get_by_role("textbox", name="Name").fill("SOULIERS")
    form.get_by_role("textbox", name="Only in this country").fill("fr")
    form.get_by_role("button", name="Add", exact=True).click()
    row = page.get_by_role("listitem", name="SOULIERS")
    expect(row).to_contain_text("FR")
    row.get_by_role("button", name="Take SOULIERS out").click()
    page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(row).to_have_count(0)


def test_settings_are_saved_and_only_those_that_changed(page, server, api):
    sid = service(api)
    open_page(page, server, f"services/{sid}/settings")
    expect(page.get_by_text("All saved")).to_be_visible()
    page.get_by_role("switch", name="Sticky sender").click()
    page.get_by_role("textbox", name="Messages wait in the queue up to").fill("600")
    page.get_by_role("textbox", name="URL", exact=True).fill("https://shop.example/in")
    with page.expect_request(lambda request: request.method == "POST" and sid in request.url) as asked:
        page.get_by_role("button", name="Save").click()
    assert asked.value.post_data == (
        "StickySender=false&ValidityPeriod=600&InboundRequestUrl=https%3A%2F%2Fshop.example%2Fin"
    )
    expect(page.get_by_text("All saved")).to_be_visible()
    kept = api.form("GET", f"{SERVICES}/{sid}", {})
    assert (kept["sticky_sender"], kept["validity_period"]) == (False, 600)
    expect(page.get_by_text("10 min").first).to_be_visible()


def test_a_brand_is_registered_and_its_campaign_reviewed(page, server, api):
    sid = service(api)
    open_page(page, server, f"services/{sid}/campaign")
    page.get_by_role("link", name="Register a brand first").click()
    page.get_by_role("button", name="Register a brand").first.click()
    form = page.get_by_role("dialog")
    for label, value in zip(["Profile of the business", "Profile of its messaging"], BUNDLE.values(), strict=True):
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("approved", exact=True)).to_be_visible(timeout=WITHIN_MS)

    open_page(page, server, f"services/{sid}/campaign")
    page.get_by_role("button", name="Register a campaign").click()
    form = page.get_by_role("dialog")
    choose(form, page, "Use case", "Marketing")
    form.get_by_label("What it is for").fill("Offers")
    expect(form.get_by_text("6 of at least 40 characters")).to_be_visible()
    form.get_by_label("How people come to get them").fill(FLOW)
    for at, sample in enumerate(SAMPLES, 1):
        form.get_by_label(f"Sample {at}").fill(sample)
    form.get_by_role("button", name="Submit for review").click()
    why = page.get_by_role("group", name="Why it failed")
    expect(why).to_contain_text("Description has 6 characters; 40 are needed", timeout=WITHIN_MS)

    page.get_by_role("button", name="Change").click()
    page.get_by_role("dialog").get_by_label("What it is for").fill(OFFERS)
    page.get_by_role("dialog").get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("verified", exact=True)).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_text("parts a second")).to_be_visible()


def test_a_service_learns_words_and_answers_of_its_own(page, server, api, forgiven):
    forgiven.append("status of 404")  # it has said nothing yet
    sid = service(api)
    open_page(page, server, f"services/{sid}/keywords")
    page.get_by_label("Words to leave").fill("enough, basta")
    page.get_by_role("switch", name="To leave: an answer of its own").click()
    page.get_by_label("To leave: answer").fill("You will not hear from Shop again.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("All saved")).to_be_visible()
    kept = api.get(f"/Services/{sid}/Keywords")
    assert kept["stop"] == ["ENOUGH", "BASTA"]
    assert (kept["stop_reply"], kept["help_reply"]) == ("You will not hear from Shop again.", None)


def test_a_service_is_deleted(page, server, api):
    open_page(page, server, f"services/{service(api)}")
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No services yet")).to_be_visible()


def test_services_that_cannot_be_read_offer_to_try_again(page, server, forgiven):
    forgiven.append("Failed to load resource")
    page.route("**/messaging/v1/Services?*", lambda route: route.abort())
    open_page(page, server, "services")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute("**/messaging/v1/Services?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No services yet")).to_be_visible()


@pytest.mark.parametrize("part", ["senders", "settings", "campaign", "keywords"])
def test_the_page_of_a_service_fits(page, server, api, forgiven, part):
    forgiven.append("status of 404")
    open_page(page, server, f"services/{service(api, 'Shop-' + 59 * 'x', Usecase='marketing')}/{part}")
    expect(page.get_by_role("tabpanel")).to_be_visible()
    check_fit(page)


def test_brands_fit(page, server, api):
    brand(api)
    open_page(page, server, "brands")
    expect(page.get_by_text("Business")).to_be_visible()
    check_fit(page)
