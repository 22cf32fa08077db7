"""What a TwiML run asks of the world and what the world answers, as far as calls and messages have it in common.

Everything here is a value: the room that runs a document carries effects out and hands outcomes back.
"""

import msgspec


class Fetch(msgspec.Struct, frozen=True):
    """Request a document; answer with `Document` or `FetchFailed`.

    `extra_params` go along with, and win over, the parameters of the call or message; alone where `alone` is true.
    The fragment of a URL (`#rc=2`) is for the webhook sender and is not part of the request.
    """

    url: str
    method: str  # "GET" or "POST"
    extra_params: dict[str, str] = {}
    alone: bool = False


class Warn(msgspec.Struct, frozen=True):
    """Tell the debugger and go on. Line and column count from 1; None where no place in a document is meant."""

    code: int
    message: str
    line: int | None = None
    column: int | None = None
    url: str | None = None


class Fail(msgspec.Struct, frozen=True):
    """Tell the debugger: this document goes no further. A `Fetch` of the fallback URL may follow."""

    code: int
    message: str
    line: int | None = None
    column: int | None = None
    url: str | None = None


class Document(msgspec.Struct, frozen=True):
    """A server's answer. `url` is where it finally came from: relative URLs in it resolve against this one."""

    url: str
    content_type: str | None
    body: bytes
    status: int = 200


class FetchFailed(msgspec.Struct, frozen=True):
    """No answer: a time-out, a refused connection, a redirect loop; `code` is the webhook sender's (11200-11237)."""

    code: int
    message: str
    url: str | None = None
