"""Header fields as records: each `parse_…` reads one value and raises Malformed; `str()` writes it back."""

import functools
import re
from collections.abc import Callable

import msgspec

from ringback.protocols.sip import grammar
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.grammar import HOST, LWS, QUOTED, TOKEN, Parameters
from ringback.protocols.sip.uri import Uri, parse_uri

_VIA = re.compile(
    rf"({TOKEN}){LWS}/{LWS}({TOKEN}){LWS}/{LWS}({TOKEN})[ \t]++({HOST})"
    rf"(?:{LWS}:{LWS}([0-9]++))?{LWS}"
)
# A name without quotes may hold tokens only; phones put mail addresses, brackets and other alphabets there as well,
# which nothing else can be mistaken for.
_BRACKETED = re.compile(rf"(?:({QUOTED})|([^\",;<>\\]*+)){LWS}<([^<>\s]++)>{LWS}", re.DOTALL)
_CSEQ = re.compile(rf"([0-9]++)[ \t]++({TOKEN})")
_CALL_ID = re.compile(r"[A-Za-z0-9\-.!%*_+`'~()<>:\\\"/\[\]?{}@]++")
_MEDIA_TYPE = re.compile(rf"({TOKEN}){LWS}/{LWS}({TOKEN}){LWS}")
_AUTH_WORD = re.compile(rf"({TOKEN})(?:[ \t]++|$)")
_AUTH_PAIR = re.compile(rf"({TOKEN}){LWS}={LWS}({QUOTED}|[^\s,\"=][^\s,\"]*+){LWS}(,?){LWS}", re.DOTALL)
_RACK = re.compile(rf"([0-9]++)[ \t]++([0-9]++)[ \t]++({TOKEN})")
_SPAN = re.compile(rf"([0-9]++){LWS}(?:\((?:[^()\\]|\\.)*+\){LWS})?", re.DOTALL)
COOKIE = "z9hG4bK"  # how a branch of RFC 3261 begins; longer ones name the transaction
MOST_32 = 2**32 - 1
MOST_31 = 2**31 - 1


class Via(msgspec.Struct, frozen=True):
    """One hop. `transport` in upper case; `params` as written, names in lower case."""

    transport: str
    host: str
    port: int | None = None
    params: Parameters = {}
    version: str = "2.0"

    def __str__(self) -> str:
        port = "" if self.port is None else f":{self.port}"
        return f"SIP/{self.version}/{self.transport} {self.host}{port}{grammar.written(self.params)}"

    @property
    def branch(self) -> str:
        return self.params.get("branch") or ""

    @property
    def has_unique_branch(self) -> bool:
        """Whether the branch names the transaction; if not, RFC 2543's rules match it."""
        branch = self.branch
        return len(branch) > len(COOKIE) and branch[: len(COOKIE)].lower() == COOKIE.lower()

    @property
    def sent_by(self) -> str:
        """Host and port for comparison."""
        return f"{self.host.lower()}:{self.port or (5061 if self.transport == 'TLS' else 5060)}"

    def with_params(self, **params: str | None) -> "Via":
        return msgspec.structs.replace(self, params={**self.params, **params})


class Address(msgspec.Struct, frozen=True):
    """What From, To, Contact, Route, Refer-To … hold: RFC 3261 §20.10. `display_name` without quotes."""

    uri: Uri
    display_name: str = ""
    params: Parameters = {}

    def __str__(self) -> str:
        name = f"{grammar.quoted(self.display_name)} " if self.display_name else ""
        return f"{name}<{self.uri}>{grammar.written(self.params)}"

    @property
    def tag(self) -> str | None:
        return self.params.get("tag")

    def with_tag(self, tag: str) -> "Address":
        return msgspec.structs.replace(self, params={**self.params, "tag": tag})


class CSeq(msgspec.Struct, frozen=True):
    number: int
    method: str

    def __str__(self) -> str:
        return f"{self.number} {self.method}"


class RAck(msgspec.Struct, frozen=True):
    """RFC 3262 §7.2."""

    rseq: int
    cseq: int
    method: str

    def __str__(self) -> str:
        return f"{self.rseq} {self.cseq} {self.method}"


class Valued(msgspec.Struct, frozen=True):
    """A word with parameters: Event, Subscription-State, Content-Disposition, Replaces (a Call-ID), Session-Expires."""

    value: str
    params: Parameters = {}

    def __str__(self) -> str:
        return f"{self.value}{grammar.written(self.params)}"


class MediaType(msgspec.Struct, frozen=True):
    """`type` and `subtype` in lower case."""

    type: str
    subtype: str
    params: Parameters = {}

    def __str__(self) -> str:
        return f"{self.type}/{self.subtype}{grammar.written(self.params)}"

    @property
    def essence(self) -> str:
        return f"{self.type}/{self.subtype}"


class Credentials(msgspec.Struct, frozen=True):
    """A challenge or an answer to one. `params` unquoted, names in lower case; `scheme` in lower case."""

    scheme: str
    params: dict[str, str] = {}


