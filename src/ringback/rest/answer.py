"""Answers, before they are bytes on a socket, and how results of verbs become answers."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec

from ringback.kernel import Page, PageRequest
from ringback.rest import csv, xml
from ringback.rest.declare import Style
from ringback.rest.endpoint import Endpoint
from ringback.rest.paging import Links, Pairs, core_envelope, meta_envelope, query_of
from ringback.rest.render import Context
from ringback.rest.request import Request
from ringback.rest.values import Content, Redirect

JSON_TYPES = dict.fromkeys(Style, "application/json") | {Style.CORE: "application/json;charset=utf-8"}
XML_TYPE, CSV_TYPE = "application/xml;charset=utf-8", "text/csv;charset=utf-8"
# What customers stored is shown from the console's own origin: it may not run there.
_SANDBOXED = ("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'")
_encode = msgspec.json.Encoder(enc_hook=str).encode  # the hook: text of our own types, such as numbers in lists


class Answer(msgspec.Struct):
    """Status, body and the headers beyond those that every answer has."""

    status: int
    body: bytes | AsyncIterator[bytes] = b""
    content_type: str = ""
    headers: list[tuple[str, str]] = []


class Asking(msgspec.Struct):
    """What an answer needs to know of the request beside the record: ids, roots, filters and page."""

    context: Context
    filters: Pairs
    page: PageRequest


def written(endpoint: Endpoint, request: Request, asking: Asking, result: Any) -> Answer:
    """The answer for what a verb returned."""
    if result is None or endpoint.status == 204:
        return Answer(204)
    if isinstance(result, Content):
        return Answer(result.status, result.body, result.content_type, [*result.headers.items(), _SANDBOXED])
    if isinstance(result, Redirect):
        return Answer(result.status, b"", "", [("Location", result.url)])
    if endpoint.is_list:
        return _list(endpoint, request, asking, result)
    return _single(endpoint, request, asking, result)


def _single(endpoint: Endpoint, request: Request, asking: Asking, record: Any) -> Answer:
    body = endpoint.render(record, asking.context)
    headers = []
    if endpoint.etag is not None:
        headers.append(("ETag", f'"{getattr(record, endpoint.etag)}"'))
    if endpoint.style is Style.CORE and request.format != "json":
        return Answer(endpoint.status, xml.one(endpoint.elements[0], _plain(body)), XML_TYPE, headers)
    return Answer(endpoint.status, _encode(body), JSON_TYPES[endpoint.style], headers)


def _list(endpoint: Endpoint, request: Request, asking: Asking, result: Page[Any] | Sequence[Any]) -> Answer:
    page = result if isinstance(result, Page) else Page(result)
    render, context = endpoint.render, asking.context
    records = [render(record, context) for record in page.items]
    if request.format == "csv":
        return Answer(200, csv.many([f.shown_name for f in endpoint.shown], _plain(records)), CSV_TYPE)
    envelope = _envelope(endpoint, request, asking, page, records)
    if endpoint.style is Style.CORE and request.format != "json":
        return Answer(200, xml.many(endpoint.elements, endpoint.key, _plain(envelope)), XML_TYPE)
    return Answer(endpoint.status, _encode(envelope), JSON_TYPES[endpoint.style])


def _envelope(
    endpoint: Endpoint, request: Request, asking: Asking, page: Page[Any], records: list[Any]
) -> dict[str, Any]:
    core = endpoint.style is Style.CORE
    if core:
        path = "/" + "/".join(request.place.segments if request.place else [])
        path = f"{path}.{request.format}" if request.format else path
    else:
        path = asking.context.root + "/" + "/".join(request.place.segments if request.place else [])
    if endpoint.token_of is None and core:
        return {endpoint.key: records, "uri": f"{path}?{query_of(asking.filters)}" if asking.filters else path}
    links = Links(path, asking.filters, asking.page, endpoint.style)
    make = core_envelope if core else meta_envelope
    return make(endpoint.key, records, page, links, endpoint.token_of)


def _plain(value: Any) -> Any:
    """Structs and moments inside answers as plain values, for XML and CSV."""
    return msgspec.to_builtins(value, enc_hook=str)
