"""Where messages and their media are kept."""

from ringback.products.messaging.model import Media, Message, SenderQueue
from ringback.store import record_table

messages = record_table(
    "messages",
    Message,
    key="sid",
    indexes=[
        ("account_sid", "date_created", "sid"),
        ("account_sid", "to", "date_created", "sid"),
        ("account_sid", "from_", "date_created", "sid"),
    ],
)
media = record_table("media", Media, key="sid", indexes=[("parent_sid", "date_created", "sid")])
sender_queues = record_table("sender_queues", SenderQueue, key="sender")
