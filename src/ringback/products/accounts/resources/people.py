"""Consents, contacts and countries, by the bundle."""

from ringback.products.accounts import errors
from ringback.products.accounts.service import Item, PeopleService, PermissionsService
from ringback.rest import OPTIONAL, REQUIRED, Create, Fetch, Resource, Update, field


class BulkConsentsResource(
    Resource,
    host="accounts",
    at="v1/Consents/Bulk",
    one="",
    name="BulkConsents",
    permission="/twilio/accounts/consents",
):
    """Up to 25 statements of who may be texted by which sender. Each has its own verdict."""

    items: list[Item] = field(
        "JSON objects: `contact_id`, `correlation_id`, `sender_id`, `status`, `source`, `date_of_consent`.",
        create=REQUIRED,
    )

    operations = [Create(PeopleService.tell_consents, refuses=[errors.InvalidItems])]


class BulkContactsResource(
    Resource,
    host="accounts",
    at="v1/Contacts/Bulk",
    one="",
    name="BulkContacts",
    permission="/twilio/accounts/contacts",
):
    """Up to 25 people and where they live, so that quiet hours are theirs. Each has its own verdict."""

    items: list[Item] = field(
        "JSON objects: `contact_id`, `correlation_id`, `country_iso_code`, `zip_code`.", create=REQUIRED
    )

    operations = [Create(PeopleService.tell_contacts, refuses=[errors.InvalidItems])]


class GeoPermissionsResource(
    Resource, host="accounts", at="v1/Messaging/GeoPermissions", one="", name="MessagingGeopermissions"
):
    """Which countries the account may text. All of them, until it says otherwise."""

    country_code: str | None = field(
        "ISO 3166 codes with commas between; all countries without it.", fetch=OPTIONAL, shown=False
    )
    permissions: list[Item] = field("JSON objects: `country_code`, `type`, `enabled`.", update=REQUIRED)

    operations = [
        Fetch(PermissionsService.get, refuses=[errors.InvalidItems]),
        Update(PermissionsService.update, method="PATCH", refuses=[errors.InvalidItems]),
    ]
