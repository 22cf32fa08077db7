"""The switch: calls come in, go out, run their documents, and are changed while they live."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import structlog
from msgspec import UNSET, UnsetType

from ringback.kernel import Job
from ringback.kernel.alert import Alerted
from ringback.languages.twiml.voice.run import VoiceRun
from ringback.media import MediaFull, Played
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.uri import parse_uri
from ringback.signalling import IncomingCall, Listener
from ringback.store import Unit
from ringback.switch import recovery
from ringback.switch.children import Detached
from ringback.switch.conferences.conferences import Conferences
from ringback.switch.events import CallInitiated, CallRinging
from ringback.switch.invites import DEPTH, DEPTH_MOST, invites
from ringback.switch.leg import CALL_SID, Leg, PickedUp
from ringback.switch.machines import answered_by, watch_answer
from ringback.switch.mailbox import Interrupted, Redirected
from ringback.switch.model import (
    Call,
    Callback,
    CallStatus,
    Direction,
    Instructions,
    Recording,
    RecordingOptions,
    Step,
)
from ringback.switch.ports import Arrived, Denied, Placement, Turned, Ways
from ringback.switch.program import Program, way_of
from ringback.switch.queues.queues import Queues
from ringback.switch.room import Room
from ringback.switch.verbs import VERBS

log = structlog.get_logger(__name__)
TOO_BUSY = 10004
PASSED_ON = ("x-", "user-to-user", "remote-party-id", "p-asserted-identity", "diversion")
SIMULATED = ("simulated", "NW" + "0" * 32)  # the simulated carrier by name, and by its SID among networks


class Switch:
    """The verbs that the rooms above use. Those for a live call say False or None where it is not held here."""

    def __init__(self, room: Room) -> None:
        self._room = room
        room.run = self._run_instructions
        self.conferences = room.conferences = Conferences(room)
        self.queues = room.queues = Queues(room)
        self._alive: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Ends what died with the process before this one; then calls may come."""
        count = await recovery.recover(self._room)
        if count:
            log.warning("calls ended at restart", calls=count)
        self._room.sounds.music()  # made now, and not while somebody begins to wait
        self._still_alive()

    async def stop(self) -> None:
        """Hangs up what is left, and waits until all is written."""
        if self._alive is not None:
            self._alive.cancel()
        legs = list(self._room.legs.values())
        for leg in legs:
            leg.hang_up("platform")
        for leg in legs:
            await leg.book.settled()
        if self._room.tasks:
            await asyncio.wait(list(self._room.tasks), timeout=5.0)

    def _still_alive(self) -> None:
        if self._room.legs:
            recovery.still_alive(self._room.folder, self._room.clock.now())
            self._room.spawn(self.queues.look())
        self._alive = asyncio.get_running_loop().call_later(recovery.ALIVE_EVERY_S, self._still_alive)

    @property
    def live(self) -> int:
        return len(self._room.legs)

    # -- in

    def invited(self, incoming: IncomingCall) -> Listener:
        """A call that the policy let in. Whose it is, is found out beside."""
        now = self._room.clock.now()
        sid = self._room.sids.new("CA", now)
        call = Call(
            sid=sid,
            account_sid=incoming.admission.account_sid or "",
            direction=Direction.INBOUND,
            from_="",
            to="",
            status=CallStatus.RINGING,
            sip_call_id=incoming.call_id,
            start_time=now,
            owner=self._room.owner,
            date_created=now,
            date_updated=now,
        )
        leg = Leg(self._room, call, is_new=True)
        leg.depth = _depth(incoming)
        try:
            party = leg.take(incoming)
        except MediaFull:
            incoming.refuse(503, headers=[("Retry-After", "5")])
            return Listener()
        self._room.legs[sid] = leg
        self._room.spawn(self._guarded(leg, self._place(leg, incoming)))
        return party

    async def _place(self, leg: Leg, incoming: IncomingCall) -> None:
        if leg.depth > DEPTH_MOST:
            leg.refuse(483, CallStatus.FAILED)
            return
        arrived = arrived_of(incoming)
        placed = await self._room.ground.called(arrived)
        if leg.is_over:
            return
        if isinstance(placed, Turned):
            leg.refuse(placed.sip_status, CallStatus.FAILED, placed.reason)
            await self._tell(leg, placed)
            return
        leg.is_placed = True
        leg.book.note("signalling", f"INVITE from {incoming.source}", call_id=incoming.call_id)
        leg.book.move(
            CallRinging,
            account_sid=placed.account_sid,
            from_=placed.from_,
            to=placed.to,
            instructions=placed.instructions,
            callback=placed.callback,
            phone_number_sid=placed.phone_number_sid,
            application_sid=placed.application_sid,
            sip_domain_sid=placed.sip_domain_sid,
            trunk_sid=placed.trunk_sid,
            network="simulated" if arrived.simulated else arrived.network_sid,
            simulated=arrived.simulated,
            forwarded_from=arrived.diversion,
            caller_name=incoming.from_name or None,
        )
        await self._run_instructions(leg, placed.instructions, _params(placed, incoming, leg))

    async def _tell(self, leg: Leg, turned: Turned) -> None:
        if turned.code is None or turned.account_sid is None:
            return
        alert = Alerted(
            account_sid=turned.account_sid,
            subject_sid=leg.sid,
            at=self._room.clock.now(),
            error_code=turned.code,
            message=turned.reason,
        )
        await self._room.store.commit(Unit(events=[alert]))

    # -- out

    async def dial(self, call_sid: str, job: Job | None = None) -> bool:
        """Places a call that was accepted. One whose INVITE may have left before is not dialled again.

        The end of `job` is written with the call's leaving the queue; False where nothing was written.
        """
        call = await self._room.store.get(Call, call_sid)
        if call is None or call.status is not CallStatus.QUEUED or call.dialled_at is not None:
            return False
        ways = await self._room.ground.ways(call, None)
        now = self._room.clock.now()
        leg = Leg(self._room, call, is_new=False)
        self._room.legs[call.sid] = leg
        leg.book.add(Unit(done=[job] if job is not None else []))
        if call.conference_sid is not None and not self.conferences.invitations.dialling(leg):
            leg.hang_up("api")  # the room it was to join is over, or wants it no more
            await leg.book.settled()
            return True
        if isinstance(ways, Denied):
            leg.fail(ways.code, ways.message, ways.sip_status)
            await leg.book.settled()
            return True
        first = ways.groups[0][0]
        leg.book.move(
            CallInitiated,
            dialled_at=now,
            start_time=now,
            owner=self._room.owner,
            from_=ways.from_,
            to=ways.to,
            network=first.network,
            simulated=first.simulated,
        )
        await leg.book.settled()
        await self._guarded(leg, self._ring(leg, ways))
        return True

    async def _ring(self, leg: Leg, ways: Ways) -> None:
        if leg.is_over:
            return
        leg.watch = lambda news: self._news_of(leg, news)
        dialling = leg.call.dialling
        try:
            leg.dial(ways.groups, invites(leg.call, 0), dialling.timeout_s if dialling else 60)
        except MediaFull as full:
            leg.fail(TOO_BUSY, str(full), 503)

    def _news_of(self, leg: Leg, news: Any) -> None:
        if leg.call.conference_sid is not None:
            self.conferences.invitations.heard(leg, news)
        if isinstance(news, PickedUp) and not leg.is_over:
            self._answered(leg)

    def _answered(self, leg: Leg) -> None:
        self._room.spawn(self._guarded(leg, self._converse(leg)))

    async def _converse(self, leg: Leg) -> None:
        dialling, recordings = leg.call.dialling, self._room.recordings
        if dialling is not None and dialling.record is not None and recordings is not None:
            recordings.start(leg, dialling.record)
        if dialling is not None and dialling.send_digits:
            await _send(leg, dialling.send_digits)
        if leg.call.conference_sid is not None:
            watch_answer(leg)
            await self._attend(leg)
        else:
            await self._run_first(leg)

    async def _run_first(self, leg: Leg) -> None:
        """The call's document, once it is known who answered: unless that is told later, or a redirection is first."""
        instructions, extra = leg.call.instructions, {}
        try:
            if leg.call.dialling is not None and leg.call.dialling.async_amd:
                watch_answer(leg)
            else:
                extra = await answered_by(leg)
        except Redirected as redirected:
            instructions = redirected.instructions
        await self._run_instructions(leg, instructions, extra)

    async def _attend(self, leg: Leg) -> None:
        """One that was dialled into a room stays there, unless it is given a document."""
        attendee = self.conferences.invitations.attendee(leg)
        try:
            if attendee is not None:
                await attendee.stay()
        except Redirected as redirected:
            self.conferences.invitations.leave(leg)
            await self._run_instructions(leg, redirected.instructions, {})
            return
        leg.hang_up("platform")

    # -- documents

    async def _run_instructions(self, leg: Leg, instructions: Instructions, extra: Mapping[str, str]) -> None:
        """Runs a document on a leg, and hangs up at its end."""
        voice = VoiceRun(**way_of(instructions), is_answered=leg.is_answered)
        await Program(self._room, leg, voice, VERBS, extra=extra).run()
        if not leg.is_over:
            leg.hang_up("platform")

    async def _guarded(self, leg: Leg, work: Any) -> None:
        """A fault of ours ends the call, in its record too."""
        try:
            await work
        except Interrupted:
            leg.hang_up("platform")
        except Exception:
            log.exception("a call failed", call_sid=leg.sid)
            leg.fail(15000, "The call was ended by an internal error; the server's log tells of it", 500)

    # -- changes from outside

    def find(self, call_sid: str) -> Leg | None:
        return self._room.legs.get(call_sid)

    def steps(self, call_sid: str) -> list[Step]:
        """What of a live call's trail is not written yet."""
        leg = self.find(call_sid)
        return leg.book.unwritten_steps if leg else []

    async def redirect(self, call_sid: str, instructions: Instructions) -> bool:
        """The call goes on with another document. A dialled leg leaves its Dial, whose caller goes on after it."""
        leg = self.find(call_sid)
        if leg is None or leg.is_over:
            return False
        leg.book.change(instructions=instructions)
        await leg.book.settled()
        if leg.parent is not None and leg.is_answered and not leg.has_left:
            leg.has_left = True
            leg.parent.mailbox.put(Detached(leg))
            self._room.spawn(self._guarded(leg, self._go_on(leg, instructions)))
        elif leg.is_answered or not leg.call.is_outbound:
            leg.mailbox.interrupt(Redirected(instructions))
        return True

    async def _go_on(self, leg: Leg, instructions: Instructions) -> None:
        """Once the bridge is gone."""
        await asyncio.sleep(0)
        leg.watch = lambda _: None
        await self._run_instructions(leg, instructions, {})

    async def hang_up(self, call_sid: str, *, by: str = "api") -> bool:
        leg = self.find(call_sid)
        if leg is None or leg.is_over:
            return False
        leg.hang_up(by)
        await leg.book.settled()
        return True

    async def cancel(self, call_sid: str) -> bool:
        """Ends a call that nobody has answered; False where it is not here, or was answered."""
        leg = self.find(call_sid)
        if leg is None or leg.is_over or leg.is_answered:
            return False
        return await self.hang_up(call_sid)

    async def change(
        self,
        call_sid: str,
        *,
        callback: Callback | None | UnsetType = UNSET,
        time_limit_s: int | UnsetType = UNSET,
    ) -> bool:
        leg = self.find(call_sid)
        if leg is None or leg.is_over:
            return False
        if callback is not UNSET:
            leg.book.change(callback=callback)
        if time_limit_s is not UNSET:
            leg.limit(time_limit_s)
        await leg.book.settled()
        return True

    async def tell(self, call_sid: str, content_type: str, body: bytes) -> bool:
        """Sends the phone of an answered call a SIP INFO (RFC 6086)."""
        leg = self.find(call_sid)
        if leg is None or leg.is_over or not leg.is_answered or leg.talk is None or leg.talk.call is None:
            return False
        leg.talk.call.info(content_type, body)
        return True

    # -- recordings

    async def start_recording(self, call_sid: str, options: RecordingOptions) -> Recording | None:
        leg, recordings = self.find(call_sid), self._room.recordings
        if leg is None or recordings is None or not leg.is_answered or leg.is_over:
            return None
        recording = recordings.start(leg, options)
        await leg.book.settled()
        return recording

    def running_recordings(self, call_sid: str) -> list[Recording]:
        """Those that are being made of a live call, oldest first."""
        return self._room.recordings.of(call_sid) if self._room.recordings else []

    async def control_recording(
        self, recording_sid: str, status: str, pause_behavior: str = "silence"
    ) -> Recording | None:
        """paused, in-progress or stopped; None where it is not running here."""
        recordings = self._room.recordings
        if recordings is None:
            return None
        if status == "paused":
            return await recordings.pause(recording_sid, keep_silence=pause_behavior != "skip")
        if status == "in-progress":
            return await recordings.resume(recording_sid)
        return await recordings.stop(recording_sid)


