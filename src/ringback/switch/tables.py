"""Where calls, their trails and their recordings are kept."""

from ringback.store import record_table
from ringback.switch.model import Call, Recording, Trail

calls = record_table(
    "calls",
    Call,
    key="sid",
    indexes=[
        ("account_sid", "date_created", "sid"),
        ("account_sid", "to", "date_created", "sid"),
        ("account_sid", "from_", "date_created", "sid"),
        ("parent_call_sid", "date_created"),
        ("owner", "status"),
    ],
)
trails = record_table("call_trails", Trail, key=("call_sid", "part"))
recordings = record_table(
    "recordings",
    Recording,
    key="sid",
    indexes=[
        ("account_sid", "date_created", "sid"),
        ("call_sid", "date_created", "sid"),
        ("conference_sid", "date_created", "sid"),
        ("owner", "status"),
    ],
)
