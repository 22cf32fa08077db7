"""Keeping one registration alive at somebody else's registrar: a trunk's, or ours in tests. RFC 3261 §10.2.

Send what `request` makes as a transaction, with credentials after 401 (`digest`), and hand the last answer in.
"""

import math

import msgspec

from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.requests import new_request
from ringback.protocols.sip.uri import Uri, is_same

FIRST_RETRY_S = 30.0
LAST_RETRY_S = 1800.0
MARGIN_S = 30.0  # a refresh leaves so much time for its own resends, if the span is long enough


class Granted(msgspec.Struct, frozen=True):
    """Registered until `expires_at`."""

    expires_at: float


class AskLonger(msgspec.Struct, frozen=True):
    """423: `request` asks for more now; send it at once."""


class Denied(msgspec.Struct, frozen=True):
    """It will be tried again at `again_at`, each time later."""

    status: int
    again_at: float


class Removed(msgspec.Struct, frozen=True):
    """The registration is gone, as asked."""


class Registering:
    """`wake_at` says when to send the next REGISTER. All of them share one Call-ID, and CSeq rises: §10.2."""

    def __init__(
        self, registrar: Uri, account: Address, contact: Address, names: Names, *, expires_s: int = 600
    ) -> None:
        self._registrar, self._account, self._contact, self._names = registrar, account, contact, names
        self._call_id, self._tag, self._cseq = names.call_id(), names.tag(), 0
        self._expires_s, self._retry_s, self._is_leaving = expires_s, FIRST_RETRY_S, False
        self.wake_at = 0.0

    def request(self, *, via: str) -> Request:
        """The next REGISTER. After a challenge, tell `sent` the number of the one with credentials."""
        self._cseq += 1
        self.wake_at = math.inf
        seconds = 0 if self._is_leaving else self._expires_s
        return new_request(
            "REGISTER", self._registrar, self._names, via=via, from_=self._account.with_tag(self._tag),
            to=self._account, contact=self._contact, call_id=self._call_id, cseq=self._cseq,
            fields=[("Expires", str(seconds))],
        )  # fmt: skip

    def sent(self, request: Request) -> None:
        """Another REGISTER of this went out, made by `requests.again`."""
        self._cseq = max(self._cseq, request.cseq.number)

    def leave(self) -> None:
        """The next REGISTER takes the contact away."""
        self._is_leaving, self.wake_at = True, 0.0

    def receive(self, response: Response, now: float) -> Granted | AskLonger | Denied | Removed:
        """A final answer; a `Lost` counts as one of its status."""
        if response.is_success:
            return Removed() if self._is_leaving else self._granted(response, now)
        least = response._one("Min-Expires") if response.status == 423 else None
        if least is not None and self._expires_s < least <= 86_400:
            self._expires_s, self.wake_at = least, now
            return AskLonger()
        self.wake_at = now + self._retry_s
        self._retry_s = min(2 * self._retry_s, LAST_RETRY_S)
        return Denied(response.status, self.wake_at)

    def _granted(self, response: Response, now: float) -> Granted:
        seconds = self._said(response)
        self._retry_s = FIRST_RETRY_S
        self.wake_at = now + max(seconds / 2, seconds - MARGIN_S)
        return Granted(now + seconds)

    def _said(self, response: Response) -> int:
        """What our contact got; else Expires; else what was asked for."""
        for contact in response.contacts:
            said = contact.params.get("expires") or ""
            if is_same(contact.uri, self._contact.uri) and said.isascii() and said.isdigit() and len(said) < 10:
                return max(1, int(said))
        return max(1, response.expires or self._expires_s)
