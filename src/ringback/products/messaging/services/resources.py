"""Messaging Services and their senders on the wire."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, AlphaSenderSid, MessagingServiceSid, PhoneNumberSid, ShortCodeSid
from ringback.products.messaging.errors import InvalidValidity
from ringback.products.messaging.services import errors
from ringback.products.messaging.services.model import VALIDITY_S, ScanMessageContent, SenderKind
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.rest import (
    EXACT,
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    links,
    self_link,
)

SERVICES = "/twilio/messaging/services"
TAKEN = [errors.AlreadyInService, errors.InAnotherService, errors.PoolFull]


class ServiceResource(Resource, host="messaging", at="v1/Services", permission=SERVICES):
    """A pool of senders with one set of rules: which of them writes to whom, and who answers what comes back."""

    sid: MessagingServiceSid = field("Names this service for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field(
        "What people call it, at most 64 characters.",
        create=REQUIRED,
        update=OPTIONAL,
        missing=errors.FriendlyNameMissing,
    )
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    inbound_request_url: Url | None = field(
        "Asked what to answer a text to any number of the pool. null: such texts are dropped, keywords aside.",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    inbound_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    fallback_url: Url | None = field("Asked where `inbound_request_url` fails.", create=OPTIONAL, update=OPTIONAL)
    fallback_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    status_callback: Url | None = field(
        "Hears how messages go that name no other URL.", create=OPTIONAL, update=OPTIONAL
    )
    sticky_sender: bool | None = field(
        "Whether a recipient always hears from the same sender.", create=OPTIONAL, update=OPTIONAL
    )
    mms_converter: bool | None = field(
        "Kept for the API; pictures need a sender that can carry them.", create=OPTIONAL, update=OPTIONAL
    )
    smart_encoding: bool | None = field(
        "Whether look-alikes replace characters beyond GSM-7.", create=OPTIONAL, update=OPTIONAL
    )
    scan_message_content: ScanMessageContent | None = field(
        "Reserved; without effect.", create=OPTIONAL, update=OPTIONAL
    )
    fallback_to_long_code: bool | None = field("Obsolete; without effect.", create=OPTIONAL, update=OPTIONAL)
    area_code_geomatch: bool | None = field(
        "Whether recipients under +1 hear from their own area code.", create=OPTIONAL, update=OPTIONAL
    )
    synchronous_validation: bool | None = field("Reserved; without effect.", create=OPTIONAL, update=OPTIONAL)
    validity_period: int | None = field(
        "Seconds a message may wait in the queue, 1 to 36000.",
        minimum=1,
        maximum=VALIDITY_S,
        refused=InvalidValidity,
        create=OPTIONAL,
        update=OPTIONAL,
    )
    url: str = self_link()
    links: dict[str, str] = links(
        phone_numbers="{sid}/PhoneNumbers",
        short_codes="{sid}/ShortCodes",
        alpha_senders="{sid}/AlphaSenders",
        messages="{sid}/Messages",
        us_app_to_person="{sid}/Compliance/Usa2p",
        us_app_to_person_usecases="{sid}/Compliance/Usa2p/Usecases",
        channel_senders="{sid}/ChannelSenders",
        destination_alpha_senders="{sid}/DestinationAlphaSenders",
    )
    usecase: str | None = field(
        "What it is for: notifications, marketing, verification, …", create=OPTIONAL, update=OPTIONAL
    )
    us_app_to_person_registered: bool = field("Whether a US campaign is registered for it.")
    use_inbound_webhook_on_number: bool | None = field(
        "Whether a number's own SmsUrl goes before this service's.", create=OPTIONAL, update=OPTIONAL
    )

    operations = [
        Create(ServicesService.create, refuses=[errors.FriendlyNameTooLong, errors.InvalidUsecase]),
        Fetch(ServicesService.get),
        List(ServicesService.search),
        Update(ServicesService.update, refuses=[errors.FriendlyNameTooLong, errors.InvalidUsecase]),
        Delete(ServicesService.delete),
    ]


class UsecaseResource(
    Resource, host="messaging", at="v1/Services/Usecases", one="", name="Usecase", permission=SERVICES
):
    """What services are for."""

    usecases: list[dict[str, str]] = field("Each use case, and what it means.")

    operations = [Fetch(ServicesService.usecases)]


class ServicePhoneNumberResource(
    Resource,
    host="messaging",
    at="v1/Services/{service_sid}/PhoneNumbers",
    name="PhoneNumber",
    permission=SERVICES,
):
    """A number in a service's pool."""

    sid: PhoneNumberSid = field("The number's own SID.")
    account_sid: AccountSid = field("Whose it is.")
    service_sid: MessagingServiceSid = field("The service whose pool it is in.")
    date_created: datetime = field("When it joined.")
    date_updated: datetime = field("The same: what is in a pool does not change.")
    phone_number: str = field("The number in E.164.", of="address")
    country_code: str = field("Its country.", of="country")
    capabilities: list[str] = field("What it can carry: MMS, SMS, Voice.")
    url: str = self_link()
    phone_number_sid: PhoneNumberSid = field("The number to add.", create=REQUIRED, shown=False)

    operations = [
        Create(SendersService.add_number, refuses=[*TAKEN, errors.CannotText, errors.NoSuchNumber]),
        Fetch(SendersService.get, given={"kind": SenderKind.NUMBER}),
        List(SendersService.search, given={"kind": SenderKind.NUMBER}, unasked=["iso_country_code"]),
        Delete(SendersService.remove, given={"kind": SenderKind.NUMBER}),
    ]


