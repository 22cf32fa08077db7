"""Webhook records: what is shown of an exchange, cut to size and without secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from ringback.transports.http_client import Incoming, Outgoing
from ringback.transports.http_client_faults import Timing
from ringback.transports.http_client_target import BadUrl, target_of
from ringback.webhooks.model import Outcome, Request, WebhookRecord
from ringback.webhooks.rules import Hop

BODY_KEPT_CHARACTERS = 64 * 1024  # a TwiML document whole
HEADERS_KEPT_CHARACTERS = 16 * 1024
REQUEST_KEPT_CHARACTERS = 1024 * 1024  # our own bodies: whole, so that they can be sent again
URL_KEPT_CHARACTERS = 8 * 1024
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")


def masked(url: str) -> str:
    """`url` without the name and password before the @."""
    return _USERINFO.sub("***@", url[:URL_KEPT_CHARACTERS]) if "@" in url else url[:URL_KEPT_CHARACTERS]


def host_of(url: str) -> str:
    """Host, and port where it is not the usual one; empty when the URL is none."""
    try:
        return target_of(url).authority
    except BadUrl:
        return ""


def record_of(
    sid: str,
    at: datetime,
    request: Request,
    hop: Hop,
    outgoing: Outgoing,
    attempt: int,
    timing: Timing,
    incoming: Incoming | None,
    error: tuple[int, str] | None,
) -> WebhookRecord:
    return WebhookRecord(
        sid=sid,
        account_sid=request.account_sid,
        subject_sid=request.subject_sid,
        kind=request.kind,
        url=masked(outgoing.url),
        target=hop.url,
        host=host_of(outgoing.url),
        method=outgoing.method,
        attempt=attempt,
        date_created=at,
        duration_ms=round(timing.total_ms or 0),
        timing=timing,
        request_headers=outgoing.headers,
        request_body=storable((outgoing.body or b"").decode("utf-8", "replace"), REQUEST_KEPT_CHARACTERS),
        response_status=None if incoming is None else incoming.status,
        response_headers={} if incoming is None else shown(incoming.headers),
        response_body="" if incoming is None else storable(incoming.body.decode("utf-8", "replace")),
        outcome=Outcome.OK if error is None else Outcome.FAILED,
        error_code=None if error is None else error[0],
        error_message=None if error is None else storable(error[1]),
        replay_of=request.replay_of,
    )


def without_text(record: WebhookRecord) -> WebhookRecord:
    """The record after its subject was redacted: no text in bodies or queries, and nothing to send again."""
    url = record.url.partition("#")[0].partition("?")[0]
    return msgspec.structs.replace(record, url=url, target="", request_body="", response_body="")


def shown(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name, repeated ones joined, until 16 KB are reached."""
    found: dict[str, str] = {}
    left = HEADERS_KEPT_CHARACTERS
    for name, value in headers:
        left -= len(name) + len(value)
        if left < 0:
            break
        found[name] = storable(f"{found[name]}, {value}" if name in found else value)
    return found


def storable(text: str, most: int = BODY_KEPT_CHARACTERS) -> str:
    """What both databases take: PostgreSQL's text holds no NUL, and lone surrogates are no UTF-8."""
    if not text.isprintable():
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    return text[:most]
