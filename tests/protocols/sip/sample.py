"""Messages and chance that the SIP tests share."""

import random

from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.requests import new_request, via_of
from ringback.protocols.sip.uri import parse_uri


class Chance:
    """The same bytes every time, from a seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def bytes(self, length: int) -> bytes:
        return self._random.randbytes(length)


ALICE = Address(parse_uri("sip:alice@192.0.2.1"))
BOB = Address(parse_uri("sip:bob@192.0.2.2"))
SDP = b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"


def names(seed: int = 1) -> Names:
    return Names(Chance(seed))


def request(method: str = "INVITE", seed: int = 1, **more) -> Request:
    chance = names(seed)
    via = via_of(chance, "udp", "192.0.2.1", 5060)
    given = {"from_": ALICE, "to": BOB, "contact": ALICE} | more
    return new_request(method, BOB.uri, chance, via=via, **given)


def reply(to: Request, status: int, tag: str = "bob", contact: Address | None = BOB, **more) -> Response:
    fields = [("Contact", str(contact))] if contact is not None and 100 < status < 300 else []
    return answer(to, status, to_tag=tag, fields=[*fields, *more.pop("fields", [])], **more)


def rewire(message):
    """As it comes out at the other end."""
    again = parse(bytes(message))
    assert type(again) is type(message), again
    return again
