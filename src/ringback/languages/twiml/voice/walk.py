"""Through documents verb by verb: what each asks for, where it leads, and what of that the line remembers."""

from collections.abc import Callable, Generator

import msgspec

from ringback.languages.twiml import schema
from ringback.languages.twiml.answers import DocumentFailed, answered, parsed, whole, wrong_type
from ringback.languages.twiml.content import Kind, charset_of, kind_of
from ringback.languages.twiml.effects import Document, Fail, Fetch, Warn
from ringback.languages.twiml.parser import MAX_BYTES, TOO_LARGE, Element, parse, text_of
from ringback.languages.twiml.voice import absent, dialling, gathering, leaving, queueing, recording, roles, speaking
from ringback.languages.twiml.voice.effects import (
    Asking,
    Dialled,
    Effect,
    Failed,
    Hangup,
    HungUp,
    Leave,
    LeftQueue,
    Outcome,
    Pause,
    Tell,
    Transferred,
)
from ringback.languages.twiml.voice.reading import Page, Reading
from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.step import After, Step

MAX_IDLE_DOCUMENTS = 100  # fetched one after another with nothing happening on the line: a circle
EMPTY_BODY, TOO_MANY_DOCUMENTS = 11770, 11215
EMPTY_WAIT_S = 10.0  # a waitUrl with nothing to hear is asked again after this long

First = Fetch | str  # a str is TwiML given inline, which has no URL
Steps = Generator[Effect, Outcome | None, None]
Leading = Generator[Effect, Outcome | None, First | None]  # ends with where control went, if anywhere

_READERS: dict[str, Callable[[Reading], Step]] = {
    "Say": speaking.read_say,
    "Play": speaking.read_play,
    "Pause": speaking.read_pause,
    "Gather": gathering.read_gather,
    "Record": recording.read_record,
    "Dial": dialling.read_dial,
    "Enqueue": queueing.read_enqueue,
    "Refer": leaving.read_refer,
}


class RunOver(Exception):
    """The leg is gone, or a last word was said: nothing more is to be asked."""


