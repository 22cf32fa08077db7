"""Telephone numbers: what is read as one, where it is at home, and what may stand as a sender."""

import phonenumbers
import pytest

from ringback.kernel import phone, phone_library
from ringback.kernel import phone_nanp as nanp


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("+14155550100", "+14155550100"),
        ("(415) 555-0100", "+14155550100"),
        ("4155550100", "+14155550100"),
        ("14155550100", "+14155550100"),
        (" 14155550100", "+14155550100"),  # a plus that a form decoded to a space
        ("+1 415.555.0100", "+14155550100"),
        ("1-800-FLOWERS", "+18003569377"),
        ("+44 20 7946 0018", "+442079460018"),
        ("442079460018", "+442079460018"),
        ("+18003119999", "+18003119999"),  # toll-free numbers do have N11 exchanges
        ("+15005550006", "+15005550006"),
    ],
)
def test_a_number_in_any_usual_writing_is_read_as_e164(text, e164):
    assert phone.parse(text) == e164


@pytest.mark.parametrize(
    "text",
    ["", "+", "hello", "+1415555010", "+141555501000", "+11155550100", "+14110550100", "+14155110100", "+12915550100",
     "whatsapp:+14155550100", "client:alice", "4155550100x12", "+4", "+123456789012345678", "٤١٥٥٥٥٠١٠٠", "ACME",
     "98765"],
)  # fmt: skip
def test_what_cannot_be_a_number_is_none(text):
    assert phone.parse(text) is None


def test_what_is_dialled_inside_a_country_is_read_with_that_country():
    assert phone.parse("020 7946 0018", "GB") == "+442079460018"
    assert phone.parse("876 555 0100", "JM") == "+18765550100"
    assert phone.parse("nonsense", "GB") is None


@pytest.mark.parametrize(
    ("e164", "country", "kind", "national"),
    [
        ("+14155550100", "US", "local", "(415) 555-0100"),
        ("+16045550100", "CA", "local", "(604) 555-0100"),
        ("+18765550100", "JM", "local", "(876) 555-0100"),
        ("+17875550100", "PR", "local", "(787) 555-0100"),
        ("+18005550199", "US", "toll-free", "(800) 555-0199"),
        ("+19005550199", "US", "premium", "(900) 555-0199"),
        ("+16225550199", "CA", "national", "(622) 555-0199"),
        ("+442079460018", "GB", "local", "020 7946 0018"),
        ("+447400123456", "GB", "mobile", "07400 123456"),
        ("+448001234567", "GB", "toll-free", "0800 123 4567"),
        ("+443451234567", "GB", "national", "0345 123 4567"),
        ("+77011234567", "KZ", "mobile", "8 (701) 123 4567"),
        ("+881612345678", None, "mobile", "6 123 45678"),
    ],
)
def test_a_number_tells_its_country_kind_and_writing_at_home(e164, country, kind, national):
    assert (phone.country(e164), phone.kind(e164)) == (country, kind)
    assert phone.national(e164) == national


def test_the_place_of_an_exchange_is_known_down_to_the_city():
    place = phone.geography("+12125550100".replace("555", "736"))
    assert (place.city, place.state, place.country) == ("NEW YORK", "NY", "US")
    assert place.latitude == pytest.approx(40.7, abs=0.2)
    assert place.zip.startswith("10")


def test_a_number_whose_exchange_no_one_has_is_placed_in_its_state():
    assert phone.geography("+14155550100") == phone.Geography(state="CA", country="US")


def test_numbers_without_a_place_have_only_a_country():
    assert phone.geography("+18005550100") == phone.Geography(country="US")
    assert phone.geography("+442079460018") == phone.Geography(country="GB")
    assert phone.geography("+881612345678") == phone.Geography()


def test_overlays_serve_the_same_ground_both_ways():
    assert "628" in phone.overlays("+14155550100")
    for code, entry in nanp.area_codes().items():
        for other in entry.overlays:
            assert code in nanp.area_codes()[other].overlays
            assert set(nanp.area_codes()[other].regions) & set(entry.regions) or not entry.regions


def test_every_area_code_follows_the_plan_and_every_place_lies_in_its_country():
    assert len(nanp.area_codes()) > 400
    for code, entry in nanp.area_codes().items():
        assert nanp.SHAPE(f"+1{code}2345678"), code
        assert nanp.main_place(code) or entry.country not in ("US", "CA") or entry.regions
        for place in nanp.places(code):
            assert place.exchanges
            assert all(nanp.SHAPE(f"+1{code}{x}0000") for x in place.exchanges)
            if place.latitude is not None:
                assert 15 < place.latitude < 84
                assert -180 < place.longitude < -50


def test_area_codes_agree_with_libphonenumber_on_their_country():
    for code, entry in nanp.area_codes().items():
        exchange = next((x for place in nanp.places(code) for x in place.exchanges), 234)
        there = phonenumbers.region_code_for_number(phonenumbers.parse(f"+1{code}{exchange}5678"))
        assert there in (entry.country, None), code


EXAMPLES = [
    phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    for kind in range(11)
    if (number := phonenumbers.example_number_for_type(region, kind))
]


def test_the_fast_ways_and_libphonenumber_agree_on_an_example_of_every_kind_in_every_country():
    kinds = {0: "local", 1: "mobile", 2: "local", 3: "toll-free", 4: "premium", 5: "shared-cost", 6: "voip"}
    for e164 in EXAMPLES:
        number = phonenumbers.parse(e164)
        if len(e164) < 8 or not phonenumbers.is_possible_number(number):
            continue
        if e164.startswith("+1") and not nanp.SHAPE(e164):
            continue  # a few examples are in codes that the plan keeps back
        assert phone.parse(e164) == e164
        assert phone.parse(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)) == e164
        expected = kinds.get(phonenumbers.number_type(number))
        if expected and not e164.startswith("+1"):
            assert phone.kind(e164) == expected, e164
        if not e164.startswith(("+18", "+15", "+19")):  # shared by all of +1
            assert phone.country(e164) == phonenumbers.region_code_for_number(number), e164
        if not e164.startswith("+1"):
            assert phone.national(e164) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def test_digits_that_are_too_few_or_too_many_for_their_country_are_no_number():
    assert not phone.is_possible("+861062")
    assert not phone.is_possible("+33123456789012")
    assert phone_library.is_possible("+442079460018")


@pytest.mark.parametrize("text", ["98765", "894546"])
def test_short_codes_have_five_or_six_digits(text):
    assert phone.is_short_code(text)


@pytest.mark.parametrize("text", ["1234", "12345", "1234567", "98a65", "+98765", "98765\n", "９８７６５"])
def test_other_digits_are_no_short_codes(text):
    assert not phone.is_short_code(text)


@pytest.mark.parametrize("text", ["ACME", "Acme Corp", "A", "7-Eleven", "R&B_+1", "ABCDEFGHIJK"])
def test_alphanumeric_senders_have_a_letter_and_at_most_eleven_characters(text):
    assert phone.is_alphanumeric_sender(text)


@pytest.mark.parametrize("text", ["", "12345", "ABCDEFGHIJKL", "Café", "ACME!", "A\n", "   "])
def test_other_texts_are_no_alphanumeric_senders(text):
    assert not phone.is_alphanumeric_sender(text)


def test_words_are_dialled_by_the_keypad():
    assert phone.keypad("1-800-Flowers*") == "1-800-3569377*"
