"""Numbers with their type, both ways."""

import pytest

from ringback.protocols.smpp.addresses import Address, read, write


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("+14155550100", Address(1, 1, "14155550100")),
        ("64646", Address(3, 0, "64646")),
        ("ACME Ltd", Address(5, 0, "ACME Ltd")),
    ],
)
def test_senders(sender, address):
    assert write(sender) == address
    assert read(address.ton, address.npi, address.address) == sender


def test_a_carrier_may_want_short_codes_typed_otherwise():
    assert write("64646", Address(0, 1, "")) == Address(0, 1, "64646")


@pytest.mark.parametrize(
    ("ton", "address", "country", "number"),
    [
        (1, "14155550100", "", "+14155550100"),
        (1, "+14155550100", "", "+14155550100"),
        (1, "0014155550100", "", "+14155550100"),
        (0, "+14155550100", "", "+14155550100"),
        (0, "0014155550100", "", "+14155550100"),
        (0, "14155550100", "", "+14155550100"),
        (0, "64646", "", "64646"),
        (0, "0445551234", "41", "+41445551234"),
        (0, "0445551234", "", "0445551234"),
        (2, "0445551234", "41", "+41445551234"),
        (2, "445551234", "", "445551234"),
        (3, "64646", "", "64646"),
        (5, "ACME", "", "ACME"),
        (5, "12345", "", "12345"),
        (0, "ACME", "", "ACME"),
        (0, "", "", ""),
    ],
)
def test_numbers_as_peers_type_them(ton, address, country, number):
    assert read(ton, 1, address, country) == number
