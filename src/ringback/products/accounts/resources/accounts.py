"""Accounts and their tokens."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid
from ringback.products.accounts import errors
from ringback.products.accounts.model import AccountStatus, AccountType
from ringback.products.accounts.service import AccountsService
from ringback.rest import EXACT, OPTIONAL, Create, Delete, Fetch, List, Resource, Update, field, links, self_link


class AccountResource(
    Resource, host="api", at="2010-04-01/Accounts", main_only=True, permission="/twilio/iam/accounts"
):
    """An account, or a subaccount: a part of an account with numbers, messages and a token of its own."""

    sid: AccountSid = field("Names this account for ever.")
    friendly_name: str | None = field(
        "What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL, filter=EXACT
    )
    status: AccountStatus = field(
        "Whether it may work. Its parent suspends and reactivates it; closing is final.",
        update=OPTIONAL,
        filter=EXACT,
        refused=errors.InvalidStatus,
    )
    type: AccountType = field("Always Full: there are no trial accounts here.", of="account_type")
    auth_token: str = field("The primary token. Told to its owner and its parent only.", secret=True)
    owner_account_sid: AccountSid = field("Its parent; a parent account owns itself.")
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    subresource_uris: dict[str, Any] = links(
        addresses="{sid}/Addresses",
        applications="{sid}/Applications",
        authorized_connect_apps="{sid}/AuthorizedConnectApps",
        available_phone_numbers="{sid}/AvailablePhoneNumbers",
        balance="{sid}/Balance",
        calls="{sid}/Calls",
        conferences="{sid}/Conferences",
        connect_apps="{sid}/ConnectApps",
        incoming_phone_numbers="{sid}/IncomingPhoneNumbers",
        keys="{sid}/Keys",
        messages="{sid}/Messages",
        notifications="{sid}/Notifications",
        outgoing_caller_ids="{sid}/OutgoingCallerIds",
        queues="{sid}/Queues",
        recordings="{sid}/Recordings",
        short_codes="{sid}/SMS/ShortCodes",
        signing_keys="{sid}/SigningKeys",
        sip="{sid}/SIP",
        transcriptions="{sid}/Transcriptions",
        usage="{sid}/Usage",
    )
    uri: str = self_link()

    operations = [
        Create(
            AccountsService.create,
            refuses=[errors.NoSubSubaccounts, errors.TooManySubaccounts, errors.FriendlyNameTooLong],
        ),
        Fetch(AccountsService.get),
        List(AccountsService.search),
        Update(
            AccountsService.update,
            refuses=[
                errors.ParentStatusFixed,
                errors.ParentNotActive,
                errors.AccountIsClosed,
                errors.OnlyTheParentMay,
                errors.FriendlyNameTooLong,
            ],
        ),
    ]


class SecondaryAuthTokenResource(
    Resource,
    host="accounts",
    at="v1/AuthTokens/Secondary",
    one="",
    main_only=True,
    permission="/twilio/iam/auth-tokens",
):
    """A second token, which works beside the primary one until it is promoted."""

    account_sid: AccountSid = field("The account it belongs to.")
    secondary_auth_token: str = field("The token.", secret=True)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    url: str = self_link()

    operations = [
        Create(AccountsService.create_secondary_token),
        Delete(AccountsService.delete_secondary_token),
    ]


class AuthTokenPromotionResource(
    Resource,
    host="accounts",
    at="v1/AuthTokens/Promote",
    one="",
    main_only=True,
    permission="/twilio/iam/auth-tokens",
):
    """Makes the second token the primary one. The former primary is refused from then on."""

    account_sid: AccountSid = field("The account it belongs to.")
    auth_token: str = field("The primary token from now on.", secret=True)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was promoted.")
    url: str = self_link()

    operations = [Update(AccountsService.promote_secondary_token)]