class ServiceShortCodeResource(
    Resource, host="messaging", at="v1/Services/{service_sid}/ShortCodes", name="ShortCode", permission=SERVICES
):
    """A short code in a service's pool."""

    sid: ShortCodeSid = field("The short code's own SID.")
    account_sid: AccountSid = field("Whose it is.")
    service_sid: MessagingServiceSid = field("The service whose pool it is in.")
    date_created: datetime = field("When it joined.")
    date_updated: datetime = field("The same: what is in a pool does not change.")
    short_code: str = field("The short code.", of="address")
    country_code: str = field("Its country.", of="country")
    capabilities: list[str] = field("What it can carry: MMS, SMS.")
    url: str = self_link()
    short_code_sid: ShortCodeSid = field("The short code to add.", create=REQUIRED, shown=False)

    operations = [
        Create(SendersService.add_short_code, refuses=[*TAKEN, errors.CannotText, errors.NoSuchNumber]),
        Fetch(SendersService.get, given={"kind": SenderKind.SHORT_CODE}),
        List(SendersService.search, given={"kind": SenderKind.SHORT_CODE}, unasked=["iso_country_code"]),
        Delete(SendersService.remove, given={"kind": SenderKind.SHORT_CODE}),
    ]


class AlphaSenderResource(Resource, host="messaging", at="v1/Services/{service_sid}/AlphaSenders", permission=SERVICES):
    """The name a service sends from where no country has one of its own."""

    sid: AlphaSenderSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    service_sid: MessagingServiceSid = field("The service whose pool it is in.")
    date_created: datetime = field("When it joined.")
    date_updated: datetime = field("The same: what is in a pool does not change.")
    alpha_sender: str = field(
        "The name: 1 to 11 letters, digits, spaces and - + _ &.",
        create=REQUIRED,
        of="address",
        missing=errors.AlphaSenderMissing,
    )
    capabilities: list[str] = field("What it can carry: SMS.")
    url: str = self_link()

    operations = [
        Create(SendersService.add_alpha, refuses=[*TAKEN, errors.InvalidAlphaSender], unasked=["iso_country_code"]),
        Fetch(SendersService.get, given={"kind": SenderKind.ALPHA}),
        List(SendersService.search_everywhere),
        Delete(SendersService.remove, given={"kind": SenderKind.ALPHA}),
    ]


class DestinationAlphaSenderResource(
    Resource,
    host="messaging",
    at="v1/Services/{service_sid}/DestinationAlphaSenders",
    key="alpha_senders",
    permission=SERVICES,
):
    """A name a service sends from to one country; without a country, the name for everywhere."""

    sid: AlphaSenderSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    service_sid: MessagingServiceSid = field("The service whose pool it is in.")
    date_created: datetime = field("When it joined.")
    date_updated: datetime = field("The same: what is in a pool does not change.")
    alpha_sender: str = field(
        "The name: 1 to 11 letters, digits, spaces and - + _ &.",
        create=REQUIRED,
        of="address",
        missing=errors.AlphaSenderMissing,
    )
    capabilities: list[str] = field("What it can carry: SMS.")
    iso_country_code: str = field(
        "The country it is used in, ISO 3166; empty for everywhere.", create=OPTIONAL, filter=EXACT, of="country"
    )
    url: str = self_link()

    operations = [
        Create(SendersService.add_alpha, refuses=[*TAKEN, errors.InvalidAlphaSender, errors.InvalidCountry]),
        Fetch(SendersService.get, given={"kind": SenderKind.ALPHA}),
        List(SendersService.search, given={"kind": SenderKind.ALPHA}),
        Delete(SendersService.remove, given={"kind": SenderKind.ALPHA}),
    ]


RESOURCES = (
    ServiceResource,
    UsecaseResource,
    ServicePhoneNumberResource,
    ServiceShortCodeResource,
    AlphaSenderResource,
    DestinationAlphaSenderResource,
)
