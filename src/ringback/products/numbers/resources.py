"""Numbers as the API shows them."""

from datetime import datetime
from typing import Any

from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import AccountSid, AddressSid, ApplicationSid, PhoneNumberSid, ShortCodeSid, Sid
from ringback.products.numbers import errors
from ringback.products.numbers.model import (
    AddressRequirement,
    Capabilities,
    EmergencyStatus,
    NumberKind,
    VoiceReceiveMode,
)
from ringback.products.numbers.rules.settings import LONGEST_NAME
from ringback.products.numbers.service import (
    AddressesService,
    AvailableNumbersService,
    NumbersService,
    ShortCodesService,
)
from ringback.rest import (
    EXACT,
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Operation,
    Resource,
    Update,
    Url,
    field,
    self_link,
)

ACCOUNT = "2010-04-01/Accounts/{account_sid}"
USUAL_OFFER = 30  # numbers in an answer that says no PageSize


class TrunkSid(Sid):
    prefixes = ("TK",)


class BundleSid(Sid):
    prefixes = ("BU",)


class IdentitySid(Sid):
    prefixes = ("RI",)


def _capabilities(can: Capabilities) -> dict[str, bool]:
    return {"voice": can.voice, "sms": can.sms, "mms": can.mms, "fax": can.fax}


def _degrees(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}"


# -- the stock


def _subresources(country: Any) -> dict[str, str]:
    at = f"/2010-04-01/Accounts/{country.account_sid}/AvailablePhoneNumbers/{country.country_code}"
    return {kind.value: f"{at}/{kind.path}.json" for kind in country.kinds}


class AvailablePhoneNumberCountryResource(
    Resource, host="api", at=f"{ACCOUNT}/AvailablePhoneNumbers", one="{country_code}", key="countries"
):
    """A country that has numbers for sale."""

    country_code: str = field("ISO 3166 code.", example="US")
    country: str = field("Its name in English.")
    beta: bool = field("Whether its numbers are new to the platform.")
    uri: str = self_link()
    subresource_uris: dict[str, str] = field("The lists of its numbers, by their kind.", of=_subresources)

    operations = [
        Fetch(AvailableNumbersService.country),
        List(AvailableNumbersService.countries, paged=False, order="country_code"),
    ]


class AvailablePhoneNumber(Resource):
    """A number that nobody owns."""

    friendly_name: str = field("The number as it is written at home.")
    phone_number: PhoneNumber = field("The number.")
    lata: str | None = field("Its local access and transport area, where known.", of="spot.lata")
    locality: str | None = field("Its town.", of="spot.locality")
    rate_center: str | None = field("The area it is billed from, by the name of its main place.", of="spot.rate_center")
    latitude: float | None = field("Where its town is.", of="spot.latitude", json=_degrees)
    longitude: float | None = field("Where its town is.", of="spot.longitude", json=_degrees)
    region: str | None = field("State or province.", of="spot.region")
    postal_code: str | None = field("A postal code of its town, where known.", of="spot.postal_code")
    iso_country: str = field("ISO 3166 code.")
    address_requirements: AddressRequirement = field("Which address one needs to own it.")
    beta: bool = field("Whether it is new to the platform.", filter=EXACT)
    capabilities: Capabilities = field("What it can carry.", json=_capabilities)

    area_code: int | None = field("Only numbers of this area code.", filter=EXACT, shown=False)
    contains: str | None = field(
        "Digits or letters it must have; * is any digit, % any digits.",
        filter=EXACT,
        shown=False,
        example="415***KITE",
    )
    near_number: str | None = field("Only numbers near this one (US, CA).", filter=EXACT, shown=False)
    near_lat_long: str | None = field("Only numbers near this latitude,longitude.", filter=EXACT, shown=False)
    distance: int | None = field("How near, in miles.", filter=EXACT, shown=False, minimum=0, maximum=500)
    in_postal_code: str | None = field("Only numbers of this postal code.", filter=EXACT, shown=False)
    in_region: str | None = field("Only numbers of this state or province.", filter=EXACT, shown=False)
    in_rate_center: str | None = field("Only numbers of this rate center.", filter=EXACT, shown=False)
    in_lata: str | None = field("Only numbers of this LATA.", filter=EXACT, shown=False)
    in_locality: str | None = field("Only numbers of this town.", filter=EXACT, shown=False)
    sms_enabled: bool | None = field("Only numbers that can, or cannot, text.", filter=EXACT, shown=False)
    mms_enabled: bool | None = field("Only numbers that can, or cannot, send pictures.", filter=EXACT, shown=False)
    voice_enabled: bool | None = field("Only numbers that can, or cannot, call.", filter=EXACT, shown=False)
    fax_enabled: bool | None = field("Only numbers that can, or cannot, fax.", filter=EXACT, shown=False)
    exclude_all_address_required: bool | None = field("No numbers that need any address.", filter=EXACT, shown=False)
    exclude_local_address_required: bool | None = field(
        "No numbers that need a local address.", filter=EXACT, shown=False
    )
    exclude_foreign_address_required: bool | None = field(
        "No numbers that need a foreign address.", filter=EXACT, shown=False
    )


