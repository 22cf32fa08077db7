"""The legs that a Dial makes: born with a record of their own, whispered to before they are put through."""

from typing import Any

import msgspec

from ringback.languages.twiml.effects import Fetch
from ringback.languages.twiml.voice import effects as twiml
from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.run import VoiceRun
from ringback.media import MediaFull, Played
from ringback.switch.application_leg import ApplicationLeg
from ringback.switch.events import CallInitiated
from ringback.switch.invites import invites
from ringback.switch.leg import Leg
from ringback.switch.machines import asked_of, watch_answer
from ringback.switch.mailbox import Interrupted
from ringback.switch.model import Call, Callback, CallStatus, Dialling, Direction
from ringback.switch.ports import Denied
from ringback.switch.program import Program

NO_APPLICATION = 13222
TOO_BUSY = 10004


class Ready(msgspec.Struct, frozen=True):
    """It has heard its whisper, and did not decline; or there was none to hear."""

    leg: Leg


class Detached(msgspec.Struct, frozen=True):
    """It was redirected away by REST: it goes on by itself."""

    leg: Leg


class Refusal(msgspec.Struct, frozen=True):
    """No call came of it."""

    code: int
    message: str
    sip_status: int


async def born(program: Program, effect: twiml.Dial, target: Any) -> Leg | Refusal:
    """A leg that rings already, or why there is none."""
    if isinstance(target, twiml.ApplicationTarget):
        return await _application(program, effect, target)
    room, parent = program.room, program.leg
    call = _record(program, effect, target, _address(target))
    ways = await room.ground.ways(call, parent.call)
    if isinstance(ways, Denied):
        return Refusal(ways.code, ways.message, ways.sip_status)
    first = ways.groups[0][0]
    call = msgspec.structs.replace(call, from_=ways.from_, to=ways.to, network=first.network, simulated=first.simulated)
    child = _leg(Leg, program, call)
    child.book.move(CallInitiated)
    headers = list(getattr(target, "headers", ()))
    if isinstance(target, twiml.ClientTarget):
        headers += [(f"X-Ringback-Param-{name}", value) for name, value in target.parameters.items()]
    child.target = target
    try:
        child.dial(ways.groups, invites(call, parent.depth, headers), effect.timeout_s)
    except MediaFull as full:
        child.fail(TOO_BUSY, str(full), 503)
        return Refusal(TOO_BUSY, str(full), 503)
    return child


def _leg(kind: type[Leg], program: Program, call: Call) -> Any:
    child = kind(program.room, call, is_new=True)
    child.depth = program.leg.depth + 1
    child.watch = program.leg.mailbox.put
    child.parent = program.leg
    program.room.legs[call.sid] = child
    return child


def _record(program: Program, effect: twiml.Dial, target: Any, to: str) -> Call:
    room, parent = program.room, program.leg.call
    now = room.clock.now()
    hears = target.status_callback
    return Call(
        sid=room.sids.new("CA", now),
        account_sid=parent.account_sid,
        parent_call_sid=parent.sid,
        direction=Direction.DIAL,
        from_=effect.caller_id or parent.from_,
        to=to,
        status=CallStatus.QUEUED,
        callback=Callback(url=hears.url, method=hears.method, events=hears.events) if hears else None,
        dialling=Dialling(
            timeout_s=int(effect.timeout_s),
            time_limit_s=int(effect.time_limit_s),
            caller_id=effect.caller_id,
            call_reason=effect.call_reason,
            sip_username=getattr(target, "username", None),
            sip_password=getattr(target, "password", None),
            **asked_of(getattr(target, "machine_detection", None)),
        ),
        dialled_at=now,
        start_time=now,
        owner=room.owner,
        date_created=now,
        date_updated=now,
    )


def _address(target: Any) -> str:
    if isinstance(target, twiml.NumberTarget):
        return target.number
    return target.uri if isinstance(target, twiml.SipTarget) else f"client:{target.identity}"


# -- applications


async def _application(program: Program, effect: twiml.Dial, target: twiml.ApplicationTarget) -> Leg | Refusal:
    parent = program.leg.call
    placed = await program.room.ground.application(parent.account_sid, target.sid)
    if placed is None:
        return Refusal(NO_APPLICATION, f"There is no application {target.sid} in this account", 404)
    call = msgspec.structs.replace(
        _record(program, effect, target, parent.to if target.copy_parent_to else f"app:{target.sid}"),
        application_sid=target.sid,
        instructions=placed.instructions,
        network="application",
    )
    child = _leg(ApplicationLeg, program, call)
    child.target = target
    child.book.move(CallInitiated)
    child.pick_up()
    return child


# -- before it is put through


async def prepare(program: Program, child: Leg) -> None:
    """Digits to send and a document to hear come first. The leg is `Ready`, or it has ended."""
    target = child.target
    watch_answer(child)
    try:
        await _send_digits(child, getattr(target, "send_digits", ""))
        if target.url:
            await _whisper(program, child, target)
    except Interrupted:
        return
    if child.is_over:
        return
    program.leg.mailbox.put(Ready(child))
    if isinstance(child, ApplicationLeg):
        assert program.room.run is not None
        await program.room.run(child, child.call.instructions, dict(target.parameters))


async def _send_digits(child: Leg, digits: str) -> None:
    if not digits:
        return
    token = child.media.send_digits(digits)
    while True:
        letter = await child.mailbox.get()
        if isinstance(letter, Played) and letter.token == token:
            return


async def _whisper(program: Program, child: Leg, target: Any) -> None:
    voice = VoiceRun(first=Fetch(target.url, target.method), role=Role.WHISPER, is_answered=True)
    await Program(program.room, child, voice, program.verbs).run()
