"""A URL as customers write it, taken apart: what goes into the request line, to whom, and with which credentials."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, quote, unquote, urlsplit

import msgspec
from yarl import URL

URL_MAX_CHARACTERS = 8000  # below what common servers take in a request line
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?\Z")
_AS_IT_STANDS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"  # only spaces and non-ASCII letters are escaped
_DEFAULT_PORT = {"http": 80, "https": 443}


class BadUrl(ValueError):
    """The URL cannot be requested; the text says why."""


class BadHost(BadUrl):
    """The host name cannot be one."""


class Credentials(msgspec.Struct, frozen=True):
    """What stood before the @."""

    user: str
    password: str


class Target(msgspec.Struct, frozen=True):
    """`url` is exactly what is requested: no fragment, no credentials, no default port, at least `/` as its path."""

    url: str
    parsed: URL
    authority: str  # host, and the port unless it is the usual one
    host: str
    port: int
    is_tls: bool
    origin: str
    path: str  # as it stands in the request line, with its query
    is_address: bool  # the host is an IP address, and no name
    credentials: Credentials | None = None


@lru_cache(4096)
def target_of(url: str) -> Target:
    """Raises BadUrl or BadHost."""
    if len(url) > URL_MAX_CHARACTERS:
        raise BadUrl(f"it has {len(url)} characters, the limit is {URL_MAX_CHARACTERS}")
    if _CONTROL.search(url):
        raise BadUrl("it holds a control character")
    parts, port = _split(url.strip())
    host = _host(parts)
    is_tls = parts.scheme == "https"
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port in (None, _DEFAULT_PORT[parts.scheme]) else f":{port}"
    path = quote(parts.path, safe=_AS_IT_STANDS) or "/"
    query = f"?{quote(parts.query, safe=_AS_IT_STANDS)}" if parts.query else ""
    text = f"{parts.scheme}://{shown_host}{shown_port}{path}{query}"
    return Target(
        url=text,
        parsed=URL(text, encoded=True),
        authority=shown_host + shown_port,
        host=host,
        port=port or _DEFAULT_PORT[parts.scheme],
        is_tls=is_tls,
        origin=f"{parts.scheme}://{host}:{port or _DEFAULT_PORT[parts.scheme]}",
        path=path + query,
        is_address=_is_address(host),
        credentials=_credentials(parts),
    )


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadUrl(str(error)) from error
    if parts.scheme not in _DEFAULT_PORT:
        raise BadUrl(f"its scheme is {parts.scheme or 'missing'}, which is neither http nor https")
    if port == 0:
        raise BadUrl("its port is 0")
    return parts, port


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise BadUrl("it names no host")
    if ":" in host:
        return _ipv6(host)
    if not host.isascii():
        host = _to_ascii(host)
    if "_" in host:
        raise BadHost(f"the host {host} holds an underscore, which no host name may")
    if len(host) > 253 or ".." in host or not _HOST.match(host):
        raise BadHost(f"{host[:80]} is no host name")
    return host


def _ipv6(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError as error:
        raise BadHost(f"{host[:80]} is no IPv6 address") from error
    if not isinstance(address, IPv6Address) or address.scope_id:
        raise BadHost(f"{host[:80]} is no IPv6 address without a zone")
    return str(address)


def _to_ascii(host: str) -> str:
    try:
        return str(URL.build(scheme="http", host=host).raw_host)
    except ValueError as error:
        raise BadHost(f"{host[:80]} is no host name") from error


def _credentials(parts: SplitResult) -> Credentials | None:
    if not parts.username and not parts.password:
        return None
    return Credentials(unquote(parts.username or ""), unquote(parts.password or ""))
