"""Decisions about SIP domains and their lists, pure."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from ringback.kernel import phone
from ringback.products.voice.sip import errors
from ringback.products.voice.sip.model import SipDomain
from ringback.protocols.sip import grammar
from ringback.protocols.sip.digest import ha1
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.uri import SipUri, TelUri, parse_uri

# Every domain asks under this one realm, as Twilio's do: an HA1 then holds wherever its list is mapped (decision 0006).
REALM = "sip.twilio.com"
DOMAINS_MOST, LISTS_MOST = 100, 100
USERS_MOST, ADDRESSES_MOST = 1000, 100
DOMAIN_NAME_MOST, CREDENTIAL_NAME_MOST, ACCESS_NAME_MOST = 64, 64, 255
USERNAME_MOST, PASSWORD_LEAST, PASSWORD_MOST = 32, 12, 256
PUBLIC_SUFFIX, LAPTOP_SUFFIX = "sip.twilio.com", "sip.localhost"
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII).fullmatch
_PLACE = re.compile(r"(?:[a-z0-9-]+\.){0,2}", re.ASCII).fullmatch  # an edge and a region: `ashburn.us1.`
# What may stand before the @ of a SIP URI unescaped (RFC 3261 §25.1), so that a user can be called by that name.
_USERNAME = re.compile(r"[A-Za-z0-9\-_.!~*'()&=+$,;?/]+", re.ASCII).fullmatch
_DIGITS = re.compile(r"\+?[0-9]{7,15}", re.ASCII).fullmatch
_SEPARATORS = str.maketrans("", "", "-.()")

_OWN = ("sid", "account_sid", "label", "api_version", "date_created", "date_updated", "version")
_LISTS = ("call_acls", "call_credentials", "registration_credentials")
SETTABLE = tuple(name for name in SipDomain.__struct_fields__ if name not in (*_OWN, *_LISTS))
# What a setting goes back to when it is cleared with an empty parameter; all others become None.
_CLEARED = {
    "voice_method": "POST",
    "voice_fallback_method": "POST",
    "voice_status_callback_method": "POST",
    "sip_registration": False,
    "emergency_calling_enabled": False,
    "secure": False,
}


class Names(msgspec.Struct, frozen=True):
    """Which names are SIP domains: `<label>.<one of the suffixes>`. All suffixes lead to the same label."""

    suffixes: tuple[str, ...]

    def label_in(self, host: str) -> str | None:
        """The label that a request's host names; None where it is no name of a SIP domain, but say an address.

        Under Twilio's suffix phones may say where: `acme.sip.us1.twilio.com`, `acme.sip.ashburn.us1.twilio.com`.
        """
        name = host.lower().rstrip(".")
        for suffix in self.suffixes:
            if name.endswith("." + suffix):
                return name[: -len(suffix) - 1]
        label, found, rest = name.partition(".sip.")
        return label if found and rest.endswith("twilio.com") and _PLACE(rest[: -len("twilio.com")]) else None

    def checked(self, name: str) -> tuple[str, str]:
        """A name as it is kept, and its label. Raises InvalidDomainName."""
        bare = name.strip().lower().rstrip(".")
        label = next((bare[: -len(s) - 1] for s in self.suffixes if bare.endswith("." + s)), "")
        if not _LABEL(label):
            raise errors.InvalidDomainName(value=name[:80], suffix=self.suffixes[0])
        return bare, label


def names_under(domain: str | None) -> Names:
    """The names there are where the server goes by `domain`, if by any."""
    suffixes = (LAPTOP_SUFFIX, PUBLIC_SUFFIX)
    return Names((f"sip.{domain.lower().strip('.')}", *suffixes) if domain else suffixes)


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a domain, ready for the record. Raises InvalidDomain."""
    said = {name: _CLEARED.get(name) if value in (None, "") else value for name, value in given.items()}
    said |= {name: str(value) for name, value in said.items() if name.endswith("_method")}
    name = said.get("friendly_name") or ""
    if len(name) > DOMAIN_NAME_MOST:
        raise errors.InvalidDomain(reason=too_long("FriendlyName", name, DOMAIN_NAME_MOST))
    return said


def checked_list_name(name: str) -> str:
    """Raises InvalidCredentialList."""
    if not name or len(name) > CREDENTIAL_NAME_MOST:
        raise errors.InvalidCredentialList(reason=too_long("FriendlyName", name, CREDENTIAL_NAME_MOST))
    return name


