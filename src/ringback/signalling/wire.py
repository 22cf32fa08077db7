"""Bytes to messages that are whole and meant, and back: one for all transports of an endpoint. RFC 3261 §18."""

import contextlib
from collections.abc import Callable
from typing import Any

import msgspec

from ringback.protocols.sip import screening
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request, Response, refused
from ringback.protocols.sip.parse import KeepAlive, Stream, parse
from ringback.protocols.sip.routing import stamped
from ringback.signalling.limits import Gate
from ringback.transports.flows import Flow

Taken = Callable[[Request | Response, Flow], None]
SWEEP_S = 8.0


class _Reading(msgspec.Struct):
    """What is known of one stream."""

    stream: Stream
    since: float  # when what is being read began: the connection, or the last whole message
    is_proven: bool = False  # it has brought a whole message
    is_ours: bool = False


class Wire:
    def __init__(self, gate: Gate, clock: Callable[[], float], tag: Callable[[], str], taken: Taken) -> None:
        self._gate, self._clock, self._tag, self._taken = gate, clock, tag, taken
        self.malformed = 0
        self.gone: Callable[[Flow], None] = lambda flow: None

    def opened(self, flow: Flow) -> bool:
        now = self._clock()
        if not self._gate.connects(flow.ip, now):
            return False
        flow.state = _Reading(Stream(), now)
        return True

    def closed(self, flow: Flow) -> None:
        if flow.state is not None and not flow.state.is_ours:
            self._gate.disconnected(flow.ip)
        flow.state = None
        self.gone(flow)

    def received(self, flow: Flow, data: bytes) -> None:
        now = self._clock()
        if not self._gate.admits(flow.ip, now):
            if flow.framing == "stream":
                flow.close()  # a piece left out cannot be made good
            return
        if flow.framing == "message":
            self._one(flow, parse(data), now)
        else:
            self._pieces(flow, data, now)

    def _pieces(self, flow: Flow, data: bytes, now: float) -> None:
        if flow.state is None:
            flow.state = _Reading(Stream(), now, is_ours=True)
        reading: _Reading = flow.state
        for found in reading.stream.feed(data):
            reading.since = now
            reading.is_proven = reading.is_proven or isinstance(found, (Request, Response))
            self._one(flow, found, now)

    def _one(self, flow: Flow, found: Request | Response | PeerError | KeepAlive, now: float) -> None:
        if isinstance(found, KeepAlive):
            if found is KeepAlive.PING and flow.framing == "stream":
                flow.send(KeepAlive.PONG.value.encode())
            return
        fault = found if isinstance(found, PeerError) else screening.fault_of(found)
        if fault is not None:
            self._faulty(flow, fault, now)
        elif isinstance(found, Request):
            self._taken(stamped(found, flow.ip, flow.port), flow)
        else:
            self._taken(found, flow)  # type: ignore[arg-type]

    def _faulty(self, flow: Flow, fault: PeerError, now: float) -> None:
        """Told where it really came from, never where its Via says: nobody makes us write to a third party."""
        self.malformed += 1
        self._gate.failed(flow.ip, now)
        response = refused(fault, self._tag())
        if response is not None:
            flow.send(bytes(response))
        if fault.closes:
            flow.close()

    def sweep(self, flows: list[Any], now: float) -> None:
        """Lets go of connections that are silent, or that never end the message they began."""
        limits = self._gate.limits
        for flow in flows:
            reading: _Reading | None = flow.state
            if reading is None or reading.is_ours:
                continue
            most = limits.idle_s if reading.is_proven and not reading.stream.is_waiting else limits.unproven_s
            if now - reading.since > most:
                with contextlib.suppress(OSError):
                    flow.close()
