"""Decisions about requests to customers' servers: is a response good, where does a redirect lead. Pure."""

from __future__ import annotations

import msgspec

from ringback.transports.http_client import BODY_MAX_BYTES, REDIRECTS, Incoming, resolve_location
from ringback.webhooks import errors
from ringback.webhooks.encoding import Pairs
from ringback.webhooks.model import Expect

_KEEP_METHOD = frozenset({307, 308})
_DOCUMENTS = frozenset({"text/xml", "application/xml", "text/html", "application/xhtml+xml", "text/plain"})


class Hop(msgspec.Struct, frozen=True):
    """One URL on the way of a request. `url` is as configured, credentials and all; `json` is a whole body."""

    method: str
    url: str
    params: Pairs = ()
    json: bytes | None = None


def is_redirect(incoming: Incoming) -> bool:
    return incoming.status in REDIRECTS and incoming.header("Location") is not None


def next_hop(hop: Hop, incoming: Incoming) -> Hop:
    """Where the redirect leads: 301, 302 and 303 become a GET of the bare URL, 307 and 308 carry everything along.

    A GET's parameters were in its URL and stay behind with it. Raises ValueError when the location cannot be read.
    """
    url = resolve_location(hop.url.partition("#")[0], incoming.header("Location") or "")
    if incoming.status in _KEEP_METHOD and hop.method != "GET":
        return Hop(hop.method, url, hop.params, hop.json)
    return Hop("HEAD" if hop.method == "HEAD" else "GET", url)


def judge(incoming: Incoming, expects: Expect) -> tuple[int, str] | None:
    """Code and sentence of what is wrong with a response; None if it is good."""
    if not 200 <= incoming.status < 300:
        return errors.NOT_SUCCESS, errors.not_success(incoming.status)
    if expects in (Expect.NOTHING, Expect.ANY):
        return None
    return _judge_document(incoming, expects)


def _judge_document(incoming: Incoming, expects: Expect) -> tuple[int, str] | None:
    if incoming.is_cut:
        return errors.TOO_LONG, errors.too_long(BODY_MAX_BYTES)
    if not incoming.body.strip():
        return None if expects is Expect.MESSAGING_TWIML else (errors.EMPTY, errors.EMPTY_SENTENCE)
    content_type = incoming.header("Content-Type")
    if not _is_document(content_type, incoming.body, expects):
        return errors.WRONG_CONTENT_TYPE, errors.wrong_content_type(content_type)
    return None


def _is_document(content_type: str | None, body: bytes, expects: Expect) -> bool:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if not kind:
        return body.lstrip().startswith(b"<")
    if kind.startswith("audio/"):
        return expects is Expect.TWIML
    return kind in _DOCUMENTS or kind.endswith("+xml")
