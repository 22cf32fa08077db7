"""Events that also stand in the audit log: who changed which resource, from where, and what was there before."""

from collections.abc import Iterator
from typing import Any

import msgspec

from ringback.kernel.caller import Caller
from ringback.kernel.event import Event


class Audited(Event, kw_only=True, frozen=True):
    """Base of events that customers find among their Monitor events. `subject_sid` names the changed resource.

    A subclass gives `event_type` ("phone-number.created") and `resource_type` ("phone-number") as defaults; the
    actor's fields come from `**by(caller)`. `event_data` holds the resource's properties where it was made, and
    `{field: {"previous", "updated"}}` where it was changed; no secrets and no message bodies.
    """

    event_type: str
    resource_type: str
    description: str | None = None
    actor_sid: str
    actor_type: str  # "account", "api-key", or "system" where nobody asked
    source: str  # "api", "console" or "system"
    source_ip_address: str = ""
    event_data: dict[str, Any] = {}

    @property
    def resource_sid(self) -> str:
        return self.subject_sid


def by(caller: Caller) -> dict[str, Any]:
    """The actor's fields of an Audited event."""
    return {
        "actor_sid": caller.actor_sid,
        "actor_type": caller.actor_type,
        "source": caller.source,
        "source_ip_address": caller.ip,
    }


def by_system(account_sid: str) -> dict[str, Any]:
    """The actor's fields where Ringback itself acted: a sweep, an expiry, the first start."""
    return {"actor_sid": account_sid, "actor_type": "system", "source": "system", "source_ip_address": ""}


def changed(before: msgspec.Struct, after: msgspec.Struct, *names: str) -> dict[str, dict[str, Any]]:
    """Which of the named fields differ, as `{field: {"previous", "updated"}}`."""
    return {
        name: {"previous": getattr(before, name), "updated": getattr(after, name)}
        for name in names
        if getattr(before, name) != getattr(after, name)
    }


def audited_events() -> Iterator[type[Audited]]:
    """Every Audited event that is declared in the loaded rooms: what the audit log reads."""
    yield from _leaves(Audited)


def _leaves(parent: type[Audited]) -> Iterator[type[Audited]]:
    for child in parent.__subclasses__():
        yield from _leaves(child)
        yield child
