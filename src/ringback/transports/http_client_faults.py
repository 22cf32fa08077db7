"""What can go wrong on the way to a customer's server, told apart as its owner needs it to find the cause."""

from __future__ import annotations

import asyncio
import enum
import errno
import ssl
from collections.abc import Callable

import aiohttp
import msgspec

from ringback.transports.addresses import AddressRefused


class Timing(msgspec.Struct):
    """Milliseconds. `None`: did not happen, as for a name that was an address or a connection that was there already.

    `connect_ms` is TCP alone, `first_byte_ms` and `total_ms` count from the moment a slot was free.
    """

    dns_ms: float | None = None
    connect_ms: float | None = None
    tls_ms: float | None = None
    first_byte_ms: float | None = None
    total_ms: float | None = None


class Fault(enum.StrEnum):
    BAD_URL = "bad-url"
    BAD_HOST = "bad-host"  # the name is none, or nobody knows it
    ADDRESS_REFUSED = "address-refused"
    CONNECT_TIMEOUT = "connect-timeout"
    CONNECTION_REFUSED = "connection-refused"
    CONNECTION_FAILED = "connection-failed"
    TLS = "tls"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_CHAIN = "certificate-chain"
    DISCONNECTED = "disconnected"  # connected, and cut off before the end of the response
    PROTOCOL = "protocol"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"
    BUSY = "busy"  # our own queue to this host is full

    @property
    def is_before_the_request(self) -> bool:
        """Whether the server cannot have seen the request, so that sending it again is safe."""
        return self in _BEFORE


_BEFORE = frozenset(
    {Fault.BAD_HOST, Fault.CONNECT_TIMEOUT, Fault.CONNECTION_REFUSED, Fault.CONNECTION_FAILED, Fault.TLS,
     Fault.CERTIFICATE_NAME, Fault.CERTIFICATE_EXPIRED, Fault.CERTIFICATE_CHAIN, Fault.BUSY}
)  # fmt: skip

# X509_V_ERR_* of OpenSSL's x509_vfy.h
_NAME_MISMATCH = frozenset({62, 63, 64})
_OUT_OF_DATE = frozenset({9, 10})


class HttpFailed(Exception):
    """No whole response came. `fault` says where it broke, the text how; `timing` what was measured until then."""

    def __init__(self, fault: Fault, reason: str, timing: Timing | None = None) -> None:
        super().__init__(reason)
        self.fault = fault
        self.timing = timing or Timing()


def failure_of(error: Exception) -> HttpFailed:
    """Sorts what aiohttp, ssl and the system raise."""
    for kinds, judge in _JUDGES:
        if isinstance(error, kinds):
            fault, reason = judge(error)
            return HttpFailed(fault, reason)
    return HttpFailed(Fault.PROTOCOL, str(error)[:300] or type(error).__name__)


def _certificate(error: Exception) -> tuple[Fault, str]:
    cause = error.certificate_error if isinstance(error, aiohttp.ClientConnectorCertificateError) else error
    code = cause.verify_code if isinstance(cause, ssl.SSLCertVerificationError) else 0
    reason = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else str(cause)
    if code in _NAME_MISMATCH:
        return Fault.CERTIFICATE_NAME, reason
    return (Fault.CERTIFICATE_EXPIRED if code in _OUT_OF_DATE else Fault.CERTIFICATE_CHAIN), reason


def _name(error: Exception) -> tuple[Fault, str]:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorDNSError) else error
    if isinstance(cause, AddressRefused):
        return Fault.ADDRESS_REFUSED, str(cause)
    return Fault.BAD_HOST, f"its name was not found: {getattr(cause, 'strerror', None) or cause}"


def _connect(error: Exception) -> tuple[Fault, str]:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, AddressRefused):
        return Fault.ADDRESS_REFUSED, str(cause)
    number = getattr(cause, "errno", None)
    if number == errno.ECONNREFUSED:
        return Fault.CONNECTION_REFUSED, "nothing listens there"
    if number == errno.ETIMEDOUT:
        return Fault.CONNECT_TIMEOUT, "the connection was not answered"
    return Fault.CONNECTION_FAILED, getattr(cause, "strerror", None) or str(cause)


def _tls(error: Exception) -> tuple[Fault, str]:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    return Fault.TLS, getattr(cause, "reason", None) or str(cause)


def _always(fault: Fault, reason: str | None = None) -> Callable[[Exception], tuple[Fault, str]]:
    return lambda error: (fault, reason or str(error)[:300])


# Read from the top: the first class that fits decides, and aiohttp's classes inherit from one another.
_JUDGES = (
    (aiohttp.ClientConnectorCertificateError, _certificate),
    (aiohttp.ClientConnectorSSLError, _tls),
    (aiohttp.ClientConnectorDNSError, _name),
    (aiohttp.ClientConnectorError, _connect),
    (aiohttp.ConnectionTimeoutError, _always(Fault.CONNECT_TIMEOUT, "the connection was not made in time")),
    (asyncio.TimeoutError, _always(Fault.TIMEOUT, "the response did not come in time")),
    (aiohttp.InvalidURL, _always(Fault.BAD_URL)),
    (aiohttp.ServerDisconnectedError, _always(Fault.DISCONNECTED, "the server hung up without a response")),
    (aiohttp.ClientPayloadError, _always(Fault.DISCONNECTED, "the server hung up in the middle of its response")),
    (aiohttp.ClientResponseError, _always(Fault.PROTOCOL)),
    ((aiohttp.ClientOSError, aiohttp.ClientConnectionError, ConnectionError), _always(Fault.DISCONNECTED)),
)
