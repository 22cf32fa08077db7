"""The ledger, policies, keywords and lists on the wire: Ringback's own API."""

from datetime import datetime
from typing import Any

from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import AccountSid, MessagingServiceSid, Sid
from ringback.products.consent import errors
from ringback.products.consent.model import QuietAction, Word
from ringback.products.consent.rules.hours import clock_of
from ringback.products.consent.service.ledger import LedgerService
from ringback.products.consent.service.policies import ACCOUNT, HOURS_MOST, NUMBERS_MOST, PoliciesService
from ringback.rest import EXACT, OPTIONAL, REQUIRED, Action, Create, Delete, Fetch, List, Resource, Update, field

CONSENT = "/ringback/consent"


class StatementSid(Sid):
    """Ringback's own: a line of the ledger."""

    prefixes = ("CE",)


class ListedSid(Sid):
    """Ringback's own: somebody on a list."""

    prefixes = ("DL",)


class StatementResource(Resource, host="ringback", at="v1/Consents", name="Consent", permission=CONSENT):
    """A line of the ledger: what somebody said about hearing from us, and how that is known."""

    sid: StatementSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose ledger it is in.")
    person: PhoneNumber = field("Who said it.", create=REQUIRED, filter=EXACT, example="+14155550123")
    word: Word = field("opt-in or opt-out.", create=REQUIRED, filter=EXACT)
    purpose: str = field(
        "What it is about: a service's use case, or any.", create=OPTIONAL, filter=EXACT, max_length=40
    )
    channel: str = field("sms: texts and picture messages.")
    sender: str = field("The number it was said to; empty: all of the account's.", create=OPTIONAL, max_length=40)
    messaging_service_sid: MessagingServiceSid | None = field(
        "The Messaging Service it is about.", create=OPTIONAL, of="service_sid"
    )
    source: str = field("How it is known: keyword, website, offline, agent, others.", create=OPTIONAL, max_length=40)
    said: str | None = field("The keyword.")
    message_sid: str | None = field("The text that said it.")
    proof: str = field(
        "In whose words, where and when; kept as it is given.",
        create=REQUIRED,
        max_length=2000,
        of=lambda statement: statement.details.get("proof", ""),
    )
    said_at: datetime | None = field("When it was said, if not now.", create=OPTIONAL, shown=False)
    date_created: datetime = field("When it was written down.")

    operations = [
        Create(LedgerService.bring, refuses=[errors.InvalidPerson, errors.InvalidProof]),
        List(LedgerService.search),
        Action(
            LedgerService.export,
            name="ExportConsent",
            at="Export",
            method="GET",
            takes={"person": OPTIONAL, "word": None, "purpose": None},
        ),
    ]


class PolicyResource(
    Resource, host="ringback", at="v1/ConsentPolicies", one="{scope}", name="ConsentPolicy", permission=CONSENT
):
    """When and how often people are written to. Its scope is `account`, or the SID of a Messaging Service."""

    scope: str = field("account, or a service's SID.", of=lambda policy: policy.scope or ACCOUNT)
    account_sid: AccountSid = field("Whose it is.")
    quiet_from: str | None = field(
        "When quiet begins where the recipient is, HH:MM; null: there are no quiet hours.",
        update=OPTIONAL,
        example="21:00",
        of=lambda policy: clock_of(policy.quiet_from),
    )
    quiet_until: str | None = field(
        "When it ends.", update=OPTIONAL, example="08:00", of=lambda policy: clock_of(policy.quiet_until)
    )
    quiet_action: QuietAction = field("reschedule: sent when quiet ends; block: fails (30610).", update=OPTIONAL)
    frequency_most: int | None = field(
        "Texts to one person in `frequency_hours`; more fail (30693).", update=OPTIONAL, minimum=1, maximum=10_000
    )
    frequency_hours: int = field("The span that they are counted in.", update=OPTIONAL, minimum=1, maximum=HOURS_MOST)
    requires_opt_in: bool = field(
        "Whether people must have asked for it, by the ledger; else it fails (30692).", update=OPTIONAL
    )
    purposes: list[str] = field("Use cases that it holds for; none: all.", update=OPTIONAL, example=["marketing"])
    date_updated: datetime = field("When it was last said.")

    operations = [
        Fetch(PoliciesService.get),
        List(PoliciesService.search, paged=False),
        Update(PoliciesService.put, method="PUT", refuses=[errors.InvalidHours, errors.InvalidScope]),
        Delete(PoliciesService.remove),
    ]


