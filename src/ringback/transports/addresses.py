"""Which addresses a customer's URL may lead to, and the resolver that holds to it.

A URL a customer gives us is fetched from inside our network, so it could reach what only we can reach: the database,
a router's page, a cloud's metadata service. Names are therefore resolved here, the addresses are judged here, and the
connection goes to the very address that was judged: a name that answers differently a moment later gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

Lookup = Callable[[str, int], Awaitable[list[str]]]

# Cloud metadata services, most on link-local or shared addresses. Shut even where private addresses are allowed.
_METADATA = frozenset(
    ip_address(text)
    for text in ("169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "168.63.129.16",
                 "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254")
)  # fmt: skip
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291 §2.4: all that is routed on the public Internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: what an IPv6-only network shows an IPv4 host as
_V4_COMPATIBLE = IPv6Network("::/96")  # RFC 4291 §2.5.5.1, deprecated, still routed by some stacks
_RELAY_ANYCAST = IPv4Network("192.88.99.0/24")  # RFC 7526
_LOWEST_V4 = 1 << 24  # below it, `::1` and its neighbours are not an embedded IPv4 address

RESOLVER_THREADS = 32  # one dead name server holds one thread for some 10 s; the rest keep the others moving
FORGET_FAILED_AFTER_S = 5.0
FAILED_NAMES_KEPT = 1000


class AddressRefused(OSError):
    """The address a URL leads to is not one a customer may reach through us."""


@lru_cache(1024)
def refusal(address: str, *, allow_private: bool = False) -> str | None:
    """Why `address` (text of an IPv4 or IPv6 address) may not be connected to; None if it may."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "is not an IP address"
    inner = _embedded(found)
    if inner is not None:
        return refusal(str(inner), allow_private=allow_private)
    if found in _METADATA:
        return "is a cloud metadata service"
    if found.is_multicast or (isinstance(found, IPv4Address) and found.is_reserved):
        return "is not the address of one host"
    if allow_private or _is_public(found):
        return None
    return "is loopback" if found.is_loopback else "is private or reserved"


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        return address in _GLOBAL_UNICAST and address.is_global
    return address.is_global and address not in _RELAY_ANYCAST


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, Teredo, NAT64 or compatible."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    number = int(address) & 0xFFFFFFFF
    if address in _NAT64 or (address in _V4_COMPATIBLE and number >= _LOWEST_V4):
        return IPv4Address(number)
    return None


class SystemLookup:
    """getaddrinfo on threads of its own: a dead name server must not fill the pool that everything else shares."""

    def __init__(self, threads: int = RESOLVER_THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="resolver")

    async def __call__(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._pool, _addresses_of, host, port)
        return list(dict.fromkeys(found))

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _addresses_of(host: str, port: int) -> list[str]:
    # Without AI_ADDRCONFIG, for which loopback is no address: a laptop that is offline must still find localhost.
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


class SafeResolver(AbstractResolver):
    """Resolves a name and lets through only the addresses that may be reached. Names that failed rest for 5 s."""

    def __init__(self, lookup: Lookup, *, allow_private: bool) -> None:
        self._lookup = lookup
        self._allow_private = allow_private
        self._failed: dict[str, tuple[float, str]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises AddressRefused when a name leads only to forbidden addresses, OSError when it leads nowhere."""
        self._recall_failure(host)
        addresses = await self._find(host, port)
        allowed = [address for address in addresses if refusal(address, allow_private=self._allow_private) is None]
        if not allowed:
            reason = refusal(addresses[0], allow_private=self._allow_private)
            raise AddressRefused(f"{host} leads to {addresses[0]}, which {reason}")
        return [_result(host, address, port) for address in allowed]

    async def _find(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._lookup(host, port)
        except OSError as error:
            self._remember_failure(host, error.strerror or str(error))
            raise
        if not addresses:
            self._remember_failure(host, "it has no address")
            raise OSError(None, f"{host} has no address")
        return addresses

    def _recall_failure(self, host: str) -> None:
        until, reason = self._failed.get(host, (0.0, ""))
        if until > time.monotonic():
            raise OSError(None, reason)

    def _remember_failure(self, host: str, reason: str) -> None:
        if len(self._failed) >= FAILED_NAMES_KEPT:
            self._failed.clear()
        self._failed[host] = (time.monotonic() + FORGET_FAILED_AFTER_S, reason)

    async def close(self) -> None:
        """Nothing is held: the lookup belongs to whoever made it."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)
