"""Requests made to a customer's servers, as Ringback's own API shows them, and sending one again."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, WebhookSid
from ringback.rest import EXACT, Action, Fetch, List, Resource, field, iso8601_ms
from ringback.webhooks import Outcome, WebhookRecord, Webhooks
from ringback.webhooks.errors import Redacted


def _itself(record: WebhookRecord) -> WebhookRecord:
    return record


def _response(record: WebhookRecord) -> WebhookRecord | None:
    return None if record.response_status is None else record


def _error(record: WebhookRecord) -> WebhookRecord | None:
    return None if record.error_code is None else record


class WebhookTiming(Resource):
    """How long the parts of an exchange took, in milliseconds; null for what did not happen."""

    dns_ms: float | None = field("Looking up the name.")
    connect_ms: float | None = field("Connecting, TCP alone.")
    tls_ms: float | None = field("The TLS handshake.")
    first_byte_ms: float | None = field("From when it had a free slot to the first byte of the answer.")
    total_ms: float | None = field("From when it had a free slot to the last byte.")


class WebhookRequest(Resource):
    """What was sent."""

    headers: dict[str, str] = field("Its headers.", of="request_headers")
    body: str = field("Its body.", of="request_body")


class WebhookResponse(Resource):
    """What came back."""

    status: int = field("The HTTP status.", of="response_status")
    headers: dict[str, str] = field("Its headers.", of="response_headers")
    body: str = field("Its body.", of="response_body")


class WebhookError(Resource):
    """What went wrong."""

    code: int = field("As a number.", of="error_code")
    message: str = field("In words.", of="error_message")


class WebhookResource(Resource, host="ringback", at="v1/Webhooks", permission="/twilio/monitor/alerts"):
    """One exchange with a customer's server: what was sent, what came back, and how long each part took."""

    sid: WebhookSid = field("Names this exchange.")
    account_sid: AccountSid = field("Whose server was asked.")
    subject_sid: str = field("The message, call or other thing it was about.")
    kind: str = field("What it was for, as message-status.", filter=EXACT)
    url: str = field("Where it went; a name and password before the @ are not shown.")
    method: str = field("GET or POST.")
    attempt: int = field("1 for the first try at the URL; 0 when nothing was sent.")
    at: datetime = field("When it began.", of="date_created", json=iso8601_ms)
    duration_ms: int = field("How long it took.")
    timing: WebhookTiming = field("Its parts in milliseconds; null for what did not happen.")
    request: WebhookRequest = field("Headers and body that were sent.", of=_itself)
    response: WebhookResponse | None = field("Status, headers and body that came; null if none did.", of=_response)
    error: WebhookError | None = field("Code and message of what went wrong; null if nothing did.", of=_error)
    replay_of: WebhookSid | None = field("The exchange that this one repeats.")
    subject: str = field("Only what is about this SID.", filter=EXACT, shown=False)
    host: str = field(
        "Only what went to this host, with its port unless it is the usual one.", filter=EXACT, shown=False
    )
    outcome: Outcome = field("Only what went well (ok), or did not (failed).", filter=EXACT, shown=False)

    operations = [
        Fetch(Webhooks.get),
        List(Webhooks.search),
        Action(Webhooks.replay, name="ReplayWebhook", at="{sid}/Replay", status=201, refuses=[Redacted]),
    ]


RESOURCES = (WebhookResource,)
