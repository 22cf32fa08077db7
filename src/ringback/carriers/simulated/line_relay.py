"""A bad line: stands between a phone and whoever it talks to, and loses, delays and reorders packets of both ways.

There is one for each call on a line with faults, and none on a straight line. It has two faces, each a pair of ports
for RTP and RTCP: the far side sends to the outer, the phone's own leg to the inner.
"""

import asyncio
import random
import socket
from collections.abc import Callable
from typing import Any, cast

import msgspec

from ringback.carriers.simulated.model import Line

WAITING_MOST = 4000  # packets on their way at once: 5 s of delay both ways are 500, the rest is somebody's flood
TRIES_MOST = 100  # to find two free ports side by side
Address = tuple[str, int]


class Faults(msgspec.Struct, frozen=True):
    """What happens to a packet, each way: lost with this chance, else late by `delay_ms` and up to `jitter_ms` more."""

    loss_percent: float = 0.0
    jitter_ms: int = 0
    delay_ms: int = 0

    def __bool__(self) -> bool:
        return bool(self.loss_percent or self.jitter_ms or self.delay_ms)

    def fate(self, chance: random.Random) -> float | None:
        """Seconds until a packet arrives; None: never."""
        if chance.random() * 100 < self.loss_percent:
            return None
        return (self.delay_ms + chance.random() * self.jitter_ms) / 1000


def faults_of(line: Line) -> Faults:
    return Faults(line.loss_percent, line.jitter_ms, line.delay_ms)


class Relay:
    """Carries a call's packets. `port` is the outer RTP port, `inner` where the phone's leg sends to."""

    def __init__(self, faults: Faults, chance: random.Random, outer: "list[_Face]", inner: "list[_Face]") -> None:
        self._faults, self._chance, self._outer, self._inner = faults, chance, outer, inner
        self._on_their_way: set[asyncio.TimerHandle] = set()
        for out, into in zip(outer, inner, strict=True):
            out.pass_on, into.pass_on = self._to(into), self._to(out)
        self.lost = self.carried = 0

    @property
    def port(self) -> int:
        return self._outer[0].address[1]

    @property
    def inner(self) -> Address:
        return self._inner[0].address

    def connect(self, leg_port: int, far: Address, far_rtcp: Address) -> None:
        """Where both sides are. The far side's real address counts as soon as it has sent something."""
        ip = self.inner[0]
        self._inner[0].peer, self._inner[1].peer = (ip, leg_port), (ip, leg_port + 1)
        self._outer[0].peer, self._outer[1].peer = far, far_rtcp

    def close(self) -> None:
        for timer in self._on_their_way:
            timer.cancel()
        self._on_their_way.clear()
        for face in (*self._outer, *self._inner):
            face.close()

    def _to(self, face: "_Face") -> Callable[[bytes], None]:
        def pass_on(packet: bytes) -> None:
            late_s = self._faults.fate(self._chance)
            if late_s is None or len(self._on_their_way) >= WAITING_MOST:
                self.lost += 1
                return
            self.carried += 1
            if late_s == 0:
                face.send(packet)
                return
            timer = asyncio.get_running_loop().call_later(late_s, lambda: self._arrive(face, packet, timer))
            self._on_their_way.add(timer)

        return pass_on

    def _arrive(self, face: "_Face", packet: bytes, timer: asyncio.TimerHandle) -> None:
        self._on_their_way.discard(timer)
        face.send(packet)


class _Face(asyncio.DatagramProtocol):
    """One port of the relay. It takes packets from its peer's machine only."""

    def __init__(self) -> None:
        self.peer: Address | None = None
        self.pass_on: Callable[[bytes], None] = lambda packet: None
        self._transport: asyncio.DatagramTransport | None = None

    @property
    def address(self) -> Address:
        assert self._transport is not None
        return self._transport.get_extra_info("sockname")[:2]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        if self.peer is not None and addr[0] == self.peer[0]:
            self.peer = (addr[0], addr[1])
            self.pass_on(data)

    def error_received(self, exc: Exception) -> None:
        """A port that is closed already says so; the call's end does too."""

    def send(self, packet: bytes) -> None:
        if self.peer is not None and self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(packet, self.peer)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def open_relay(faults: Faults, seed: bytes, ip: str) -> Relay:
    """A relay on `ip`, whose chance follows from `seed`. Raises OSError where there are no ports."""
    outer = await _pair(ip)
    try:
        inner = await _pair(ip)
    except OSError:
        for face in outer:
            face.close()
        raise
    return Relay(faults, random.Random(seed), outer, inner)


async def _pair(ip: str) -> list[_Face]:
    """An even port and the one above it, as RTP and RTCP have them: RFC 3550 §11."""
    loop = asyncio.get_running_loop()
    sockets = _sockets(ip)
    return [(await loop.create_datagram_endpoint(_Face, sock=one))[1] for one in sockets]


def _sockets(ip: str) -> tuple[socket.socket, socket.socket]:
    problem = OSError("no two free ports side by side")
    for _ in range(TRIES_MOST):
        first, second = _unbound(ip), _unbound(ip)
        try:
            first.bind((ip, 0))
            port = first.getsockname()[1]
            if port % 2 == 0:
                second.bind((ip, port + 1))
                return first, second
        except OSError as taken:
            problem = taken
        first.close()
        second.close()
    raise problem


def _unbound(ip: str) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    return made
