"""The verbs for conferences that the rooms above use: `switch.conferences`. `Elsewhere` says None or False to all."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import UNSET, UnsetType

from ringback.store import Unit
from ringback.switch.conferences.model import Conference, ConferenceSettings, Participant, ParticipantSettings
from ringback.switch.model import Call, Recording, RecordingOptions

FULL, TOO_MANY, GONE, BAD_LABEL = 16020, 16021, 16022, 16024
LABEL_TAKEN, COACHED_ON_HOLD, COACHED_ABSENT = 16026, 16027, 16028


class ConferenceRefused(Exception):
    """It cannot be done as things stand: `code` and a sentence with the value in it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class ConferenceVerbs(Protocol):
    """As `switch.conferences` has them. Each answers None or False where the conference is not live here."""

    def find(self, conference_sid: str) -> Conference | None:
        """A live conference, as it is at this moment."""
        ...

    def by_name(self, account_sid: str, name: str) -> Conference | None:
        """The account's live conference of that name."""
        ...

    def participant(self, conference_sid: str, call_sid_or_label: str) -> Participant | None:
        """One who is in a live room, or on the way there."""
        ...

    def talking(self, conference_sid: str) -> frozenset[str]:
        """The calls whose voices are heard in a live room at this moment."""
        ...

    async def end(self, conference_sid: str) -> bool:
        """Everybody leaves; their documents go on, who was dialled into the room is hung up."""
        ...

    async def announce(
        self, conference_sid: str, url: str, method: str = "POST", *, call_sid: str | None = None
    ) -> bool:
        """Plays the document at `url` to all, or to one. True: it has begun."""
        ...

    async def update(
        self,
        conference_sid: str,
        call_sid: str,
        *,
        muted: bool | UnsetType = UNSET,
        hold: bool | UnsetType = UNSET,
        hold_url: str | UnsetType = UNSET,
        hold_method: str | UnsetType = UNSET,
        announce_url: str | UnsetType = UNSET,
        announce_method: str | UnsetType = UNSET,
        wait_url: str | None | UnsetType = UNSET,
        wait_method: str | UnsetType = UNSET,
        beep_on_exit: bool | UnsetType = UNSET,
        end_conference_on_exit: bool | UnsetType = UNSET,
        coaching: bool | UnsetType = UNSET,
        call_sid_to_coach: str | UnsetType = UNSET,
    ) -> Participant | None:
        """Changes one who is in the room; durable when it returns. Raises ConferenceRefused (16027, 16028)."""
        ...

    async def kick(self, conference_sid: str, call_sid: str) -> bool:
        """Takes one out of the room."""
        ...

    async def invite(
        self,
        call: Call,
        conference: str,
        *,
        settings: ConferenceSettings,
        participant: ParticipantSettings,
        taken: Callable[[Call], Awaitable[Unit]],
    ) -> Participant:
        """Takes a call that is to be dialled into a room, by the room's name (made if there is none) or SID.

        `taken(call)` gives what is written when the call itself is taken (the row, its event, the job that dials it);
        the participant is written in the same transaction. Raises ConferenceRefused (16020, 16022, 16026, 16027,
        16028); Unavailable in a process without the voice role.
        """
        ...

    async def called_off(self, call_sid: str) -> bool:
        """The call of one who waits to be dialled was ended before it was: the room is told."""
        ...

    async def start_recording(self, conference_sid: str, options: RecordingOptions) -> Recording | None:
        """Records the mix. Its control is `switch.control_recording`, as of a call's."""
        ...
