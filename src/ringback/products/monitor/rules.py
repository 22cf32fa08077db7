"""Decisions of monitor, pure: what an alert says, which moments a list spans, who an actor is."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from ringback.kernel.event import Recorded
from ringback.products.monitor import errors
from ringback.products.monitor.model import Alert, AuditEntry, LogLevel
from ringback.rest.errors import MORE_INFO

ALERTS_KEPT_FOR = timedelta(days=30)
AUDIT_KEPT_FOR = timedelta(days=395)  # thirteen months
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_WHERE = {
    "AC": "/2010-04-01/Accounts/{sid}",
    "AD": "/2010-04-01/Accounts/{account_sid}/Addresses/{sid}",
    "AP": "/2010-04-01/Accounts/{account_sid}/Applications/{sid}",
    "PN": "/2010-04-01/Accounts/{account_sid}/IncomingPhoneNumbers/{sid}",
    "SC": "/2010-04-01/Accounts/{account_sid}/SMS/ShortCodes/{sid}",
    "SK": "/2010-04-01/Accounts/{account_sid}/Keys/{sid}",
}


def moment_of(name: str, text: str | None, *, is_end: bool = False) -> datetime | None:
    """A moment, or a day: its first moment, or as an end the first one after it. Raises InvalidMoment."""
    if text is None:
        return None
    try:
        if not _DAY.match(text[:10]) or len(text) > 40:
            raise ValueError
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return moment + (timedelta(days=1) if len(text) == 10 else timedelta(seconds=1)) if is_end else moment
    except (ValueError, OverflowError):
        raise errors.InvalidMoment(name=name, value=text[:40]) from None


# -- alerts


def level_of_failure(kind: str) -> LogLevel:
    """A callback that nobody heard breaks nothing; a document that could not be fetched does."""
    return LogLevel.WARNING if kind.endswith("status") else LogLevel.ERROR


def alert_text(code: int, level: LogLevel, message: str, more: Mapping[str, Any]) -> str:
    """The pairs of an alert, as a form is written."""
    pairs = {"Msg": message, "ErrorCode": code, "LogLevel": level.value.upper(), **more}
    return urlencode({name: value for name, value in pairs.items() if value is not None})


def more_info(alert: Alert) -> str:
    return MORE_INFO.format(code=alert.error_code)


# -- the audit log


class Audit(msgspec.Struct):
    """The part of an audited event that the log keeps."""

    event_type: str
    resource_type: str
    actor_sid: str
    actor_type: str
    source: str
    source_ip_address: str = ""
    description: str | None = None
    event_data: dict[str, Any] = {}


_decode_audit = msgspec.json.Decoder(Audit).decode


def audit_entry(sid: str, event: Recorded) -> AuditEntry:
    audit = _decode_audit(event.data)
    return AuditEntry(
        sid=sid,
        account_sid=event.account_sid,
        resource_sid=event.subject_sid,
        date_created=event.at,
        **msgspec.structs.asdict(audit),
    )


def user_sid(actor_sid: str) -> str:
    """The actor as the API names one: `US`, and the digits of the account or key that acted."""
    return "US" + actor_sid[2:]


def actor_sids(asked: str) -> Iterable[str]:
    """Whom a filter may mean: the user as shown, or the account or key itself."""
    return [prefix + asked[2:] for prefix in ("AC", "SK")] if asked.startswith("US") else [asked]


def places(entry: AuditEntry) -> dict[str, str]:
    """Where actor and resource are found on the core API, as far as they have a place there."""
    actor = entry.actor_sid if entry.actor_sid.startswith("AC") else entry.account_sid
    found = {"actor": _WHERE["AC"].format(sid=actor)}
    resource = _WHERE.get(entry.resource_sid[:2])
    if resource is not None:
        found["resource"] = resource.format(sid=entry.resource_sid, account_sid=entry.account_sid)
    return found
