"""Numbers and names as TON, NPI and address, and back: SMPP 3.4 §5.2.5, §5.2.6."""

import msgspec

from ringback.protocols.smpp.values import Npi, Ton

SHORT_DIGITS = 8  # as long as a short code is anywhere; longer numbers without a type are taken for whole ones


class Address(msgspec.Struct, frozen=True):
    ton: int
    npi: int
    address: str


SHORT_CODE = Address(Ton.NETWORK_SPECIFIC, Npi.UNKNOWN, "")


def write(sender: str, short_code: Address = SHORT_CODE) -> Address:
    """E.164 with its plus, a short code in digits, or a name of up to 11 characters."""
    if sender.startswith("+"):
        return Address(Ton.INTERNATIONAL, Npi.ISDN, sender[1:])
    if sender.isascii() and sender.isdigit():
        return Address(short_code.ton, short_code.npi, sender)
    return Address(Ton.ALPHANUMERIC, Npi.UNKNOWN, sender)


def read(ton: int, npi: int, address: str, country: str = "") -> str:
    """E.164 with its plus where it can be known, else what was sent. `country` is dialled before national numbers."""
    text = address.strip()
    digits = text.lstrip("+")
    if ton == Ton.ALPHANUMERIC or not (digits.isascii() and digits.isdigit()):
        return text
    if text.startswith("+") or ton == Ton.INTERNATIONAL:
        return "+" + (digits[2:] if digits.startswith("00") else digits)
    if ton == Ton.NATIONAL:
        return f"+{country}{digits.lstrip('0')}" if country else digits
    if ton != Ton.UNKNOWN or len(digits) <= SHORT_DIGITS:
        return digits
    return "+" + digits[2:] if digits.startswith("00") else _whole(digits, country)


def _whole(digits: str, country: str) -> str:
    """A leading zero is a trunk prefix, and no country code begins with one."""
    if not digits.startswith("0"):
        return "+" + digits
    return f"+{country}{digits[1:]}" if country else digits