def _available(kind: NumberKind) -> Operation:
    return List(
        AvailableNumbersService.search,
        paged=False,
        limit=USUAL_OFFER,
        given={"kind": kind},
        refuses=[errors.InvalidPattern, errors.InvalidNear],
        order="a fixed order of the stock",
    )


_STOCK = f"{ACCOUNT}/AvailablePhoneNumbers/{{country_code}}"


class AvailablePhoneNumberLocalResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/Local", key="available_phone_numbers"
):
    """A number that belongs to a town and is for sale."""

    operations = [_available(NumberKind.LOCAL)]


class AvailablePhoneNumberTollFreeResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/TollFree", key="available_phone_numbers"
):
    """A number free to call that is for sale."""

    operations = [_available(NumberKind.TOLL_FREE)]


class AvailablePhoneNumberMobileResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/Mobile", key="available_phone_numbers"
):
    """A mobile number that is for sale."""

    operations = [_available(NumberKind.MOBILE)]


class AvailablePhoneNumberNationalResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/National", key="available_phone_numbers"
):
    """A number of no town that is for sale."""

    operations = [_available(NumberKind.NATIONAL)]


class AvailablePhoneNumberVoipResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/Voip", key="available_phone_numbers"
):
    """A number of an internet telephone that is for sale."""

    operations = [_available(NumberKind.VOIP)]


class AvailablePhoneNumberSharedCostResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/SharedCost", key="available_phone_numbers"
):
    """A number whose calls both sides pay that is for sale."""

    operations = [_available(NumberKind.SHARED_COST)]


class AvailablePhoneNumberMachineToMachineResource(
    AvailablePhoneNumber, host="api", at=f"{_STOCK}/MachineToMachine", key="available_phone_numbers"
):
    """A number for machines that is for sale."""

    operations = [_available(NumberKind.MACHINE_TO_MACHINE)]


# -- what one owns


def _url(doc: str) -> Any:
    return field(doc, create=OPTIONAL, update=OPTIONAL, refused=errors.InvalidUrl)


def _method(doc: str) -> Any:
    return field(doc, create=OPTIONAL, update=OPTIONAL, refused=errors.InvalidMethod)


