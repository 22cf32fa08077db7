"""Which network takes a call, whose calls come from where, and what may be called: pure rules."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from ringback.products.networks import errors, rules
from ringback.products.networks.model import Network, NetworkKind, NumberFormat, Prefix, VoicePermissions

THEN = datetime(2026, 1, 1, tzinfo=UTC)
BRITAIN, LONDON, AMERICA = "+441632960123", "+442079460018", "+14155550123"


def network(name: str, *prefixes: Prefix | str, **said) -> Network:
    served = tuple(one if isinstance(one, Prefix) else Prefix(prefix=one) for one in prefixes)
    return Network(sid=f"NW{name}", friendly_name=name, prefixes=served, date_created=THEN, date_updated=THEN, **said)


def names(found: list[Network]) -> list[str]:
    return [one.friendly_name for one in found]


SIMULATED = network("simulated", "", kind=NetworkKind.SIMULATED)


def test_the_longest_prefix_goes_first_and_shorter_ones_stand_behind_it():
    all_, britain, london = network("all", ""), network("britain", "+44"), network("london", "+4420")
    assert names(rules.routes(LONDON, [all_, britain, london])) == ["london", "britain", "all"]
    assert names(rules.routes(BRITAIN, [all_, britain, london])) == ["britain", "all"]
    assert names(rules.routes(AMERICA, [britain, london])) == []


def test_among_equal_prefixes_the_lowest_priority_goes_first():
    late, early = network("late", Prefix(prefix="+44", priority=20)), network("early", Prefix(prefix="+44", priority=5))
    assert names(rules.routes(BRITAIN, [late, early])) == ["early", "late"]


def test_among_equal_priorities_weight_is_a_networks_share():
    heavy, light = network("heavy", Prefix(weight=30)), network("light", Prefix(weight=10))
    first = Counter(rules.routes(AMERICA, [light, heavy], draw=step / 400)[0].friendly_name for step in range(400))
    assert first == {"heavy": 300, "light": 100}
    assert all(len(rules.routes(AMERICA, [light, heavy], draw=step / 400)) == 2 for step in range(400))


def test_a_weight_of_zero_is_tried_last():
    never, ever = network("never", Prefix(weight=0)), network("ever", Prefix(weight=1))
    assert {names(rules.routes(AMERICA, [never, ever], draw=step / 50))[0] for step in range(50)} == {"ever"}


def test_a_network_that_is_switched_off_takes_nothing():
    assert rules.routes(AMERICA, [network("off", "", enabled=False)]) == []


def test_the_simulated_carrier_never_stands_in_for_a_real_one():
    real = network("real", "+44")
    assert names(rules.routes(BRITAIN, [SIMULATED, real])) == ["real"]
    assert names(rules.routes(AMERICA, [SIMULATED, real])) == ["simulated"]


@pytest.mark.parametrize(
    ("format_", "country", "number", "written"),
    [
        (NumberFormat.PLUS, "US", AMERICA, "+14155550123"),
        (NumberFormat.E164, "US", AMERICA, "14155550123"),
        (NumberFormat.NATIONAL, "US", AMERICA, "4155550123"),
        (NumberFormat.NATIONAL, "GB", LONDON, "02079460018"),
        (NumberFormat.NATIONAL, "GB", AMERICA, "14155550123"),
    ],
)
def test_numbers_are_written_as_the_network_reads_them(format_, country, number, written):
    assert rules.written(number, network("one", number_format=format_, country=country)) == written


def test_a_call_belongs_to_the_network_with_the_narrowest_block_around_its_source():
    wide = network("wide", sources=("203.0.113.0/24",))
    narrow = network("narrow", sources=("203.0.113.7", "2001:db8::/32"))
    by_host = network("host", host="198.51.100.1")
    named = network("named", host="sip.carrier.example")
    off = network("off", sources=("192.0.2.1",), enabled=False)
    everyone = [wide, narrow, by_host, named, off]

    def of(ip: str) -> str | None:
        found = rules.caller(ip, everyone)
        return found.friendly_name if found else None

    assert of("203.0.113.8") == "wide" and of("203.0.113.7") == "narrow" and of("2001:db8::9") == "narrow"
    assert of("::ffff:203.0.113.8") == "wide" and of("198.51.100.1") == "host"
    assert of("192.0.2.1") is None and of("203.0.114.1") is None and of("not an address") is None


def permitted(*prefixes: str) -> VoicePermissions:
    return VoicePermissions(account_sid="AC1", allowed_prefixes=prefixes)


ANYWHERE = VoicePermissions(account_sid="AC1")


@pytest.mark.parametrize(
    ("to", "permissions", "refusal"),
    [
        (AMERICA, ANYWHERE, None),
        (AMERICA, permitted("+1"), None),
        (BRITAIN, permitted("+1"), errors.DestinationNotPermitted),
        (BRITAIN, permitted(), errors.DestinationNotPermitted),
        (BRITAIN, permitted(""), None),
        ("+881612345678", ANYWHERE, errors.SatelliteBlocked),
        ("+870773111632", permitted(""), errors.SatelliteBlocked),
        ("+870773111632", permitted("+8"), errors.SatelliteBlocked),
        ("+870773111632", permitted("+870"), None),
        ("+19005550123", ANYWHERE, errors.PremiumBlocked),
        ("+19005550123", permitted("+1"), errors.PremiumBlocked),
        ("+19005550123", permitted("+1", "+1900"), None),
        ("+14159760123", permitted("+1415"), errors.PremiumBlocked),
        ("+14159760123", permitted("+1415976"), None),
        ("+449098790879", ANYWHERE, errors.PremiumBlocked),
        ("+449098790879", permitted("+44"), errors.PremiumBlocked),
        ("+449098790879", permitted("+4490"), None),
        ("+979123456789", ANYWHERE, errors.PremiumBlocked),
    ],
)
def test_premium_and_satellite_numbers_are_called_only_where_they_are_named(to, permissions, refusal):
    said = rules.refusal(to, permissions)
    assert (type(said) if said else None) is refusal
