"""Applications, and tokens for crossing a NAT."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, ApplicationSid
from ringback.products.accounts import errors
from ringback.products.accounts.service import ApplicationsService, TokensService
from ringback.rest import (
    EXACT,
    OPTIONAL,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    quoted,
    self_link,
)


class ApplicationResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Applications",
    permission="/twilio/voice/twiml.apps",
):
    """A set of URLs that numbers and calls share by naming it. At most 1,000 an account."""

    sid: ApplicationSid = field("Names this application for ever.")
    account_sid: AccountSid = field("The account it belongs to.")
    friendly_name: str | None = field(
        "What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL, filter=EXACT
    )
    api_version: str | None = field(
        "Which TwiML its calls begin with.", create=OPTIONAL, update=OPTIONAL, choices=("2010-04-01", "2008-08-01")
    )
    voice_url: Url | None = field("Asked what to do with a call.", create=OPTIONAL, update=OPTIONAL)
    voice_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    voice_fallback_url: Url | None = field("Asked where `voice_url` fails.", create=OPTIONAL, update=OPTIONAL)
    voice_fallback_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    voice_caller_id_lookup: bool | None = field(
        "Whether callers' names are looked up.", create=OPTIONAL, update=OPTIONAL
    )
    status_callback: Url | None = field("Hears how calls go.", create=OPTIONAL, update=OPTIONAL)
    status_callback_method: HttpMethod | None = field("How it is told.", create=OPTIONAL, update=OPTIONAL)
    sms_url: Url | None = field("Asked what to do with a text.", create=OPTIONAL, update=OPTIONAL)
    sms_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    sms_fallback_url: Url | None = field("Asked where `sms_url` fails.", create=OPTIONAL, update=OPTIONAL)
    sms_fallback_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    sms_status_callback: Url | None = field(
        "The older name of `message_status_callback`.", create=OPTIONAL, update=OPTIONAL
    )
    message_status_callback: Url | None = field(
        "Hears how messages go that name this application.", create=OPTIONAL, update=OPTIONAL
    )
    public_application_connect_enabled: bool | None = field(
        "Whether other accounts may dial it.", create=OPTIONAL, update=OPTIONAL
    )
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    uri: str = self_link()

    operations = [
        Create(ApplicationsService.create, refuses=[errors.TooManyApplications, errors.FriendlyNameTooLong]),
        Fetch(ApplicationsService.get),
        List(ApplicationsService.search),
        Update(ApplicationsService.update, refuses=[errors.FriendlyNameTooLong]),
        Delete(ApplicationsService.delete),
    ]


class TokenResource(Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Tokens", one=""):
    """Credentials for STUN and TURN servers, for as long as they are good."""

    account_sid: AccountSid = field("The account they were made for.")
    username: str = field("For the TURN servers: the end of its time, and the account.")
    password: str = field("For the TURN servers.", secret=True)
    ttl: int = field("Seconds that they are good for.", create=OPTIONAL, minimum=1, maximum=86_400, json=quoted)
    ice_servers: list[dict[str, str]] = field("The servers, as a browser's RTCPeerConnection takes them.", secret=True)
    date_created: datetime = field("When they were made.")
    date_updated: datetime = field("When they were made.")

    operations = [Create(TokensService.create)]
