"""API keys, on the two APIs and under the three names they go by."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid, KeySid
from ringback.products.accounts import errors
from ringback.products.accounts.service import KeysService
from ringback.rest import OPTIONAL, REQUIRED, Create, Delete, Fetch, List, Resource, Update, field, rfc2822

_PERMISSION = "/twilio/iam/api-keys"
_REFUSES = [errors.KeyNameTooLong, errors.TooManyKeys]


class KeyResource(
    Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Keys", main_only=True, permission=_PERMISSION
):
    """A key with which a program enters in the place of SID and token. Made here, it is a standard one."""

    sid: KeySid = field("Names this key for ever; the user name when it is used.")
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    secret: str = field("The password when it is used. Told once.", shown=False, secret=True)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(KeysService.create, name="CreateNewKey", shows=["secret"], refuses=_REFUSES),
        Fetch(KeysService.get),
        List(KeysService.search),
        Update(KeysService.rename, refuses=[errors.KeyNameTooLong]),
        Delete(KeysService.delete),
    ]


class SigningKeyResource(
    Resource, host="api", at="2010-04-01/Accounts/{account_sid}/SigningKeys", main_only=True, permission=_PERMISSION
):
    """The same keys under their older name."""

    sid: KeySid = field("Names this key for ever; the user name when it is used.")
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    secret: str = field("The password when it is used. Told once.", shown=False, secret=True)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(KeysService.create, name="CreateNewSigningKey", shows=["secret"], refuses=_REFUSES),
        Fetch(KeysService.get),
        List(KeysService.search),
        Update(KeysService.rename, refuses=[errors.KeyNameTooLong]),
        Delete(KeysService.delete),
    ]


class IamKeyResource(
    Resource, host="iam", at="v1/Keys", name="Key", main_only=True, strict=False, permission=_PERMISSION
):
    """A key of the account or of a subaccount; made here, it may be restricted to what its policy allows."""

    sid: KeySid = field("Names this key for ever; the user name when it is used.")
    account_sid: AccountSid = field("The account it belongs to.", create=REQUIRED, filter=REQUIRED, shown=False)
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    key_type: str | None = field("`restricted`, or nothing for a standard key.", create=OPTIONAL, shown=False)
    policy: dict[str, Any] | None = field(
        "What a restricted key may do: `allow`, a list of at most 100 permissions.",
        create=OPTIONAL,
        update=OPTIONAL,
        refused=errors.InvalidPolicy,
        example={"allow": ["/twilio/messaging/messages/read"]},
    )
    secret: str = field("The password when it is used. Told once.", shown=False, secret=True)
    flags: list[str] = field("What it is good for.", shown=False)
    date_created: datetime = field("When it was made.", json=rfc2822)
    date_updated: datetime = field("When it was last changed.", json=rfc2822)

    operations = [
        Create(
            KeysService.create_for,
            name="CreateNewKey",
            shows=["secret"],
            refuses=[*_REFUSES, errors.InvalidKeyType, errors.PolicyNotTaken],
        ),
        Fetch(KeysService.get_reachable),
        List(KeysService.search_for, name="ListGetKeys", shows=["flags"], hides=["policy"]),
        Update(KeysService.update, refuses=[errors.KeyNameTooLong, errors.PolicyNotTaken]),
        Delete(KeysService.delete_reachable),
    ]
