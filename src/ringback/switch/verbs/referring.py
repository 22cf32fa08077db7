"""Refer: the caller is sent elsewhere by SIP REFER (RFC 3515)."""

from ringback.languages.twiml.voice import effects as twiml
from ringback.switch.leg import Sipped
from ringback.switch.mailbox import HungUp
from ringback.switch.outcomes import status_of
from ringback.switch.program import Program

ANSWER_S, NOTIFY_S = 32.0, 60.0
NO_SIP = 13801


async def refer(program: Program, effect: twiml.Refer) -> twiml.Referred | twiml.Failed:
    leg = program.leg
    if leg.talk is None or leg.talk.call is None:
        return twiml.Failed(NO_SIP, "Only a SIP call can be referred; this one has no SIP dialog")
    leg.mailbox.clear()
    leg.talk.call.refer(effect.target, effect.headers)
    sip_status, notify_status = None, None
    try:
        sip_status = await _told(program, ANSWER_S, is_answer=True)
        if sip_status is not None and sip_status < 300:
            notify_status = await _last_notify(program)
    except HungUp:
        return _referred(sip_status, notify_status, hung_up=True)
    return _referred(sip_status, notify_status, hung_up=False)


async def _last_notify(program: Program) -> int | None:
    """The other side's progress until it is final."""
    status = None
    while status is None or status < 200:
        told = await _told(program, NOTIFY_S, is_answer=False)
        if told is None:
            return status
        status = told
    return status


async def _told(program: Program, within_s: float, *, is_answer: bool) -> int | None:
    while True:
        letter = await program.leg.mailbox.get(within_s)
        if letter is None:
            return None
        if isinstance(letter, Sipped) and letter.is_answer == is_answer:
            return letter.status


def _referred(sip_status: int | None, notify_status: int | None, *, hung_up: bool) -> twiml.Referred:
    status = None
    if notify_status is not None:
        status = "completed" if 200 <= notify_status < 300 else status_of(notify_status).value
        status = "in-progress" if notify_status < 200 else status
    return twiml.Referred(status=status, sip_status=sip_status, notify_status=notify_status, hung_up=hung_up)
