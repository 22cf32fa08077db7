"""What is asked of a customer's server, what came of it, and the record that is kept of every exchange."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import msgspec

from ringback.kernel import Event
from ringback.store import Unit
from ringback.transports.http_client_faults import Fault, Timing

TIME_LIMIT_S = 15.0


class Expect(enum.StrEnum):
    """What makes a response good, beside its status."""

    NOTHING = "nothing"  # status callbacks: the body is not looked at
    ANY = "any"  # the caller judges the body; it is cut at 64 KB
    TWIML = "twiml"  # a call's document: not empty, at most 64 KB, XML or what can be played or spoken
    MESSAGING_TWIML = "messaging-twiml"  # as TWIML without sound; empty means no reply


class Outcome(enum.StrEnum):
    OK = "ok"
    FAILED = "failed"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to ask or tell. `params` is a mapping or pairs; `json` (anything, or bytes as they are) replaces it.

    `auth_token` None: the account's is looked up. `jar_key` names the conversation whose cookies go along.
    `overridable` False: what stands behind the URL's # is not read.
    """

    account_sid: str
    subject_sid: str
    kind: str
    url: str
    method: str = "POST"
    params: Any = ()
    json: Any = None
    auth_token: str | None = None
    fallback_url: str | None = None
    fallback_method: str = "POST"
    jar_key: tuple[str, ...] | None = None
    idempotency_token: str | None = None
    expects: Expect = Expect.ANY
    overridable: bool = True
    retries: bool = True
    total_s: float = TIME_LIMIT_S
    verify_tls: bool = True
    replay_of: str | None = None

    def to_fallback(self, code: int, failed_url: str) -> Request:
        """The request to make of the fallback URL, for whatever went wrong with this one (also with its TwiML)."""
        from_mapping = self.params.items() if hasattr(self.params, "items") else self.params
        told = [*from_mapping, ("ErrorCode", str(code)), ("ErrorUrl", failed_url)]
        return msgspec.structs.replace(
            self,
            url=self.fallback_url,
            method=self.fallback_method,
            params=told,
            fallback_url=None,
            idempotency_token=None,
        )


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a URL gave no good answer. `record_sid` names the exchange that shows it."""

    code: int
    message: str
    url: str
    record_sid: str
    status: int | None = None
    fault: Fault | None = None


class WebhookRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One exchange with a customer's server. `target` may hold credentials and is not shown; `url` does not.

    An empty `target` tells that the text it held was redacted.
    """

    sid: str
    account_sid: str
    subject_sid: str
    kind: str
    url: str
    target: str
    host: str
    method: str
    attempt: int
    date_created: datetime
    duration_ms: int
    timing: Timing
    request_headers: dict[str, str]
    request_body: str
    response_status: int | None = None
    response_headers: dict[str, str] = {}
    response_body: str = ""
    outcome: Outcome
    error_code: int | None = None
    error_message: str | None = None
    replay_of: str | None = None


class Answer(msgspec.Struct, kw_only=True):
    """What came of a request. `error` None: a good response. `failures` are all URLs that failed, the last one `error`.

    `url` is where the response came from, so what relative URLs in it are relative to. Commit `unit()` with your own
    change of state, or hand the answer to `Webhooks.keep`.
    """

    url: str
    status: int | None = None
    headers: dict[str, str] = {}
    content_type: str | None = None
    body: bytes = b""
    is_cut: bool = False
    error: Failure | None = None
    attempts: int = 0
    is_from_cache: bool = False
    is_from_fallback: bool = False
    failures: list[Failure] = []
    records: list[WebhookRecord] = []
    events: list[Event] = []

    def unit(self) -> Unit:
        return Unit(insert=self.records, events=self.events)
