"""What a verb may be handed or hand back that is more than a plain value: ranges, uploads, addresses, other answers."""

import enum
from collections.abc import AsyncIterator, Mapping
from typing import Generic, TypeVar

import msgspec

Moment = TypeVar("Moment")


class Range(msgspec.Struct, Generic[Moment], frozen=True):
    """A span of days or moments: `since <= x < before`; None is open on that side.

    `DateSent=2024-01-01` is that UTC day, `DateSent>=…` sets `since`, `DateSent<=…` sets `before` to just past it.
    """

    since: Moment | None = None
    before: Moment | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.before is not None


class Url(str):
    """Annotates a parameter that must be an absolute http or https URL of at most 2,048 characters."""

    __slots__ = ()


class HttpMethod(enum.StrEnum):
    """How a customer's server is to be asked."""

    GET = "GET"
    POST = "POST"


class Client(msgspec.Struct, frozen=True):
    """Who is at the other end of the connection. A verb that takes `client: Client` is given it."""

    ip: str
    scheme: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"


class Upload(msgspec.Struct, frozen=True):
    """One file of a multipart body. `data` is bounded by the operation's `limit_bytes`."""

    filename: str
    content_type: str
    data: bytes


class Content(msgspec.Struct, frozen=True):
    """An answer that is not a resource: a picture, a recording, a CSV. Return it from a verb in place of a record."""

    body: bytes | AsyncIterator[bytes]
    content_type: str
    headers: Mapping[str, str] = {}
    status: int = 200


class Redirect(msgspec.Struct, frozen=True):
    """The answer is elsewhere: 302, or 307 where the method must be kept."""

    url: str
    status: int = 307
