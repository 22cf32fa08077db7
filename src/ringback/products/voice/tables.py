"""Where caller IDs are kept, the calls that verify them, and who hears what phones send besides speech."""

from ringback.products.voice.model import OutgoingCallerId, UserSubscription, Validation
from ringback.store import record_table

outgoing_caller_ids = record_table(
    "outgoing_caller_ids",
    OutgoingCallerId,
    key="sid",
    indexes=[("account_sid", "date_created", "sid")],
    unique=[("account_sid", "phone_number")],
)
validations = record_table("caller_id_validations", Validation, key="call_sid")
user_subscriptions = record_table(
    "user_message_subscriptions", UserSubscription, key="sid", indexes=[("call_sid", "date_created", "sid")]
)
