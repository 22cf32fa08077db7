"""Documents fetched by GET, kept as their server allows: RFC 9111, what a private cache of TwiML needs."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import msgspec

from ringback.transports.http_client import Incoming

ENTRIES_KEPT = 1000
BYTES_KEPT = 16 * 1024 * 1024
LONGEST = timedelta(days=1)

Key = tuple[str, str]  # account SID and URL: no account is shown what was fetched for another


class Kept(msgspec.Struct, frozen=True):
    incoming: Incoming
    fresh_until: datetime

    def conditions(self) -> dict[str, str]:
        """Headers that ask whether it has changed."""
        tag, changed_at = self.incoming.header("ETag"), self.incoming.header("Last-Modified")
        asked = {"If-None-Match": tag, "If-Modified-Since": changed_at}
        return {name: value for name, value in asked.items() if value}


class Cache:
    """Least recently used documents go first; never more than 1,000 of them, or 16 MB."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key) -> Kept | None:
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: Key, incoming: Incoming, now: datetime) -> None:
        """Keeps a 200 that may be kept and can be asked about or used again; forgets what stood there before."""
        self.forget(key)
        kept = Kept(incoming, now + _freshness(incoming, now))
        if not _may_keep(incoming) or (kept.fresh_until <= now and not kept.conditions()):
            return
        self._kept[key] = kept
        self._bytes += len(incoming.body)
        while len(self._kept) > ENTRIES_KEPT or self._bytes > BYTES_KEPT:
            self.forget(next(iter(self._kept)))

    def confirm(self, key: Key, kept: Kept, answer: Incoming, now: datetime) -> Incoming:
        """The kept document after a 304, with whatever that says of its age."""
        told = {name.lower() for name, _ in answer.headers if name.lower() not in ("content-length", "content-type")}
        headers = [pair for pair in kept.incoming.headers if pair[0].lower() not in told]
        headers += [pair for pair in answer.headers if pair[0].lower() in told]
        renewed = msgspec.structs.replace(kept.incoming, headers=headers, timing=answer.timing)
        self.keep(key, renewed, now)
        return renewed

    def forget(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= len(kept.incoming.body)


def _directives(incoming: Incoming) -> dict[str, str]:
    lines = [value for name, value in incoming.headers if name.lower() == "cache-control"]
    parts = [part.partition("=") for line in lines for part in line.split(",")]
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in parts}


def _may_keep(incoming: Incoming) -> bool:
    varies = incoming.header("Vary") or ""
    return (
        incoming.status == 200
        and not incoming.is_cut
        and "no-store" not in _directives(incoming)
        and varies.strip().lower() in ("", "accept-encoding")
        and incoming.header("Set-Cookie") is None
    )


def _freshness(incoming: Incoming, now: datetime) -> timedelta:
    """How long it may be used without asking; nothing when the server does not say."""
    directives = _directives(incoming)
    if "no-cache" in directives:
        return timedelta()
    age = directives.get("max-age")
    if age is not None:
        return min(timedelta(seconds=int(age[:9])), LONGEST) if age.isascii() and age.isdigit() else timedelta()
    try:
        expires_at = parsedate_to_datetime(incoming.header("Expires") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return timedelta()
    return min((expires_at if expires_at.tzinfo else expires_at.replace(tzinfo=UTC)) - now, LONGEST)
