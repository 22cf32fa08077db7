"""The called side of an INVITE: progress, reliable if asked (RFC 3262), the 2xx resent until its ACK, CANCEL.

RFC 3261 §13.3, §15.1.2. Give the transaction layer what `Respond` holds; each `now` is the caller's monotonic seconds.
"""

import math
from collections.abc import Iterable

import msgspec

from ringback.protocols.sip.dialog import Dialog, Phase
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.transactions import Timing

REFRESH_IN = 60.0  # a provisional response is said again, so that proxies do not give up: §13.3.1.1
MOST_WAITING = 8  # provisional responses that wait for the PRACK of an earlier one


class Respond(msgspec.Struct, frozen=True):
    """To the INVITE. A 2xx that comes again is a resend: give it to the same transaction."""

    response: Response


class Confirmed(msgspec.Struct, frozen=True):
    """The ACK came; `request` may hold the answer to an offer of ours."""

    request: Request


class Unconfirmed(msgspec.Struct, frozen=True):
    """No ACK came in 64*T1: hang up with BYE. §13.3.1.4."""


class Pracked(msgspec.Struct, frozen=True):
    """The provisional response is known to have arrived; `request` may hold an answer or a new offer."""

    request: Request


class Unpracked(msgspec.Struct, frozen=True):
    """No PRACK came in 64*T1: refuse the INVITE with a 5xx. RFC 3262 §3."""


Step = Respond | Confirmed | Unconfirmed | Pracked | Unpracked


class _Resend:
    """A response said again, the gap doubling, until it is acknowledged or 64*T1 have passed."""

    def __init__(self, response: Response, now: float, timing: Timing, most: float) -> None:
        self.response, self._most, self._gap = response, most, timing.t1
        self.again_at, self.until = now + timing.t1, now + 64 * timing.t1

    def step(self, now: float) -> Response:
        self._gap = min(2 * self._gap, self._most)
        self.again_at = now + self._gap
        return self.response

    @property
    def wake_at(self) -> float:
        return min(self.again_at, self.until)


