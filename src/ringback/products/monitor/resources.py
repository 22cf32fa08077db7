"""Alerts and the audit log on the wire, and what of monitor is Ringback's own."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid, AlertSid, AuditEventSid
from ringback.products.monitor import errors, rules
from ringback.products.monitor.model import LogLevel
from ringback.products.monitor.service import AlertsService, AuditService, DebuggerService, JobsService
from ringback.products.monitor.tables import OF_THE_EXCHANGE
from ringback.products.monitor.webhook_resources import RESOURCES as WEBHOOKS
from ringback.rest import (
    EXACT,
    OPERATOR,
    OPTIONAL,
    Action,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    iso8601_ms,
    quoted,
    self_link,
)

_MOMENT = "YYYY-MM-DDThh:mm:ssZ, or a day."


class AlertResource(Resource, host="monitor", at="v1/Alerts"):
    """Something that went wrong, or looks as if it would. Kept for 30 days."""

    account_sid: AccountSid = field("Whose trouble it is.")
    alert_text: str = field("What happened, as form pairs: Msg, ErrorCode, LogLevel and what else is known.")
    api_version: str = field("The version of the API it came up in.", of=lambda _: "2010-04-01")
    date_created: datetime = field("When it was written down.")
    date_generated: datetime = field("When it happened.", of="date_created")
    date_updated: datetime = field("The same: alerts do not change.", of="date_created")
    error_code: str = field("The five-digit code of the trouble.", json=quoted)
    log_level: LogLevel = field("How bad it is.", filter=EXACT)
    more_info: str = field("Where the code is explained.", of=rules.more_info)
    request_method: str | None = field("How the URL was asked.")
    request_url: str | None = field("The URL it came up with.")
    request_variables: str | None = field("The parameters that were sent, as form pairs.")
    request_headers: str | None = field("The headers that were sent, as form pairs.")
    resource_sid: str = field("The message, call or other thing it is about.")
    response_body: str | None = field("What the server answered.")
    response_headers: str | None = field("The answer's headers, as form pairs.")
    sid: AlertSid = field("Names this alert for ever.")
    service_sid: str | None = field("The service it belongs to, if any.")
    url: str = self_link()
    start_date: str = field(f"Only from then on: {_MOMENT}", filter=EXACT, shown=False, refused=errors.InvalidMoment)
    end_date: str = field(f"Only until then: {_MOMENT}", filter=EXACT, shown=False, refused=errors.InvalidMoment)

    operations = [Fetch(AlertsService.get), List(AlertsService.search, hides=OF_THE_EXCHANGE)]


class EventResource(Resource, host="monitor", at="v1/Events"):
    """A change that somebody made, and what was there before."""

    account_sid: AccountSid = field("In whose account.")
    actor_sid: str = field(
        "Who did it: US and the digits of the account or key. The filter takes those too.",
        filter=EXACT,
        of=lambda entry: rules.user_sid(entry.actor_sid),
    )
    actor_type: str = field("account, api-key, or system where Ringback itself did it.")
    description: str | None = field("What happened in words, where the type does not say it all.")
    event_data: dict[str, Any] = field("The resource as it was made, or each changed field, previous and updated.")
    event_date: datetime = field("When it happened.", of="date_created")
    event_type: str = field("What was done to what, as application.created.", filter=EXACT)
    resource_sid: str = field("What was changed.", filter=EXACT)
    resource_type: str = field("Its kind.")
    sid: AuditEventSid = field("Names this entry for ever.")
    source: str = field("api, console or system.")
    source_ip_address: str = field("Where the request came from.", filter=EXACT)
    url: str = self_link()
    links: dict[str, str] = field("Where actor and resource are found on the core API.", of=rules.places)
    start_date: str = field(f"Only from then on: {_MOMENT}", filter=EXACT, shown=False, refused=errors.InvalidMoment)
    end_date: str = field(f"Only until then: {_MOMENT}", filter=EXACT, shown=False, refused=errors.InvalidMoment)

    operations = [Fetch(AuditService.get), List(AuditService.search)]


class DebuggerWebhookResource(
    Resource, host="ringback", at="v1/DebuggerWebhook", one="", permission="/twilio/monitor/debugger-webhook"
):
    """Who is told of an account's alerts as they come up."""

    account_sid: AccountSid = field("Whose alerts.")
    url: Url | None = field("Who is told; null: nobody.", update=OPTIONAL)
    method: HttpMethod = field("How.", update=OPTIONAL)
    date_updated: datetime | None = field("When this was last said.")

    operations = [Fetch(DebuggerService.get), Update(DebuggerService.update)]


class JobResource(Resource, host="ringback", at="v1/Jobs", access=OPERATOR, permission="/twilio/monitor/jobs"):
    """A piece of later work. A dead one was given up after all its attempts."""

    sid: str = field("Names this job.")
    kind: str = field("What is to be done, as webhooks.callback.")
    key: str = field("The message or other thing it is about.")
    account_sid: str = field("Whose it is.")
    lane: str | None = field("Jobs of one lane run one after the other.")
    status: str = field("waiting, or dead.", filter=EXACT, choices=("dead", "waiting"), default="dead")
    attempts: int = field("How often it failed.")
    last_error: str | None = field("Why it failed last.")
    due_at: datetime | None = field("When it is to run; of a dead one, when it ran last.", json=iso8601_ms)
    args: dict[str, Any] = field("What it was given.")

    operations = [
        Fetch(JobsService.get),
        List(JobsService.search, hides=["args"], order="-sid"),
        Action(JobsService.replay, name="ReplayJob", at="{sid}/Replay", status=201, refuses=[errors.JobIsWaiting]),
    ]


RESOURCES = [AlertResource, EventResource, *WEBHOOKS, DebuggerWebhookResource, JobResource]