class KeywordsResource(
    Resource, host="ringback", at="v1/Services/{service_sid}/Keywords", one="", name="Keywords", permission=CONSENT
):
    """What a Messaging Service understands besides the usual words, and what it answers."""

    service_sid: MessagingServiceSid = field("The service.")
    account_sid: AccountSid = field("Whose it is.")
    stop: list[str] = field("Words that end it.", update=OPTIONAL, example=["BASTA"])
    start: list[str] = field("Words that begin it again.", update=OPTIONAL)
    help: list[str] = field("Words that ask for help.", update=OPTIONAL)
    stop_reply: str | None = field(
        "The answer to who ends it; null: as usual, empty: none.", update=OPTIONAL, max_length=640
    )
    start_reply: str | None = field("The answer to who begins again.", update=OPTIONAL, max_length=640)
    help_reply: str | None = field("The answer to who asks for help.", update=OPTIONAL, max_length=640)
    date_updated: datetime | None = field("When it was last said; null: never.")

    operations = [
        Fetch(PoliciesService.keywords),
        Update(PoliciesService.put_keywords, method="PUT", refuses=[errors.TooMany]),
    ]


class DoNotCallCountResource(Resource):
    """What was put on a list."""

    count: int = field("How many numbers.")


class DoNotCallResource(
    Resource, host="ringback", at="v1/DoNotCall", one="{number}", name="DoNotCall", permission=CONSENT
):
    """Somebody whom the account never writes to (30691)."""

    sid: ListedSid = field("Names the entry.")
    account_sid: AccountSid = field("Whose list it is.")
    number: PhoneNumber = field("The number.", example="+14155550123")
    source: str = field("Where the entry came from.", create=OPTIONAL, max_length=200)
    numbers: list[str] = field(f"Numbers to put on the list, at most {NUMBERS_MOST}.", create=REQUIRED, shown=False)
    date_created: datetime = field("Since when.")

    operations = [
        Create(PoliciesService.put_on_list, answer=DoNotCallCountResource, refuses=[errors.TooMany]),
        Fetch(PoliciesService.listed),
        List(PoliciesService.list_of, token="sid"),
        Delete(PoliciesService.take_off_list),
    ]


class RecipientResource(
    Resource, host="ringback", at="v1/Recipients", one="{number}", name="Recipient", permission=CONSENT
):
    """Where somebody is, over what their number says."""

    account_sid: AccountSid = field("Who says so.")
    number: PhoneNumber = field("The number.", example="+14155550123")
    time_zone: str = field("An IANA name.", update=REQUIRED, example="America/Chicago")
    date_updated: datetime = field("When it was last said.")

    operations = [
        Fetch(PoliciesService.whereabouts),
        Update(PoliciesService.put_whereabouts, method="PUT", refuses=[errors.InvalidZone]),
        Delete(PoliciesService.forget_whereabouts),
    ]


class TrialResource(Resource, host="ringback", at="v1/ConsentTrials", one="", key="items", permission=CONSENT):
    """What would become of a text, and why."""

    to: list[str] = field("Who it would go to.", create=REQUIRED, shown=False)
    sender: str = field("The number it would come from.", create=OPTIONAL, param="from", shown=False)
    messaging_service_sid: MessagingServiceSid = field("The service it would go by.", create=OPTIONAL, shown=False)
    purpose: str = field("What it would be for.", create=OPTIONAL, shown=False, max_length=40)
    at: datetime = field("When; now, where nothing is said.", create=OPTIONAL, shown=False)
    items: list[dict[str, Any]] = field("A line for each: to, outcome (send, wait or skip), code, why, until, zones.")

    operations = [Create(PoliciesService.tried, status=200, refuses=[errors.TooMany, errors.InvalidPerson])]


RESOURCES = (
    StatementResource,
    PolicyResource,
    KeywordsResource,
    DoNotCallResource,
    RecipientResource,
    TrialResource,
)
