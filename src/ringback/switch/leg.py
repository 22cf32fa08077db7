"""One leg of a call: its phones, its sound, its record, and the letters that tell its program what happened."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from ringback.kernel import Job
from ringback.media import Audio, Digit, Engine, FirstPacket, LegStatistics, RtpTimeout
from ringback.media import Leg as MediaLeg
from ringback.protocols.sip import info as sip_info
from ringback.protocols.sip.errors import LocalError, Malformed
from ringback.signalling import Dialling, IncomingCall
from ringback.store import Unit
from ringback.switch.book import Book
from ringback.switch.events import CallAnswered, CallEnded, CallRinging
from ringback.switch.mailbox import HungUp, Mailbox
from ringback.switch.model import Call, CallStatus
from ringback.switch.outcomes import TRY_NEXT, status_of, worst_of
from ringback.switch.party import Headers, Party
from ringback.switch.ports import Way
from ringback.switch.room import Room

CALL_SID = "X-Ringback-CallSid"
SILENT_MOST_S = 60.0  # of no RTP at all; the engine tells after 30
NO_AUDIO, TOO_LONG, NO_REFER_URL = 32014, 32015, 13802
USER_MESSAGE = "application/json"
SAID_BYTES_MOST, SAID_MOST = 10_240, 500  # of one message, and messages of one call: more is no conversation


class Rang(msgspec.Struct, frozen=True):
    """The other side rings; `early` where it sends sound already."""

    leg: "Leg"
    early: bool


class PickedUp(msgspec.Struct, frozen=True):
    leg: "Leg"


class Over(msgspec.Struct, frozen=True):
    """The leg has ended, for whatever reason."""

    leg: "Leg"


class Sipped(msgspec.Struct, frozen=True):
    """An answer to our REFER, or a NOTIFY of it."""

    status: int
    is_answer: bool


class ReferAsked(msgspec.Struct, frozen=True):
    """The other side wants to be put through to `target`."""

    leg: "Leg"
    target: str
    headers: Headers


class Leg:
    """A leg that is live. `watch` hears Rang, PickedUp, Over and ReferAsked of it; `mailbox` is its own program's."""

    def __init__(self, room: Room, call: Call, *, is_new: bool) -> None:
        self.room, self.book = room, Book(room, call, is_new=is_new)
        self.mailbox = Mailbox()
        self.watch: Callable[[Any], None] = lambda _: None
        self.takes_referrals = False
        self.headers: dict[str, str] = {}  # of the answer, for SipHeader_… parameters
        self.depth = 0  # how many of our own calls led to this one
        self.target: Any = None  # of a dialled leg: the effect's own words
        self.parent: Leg | None = None
        self.has_left = False  # its Dial: it goes on by itself
        self.is_placed = not is_new or call.is_outbound  # else nobody knows yet whose call it is: it is not recorded
        self.is_over = False
        self.ended_as: CallStatus | None = None  # set before `ends` are run
        self.ends: list[Callable[[], object]] = []  # run at the end, last first: recordings, bridges
        self._media: MediaLeg | None = None
        self._talk: Party | None = None
        self._said_so_far = 0
        self._parties: list[Party] = []
        self._groups: list[tuple[Way, ...]] = []
        self._refusals: list[int] = []
        self._invite: Callable[[Way], Dialling] | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._rings = False

    @property
    def call(self) -> Call:
        return self.book.call

    @property
    def sid(self) -> str:
        return self.book.call.sid

    @property
    def account_sid(self) -> str:
        return self.book.call.account_sid

    @property
    def is_answered(self) -> bool:
        return self.call.answered_time is not None

    @property
    def talk(self) -> Party | None:
        """The dialog that stands, or that called."""
        return self._talk

    @property
    def media(self) -> MediaLeg:
        """The leg's sound. Opened when first asked for; raises MediaFull."""
        if self._media is None:
            self._media = self._engine.open_leg(self._heard)
        return self._media

    @property
    def far_media(self) -> MediaLeg:
        """What another leg is bridged to."""
        return self.media

    @property
    def _engine(self) -> Engine:
        return self.room.engine

    def _party(self, codecs: Sequence[str] = ()) -> Party:
        session_id = str(int(self.sid[2:18], 16) >> 1)
        party = Party(self, self.room.media_ip, self.media.port, session_id, codecs)
        self._parties.append(party)
        return party

    # -- in

    def take(self, incoming: IncomingCall) -> Party:
        """The call that came in: it is neither ringing nor answered yet."""
        self._talk = self._party()
        self._talk.call = incoming
        return self._talk

    def ring(self) -> None:
        """Tells the caller that it rings."""
        if self._talk is not None and not self.is_answered and not self._rings and not self.is_over:
            self._rings = True
            self._talk.call.ring(180, headers=self._named)  # type: ignore[union-attr]

    @property
    def _named(self) -> Headers:
        """A simulated phone is told which call of ours it has made."""
        return [(CALL_SID, self.sid)] if self.call.simulated else []

    def answer(self) -> bool:
        """Answers the call that came in; False where there is no audio to agree on, and then it has ended."""
        if self.is_answered or self.is_over:
            return not self.is_over
        party, incoming = self._talk, self._talk.call  # type: ignore[union-attr]
        assert party is not None and isinstance(incoming, IncomingCall)
        sdp = party.answer(incoming.offer) if incoming.offer else party.offer()
        if sdp is None:
            incoming.refuse(488)
            self._end(CallStatus.FAILED, by="platform", sip_status=488, error_code=32100)
            return False
        incoming.answer(sdp, headers=self._named)
        if incoming.offer:
            self.connect(party)
        self._answered()
        return True

    def answer_if_in(self) -> bool:
        """Answers a call that came in and still rings. False where it has ended."""
        return not self.is_over if self.call.is_outbound else self.answer()

    def refuse(self, sip_status: int, status: CallStatus, reason: str | None = None) -> None:
        """Does not take the call that came in."""
        if not self.is_over:
            self._talk.call.refuse(sip_status, reason)  # type: ignore[union-attr]
            self._end(status, by="platform", sip_status=sip_status)

    # -- out

    def dial(self, groups: Sequence[tuple[Way, ...]], invite: Callable[[Way], Dialling], timeout_s: float) -> None:
        """Rings the first group of phones at once, the next where it cannot be reached. `watch` hears the rest."""
        self._groups, self._invite = list(groups), invite
        self._after("ring", timeout_s, self.give_up)
        self._ring_next()

    def _ring_next(self) -> None:
        assert self._invite is not None
        for way in self._groups.pop(0):
            party = self._party(way.codecs)
            asked = msgspec.structs.replace(self._invite(way), sdp=party.offer())
            self.book.note("signalling", f"INVITE {way.to_uri}", network=way.network)
            try:
                party.call = self.room.endpoint.dial(asked, party)
            except (Malformed, LocalError) as problem:
                self.refused(party, 484, str(problem))
                return
        if self.call.sip_call_id is None and self._parties and not self.is_over:
            self.book.learn(sip_call_id=self._parties[0].call.call_id)  # type: ignore[union-attr]

    def rang(self, party: Party, status: int, sdp: bytes | None) -> None:
        if self.is_over or self.is_answered:
            return
        early = sdp is not None and party.take_answer(sdp) and self.connect(party)
        if not self._rings and (status == 180 or early):
            self._rings = True
            self.book.move(CallRinging, status=CallStatus.RINGING)
        self.watch(Rang(self, early))

    def picked_up(self, party: Party, sdp: bytes | None, headers: Headers) -> None:
        if self.is_over or self.is_answered:
            self._let_go(party)
            return
        for other in list(self._parties):
            if other is not party:
                self._let_go(other)
        self._talk, self._parties = party, [party]
        self.headers = {name: value for name, value in headers if name.lower().startswith("x-")}
        if not party.take_answer(sdp) or not self.connect(party):
            self.fail(32100, "The answer holds no audio that is spoken here")
            return
        self._answered()
        self.watch(PickedUp(self))

    def refused(self, party: Party, status: int, reason: str) -> None:
        if party in self._parties:
            self._parties.remove(party)
        if self.is_over:
            return
        self.book.note("signalling", f"{status} {reason}")
        self._refusals.append(status)
        if self._parties:
            return
        if self._groups and status in TRY_NEXT and not self._rings:
            self._ring_next()
            return
        final = worst_of(self._refusals)
        self._end(status_of(final), by="callee", sip_status=final)

    def _let_go(self, party: Party) -> None:
        if party in self._parties:
            self._parties.remove(party)
        call = party.call
        if call is not None and not call.is_over:
            call.cancel() if not isinstance(call, IncomingCall) else call.hang_up()

    # -- sound

    def connect(self, party: Party) -> bool:
        """The sound goes where the negotiation says."""
        audio = party.audio
        if audio is None or self.is_over:
            return False
        self.media.connect(
            address=(audio.host, audio.port) if audio.port else None,
            rtcp_address=(audio.host, audio.rtcp_port),
            codec=audio.send.name.upper(),
            payload_type=audio.send.payload_type,
            dtmf_payload_type=audio.send_event,
            ptime_ms=audio.ptime_ms,
            sends=audio.sends,
            receives=audio.receives,
        )
        return True

    def play(self, audio: Audio, loops: int = 1) -> int:
        return self.media.play(audio, loops)

    def _heard(self, event: Any) -> None:
        if isinstance(event, Digit):
            self.book.note("digits", event.digit)
        elif isinstance(event, FirstPacket):
            self.book.note("media", "first sound came in")
        elif isinstance(event, RtpTimeout):
            self._silent(event.idle_s)
            return
        if not self.is_over:
            self.mailbox.put(event)

    def _silent(self, idle_s: float) -> None:
        """No RTP for half a minute: if none comes in as long again, nobody is there any more."""
        self.book.note("media", f"no sound came in for {idle_s:.0f} s")
        if self.is_over or self._media is None:
            return
        before = self._media.statistics().packets_received

        def look() -> None:
            if self._media is not None and self._media.statistics().packets_received == before and not self.is_over:
                self.book.alert(NO_AUDIO, f"No RTP came in for {SILENT_MOST_S:.0f} s; the call is ended")
                self.hang_up("platform")

        self._after("silence", SILENT_MOST_S - idle_s, look)

    # -- what the other side sends

    def informed(self, content_type: str, body: bytes) -> int:
        """Digits in SIP INFO, or JSON for the application. Gives the status that the INFO is answered with."""
        essence = content_type.partition(";")[0].strip().lower()
        if essence == USER_MESSAGE:
            return self._said(body)
        if not sip_info.names_keys(essence):
            return 200
        pressed = sip_info.digit_in(essence, body)
        if pressed is None:
            return 400
        self._heard(Digit(leg=self._media, digit=pressed.digit, duration_ms=pressed.duration_ms))
        return 200

    def _said(self, body: bytes) -> int:
        """What the phone sends besides speech goes to whoever has subscribed to it."""
        if len(body) > SAID_BYTES_MOST or self._said_so_far >= SAID_MOST:
            return 413
        self._said_so_far += 1
        content = body.decode("utf-8", "replace").replace("\0", "")
        account_sid = self.call.account_sid
        job = Job(kind="voice.user-message", key=self.sid, account_sid=account_sid, args={"content": content})
        self.book.add(Unit(jobs=[job]))
        return 200

    def referred(self, target: str, headers: Headers) -> int:
        if not self.takes_referrals:
            self.book.alert(NO_REFER_URL, f"REFER to {target[:200]} was declined: the Dial has no referUrl")
            return 603
        self.watch(ReferAsked(self, target, headers))
        return 202

    def refer_told(self, status: int, *, is_answer: bool) -> None:
        self.mailbox.put(Sipped(status, is_answer))

    # -- the end

    def left(self, who: str, reason: str = "") -> None:
        """The other side is gone: it hung up, gave up before the answer, or cannot be reached any more."""
        if self.is_over:
            return
        if reason:
            self.book.note("signalling", reason)
        by = "platform" if who == "lost" else ("caller" if not self.call.is_outbound else "callee")
        answered = self.is_answered
        self._end(CallStatus.COMPLETED if answered else CallStatus.CANCELED, by=by, sip_status=200 if answered else 487)

    def give_up(self) -> None:
        """Nobody answered in time."""
        if not self.is_over and not self.is_answered:
            self._drop_parties()
            self._end(CallStatus.NO_ANSWER, by="platform", sip_status=487)

    def fail(self, code: int, message: str, sip_status: int = 488) -> None:
        """The call cannot go on."""
        if self.is_over:
            return
        self.book.alert(code, message)
        self._drop_parties()
        self._end(CallStatus.FAILED, by="platform", sip_status=sip_status, error_code=code)

    def hang_up(self, by: str = "platform") -> None:
        """Ends the call, whatever its state: an unanswered outbound one is canceled."""
        if self.is_over:
            return
        answered = self.is_answered
        self._drop_parties()
        status = CallStatus.COMPLETED if answered else CallStatus.CANCELED
        self._end(status, by=by, sip_status=200 if answered else 487)

    def _drop_parties(self) -> None:
        for party in list(self._parties):
            call = party.call
            if call is None or call.is_over:
                continue
            if self.is_answered:
                call.hang_up()
            elif isinstance(call, IncomingCall):
                call.refuse(487 if self._rings else 480)
            else:
                call.cancel()
        self._parties = []

    def _answered(self) -> None:
        self._cancel("ring")
        now = self.room.clock.now()
        self.book.move(CallAnswered, status=CallStatus.IN_PROGRESS, answered_time=now)
        limit = self.call.dialling.time_limit_s if self.call.dialling else 14400
        self.limit(limit)

    def limit(self, seconds: float) -> None:
        """Ends the call so long after its answer."""
        self._after("limit", seconds, self._too_long)

    def _too_long(self) -> None:
        self.book.alert(TOO_LONG, "The call reached its time limit and was ended", level="warning")
        self.hang_up("platform")

    def _end(self, status: CallStatus, *, by: str, sip_status: int, error_code: int | None = None) -> None:
        self.is_over, self.ended_as = True, status
        self.room.legs.pop(self.sid, None)
        for timer in self._timers.values():
            timer.cancel()
        for end in reversed(self.ends):
            end()
        self.ends.clear()
        if not self.is_placed:
            self._close_media()
            self.mailbox.interrupt(HungUp())
            return
        now, call = self.room.clock.now(), self.call
        duration = _whole_seconds(now - call.answered_time) if call.answered_time else 0
        ended = msgspec.structs.replace(call, status=status, end_time=now, duration=duration)
        dialling = call.dialling
        if dialling is not None and dialling.sip_password:
            dialling = msgspec.structs.replace(dialling, sip_password=None)
        self.book.move(
            CallEnded,
            status=status,
            end_time=now,
            duration=duration,
            price=self.room.ground.price(ended),
            ended_by=by,
            sip_response_code=sip_status,
            error_code=error_code or call.error_code,
            quality=self._close_media(),
            dialling=dialling,
            owner=None,
        )
        self.mailbox.interrupt(HungUp())
        self.watch(Over(self))
        self.room.webhooks.forget_cookies(call.account_sid, (call.sid,))

    def _close_media(self) -> dict[str, Any] | None:
        if self._media is None:
            return None
        statistics: LegStatistics = self._media.statistics()
        self._media.close()
        return msgspec.to_builtins(statistics) if self.is_answered else None

    # -- timers

    def _after(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        self._cancel(name)
        self._timers[name] = asyncio.get_running_loop().call_later(seconds, then)

    def _cancel(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def _whole_seconds(span: timedelta) -> int:
    """As calls are billed: any second begun counts."""
    return -(-span // timedelta(seconds=1))
