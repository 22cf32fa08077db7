"""Where numbers, short codes and addresses are kept."""

from ringback.products.numbers.model import Address, IncomingPhoneNumber, ShortCode
from ringback.store import record_table

incoming_phone_numbers = record_table(
    "incoming_phone_numbers",
    IncomingPhoneNumber,
    key="sid",
    unique=[("phone_number",)],
    indexes=[("account_sid", "date_created", "sid"), ("account_sid", "address_sid")],
)
short_codes = record_table(
    "short_codes",
    ShortCode,
    key="sid",
    unique=[("short_code",)],
    indexes=[("account_sid", "date_created", "sid")],
)
addresses = record_table("addresses", Address, key="sid", indexes=[("account_sid", "date_created", "sid")])
