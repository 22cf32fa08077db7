"""Which product a request is for: by its host, or by the first word of its path.

`messaging.twilio.com`, `messaging.<edge>.<region>.twilio.com` and `messaging.<a configured domain>` name the product in
the host; on the server's own address the path does: `/messaging/v1/…`, `/2010-04-01/…` (api), `/ringback/v1/…`.
"""

import ipaddress
import re
from collections.abc import Collection

import msgspec

from ringback.rest.refusals import UnknownHost

OWN = "ringback"
CORE_VERSION = "2010-04-01"
_HOST = re.compile(rb"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?\Z")
_CACHED = 1024  # Host headers come from outside: the memory for them is bounded


class Hosts:
    """The names this server goes by.

    `domains`: product hosts may stand under these (`messaging.<domain>`), and the path style works on them bare.
    `names`: further host names and addresses for the path style, beside loopback. `products`: known first labels.
    `any_address`: any IP address will do; no page can make a browser send one that is not where it connects.
    """

    def __init__(
        self,
        products: Collection[str],
        domains: Collection[str] = (),
        names: Collection[str] = (),
        *,
        any_address: bool = False,
    ) -> None:
        self._any_address = any_address
        self._products = frozenset(products)
        self._suffixes = tuple("." + domain.lower().strip(".") for domain in {*domains, "twilio.com"})
        self._names = frozenset(name.lower() for name in (*names, *domains))
        self._known: dict[bytes, str | None] = {}

    def product_of(self, host: bytes) -> str | None:
        """The product that a Host header names; None when the path must. Raises UnknownHost (421)."""
        try:
            return self._known[host]
        except KeyError:
            product = self._find(host)
            if len(self._known) < _CACHED:
                self._known[host] = product
            return product

    def _find(self, host: bytes) -> str | None:
        name = host_name(host)
        if _HOST.match(host) is None:  # links repeat the header: it may hold nothing but a host and a port
            raise UnknownHost(host=name[:200])
        if name in self._names or is_loopback(name) or (self._any_address and is_address(name)):
            return None
        first = name.partition(".")[0]
        if name.endswith(".localhost"):
            return first if first in self._products else None
        for suffix in self._suffixes:
            if name.endswith(suffix) and name.count(".") - suffix.count(".") in (0, 1, 2):
                return first
        raise UnknownHost(host=name[:200])


class Place(msgspec.Struct, frozen=True):
    """Where a path leads: the product, its segments there, and what links must begin with (`/messaging` or nothing)."""

    product: str
    segments: list[str]
    prefix: str


def place_of(product: str | None, segments: list[str]) -> Place | None:
    """Reads the product from the path where the host did not say it. None: no product is meant."""
    first = segments[0]
    if first == OWN:
        return Place(OWN, segments[1:], "/ringback")
    if product is not None:
        return Place(product, segments, "")
    if first == CORE_VERSION:
        return Place("api", segments, "")
    return Place(first, segments[1:], "/" + first) if len(segments) > 1 else None


def host_name(host: bytes) -> str:
    """The Host header without its port, in lower case and without the brackets of an IPv6 address."""
    text = host.decode("latin-1").strip().lower().rstrip(".")
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0].rstrip(".") if text.count(":") == 1 else text


def is_address(name: str) -> bool:
    """Whether this is an IP address and no name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
