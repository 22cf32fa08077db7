"""Many calls at once from one SIP socket, all with one far end for their sound: `media_load.c` speaks for them."""

import asyncio
import itertools
import re
from typing import Any

from bench.world.phone import Phone, _answer

_CALL = re.compile(rb"^Call-ID: *bench(\d+)@", re.IGNORECASE | re.MULTILINE)
_TO = re.compile(rb"^To: *([^\r\n]*)\r$", re.IGNORECASE | re.MULTILINE)
_AUDIO = re.compile(rb"^m=audio (\d+) ", re.MULTILINE)
_NUMBERS = itertools.count(1_000_000)
A_SECOND = 40
CALLEES = "+1212736"  # and four digits: what the network of a bench serves


class Crowd(Phone):
    """`ports` are where the server hears: one of each leg, called or calling. `rtp_port` is everybody's own."""

    def __init__(self, rtp_port: int) -> None:
        super().__init__(answers=True)
        self.rtp_port, self.ports = rtp_port, list[int]()
        self._calls: dict[int, dict[str, Any]] = {}

    async def call(self, to: str, number: str, count: int, legs: int) -> None:
        """So many calls, until so many legs have an answer."""
        host, _, port = to.rpartition(":")
        for _ in range(count):
            n = next(_NUMBERS)
            self._call = self._calls[n] = {"n": n, "to": (host, int(port)), "uri": f"sip:{number}@{to}"}
            self._transport.sendto(self._request("INVITE", self._sdp()), self._call["to"])
            await asyncio.sleep(1 / A_SECOND)
        async with asyncio.timeout(10):
            while len(self.ports) < legs:  # noqa: ASYNC110 - a bench, and the answers are another task's
                await asyncio.sleep(0.05)

    async def hang_up(self) -> None:
        for call in self._calls.values():
            self._call = call
            self._transport.sendto(self._request("BYE", to=call["tag"]), call["to"])
            await asyncio.sleep(1 / A_SECOND / 4)
        self._calls.clear()
        self.ports.clear()

    def _sdp(self) -> bytes:
        self._rtp_port = self.rtp_port
        return super()._sdp()

    def _invited(self, data: bytes, addr: Any, now: float) -> None:
        self._heard_at(data)
        contact = b"Contact: <sip:bench@127.0.0.1:%d>\r\n" % self.port
        self._transport.sendto(_answer(data, b"200 OK", contact, self._sdp()), addr)

    def _response(self, data: bytes, now: float) -> None:
        name, tag = _CALL.search(data), _TO.search(data)
        call = self._calls.get(int(name[1])) if name is not None else None
        if call is None or tag is None or b"INVITE" not in data or data[8:9] != b"2":
            return
        self._call = call
        self._transport.sendto(self._request("ACK", to=tag[1]), call["to"])
        if "tag" not in call:
            call["tag"] = tag[1]
            self._heard_at(data)

    def _heard_at(self, data: bytes) -> None:
        found = _AUDIO.search(data)
        if found is not None:
            self.ports.append(int(found[1]))
