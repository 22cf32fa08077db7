"""Many callers by one SIP socket, whose sound comes from one RTP socket elsewhere (`bench/media_load.c`)."""

import asyncio
import re
from typing import Any, Self

from bench.world.phone import _answer, _call_id

_FIELD = re.compile(rb"^(From|To|CSeq): *([^\r\n]*)\r$", re.IGNORECASE | re.MULTILINE)
_PORT = re.compile(rb"^m=audio (\d+)", re.MULTILINE)


class Callers(asyncio.DatagramProtocol):
    """Call a number and stay. `ports` are where the server wants each one's sound, once it has answered."""

    def __init__(self, server: str, number: str, sound_port: int) -> None:
        host, _, port = server.rpartition(":")
        self._server, self._uri, self._sound_port = (host, int(port)), f"sip:{number}@{server}", sound_port
        self.ports: dict[bytes, int] = {}
        self.refused: list[bytes] = []
        self._called = 0

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._own = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._transport.close()

    async def call(self, count: int, rate: float) -> None:
        """So many more call, so many a second; returns when all are answered. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        first, self._called = self._called, self._called + count
        for n in range(count):
            await asyncio.sleep(max(0.0, began + n / rate - loop.time()))
            self._transport.sendto(self._request("INVITE", first + n, b"", self._sdp()), self._server)
        async with asyncio.timeout(30):
            while len(self.ports) + len(self.refused) < self._called:  # noqa: ASYNC110 - a bench, and the server tells nobody
                await asyncio.sleep(0.05)

    def _request(self, method: str, n: int, to: bytes, body: bytes = b"") -> bytes:
        head = (
            f"{method} {self._uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{self._own};branch=z9hG4bKq{n}{method}\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:+1415556{n:04d}@127.0.0.1>;tag=q{n}\r\nCall-ID: queue{n}@127.0.0.1\r\n"
            f"CSeq: 1 {method}\r\nContact: <sip:bench@127.0.0.1:{self._own}>\r\n"
        ).encode()
        kind = b"Content-Type: application/sdp\r\n" if body else b""
        target = to or f"<{self._uri}>".encode()
        return b"%sTo: %s\r\n%sContent-Length: %d\r\n\r\n%s" % (head, target, kind, len(body), body)

    def _sdp(self) -> bytes:
        return (
            f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {self._sound_port} RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
        ).encode()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        if not data.startswith(b"SIP/2.0 "):
            if not data.startswith(b"ACK "):
                self._transport.sendto(_answer(data, b"200 OK"), addr)
            return
        fields = {name.lower(): value for name, value in _FIELD.findall(data)}
        status = int(data[8:11])
        if status < 200 or not fields[b"cseq"].endswith(b"INVITE"):
            return
        call_id = _call_id(data)
        self._transport.sendto(self._request("ACK", int(call_id[5 : call_id.index(b"@")]), fields[b"to"]), addr)
        found = _PORT.search(data)
        if status == 200 and found:
            self.ports[call_id] = int(found[1])
        elif call_id not in self.refused:
            self.refused.append(call_id)
