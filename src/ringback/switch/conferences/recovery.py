"""After a crash: those who were in a room have left it, and rooms that nobody is on the way to are over."""

from datetime import datetime

import sqlalchemy as sa

from ringback.switch.conferences import events
from ringback.switch.conferences.book import ConferenceBook
from ringback.switch.conferences.model import (
    Conference,
    ConferenceStatus,
    Participant,
    ParticipantStatus,
    ReasonLeft,
)
from ringback.switch.conferences.tables import conferences, participants
from ringback.switch.model import Call, CallStatus
from ringback.switch.room import Room
from ringback.switch.tables import calls

AT_ONCE = 200
LIVE = (ConferenceStatus.INIT, ConferenceStatus.IN_PROGRESS)
HERE = [status for status in ParticipantStatus if not status.is_over]


async def recover(room: Room, died_at: datetime) -> int:
    """How many conferences this owner held. Call when the calls themselves have been ended."""
    count, after = 0, ""
    while found := await room.store.records(Conference, _mine(room.owner, after)):
        for conference in found:
            await _recover(room, conference, died_at)
        count, after = count + len(found), found[-1].sid
    return count


def _mine(owner: str, after: str) -> sa.Select[tuple[Conference]]:
    mine = sa.select(conferences).where(
        conferences.c.owner == owner, conferences.c.status.in_(LIVE), conferences.c.sid > after
    )
    return mine.order_by(conferences.c.sid).limit(AT_ONCE)


async def _recover(room: Room, conference: Conference, died_at: datetime) -> None:
    here = sa.select(participants).where(
        participants.c.conference_sid == conference.sid, participants.c.status.in_(HERE)
    )
    found = await room.store.records(Participant, here)
    by_sid = await _calls(room, [one.call_sid for one in found])
    coming = [one for one in found if _waits(by_sid.get(one.call_sid))]
    book = ConferenceBook(room, conference, is_new=False)
    for one in found:
        if one not in coming:
            _left(book, one, by_sid.get(one.call_sid), died_at)
    if not coming:
        _over(book, max(died_at, conference.date_created))
    await book.settled()
    if coming and room.conferences is not None:
        room.conferences.revive(book.conference, coming)


async def _calls(room: Room, sids: list[str]) -> dict[str, Call]:
    if not sids:
        return {}
    return {call.sid: call for call in await room.store.records(Call, sa.select(calls).where(calls.c.sid.in_(sids)))}


def _waits(call: Call | None) -> bool:
    """It was taken and never dialled: its job dials it now."""
    return call is not None and call.status is CallStatus.QUEUED and call.dialled_at is None


def _left(book: ConferenceBook, participant: Participant, call: Call | None, died_at: datetime) -> None:
    book.enter(participant, is_new=False)
    came = participant.joined_at is not None and participant.status is ParticipantStatus.CONNECTED
    record = book.change_participant(
        participant.call_sid,
        status=ParticipantStatus.COMPLETE if came else ParticipantStatus.FAILED,
        left_at=max(died_at, participant.joined_at or participant.date_created),
        reason_left=ReasonLeft.HUNG_UP if came else ReasonLeft.NOT_ADDED,
    )
    call_status = call.status.value if call is not None else CallStatus.FAILED.value
    book.tell_of(record, "participant-leave", events.ParticipantLeft, call_status=call_status)


def _over(book: ConferenceBook, at: datetime) -> None:
    """No reason is given: none of those that are known is true."""
    book.change(status=ConferenceStatus.COMPLETED, ended_at=at, owner=None)
    book.tell("conference-end", events.ConferenceEnded)
