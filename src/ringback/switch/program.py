"""A TwiML run on a leg: effects are carried out by the verbs of `verbs/`, their outcomes handed back."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ringback.languages.twiml.effects import Document, Fail, Fetch, FetchFailed, Warn
from ringback.languages.twiml.voice import effects as twiml
from ringback.languages.twiml.voice.run import VoiceRun
from ringback.switch import params
from ringback.switch.leg import Leg
from ringback.switch.mailbox import HungUp, Redirected
from ringback.switch.model import CallStatus, Instructions
from ringback.switch.room import Room
from ringback.webhooks import Expect, Request

TOO_LARGE = 11750
NOT_YET = 13000
Verb = Callable[["Program", Any], Awaitable[Any]]


class Program:
    """What a leg does. `extra` goes along with every request; `is_whisper`: it ends without hanging up, and bridges.

    `verbs` maps effects to the functions that carry them out. An inner program runs within a verb of another, which
    then hears of redirections.
    """

    is_inner = False

    def __init__(
        self,
        room: Room,
        leg: Leg,
        voice: VoiceRun,
        verbs: Mapping[type, Verb],
        *,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.room, self.leg, self._voice, self.verbs = room, leg, voice, verbs
        self.extra = dict(extra or {})
        self.was_hung_up = False  # by a verb, or because the document came to its end
        self._record_sid: str | None = None
        self._failed_code: int | None = None
        self.document_url: str | None = None
        self.cut: set[str] = set()  # URLs of documents that were longer than what is kept of one

    async def run(self) -> None:
        """Until the run is over or the call has ended. Redirections by REST are taken up on the way."""
        effects = self._voice.start()
        while effects:
            try:
                outcome = await self._carry_out_all(effects)
            except Redirected as redirected:
                if self.is_inner:
                    raise
                effects = self._voice.redirect(**way_of(redirected.instructions), left=redirected.left)
                continue
            except HungUp:
                outcome = twiml.HungUp()
            if self._voice.is_over or outcome is None:
                return
            effects = self._voice.receive(outcome)

    async def _carry_out_all(self, effects: list[Any]) -> Any:
        outcome = None
        for effect in effects:
            outcome = await self._carry_out(effect)
        return outcome

    async def _carry_out(self, effect: Any) -> Any:
        if isinstance(effect, Warn | Fail):
            self._tell(effect)
            return None
        if isinstance(effect, Fetch):
            return await self._fetch(effect)
        if isinstance(effect, twiml.Tell):
            await self._ask(effect.url, effect.method, effect.params)
            return None
        if isinstance(effect, twiml.Hangup | twiml.Reject | twiml.Leave):
            self._end(effect)
            return None
        self.leg.mailbox.check()
        if getattr(effect, "answers_call", False) and not self.leg.answer_if_in():
            raise HungUp
        return await self._do(effect)

    async def _do(self, effect: Any) -> Any:
        verb = self.verbs.get(type(effect))
        name = type(effect).__name__
        if verb is None:
            return twiml.Failed(NOT_YET, f"<{name}> is not available on this server yet; it is skipped")
        self.leg.book.note("twiml", name, **_shown(effect))
        return await verb(self, effect)

    # -- documents

    async def _fetch(self, fetch: Fetch) -> Document | FetchFailed:
        """Asks for a document. A call that is not answered yet rings meanwhile, for its caller's comfort."""
        self.leg.ring()
        answer = await self._ask(fetch.url, fetch.method, fetch.extra_params)
        self.leg.mailbox.check()
        if answer.error is not None:
            self._failed_code = answer.error.code
            return FetchFailed(answer.error.code, answer.error.message, answer.error.url)
        self.document_url = answer.url
        if answer.is_cut and (answer.content_type or "").lower().startswith("audio/"):
            self.cut.add(answer.url)  # sound may be long: it is fetched again, whole, where it is played
        elif answer.is_cut:
            return FetchFailed(TOO_LARGE, "The document is larger than 64 KB, the most that is read", answer.url)
        return Document(answer.url, answer.content_type, answer.body, answer.status or 200)

    async def _ask(self, url: str, method: str, more: Mapping[str, str]) -> Any:
        """One request with the call's parameters; what came of it is written with the call's next step."""
        self.leg.book.note("webhook", f"{method} {url}")
        await self.leg.book.settled()
        answer = await self.room.webhooks.ask(
            Request(
                account_sid=self.leg.account_sid,
                subject_sid=self.leg.sid,
                kind="call",
                url=url,
                method=method,
                params={**self.parameters(), **more},
                jar_key=(self.leg.sid,),
                expects=Expect.ANY,
            )
        )
        self._record_sid = answer.records[-1].sid if answer.records else None
        self.leg.book.add(answer.unit())
        return answer

    @property
    def account_sid(self) -> str:
        return self.leg.account_sid

    def parameters(self) -> dict[str, str]:
        """What every request of this run carries."""
        return params.of_call(self.leg.call, self.extra)

    def said(self, text: str) -> None:
        """Whoever keeps captions is told what is spoken."""
        self.room.said(self.leg.sid, text)

    def _tell(self, word: Warn | Fail) -> None:
        """Puts it before the customer's eyes, unless the webhook's own failure already is."""
        if isinstance(word, Fail) and word.code == self._failed_code:
            return
        more: dict[str, Any] = {"details": {"line": word.line, "column": word.column}} if word.line else {}
        level = "error" if isinstance(word, Fail) else "warning"
        self.leg.book.alert(
            word.code, word.message, level=level, webhook_sid=self._record_sid, request_url=word.url, **more
        )

    # -- endings

    def _end(self, effect: Any) -> None:
        leg = self.leg
        if leg.is_over or isinstance(effect, twiml.Leave):
            return
        self.was_hung_up = True
        leg.book.note("twiml", type(effect).__name__)
        if isinstance(effect, twiml.Reject):
            busy = effect.reason == "busy"
            leg.refuse(486 if busy else 603, CallStatus.BUSY if busy else CallStatus.NO_ANSWER)
        elif not effect.answers_call or leg.answer_if_in():
            leg.hang_up("platform")


def way_of(instructions: Instructions) -> dict[str, Any]:
    """How a run is told of what to run: the keyword arguments that VoiceRun and its `redirect` share."""
    inline = instructions.twiml if instructions.url is None else None
    first = inline if inline is not None else Fetch(instructions.url or "", instructions.method)
    fallback = Fetch(instructions.fallback_url, instructions.fallback_method) if instructions.fallback_url else None
    return {"first": first, "fallback": fallback}


_NAMES = ("number", "uri", "identity", "sid")
_SHOWN = ("text", "url", "digits", "length_s", "num_digits", "timeout_s", "target", "name", "voice", "language")


def _shown(effect: Any) -> dict[str, Any]:
    """What the timeline says of a verb."""
    shown = {name: getattr(effect, name) for name in _SHOWN if getattr(effect, name, None) not in (None, "")}
    targets = getattr(effect, "targets", None)
    if targets:
        shown["to"] = [next(filter(None, (getattr(t, name, None) for name in _NAMES)), "") for t in targets]
    return {name: value[:200] if isinstance(value, str) else value for name, value in shown.items()}
