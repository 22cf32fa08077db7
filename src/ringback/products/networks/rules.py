"""Decisions about networks, pure: which of them takes a call, whose calls come from where, what may be called."""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ringback.kernel import phone
from ringback.products.networks import errors
from ringback.products.networks.model import Codec, Health, Network, NumberFormat, Prefix, VoicePermissions

NETWORKS_MOST, SOURCES_MOST, PREFIXES_MOST = 500, 200, 2_000
NAME_MOST, HOST_MOST, SECRET_MOST = 64, 253, 256
RANK_MOST = 65_535  # of priorities and weights, as in SRV records
_PREFIX = re.compile(r"\+[1-9][0-9]{0,14}", re.ASCII).fullmatch
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII).fullmatch
# Codes that no country has (ITU-T E.164, list of assigned codes): satellites and networks of their own, dear to call.
SATELLITE = ("+870", "+871", "+872", "+873", "+874", "+881", "+882", "+883", "+888")
PREMIUM = ("+979",)  # the international premium rate service
_NANP_976 = re.compile(r"\+1[2-9][0-9]{2}976", re.ASCII).match

_OWN = ("sid", "kind", "health", "health_at", "date_created", "date_updated", "version")
SETTABLE = tuple(name for name in Network.__struct_fields__ if name not in _OWN)
AUDITED = tuple(name for name in SETTABLE if name != "password")


# -- which network takes a call


def served(to: str, network: Network) -> Prefix | None:
    """The longest prefix of the network's that the number begins with."""
    fits = [prefix for prefix in network.prefixes if to.startswith(prefix.prefix)]
    return max(fits, key=lambda prefix: len(prefix.prefix), default=None)


def routes(to: str, networks: Iterable[Network], draw: float = 0.0) -> list[Network]:
    """The networks that take a call to `to` (E.164), the first choice first: longest prefix, then lowest priority, then
    by weight. The simulated one only where no other serves the number: it never stands in for one that failed.

    `draw`, 0 <= draw < 1, is the dice for the weights: with 0 the heaviest comes first.
    """
    fits = [(prefix, one) for one in networks if one.enabled and (prefix := served(to, one)) is not None]
    real = [(prefix, one) for prefix, one in fits if not one.is_simulated]
    ranks: dict[tuple[int, int], list[tuple[Prefix, Network]]] = {}
    for prefix, one in real or fits:
        ranks.setdefault((-len(prefix.prefix), prefix.priority), []).append((prefix, one))
    return [one for rank in sorted(ranks) for one in _drawn(ranks[rank], draw)]


def _drawn(equals: list[tuple[Prefix, Network]], draw: float) -> list[Network]:
    """By weight, as SRV records are drawn, but with one throw. A weight of 0 comes last."""
    left = sorted(equals, key=lambda pair: (-pair[0].weight, pair[1].sid))
    order: list[Network] = []
    while left:
        mark = draw * sum(prefix.weight for prefix, _ in left)
        at = 0
        while mark >= left[at][0].weight and at < len(left) - 1:
            mark -= left[at][0].weight
            at += 1
        order.append(left.pop(at)[1])
    return order


def written(number: str, network: Network) -> str:
    """A number as the network writes it before the @."""
    if network.number_format is NumberFormat.PLUS:
        return number
    if network.number_format is NumberFormat.NATIONAL and phone.country(number) == network.country:
        return "".join(digit for digit in phone.national(number) if digit.isdigit())
    return number.removeprefix("+")


# -- whether it is there

PING_EVERY_S, AGAIN_IN_S = 30.0, 10.0  # while it answers, and while it does not
DOWN_AFTER = 3  # pings without an answer in a row: one may be lost on the way
NOT_THERE = frozenset((408, 503))  # no answer and no way, or its own word that it takes nothing now


class Pinged(msgspec.Struct, frozen=True):
    """What the pings of one network have shown. `due_at` is monotonic seconds."""

    due_at: float = 0.0
    failures: int = 0
    health: Health = Health.UNKNOWN


NEVER_PINGED = Pinged()


def pinged(before: Pinged, status: int, now: float) -> Pinged:
    """Any answer shows that it is there, a refusal too; only silence, three times in a row, that it is not."""
    if status not in NOT_THERE:
        return Pinged(now + PING_EVERY_S, 0, Health.UP)
    failures = before.failures + 1
    return Pinged(now + AGAIN_IN_S, failures, Health.DOWN if failures >= DOWN_AFTER else before.health)


def said_of(status: int) -> str:
    return "no answer to OPTIONS" if status == 408 else f"OPTIONS was answered {status}"


# -- whose calls come from where