class OwnedPhoneNumber(Resource):
    """A number the account owns, and what happens when it is called or texted."""

    sid: PhoneNumberSid = field("Names it while it is owned.")
    account_sid: AccountSid = field("Who owns it.")
    # plain text: what is sent may be in any writing, or part of a number in a filter; the service reads it
    phone_number: str = field("The number.", create=OPTIONAL, filter=EXACT, missing=errors.NumberMissing)
    friendly_name: str = field(
        "What its owner calls it; the number itself at first.",
        create=OPTIONAL,
        update=OPTIONAL,
        filter=EXACT,
        max_length=LONGEST_NAME,
        refused=errors.FriendlyNameTooLong,
    )
    to_account_sid: AccountSid | None = field(
        "Moves it to this account: the parent, or another of its subaccounts.",
        update=OPTIONAL,
        shown=False,
        param="AccountSid",
    )
    area_code: str | None = field("Buy any number of this area code.", shown=False)
    address_requirements: AddressRequirement = field("Which address one needs to own it.")
    address_sid: AddressSid | None = field("The address it is owned with.", create=OPTIONAL, update=OPTIONAL)
    api_version: str = field("The version of the API its calls and texts start with.", create=OPTIONAL, update=OPTIONAL)
    beta: bool = field("Whether it is new to the platform.", filter=EXACT)
    capabilities: Capabilities = field("What it can carry.", json=_capabilities)
    date_created: datetime = field("When it was bought.")
    date_updated: datetime = field("When it was last set up.")
    identity_sid: IdentitySid | None = field("The identity it is owned with.", create=OPTIONAL, update=OPTIONAL)
    bundle_sid: BundleSid | None = field("The documents it is owned with.", create=OPTIONAL, update=OPTIONAL)
    origin: str = field("twilio, or hosted: whose number it was.", filter=EXACT)
    status: str = field("Whether it can be used.")
    type: str = field("What sort of number it is.", of=lambda number: number.kind.words)
    voice_url: Url | None = _url("Who is asked what to do with a call.")
    voice_method: HttpMethod = _method("How that is asked.")
    voice_fallback_url: Url | None = _url("Who is asked when that fails.")
    voice_fallback_method: HttpMethod = _method("How that is asked.")
    voice_application_sid: ApplicationSid | None = field(
        "The application whose URLs go before the number's own for calls.", create=OPTIONAL, update=OPTIONAL
    )
    voice_caller_id_lookup: bool = field("Whether callers' names are looked up.", create=OPTIONAL, update=OPTIONAL)
    voice_receive_mode: VoiceReceiveMode = field("Whether calls are voice or fax.", create=OPTIONAL, update=OPTIONAL)
    sms_url: Url | None = _url("Who is asked what to do with a text.")
    sms_method: HttpMethod = _method("How that is asked.")
    sms_fallback_url: Url | None = _url("Who is asked when that fails.")
    sms_fallback_method: HttpMethod = _method("How that is asked.")
    sms_application_sid: ApplicationSid | None = field(
        "The application whose URLs go before the number's own for texts.", create=OPTIONAL, update=OPTIONAL
    )
    status_callback: Url | None = _url("Who hears how calls end.")
    status_callback_method: HttpMethod = _method("How that is told.")
    trunk_sid: TrunkSid | None = field("The trunk that takes its calls.", create=OPTIONAL, update=OPTIONAL)
    emergency_status: EmergencyStatus = field(
        "Whether emergency calls from it carry its address.", create=OPTIONAL, update=OPTIONAL
    )
    emergency_address_sid: AddressSid | None = field("The address help comes to.", create=OPTIONAL, update=OPTIONAL)
    emergency_address_status: str = field("Whether that address is known to emergency services.")
    uri: str = self_link()


_OWNED = f"{ACCOUNT}/IncomingPhoneNumbers"
_BUYING = [
    errors.InvalidPhoneNumber,
    errors.NumberNotAvailable,
    errors.ApplicationUnknown,
    errors.AddressUnknown,
    errors.AddressNeeded,
    errors.AddressNotLocal,
    errors.EmergencyAddressNeeded,
]
_BUYING_IN_AREA = [
    errors.NumberSaidTwice,
    errors.InvalidAreaCode,
    errors.NoneInAreaCode,
    errors.AreaCodeUnsupported,
]
_MOVING = [errors.OnlyTheParentTransfers, errors.TransferUnknown, errors.TransferInactive]


