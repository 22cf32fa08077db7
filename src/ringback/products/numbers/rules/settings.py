"""How a number is set up: what was said becomes what is kept."""

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET

from ringback.kernel import phone
from ringback.products.numbers.errors import FriendlyNameTooLong
from ringback.products.numbers.model import EmergencyStatus, IncomingPhoneNumber, VoiceReceiveMode

LONGEST_NAME = 64
SETTABLE = (
    "friendly_name",
    "api_version",
    "voice_url",
    "voice_method",
    "voice_fallback_url",
    "voice_fallback_method",
    "voice_application_sid",
    "voice_caller_id_lookup",
    "voice_receive_mode",
    "sms_url",
    "sms_method",
    "sms_fallback_url",
    "sms_fallback_method",
    "sms_application_sid",
    "status_callback",
    "status_callback_method",
    "trunk_sid",
    "address_sid",
    "bundle_sid",
    "identity_sid",
    "emergency_status",
    "emergency_address_sid",
)
# What a cleared setting goes back to; all others become None.
_DEFAULTS = {
    "api_version": "2010-04-01",
    "voice_method": "POST",
    "voice_fallback_method": "POST",
    "voice_caller_id_lookup": False,
    "voice_receive_mode": VoiceReceiveMode.VOICE,
    "sms_method": "POST",
    "sms_fallback_method": "POST",
    "status_callback_method": "POST",
    "emergency_status": EmergencyStatus.INACTIVE,
}
# What names things of the account that owns the number, and so cannot move to another with it.
TIED_TO_ACCOUNT = {
    "voice_application_sid": None,
    "sms_application_sid": None,
    "trunk_sid": None,
    "address_sid": None,
    "bundle_sid": None,
    "identity_sid": None,
    "emergency_status": EmergencyStatus.INACTIVE,
    "emergency_address_sid": None,
    "emergency_address_status": "unregistered",
}


def given(said: Mapping[str, Any], e164: str) -> dict[str, Any]:
    """The settings among `said`, ready for the record. Raises FriendlyNameTooLong."""
    found = {name: said[name] for name in SETTABLE if said.get(name, UNSET) is not UNSET}
    for name, value in found.items():
        if value is None or value == "":
            found[name] = phone.national(e164) if name == "friendly_name" else _DEFAULTS.get(name)
        elif name.endswith("_method"):
            found[name] = str(value)
    name = found.get("friendly_name") or ""
    if len(name) > LONGEST_NAME:
        raise FriendlyNameTooLong(length=len(name), limit=LONGEST_NAME)
    if "emergency_address_sid" in found:
        found["emergency_address_status"] = "registered" if found["emergency_address_sid"] else "unregistered"
    return found


def shown(number: IncomingPhoneNumber) -> dict[str, Any]:
    """A number's settings, for the audit log."""
    return {"phone_number": number.phone_number, **{name: getattr(number, name) for name in SETTABLE}}
