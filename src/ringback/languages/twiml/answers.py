"""A server's answer: whether it is a document that can be run, and if not, the `Fail` that says so."""

from ringback.languages.twiml.content import WRONG_CONTENT_TYPE, charset_of
from ringback.languages.twiml.effects import Document, Fail, FetchFailed
from ringback.languages.twiml.parser import Broken, Element, parse

BAD_STATUS = 11200


class DocumentFailed(Exception):
    """A document goes no further; `fail` is what the debugger hears."""

    def __init__(self, fail: Fail) -> None:
        super().__init__(fail.message)
        self.fail = fail


def answered(outcome: object, asked_url: str) -> Document:
    """The document of a good answer. Raises DocumentFailed, and TypeError where the outcome answers no Fetch."""
    if isinstance(outcome, FetchFailed):
        raise DocumentFailed(Fail(outcome.code, outcome.message, url=outcome.url or asked_url))
    if not isinstance(outcome, Document):
        raise TypeError(f"a Fetch is answered with Document or FetchFailed, not {outcome!r}")
    if not 200 <= outcome.status < 300:
        message = f"The server answered with HTTP status {outcome.status}; a document comes with 2xx"
        raise DocumentFailed(Fail(BAD_STATUS, message, url=outcome.url))
    return outcome


def parsed(document: Document) -> Element:
    """The `<Response>`. Raises DocumentFailed."""
    return whole(parse(document.body, charset_of(document.content_type)), document.url)


def whole(root: Element | Broken, url: str | None) -> Element:
    """What was parsed, unless it is broken: then raises DocumentFailed."""
    if isinstance(root, Broken):
        raise DocumentFailed(Fail(root.code, root.message, root.line, root.column, url))
    return root


def wrong_type(document: Document, also: str) -> Fail:
    """`also` names the types that this kind of run takes besides XML."""
    given = f"is {document.content_type[:100]!r}" if document.content_type else "is missing"
    message = f"The Content-Type {given}; send text/xml, application/xml, text/html or {also}"
    return Fail(WRONG_CONTENT_TYPE, message, url=document.url)