def caller(ip: str, networks: Iterable[Network]) -> Network | None:
    """The enabled network that an address belongs to: the one with the narrowest block around it."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    found = [
        (block.prefixlen, one.sid, one)
        for one in networks
        if one.enabled
        for text in one.sources or (one.host,)
        if (block := block_of(text)) is not None and block.version == address.version and address in block
    ]
    return max(found, default=(0, "", None), key=lambda fit: fit[:2])[2]


@lru_cache(maxsize=20_000)
def block_of(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """An address or CIDR as a block; None for a host name."""
    try:
        return ipaddress.ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return None


# -- what may be called


def dear(to: str) -> tuple[type[errors.CallRefused], str] | None:
    """Why a number is blocked unless it is named, and the prefix that would have to be named."""
    for codes, refusal in ((SATELLITE, errors.SatelliteBlocked), (PREMIUM, errors.PremiumBlocked)):
        code = next((code for code in codes if to.startswith(code)), None)
        if code is not None:
            return refusal, code
    if _NANP_976(to):
        return errors.PremiumBlocked, to[:8]
    if phone.kind(to) == "premium":
        return errors.PremiumBlocked, to[:5]
    return None


def refusal(to: str, permissions: VoicePermissions) -> errors.CallRefused | None:
    """Why an account may not call `to` over a real network; None if it may."""
    allowed = permissions.allowed_prefixes
    named = max((len(prefix) for prefix in allowed or () if to.startswith(prefix)), default=-1)
    if allowed is not None and named < 0:
        listed = ", ".join(prefix or "all" for prefix in allowed[:10]) or "none"
        return errors.DestinationNotPermitted(to=to, allowed=listed, account_sid=permissions.account_sid)
    blocked = dear(to)
    if blocked is not None and named < len(blocked[1]):
        return blocked[0](to=to, prefix=blocked[1])
    return None


# -- what is said of a network


def checked(given: Mapping[str, Any], before: Network | None = None) -> dict[str, Any]:
    """What was said of a network, ready for the record. Raises InvalidNetwork."""
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    _check_texts(said)
    if "prefixes" in said:
        _check_prefixes(said["prefixes"])
    if "sources" in said:
        _check_sources(said["sources"])
    if "codecs" in said and not (said["codecs"] and set(said["codecs"]) <= set(Codec)):
        raise errors.InvalidNetwork(name="codecs", reason=f"needs at least one of {', '.join(Codec)}")
    if said.get("country", "US") not in phone.calling_codes():
        raise errors.InvalidNetwork(name="country", reason=f"'{said['country']}' is not an ISO 3166 code, such as US")
    user = said.get("username", before.username if before else None)
    secret = said.get("password", before.password if before else None)
    if said.get("register", before.register if before else False) and not (user and secret):
        raise errors.InvalidNetwork(name="register", reason="needs username and password: whom to register as")
    return said


def _check_texts(said: Mapping[str, Any]) -> None:
    name = said.get("friendly_name")
    if name is not None and not 1 <= len(name) <= NAME_MOST:
        raise errors.InvalidNetwork(name="friendly_name", reason=f"has {len(name)} characters; it takes 1 to 64")
    host = said.get("host")
    if (host is not None and (len(host) > HOST_MOST or not (_HOST(host) or block_of(host)))) or (host and "/" in host):
        raise errors.InvalidNetwork(name="host", reason=f"'{host[:60]}' is no host name or address")
    for field in ("username", "password"):
        text = said.get(field)
        if text is not None and (len(text) > SECRET_MOST or not text.isprintable()):
            raise errors.InvalidNetwork(name=field, reason=f"takes up to {SECRET_MOST} printable characters")


def _check_prefixes(prefixes: Sequence[Prefix]) -> None:
    if len(prefixes) > PREFIXES_MOST:
        raise errors.InvalidNetwork(name="prefixes", reason=f"has {len(prefixes)} entries; the limit is 2000")
    for one in prefixes:
        checked_prefix("prefixes", one.prefix)
        if not 0 <= one.priority <= RANK_MOST or not 0 <= one.weight <= RANK_MOST:
            raise errors.InvalidNetwork(name="prefixes", reason=f"takes priority and weight from 0 to {RANK_MOST}")
    twice = len({one.prefix for one in prefixes}) < len(prefixes)
    if twice:
        raise errors.InvalidNetwork(name="prefixes", reason="names a prefix twice; each has one priority and weight")


def checked_prefix(name: str, prefix: str) -> str:
    """Empty, or a plus and 1 to 15 digits. Raises InvalidNetwork."""
    if prefix and not _PREFIX(prefix):
        reason = f"has '{prefix[:20]}'; a prefix is a plus and digits, as +44, or empty for all numbers"
        raise errors.InvalidNetwork(name=name, reason=reason)
    return prefix


def _check_sources(sources: Sequence[str]) -> None:
    if len(sources) > SOURCES_MOST:
        raise errors.InvalidNetwork(name="sources", reason=f"has {len(sources)} entries; the limit is {SOURCES_MOST}")
    for text in sources:
        block = block_of(text)
        if block is None or block.prefixlen == 0:
            reason = f"has '{text[:60]}'; each is an address or a block of them, as 203.0.113.0/24"
            raise errors.InvalidNetwork(name="sources", reason=reason)


def with_prefixes(permissions: VoicePermissions, prefixes: Sequence[str] | None) -> VoicePermissions:
    """The permissions with these prefixes, each once. Raises InvalidNetwork."""
    if prefixes is None:
        return msgspec.structs.replace(permissions, allowed_prefixes=None)
    if len(prefixes) > PREFIXES_MOST:
        raise errors.InvalidNetwork(name="allowed_prefixes", reason=f"has {len(prefixes)} entries; the limit is 2000")
    kept = dict.fromkeys(checked_prefix("allowed_prefixes", prefix) for prefix in prefixes)
    return msgspec.structs.replace(permissions, allowed_prefixes=tuple(kept))