class Walk:
    """One leg on its way through documents. `is_answered` is kept here because verbs differ by it."""

    def __init__(self, role: Role, *, is_answered: bool, longest_call_s: int, requires_https: bool) -> None:
        self.is_answered = is_answered
        self.idle_documents = 0  # since something happened on the line
        self.deeds = 0  # how often something did
        self.step: Step | None = None  # the one that is being done
        self._role, self._longest_call_s, self._requires_https = role, longest_call_s, requires_https
        self._rings_on = False  # a Dial with answerOnBridge ended, and the caller still hears ringing
        self._known_absent: set[str] = set()
        self._warned = 0  # of the document at hand

    def visit(self, first: First) -> Steps:
        """From `first` to the end of the last document."""
        place: First | None = first
        while place is not None:
            place = yield from self._document(place)
            if place is None and self._role is Role.QUEUE_WAIT:
                if self.idle_documents:
                    yield from self.ask(Pause(EMPTY_WAIT_S))
                    self.idle_documents = 0
                place = first

    def ask(self, effect: Asking) -> Generator[Effect, Outcome | None, Outcome | None]:
        if not isinstance(effect, Fetch):
            self.is_answered = self.is_answered or effect.answers_call
        outcome = yield effect
        if isinstance(outcome, HungUp):
            raise RunOver
        return outcome

    def hang_up(self, why: str) -> Hangup:
        """A call that was only ever ringing somewhere else is not answered for its end."""
        return Hangup(why, answers_call=not self._rings_on or self.is_answered)  # type: ignore[arg-type]

    def _document(self, place: First) -> Leading:
        self._count(place)
        self._warned = 0
        if isinstance(place, str):
            root = whole(parse(place.encode("utf-8", "replace"), "utf-8"), None)
            return (yield from self._twiml(root, None))
        document = answered((yield from self.ask(place)), place.url)
        if document.status == 204 or not document.body.strip():
            return self._empty(document)
        return (yield from self._content(document))

    def _count(self, place: First) -> None:
        self.idle_documents += 1
        if self.idle_documents > MAX_IDLE_DOCUMENTS:
            message = f"{MAX_IDLE_DOCUMENTS} documents in a row did nothing on the line; do they lead in a circle?"
            raise DocumentFailed(Fail(TOO_MANY_DOCUMENTS, message, url=None if isinstance(place, str) else place.url))

    def _empty(self, document: Document) -> None:
        if self._role is Role.CALL:
            message = "The answer is empty; a call needs a document, <Response/> at the least"
            raise DocumentFailed(Fail(EMPTY_BODY, message, url=document.url))

    def _content(self, document: Document) -> Leading:
        kind = kind_of(document.content_type)
        if kind is Kind.TWIML:
            return (yield from self._twiml(parsed(document), document.url))
        if kind is Kind.AUDIO:
            step = speaking.played_document(document, for_ever=self._role not in (Role.CALL, Role.WHISPER))
            return (yield from self._do(step, Reading(Element("Play", {}, (), 1, 1), self._page(document.url))))
        if kind is None:
            raise DocumentFailed(wrong_type(document, "text/plain, or audio"))
        if len(document.body) > MAX_BYTES:
            message = f"The document has {len(document.body)} bytes, {MAX_BYTES} are the most"
            raise DocumentFailed(Fail(TOO_LARGE, message, url=document.url))
        reading = speaking.spoken_text(
            text_of(document.body, charset_of(document.content_type)), self._page(document.url)
        )
        return (yield from self._do(speaking.read_say(reading), reading))

    def _twiml(self, root: Element, url: str | None) -> Leading:
        for warning in schema.check(root, schema.VOICE):
            yield msgspec.structs.replace(warning, url=url)
        for verb in schema.fitting(root, schema.VOICE):
            leads_to = yield from self._verb(Reading(verb, self._page(url)))
            if leads_to is not None:
                return leads_to
        return None

    def _page(self, url: str | None) -> Page:
        return Page(url, self.is_answered, self._longest_call_s, self._requires_https)

    def _verb(self, reading: Reading) -> Leading:
        self._refuse_misplaced(reading)
        code = roles.misfit(self._role, reading.name)
        if code:
            reading.warn(code, f"<{reading.name}> cannot stand in a document for {self._role.value}; it is skipped")
            yield from self._told(reading)
            return None
        read = _READERS.get(reading.name)
        if read:
            return (yield from self._do(read(reading), reading))
        return (yield from _OTHERS[reading.name](self, reading))

    def _refuse_misplaced(self, reading: Reading) -> None:
        if reading.name == "Dial" and self._role is Role.WHISPER:
            message = "A leg that was dialled cannot dial on; leave <Dial> out of the document of a noun's url"
            raise DocumentFailed(reading.fail(dialling.IN_DIALLED_LEG, message))

    def _do(self, step: Step, reading: Reading) -> Leading:
        """Tell what is wrong with a verb, have it done, and go where that leads."""
        yield from self._told(reading)
        if step.effect is None:
            return (yield from self._go(step, step.unable))
        self.step = step
        outcome = yield from self.ask(step.effect)
        self.step = None
        if isinstance(outcome, Failed):
            yield _refused(outcome, reading)
            return (yield from self._go(step, step.unable))
        after = step.after(outcome)
        self._remember(step, outcome)
        if after.mistake:
            yield _refused(after.mistake, reading)
        return (yield from self._go(step, after))

    def _remember(self, step: Step, outcome: Outcome | None) -> None:
        if not _came_to_nothing(outcome):
            self.idle_documents = 0
            self.deeds += 1
        if getattr(step.effect, "answer_on_bridge", False) and not self.is_answered:
            self.is_answered = _was_bridged(outcome)
            self._rings_on = not self.is_answered

    def _go(self, step: Step, after: After) -> Leading:
        action = after.action or step.action
        if after.is_gone:
            if action and not action.fail and after.params is not None:
                yield Tell(action.url, action.method, after.params)
            raise RunOver
        if action is None or after.params is None:
            return None
        if action.fail:
            raise DocumentFailed(action.fail)
        return Fetch(action.url, action.method, after.params)

    def _redirect(self, reading: Reading) -> Leading:
        action = leaving.read_redirect(reading)
        yield from self._told(reading)
        if action.fail:
            raise DocumentFailed(action.fail)
        return Fetch(action.url, action.method)

    def _hangup(self, _reading: Reading) -> Leading:
        yield self.hang_up("verb")
        raise RunOver

    def _reject(self, reading: Reading) -> Leading:
        last_word = leaving.read_reject(reading, is_late=self.is_answered or self._role is Role.WHISPER)
        yield from self._told(reading)
        yield last_word
        raise RunOver

    def _leave(self, _reading: Reading) -> Leading:
        if self._role is not Role.QUEUE_WAIT:
            return None  # nowhere to leave: the document goes on
        yield Leave()
        raise RunOver

    def _start(self, reading: Reading) -> Leading:
        for child in schema.fitting(reading.element, schema.VOICE):
            noun = reading.inside(child)
            begun = self._begin(reading, noun)
            yield from self._told(reading)
            if begun:
                yield begun
        return None

    def _begin(self, verb: Reading, noun: Reading) -> Effect | None:
        if noun.name == "Recording" and verb.name == "Start":
            return recording.start_recording(noun)
        if noun.name == "Recording" and verb.name == "Stop":
            return recording.stop_recording(noun)
        absent.tell_noun(verb, noun, self._known_absent)
        return None

    def _absent(self, reading: Reading) -> Leading:
        absent.tell_verb(reading, self._known_absent)
        yield from self._told(reading)
        return None

    def _told(self, reading: Reading) -> Generator[Effect, Outcome | None, None]:
        """The warnings so far, once; past MAX_WARNINGS in one document there is one that says so."""
        warnings = tuple(reading.warnings)
        reading.warnings.clear()
        for warning in warnings:
            self._warned += 1
            if self._warned <= schema.MAX_WARNINGS:
                yield warning
            elif self._warned == schema.MAX_WARNINGS + 1:
                message = "The document has more mistakes than these; they are not told"
                yield Warn(schema.SCHEMA_WARNING, message, url=reading.page.url)


_OTHERS: dict[str, Callable[[Walk, Reading], Leading]] = {
    "Redirect": Walk._redirect,
    "Hangup": Walk._hangup,
    "Reject": Walk._reject,
    "Leave": Walk._leave,
    **dict.fromkeys(("Start", "Stop", "Connect"), Walk._start),
    **dict.fromkeys(absent.VERBS, Walk._absent),
}


def _refused(failed: Failed, reading: Reading) -> Warn:
    code = speaking.code_in_gather(failed.code) if reading.name == "Gather" else failed.code
    return Warn(code, failed.message, reading.element.line, reading.element.column, reading.page.url)


def _came_to_nothing(outcome: Outcome | None) -> bool:
    """Whether it may have been over at once, as a Dial that nobody could be reached with: circles are made of those."""
    if isinstance(outcome, Dialled):
        return outcome.status in ("failed", "busy", "canceled")
    return isinstance(outcome, LeftQueue) and outcome.result in ("error", "system-error", "queue-full")


def _was_bridged(outcome: Outcome | None) -> bool:
    if isinstance(outcome, Dialled):
        return bool(outcome.bridged) or outcome.status in ("completed", "answered")
    return isinstance(outcome, Transferred)
