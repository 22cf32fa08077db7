"""Turns of a route with a rate: whoever is early is told when to come back, and then goes at once."""

from datetime import datetime, timedelta

import msgspec

FORGET = timedelta(minutes=10)  # after its moment a turn that nobody took is free
LOOK_EVERY = 10_000  # turns given between two looks for such


class Turns:
    """In memory, of one process. They are given in the order of asking; a slow route has a long row of them."""

    def __init__(self) -> None:
        self._free_at: dict[str, datetime] = {}
        self._taken: dict[tuple[str, str], datetime] = {}
        self._given = 0

    def wait(self, route: str, key: str, parts: int, rate: float, now: datetime) -> datetime | None:
        """When to come back, None: now. `rate` is in parts a second."""
        turn = self._taken.pop((route, key), None)
        if turn is not None and turn <= now:
            return None
        if turn is None:
            turn = max(now, self._free_at.get(route, now))
            self._free_at[route] = turn + timedelta(seconds=parts / rate)
            if turn <= now:
                return None
            self._given += 1
            if self._given % LOOK_EVERY == 0:
                self._tidy(now)
        self._taken[route, key] = turn
        return turn

    def is_free(self, route: str, key: str, now: datetime) -> bool:
        """Whether it could go now. Takes no turn."""
        turn = self._taken.get((route, key)) or self._free_at.get(route, now)
        return turn <= now

    def _tidy(self, now: datetime) -> None:
        self._taken = {key: turn for key, turn in self._taken.items() if turn > now - FORGET}


class Refused(msgspec.Struct, frozen=True):
    """A carrier that did not take a message which another was then tried for. `code` where it refused for good."""

    carrier_sid: str
    route_sid: str | None
    reason: str
    code: int | None = None
