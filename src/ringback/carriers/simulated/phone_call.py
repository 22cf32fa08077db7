"""One call of one phone, as signalling tells of it: rung, answered, ended. `Talk` is what happens between."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Literal

import msgspec

from ringback.carriers.simulated.calls import HandsetCalls, Notes
from ringback.carriers.simulated.handsets import Handsets
from ringback.carriers.simulated.hearing import Hearing
from ringback.carriers.simulated.line_relay import faults_of
from ringback.carriers.simulated.model import HandsetCall
from ringback.carriers.simulated.phone_media import PhoneMedia, open_media
from ringback.carriers.simulated.phone_script import STEPS_MOST, HangUp, PhoneRun, ScriptError, Step
from ringback.carriers.simulated.phone_sound import PhoneSound
from ringback.carriers.simulated.phone_talk import Talk, with_caption
from ringback.kernel import Clock, SidSource
from ringback.kernel.chance import Entropy
from ringback.media import Closed, Engine, MediaFull
from ringback.protocols.sip import info
from ringback.signalling import Listener

CALL_SID, ACCOUNT_SID = "X-Ringback-CallSid", "X-Ringback-AccountSid"  # the platform's words to its own phones
Headers = Sequence[tuple[str, str]]
Ender = Literal["handset", "far"] | None


class Surroundings(msgspec.Struct, kw_only=True, eq=False):
    """What all phones share. `ip` is where their sound is; `owner` names this process in rows."""

    clock: Clock
    sids: SidSource
    entropy: Entropy
    engine: Engine
    handsets: Handsets
    calls: HandsetCalls
    hearing: Hearing | None
    sound: PhoneSound
    ip: str
    owner: str
    owner_of: Callable[[str], Awaitable[str | None]]
    live: "dict[str, PhoneCall]" = {}  # by the id of the row
    tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def new_row(self, handset: str, direction: Any, from_: str, to: str, **more: Any) -> HandsetCall:
        now = self.clock.now()
        id = self.sids.new("HC", now)
        given = {"handset": handset, "direction": direction, "from_": from_, "to": to, "owner": self.owner, **more}
        return HandsetCall(id=id, date_created=now, **given)


class PhoneCall(Listener):
    """What calls of both directions have in common. `notes` is the row, there once the phone knows of the call."""

    notes: Notes
    call: Any = None  # signalling's, once there is one

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.media: PhoneMedia | None = None
        self.talk: Talk | None = None
        self.is_over = self.is_answering = False
        self._ordered: list[Step] = []  # by hand, between the answer and its ACK
        self.said: Callable[[PhoneCall, str], None] = lambda call, text: None
        self.known: Callable[[PhoneCall], None] = lambda call: None  # told when both sides may find it
        self.gone: Callable[[PhoneCall], None] = lambda call: None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def sip_call_id(self) -> str:
        return self.call.call_id if self.call is not None else ""

    def _write(self, row: HandsetCall) -> None:
        """From now on the handset shows the call."""
        self.notes = self._around.calls.notes(row, self._around.spawn)
        self._around.live[row.id] = self

    async def _open_media(self) -> PhoneMedia:
        """Raises MediaFull or OSError."""
        line = await self._around.handsets.line()
        seed = self._around.entropy.bytes(16)
        return await open_media(self._around.engine, self._heard, faults_of(line), seed, self._around.ip)

    def _after(self, seconds: float, then: Callable[[], Any]) -> None:
        self._no_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    def _no_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # -- on the line

    def _answered(self) -> None:
        """The row says so; what the phone hears is recorded from now on."""
        assert self.media is not None
        self._no_timer()
        hearing, row = self._around.hearing, self.notes.row
        records = hearing is not None and hearing.begin(self.media.leg, row.handset, row.id)
        self.notes.change(state="talking", answered_at=self._around.clock.now(), records=records, sip_status=200)

    def _begin(self, run: PhoneRun) -> None:
        """Both sides are on the line."""
        assert self.media is not None
        if self.is_over or self.talk is not None:
            return
        self.talk = Talk(
            self.notes,
            self.media.leg,
            self._around.sound,
            run,
            said=lambda text: self.said(self, text),
            hang_up=self.hang_up,
        )
        self.talk.begin()
        if self._ordered:
            self.talk.order(self._ordered)

    def _heard(self, event: Any) -> None:
        if isinstance(event, Closed):
            self.notes.change(quality=msgspec.to_builtins(event.statistics))
        elif self.talk is not None:
            self.talk.heard(event)

    def order(self, steps: Sequence[Step]) -> None:
        """A hand on the phone. Raises ScriptError where the call is not so far."""
        if self.is_over:
            raise ScriptError("the call has ended")
        if steps and isinstance(steps[0], HangUp):
            self.hang_up()
        elif self.talk is not None:
            self.talk.order(steps)
        elif self.is_answering and len(self._ordered) < STEPS_MOST:
            self._ordered.extend(steps)
        else:
            raise ScriptError("nobody has answered yet")

    def hear_caption(self, text: str) -> None:
        """A sentence spoken to this phone. The platform may speak before its ACK has come."""
        self.notes.change(heard=with_caption(self.notes.row.heard, text))

    def know_sid(self, headers: Headers) -> None:
        """What the platform calls this call, where its answers tell."""
        sid = header(headers, CALL_SID)
        if sid and self.notes.row.sid is None:
            self.notes.change(sid=sid)
            self.known(self)

    # -- the end

    def hang_up(self, by: Ender = "handset") -> None:
        """Ends the call from this side, whatever its state. `by` None: nobody did, the process stops."""
        raise NotImplementedError

    def _over(self, by: Ender, sip_status: int | None = None) -> None:
        """The call has ended; everything is let go, and what was heard is kept."""
        if self.is_over:
            return
        self.is_over = True
        self._no_timer()
        if self.talk is not None:
            self.talk.end()
        row = self.notes.row
        final, now = sip_status or row.sip_status, self._around.clock.now()
        self.notes.change(state="ended", ended_by=by, ended_at=now, sip_status=final)
        self.gone(self)
        self._around.spawn(self._keep(row.id))

    async def _keep(self, id: str) -> None:
        """Keeps the recording; only then does the leg close, whose last word is the call's figures."""
        hearing = self._around.hearing
        audio = await hearing.end(id) if hearing is not None and self.notes.row.records else None
        if self.media is not None:
            self.media.close()
        if self.notes.row.records:
            self.notes.change(audio=audio, records=audio is not None)
        self._around.live.pop(id, None)

    # -- what signalling tells, in a call

    def lost(self, reason: str) -> None:
        self._over(None)

    def hung_up(self, headers: Headers) -> None:
        self._over("far")

    def offered(self, sdp: bytes) -> bytes | None:
        return self.media.answer(sdp) if self.media is not None else None

    def media_needed(self) -> bytes:
        return self.media.offer() if self.media is not None else b""

    def reinvited(self, sdp: bytes | None, status: int) -> None:
        if self.media is not None:
            self.media.take_answer(sdp)

    def info(self, content_type: str, body: bytes) -> int:
        if not info.names_keys(content_type):
            return 200
        pressed = info.digit_in(content_type, body)
        if pressed is not None and self.talk is not None:
            self.talk.hear_digit(pressed.digit)
        return 400 if pressed is None else 200


def header(headers: Headers, name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


NO_MEDIA = (MediaFull, OSError)
