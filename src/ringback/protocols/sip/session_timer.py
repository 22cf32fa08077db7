"""Is the peer still there: sessions that end unless refreshed. RFC 4028."""

import math

import msgspec

from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request, Response

LEAST_S = 90  # §5: no interval may be shorter
USUAL_S = 1800


class Agreement(msgspec.Struct, frozen=True):
    """How long a session lasts without a refresh, in seconds, and whether this side refreshes it."""

    interval_s: int
    is_refresher: bool

    def refresh_at(self, since: float) -> float:
        """Half-way, so that a lost refresh can be said again. §7.2, §10."""
        return since + self.interval_s / 2 if self.is_refresher else math.inf

    def end_at(self, since: float) -> float:
        """When to hang up with BYE: a third before the end, but at most 32 s before it. §10."""
        return since + self.interval_s - min(32, self.interval_s / 3)


def asked(interval_s: int = USUAL_S, refresher: str | None = None) -> list[tuple[str, str]]:
    """The header fields of an INVITE or UPDATE that asks for a timer."""
    who = f";refresher={refresher}" if refresher else ""
    return [("Supported", "timer"), ("Session-Expires", f"{interval_s}{who}"), ("Min-SE", str(LEAST_S))]


def too_brief(request: Request, least_s: int = LEAST_S) -> PeerError | None:
    """422 where the interval asked for is below ours and the caller knows timers. §9."""
    said = request.session_expires
    if said is None or said[0] >= least_s or "timer" not in request.supported:
        return None
    return PeerError(f"A session interval of {said[0]} s is below {least_s}", 422, request, (("Min-SE", str(least_s)),))


def answered(request: Request, interval_s: int = USUAL_S) -> tuple[Agreement | None, list[tuple[str, str]]]:
    """As the called side: what is agreed, and the fields of the 2xx. §9.

    A caller without `timer` is refreshed by us; one that names nobody refreshes itself.
    """
    knows = "timer" in request.supported
    said = request.session_expires
    least = max(LEAST_S, request.min_se or 0)
    seconds = max(least, min(said[0], interval_s) if said else interval_s)
    who = (said[1] if said else None) or "uac"
    who = who if knows and who in ("uac", "uas") else "uas"
    fields = [("Session-Expires", f"{seconds};refresher={who}")]
    if who == "uac":
        fields.append(("Require", "timer"))
    return Agreement(seconds, who == "uas"), fields if knows else []


def agreed(response: Response, asked_s: int | None = None) -> Agreement | None:
    """As the calling side, from the 2xx. §7.2: without Session-Expires the peer knows no timers: we refresh alone."""
    said = response.session_expires
    if said is None:
        return Agreement(asked_s, True) if asked_s else None
    return Agreement(max(LEAST_S, said[0]), said[1] != "uas")


def longer(response: Response) -> int | None:
    """What to ask for after 422: its Min-SE. §7.4."""
    return response.min_se if response.status == 422 else None


class SessionTimer:
    """One session's clock. Call `refreshed` after every 2xx to a re-INVITE or UPDATE, of either side."""

    def __init__(self, agreement: Agreement, now: float) -> None:
        self.refreshed(agreement, now)

    def refreshed(self, agreement: Agreement, now: float) -> None:
        self.agreement = agreement
        self.refresh_at, self.end_at = agreement.refresh_at(now), agreement.end_at(now)

    @property
    def wake_at(self) -> float:
        return min(self.refresh_at, self.end_at)

    def tick(self, now: float) -> str | None:
        """`refresh` (with a re-INVITE or UPDATE) or `expired` (with BYE); None where there is nothing to do."""
        if now >= self.end_at:
            self.refresh_at = self.end_at = math.inf
            return "expired"
        if now >= self.refresh_at:
            self.refresh_at = math.inf
            return "refresh"
        return None
