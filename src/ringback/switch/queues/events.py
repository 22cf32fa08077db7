"""What happens to queues and in them. The subject is the queue."""

from datetime import datetime

from ringback.kernel import Event
from ringback.switch.queues.model import Queue, Wait


class QueueEvent(Event, kw_only=True):
    friendly_name: str
    max_size: int


class QueueCreated(QueueEvent, tag="voice.queue.created"):
    """By the API, or because somebody was the first to wait in it."""


class QueueUpdated(QueueEvent, tag="voice.queue.updated"):
    """It has another name or size."""


class QueueDeleted(QueueEvent, tag="voice.queue.deleted"):
    """It is gone."""


class QueueEntered(Event, tag="voice.queue.entered", kw_only=True):
    """A caller begins to wait. `size` counts those who wait, this one too."""

    friendly_name: str
    call_sid: str
    from_: str
    size: int


class QueueLeft(Event, tag="voice.queue.left", kw_only=True):
    """A wait is over, after `wait_ms`; `size` counts those who wait still."""

    friendly_name: str
    call_sid: str
    from_: str
    result: str
    wait_ms: int
    agent_call_sid: str | None = None
    size: int


def event_of(event: type[QueueEvent], queue: Queue, at: datetime) -> QueueEvent:
    return event(
        account_sid=queue.account_sid,
        subject_sid=queue.sid,
        at=at,
        friendly_name=queue.friendly_name,
        max_size=queue.max_size,
    )


def entered(wait: Wait, size: int) -> QueueEntered:
    return QueueEntered(
        account_sid=wait.account_sid,
        subject_sid=wait.queue_sid,
        at=wait.date_created,
        friendly_name=wait.queue_name,
        call_sid=wait.call_sid,
        from_=wait.from_,
        size=size,
    )


def left(wait: Wait, size: int) -> QueueLeft:
    return QueueLeft(
        account_sid=wait.account_sid,
        subject_sid=wait.queue_sid,
        at=wait.left_at or wait.date_updated,
        friendly_name=wait.queue_name,
        call_sid=wait.call_sid,
        from_=wait.from_,
        result=wait.result or "system-error",
        wait_ms=wait.wait_ms or 0,
        agent_call_sid=wait.agent_call_sid,
        size=size,
    )
