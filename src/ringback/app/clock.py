"""The server's clock as a resource: read it, and with `--clock test` make it leap."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from ringback.jobs import Runner
from ringback.kernel import Caller, Refused
from ringback.rest import OPERATOR, REQUIRED, Create, Fetch, Resource, field
from ringback.rest.write import iso8601_ms

LEAP_MOST_S = 400 * 86_400  # a year and a month: what a test of a yearly trigger needs


class NotATestClock(Refused):
    code, status = 20409, 409
    sentence = "The clock is the real one and does not leap; start the server with --clock test"


class LeapTookTooLong(Refused):
    code, status = 20503, 503
    sentence = (
        "Work that fell due within the leap was not done after 10 s; look at GET /ringback/v1/Jobs and leap again"
    )


class Reading(msgspec.Struct, frozen=True):
    now: datetime
    kind: str


class ClockService:
    def __init__(self, clock: Any, runner: Runner) -> None:
        self._clock, self._runner = clock, runner

    async def get(self, caller: Caller) -> Reading:
        """What time it is here."""
        return Reading(self._clock.now(), self._clock.kind)

    async def leap(self, caller: Caller, *, leap_s: float) -> Reading:
        """Moves the clock on, running due work in order; answers when no job or webhook is in flight."""
        if self._clock.kind != "test":
            raise NotATestClock
        try:
            await self._runner.leap(timedelta(seconds=leap_s))
        except TimeoutError:
            raise LeapTookTooLong from None
        return await self.get(caller)


class ClockResource(Resource, host="ringback", at="v1/Clock", one="", access=OPERATOR):
    """The clock that jobs, schedules and validity go by."""

    now: datetime = field("The present, UTC.", json=iso8601_ms)
    kind: str = field("real, or test: then it leaps.")
    leap_s: float = field("Seconds to leap.", create=REQUIRED, shown=False, minimum=0, maximum=LEAP_MOST_S)

    operations = [
        Fetch(ClockService.get, name="FetchClock"),
        Create(ClockService.leap, name="LeapClock", refuses=[NotATestClock, LeapTookTooLong], status=200),
    ]


RESOURCES = (ClockResource,)
