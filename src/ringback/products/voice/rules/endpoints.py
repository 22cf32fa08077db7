"""Whom a call reaches and who it is from: numbers, clients and SIP addresses, told apart and written one way."""

import enum
import re
from urllib.parse import unquote

import msgspec

from ringback.kernel import phone
from ringback.products.voice import errors
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.uri import SipUri, parse_uri

IDENTITY_MOST = 121  # characters of a client's name
EMERGENCY = frozenset(("000", "110", "112", "118", "119", "911", "933", "999"))
PREMIUM_EXCHANGE = "976"
ANONYMOUS = "+266696687"  # ANONYMOUS on the keypad: how a withheld number is told
_IDENTITY = re.compile(r"[^\s?&;<>\"]{1,121}").fullmatch
_SIP_USER = re.compile(r"[A-Za-z0-9\-_.!~*'()&=+$,;?/#%]{1,256}", re.ASCII).fullmatch


class Kind(enum.StrEnum):
    NUMBER = "number"
    CLIENT = "client"
    SIP = "sip"


class Endpoint(msgspec.Struct, frozen=True):
    """One end of a call. `address` is E.164, `client:name` or the SIP URI, without parameters meant for the far end.

    `asked` is what was asked for, with them; `headers` are those the far end is to be told.
    """

    kind: Kind
    address: str
    asked: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> str:
        return self.address.removeprefix("client:")


def kind_of(text: str) -> Kind:
    """By its first word alone."""
    scheme = text[:7].lower()
    if scheme.startswith(("sip:", "sips:")):
        return Kind.SIP
    return Kind.CLIENT if scheme == "client:" else Kind.NUMBER


def endpoint(text: str) -> Endpoint | None:
    """None where nobody can be reached under it."""
    kind = kind_of(text)
    if kind is Kind.CLIENT:
        return _client(text)
    return _sip(text) if kind is Kind.SIP else _number(text)


def _number(text: str) -> Endpoint | None:
    e164 = phone.parse(text)
    return None if e164 is None else Endpoint(Kind.NUMBER, e164, e164)


def _client(text: str) -> Endpoint | None:
    name, _, query = text[7:].partition("?")
    if not _IDENTITY(name):
        return None
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    headers = tuple((f"X-Ringback-Param-{unquote(key)}", unquote(value)) for key, _, value in pairs if key)
    return Endpoint(Kind.CLIENT, f"client:{name}", text, headers)


def _sip(text: str) -> Endpoint | None:
    uri = sip_uri(text)
    if uri is None or not uri.user:
        return None
    headers = tuple((unquote(name), unquote(value)) for name, value in uri.headers)
    return Endpoint(Kind.SIP, str(msgspec.structs.replace(uri, headers=())), text, headers)


def sip_uri(text: str) -> SipUri | None:
    """The parsed address; None where it is none."""
    try:
        uri = parse_uri(text)
    except Malformed:
        return None
    return uri if isinstance(uri, SipUri) else None


def recipient(to: str | None) -> Endpoint:
    """Whom a call asked for over REST reaches. Raises what the API answers with."""
    if not to or not to.strip():
        raise errors.NoTo
    text = to.strip()
    if is_emergency(text):
        raise errors.Blocked(value=text)
    found = endpoint(text)
    if found is None:
        raise (errors.InvalidSipUri if kind_of(text) is Kind.SIP else errors.InvalidTo)(value=text[:80])
    return found


def caller(from_: str | None, to: Endpoint) -> str:
    """Who a call is from: a number to a number, a number or a client to a client, anybody to a SIP address."""
    if not from_ or not from_.strip():
        raise errors.NoFrom
    text = from_.strip()
    found = endpoint(text)
    if to.kind is Kind.SIP and found is None and _SIP_USER(text):
        return text
    if found is None or (to.kind is Kind.NUMBER and found.kind is not Kind.NUMBER):
        raise errors.InvalidFrom(value=text[:80], to=to.address)
    return found.address


def is_emergency(text: str) -> bool:
    return text.removeprefix("+") in EMERGENCY


def is_premium(e164: str) -> bool:
    return phone.kind(e164) == "premium" or (e164.startswith("+1") and e164[5:8] == PREMIUM_EXCHANGE)


def formatted(address: str) -> str:
    """As people write it: North American numbers as `(415) 867-5309`, everything else as it is."""
    return phone.national(address) if address.startswith("+1") and phone.is_possible(address) else address


# -- test credentials

_MAGIC = "+1500555000"
MAGIC_GOOD = _MAGIC + "6"
_MAGIC_TO = {
    _MAGIC + "1": errors.NotCallable,
    _MAGIC + "2": errors.NotReachable,
    _MAGIC + "3": errors.CountryNotPermitted,
    _MAGIC + "4": errors.Blocked,
}


def check_magic(from_: str, to: Endpoint) -> None:
    """What test credentials are told: reference/platform.md §2.2."""
    if from_ == _MAGIC + "1":
        raise errors.InvalidFrom(value=from_, to=to.address)
    if kind_of(from_) is Kind.NUMBER and from_ != MAGIC_GOOD and to.kind is not Kind.SIP:
        raise errors.FromNotVerified(value=from_)
    refusal = _MAGIC_TO.get(to.address)
    if refusal is not None:
        raise refusal(value=to.address)
