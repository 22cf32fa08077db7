"""The server's clock: it leaps, and whatever falls due runs in its order."""

from datetime import datetime

from ringback.testing.api import Api


class Clock:
    """Leaps answer when nothing is in flight: no job runs, no webhook waits for its answer.

    They block. A test whose application runs on the test's own event loop calls them in a thread:
    `await asyncio.to_thread(ringback.clock.leap, minutes=10)`.
    """

    def __init__(self, operator: Api) -> None:
        self._operator = operator

    @property
    def now(self) -> datetime:
        """The server's present, UTC."""
        return datetime.fromisoformat(self._operator.get("/Clock")["now"])

    def leap(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> datetime:
        """Moves the clock on; returns what it shows then."""
        span = seconds + 60 * minutes + 3600 * hours + 86_400 * days
        return datetime.fromisoformat(self._operator.post("/Clock", {"leap_s": span})["now"])

    def settle(self) -> datetime:
        """Waits until what is due by now is done."""
        return self.leap()