def parse_via(text: str) -> Via:
    match = _VIA.match(text)
    if match is None or match[1].upper() != "SIP":
        raise Malformed(f"Via {text[:80]!r} names no protocol, transport and sender")
    _, version, transport, host, port = match.groups()
    return Via(
        version=version,
        transport=transport.upper(),
        host=host,
        port=None if port is None else grammar.number(port, 65_535, "The port of a Via"),
        params=grammar.parameters(text, match.end()),
    )


def parse_address(text: str) -> Address:
    match = _BRACKETED.match(text)
    if match is None:
        return _bare_address(text)
    quoted, words, uri = match.groups()
    name = grammar.unquoted(quoted) if quoted else " ".join(words.split())
    return Address(parse_uri(uri), name, grammar.parameters(text, match.end()) if match.end() < len(text) else {})


def _bare_address(text: str) -> Address:
    """Without brackets, parameters are the field's, and the URI can hold no comma, semicolon or question mark."""
    uri, semicolon, _ = text.partition(";")
    uri = uri.rstrip(" \t")
    if any(character in uri for character in '<>"?, \t'):
        raise Malformed(f"{text[:80]!r} is no address: quote the name and put the URI in angle brackets")
    return Address(parse_uri(uri), "", grammar.parameters(text, len(text.partition(";")[0])) if semicolon else {})


def parse_cseq(text: str) -> CSeq:
    match = _CSEQ.fullmatch(text)
    if match is None:
        raise Malformed(f"CSeq is {text[:40]!r}; it must be a number and a method")
    return CSeq(grammar.number(match[1], MOST_31, "The number of CSeq"), match[2])


def parse_rack(text: str) -> RAck:
    match = _RACK.fullmatch(text)
    if match is None:
        raise Malformed(f"RAck is {text[:40]!r}; it must be two numbers and a method")
    return RAck(grammar.number(match[1], MOST_32, "RSeq"), grammar.number(match[2], MOST_31, "CSeq"), match[3])


def parse_call_id(text: str) -> str:
    if not _CALL_ID.fullmatch(text):
        raise Malformed(f"Call-ID {text[:80]!r} holds characters that it cannot")
    return text


def parse_word(text: str) -> str:
    if not grammar.is_token(text):
        raise Malformed(f"{text[:80]!r} is not one word")
    return text


def parse_valued(text: str) -> Valued:
    value = text.partition(";")[0]
    if not value.strip(" \t"):
        raise Malformed(f"{text[:80]!r} begins with no value")
    return Valued(value.strip(" \t"), grammar.parameters(text, len(value)))


def parse_media_type(text: str) -> MediaType:
    match = _MEDIA_TYPE.match(text)
    if match is None:
        raise Malformed(f"{text[:80]!r} is no media type")
    return MediaType(match[1].lower(), match[2].lower(), grammar.parameters(text, match.end()))


def parse_seconds(text: str) -> int:
    """Expires, Min-SE and other spans. One that is too long counts as the longest (§20.19 bounds it to 2^32-1)."""
    match = _SPAN.match(text)
    if match is None or (match.end() < len(text) and text[match.end()] != ";"):
        raise Malformed(f"{text[:40]!r} is no number of seconds")
    grammar.parameters(text, match.end())
    return min(int(match[1][:20]), MOST_32)


def parse_max_forwards(text: str) -> int:
    return grammar.number(text, 255, "Max-Forwards")


def parse_rseq(text: str) -> int:
    return grammar.number(text, MOST_32, "RSeq")


def parse_length(text: str) -> int:
    return grammar.number(text, MOST_31, "Content-Length")


def parse_credentials(text: str) -> Credentials:
    """`Digest name="value", …`; of a scheme other than that, only the name is read."""
    word = _AUTH_WORD.match(text)
    if word is None:
        raise Malformed(f"{text[:40]!r} begins with no scheme of authentication")
    if word[1].lower() != "digest":
        return Credentials(word[1].lower())
    return Credentials("digest", _auth_pairs(text, word.end()))


def _auth_pairs(text: str, at: int) -> dict[str, str]:
    found: dict[str, str] = {}
    more = ","
    while at < len(text) and more:
        match = _AUTH_PAIR.match(text, at)
        if match is None or match[1].lower() in found or len(found) > 32:
            raise Malformed(f"{text[at : at + 40]!r} is no parameter of Digest, or comes twice")
        found[match[1].lower()] = grammar.unquoted(match[2])
        at, more = match.end(), match[3]
    if at < len(text) or more:
        raise Malformed(f"Digest ends in {text[at : at + 40]!r} where a parameter belongs")
    return found


Parser = Callable[[str], object]

