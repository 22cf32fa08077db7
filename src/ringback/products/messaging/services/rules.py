"""Decisions about services, pure."""

from collections.abc import Mapping
from typing import Any

from ringback.kernel import phone
from ringback.products.messaging.services import errors
from ringback.products.messaging.services.model import (
    VALIDITY_S,
    PoolSender,
    ScanMessageContent,
    SenderKind,
    Service,
    StickyPair,
)
from ringback.products.numbers.model import Capabilities

NAME_MOST = 64
POOL_MOST = {SenderKind.NUMBER: 400, SenderKind.SHORT_CODE: 400, SenderKind.ALPHA: 1}
USECASES = {
    "notifications": "News of something that concerns the recipient: an order, a delivery, an appointment, an alert.",
    "marketing": "Offers and news of products, to people who asked for them.",
    "verification": "One-time codes, to log in or to prove that a number is theirs.",
    "discussion": "Conversations among people, or between people and an agent.",
    "poll": "Questions whose answers are counted.",
    "undeclared": "Nobody has said yet.",
}
_OWN = ("sid", "account_sid", "us_app_to_person_registered", "date_created", "date_updated", "version")
SETTABLE = tuple(name for name in Service.__struct_fields__ if name not in _OWN)
# What a setting goes back to when it is cleared with an empty parameter.
_CLEARED = {
    "inbound_method": "POST",
    "fallback_method": "POST",
    "sticky_sender": True,
    "mms_converter": True,
    "smart_encoding": True,
    "scan_message_content": ScanMessageContent.INHERIT,
    "fallback_to_long_code": False,
    "area_code_geomatch": True,
    "synchronous_validation": False,
    "validity_period": VALIDITY_S,
    "usecase": "undeclared",
    "use_inbound_webhook_on_number": False,
}


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a service, ready for the record. Raises what is wrong with it."""
    said = {name: _CLEARED.get(name) if value in (None, "") else value for name, value in given.items()}
    if "friendly_name" in said:
        check_name(said["friendly_name"])
    if said.get("usecase", "undeclared") not in USECASES:
        raise errors.InvalidUsecase(value=str(said["usecase"])[:40])
    return said


def check_name(name: str | None) -> None:
    if not name:
        raise errors.FriendlyNameMissing
    if len(name) > NAME_MOST:
        raise errors.FriendlyNameTooLong(length=len(name), limit=NAME_MOST)


def check_alpha(name: str | None) -> str:
    """The name as it is sent from."""
    if not name:
        raise errors.AlphaSenderMissing
    if not phone.is_alphanumeric_sender(name):
        raise errors.InvalidAlphaSender(value=name[:40])
    return name


def check_country(code: str | None) -> str:
    """ISO 3166 in capitals; "" where names are used that no country has to itself."""
    country = (code or "").upper()
    if country and country not in phone.calling_codes():
        raise errors.InvalidCountry(value=country[:10])
    return country


def capabilities(has: Capabilities) -> tuple[str, ...]:
    """As services spell them."""
    return tuple(word for word, can in (("MMS", has.mms), ("SMS", has.sms), ("Voice", has.voice)) if can)


def holds(pair: StickyPair | None, sender: PoolSender | None) -> bool:
    """Whether a recipient is still bound to the sender of the pair: not to one that has left since, back or not."""
    return pair is not None and sender is not None and pair.date_updated >= sender.date_created
