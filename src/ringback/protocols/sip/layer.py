"""The transaction layer: which message belongs to which transaction. RFC 3261 §17.1.3, §17.2.3, §9.2, §8.2.2.2.

`flow` is the caller's own mark for a way to a peer (a socket and an address); it comes back with each `Transmit`.
Hand messages in only after `screening.fault_of` found nothing and `routing.stamped` has marked requests.
"""

import heapq
import itertools
import math
from collections.abc import Hashable
from typing import Any

import msgspec

from ringback.protocols.sip.errors import LocalError
from ringback.protocols.sip.message import Message, Request, Response, answer
from ringback.protocols.sip.transactions import (
    Acknowledged,
    Answered,
    ClientTransaction,
    Effect,
    Ended,
    Failed,
    InviteClient,
    InviteServer,
    NonInviteClient,
    NonInviteServer,
    Send,
    ServerTransaction,
    TimedOut,
    Timing,
    Transaction,
)

Key = tuple[Hashable, ...]
LONGEST_ALARM = 32.0  # seconds
MOST = 50_000  # transactions at once: 32 s of 750 calls a second, two each; about 250 MB


class Transmit(msgspec.Struct, frozen=True):
    """Put it on the wire. If that fails, call `failed(key)` where there is a key.

    A response on UDP goes to its `routing.response_hop`, which `flow` may differ from where there is no `rport`.
    """

    message: Request | Response
    flow: Any
    key: Key | None = None


class Arrived(msgspec.Struct, frozen=True):
    """A new request. Answer it with `respond(key, …)`; an ACK has no key and no answer."""

    request: Request
    flow: Any
    key: Key | None


class Cancelled(msgspec.Struct, frozen=True):
    """The caller wants this INVITE ended: its CANCEL is answered already; answer the INVITE itself, with 487."""

    key: Key
    cancel: Request


class Told(msgspec.Struct, frozen=True):
    """A response to our request."""

    key: Key
    response: Response


class Stray(msgspec.Struct, frozen=True):
    """A response to nothing we know. A late 2xx to an INVITE is to be acknowledged and hung up on; drop all else."""

    response: Response
    flow: Any


class Lost(msgspec.Struct, frozen=True):
    """No answer (`status` 408), or no way to send (503). As a server: our response was never acknowledged."""

    key: Key
    status: int
    request: Request


class Over(msgspec.Struct, frozen=True):
    """The transaction is gone: its key means nothing any more."""

    key: Key


Event = Transmit | Arrived | Cancelled | Told | Stray | Lost | Over