ADDRESSES = frozenset(
    ("From", "To", "Contact", "Route", "Record-Route", "Refer-To", "Referred-By", "Reply-To", "Path")
)  # fields whose commas stand between addresses
COMMA_LISTS = frozenset(
    ("Via", "Contact", "Route", "Record-Route", "Require", "Proxy-Require", "Supported", "Unsupported", "Allow",
     "Allow-Events", "Accept", "Accept-Encoding", "Content-Encoding", "In-Reply-To", "Path")
)  # fmt: skip
# Date is not among them: RFC 4475 §3.1.2.12 allows to ignore a bad one, and we never need it.
PARSERS: dict[str, Parser] = {
    "Via": parse_via,
    "From": parse_address,
    "To": parse_address,
    "Contact": lambda text: text if text == "*" else parse_address(text),
    "Route": parse_address,
    "Record-Route": parse_address,
    "Path": parse_address,
    "Reply-To": parse_address,
    "Refer-To": parse_address,
    "Referred-By": parse_address,
    "CSeq": parse_cseq,
    "Call-ID": parse_call_id,
    "Max-Forwards": parse_max_forwards,
    "Expires": parse_seconds,
    "Min-Expires": parse_seconds,
    "Min-SE": parse_seconds,
    "Session-Expires": parse_seconds,
    "Retry-After": parse_seconds,
    "Content-Length": parse_length,
    "Content-Type": parse_media_type,
    "Content-Disposition": parse_valued,
    "RSeq": parse_rseq,
    "RAck": parse_rack,
    "Event": parse_valued,
    "Subscription-State": parse_valued,
    "Replaces": parse_valued,
    "Require": parse_word,
    "Proxy-Require": parse_word,
    "Supported": parse_word,
    "Unsupported": parse_word,
    "Allow": parse_word,
    "Accept": str,  # cut at its commas, no more
    "Accept-Encoding": str,
    "Content-Encoding": str,
    "Allow-Events": str,
    "Authorization": parse_credentials,
    "Proxy-Authorization": parse_credentials,
    "WWW-Authenticate": parse_credentials,
    "Proxy-Authenticate": parse_credentials,
}


def _words(text: str) -> tuple[object, ...]:
    return tuple(parse_word(word) for word in grammar.comma_separated(text))


def _each(read: Parser) -> Callable[[str], tuple[object, ...]]:
    def values(text: str) -> tuple[object, ...]:
        if "," not in text and read is not str:  # as in nearly every message; the reader finds what is never closed
            return (read(text),)
        return tuple(read(value) for value in grammar.comma_separated(text))

    return values


# Lists of words say the same in every message of a phone: what they say is remembered. 512 lines of 8 KB are 4 MB.
_remembered_words = functools.lru_cache(maxsize=512)(_words)
LISTS: dict[str, Callable[[str], tuple[object, ...]]] = {
    name: _remembered_words if read is parse_word else _each(read)
    for name, read in PARSERS.items()
    if name in COMMA_LISTS
}
SINGLE = frozenset(
    ("From", "To", "CSeq", "Call-ID", "Max-Forwards", "Expires", "Min-Expires", "Min-SE", "Session-Expires",
     "Content-Length", "Content-Type", "Content-Disposition", "RSeq", "RAck", "Event",
     "Subscription-State", "Replaces", "Refer-To", "Referred-By", "Retry-After", "Reply-To")
)  # fmt: skip
MAY_BE_EMPTY = frozenset(
    ("Supported", "Unsupported", "Require", "Proxy-Require", "Allow", "Accept", "Accept-Encoding", "Accept-Language",
     "Subject", "Organization", "Server", "User-Agent", "Allow-Events")
)  # fmt: skip

COMPACT = {
    "a": "Accept-Contact", "b": "Referred-By", "c": "Content-Type", "d": "Request-Disposition",
    "e": "Content-Encoding", "f": "From", "i": "Call-ID", "j": "Reject-Contact", "k": "Supported",
    "l": "Content-Length", "m": "Contact", "n": "Identity-Info", "o": "Event", "r": "Refer-To", "s": "Subject",
    "t": "To", "u": "Allow-Events", "v": "Via", "x": "Session-Expires", "y": "Identity",
}  # fmt: skip
_SPELT = (
    *PARSERS, *MAY_BE_EMPTY, *COMMA_LISTS, "Date", "Warning", "Alert-Info", "Call-Info", "Error-Info", "Timestamp",
    "Priority",     "MIME-Version", "Proxy-Authentication-Info", "Authentication-Info", "P-Asserted-Identity", "Reason",
    "P-Preferred-Identity", "Privacy", "Diversion", "History-Info", "User-to-User", "Remote-Party-ID", "Content-ID",
)  # fmt: skip
NAMES = {name.lower(): name for name in _SPELT} | COMPACT
KNOWN = {spelt: name for lower, name in NAMES.items() for spelt in {lower, name, lower.upper()}}


def canonical(name: str) -> str:
    """The name as we spell it, long form; an unknown one as it is. Raises Malformed if it is no name at all."""
    known = KNOWN.get(name) or NAMES.get(name.lower())
    if known is None and not grammar.is_token(name):
        raise Malformed(f"{name[:40]!r} is no name of a header field")
    return known or name
