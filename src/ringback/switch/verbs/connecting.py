"""Dial: phones ring, one answers, hears a whisper if there is one, and is put through."""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Digit
from ringback.switch.children import Detached, Ready, Refusal, born, prepare
from ringback.switch.leg import Leg, Over, PickedUp, Rang, ReferAsked
from ringback.switch.mailbox import HungUp
from ringback.switch.model import CallStatus
from ringback.switch.outcomes import status_of, worst_of
from ringback.switch.program import Program
from ringback.switch.verbs.recording import options_of


async def dial(program: Program, effect: twiml.Dial) -> Any:
    """Rings the targets at once or one after another, and stays until the call between them is over."""
    return await Connecting(program, effect).run()


class Attempt(msgspec.Struct):
    """One round of ringing. `refused` are SIP statuses and calls of those that did not answer."""

    children: list[Leg]
    refused: list[int]
    last: Leg | None = None


class Connecting:
    """One Dial under way."""

    def __init__(self, program: Program, effect: twiml.Dial) -> None:
        self._program, self._effect = program, effect
        self._leg, self._room = program.leg, program.room
        self._rings = False
        self._early: Leg | None = None
        self._recording_sid: str | None = None
        self._recording_url: str | None = None

    async def run(self) -> Any:
        self._record("record-from-ringing")
        rounds = [(target,) for target in self._effect.targets] if self._effect.sequential else [self._effect.targets]
        attempt = Attempt([], [])
        for targets in rounds:
            try:
                winner = await self._ring(targets, attempt)
            except HungUp:
                return self._dialled("canceled", attempt.last, bridged=False, hung_up=True)
            if winner is not None:
                return await self._put_through(winner)
        return self._dialled(self._failure(attempt), attempt.last, bridged=False, sip_status=_worst(attempt))

    # -- ringing

    async def _ring(self, targets: Sequence[Any], attempt: Attempt) -> Leg | None:
        """The leg that is ready to talk, or None. However this ends, nobody else is left ringing."""
        try:
            await self._start(targets, attempt)
            return await self._first(attempt)
        finally:
            self._quieten()
            for child in attempt.children:
                child.hang_up("caller" if self._leg.mailbox.is_closed else "platform")
            attempt.children.clear()

    async def _start(self, targets: Sequence[Any], attempt: Attempt) -> None:
        for target in targets:
            child = await born(self._program, self._effect, target)
            if isinstance(child, Refusal):
                self._leg.book.alert(child.code, child.message, level="error")
                attempt.refused.append(child.sip_status)
            else:
                attempt.last = child
                attempt.children.append(child)

    async def _first(self, attempt: Attempt) -> Leg | None:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._effect.timeout_s
        waits_for_ready = False
        while attempt.children:
            left = None if waits_for_ready else until - loop.time()
            letter = await self._leg.mailbox.get(left) if left is None or left > 0 else None
            if letter is None:
                for child in attempt.children:
                    child.give_up()
                return None
            if isinstance(letter, Ready) and letter.leg in attempt.children:
                attempt.children.remove(letter.leg)
                return letter.leg
            waits_for_ready |= self._hear(letter, attempt)
        return None

    def _hear(self, letter: Any, attempt: Attempt) -> bool:
        """Whether somebody answered: then there is no more hurry, and nobody else is to answer."""
        if isinstance(letter, Rang) and letter.leg in attempt.children:
            self._let_hear(letter)
        elif isinstance(letter, Over) and letter.leg in attempt.children:
            attempt.children.remove(letter.leg)
            attempt.last = letter.leg
            attempt.refused.append(letter.leg.call.sip_response_code or 480)
        elif isinstance(letter, PickedUp) and letter.leg in attempt.children:
            for child in [child for child in attempt.children if child is not letter.leg]:
                attempt.children.remove(child)
                child.hang_up("platform")
            self._room.spawn(prepare(self._program, letter.leg))
            return True
        return False

    def _let_hear(self, rang: Rang) -> None:
        """The caller hears it ring, or what the other side plays before it answers."""
        leg = self._leg
        if not leg.is_answered:
            leg.ring()
        elif rang.early and self._early is None:
            leg.media.stop()
            leg.media.bridge(rang.leg.far_media)
            self._early = rang.leg
        elif not self._rings and self._early is None:
            leg.play(self._room.sounds.ringback(self._effect.ring_tone), 0)
        self._rings = True

    def _quieten(self) -> None:
        if self._leg.is_over or not self._leg.is_answered:
            return
        self._leg.media.stop()
        if self._early is not None:
            self._leg.media.unbridge()
            self._early = None

    # -- talking

    async def _put_through(self, child: Leg) -> Any:
        """Until one of them is gone. The caller's leg outlives the other."""
        leg = self._leg
        if child.is_over or not leg.answer_if_in():
            if not child.is_over:
                child.hang_up("caller")
            return self._dialled("completed", child, bridged=False, hung_up=leg.is_over)
        leg.media.bridge(child.far_media)
        leg.book.note("media", f"bridged to {child.call.to}", call=child.sid)
        self._record("record-from-answer")
        child.takes_referrals = self._effect.refer_url is not None
        outcome = None
        try:
            outcome = await self._talk(child)
        except HungUp:
            pass
        finally:
            if not leg.is_over:
                leg.media.unbridge()
            if not child.is_over and outcome is not Detached:
                child.hang_up("caller" if leg.is_over else "platform")
            self._stop_recording()
        if isinstance(outcome, ReferAsked):
            headers = {name: value for name, value in outcome.headers if name.lower().startswith("x-")}
            return twiml.Transferred(target=outcome.target, headers=headers)
        return self._dialled("completed", child, bridged=True, hung_up=leg.is_over, left=outcome is Detached)

    async def _talk(self, child: Leg) -> Any:
        """What ended it, where that was more than a hang-up."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._effect.time_limit_s
        while not child.is_over and (left := until - loop.time()) > 0:
            letter = await self._leg.mailbox.get(left)
            if isinstance(letter, Digit) and letter.digit == "*" and self._effect.hangup_on_star:
                return None
            if isinstance(letter, Detached) and letter.leg is child:
                return Detached
            if isinstance(letter, ReferAsked) and letter.leg is child:
                return letter
        return None

    # -- recording

    def _record(self, since: str) -> None:
        asked, recordings = self._effect.recording, self._room.recordings
        if asked is None or asked.since != since or recordings is None or self._leg.is_over:
            return
        recording = recordings.start(self._leg, options_of(asked))
        self._recording_sid, self._recording_url = recording.sid, self._room.ground.recording_url(recording)

    def _stop_recording(self) -> None:
        if self._recording_sid is not None and self._room.recordings is not None:
            self._room.spawn(self._room.recordings.stop(self._recording_sid))

    # -- what the action hears

    def _failure(self, attempt: Attempt) -> str:
        if not attempt.refused:
            return "no-answer"
        return status_of(worst_of(attempt.refused)).value

    def _dialled(
        self,
        status: str,
        child: Leg | None,
        *,
        bridged: bool,
        hung_up: bool = False,
        left: bool = False,
        sip_status: int | None = None,
    ) -> twiml.Dialled:
        if not bridged:
            self._stop_recording()
        spoke = child is not None and child.call.answered_time is not None and not left
        return twiml.Dialled(
            status=status,
            call_sid=child.sid if child is not None else None,
            duration_s=_seconds(child) if spoke and child is not None else None,
            bridged=bridged,
            recording_url=self._recording_url,
            params=_sip_params(child, sip_status),
            hung_up=hung_up,
        )


def _worst(attempt: Attempt) -> int | None:
    return worst_of(attempt.refused) if attempt.refused else None


def _seconds(child: Leg) -> int:
    return child.call.duration or 0


def _sip_params(child: Leg | None, sip_status: int | None) -> dict[str, str]:
    """What a dialled SIP phone said: reference/twiml.md, Dial's action."""
    if child is None or not child.call.to.lower().startswith("sip"):
        return {}
    told = {f"DialSipHeader_{name}": value for name, value in child.headers.items()}
    told["DialSipCallId"] = child.call.sip_call_id or ""
    code = sip_status or child.call.sip_response_code or (200 if child.call.status is CallStatus.IN_PROGRESS else None)
    return told | ({"DialSipResponseCode": str(code)} if code else {})