class Transactions:
    def __init__(self, *, timing: Timing | None = None, most: int = MOST) -> None:
        self._timing, self._most = timing or Timing(), most
        self._open: dict[Key, tuple[Transaction, Any]] = {}
        self._merged: dict[Key, Key] = {}  # requests by Call-ID, CSeq and From tag: §8.2.2.2
        self._seen: dict[Key, Key] = {}  # and back
        self._alarms: list[tuple[float, int, Key]] = []
        self._set_to: dict[Key, float] = {}
        self._count = itertools.count()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def wake_at(self) -> float:
        """Not later than the next thing to do; may be early."""
        return self._alarms[0][0] if self._alarms else math.inf

    def request(self, request: Request, flow: Any, now: float, *, reliable: bool) -> tuple[Key, list[Event]]:
        """Sends a request; its top Via must bear a branch of its own. Raises LocalError otherwise."""
        key = _client_key(request)
        if key in self._open or not request.via.has_unique_branch or request.method == "ACK":
            raise LocalError(f"{request!r} needs a new branch of its own, and an ACK no transaction")
        kind = InviteClient if request.method == "INVITE" else NonInviteClient
        transaction = kind(request, now, reliable=reliable, timing=self._timing)
        self._open[key] = transaction, flow
        return key, self._told(key, transaction.begin(), now)

    def cancelled(self, invite: Key, now: float) -> list[Event]:
        """Say that a CANCEL of this INVITE was sent."""
        transaction, _ = self._open.get(invite, (None, None))
        return self._told(invite, transaction.cancelled(now), now) if isinstance(transaction, InviteClient) else []

    def respond(self, key: Key, response: Response, now: float) -> list[Event]:
        """A response to a request that arrived; dropped if that is over or finally answered."""
        transaction, _ = self._open.get(key, (None, None))
        if not isinstance(transaction, ServerTransaction):
            return []
        told = self._told(key, transaction.respond(response, now), now)
        if response.status >= 200:
            transaction.request.forget()  # it is kept for half a minute more, and hardly ever looked at again
        return told

    def failed(self, key: Key, now: float) -> list[Event]:
        """A Transmit of this key could not be carried out."""
        transaction, _ = self._open.get(key, (None, None))
        return self._told(key, transaction.failed(now), now) if transaction is not None else []

    def can_answer(self, key: Key) -> bool:
        transaction, _ = self._open.get(key, (None, None))
        return isinstance(transaction, ServerTransaction) and transaction.can_answer

    def receive(self, message: Message, flow: Any, now: float, *, reliable: bool) -> list[Event]:
        if isinstance(message, Response):
            return self._response(message, flow, now)
        assert isinstance(message, Request)
        return self._request(message, flow, now, reliable=reliable)

    def tick(self, now: float) -> list[Event]:
        events: list[Event] = []
        while self._alarms and self._alarms[0][0] <= now:
            _, _, key = heapq.heappop(self._alarms)
            self._set_to.pop(key, None)
            transaction, _ = self._open.get(key, (None, None))
            if transaction is not None:
                events += self._told(key, transaction.tick(now), now)
        return events

    def _response(self, response: Response, flow: Any, now: float) -> list[Event]:
        if len(response.vias) > 1:
            return []  # meant for somebody behind us: §8.1.3.3
        key = _response_key(response)
        transaction, _ = self._open.get(key, (None, None))
        if isinstance(transaction, ClientTransaction):
            return self._told(key, transaction.receive(response, now), now)
        return [Stray(response, flow)]

    def _request(self, request: Request, flow: Any, now: float, *, reliable: bool) -> list[Event]:
        key = server_key(request)
        known, _ = self._open.get(key, (None, None))
        if isinstance(known, ServerTransaction):
            return self._told(key, known.receive(request, now), now)
        if request.method == "ACK":
            return [Arrived(request, flow, None)]
        if len(self._open) >= self._most:
            return [Transmit(answer(request, 503, to_tag="full", fields=[("Retry-After", "5")]), flow)]
        return self._new(key, request, flow, now, reliable=reliable)

    def _new(self, key: Key, request: Request, flow: Any, now: float, *, reliable: bool) -> list[Event]:
        kind = InviteServer if request.method == "INVITE" else NonInviteServer
        transaction = kind(request, now, reliable=reliable, timing=self._timing)
        self._open[key] = transaction, flow
        self._mind(key, transaction, now)
        if request.method == "CANCEL":
            return self._cancel(key, request, now)
        if self._is_merged(key, request):
            return self.respond(key, answer(request, 482, to_tag="merged"), now)
        return [Arrived(request, flow, key)]

    def _cancel(self, key: Key, request: Request, now: float) -> list[Event]:
        """§9.2: 200 if there is an INVITE to cancel, even one that is answered already."""
        target = server_key(request, "INVITE")
        invite, _ = self._open.get(target, (None, None))
        if not isinstance(invite, InviteServer):
            return self.respond(key, answer(request, 481, to_tag="cancel"), now)
        told = self.respond(key, answer(request, 200, to_tag=invite.to_tag or "cancel"), now)
        return [*told, Cancelled(target, request)] if invite.can_answer else told

    def _is_merged(self, key: Key, request: Request) -> bool:
        """The same request by two ways, outside a dialog: §8.2.2.2."""
        if request.to.tag is not None:
            return False
        seen: Key = (request.call_id, request.from_.tag, request.cseq.number, request.method)
        if self._merged.setdefault(seen, key) != key:
            return True
        self._seen[key] = seen
        return False

    def _told(self, key: Key, effects: list[Effect], now: float) -> list[Event]:
        transaction, flow = self._open[key]
        events = [self._event(key, effect, transaction, flow) for effect in effects]
        if transaction.has_ended:
            self._forget(key)
        else:
            self._mind(key, transaction, now)
        return events

    def _event(self, key: Key, effect: Effect, transaction: Transaction, flow: Any) -> Event:
        match effect:
            case Send(message):
                return Transmit(message, flow, key)
            case Answered(response):
                return Told(key, response)
            case Acknowledged(request):
                return Arrived(request, flow, None)
            case TimedOut():
                return Lost(key, 408, transaction.request)
            case Failed():
                return Lost(key, 503, transaction.request)
            case Ended():
                return Over(key)

    def _forget(self, key: Key) -> None:
        del self._open[key]
        self._set_to.pop(key, None)
        seen = self._seen.pop(key, None)
        if seen is not None:
            del self._merged[seen]

    def _mind(self, key: Key, transaction: Transaction, now: float) -> None:
        """Sets the alarm, unless an early enough one stands. Far ones come early: they would pile up."""
        at = min(transaction.wake_at, now + LONGEST_ALARM)
        if at < self._set_to.get(key, math.inf):
            self._set_to[key] = at
            heapq.heappush(self._alarms, (at, next(self._count), key))


def _client_key(request: Request) -> Key:
    return "client", request.via.branch, request.method


def _response_key(response: Response) -> Key:
    return "client", response.via.branch, response.cseq.method


def server_key(request: Request, method: str | None = None) -> Key:
    """§17.2.3. An ACK has its INVITE's key; `method` asks for that of another request on the same branch."""
    named = method or ("INVITE" if request.method == "ACK" else request.method)
    via = request.via
    if via.has_unique_branch:
        return "server", via.branch, via.sent_by, named
    return _key_of_2543(request, named)


def _key_of_2543(request: Request, method: str) -> Key:
    """Without a branch that is its own: the URI, the From tag, Call-ID, CSeq and top Via tell requests apart."""
    return (
        "2543",
        request.request_uri,
        request.from_.tag,
        request.call_id,
        request.cseq.number,
        method,
        str(request.via),
    )
