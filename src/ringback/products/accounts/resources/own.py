"""What Ringback adds to accounts on its own API."""

from datetime import datetime

from ringback.kernel.sid import AccountSid
from ringback.products.accounts import errors
from ringback.products.accounts.service import AccountsService, SettingsService
from ringback.rest import OPTIONAL, Fetch, Resource, Update, field


class AccountSettingsResource(
    Resource,
    host="ringback",
    at="v1/Accounts/{account_sid}/Settings",
    one="",
    name="AccountSettings",
    main_only=True,
    permission="/twilio/iam/account-settings",
):
    """What an account has set for itself. null means: as the server has it."""

    account_sid: AccountSid = field("The account.")
    allow_private_webhooks: bool | None = field(
        "Whether webhooks may go to private addresses. null: while the server listens on loopback only. "
        "true: for the operator to say.",
        update=OPTIONAL,
    )
    http_auth_media: bool = field("Whether media is shown only to who has credentials.", update=OPTIONAL)
    message_rate_per_s: float | None = field(
        "Messages a second of every sender, over what the server's profile says.",
        update=OPTIONAL,
        minimum=0,
        maximum=100_000,
    )
    opt_out_keywords: bool = field(
        "Whether STOP, START and HELP are answered and heeded; if not, that is the application's to do.",
        update=OPTIONAL,
    )
    requires_us_registration: bool = field(
        "Whether ten-digit numbers may text the United States in a verified campaign only, as carriers there ask; else "
        "such a text fails with 30034.",
        update=OPTIONAL,
    )
    date_updated: datetime | None = field("When something was last set.")

    operations = [
        Fetch(SettingsService.get),
        Update(SettingsService.update, refuses=[errors.OnlyTheOperatorMay]),
    ]


class TestCredentialsResource(
    Resource,
    host="ringback",
    at="v1/Accounts/{account_sid}/TestCredentials",
    one="",
    name="TestCredentials",
    main_only=True,
    permission="/twilio/iam/test-credentials",
):
    """A SID and token under which nothing is stored, sent or charged."""

    __test__ = False  # for pytest, which collects what is named Test

    sid: AccountSid = field("The user name.")
    auth_token: str = field("The password.", secret=True)
    account_sid: AccountSid = field("The account they belong to.")

    operations = [Fetch(AccountsService.get_test_credentials)]
