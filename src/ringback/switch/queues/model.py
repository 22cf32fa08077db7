"""Queues as they are kept, and every wait in them."""

import enum
from datetime import datetime
from typing import Any

import msgspec

USUAL_SIZE, LARGEST_SIZE, LONGEST_NAME = 1000, 5000, 64


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A line that callers wait in, first come first served. It is there until it is deleted."""

    sid: str
    account_sid: str
    friendly_name: str
    max_size: int = USUAL_SIZE
    date_created: datetime
    date_updated: datetime
    version: int = 0


class FormerName(msgspec.Struct, frozen=True, kw_only=True):
    """What a queue was called before: documents that say so still find it, unless another queue is called so now."""

    account_sid: str
    name: str
    queue_sid: str


class WaitStatus(enum.StrEnum):
    WAITING = "waiting"
    CONNECTING = "connecting"  # taken by somebody, and hears a whisper first
    OVER = "over"


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """One caller's wait in one queue, from its beginning on: while it is `waiting` the caller is a member.

    SIDs rise with the order in line. `asked_name` is what the call's document said, which may be the queue's former
    name. `wait_ms` is from `date_created` to when somebody took the caller, or to the end
    where nobody did. `result` is QueueResult's word; `agent_call_sid` the call that took this one. The only writer is
    the process that holds the call (`owner`).
    """

    sid: str
    account_sid: str
    queue_sid: str
    queue_name: str
    asked_name: str
    call_sid: str
    from_: str
    status: WaitStatus = WaitStatus.WAITING
    result: str | None = None
    agent_call_sid: str | None = None
    workflow_sid: str | None = None
    task: dict[str, Any] | None = None
    wait_ms: int | None = None
    left_at: datetime | None = None
    owner: str | None = None
    date_created: datetime
    date_updated: datetime
