"""Where conferences and their participants are kept."""

from ringback.store import record_table
from ringback.switch.conferences.model import Conference, Participant

conferences = record_table(
    "conferences",
    Conference,
    key="sid",
    indexes=[
        ("account_sid", "date_created", "sid"),
        ("account_sid", "friendly_name", "date_created"),
        ("owner", "status"),
    ],
)
participants = record_table(
    "conference_participants",
    Participant,
    key=("conference_sid", "call_sid"),
    indexes=[("conference_sid", "date_created", "call_sid"), ("call_sid", "date_created")],
)
