"""A messaging document, run: replies, redirects and actions as effects, for one inbound message.

    run = MessagingRun(url=..., sender=..., receiver=...)
    effects = run.start()
    while not run.is_over:  # carry out all effects; the last one is a Fetch or a Reply
        effects = run.receive(outcome)

`Warn` and `Fail` ask for no outcome. A `Fetch` is answered with `Document` or `FetchFailed`, a `Reply` with
`ReplySent` or `ReplyRefused`.
"""

from collections.abc import Generator

import msgspec

from ringback.languages.twiml import schema
from ringback.languages.twiml.answers import DocumentFailed, answered, parsed, wrong_type
from ringback.languages.twiml.content import Kind, charset_of, kind_of
from ringback.languages.twiml.effects import Document, Fail, Fetch, FetchFailed, Warn
from ringback.languages.twiml.parser import Element, text_of
from ringback.languages.twiml.places import method_of, resolve

MAX_REPLIES = 10  # for one inbound message (14109)
MAX_REDIRECTS = 10  # a chain longer than this is a loop (14106)
MAX_MEDIA = 10
MAX_BODY = 1600  # UTF-16 units

BAD_URL = 11100
BAD_BODY, BAD_METHOD, BAD_CALLBACK, TOO_MANY_DOCUMENTS = 14103, 14104, 14105, 14106
TOO_FAST, TOO_MANY_REPLIES = 14107, 14109
_LAST_WORDS = {TOO_FAST, TOO_MANY_REPLIES}  # a fallback document could not reply either
_TWIML_CODES = {  # what REST refuses a message with, in the words of messaging TwiML
    21211: 14101,
    21604: 14101,
    21614: 14101,
    21212: 14102,
    21603: 14102,
    21602: BAD_BODY,
    21617: BAD_BODY,
    21609: BAD_CALLBACK,
    21606: 14108,
    21608: 14111,
}


class Reply(msgspec.Struct, frozen=True):
    """Send a message. `index` counts the replies of one run from 0: with the inbound SID it names this one for ever.

    `to` and `from_` stand as the document has them, unchecked.
    """

    index: int
    to: str
    from_: str
    body: str
    media_urls: tuple[str, ...] = ()
    status_callback: str | None = None


class ReplySent(msgspec.Struct, frozen=True):
    """The message exists, whatever became of it so far."""

    sid: str
    status: str
    error_code: int | None = None


class ReplyRefused(msgspec.Struct, frozen=True):
    """No message came of it: the code and sentence a REST request would have been refused with, or 14107."""

    code: int
    message: str


Effect = Fetch | Reply | Warn | Fail
Outcome = Document | FetchFailed | ReplySent | ReplyRefused
_Steps = Generator[Effect, Outcome | None, None]
_Leading = Generator[Effect, Outcome | None, Fetch | None]  # ends with where control went, if anywhere


