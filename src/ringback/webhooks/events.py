"""What is told of requests to customers' servers: usage, alerts and the tracker read it. No bodies, no full URLs."""

from ringback.kernel import Event


class WebhookAnswered(Event, frozen=True, kw_only=True, tag="webhooks.answered"):
    """A customer's server answered as it should. `record_sid` names the exchange; `duration_ms` spans all attempts."""

    kind: str
    host: str
    method: str
    status: int
    attempts: int
    duration_ms: int
    record_sid: str


class WebhookFailed(Event, frozen=True, kw_only=True, tag="webhooks.failed"):
    """A URL gave no good answer after all its attempts. `code` is from the 112xx family; details are in the record."""

    kind: str
    host: str
    method: str
    code: int
    message: str
    attempts: int
    duration_ms: int
    record_sid: str
    status: int | None = None
