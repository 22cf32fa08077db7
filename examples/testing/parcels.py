"""Tells customers where their parcel is: by a text when it leaves, and whenever they ask."""

from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl
from wsgiref.util import request_uri

from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse


class Parcels:
    """The business: who waits for what, and where it is."""

    def __init__(self, client: Client, sender: str) -> None:
        self._client, self._sender = client, sender
        self.places: dict[str, str] = {}
        self.unreachable: set[str] = set()

    def leaves(self, customer: str, parcel: str, status_url: str | None = None) -> str:
        """Texts the customer that the parcel is on its way; returns the message's SID."""
        self.places[customer] = f"{parcel} is on its way"
        message = self._client.messages.create(
            to=customer,
            from_=self._sender,
            body=f"Your parcel {parcel} is on its way. Reply WHERE to ask about it.",
            **({"status_callback": status_url} if status_url else {}),
        )
        return message.sid

    def reply_to(self, customer: str, text: str) -> str:
        if "where" in text.lower():
            return self.places.get(customer, "We know of no parcel for you.")
        return "Reply WHERE to ask where your parcel is."


def web_app(parcels: Parcels, auth_token: str) -> Callable[..., Iterable[bytes]]:
    """The webhooks as a WSGI app: /sms answers texts, /status hears what became of ours."""
    validator = RequestValidator(auth_token)

    def app(environ: dict, start_response: Callable) -> Iterable[bytes]:
        form = dict(parse_qsl(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode(), True))
        if not validator.validate(request_uri(environ), form, environ.get("HTTP_X_TWILIO_SIGNATURE", "")):
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"The signature is wrong."]
        answer = MessagingResponse()
        if environ["PATH_INFO"] == "/sms":
            answer.message(parcels.reply_to(form["From"], form["Body"]))
        elif form.get("MessageStatus") in ("undelivered", "failed"):
            parcels.unreachable.add(form["To"])
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [str(answer).encode()]

    return app
