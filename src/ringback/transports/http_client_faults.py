"""What can go wrong on the way to a customer's server, told apart as its owner needs it to find the cause."""

from __future__ import annotations

import enum
import errno
import ssl

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


def of_name(error: OSError) -> HttpFailed:
    """A name that leads nowhere, or where nobody may go."""
    if isinstance(error, AddressRefused):
        return HttpFailed(Fault.ADDRESS_REFUSED, str(error))
    return HttpFailed(Fault.BAD_HOST, f"its name was not found: {error.strerror or error}")


def of_connecting(error: OSError) -> HttpFailed:
    """Sorts what the system and ssl raise while a connection is made."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error)
    if isinstance(error, ssl.SSLError):
        return HttpFailed(Fault.TLS, error.reason or str(error))
    if isinstance(error, AddressRefused):
        return HttpFailed(Fault.ADDRESS_REFUSED, str(error))
    if error.errno == errno.ECONNREFUSED:
        return HttpFailed(Fault.CONNECTION_REFUSED, "nothing listens there")
    if error.errno == errno.ETIMEDOUT:
        return HttpFailed(Fault.CONNECT_TIMEOUT, "the connection was not answered")
    return HttpFailed(Fault.CONNECTION_FAILED, error.strerror or str(error))


def _of_certificate(error: ssl.SSLCertVerificationError) -> HttpFailed:
    if error.verify_code in _NAME_MISMATCH:
        return HttpFailed(Fault.CERTIFICATE_NAME, error.verify_message)
    fault = Fault.CERTIFICATE_EXPIRED if error.verify_code in _OUT_OF_DATE else Fault.CERTIFICATE_CHAIN
    return HttpFailed(fault, error.verify_message)
