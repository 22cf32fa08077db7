"""What the switch answers the effects of a voice document with; `effects` says which with which."""

from typing import Literal

import msgspec

from ringback.languages.twiml.effects import Document, FetchFailed


class Done(msgspec.Struct, frozen=True):
    """It was said, played or waited to its end."""


class Failed(msgspec.Struct, frozen=True):
    """It could not be done: the debugger hears this at the verb's place, and the document goes on.

    After a Dial, DialConference or DialQueue its action is asked with DialCallStatus `failed`, after an Enqueue with
    QueueResult `system-error` ("queue-full" is a `LeftQueue`).
    """

    code: int
    message: str


class HungUp(msgspec.Struct, frozen=True):
    """The call ended meanwhile. Answers any effect; the run is over.

    Record, Dial and Enqueue are better answered with their own outcome that says so: their action hears it.
    """


class Gathered(msgspec.Struct, frozen=True):
    """`digits` without the finishing key; `speech` None where none was heard."""

    digits: str = ""
    speech: str | None = None
    confidence: float | None = None
    language: str | None = None
    ended_by: Literal["finish_key", "num_digits", "timeout", "speech", "hangup"] = "timeout"


class Recorded(msgspec.Struct, frozen=True):
    """`digits` is the key that ended it, "hangup", or "" where silence or length did.

    `was_silent` (or no recording) means there is nothing to hear: no action, the next verb follows.
    """

    recording_sid: str | None = None
    recording_url: str | None = None
    duration_s: int = 0
    digits: str = ""
    was_silent: bool = False


class Dialled(msgspec.Struct, frozen=True):
    """How a Dial ended. `status`: completed, answered (rooms and queues), busy, no-answer, failed, canceled.

    `params` go to the action as they are (DialSipCallId, QueueSid …). `hung_up`: the caller is gone too.
    """

    status: str
    call_sid: str | None = None
    duration_s: int | None = None
    bridged: bool | None = None
    recording_url: str | None = None
    params: dict[str, str] = {}
    hung_up: bool = False


class Transferred(msgspec.Struct, frozen=True):
    """The callee sent REFER and is gone: the parent goes on at the Dial's referUrl. `headers`: those to pass on."""

    target: str
    headers: dict[str, str] = {}


class LeftQueue(msgspec.Struct, frozen=True):
    """`result`: bridged, bridging-in-process, error, hangup, leave, redirected, redirected-from-bridged, queue-full,
    system-error. "hangup" means the caller is gone.
    """

    result: str
    queue_sid: str | None = None
    queue_time_s: int = 0
    params: dict[str, str] = {}


class Referred(msgspec.Struct, frozen=True):
    """`status` and `notify_status` are None where no NOTIFY came; `hung_up`: the caller is gone with it."""

    status: str | None = None
    sip_status: int | None = None
    notify_status: int | None = None
    hung_up: bool = False


Outcome = (
    Document | FetchFailed | Done | Failed | HungUp | Gathered | Recorded | Dialled | Transferred | LeftQueue | Referred
)