class IncomingPhoneNumberResource(OwnedPhoneNumber, host="api", at=_OWNED):
    """A number the account owns, of whatever kind."""

    operations = [
        Create(
            NumbersService.create,
            takes={"area_code": OPTIONAL},
            unasked=["kind"],
            refuses=_BUYING + _BUYING_IN_AREA,
            test=True,
        ),
        Fetch(NumbersService.get),
        List(NumbersService.search, unasked=["kind"]),
        Update(NumbersService.update, refuses=_BUYING[2:] + _MOVING),
        Delete(NumbersService.release),
    ]


def _of_kind(kind: NumberKind) -> list[Any]:
    return [
        Create(
            NumbersService.create,
            takes={"phone_number": REQUIRED},
            given={"kind": kind},
            unasked=["area_code"],
            refuses=_BUYING,
            test=True,
        ),
        List(NumbersService.search, given={"kind": kind}),
    ]


class IncomingPhoneNumberLocalResource(
    OwnedPhoneNumber, host="api", at=f"{_OWNED}/Local", home=f"{_OWNED}/{{sid}}", key="incoming_phone_numbers"
):
    """A number of a town that the account owns."""

    operations = _of_kind(NumberKind.LOCAL)


class IncomingPhoneNumberMobileResource(
    OwnedPhoneNumber, host="api", at=f"{_OWNED}/Mobile", home=f"{_OWNED}/{{sid}}", key="incoming_phone_numbers"
):
    """A mobile number that the account owns."""

    operations = _of_kind(NumberKind.MOBILE)


class IncomingPhoneNumberTollFreeResource(
    OwnedPhoneNumber, host="api", at=f"{_OWNED}/TollFree", home=f"{_OWNED}/{{sid}}", key="incoming_phone_numbers"
):
    """A toll-free number that the account owns."""

    operations = _of_kind(NumberKind.TOLL_FREE)


class ShortCodeResource(Resource, host="api", at=f"{ACCOUNT}/SMS/ShortCodes"):
    """A short code the account leases."""

    sid: ShortCodeSid = field("Names it while it is leased.")
    account_sid: AccountSid = field("Who leases it.")
    short_code: str = field("The code.", filter=EXACT)
    friendly_name: str = field(
        "What the account calls it.",
        update=OPTIONAL,
        filter=EXACT,
        max_length=LONGEST_NAME,
        refused=errors.FriendlyNameTooLong,
    )
    api_version: str = field("The version of the API its texts start with.", update=OPTIONAL)
    date_created: datetime = field("When the lease began.")
    date_updated: datetime = field("When it was last set up.")
    sms_url: Url | None = field("Who is asked what to do with a text.", update=OPTIONAL, refused=errors.InvalidUrl)
    sms_method: HttpMethod = field("How that is asked.", update=OPTIONAL, refused=errors.InvalidMethod)
    sms_fallback_url: Url | None = field("Who is asked when that fails.", update=OPTIONAL, refused=errors.InvalidUrl)
    sms_fallback_method: HttpMethod = field("How that is asked.", update=OPTIONAL, refused=errors.InvalidMethod)
    uri: str = self_link()

    operations = [
        Fetch(ShortCodesService.get),
        List(ShortCodesService.search),
        Update(ShortCodesService.update),
    ]


# -- addresses


