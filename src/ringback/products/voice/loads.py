"""How much goes over each network now, so that none is given more than it takes: `max_cps` and `max_calls`.

Kept in memory by the process that dials. None and 0 are no limit. Calls over REST wait for their turn in the order in
which they came; a turn is the call's own until it is dialled.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from ringback.products.networks.model import Network

LOOK_AGAIN = timedelta(seconds=1)  # while as many calls are up as may be
BEFORE_IT_LIVES = timedelta(seconds=5)  # from a call's turn to its being live
KEPT_MOST = 100_000  # turns; beyond it the oldest is forgotten, and its call asks anew


class Turn(msgspec.Struct, frozen=True):
    """When a call may go over a network."""

    network_sid: str
    at: datetime


class Loads:
    """`is_live` tells whether a call is up, or rings."""

    def __init__(self, is_live: Callable[[str], bool]) -> None:
        self._is_live = is_live
        self._free_at: dict[str, datetime] = {}
        self._on: dict[str, dict[str, datetime]] = {}
        self._turns: dict[str, Turn] = {}

    def open(self, networks: Iterable[Network], call_sid: str, now: datetime) -> list[Network]:
        """Those that take the call now."""
        return [one for one in networks if self._is_open(one, call_sid, now)]

    def take(self, network: Network, call_sid: str, now: datetime) -> None:
        """The call goes there now."""
        self._reserve(network, call_sid, now)
        self._turns.pop(call_sid, None)

    def wait(self, networks: Sequence[Network], call_sid: str, now: datetime) -> datetime | None:
        """When a call that can wait is to ask again; None if it may go now, and then its place is kept."""
        for one in networks:
            if self._is_open(one, call_sid, now):
                self._reserve(one, call_sid, now)
                return None
        first = networks[0]
        if self._is_full(first, call_sid, now):
            return now + LOOK_AGAIN
        return self._turn(first, call_sid, now).at

    def _is_open(self, network: Network, call_sid: str, now: datetime) -> bool:
        if self._is_full(network, call_sid, now):
            return False
        turn = self._turns.get(call_sid)
        if turn is not None and turn.network_sid == network.sid:
            return turn.at <= now
        return not network.max_cps or self._free_at.get(network.sid, now) <= now

    def _is_full(self, network: Network, call_sid: str, now: datetime) -> bool:
        if not network.max_calls:
            return False
        on = self._on.setdefault(network.sid, {})
        for sid, since in list(on.items()):
            if now - since > BEFORE_IT_LIVES and not self._is_live(sid):
                del on[sid]
        return call_sid not in on and len(on) >= network.max_calls

    def _reserve(self, network: Network, call_sid: str, now: datetime) -> None:
        if network.max_cps:
            self._turn(network, call_sid, now)
        if network.max_calls:
            self._on.setdefault(network.sid, {})[call_sid] = now

    def _turn(self, network: Network, call_sid: str, now: datetime) -> Turn:
        """The call's turn there; a new one comes behind those that were given before."""
        turn = self._turns.get(call_sid)
        if turn is not None and turn.network_sid == network.sid:
            return turn
        if len(self._turns) >= KEPT_MOST:
            del self._turns[next(iter(self._turns))]
        at = max(now, self._free_at.get(network.sid, now))
        self._free_at[network.sid] = at + timedelta(seconds=1 / network.max_cps) if network.max_cps else at
        turn = self._turns[call_sid] = Turn(network.sid, at)
        return turn
