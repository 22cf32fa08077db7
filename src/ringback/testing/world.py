"""What the fixture `ringback` hands to a test: an account of its own on a server that the test run shares."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ringback.app.ready import Ready
from ringback.testing.api import Api
from ringback.testing.carrier import Carrier
from ringback.testing.clock import Clock
from ringback.testing.handset import Handset
from ringback.testing.listener import Listener
from ringback.testing.server import ServerProcess
from ringback.testing.webhook_log import WebhookLog

if TYPE_CHECKING:
    from twilio.rest import Client

FAILED_SHOWN = 10


class Ringback:
    """A fresh account, its number, handsets, webhooks and the clock.

    The account is a subaccount that is closed when the test is over, so no test sees another's messages, numbers or
    webhooks; scripts of handsets and faults of the carrier, which all accounts share, are taken back.
    """

    def __init__(self, server: ServerProcess) -> None:
        self._server = server
        self._log_from = server.log_size()
        ready = _ready_of(server)
        self._operator = Api(ready.http, ready.account_sid, ready.auth_token, self.log)
        account = self._operator.form("POST", "/2010-04-01/Accounts.json", {"FriendlyName": "One test"})
        self.url: str = ready.http
        self.account_sid: str = account["sid"]
        self.auth_token: str = account["auth_token"]
        self.api = Api(self.url, self.account_sid, self.auth_token, self.log)
        self.clock = Clock(self._operator)
        self.carrier = Carrier(self._operator)
        self.listener = Listener(self.clock, self.auth_token)
        self.webhooks = WebhookLog(self.api, self.clock)
        self._handsets: dict[str, Handset] = {}

    @cached_property
    def _owned(self) -> dict[str, Any]:
        return self.api.core("POST", "IncomingPhoneNumbers", AreaCode="415")

    @property
    def number(self) -> str:
        """The account's number (voice, SMS, MMS), bought when first asked for."""
        return self._owned["phone_number"]

    @property
    def number_sid(self) -> str:
        """The SID of `number`."""
        return self._owned["sid"]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that SDKs read their credentials from: `monkeypatch.setenv` each, or hand them to a process."""
        return {"TWILIO_ACCOUNT_SID": self.account_sid, "TWILIO_AUTH_TOKEN": self.auth_token}

    def client(self, **options: Any) -> "Client":
        """The official SDK's client for this account. Needs the package `twilio`."""
        from ringback.testing.sdk import client_for  # here: the SDK is the application's choice, not ours

        return client_for(self.url, self.account_sid, self.auth_token, **options)

    def handset(self, number: str) -> Handset:
        """The phone with this number: any that no account owns, for example +14155550123."""
        return self._handsets.setdefault(number, Handset(self.api, self.clock, number))

    def answer_texts_at(self, url: str, method: str = "POST") -> str:
        """Texts to `number` are asked about at `url`; returns the number."""
        self.api.core("POST", f"IncomingPhoneNumbers/{self.number_sid}", SmsUrl=url, SmsMethod=method)
        return self.number

    def answer_calls_at(self, url: str, method: str = "POST") -> str:
        """Calls to `number` are asked about at `url`; returns the number."""
        self.api.core("POST", f"IncomingPhoneNumbers/{self.number_sid}", VoiceUrl=url, VoiceMethod=method)
        return self.number

    def log(self) -> str:
        """The end of what the server has logged since this test began."""
        return self._server.tail(self._log_from)

    def failed_webhooks(self) -> str:
        """The last requests to the application's server that did not go well, a line each."""
        return "\n".join(str(exchange) for exchange in self.webhooks.written(outcome="failed")[-FAILED_SHOWN:])

    def leave(self) -> None:
        """Takes back what other tests would see. Raises what a `respond` function raised unseen."""
        self.carrier.mend()
        for handset in self._handsets.values():
            if handset.is_scripted:
                handset.forget()
        self._operator.core("POST", "", account_sid=self.account_sid, Status="closed")
        self.listener.stop()
        self.listener.check()


def _ready_of(server: ServerProcess) -> Ready:
    return server.ready or server.start()
