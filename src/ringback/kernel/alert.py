"""Something a customer should look at in the debugger: an error or a warning, with Twilio's code."""

from typing import Any

from ringback.kernel.event import Event


class Alerted(Event, tag="alert.raised"):
    """`subject_sid` is the message, call, … it is about; `webhook_sid` the request it came up in, if one did.

    `level` is error, warning, notice or debug. `details` are pairs for the alert's text (`Msg`, `parserMessage`, …).
    """

    error_code: int
    level: str = "error"
    message: str = ""
    webhook_sid: str | None = None
    request_url: str | None = None
    request_method: str | None = None
    details: dict[str, Any] = {}