class AddressResource(Resource, host="api", at=f"{ACCOUNT}/Addresses"):
    """Where a customer of the account lives."""

    sid: AddressSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    customer_name: str = field("Who lives there.", create=REQUIRED, update=OPTIONAL, filter=EXACT)
    street: str = field("Number and street.", create=REQUIRED, update=OPTIONAL)
    street_secondary: str | None = field("Suite, floor and the like.", create=OPTIONAL, update=OPTIONAL)
    city: str = field("The town.", create=REQUIRED, update=OPTIONAL)
    region: str = field("State or province.", create=REQUIRED, update=OPTIONAL)
    postal_code: str = field("The postal code.", create=REQUIRED, update=OPTIONAL)
    iso_country: str = field("ISO 3166 code.", create=REQUIRED, filter=EXACT, example="US")
    friendly_name: str | None = field("What the account calls it.", create=OPTIONAL, update=OPTIONAL, filter=EXACT)
    emergency_enabled: bool = field("Whether help can be sent there.", create=OPTIONAL, update=OPTIONAL, filter=EXACT)
    auto_correct_address: bool = field(
        "Whether it may be rewritten as its country writes addresses.", create=OPTIONAL, update=OPTIONAL, shown=False
    )
    validated: bool = field("Whether its parts have the form they should.")
    verified: bool = field("Whether someone has seen that it is true.")
    date_created: datetime = field("When it was told.")
    date_updated: datetime = field("When it was last changed.")
    uri: str = self_link()

    operations = [
        Create(
            AddressesService.create,
            refuses=[
                errors.InvalidCountry,
                errors.InvalidPostalCode,
                errors.InvalidRegion,
                errors.AddressTooLong,
            ],
        ),
        Fetch(AddressesService.get),
        List(AddressesService.search),
        Update(
            AddressesService.update,
            refuses=[errors.InvalidPostalCode, errors.InvalidRegion, errors.AddressTooLong],
        ),
        Delete(AddressesService.delete, refuses=[errors.AddressInUse]),
    ]


class DependentPhoneNumberResource(
    Resource,
    host="api",
    at=f"{ACCOUNT}/Addresses/{{address_sid}}/DependentPhoneNumbers",
    home=f"{_OWNED}/{{sid}}",
):
    """A number that is owned with an address, or calls for help from it."""

    sid: PhoneNumberSid = field("Names it while it is owned.")
    account_sid: AccountSid = field("Who owns it.")
    friendly_name: str = field("What its owner calls it.")
    phone_number: PhoneNumber = field("The number.")
    voice_url: Url | None = field("Who is asked what to do with a call.")
    voice_method: HttpMethod = field("How that is asked.")
    voice_fallback_url: Url | None = field("Who is asked when that fails.")
    voice_fallback_method: HttpMethod = field("How that is asked.")
    voice_caller_id_lookup: bool = field("Whether callers' names are looked up.")
    date_created: datetime = field("When it was bought.")
    date_updated: datetime = field("When it was last set up.")
    sms_url: Url | None = field("Who is asked what to do with a text.")
    sms_method: HttpMethod = field("How that is asked.")
    sms_fallback_url: Url | None = field("Who is asked when that fails.")
    sms_fallback_method: HttpMethod = field("How that is asked.")
    address_requirements: AddressRequirement = field("Which address one needs to own it.")
    capabilities: Capabilities = field("What it can carry.", json=_capabilities)
    status_callback: Url | None = field("Who hears how calls end.")
    status_callback_method: HttpMethod = field("How that is told.")
    api_version: str = field("The version of the API its calls and texts start with.")
    sms_application_sid: ApplicationSid | None = field("The application for texts.")
    voice_application_sid: ApplicationSid | None = field("The application for calls.")
    trunk_sid: TrunkSid | None = field("The trunk that takes its calls.")
    emergency_status: EmergencyStatus = field("Whether emergency calls from it carry its address.")
    emergency_address_sid: AddressSid | None = field("The address help comes to.")
    uri: str = self_link()

    operations = [List(AddressesService.dependents)]


RESOURCES: tuple[type[Resource], ...] = (
    AvailablePhoneNumberCountryResource,
    AvailablePhoneNumberLocalResource,
    AvailablePhoneNumberTollFreeResource,
    AvailablePhoneNumberMobileResource,
    AvailablePhoneNumberNationalResource,
    AvailablePhoneNumberVoipResource,
    AvailablePhoneNumberSharedCostResource,
    AvailablePhoneNumberMachineToMachineResource,
    IncomingPhoneNumberResource,
    IncomingPhoneNumberLocalResource,
    IncomingPhoneNumberMobileResource,
    IncomingPhoneNumberTollFreeResource,
    ShortCodeResource,
    AddressResource,
    DependentPhoneNumberResource,
)