async def _send(leg: Leg, digits: str) -> None:
    token = leg.media.send_digits(digits)
    while True:
        letter = await leg.mailbox.get()
        if isinstance(letter, Played) and letter.token == token:
            return


def arrived_of(incoming: IncomingCall) -> Arrived:
    admission = incoming.admission
    return Arrived(
        kind=admission.kind,
        request_user=admission.to_number or user_of(incoming.request_uri),  # a network may write national numbers
        from_user=user_of(incoming.from_uri),
        from_uri=incoming.from_uri,
        to_uri=incoming.to_uri,
        account_sid=admission.account_sid or None,
        domain_sid=admission.domain_sid,
        network_sid=admission.network_sid,
        user=admission.user,
        simulated=admission.network_sid in SIMULATED,
        diversion=_diversion(incoming.header("Diversion")),
    )


def user_of(text: str) -> str:
    """The user part of a SIP or tel URI, escapes undone, parameters left out; "" where there is none."""
    try:
        parsed = parse_uri(text)
    except Malformed:
        return ""
    user = getattr(parsed, "user", None) or getattr(parsed, "number", None) or ""
    return unquote(user).partition(";")[0]


def _diversion(value: str | None) -> str | None:
    if not value:
        return None
    inner = value[value.find("<") + 1 : value.find(">")] if "<" in value else value.partition(";")[0]
    return user_of(inner.strip()) or None


def _depth(incoming: IncomingCall) -> int:
    said = incoming.header(DEPTH) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0


def _params(placed: Placement, incoming: IncomingCall, leg: Leg) -> dict[str, str]:
    """What documents hear of a call that came by SIP: reference/voice.md §9."""
    if not placed.sip_domain_sid:
        return dict(placed.params)
    told = {**placed.params, "SipCallId": incoming.call_id, "SipSourceIp": incoming.source.ip}
    for name, value in incoming.headers:
        if name.lower().startswith(PASSED_ON) and name not in (CALL_SID, DEPTH):
            told[f"SipHeader_{name}"] = value
    return told