class Invited:
    """An INVITE to us, outside or inside a dialog. Its dialog is made with the first response that names our tag."""

    def __init__(self, invite: Request, dialog: Dialog, *, rseq: int = 1, timing: Timing | None = None) -> None:
        """`rseq` is the first RSeq, 1 to 2^31-1 by chance."""
        self.invite, self.dialog, self._timing = invite, dialog, timing or Timing()
        self._rseq = rseq
        self._reliable: _Resend | None = None
        self._waiting: list[Response] = []
        self._accept: _Resend | None = None
        self._held: tuple[list[tuple[str, str]], bytes] | None = None  # a 200 that waits for a PRACK
        self._last: Response | None = None
        self._refresh_at = math.inf
        self.is_answered = False

    @property
    def wants_reliable(self) -> bool:
        """The caller insists: every progress but 100 must be acknowledged."""
        return "100rel" in self.invite.require

    @property
    def can_reliable(self) -> bool:
        return self.wants_reliable or "100rel" in self.invite.supported

    @property
    def wake_at(self) -> float:
        resends = [r.wake_at for r in (self._reliable, self._accept) if r is not None]
        return min([self._refresh_at, *resends])

    def progress(
        self,
        status: int,
        now: float,
        *,
        fields: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        reliable: bool = False,
    ) -> list[Step]:
        """180, 183 and the like. `reliable` asks for a PRACK; it waits where an earlier one is still open."""
        if not 100 < status < 200 or self.is_answered or self._held is not None:
            raise LocalError(f"{status} is no progress, or the call is answered")
        response = self._made(status, fields, body)
        if self.wants_reliable or (reliable and self.can_reliable):
            return self._send_reliably(response, now)
        self._last, self._refresh_at = response, now + REFRESH_IN
        return [Respond(response)]

    def _made(self, status: int, fields: Iterable[tuple[str, str]], body: bytes) -> Response:
        routes = [("Record-Route", line) for line in self.invite.all("Record-Route")]
        own = [*routes, ("Contact", str(self.dialog.contact))] if status < 300 else []
        return answer(self.invite, status, to_tag=self.dialog.local.tag, fields=[*own, *fields], body=body)

    def _send_reliably(self, response: Response, now: float) -> list[Step]:
        if self._reliable is not None:
            if len(self._waiting) >= MOST_WAITING:
                raise LocalError(f"More than {MOST_WAITING} provisional responses wait for a PRACK")
            self._waiting.append(response)
            return []
        numbered = response.with_added("Require", "100rel").with_added("RSeq", str(self._rseq))
        self._rseq += 1
        self._reliable = _Resend(numbered, now, self._timing, math.inf)
        self._refresh_at = math.inf
        return [Respond(numbered)]

    def prack(self, request: Request, now: float) -> list[Step] | PeerError:
        """Answer it 200, then do the steps; a PRACK of nothing is answered 481."""
        rack, open_one = request.rack, self._reliable
        expected = (open_one.response.rseq, self.invite.cseq.number, "INVITE") if open_one is not None else None
        if rack is None or (rack.rseq, rack.cseq, rack.method) != expected:
            return PeerError("RAck names no provisional response that waits for it", 481, request)
        self._reliable = None
        steps: list[Step] = [Pracked(request)]
        if self._held is not None:
            fields, body = self._held
            steps += self._accepted(fields, body, now)
        elif self._waiting and not self.is_answered:
            steps += self._send_reliably(self._waiting.pop(0), now)
        return steps

    def accept(self, now: float, *, fields: Iterable[tuple[str, str]] = (), body: bytes = b"") -> list[Step]:
        """200. It waits for the PRACK of a reliable response with a session description: RFC 3262 §3."""
        if self.is_answered or self._held is not None:
            raise LocalError("The INVITE is answered already")
        if self._reliable is not None and self._reliable.response.body:
            self._held, self._waiting = (list(fields), body), []
            return []
        return self._accepted(list(fields), body, now)

    def _accepted(self, fields: list[tuple[str, str]], body: bytes, now: float) -> list[Step]:
        response = self._made(200, fields, body)
        self._finish()
        if self.dialog.phase is Phase.EARLY:
            self.dialog.phase = Phase.CONFIRMED
        self._accept = _Resend(response, now, self._timing, self._timing.t2)
        return [Respond(response)]

    def reject(self, status: int, *, reason: str | None = None, fields: Iterable[tuple[str, str]] = ()) -> list[Step]:
        """3xx to 6xx. Nothing where it is answered already: a CANCEL may have crossed."""
        if self.is_answered:
            return []
        response = self._made(status, fields, b"")
        self._finish()
        if self.dialog.phase is Phase.EARLY:
            self.dialog.end()
        if reason is not None:
            response = Response(status, reason, response.fields)
        return [Respond(response)]

    def _finish(self) -> None:
        """Reliable progress is not resent any more, but its PRACK may still come: RFC 3262 §3."""
        self.is_answered, self._refresh_at = True, math.inf
        self._held, self._waiting = None, []
        if self._reliable is not None:
            self._reliable.again_at = self._reliable.until = math.inf

    def acknowledged(self, request: Request) -> list[Step]:
        """An ACK in the dialog, with the INVITE's CSeq number; a second one says nothing new."""
        if self._accept is None or request.cseq.number != self.invite.cseq.number:
            return []
        self._accept = None
        return [Confirmed(request)]

    def hung_up(self) -> None:
        """A BYE came, perhaps before the ACK, which may be lost: nothing is resent any more."""
        self._finish()
        self._accept = None

    def tick(self, now: float) -> list[Step]:
        steps: list[Step] = []
        if self._accept is not None and now >= self._accept.until:
            self._accept = None
            steps.append(Unconfirmed())
        if self._reliable is not None and now >= self._reliable.until:
            self._reliable = None
            steps.append(Unpracked())
        steps += [Respond(r.step(now)) for r in (self._accept, self._reliable) if r is not None and now >= r.again_at]
        if now >= self._refresh_at and self._last is not None:
            self._refresh_at = now + REFRESH_IN
            steps.append(Respond(self._last))
        return steps
