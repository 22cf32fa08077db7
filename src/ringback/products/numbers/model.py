"""Records of numbers and addresses."""

import enum
from datetime import datetime

import msgspec


class NumberKind(enum.StrEnum):
    """What sort of number it is; the words of the API's paths in snake case."""

    LOCAL = "local"
    TOLL_FREE = "toll_free"
    MOBILE = "mobile"
    NATIONAL = "national"
    VOIP = "voip"
    SHARED_COST = "shared_cost"
    MACHINE_TO_MACHINE = "machine_to_machine"

    @property
    def path(self) -> str:
        """`TollFree`, as paths spell it."""
        return self.value.title().replace("_", "")

    @property
    def words(self) -> str:
        return self.value.replace("_", "-")


class AddressRequirement(enum.StrEnum):
    """Which address one needs to own a number."""

    NONE = "none"
    ANY = "any"
    LOCAL = "local"
    FOREIGN = "foreign"


class EmergencyStatus(enum.StrEnum):
    ACTIVE = "Active"
    INACTIVE = "Inactive"


class VoiceReceiveMode(enum.StrEnum):
    VOICE = "voice"
    FAX = "fax"


class Capabilities(msgspec.Struct, frozen=True):
    """What a number can carry."""

    voice: bool = True
    sms: bool = False
    mms: bool = False
    fax: bool = False


class Spot(msgspec.Struct, frozen=True):
    """Where a number is at home, as far as known. The rate center goes by the name of its main place."""

    locality: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    postal_code: str | None = None
    rate_center: str | None = None
    lata: str | None = None


class AvailableNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number nobody owns. Made up on the spot, never stored."""

    phone_number: str
    friendly_name: str
    iso_country: str
    kind: NumberKind
    spot: Spot
    capabilities: Capabilities
    address_requirements: AddressRequirement = AddressRequirement.NONE
    beta: bool = False


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country and the kinds of numbers it has for sale. `account_sid` is whoever asks."""

    account_sid: str = ""
    country_code: str
    country: str
    kinds: tuple[NumberKind, ...]
    beta: bool = False


class IncomingPhoneNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number an account owns. `phone_number` is unique over the whole installation.

    An application's URLs go before the number's own; a trunk goes before both for calls.
    """

    sid: str
    account_sid: str
    phone_number: str
    friendly_name: str
    country: str
    kind: NumberKind
    capabilities: Capabilities
    address_requirements: AddressRequirement = AddressRequirement.NONE
    api_version: str = "2010-04-01"
    beta: bool = False
    origin: str = "twilio"  # or "hosted": the words are the API's
    status: str = "in-use"
    voice_url: str | None = None
    voice_method: str = "POST"
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"
    voice_application_sid: str | None = None
    voice_caller_id_lookup: bool = False
    voice_receive_mode: VoiceReceiveMode = VoiceReceiveMode.VOICE
    sms_url: str | None = None
    sms_method: str = "POST"
    sms_fallback_url: str | None = None
    sms_fallback_method: str = "POST"
    sms_application_sid: str | None = None
    status_callback: str | None = None
    status_callback_method: str = "POST"
    trunk_sid: str | None = None
    address_sid: str | None = None
    bundle_sid: str | None = None
    identity_sid: str | None = None
    emergency_status: EmergencyStatus = EmergencyStatus.INACTIVE
    emergency_address_sid: str | None = None
    emergency_address_status: str = "unregistered"
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def address(self) -> str:
        """What messages are sent from and to: the same word for numbers and short codes."""
        return self.phone_number


class ShortCode(msgspec.Struct, frozen=True, kw_only=True):
    """A short code an account leases. `short_code` is unique over the installation."""

    sid: str
    account_sid: str
    short_code: str
    friendly_name: str
    country: str = "US"
    capabilities: Capabilities = Capabilities(voice=False, sms=True, mms=True)
    api_version: str = "2010-04-01"
    sms_url: str | None = None
    sms_method: str = "POST"
    sms_fallback_url: str | None = None
    sms_fallback_method: str = "POST"
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def address(self) -> str:
        return self.short_code

    @property
    def sms_application_sid(self) -> None:
        """Short codes have none; named so that senders of both kinds can be asked."""


OwnedNumber = IncomingPhoneNumber | ShortCode


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where a customer of the account lives: for countries that ask, and for emergency calls.

    `validated`: its country, region and postal code have the right form. `verified` is for a person to say.
    """

    sid: str
    account_sid: str
    customer_name: str
    street: str
    street_secondary: str | None = None
    city: str
    region: str
    postal_code: str
    iso_country: str
    friendly_name: str | None = None
    emergency_enabled: bool = False
    validated: bool = False
    verified: bool = False
    date_created: datetime
    date_updated: datetime
    version: int = 0
