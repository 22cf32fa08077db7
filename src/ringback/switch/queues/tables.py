"""Where queues and waits are kept."""

from ringback.store import record_table
from ringback.switch.queues.model import Queue, Wait

queues = record_table(
    "queues",
    Queue,
    key="sid",
    indexes=[("account_sid", "date_created", "sid")],
    unique=[("account_sid", "friendly_name")],
)
waits = record_table(
    "queue_waits",
    Wait,
    key="sid",
    indexes=[
        ("queue_sid", "status", "date_created", "sid"),
        ("queue_sid", "left_at"),
        ("account_sid", "date_created", "sid"),
        ("call_sid", "date_created"),
        ("owner", "status"),
    ],
)
