"""SMPP credentials on the wire: Ringback's own API."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, Sid
from ringback.products.messaging.errors import NoSuchService
from ringback.products.messaging.smpp import errors
from ringback.products.messaging.smpp.credentials import BindShown, SmppCredentialsService
from ringback.rest import OPTIONAL, Create, Delete, Fetch, List, Resource, Update, field

_REFUSES = [errors.InvalidCredential, NoSuchService]


class SmppCredentialSid(Sid):
    """Ringback's own: with which applications bind."""

    prefixes = ("SB",)


class SmppCredentialResource(
    Resource, host="ringback", at="v1/SmppCredentials", main_only=True, permission="/ringback/smpp-credentials"
):
    """A system_id and password with which an account's applications bind to us by SMPP."""

    sid: SmppCredentialSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    system_id: str = field(
        "The name to bind with, 1 to 15 letters, digits, dots, dashes or underscores; drawn where none is given.",
        create=OPTIONAL,
    )
    password: str = field("The password to bind with. Told once.", shown=False, secret=True)
    messaging_service_sid: str | None = field(
        "The Messaging Service that chooses the sender where a message names none, and that scheduled ones need.",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    receives: bool = field(
        "Whether texts that come in for the account go to its receivers.", create=OPTIONAL, update=OPTIONAL
    )
    window: int = field(
        "Messages of one bind that may wait for our answer; more are answered ESME_RMSGQFUL.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=1,
        maximum=1000,
    )
    messages_per_s: float | None = field(
        "Messages a second of one bind; more are answered ESME_RTHROTTLED. null: no limit.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=1,
        maximum=100_000,
    )
    max_binds: int = field("Binds at a time.", create=OPTIONAL, update=OPTIONAL, minimum=1, maximum=100)
    sources: list[str] = field(
        "Addresses and blocks (CIDR) that may bind; none: all.",
        create=OPTIONAL,
        update=OPTIONAL,
        example=["203.0.113.0/24"],
    )
    enabled: bool = field("Whether it may be bound with.", create=OPTIONAL, update=OPTIONAL)
    binds: list[BindShown] = field(
        "The binds that stand, at every process: as what, from where, over TLS or not, since when, the messages they "
        "brought, those a second of late, and those that wait for our answer. Figures are ten seconds old at most."
    )
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(
            SmppCredentialsService.create,
            shows=["password"],
            refuses=[*_REFUSES, errors.SystemIdTaken, errors.TooManyCredentials],
        ),
        Fetch(SmppCredentialsService.get),
        List(SmppCredentialsService.search),
        Update(SmppCredentialsService.update, refuses=_REFUSES),
        Delete(SmppCredentialsService.delete),
    ]


RESOURCES = (SmppCredentialResource,)
