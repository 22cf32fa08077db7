"""Codes for what goes wrong with customers' servers, and the sentences that say what to do about it."""

from __future__ import annotations

from ringback.kernel.refused import Refused
from ringback.transports.http_client_faults import Fault


class Redacted(Refused):
    code, status = 20409, 409
    sentence = "{sid} cannot be sent again: the text it held was redacted"


BAD_URL = 11100
NOT_SUCCESS = 11200
TOO_MANY_REDIRECTS = 11215
INVALID_OVERRIDE = 11243
TOO_LONG = 11750
EMPTY = 11770
WRONG_CONTENT_TYPE = 12300

OF_FAULT: dict[Fault, tuple[int, str]] = {
    Fault.BAD_URL: (BAD_URL, "The URL cannot be requested: {reason}. Correct it where it is configured"),
    Fault.BAD_HOST: (11210, "The host cannot be reached: {reason}. Check the spelling and the DNS entry"),
    Fault.ADDRESS_REFUSED: (
        11205,
        "The address may not be requested: {reason}. Use a public one, or allow private addresses for this account",
    ),
    Fault.CONNECT_TIMEOUT: (11201, "No connection within {connect_ms} ms: {reason}. Check firewall and port"),
    Fault.CONNECTION_REFUSED: (11202, "The connection was refused: {reason}. Check that the server runs on this port"),
    Fault.CONNECTION_FAILED: (11205, "The connection failed: {reason}"),
    Fault.TLS: (11220, "TLS could not be agreed on: {reason}. The server must speak TLS 1.2 or later"),
    Fault.CERTIFICATE_NAME: (11235, "The certificate is for another host: {reason}"),
    Fault.CERTIFICATE_EXPIRED: (11236, "The certificate is not valid today: {reason}"),
    Fault.CERTIFICATE_CHAIN: (11237, "The certificate is signed by nobody we know: {reason}. Send the whole chain"),
    Fault.DISCONNECTED: (11205, "The connection broke: {reason}"),
    Fault.PROTOCOL: (11206, "The response is not HTTP as it should be: {reason}"),
    Fault.TIMEOUT: (11203, "No whole response within {read_ms} ms, or {total_ms} ms with all attempts: {reason}"),
    Fault.REDIRECTS: (TOO_MANY_REDIRECTS, "The URL redirects without end: {reason}"),
    Fault.BUSY: (11205, "The request was not sent: {reason}. The server answers too slowly for what it is sent"),
}


def not_success(status: int) -> str:
    return f"The server answered {status}, where a status from 200 to 299 was expected"


def too_many_redirects(limit: int) -> str:
    return f"The server redirected more than {limit} times. Look for a loop"


def too_long(limit: int) -> str:
    return f"The document is longer than {limit} bytes, the limit. Split it with a Redirect"


def wrong_content_type(content_type: str | None) -> str:
    return f"The content type is {content_type or 'missing'}. Send text/xml"


EMPTY_SENTENCE = "The response has no body, where a TwiML document was expected"
