"""A SIP phone of few words for benches: one UDP socket for signalling, one for sound; messages from templates."""

import asyncio
import itertools
import re
import time
from collections import deque
from typing import Any, NamedTuple, Self

FRAME_MS = 20
_FIELD = re.compile(rb"^(Via|From|To|Call-ID|CSeq|Record-Route|Contact): *([^\r\n]*)\r$", re.IGNORECASE | re.MULTILINE)
_TAGS = itertools.count(1)


class Heard(NamedTuple):
    """Milliseconds from the 200 to the first frame that is no silence; the longest silence inside what came."""

    first_sound_ms: float
    longest_gap_ms: float


class Phone(asyncio.DatagramProtocol):
    """`answers`: takes each call at once. Else it rings for ever, until it is cancelled."""

    def __init__(self, *, answers: bool = False) -> None:
        self._answers = answers
        self._invites: deque[float] = deque()
        self._waiter: asyncio.Future[float] | None = None
        self._answered: asyncio.Future[tuple[float, bytes]] | None = None
        self._over = 0
        self._call: dict[str, Any] = {}
        self._frames: list[tuple[float, bytes]] = []

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        self._sound, _ = await loop.create_datagram_endpoint(lambda: _Ear(self), local_addr=("127.0.0.1", 0))
        self._rtp_port = self._sound.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._transport.close()
        self._sound.close()

    # -- as callee

    async def next_invite(self) -> float:
        """When the next INVITE came (perf_counter)."""
        if not self._invites:
            self._waiter = asyncio.get_running_loop().create_future()
            async with asyncio.timeout(5):
                return await self._waiter
        return self._invites.popleft()

    async def until_over(self, count: int, seconds: float = 60.0) -> None:
        """Until so many calls were hung up on."""
        async with asyncio.timeout(seconds):
            while self._over < count:  # noqa: ASYNC110 - a bench, and the count is another task's
                await asyncio.sleep(0.02)

    # -- as caller

    def invite(self, to: str, number: str) -> float:
        """Calls; when the INVITE left."""
        host, _, port = to.rpartition(":")
        n = next(_TAGS)
        self._call = {"n": n, "to": (host, int(port)), "uri": f"sip:{number}@{to}"}
        began = time.perf_counter()
        self._transport.sendto(self._request("INVITE", self._sdp()), self._call["to"])
        return began

    def cancel(self) -> None:
        self._transport.sendto(self._request("CANCEL"), self._call["to"])

    async def listen(self, to: str, number: str, seconds: float) -> Heard:
        """Calls, listens so long after the answer, hangs up."""
        self._frames.clear()
        self._answered = asyncio.get_running_loop().create_future()
        self.invite(to, number)
        async with asyncio.timeout(5):
            answered, tag = await self._answered
        await asyncio.sleep(seconds)
        self._transport.sendto(self._request("BYE", to=tag), self._call["to"])
        await asyncio.sleep(0.1)
        return _heard(answered, self._frames)

    # -- the wire

    def _request(self, method: str, body: bytes = b"", to: bytes = b"") -> bytes:
        call = self._call
        target = to or f"<{call['uri']}>".encode()
        number = 2 if method == "BYE" else 1
        head = (
            f"{method} {call['uri']} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bKb{call['n']}"
            f"{'' if method in ('INVITE', 'CANCEL') else method}\r\nMax-Forwards: 70\r\n"
            f"From: <sip:+14155550123@127.0.0.1>;tag=c{call['n']}\r\n"
        ).encode()
        rest = (
            f"Call-ID: bench{call['n']}@127.0.0.1\r\nCSeq: {number} {method}\r\n"
            f"Contact: <sip:bench@127.0.0.1:{self.port}>\r\n"
        ).encode()
        kind = b"Content-Type: application/sdp\r\n" if body else b""
        return b"%sTo: %s\r\n%s%sContent-Length: %d\r\n\r\n%s" % (head, target, rest, kind, len(body), body)

    def _sdp(self) -> bytes:
        return (
            f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {self._rtp_port} RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
        ).encode()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        now = time.perf_counter()
        if data.startswith(b"SIP/2.0 "):
            self._response(data, now)
        elif data.startswith(b"INVITE "):
            self._invited(data, addr, now)
        elif not data.startswith(b"ACK "):
            self._transport.sendto(_answer(data, b"200 OK"), addr)
            if data.startswith(b"BYE "):
                self._over += 1
            elif data.startswith(b"CANCEL "):
                self._transport.sendto(self._ringing.pop(_call_id(data)), addr)

    _ringing: dict[bytes, bytes] = {}

    def _invited(self, data: bytes, addr: Any, now: float) -> None:
        if self._answers:
            contact = b"Contact: <sip:bench@127.0.0.1:%d>\r\n" % self.port
            self._transport.sendto(_answer(data, b"200 OK", contact, self._sdp()), addr)
            return
        self._ringing[_call_id(data)] = _answer(data, b"487 Request Terminated")
        self._transport.sendto(_answer(data, b"180 Ringing"), addr)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(now)
        else:
            self._invites.append(now)

    def _response(self, data: bytes, now: float) -> None:
        status = int(data[8:11])
        fields = {name.lower(): value for name, value in _FIELD.findall(data)}
        if not fields[b"cseq"].endswith(b"INVITE") or status < 200:
            return
        self._transport.sendto(self._request("ACK", to=fields[b"to"]), self._call["to"])
        if status == 200 and self._answered is not None and not self._answered.done():
            self._answered.set_result((now, fields[b"to"]))

    def heard(self, data: bytes) -> None:
        self._frames.append((time.perf_counter(), data[12:]))


class _Ear(asyncio.DatagramProtocol):
    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._phone.heard(data)


def _call_id(data: bytes) -> bytes:
    return next(value for name, value in _FIELD.findall(data) if name.lower() == b"call-id")


def _answer(request: bytes, status: bytes, more: bytes = b"", body: bytes = b"") -> bytes:
    kept = []
    for name, value in _FIELD.findall(request):
        if name.lower() == b"contact":
            continue
        tag = b";tag=callee" if name.lower() == b"to" and b"tag=" not in value else b""
        kept.append(b"%s: %s%s\r\n" % (name, value, tag))
    kind = b"Content-Type: application/sdp\r\n" if body else b""
    return b"SIP/2.0 %s\r\n%s%s%sContent-Length: %d\r\n\r\n%s" % (status, b"".join(kept), more, kind, len(body), body)


def _is_sound(frame: bytes) -> bool:
    """Mu-law counts down: silence is 0x7F or 0xFF, and what is well below it is loud."""
    return any((byte & 0x7F) < 0x70 for byte in frame[::7])


def _heard(answered: float, frames: list[tuple[float, bytes]]) -> Heard:
    sounds = [n for n, (_, frame) in enumerate(frames) if _is_sound(frame)]
    if not sounds:
        raise RuntimeError(f"Nothing was heard in {len(frames)} frames")
    gaps = [later - earlier - 1 for earlier, later in itertools.pairwise(sounds)]
    return Heard(1e3 * (frames[sounds[0]][0] - answered), FRAME_MS * max(gaps, default=0))
