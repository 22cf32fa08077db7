"""From a target to an open connection: names, addresses that may be reached, TLS, and connections kept for the next."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Protocol

from aiohappyeyeballs import start_connection
from aiohttp.abc import ResolveResult

from ringback.transports.addresses import AddressRefused, Lookup, SafeResolver, refusal
from ringback.transports.http_client_faults import of_connecting, of_name
from ringback.transports.http_client_target import Target
from ringback.transports.http_client_wire import Wire

KEEP_ALIVE_S = 4.0  # below the 5 s after which Node and uvicorn hang up, so that few requests meet a closed door
NAMES_MOST = 10_000
NEXT_ADDRESS_S = 0.25  # RFC 8305 §5: the second address is tried while the first has not answered


class Moments(Protocol):
    """Told of each step on the way."""

    def dns_began(self) -> None: ...
    def dns_ended(self) -> None: ...
    def socket_opened(self) -> None: ...
    def tls_began(self) -> None: ...
    def connected(self) -> None: ...


class Names:
    """Addresses by name, judged, and remembered for a while; a burst of callbacks asks the name server once."""

    def __init__(self, lookup: Lookup, *, allow_private: bool, kept_s: float) -> None:
        self._resolver, self._kept_s = SafeResolver(lookup, allow_private=allow_private), kept_s
        self._known: dict[tuple[str, int], tuple[float, list[ResolveResult]]] = {}
        self._asking: dict[tuple[str, int], asyncio.Task[list[ResolveResult]]] = {}

    async def find(self, target: Target, moments: Moments) -> list[ResolveResult]:
        """Raises HttpFailed."""
        key = target.host, target.port
        until, found = self._known.get(key, (0.0, []))
        if until > monotonic():
            return found
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._resolver.resolve(*key))
            task.add_done_callback(lambda done: self._told(key, done))
        moments.dns_began()
        try:
            found = await asyncio.shield(task)
        except OSError as error:
            raise of_name(error) from error
        finally:
            moments.dns_ended()
        return found

    def _told(self, key: tuple[str, int], done: asyncio.Task[list[ResolveResult]]) -> None:
        del self._asking[key]
        if done.cancelled() or done.exception() is not None:
            return
        if len(self._known) >= NAMES_MOST:
            self._known.clear()
        self._known[key] = monotonic() + self._kept_s, done.result()


class Connections:
    """Connections of one kind of account: those that may reach private addresses, or those that may not."""

    def __init__(self, lookup: Lookup, *, allow_private: bool, names_kept_s: float) -> None:
        self._allow_private = allow_private
        self._names = Names(lookup, allow_private=allow_private, kept_s=names_kept_s)
        self._idle: dict[tuple[str, bool], list[tuple[Wire, asyncio.TimerHandle]]] = {}

    def kept(self, target: Target, verify_tls: bool) -> Wire | None:
        """One that is open already: the one used last."""
        idle = self._idle.get((target.origin, verify_tls))
        while idle:
            wire, timer = idle.pop()
            timer.cancel()
            if wire.is_open:
                return wire
        return None

    def keep(self, target: Target, verify_tls: bool, wire: Wire) -> None:
        key = target.origin, verify_tls
        timer = asyncio.get_running_loop().call_later(KEEP_ALIVE_S, self._let_go, key, wire)
        self._idle.setdefault(key, []).append((wire, timer))

    def _let_go(self, key: tuple[str, bool], wire: Wire) -> None:
        wire.close()
        left = [pair for pair in self._idle.get(key, []) if pair[0] is not wire]
        if left:
            self._idle[key] = left
        else:
            self._idle.pop(key, None)

    def close(self) -> None:
        for idle in self._idle.values():
            for wire, timer in idle:
                timer.cancel()
                wire.close()
        self._idle.clear()

    async def open(self, target: Target, tls: ssl.SSLContext | None, moments: Moments) -> Wire:
        """A new one. Raises HttpFailed."""
        places = _places(await self._addresses(target, moments))
        loop = asyncio.get_running_loop()
        try:
            link = await start_connection(
                places, happy_eyeballs_delay=NEXT_ADDRESS_S, interleave=1, socket_factory=self._opening(moments)
            )
            if tls is not None:
                moments.tls_began()
            host = target.host if tls is not None else None
            _, wire = await loop.create_connection(Wire, sock=link, ssl=tls, server_hostname=host)
        except (OSError, ssl.SSLError) as error:
            raise of_connecting(error) from error
        moments.connected()
        return wire

    async def _addresses(self, target: Target, moments: Moments) -> Sequence[tuple[socket.AddressFamily, str, int]]:
        if target.is_address:
            family = socket.AF_INET6 if ":" in target.host else socket.AF_INET
            return [(family, target.host, target.port)]
        found = await self._names.find(target, moments)
        return [(socket.AddressFamily(one["family"]), one["host"], one["port"]) for one in found]

    def _opening(self, moments: Moments) -> Callable[[Any], socket.socket]:
        """Opens the socket of a connection: the last place where its address can be refused, whatever resolved it."""

        def opened(place: Any) -> socket.socket:
            family, kind, protocol, _, address = place
            reason = refusal(str(address[0]), allow_private=self._allow_private)
            if reason is not None:
                raise AddressRefused(f"{address[0]} {reason}")
            moments.socket_opened()
            link = socket.socket(family, kind, protocol)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return link

        return opened


def _places(addresses: Sequence[tuple[socket.AddressFamily, str, int]]) -> list[Any]:
    return [
        (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port, 0, 0) if ":" in host else (host, port))
        for family, host, port in addresses
    ]
