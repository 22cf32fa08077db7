"""Counts failed log-ins by source, so that guessing and runaway clients are slowed and not the server."""

import ipaddress
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec

WINDOW = timedelta(minutes=1)
MOST_FOR_ONE_NAME = 20  # from one source; a person mistypes less, a broken deployment backs off
MOST_FOR_ONE_SOURCE = 200  # over all names: a source may be a whole company behind one address
MOST_REMEMBERED = 20_000  # sources and names: about 4 MB; the oldest are forgotten first


class _Tally(msgspec.Struct):
    since: datetime
    count: int


class Attempts:
    """Failures in the present minute. `exempt_loopback`: on a laptop every client is the same 127.0.0.1."""

    def __init__(self, *, exempt_loopback: bool) -> None:
        self._exempt_loopback = exempt_loopback
        self._tallies: OrderedDict[tuple[str, str], _Tally] = OrderedDict()

    def wait_s(self, source: str, name: str, now: datetime) -> int:
        """How long this source has to wait before it is listened to again; 0 is not at all."""
        if not self._tallies:
            return 0
        waits = [
            self._wait_s((source, name), MOST_FOR_ONE_NAME, now),
            self._wait_s((source, ""), MOST_FOR_ONE_SOURCE, now),
        ]
        return max(waits)

    def failed(self, source: str, name: str, now: datetime) -> None:
        if self._exempt_loopback and _is_loopback(source):
            return
        for key in ((source, name), (source, "")):
            tally = self._tallies.get(key)
            if tally is None or now - tally.since >= WINDOW:
                tally = self._tallies[key] = _Tally(now, 0)
            tally.count += 1
            self._tallies.move_to_end(key)
        while len(self._tallies) > MOST_REMEMBERED:
            self._tallies.popitem(last=False)

    def _wait_s(self, key: tuple[str, str], most: int, now: datetime) -> int:
        tally = self._tallies.get(key)
        if tally is None or tally.count < most or now - tally.since >= WINDOW:
            return 0
        return max(1, int((tally.since + WINDOW - now).total_seconds()))


@lru_cache(maxsize=1024)
def _is_loopback(source: str) -> bool:
    try:
        return ipaddress.ip_address(source).is_loopback
    except ValueError:
        return False
