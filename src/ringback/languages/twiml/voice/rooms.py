"""Conference and Queue in a Dial: the rooms where calls meet."""

import re

from ringback.languages.twiml.voice.effects import DialConference, DialQueue
from ringback.languages.twiml.voice.reading import SCHEMA_WARNING, Reading
from ringback.languages.twiml.voice.recording import TRIMS

BAD_MUTED, BAD_END_ON_EXIT, BAD_START_ON_ENTER, BAD_WAIT_URL, BAD_WAIT_METHOD = 13230, 13231, 13232, 13233, 13234
BAD_BEEP, BAD_NAME, BAD_VERB, BAD_TRIM, BAD_COACH = 13235, 13237, 13238, 13239, 13240
BAD_LABEL, BAD_RECORD = 16023, 13217
BAD_QUEUE_METHOD, BAD_QUEUE_URL, QUEUE_NAME_TOO_SHORT, QUEUE_NAME_TOO_LONG = 14210, 14211, 14212, 14213
BAD_RESERVATION, BAD_ACTIVITY = 14215, 14216
MOST_PARTICIPANTS, LONGEST_LABEL, LONGEST_ROOM, LONGEST_QUEUE = 250, 128, 128, 64
EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
REGIONS = ("us1", "us2", "ie1", "de1", "sg1", "br1", "au1", "jp1")
_CALL = re.compile(r"CA[0-9a-fA-F]{32}").fullmatch


def read_conference(reading: Reading) -> DialConference | None:
    """None where the room has no name, or the label would be refused."""
    name = " ".join(reading.text.split())
    if not 0 < len(name) <= LONGEST_ROOM:
        wanted = f"it must have 1 to {LONGEST_ROOM} characters"
        reading.warn(BAD_NAME, f"The name of the conference is {name[:50]!r}; {wanted}; nobody joins")
        return None
    label = reading.given("participantLabel") or None
    if label and _is_bad_label(label):
        wanted = f"it must have up to {LONGEST_LABEL} characters, no slash, and not look like a call's SID"
        reading.warn(BAD_LABEL, f"participantLabel is {label[:50]!r}; {wanted}; the caller does not join")
        return None
    return DialConference(
        name,
        muted=reading.flag("muted", BAD_MUTED, False),
        beep=reading.one_of("beep", BAD_BEEP, "true", ("true", "false", "onEnter", "onExit")),
        start_on_enter=reading.flag("startConferenceOnEnter", BAD_START_ON_ENTER, True),
        end_on_exit=reading.flag("endConferenceOnExit", BAD_END_ON_EXIT, False),
        wait_url=_wait_url(reading),
        wait_method=reading.method("waitMethod", BAD_WAIT_METHOD),
        max_participants=reading.whole("maxParticipants", SCHEMA_WARNING, MOST_PARTICIPANTS, 1, MOST_PARTICIPANTS),
        record_from_start=_is_recorded(reading),
        trims_silence=reading.one_of("trim", BAD_TRIM, "trim-silence", TRIMS) == "trim-silence",
        region=reading.one_of("region", SCHEMA_WARNING, "", REGIONS) or None,
        coach=_coach(reading),
        participant_label=label,
        jitter_buffer_size=reading.one_of(
            "jitterBufferSize", SCHEMA_WARNING, "large", ("large", "medium", "small", "off")
        ),
        status_callback=reading.callback("statusCallback", EVENTS, default=()),
        recording_callback=reading.recording_callback(),
        event_callback_url=reading.url("eventCallbackUrl"),
    )


def read_queue(reading: Reading, timeout_s: float) -> DialQueue | None:
    name = reading.text
    reservation = _sid(reading, "reservationSid", "WR", BAD_RESERVATION)
    if not name and not reservation:
        reading.warn(QUEUE_NAME_TOO_SHORT, "The <Queue> has no name; it must have 1 to 64 characters")
        return None
    if len(name) > LONGEST_QUEUE:
        reading.warn(
            QUEUE_NAME_TOO_LONG, f"The name of the queue has {len(name)} characters, {LONGEST_QUEUE} are the most"
        )
        return None
    return DialQueue(
        name,
        url=reading.url("url", BAD_QUEUE_URL),
        method=reading.method(code=BAD_QUEUE_METHOD),
        reservation_sid=reservation,
        post_work_activity_sid=_sid(reading, "postWorkActivitySid", "WA", BAD_ACTIVITY),
        timeout_s=timeout_s,
    )


def _wait_url(reading: Reading) -> str | None:
    """None is the default music, the empty string silence."""
    return "" if reading.given("waitUrl") == "" else reading.url("waitUrl", BAD_WAIT_URL)


def _is_recorded(reading: Reading) -> bool:
    kinds = ("do-not-record", "record-from-start", "true", "false")
    return reading.one_of("record", BAD_RECORD, "do-not-record", kinds) in ("record-from-start", "true")


def _coach(reading: Reading) -> str | None:
    given = reading.given("coach") or None
    if given and not _CALL(given):
        reading.warn(
            BAD_COACH, f"coach is {given[:50]!r}, which is no SID of a call; the caller joins as the others do"
        )
        return None
    return given


def _is_bad_label(label: str) -> bool:
    return len(label) > LONGEST_LABEL or "/" in label or "%2f" in label.lower() or _CALL(label) is not None


def _sid(reading: Reading, name: str, prefix: str, code: int) -> str | None:
    given = reading.given(name) or None
    if given and not re.fullmatch(prefix + "[0-9a-fA-F]{32}", given):
        reading.warn(code, f"{name} is {given[:50]!r}; it must be {prefix} and 32 hex digits; it is ignored")
        return None
    return given
