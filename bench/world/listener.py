"""A customer's server for benches: answers every callback with 204 and keeps what it was told, in a process of its own.

python -m bench.world.listener     prints its port; GET /told answers with everything it was told, GET /count how many
"""

import asyncio
import json
from typing import cast
from urllib.parse import parse_qs

import uvloop

TOLD = b"HTTP/1.1 204 No Content\r\n\r\n"


class Listener(asyncio.Protocol):
    """One connection. What was told is kept as (message SID, status, signed)."""

    told: list[tuple[str, str, bool]] = []

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its type

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (cut := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:cut]
            lower = head.lower()
            length = int(lower.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            if len(self._buffer) < cut + 4 + length:
                return
            body = self._buffer[cut + 4 : cut + 4 + length]
            self._buffer = self._buffer[cut + 4 + length :]
            self._transport.write(self._answer(head, b"x-twilio-signature: " in lower, body))

    def _answer(self, head: bytes, is_signed: bool, body: bytes) -> bytes:
        if head.startswith(b"POST"):
            form = parse_qs(body.decode())
            self.told.append((form["MessageSid"][0], form["MessageStatus"][0], is_signed))
            return TOLD
        if head.startswith(b"GET /status?"):  # Kannel tells of receipts by GET
            form = parse_qs(head.split(b" ", 2)[1].partition(b"?")[2].decode())
            self.told.append((form["MessageSid"][0], form["MessageStatus"][0], is_signed))
            return TOLD
        said = json.dumps(self.told if head.startswith(b"GET /told") else len(self.told)).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Listener, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
