"""The customer's own keys, and the safe list."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, CredentialSid, SafeListSid
from ringback.products.accounts import errors
from ringback.products.accounts.model import CredentialKind
from ringback.products.accounts.service import CredentialsService, SafelistService
from ringback.rest import OPTIONAL, REQUIRED, Create, Delete, Fetch, List, Resource, Update, field, self_link

_AWS = {"kind": CredentialKind.AWS}
_PUBLIC_KEY = {"kind": CredentialKind.PUBLIC_KEY}


class CredentialAwsResource(
    Resource, host="accounts", at="v1/Credentials/AWS", name="CredentialAws", key="credentials"
):
    """An AWS access key, for writing recordings to the customer's own storage. Never shown again."""

    sid: CredentialSid = field("Names this credential for ever.")
    account_sid: AccountSid | None = field("The account or subaccount it is for.", create=OPTIONAL)
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    credentials: str = field("`<access key id>:<secret access key>`.", create=REQUIRED, shown=False)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    url: str = self_link()

    operations = [
        Create(CredentialsService.create_aws, refuses=[errors.InvalidAwsCredentials, errors.KeyNameTooLong]),
        Fetch(CredentialsService.get, given=_AWS),
        List(CredentialsService.search, given=_AWS),
        Update(CredentialsService.rename, given=_AWS, refuses=[errors.KeyNameTooLong]),
        Delete(CredentialsService.delete, given=_AWS),
    ]


class CredentialPublicKeyResource(
    Resource, host="accounts", at="v1/Credentials/PublicKeys", name="CredentialPublicKey", key="credentials"
):
    """A public key, with which the customer's requests and recordings can be checked and locked."""

    sid: CredentialSid = field("Names this credential for ever.")
    account_sid: AccountSid | None = field("The account or subaccount it is for.", create=OPTIONAL)
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    public_key: str = field("The key as PEM text.", create=REQUIRED, shown=False)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    url: str = self_link()

    operations = [
        Create(CredentialsService.create_public_key, refuses=[errors.InvalidPublicKey, errors.KeyNameTooLong]),
        Fetch(CredentialsService.get, given=_PUBLIC_KEY),
        List(CredentialsService.search, given=_PUBLIC_KEY),
        Update(CredentialsService.rename, given=_PUBLIC_KEY, refuses=[errors.KeyNameTooLong]),
        Delete(CredentialsService.delete, given=_PUBLIC_KEY),
    ]


class SafelistResource(
    Resource,
    host="accounts",
    at="v1/SafeList/Numbers",
    one="",
    name="Safelist",
    permission="/twilio/accounts/safelist",
):
    """A number, or the first digits of a thousand numbers, that fraud checks leave alone."""

    sid: SafeListSid = field("Names this entry for ever.")
    phone_number: str = field(
        "The number in E.164 form, or a thousand's first digits.", create=REQUIRED, fetch=OPTIONAL, delete=OPTIONAL
    )

    operations = [
        Create(SafelistService.create, refuses=[errors.InvalidSafeNumber, errors.AlreadySafe]),
        Fetch(SafelistService.get),
        Delete(SafelistService.delete),
    ]
