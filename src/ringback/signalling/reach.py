"""From a hop to a flow: transports by name, addresses by name, and what this side is called towards each peer."""

import asyncio
import functools
import socket
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

from ringback.protocols.sip.routing import Hop
from ringback.transports.datagrams import Datagrams
from ringback.transports.flows import Flow, Sink
from ringback.transports.streams import Streams

RESOLVED_S = 60.0
MOST_NAMES = 1_000
LOOKUPS = 32  # names asked for at once; a dead name server must not fill everything
TRIES = 20  # ports, where any free one will do
Then = Callable[[Flow | None], None]


class Reach:
    """The transports of one endpoint. TLS and WebSocket join as further entries of `streams`."""

    def __init__(self, sink: Sink, bind: tuple[str, int], public_ip: str | None) -> None:
        self._bind, self._public_ip = bind, public_ip
        self.datagrams, self.streams = Datagrams(sink), {"tcp": Streams(sink)}
        self.address = bind
        self._names: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lookups: dict[str, list[Callable[[str | None], None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._own: OrderedDict[str, str] = OrderedDict()

    async def open(self) -> None:
        """UDP and TCP on one port. Raises OSError where it is taken."""
        host, port = self._bind
        for left in range(TRIES, 0, -1):
            bound = await self.streams["tcp"].listen(host, port)
            try:
                self.datagrams.open(host, bound[1])
            except OSError:
                self.streams["tcp"].close()
                if port or left == 1:
                    raise
                continue
            self.address = bound[0], bound[1]
            return

    def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        self.datagrams.close()
        for streams in self.streams.values():
            streams.close()

    def flows(self) -> list[Flow]:
        """The open connections."""
        return [flow for streams in self.streams.values() for flow in streams.flows()]

    def to(self, hop: Hop, then: Then) -> None:
        host = hop.host
        if not host or hop.is_secure or (hop.transport or "udp") not in ("udp", *self.streams):
            then(None)  # sips and TLS are not spoken yet
        elif is_address(host):
            then(self._flow(hop, host))
        else:
            self._resolve(host.lower(), lambda ip: then(None if ip is None else self._flow(hop, ip)))

    def known(self, hop: Hop) -> Flow | None:
        """As `to`, for addresses only."""
        found: list[Flow | None] = []
        if is_address(hop.host):
            self.to(hop, found.append)
        return found[0] if found else None

    def open_flow(self, transport: str, ip: str, port: int) -> Flow | None:
        """The way by which that peer was heard; None where its connection is gone."""
        if transport == "udp":
            return self.datagrams.to(ip, port)
        streams = self.streams.get(transport)
        return streams.known(ip, port) if streams is not None else None

    def _flow(self, hop: Hop, ip: str) -> Flow | None:
        port = hop.port or 5060
        try:
            return (
                self.datagrams.to(ip, port)
                if (hop.transport or "udp") == "udp"
                else self.streams[hop.transport or ""].to(ip, port)
            )
        except OSError:
            return None

    def _resolve(self, name: str, then: Callable[[str | None], None]) -> None:
        loop = asyncio.get_running_loop()
        until, ip = self._names.get(name, (0.0, ""))
        if until > loop.time():
            then(ip or None)
        elif name in self._lookups:
            self._lookups[name].append(then)
        elif len(self._lookups) >= LOOKUPS:
            then(None)
        else:
            self._lookups[name] = [then]
            task = loop.create_task(self._look_up(name))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _look_up(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        family = socket.AF_INET6 if ":" in self.address[0] else socket.AF_INET
        try:
            found = await loop.getaddrinfo(name, None, family=family, type=socket.SOCK_DGRAM)
            ip = str(found[0][4][0])
        except (OSError, UnicodeError):
            ip = ""
        self._names[name] = loop.time() + RESOLVED_S, ip
        if len(self._names) > MOST_NAMES:
            self._names.popitem(last=False)
        for then in self._lookups.pop(name):
            then(ip or None)

    def is_of(self, name: str, ip: str) -> bool:
        """Whether that host is at this address, as far as is known without asking."""
        return name == ip or self._names.get(name.lower(), (0.0, ""))[1] == ip

    def own(self, flow: Flow) -> tuple[str, int]:
        """What to call this side in Via and Contact: host as SIP writes it, and port."""
        host = self._own.get(flow.ip)
        if host is None:
            host = self._own[flow.ip] = self._own_towards(flow.ip)
            if len(self._own) > MOST_NAMES:
                self._own.popitem(last=False)
        return host, self.address[1]

    def _own_towards(self, ip: str) -> str:
        host = self._bind[0]
        if self._public_ip is not None and not (is_address(ip) and ip_address(ip).is_private):
            host = self._public_ip
        elif host in ("0.0.0.0", "::", ""):
            host = _source_towards(ip)
        else:
            host = self.address[0]
        return f"[{host}]" if ":" in host else host


LONGEST_ADDRESS = 64  # characters, with an IPv6 zone


def is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _is_address(text)


@functools.lru_cache(maxsize=4096)
def _is_address(text: str) -> bool:
    try:
        return ip_address(text) is not None
    except ValueError:
        return False


def _source_towards(ip: str) -> str:
    """Which of our addresses the system would use; nothing is sent."""
    with socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((ip, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
