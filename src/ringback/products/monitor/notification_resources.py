"""Notifications on the wire: alerts in the words of the 2010 API."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, AlertSid, CallSid
from ringback.products.monitor import rules
from ringback.products.monitor.model import Alert
from ringback.products.monitor.service.notifications import LEVELS, NotificationsService
from ringback.products.monitor.tables import OF_THE_EXCHANGE
from ringback.rest import EXACT, RANGE, Fetch, List, Resource, field, quoted, self_link

_SHOWN_LATER = [name for name in OF_THE_EXCHANGE if name != "request_headers"]  # here request headers are not shown


def _call_of(alert: Alert) -> str | None:
    return alert.resource_sid if alert.resource_sid.startswith("CA") else None


def _log(alert: Alert) -> str:
    """0 is an error, 1 a warning."""
    return str(LEVELS.index(alert.log_level)) if alert.log_level in LEVELS else str(len(LEVELS))


class _Shape(Resource):
    """What both lists show."""

    sid: AlertSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose trouble it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    log: str = field("0 for an error, 1 for a warning.", of=_log, filter=EXACT, choices=("0", "1"))
    error_code: str = field("The five-digit code of the trouble.", json=quoted)
    more_info: str = field("Where the code is explained.", of=rules.more_info)
    message_text: str = field("What happened, as form pairs.", of="alert_text")
    message_date: datetime = field("When it happened.", of="date_created", filter=RANGE)
    request_url: str | None = field("The URL it came up with.")
    request_method: str | None = field("How the URL was asked.")
    request_variables: str | None = field("The parameters that were sent, as form pairs.")
    response_headers: str | None = field("The answer's headers, as form pairs.")
    response_body: str | None = field("What the server answered.")
    date_created: datetime = field("When it was written down.")
    date_updated: datetime = field("The same: notifications do not change.", of="date_created")


class NotificationResource(
    _Shape,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Notifications",
    elements=("Notification", "Notifications"),
    permission="/twilio/monitor/notifications",
):
    """Something that went wrong, or looks as if it would. Kept for 30 days."""

    call_sid: CallSid | None = field("The call it came up in, if one did.", of=_call_of)
    uri: str = self_link()

    operations = [Fetch(NotificationsService.get), List(NotificationsService.search, hides=_SHOWN_LATER)]


class CallNotificationResource(
    _Shape,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls/{call_sid}/Notifications",
    elements=("Notification", "Notifications"),
    permission="/twilio/monitor/notifications",
):
    """Something that went wrong in one call. Kept for 30 days."""

    call_sid: CallSid = field("The call.", of="resource_sid")
    uri: str = self_link()

    operations = [
        Fetch(NotificationsService.get_of_call),
        List(NotificationsService.search_of_call, hides=_SHOWN_LATER),
    ]


RESOURCES = (NotificationResource, CallNotificationResource)
