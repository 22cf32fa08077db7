"""Durable later work, as it is written down."""

from datetime import datetime
from typing import Any

import msgspec


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do. `kind` picks the handler, `key` says about what (a SID), `args` is small and JSON.

    Jobs of one `lane` run one after the other, in the order of their making; without a lane they run side by side.
    `sid` is left empty: the store names the job as it writes it. `due_at` None means at once.
    """

    kind: str
    key: str
    account_sid: str = ""
    lane: str | None = None
    due_at: datetime | None = None
    args: dict[str, Any] = {}
    sid: str = ""
    status: str = "waiting"  # or "dead": given up, kept to be looked at and replayed
    attempts: int = 0
    last_error: str | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None
    fresh: bool = True  # False once it was read back: it may have run before its process died. Not kept.
