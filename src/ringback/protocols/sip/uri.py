"""Addresses: sip, sips (RFC 3261 §19.1), tel (RFC 3966), and any other scheme as it stands."""

import functools
import ipaddress
import re

import msgspec

from ringback.protocols.sip import grammar
from ringback.protocols.sip.errors import Malformed

_SIP = re.compile(
    rf"(sips?):(?:([^@\s<>\"]*+)@)?({grammar.HOST})(?::([0-9]*+))?((?:;[^?\s<>\"]*+)?)(?:\?([^\s<>\"]*+))?",
    re.IGNORECASE,
)
_USER = re.compile(r"(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/#]|%[0-9A-Fa-f]{2})++")  # '#' is not allowed, yet phones send it
_PASSWORD = re.compile(r"(?:[A-Za-z0-9\-_.!~*'()&=+$,]|%[0-9A-Fa-f]{2})*+")
_NAME = re.compile(r"(?:[A-Za-z0-9\-_.!~*'()\[\]/:&+$]|%[0-9A-Fa-f]{2})++")
_TEL = re.compile(r"tel:(\+[0-9\-.()]++|[0-9A-Fa-f*#\-.()]++)((?:;[^\s<>\"]*+)?)", re.IGNORECASE)
_OTHER = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*+):([^\s<>\"]++)")
_SEPARATORS = str.maketrans("", "", "-.()")
_KEPT_ESCAPES = frozenset(';/?:@&=+$, "<>#%{}|\\^[]`')  # what %HH must stay for: it would mean something else bare
REMEMBERED_CHARACTERS = 256
_NEVER_ALONE = ("user", "ttl", "method", "maddr", "transport")  # §19.1.4: in one URI only means another URI


class SipUri(msgspec.Struct, frozen=True):
    """`user` and `password` as written (escapes stay); `params` and `headers` in order; `host` in lower case."""

    host: str
    user: str | None = None
    port: int | None = None
    scheme: str = "sip"
    password: str | None = None
    params: dict[str, str | None] = {}
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        secret = "" if self.password is None else f":{self.password}"
        who = "" if self.user is None else f"{self.user}{secret}@"
        port = "" if self.port is None else f":{self.port}"
        asked = "&".join(f"{name}={value}" for name, value in self.headers)
        question = f"?{asked}" if asked else ""
        return f"{self.scheme}:{who}{self.host}{port}{grammar.written(self.params)}{question}"

    @property
    def is_secure(self) -> bool:
        return self.scheme == "sips"

    @property
    def is_loose(self) -> bool:
        """Has `lr`: the element it names routes by RFC 3261, not by RFC 2543."""
        return "lr" in self.params

    @property
    def username(self) -> str:
        """The user, escapes resolved, without parameters of its own (`;par=…`)."""
        return grammar.unescaped(self.user or "")

    @property
    def transport(self) -> str | None:
        value = self.params.get("transport")
        return value.lower() if value else None

    def plain(self) -> "SipUri":
        """Without headers and `method`: what may stand in a request line (§19.1.1, table 1)."""
        if not self.headers and "method" not in self.params:
            return self
        params = {name: value for name, value in self.params.items() if name != "method"}
        return msgspec.structs.replace(self, headers=(), params=params)


class TelUri(msgspec.Struct, frozen=True):
    """`number` without separators; global ones keep their plus."""

    number: str
    params: dict[str, str | None] = {}
    scheme: str = "tel"

    def __str__(self) -> str:
        return f"tel:{self.number}{grammar.written(self.params)}"


class OtherUri(msgspec.Struct, frozen=True):
    """A scheme we do not speak."""

    scheme: str
    opaque: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.opaque}"


Uri = SipUri | TelUri | OtherUri


def parse_uri(text: str) -> Uri:
    """Raises Malformed. Short ones are remembered: a call names the same few in each of its messages."""
    return _remembered(text) if len(text) <= REMEMBERED_CHARACTERS else _parsed(text)


def _parsed(text: str) -> Uri:
    scheme = text[:5].lower()
    if scheme.startswith(("sip:", "sips:")):
        return _sip(text)
    if scheme.startswith("tel:"):
        return _tel(text)
    match = _OTHER.fullmatch(text)
    if match is None:
        raise Malformed(f"{text[:80]!r} is no URI")
    return OtherUri(match[1].lower(), match[2])


