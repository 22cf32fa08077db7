"""What REST changes of one who is in a room: rights, hold, coaching, and what its leaving means."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ringback.switch.conferences import events
from ringback.switch.conferences.live import LiveConference
from ringback.switch.conferences.model import Participant
from ringback.switch.conferences.verbs import COACHED_ABSENT, ConferenceRefused

BEEPS = {(True, True): "true", (True, False): "onEnter", (False, True): "onExit", (False, False): "false"}
MODIFIED = ("end_conference_on_exit", "beep", "coaching", "call_sid_to_coach", "wait_url", "wait_method")


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """UNSET: as it was."""

    muted: bool | UnsetType = UNSET
    hold: bool | UnsetType = UNSET
    hold_url: str | UnsetType = UNSET
    hold_method: str | UnsetType = UNSET
    wait_url: str | None | UnsetType = UNSET
    wait_method: str | UnsetType = UNSET
    beep_on_exit: bool | UnsetType = UNSET
    end_conference_on_exit: bool | UnsetType = UNSET
    coaching: bool | UnsetType = UNSET
    call_sid_to_coach: str | UnsetType = UNSET


def change(live: LiveConference, call_sid: str, wanted: Changes) -> None:
    """Raises ConferenceRefused, and then nothing has changed."""
    before = live.book.get(call_sid)
    fields = changed(before, wanted)
    after = msgspec.structs.replace(before, **fields)
    if after.coaching and (after.coaching, after.call_sid_to_coach) != (before.coaching, before.call_sid_to_coach):
        if not after.call_sid_to_coach:
            raise ConferenceRefused(COACHED_ABSENT, "Coaching needs CallSidToCoach: whom the coach is to be heard by")
        live.check_coached(after.call_sid_to_coach, call_sid)
    if not fields:
        return
    _tell(live, before, live.book.change_participant(call_sid, **fields))
    attendee = live.attendees.get(call_sid)
    if attendee is not None:
        live.settle(attendee)


def changed(before: Participant, wanted: Changes) -> dict[str, Any]:
    """The fields that come out differently. Pure."""
    asked: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in Changes.__struct_fields__
        if name != "beep_on_exit" and getattr(wanted, name) is not UNSET
    }
    if isinstance(wanted.beep_on_exit, bool):
        asked["beep"] = BEEPS[(before.beep in ("true", "onEnter"), wanted.beep_on_exit)]
    if wanted.hold is True and not before.hold and wanted.hold_url is UNSET:
        asked["hold_url"] = None
    if isinstance(wanted.call_sid_to_coach, str) and wanted.coaching is UNSET:
        asked["coaching"] = True
    if wanted.coaching is False:
        asked["call_sid_to_coach"] = None
    return {name: value for name, value in asked.items() if value != getattr(before, name)}


def _tell(live: LiveConference, before: Participant, after: Participant) -> None:
    tell = live.book.tell_of
    if after.muted and not before.muted:
        tell(after, "participant-mute", events.ParticipantMuted)
    elif before.muted and not after.muted:
        tell(after, "participant-unmute", events.ParticipantUnmuted)
    if after.hold and not before.hold:
        tell(after, "participant-hold", events.ParticipantHeld)
    elif before.hold and not after.hold:
        tell(after, "participant-unhold", events.ParticipantUnheld)
    if any(getattr(before, name) != getattr(after, name) for name in MODIFIED):
        tell(after, "participant-modify", events.ParticipantModified)
