"""The official Python SDK, with its requests sent to the server under test and nothing else changed."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

DOMAIN = ".twilio.com"


class LocalHttpClient(TwilioHttpClient):
    """Sends what is meant for *.twilio.com to `url`, its host in the Host header. Refuses any other host."""

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(**options)
        self._here = urlsplit(url)
        if self.session is not None:
            self.session.trust_env = False  # neither a proxy nor a .netrc of the surroundings

    def request(  # type: ignore[override] - the SDK names these seven and adds none
        self, method: str, url: str, params: Any = None, data: Any = None, headers: Any = None, *more: Any, **named: Any
    ) -> Response:
        parts = urlsplit(url)
        if not (parts.hostname or "").endswith(DOMAIN):
            raise ValueError(f"{url} is not a URL of the API: a test reaches nothing outside this machine")
        local = urlunsplit((self._here.scheme, self._here.netloc, parts.path, parts.query, ""))
        return super().request(method, local, params, data, {**(headers or {}), "Host": parts.netloc}, *more, **named)


def client_for(url: str, account_sid: str, auth_token: str, **options: Any) -> Client:
    """The SDK's client for one account of the server at `url`; `options` are the client's own (`region`, `edge`, …)."""
    return Client(account_sid, auth_token, http_client=LocalHttpClient(url), **options)