_remembered = functools.lru_cache(maxsize=4096)(_parsed)  # 6 MB at the very most


def _sip(text: str) -> SipUri:
    match = _SIP.fullmatch(text)
    if match is None:
        raise Malformed(f"{text[:80]!r} is no SIP URI")
    scheme, userinfo, host, port, params, headers = match.groups()
    if host[0] == "[" and not _is_ipv6(host[1:-1]):
        raise Malformed(f"{host} is no IPv6 address")
    user, password = _userinfo(userinfo)
    return SipUri(
        scheme=scheme.lower(),
        user=user,
        password=password,
        host=host.lower(),
        port=None if port is None else grammar.number(port, 65_535, "The port"),
        params=_uri_parameters(params) if params else {},
        headers=_uri_headers(headers) if headers is not None else (),
    )


def _is_ipv6(text: str) -> bool:
    """The grammar lets three colons through (RFC 5118 §4.10); an address has none."""
    try:
        return bool(ipaddress.IPv6Address(text).packed)
    except ValueError:
        return False


def _userinfo(text: str | None) -> tuple[str | None, str | None]:
    if text is None:
        return None, None
    user, colon, password = text.partition(":")
    if not _USER.fullmatch(user) or not _PASSWORD.fullmatch(password):
        raise Malformed(f"{text[:80]!r} cannot stand before the @ of a SIP URI")
    return user, password if colon else None


def _uri_parameters(text: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for part in text[1:].split(";"):
        name, equals, value = part.partition("=")
        if not _NAME.fullmatch(name) or (equals and not _NAME.fullmatch(value)) or name.lower() in found:
            raise Malformed(f"{part[:40]!r} is no parameter of a URI, or comes twice")
        found[name.lower()] = value if equals else None
    return found


def _uri_headers(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in text.split("&"):
        name, equals, value = part.partition("=")
        if not equals or not name or grammar.has_broken_escape(part):
            raise Malformed(f"{part[:40]!r} is no header of a URI")
        pairs.append((name, value))
    return tuple(pairs)


def _tel(text: str) -> TelUri:
    match = _TEL.fullmatch(text)
    number = match[1].translate(_SEPARATORS) if match else ""
    if match is None or number in ("", "+"):
        raise Malformed(f"{text[:80]!r} is no telephone URI")
    return TelUri(number, _uri_parameters(match[2]) if match[2] else {})


def is_same(one: Uri, other: Uri) -> bool:
    """Whether two URIs name the same thing: RFC 3261 §19.1.4, RFC 3966 §4. Not transitive, so no `==`."""
    if isinstance(one, SipUri) and isinstance(other, SipUri):
        return _sip_key(one) == _sip_key(other) and _parameters_agree(one, other) and _headers_agree(one, other)
    if isinstance(one, TelUri) and isinstance(other, TelUri):
        return one.number.lower() == other.number.lower() and _folded(one.params) == _folded(other.params)
    return one == other


def _sip_key(uri: SipUri) -> tuple[object, ...]:
    return uri.scheme, _normal(uri.user), _normal(uri.password), uri.host, uri.port


def _normal(text: str | None) -> str | None:
    """Escapes of characters that need none resolved; the others in upper case."""
    if not text or "%" not in text:
        return text

    def resolved(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return match[0].upper() if character in _KEPT_ESCAPES or not character.isascii() else character

    return re.sub(r"%([0-9A-Fa-f]{2})", resolved, text)


def _folded(params: dict[str, str | None]) -> dict[str, str | None]:
    return {name: _normal(value.lower()) if value else value for name, value in params.items()}


def _parameters_agree(one: SipUri, other: SipUri) -> bool:
    left, right = _folded(one.params), _folded(other.params)
    if any((name in left) != (name in right) for name in _NEVER_ALONE):
        return False
    return all(left[name] == right[name] for name in left.keys() & right.keys())


def _headers_agree(one: SipUri, other: SipUri) -> bool:
    def normal(uri: SipUri) -> list[tuple[str, str | None]]:
        return sorted((name.lower(), _normal(value)) for name, value in uri.headers)

    return not (one.headers or other.headers) or normal(one) == normal(other)
