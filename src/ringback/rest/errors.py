"""Refusals and failures as they go out: `{code, message, more_info, status}`, or the XML of it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringback.kernel.refused import Refused
from ringback.rest import xml

MORE_INFO = "https://www.twilio.com/docs/errors/{code}"  # the codes mean the same, and that dictionary explains them
REALM = 'Basic realm="Twilio API"'  # client libraries look at the status only; people's scripts at this


def body_of(code: int, message: str, status: int) -> dict[str, Any]:
    """Never both `type` and `title`: client libraries would take it for another form of error."""
    return {"code": code, "message": message, "more_info": MORE_INFO.format(code=code), "status": status}


def encode(code: int, message: str, status: int, *, as_xml: bool) -> bytes:
    body = body_of(code, message, status)
    return xml.error(body) if as_xml else msgspec.json.encode(body)


def headers_of(refused: Refused, asked_by: Mapping[bytes, bytes]) -> dict[str, str]:
    """What a refusal adds to its answer's headers. `asked_by` are the request's.

    A page that asks for itself (Fetch Metadata) is not challenged: its browser would put a password box over it.
    """
    if refused.status == 401 and asked_by.get(b"sec-fetch-mode", b"navigate") == b"navigate":
        return {"WWW-Authenticate": REALM, **refused.headers}
    if refused.status in (429, 503) and "Retry-After" not in refused.headers:
        return {"Retry-After": "1", **refused.headers}
    return dict(refused.headers)
