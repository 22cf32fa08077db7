"""TwiML text to a small tree. DOCTYPE, and with it every entity of one's own, is refused; size, depth and counts are
bounded, so that no document costs more than a few milliseconds and a few hundred kilobytes.
"""

import re
from typing import Any
from xml.parsers import expat

import msgspec

MAX_BYTES = 64 * 1024  # the published limit of a fetched document (error 11750)
MAX_DEPTH = 40  # Response, verb, noun and any sane SSML; also what lets readers of the tree recurse
MAX_ELEMENTS = 4_000  # a thousand <Say> and <Pause> in a row are still a menu
MAX_ATTRIBUTES = 100  # the longest list of attributes, ConversationRelay's, has 25

TOO_LARGE, NOT_PARSED, WRONG_VERSION, WRONG_ROOT = 11750, 12100, 12101, 12102
_ENCODINGS = {  # as documents and headers spell them, to a name that expat and codecs know
    "utf-8": "UTF-8",
    "utf8": "UTF-8",
    "us-ascii": "UTF-8",
    "ascii": "UTF-8",
    "iso-8859-1": "ISO-8859-1",
    "latin1": "ISO-8859-1",
    "windows-1252": "windows-1252",
    "utf-16": "UTF-16",
}
_declared = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""").search
_FOREIGN = ("xmlns", "xsi:", "xml:")  # attributes that editors and schemas leave behind; no part of TwiML


class Element(msgspec.Struct, frozen=True):
    """One element. `content` keeps text and children in their order, as mixed SSML needs it."""

    name: str
    attributes: dict[str, str]
    content: tuple["str | Element", ...]
    line: int
    column: int

    @property
    def children(self) -> tuple["Element", ...]:
        return tuple(part for part in self.content if isinstance(part, Element))

    @property
    def text(self) -> str:
        """Its own text, without that of its children, trimmed."""
        return "".join(part for part in self.content if isinstance(part, str)).strip()


class Broken(msgspec.Struct, frozen=True):
    """A document that cannot be run: the debugger's code, a sentence, and where (from 1)."""

    code: int
    message: str
    line: int | None = None
    column: int | None = None


class _Refused(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class _Open(msgspec.Struct):
    name: str
    attributes: dict[str, str]
    line: int
    column: int
    content: list[str | Element] = []

    def close(self) -> Element:
        return Element(self.name, self.attributes, tuple(self.content), self.line, self.column)


def parse(body: bytes, charset: str | None = None) -> Element | Broken:
    """The `<Response>`, or why there is none. `charset` is the Content-Type's; without it the XML itself says."""
    if len(body) > MAX_BYTES:
        return Broken(
            TOO_LARGE, f"The document has {len(body)} bytes, {MAX_BYTES} are the most; split it with Redirect"
        )
    builder = _Builder(_encoding_of(body, charset))
    try:
        root = builder.build(body)
    except _Refused as refused:
        return Broken(refused.code, refused.message, *builder.place)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or "not well formed"
        return Broken(NOT_PARSED, f"The document is not XML: {reason}", error.lineno, error.offset + 1)
    return _checked(root)


def text_of(body: bytes, charset: str | None) -> str:
    """A document that is plain text. Never raises: what the charset cannot read becomes U+FFFD."""
    return body.decode(_known(charset) or "utf-8", "replace")


def _encoding_of(body: bytes, charset: str | None) -> str | None:
    """The header's word counts more than the document's (RFC 7303 §3). None leaves it to expat: marks, UTF-8."""
    declared = _declared(body[:200])
    return _known(charset) or _known(declared[1].decode() if declared else None)


def _known(name: str | None) -> str | None:
    return _ENCODINGS.get(name.lower()) if name else None


def _checked(root: Element) -> Element | Broken:
    if root.name == "Response":
        return root
    message = f"The document's root is <{root.name[:50]}>; it must be <Response>"
    return Broken(WRONG_ROOT, message, root.line, root.column)


class _Builder:
    """Expat's callbacks, making elements from the inside out. A refusal raised in one ends the parse."""

    def __init__(self, encoding: str | None) -> None:
        self._expat = expat.ParserCreate(encoding)
        self._expat.buffer_text = True
        self._expat.XmlDeclHandler = self._declare
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._open: list[_Open] = []
        self._root: Element | None = None
        self._count = 0
        self.place: tuple[int | None, int | None] = (None, None)

    def build(self, body: bytes) -> Element:
        self._expat.Parse(body, True)
        assert self._root is not None  # expat raises where there is no element
        return self._root

    def _refuse(self, code: int, message: str) -> None:
        self.place = (self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1)
        raise _Refused(code, message)

    def _declare(self, version: str | None, encoding: str | None, _standalone: int) -> None:
        if version not in (None, "1.0"):
            self._refuse(WRONG_VERSION, f"The document says XML version {version[:20]}; only 1.0 is read")
        if encoding and encoding.lower() not in _ENCODINGS:
            self._refuse(NOT_PARSED, f"The document says encoding {encoding[:40]}; send UTF-8")

    def _refuse_doctype(self, *_: Any) -> None:
        self._refuse(NOT_PARSED, "The document has a DOCTYPE; leave it out: entities of one's own are not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            self._refuse(NOT_PARSED, f"The document has more than {MAX_ELEMENTS} elements; split it with Redirect")
        if len(self._open) == MAX_DEPTH:
            self._refuse(NOT_PARSED, f"<{name[:50]}> stands deeper than {MAX_DEPTH} elements")
        if len(attributes) > MAX_ATTRIBUTES:
            self._refuse(NOT_PARSED, f"<{name[:50]}> has {len(attributes)} attributes; {MAX_ATTRIBUTES} are the most")
        kept = {key: value for key, value in attributes.items() if not key.startswith(_FOREIGN) or key == "xml:lang"}
        self._open.append(_Open(name, kept, self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1))

    def _end(self, _name: str) -> None:
        element = self._open.pop().close()
        if self._open:
            self._open[-1].content.append(element)
        else:
            self._root = element

    def _text(self, text: str) -> None:
        self._open[-1].content.append(text)
