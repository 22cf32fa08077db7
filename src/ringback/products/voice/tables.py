"""Where caller IDs are kept, and the calls that verify them."""

from ringback.products.voice.model import OutgoingCallerId, Validation
from ringback.store import record_table

outgoing_caller_ids = record_table(
    "outgoing_caller_ids",
    OutgoingCallerId,
    key="sid",
    indexes=[("account_sid", "date_created", "sid")],
    unique=[("account_sid", "phone_number")],
)
validations = record_table("caller_id_validations", Validation, key="call_sid")