def checked_access_name(name: str) -> str:
    """Raises InvalidAccessList."""
    if not name or len(name) > ACCESS_NAME_MOST:
        raise errors.InvalidAccessList(reason=too_long("FriendlyName", name, ACCESS_NAME_MOST))
    return name


def checked_address_name(name: str) -> str:
    """Raises InvalidAddress."""
    if not name or len(name) > ACCESS_NAME_MOST:
        raise errors.InvalidAddress(reason=too_long("FriendlyName", name, ACCESS_NAME_MOST))
    return name


def too_long(field: str, text: str, limit: int) -> str:
    return f"{field} has {len(text)} characters; it takes 1 to {limit}"


def checked_username(name: str) -> str:
    """Raises InvalidCredential."""
    if not name or len(name) > USERNAME_MOST:
        raise errors.InvalidCredential(reason=too_long("Username", name, USERNAME_MOST))
    if not _USERNAME(name):
        raise errors.InvalidCredential(
            reason=f"Username '{name}' holds a character that cannot stand before the @ of a SIP address; "
            "use letters, digits and - _ . ! ~ * ' ( ) & = + $ , ; ? /"
        )
    return name


def checked_password(password: str) -> str:
    """Raises InvalidCredential, which never repeats the password."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        reason = f"Password has {len(password)} characters; it takes {PASSWORD_LEAST} to {PASSWORD_MOST}"
        raise errors.InvalidCredential(reason=reason)
    kinds = (str.isupper, "an upper-case letter"), (str.islower, "a lower-case letter"), (str.isdigit, "a digit")
    for has, what in kinds:
        if not any(has(letter) for letter in password):
            raise errors.InvalidCredential(reason=f"Password lacks {what}; it takes one of each kind")
    return password


def hashes(username: str, password: str) -> tuple[str, str]:
    """All that is kept of a password: HA1 (RFC 7616 §3.4.2) with MD5 and with SHA-256, which phones are offered."""
    return ha1(username, REALM, password, "MD5"), ha1(username, REALM, password, "SHA-256")


def checked_address(ip_address: str, cidr_prefix_length: int | None) -> tuple[str, int]:
    """An IPv4 or IPv6 address and how many of its bits count. Raises InvalidAddress."""
    text, slash, bits = ip_address.strip().partition("/")
    try:
        address = ipaddress.ip_address(text)
        length = int(bits) if slash else address.max_prefixlen if cidr_prefix_length is None else cidr_prefix_length
    except ValueError:
        raise errors.InvalidAddress(
            reason=f"IpAddress '{ip_address[:60]}' is no address; give one as 203.0.113.7"
        ) from None
    if not 1 <= length <= address.max_prefixlen:
        reason = f"CidrPrefixLength is {length}; for {address} it is 1 to {address.max_prefixlen}"
        raise errors.InvalidAddress(reason=reason)
    return str(address), length


@lru_cache(maxsize=20_000)
def block_of(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """`203.0.113.7/24` as a block, its further bits cleared."""
    return ipaddress.ip_network(text, strict=False)


def holds(blocks: Iterable[str], ip: str) -> bool:
    """Whether an address is in one of the blocks. IPv4 that came in through an IPv6 socket counts as IPv4."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in block for text in blocks if (block := block_of(text)).version == address.version)


class Target(msgspec.Struct, frozen=True):
    """What a request line names. `user` as written, without password and parameters; a tel URI has no host."""

    scheme: str
    user: str
    host: str


def target_of(text: str) -> Target | None:
    """None for what is no URI at all."""
    try:
        uri = parse_uri(text)
    except Malformed:
        return None
    if isinstance(uri, SipUri):
        return Target(uri.scheme, (uri.user or "").partition(";")[0], uri.host)
    return Target(uri.scheme, uri.number if isinstance(uri, TelUri) else "", "")


def number_in(user: str, country: str = "US") -> str | None:
    """The telephone number that the user part of a request line is, in E.164; None if it is none.

    Strict: once escapes are resolved it is a plus and digits, with the separators of RFC 3966, and nothing else.
    Whoever is called by something cleverer is not called at all.
    """
    bare = unescaped(user).translate(_SEPARATORS)
    return phone.parse(bare, country) if _DIGITS(bare) else None


def unescaped(user: str) -> str:
    """The user part with its %HH resolved."""
    return grammar.unescaped(user)
