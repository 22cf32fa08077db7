"""A response said at once."""

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]
JSON = (b"content-type", b"application/json")


async def answer(send: Send, status: int, body: bytes, headers: Headers) -> None:
    """Sends status, headers and body; the length is added."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
