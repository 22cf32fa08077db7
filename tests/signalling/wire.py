"""A peer made of a bare socket: it says exactly what it is told to, and hears what comes."""

import asyncio
import itertools
import socket
from typing import Any

from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.parse import parse

_NUMBERS = itertools.count(1)
SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9000 RTP/AVP 0\r\n"


class Stranger:
    """On UDP. `ip` may be any of 127.0.0.0/8, so that two of them are two sources."""

    def __init__(self, server: tuple[str, int], ip: str = "127.0.0.1") -> None:
        self.server, self.ip = server, ip
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((ip, 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        self.number = next(_NUMBERS)

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> "Stranger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, data: bytes | str) -> None:
        self._socket.sendto(data.encode() if isinstance(data, str) else data, self.server)

    async def hear(self, within_s: float = 2.0) -> Any:
        """The next message, parsed; None where none comes."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(within_s):
                return parse(await loop.sock_recv(self._socket, 65_535))
        except TimeoutError:
            return None

    async def hear_status(self, *wanted: int, within_s: float = 2.0) -> Response | None:
        """The next response of one of these statuses; of any final one where none is named."""
        while (message := await self.hear(within_s)) is not None:
            is_wanted = isinstance(message, Response) and (
                message.status in wanted if wanted else message.status >= 200
            )
            if is_wanted:
                return message
        return None

    async def hear_request(self, method: str, within_s: float = 2.0) -> Request | None:
        while (message := await self.hear(within_s)) is not None:
            if isinstance(message, Request) and message.method == method:
                return message
        return None

    def text(
        self,
        method: str,
        *,
        cseq: int = 1,
        to_tag: str | None = None,
        call_id: str | None = None,
        from_tag: str = "stranger",
        branch: str | None = None,
        user: str = "bob",
        fields: tuple[str, ...] = (),
        body: str = "",
        via: str | None = None,
    ) -> str:
        """A request as a phone writes it."""
        host = f"{self.server[0]}:{self.server[1]}"
        tag = f";tag={to_tag}" if to_tag else ""
        via = via or f"SIP/2.0/UDP {self.ip}:{self.port};rport;branch={branch or f'z9hG4bK{next(_NUMBERS)}x'}"
        lines = [
            f"{method} sip:{user}@{host} SIP/2.0",
            f"Via: {via}",
            "Max-Forwards: 70",
            f"From: <sip:alice@{self.ip}:{self.port}>;tag={from_tag}",
            f"To: <sip:{user}@{host}>{tag}",
            f"Call-ID: {call_id or f'call-{self.number}'}",
            f"CSeq: {cseq} {method}",
            f"Contact: <sip:alice@{self.ip}:{self.port}>",
            *fields,
            *(["Content-Type: application/sdp"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        if any(field.startswith("Max-Forwards") for field in fields):
            lines.remove("Max-Forwards: 70")
        if any(field.startswith("Contact") for field in fields):
            lines.remove(f"Contact: <sip:alice@{self.ip}:{self.port}>")
        return "\r\n".join(lines) + "\r\n\r\n" + body

    def ask(self, method: str, **more: Any) -> None:
        self.send(self.text(method, **more))

    async def call(self) -> Response:
        """A call that is answered and acknowledged; the 200."""
        self.ask("INVITE", body=SDP)
        answered = await self.hear_status(200)
        assert answered is not None
        self.ask("ACK", to_tag=answered.to.tag)
        return answered
