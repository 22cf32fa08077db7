"""A far end on a real socket: sends RTP to a leg and keeps what comes back."""

import asyncio
from typing import Any

from ringback.protocols.rtp.packet import Packet
from ringback.protocols.rtp.telephone_event import Report

WAIT_S = 10.0


class FarEnd(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._changed = asyncio.Event()
        self._seq, self._timestamp = 100, 5000

    async def open(self) -> "FarEnd":
        self._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        self.address = self._transport.get_extra_info("sockname")
        return self

    def close(self) -> None:
        self._transport.close()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.heard.append(data)
        self._changed.set()

    def say(self, leg: Any, payload: bytes, payload_type: int = 0) -> None:
        """One packet of 20 ms."""
        data = bytes(Packet(payload_type, self._seq, self._timestamp, 77, payload))
        self._seq, self._timestamp = self._seq + 1, self._timestamp + 160
        self._transport.sendto(data, ("127.0.0.1", leg.port))

    def press(self, leg: Any, digit: int) -> None:
        """A whole key, its end three times; all with the timestamp of its beginning."""
        begun = self._timestamp
        for is_end, duration in [(False, 160), (False, 320), (True, 480), (True, 480), (True, 480)]:
            self._timestamp = begun
            self.say(leg, bytes(Report(digit, is_end, duration)), 101)
        self._timestamp = begun + 800

    async def until(self, holds: Any) -> None:
        """Wait until what was heard makes `holds(heard)` true."""
        async with asyncio.timeout(WAIT_S):
            while not holds(self.heard):
                self._changed.clear()
                await self._changed.wait()


class Told:
    """What a leg told, to be waited for."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self._changed = asyncio.Event()

    def __call__(self, event: Any) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, holds: Any) -> None:
        """Wait until what was told makes `holds(events)` true."""
        async with asyncio.timeout(WAIT_S):
            while not holds(self.events):
                self._changed.clear()
                await self._changed.wait()

    async def first(self, kind: type) -> Any:
        await self.until(lambda events: any(isinstance(event, kind) for event in events))
        return next(event for event in self.events if isinstance(event, kind))
