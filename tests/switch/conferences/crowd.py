"""Calls that are answered and have no phone: what is between a room and its records, without SIP."""

from typing import Any

from ringback.switch.conferences.model import ConferenceSettings, ParticipantSettings
from ringback.switch.events import CallAnswered
from ringback.switch.leg import Leg
from ringback.switch.model import Call, CallStatus, Direction
from ringback.switch.switch import Switch
from tests.calls.conftest import Line


class Crowd:
    """Legs of one account, made and put into rooms at once."""

    def __init__(self, line: Line) -> None:
        assert line.world.house.voice is not None
        self.line, self.room = line, line.world.house.voice.room
        self.switch: Switch = line.world.house.voice.switch
        self.legs: list[Leg] = []

    def leg(self) -> Leg:
        now = self.room.clock.now()
        call = Call(
            sid=self.room.sids.new("CA", now),
            account_sid=self.line.acme.sid,
            direction=Direction.INBOUND,
            from_="+14155550123",
            to="+14155550100",
            status=CallStatus.RINGING,
            owner=self.room.owner,
            date_created=now,
            date_updated=now,
        )
        leg = Leg(self.room, call, is_new=True)
        leg.is_placed = True
        self.room.legs[leg.sid] = leg
        leg.media.connect(address=None)
        leg.book.move(CallAnswered, status=CallStatus.IN_PROGRESS, answered_time=now)
        self.legs.append(leg)
        return leg

    def join(self, count: int = 1, name: str = "room", *, settings: Any = None, **wished: Any) -> list[Any]:
        """So many more in this room."""
        given = settings or ConferenceSettings()
        wishes = ParticipantSettings(**{"wait_url": "", "beep": "false", **wished})
        return [self.switch.conferences.join(self.leg(), name, given, wishes, waits=False)[1] for _ in range(count)]

    async def settled(self) -> None:
        for leg in self.legs:
            await leg.book.settled()
        if self.room.tasks:
            await self.line.until(self._is_quiet)

    async def _is_quiet(self) -> bool:
        return not [task for task in self.room.tasks if "_write_all" in repr(task.get_coro())]
