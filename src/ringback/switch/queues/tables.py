"""Where queues and waits are kept."""

from ringback.store import record_table
from ringback.switch.queues.model import FormerName, Queue, Wait

queues = record_table(
    "queues",
    Queue,
    key="sid",
    indexes=[("account_sid", "date_created", "sid")],
    unique=[("account_sid", "friendly_name")],
)
former_names = record_table("queue_former_names", FormerName, key=("account_sid", "name"), indexes=[("queue_sid",)])
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
