"""The stock of numbers for sale: what a search finds, by rule alone."""

from itertools import islice

import phonenumbers
import pytest

from ringback.kernel import phone
from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers.errors import InvalidNear, InvalidPattern
from ringback.products.numbers.model import NumberKind
from ringback.products.numbers.rules import countries, pattern, search
from ringback.products.numbers.rules.distance import miles

LOCAL = NumberKind.LOCAL


def found(country="US", kind=LOCAL, most=30, **wanted):
    return list(islice(search.find(country, kind, search.Wanted(**wanted)), most))


def numbers(*args, **wanted):
    return [candidate.phone_number for candidate in found(*args, **wanted)]


def test_the_same_search_lists_the_same_numbers():
    assert numbers(in_region="CA") == numbers(in_region="CA")
    assert len(set(numbers(most=500))) == 500


@pytest.mark.parametrize("country", ["US", "CA", "GB"])
@pytest.mark.parametrize("kind", [LOCAL, NumberKind.TOLL_FREE, NumberKind.MOBILE, NumberKind.NATIONAL])
def test_the_first_countries_have_valid_numbers_of_every_main_kind(country, kind):
    offered = numbers(country, kind, most=60)
    assert len(set(offered)) == 60
    for number in offered:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number
        assert phone.parse(number) == number
        assert phone.country(number) == country or kind is not LOCAL


def test_every_country_sells_numbers_that_are_valid_there():
    for country in countries.countries():
        for kind in country.kinds:
            offered = numbers(country.country_code, kind, most=3)
            assert offered, (country.country_code, kind)
            for number in offered:
                parsed = phonenumbers.parse(number)
                assert phonenumbers.is_valid_number(parsed), (country.country_code, kind, number)


def test_fictitious_numbers_are_never_for_sale():
    for code in list(nanp.area_codes())[:60]:
        assert not any(number[5:8] == "555" for number in numbers(area_code=int(code), most=200))
    assert numbers(contains="+1415555****") == []


def test_numbers_of_an_area_code_lie_in_it_and_in_its_places():
    for candidate in found(area_code=415):
        assert candidate.phone_number.startswith("+1415")
        assert candidate.spot.region == "CA"
        assert phone.geography(candidate.phone_number).city == candidate.spot.rate_center
    assert numbers(area_code=999) == []
    assert numbers(area_code=604) == []  # Vancouver's, and this is the US


def test_an_overlay_with_no_known_exchanges_serves_the_ground_it_is_laid_over():
    assert {candidate.spot.locality for candidate in found(area_code=628)} == {"San Francisco"}


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        ("415***1234", r"\+1?.*415...1234.*"),
        ("STORM", r".*78676.*"),
        ("+1212%", r"\+1212\d{7}"),
        ("99$", r".*99"),
        ("22*33", r".*22.33.*"),
        ("%8877", r".*8877.*"),
        ("(212) 23", r".*21223.*"),
    ],
)
def test_a_pattern_is_found_in_every_number(asked, shape):
    import re

    offered = numbers(contains=asked)
    assert offered
    assert all(re.fullmatch(shape, number) for number in offered)


def test_a_whole_number_can_be_asked_for():
    (number,) = numbers(contains="8003569377", kind=NumberKind.TOLL_FREE)
    assert number == "+18003569377"
    (number, *_) = numbers(area_code=212, most=1)
    assert numbers(contains=number) == [number]


@pytest.mark.parametrize("asked", ["1", "*", "**", "%5", "41-é", "1234567890123456789", "$", "+"])
def test_a_pattern_that_asks_for_nothing_is_refused(asked):
    with pytest.raises(InvalidPattern):
        pattern.read(asked)


def test_places_are_found_by_region_locality_rate_center_postal_code_and_lata():
    assert {c.spot.region for c in found(in_region="ny")} == {"NY"}
    assert {c.spot.locality for c in found(in_locality="san francisco")} == {"San Francisco"}
    assert {c.spot.rate_center for c in found(in_rate_center="SEATTLE", in_region="WA")} == {"SEATTLE"}
    assert {c.spot.postal_code[:3] for c in found(in_postal_code="94105")} == {"941"}
    assert {c.spot.lata for c in found(in_lata="722")} == {"722"}
    assert {c.spot.region for c in found("CA", in_region="QC")} == {"QC"}
    assert {c.spot.locality for c in found("GB", in_locality="London")} == {"London"}
    assert found(in_region="XX") == [] == found(in_locality="Nowhere at All") == found(in_lata="000")


def test_a_number_stands_for_its_own_region_and_place():
    here = numbers(area_code=206, most=1)[0]
    assert {c.spot.region for c in found(in_region=here)} == {"WA"}


def test_near_numbers_lie_within_the_distance_the_nearest_first():
    centre = (40.7128, -74.006)
    away = [miles((c.spot.latitude, c.spot.longitude), centre) for c in found(near_lat_long="40.7128,-74.006")]
    assert away == sorted(away)
    assert max(away) <= 25
    assert not found(near_lat_long="0,0", distance=500)
    near = found(near_number="+14152231234", distance=10)
    assert {c.spot.region for c in near} == {"CA"}


@pytest.mark.parametrize("wanted", [{"near_lat_long": "here"}, {"near_lat_long": "91,0"}, {"near_number": "nobody"}])
def test_what_is_nowhere_is_refused(wanted):
    with pytest.raises(InvalidNear):
        found(**wanted)


def test_miles_agree_with_a_known_distance():
    assert miles((40.7128, -74.0060), (34.0522, -118.2437)) == pytest.approx(2446, rel=0.005)  # New York, Los Angeles


def test_only_numbers_that_carry_what_is_asked_are_found():
    assert found(sms_enabled=True, mms_enabled=True, voice_enabled=True)
    assert not found(fax_enabled=True)
    assert not found("GB", sms_enabled=True)
    assert found("GB", NumberKind.MOBILE, sms_enabled=True)


def test_numbers_tied_to_an_address_can_be_left_out():
    assert found("DE")
    assert not found("DE", exclude_local_address_required=True)
    assert not found("AU", exclude_all_address_required=True)
    assert found("US", exclude_all_address_required=True)
