"""How much one source may send, and who is not heard for a while. Moments are the caller's monotonic seconds."""

import functools
import math
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

import msgspec

KEPT_SOURCES = 10_000  # of each table, the longest silent fall out: 5 MB
HALVED_IN_S = 60.0  # a source's failures count half after so long
REMEMBERED_BAN_S = 86_400.0  # a second ban within it is longer


class Limits(msgspec.Struct, frozen=True):
    """What one source address may do, and what the whole endpoint takes on."""

    messages_per_s: float = 300.0
    messages_burst: float = 900.0
    invites_per_s: float = 50.0  # a carrier's one address brings many calls: raise it for networks
    invites_burst: float = 150.0
    failures: float = 10.0  # wrong passwords, refused calls, nonsense: so many within a minute or so make a ban
    ban_s: float = 60.0  # the first; each further one is four times as long
    longest_ban_s: float = 86_400.0
    connections_per_source: int = 50
    connections: int = 5_000
    idle_s: float = 3_700.0  # a connection that says nothing for longer than a registration lasts
    unproven_s: float = 32.0  # one that never brought a whole message, or does not end the one it began
    pending_invites: int = 1_000  # calls that ring or wait for the policy; beyond it 503
    transactions: int = 50_000
    lag_s: float = 0.5  # the loop so late: new calls stand in line until it has caught up
    patience_s: float = 4.0  # in that line; beyond it 503. Callers hear 100 Trying meanwhile
    stop_s: float = 1.0  # to say goodbye in
    exempts_loopback: bool = True  # no volume limit and no ban for 127.0.0.0/8 and ::1
    exempt: frozenset[str] = frozenset()  # further addresses: an operator's own carriers


class _Bucket:
    """Tokens that come back with time."""

    __slots__ = ("_at", "_left", "_most", "_per_s")

    def __init__(self, per_s: float, most: float, now: float) -> None:
        self._per_s, self._most, self._left, self._at = per_s, most, most, now

    def takes(self, now: float) -> bool:
        self._left = min(self._most, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _Ban(msgspec.Struct):
    until: float
    span: float


class _Standing:
    """One source as it behaved of late."""

    __slots__ = ("failed_at", "failures", "invites", "messages")

    def __init__(self, limits: Limits, now: float) -> None:
        self.messages = _Bucket(limits.messages_per_s, limits.messages_burst, now)
        self.invites = _Bucket(limits.invites_per_s, limits.invites_burst, now)
        self.failures, self.failed_at = 0.0, now

    def failed(self, weight: float, now: float) -> float:
        self.failures = self.failures * 0.5 ** ((now - self.failed_at) / HALVED_IN_S) + weight
        self.failed_at = now
        return self.failures


@functools.lru_cache(maxsize=4096)
def _source(ip: str) -> tuple[str, bool]:
    """The key of an address (IPv6 by /64: one customer has at least that), and whether it is loopback."""
    try:
        found = ip_address(ip.partition("%")[0])
    except ValueError:
        return ip, False
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64)), found.is_loopback
    return ip, found.is_loopback


class Gate:
    """Asked before a byte is read, and told what came of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._standings: OrderedDict[str, _Standing] = OrderedDict()
        self._bans: OrderedDict[str, _Ban] = OrderedDict()
        self._connections: dict[str, int] = {}
        self._all_connections = 0
        self.dropped = 0  # pieces and connections not looked at, for health

    def is_exempt(self, ip: str) -> bool:
        return ip in self.limits.exempt or (self.limits.exempts_loopback and _source(ip)[1])

    def banned(self, now: float) -> int:
        return sum(ban.until > now for ban in self._bans.values())

    def is_banned(self, ip: str, now: float) -> bool:
        ban = self._bans.get(_source(ip)[0])
        return ban is not None and ban.until > now and not self.is_exempt(ip)

    def admits(self, ip: str, now: float) -> bool:
        """One more datagram, or one more piece of a stream."""
        if self.is_exempt(ip):
            return True
        if self.is_banned(ip, now) or not self._standing(ip, now).messages.takes(now):
            self.dropped += 1
            return False
        return True

    def admits_call(self, ip: str, now: float) -> bool:
        return self.is_exempt(ip) or self._standing(ip, now).invites.takes(now)

    def failed(self, ip: str, now: float, weight: float = 1.0) -> None:
        """A wrong password, a refused call, nonsense: enough of them, and the source is not heard for a while."""
        if self.is_exempt(ip):
            return
        standing = self._standing(ip, now)
        if math.ceil(standing.failed(weight, now)) >= self.limits.failures:
            standing.failures = 0.0
            self._ban(_source(ip)[0], now)

    def succeeded(self, ip: str) -> None:
        """It has proved who it is, or is welcome: what went wrong before is forgiven."""
        standing = self._standings.get(_source(ip)[0])
        if standing is not None:
            standing.failures = 0.0

    def _ban(self, key: str, now: float) -> None:
        before = self._bans.pop(key, None)
        is_recent = before is not None and now - before.until < REMEMBERED_BAN_S
        span = (
            min(self.limits.longest_ban_s, before.span * 4) if before is not None and is_recent else self.limits.ban_s
        )
        self._bans[key] = _Ban(now + span, span)
        if len(self._bans) > KEPT_SOURCES:
            self._bans.popitem(last=False)

    def _standing(self, ip: str, now: float) -> _Standing:
        key = _source(ip)[0]
        standing = self._standings.get(key)
        if standing is None:
            standing = self._standings[key] = _Standing(self.limits, now)
            if len(self._standings) > KEPT_SOURCES:
                self._standings.popitem(last=False)
        else:
            self._standings.move_to_end(key)
        return standing

    def connects(self, ip: str, now: float) -> bool:
        """A peer opens a connection. Say `disconnected` when it is gone, if this was True."""
        key = _source(ip)[0]
        most = math.inf if self.is_exempt(ip) else self.limits.connections_per_source
        has_room = self._connections.get(key, 0) < most and self._all_connections < self.limits.connections
        if not has_room or self.is_banned(ip, now):
            self.dropped += 1
            return False
        self._connections[key] = self._connections.get(key, 0) + 1
        self._all_connections += 1
        return True

    def disconnected(self, ip: str) -> None:
        key = _source(ip)[0]
        self._all_connections -= 1
        left = self._connections.get(key, 0) - 1
        if left > 0:
            self._connections[key] = left
        else:
            self._connections.pop(key, None)
