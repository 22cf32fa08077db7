"""Dial Conference: a call joins a room, and stays until it leaves or is let go."""

from typing import TYPE_CHECKING

from ringback.languages.twiml.voice import effects as twiml
from ringback.switch.conferences.model import ConferenceSettings, ParticipantSettings, ReasonLeft
from ringback.switch.conferences.verbs import ConferenceRefused
from ringback.switch.mailbox import HungUp
from ringback.switch.model import Recording
from ringback.switch.program import Program
from ringback.switch.verbs.recording import callback_of, options_of

if TYPE_CHECKING:
    from ringback.switch.conferences.attendee import Attendee
    from ringback.switch.conferences.live import LiveConference


async def confer(program: Program, effect: twiml.DialConference) -> twiml.Dialled | twiml.Failed:
    """`answered` for who leaves and goes on, `completed` for who hung up, `no-answer` for who rang in vain."""
    leg, conferences = program.leg, program.room.conferences
    assert conferences is not None
    leg.mailbox.clear()
    try:
        live, attendee = conferences.join(
            leg, effect.name, settings_of(effect), wishes_of(effect), waits=effect.answer_on_bridge
        )
    except ConferenceRefused as refused:
        return twiml.Failed(refused.code, str(refused))
    recording = _record(program, effect)
    try:
        hung_up = await _stay(live, attendee, effect)
    finally:
        url = _stop_recording(program, recording)
    return _dialled(leg.is_answered, live, hung_up=hung_up, recording_url=url)


async def _stay(live: "LiveConference", attendee: "Attendee", effect: twiml.DialConference) -> bool:
    """Whether the caller is gone. One that is redirected leaves the room, and Redirected is raised on."""
    reason = ReasonLeft.UPDATED
    try:
        await attendee.stay(time_limit_s=effect.time_limit_s, star_leaves=effect.hangup_on_star)
        reason = ReasonLeft.HUNG_UP
        return attendee.leg.is_over
    except HungUp:
        return True
    finally:
        if not attendee.is_out:
            live.remove(attendee.call_sid, reason)


def _dialled(is_answered: bool, live: "LiveConference", *, hung_up: bool, recording_url: str | None) -> twiml.Dialled:
    status = "completed" if hung_up else "answered" if is_answered else "no-answer"
    bridged = live.conference.started_at is not None
    return twiml.Dialled(status=status, bridged=bridged, hung_up=hung_up, recording_url=recording_url)


def settings_of(effect: twiml.DialConference) -> ConferenceSettings:
    """What of it holds for the whole room, if this is the first participant."""
    return ConferenceSettings(
        region=effect.region,
        max_participants=effect.max_participants,
        record_from_start=effect.record_from_start,
        trim=effect.trims_silence,
        callback=callback_of(effect.status_callback),
        recording_callback=callback_of(effect.recording_callback),
        event_callback_url=effect.event_callback_url,
    )


def wishes_of(effect: twiml.DialConference) -> ParticipantSettings:
    return ParticipantSettings(
        label=effect.participant_label,
        muted=effect.muted,
        beep=effect.beep,
        start_on_enter=effect.start_on_enter,
        end_on_exit=effect.end_on_exit,
        call_sid_to_coach=effect.coach,
        wait_url=effect.wait_url,
        wait_method=effect.wait_method,
        jitter_buffer_size=effect.jitter_buffer_size,
    )


# -- the Dial's own record: this call, and what it hears of the room


def _record(program: Program, effect: twiml.DialConference) -> Recording | None:
    asked, recordings = effect.recording, program.room.recordings
    if asked is None or recordings is None or program.leg.is_over:
        return None
    return recordings.start(program.leg, options_of(asked))


def _stop_recording(program: Program, recording: Recording | None) -> str | None:
    """Where it is fetched."""
    recordings = program.room.recordings
    if recording is None or recordings is None:
        return None
    program.room.spawn(recordings.stop(recording.sid))
    return program.room.ground.recording_url(recording)