class MessagingRun:
    """`sender` sent the inbound message and gets the replies, `receiver` is the number that got it."""

    def __init__(
        self,
        *,
        url: str,
        sender: str,
        receiver: str,
        method: str = "POST",
        fallback_url: str | None = None,
        fallback_method: str = "POST",
    ) -> None:
        self._first = Fetch(url, method)
        self._fallback = Fetch(fallback_url, fallback_method) if fallback_url else None
        self._sender, self._receiver = sender, receiver
        self._replies = self._redirects = 0
        self._steps = self._whole()
        self.is_over = False

    def start(self) -> list[Effect]:
        return self._until_asked(None)

    def receive(self, outcome: Outcome) -> list[Effect]:
        """What to do next. Raises TypeError where the outcome does not answer the last effect."""
        return self._until_asked(outcome)

    def _until_asked(self, outcome: Outcome | None) -> list[Effect]:
        effects: list[Effect] = []
        try:
            while not (effects and isinstance(effects[-1], Fetch | Reply)):
                effects.append(self._steps.send(outcome if not effects else None))
        except StopIteration:
            self.is_over = True
        return effects

    def _whole(self) -> _Steps:
        """The document and, where it fails, the fallback document, once."""
        try:
            yield from self._visit(self._first)
        except DocumentFailed as failed:
            yield failed.fail
            if self._fallback and failed.fail.code not in _LAST_WORDS:
                yield from self._fall_back(self._fallback, failed.fail)

    def _fall_back(self, fallback: Fetch, fail: Fail) -> _Steps:
        told = {"ErrorCode": str(fail.code), "ErrorUrl": fail.url or self._first.url}
        try:
            yield from self._visit(Fetch(fallback.url, fallback.method, told))
        except DocumentFailed as failed:
            yield failed.fail

    def _visit(self, fetch: Fetch | None) -> _Steps:
        while fetch:
            outcome = yield fetch
            fetch = yield from self._run(outcome, fetch.url)

    def _run(self, outcome: Outcome | None, asked_url: str) -> _Leading:
        """One document; ends early, with the next one to fetch, at a Redirect in it or in an action's document."""
        document = answered(outcome, asked_url)
        if document.status == 204 or not document.body.strip():
            return None
        kind = kind_of(document.content_type)
        if kind is Kind.TEXT:
            text = text_of(document.body, charset_of(document.content_type)).strip()
            return (yield from self._message(Element("Message", {}, (text,), 1, 1), document.url))
        if kind is not Kind.TWIML:
            raise DocumentFailed(wrong_type(document, "text/plain"))
        return (yield from self._run_twiml(parsed(document), document.url))

    def _run_twiml(self, root: Element, url: str) -> _Leading:
        for warning in schema.check(root, schema.MESSAGING):
            yield msgspec.structs.replace(warning, url=url)
        for verb in schema.fitting(root, schema.MESSAGING):
            if verb.name == "Redirect":
                return (yield from self._redirect(verb, url))
            leads_to = yield from self._message(verb, url)
            if leads_to:
                return leads_to
        return None

    def _redirect(self, verb: Element, url: str) -> _Leading:
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            message = f"{MAX_REDIRECTS} redirects are the most for one message; do they lead in a circle?"
            raise DocumentFailed(_fail(TOO_MANY_DOCUMENTS, message, verb, url))
        target = resolve(url, verb.text)
        if target is None:
            message = f"Redirect leads to {verb.text[:200]!r}, which is no http or https URL"
            raise DocumentFailed(_fail(BAD_URL, message, verb, url))
        method = yield from self._method(verb, url)
        return Fetch(target, method)

    def _message(self, verb: Element, url: str) -> _Leading:
        """One reply and, once it is sent, the document of its action."""
        reply = yield from self._reply(verb, url)
        if reply is None:
            return None
        if self._replies > MAX_REPLIES:
            message = f"{MAX_REPLIES} replies are the most to one message; this one and those after it are not sent"
            raise DocumentFailed(_fail(TOO_MANY_REPLIES, message, verb, url))
        outcome = yield reply
        if isinstance(outcome, ReplyRefused):
            yield _refusal(outcome, verb, url)
            return None
        return (yield from self._act(verb, url, reply, outcome))

    def _act(self, verb: Element, url: str, reply: Reply, outcome: Outcome | None) -> _Leading:
        if not isinstance(outcome, ReplySent):
            raise TypeError(f"a Reply is answered with ReplySent or ReplyRefused, not {outcome!r}")
        action = yield from self._url(verb, "action", BAD_URL, url)
        if action is None:
            return None
        method = yield from self._method(verb, url)
        answer = yield Fetch(action, method, _told_to_action(reply, outcome), alone=True)
        return (yield from self._run(answer, action))

    def _reply(self, verb: Element, url: str) -> Generator[Effect, Outcome | None, Reply | None]:
        """None, with a warning, where there is nothing that could be sent."""
        body, media = _body_of(verb), (yield from self._media(verb, url))
        complaint = _complaint(body, media)
        if complaint:
            yield _warn(BAD_BODY, complaint, verb, url)
            return None
        self._replies += 1
        return Reply(
            index=self._replies - 1,
            to=verb.attributes.get("to", "").strip() or self._sender,
            from_=verb.attributes.get("from", "").strip() or self._receiver,
            body=body,
            media_urls=media,
            status_callback=(yield from self._url(verb, "statusCallback", BAD_CALLBACK, url)),
        )

    def _media(self, verb: Element, url: str) -> Generator[Effect, Outcome | None, tuple[str, ...]]:
        """Media URLs must be absolute: unlike attributes they do not resolve against the document."""
        media = [child for child in verb.children if child.name == "Media"]
        if len(media) > MAX_MEDIA:
            message = f"{len(media)} <Media> stand in one message; {MAX_MEDIA} are the most, the rest is left out"
            yield _warn(schema.SCHEMA_WARNING, message, media[MAX_MEDIA], url)
        usable = []
        for child in media[:MAX_MEDIA]:
            if resolve(None, child.text):
                usable.append(child.text)
            else:
                message = f"<Media> holds {child.text[:200]!r}, which is no absolute http or https URL; it is left out"
                yield _warn(BAD_URL, message, child, url)
        return tuple(usable)

    def _url(self, verb: Element, name: str, code: int, url: str) -> Generator[Effect, Outcome | None, str | None]:
        given = verb.attributes.get(name, "").strip()
        target = resolve(url, given) if given else None
        if given and target is None:
            yield _warn(code, f"{name} is {given[:200]!r}, which is no http or https URL; it is ignored", verb, url)
        return target

    def _method(self, verb: Element, url: str) -> Generator[Effect, Outcome | None, str]:
        given = verb.attributes.get("method")
        method = method_of(given)
        if method is None:
            yield _warn(BAD_METHOD, f"method is {str(given)[:50]!r}; POST is used, GET would do too", verb, url)
        return method or "POST"


def _body_of(verb: Element) -> str:
    """A `<Body>` wins over text around it; several are lines of one text."""
    bodies = [child.text for child in verb.children if child.name == "Body"]
    return "\n".join(bodies) if bodies else verb.text


def _complaint(body: str, media: tuple[str, ...]) -> str | None:
    length = len(body.encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_BODY:
        return f"The message has {length} characters, {MAX_BODY} are the most; it is not sent"
    return None if body or media else "The message has neither text nor media; it is not sent"


def _refusal(refused: ReplyRefused, verb: Element, url: str) -> Warn:
    """A refusal is told and the document goes on, but the loop guard ends it."""
    if refused.code == TOO_FAST:
        raise DocumentFailed(_fail(TOO_FAST, refused.message, verb, url))
    return _warn(_TWIML_CODES.get(refused.code, refused.code), refused.message, verb, url)


def _told_to_action(reply: Reply, sent: ReplySent) -> dict[str, str]:
    told = {"MessageSid": sent.sid, "SmsSid": sent.sid, "MessageStatus": sent.status, "SmsStatus": sent.status}
    told |= {"To": reply.to, "From": reply.from_}
    return told if sent.error_code is None else told | {"ErrorCode": str(sent.error_code)}


def _warn(code: int, message: str, at: Element, url: str) -> Warn:
    return Warn(code, message, at.line, at.column, url)


def _fail(code: int, message: str, at: Element, url: str) -> Fail:
    return Fail(code, message, at.line, at.column, url)
