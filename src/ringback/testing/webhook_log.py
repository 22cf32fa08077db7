"""The platform's own records of the requests it made: to whom, with what, and what came back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from ringback.testing.api import Api
from ringback.testing.clock import Clock
from ringback.testing.handset import LOOK_S


@dataclass(frozen=True)
class Exchange:
    """One request to the application's server. `status` None: no response came; `error_code` None: all went well."""

    sid: str
    subject_sid: str
    kind: str
    method: str
    url: str
    attempt: int
    params: dict[str, str]
    request_headers: dict[str, str]
    status: int | None
    response_body: str
    error_code: int | None
    error_message: str | None
    duration_ms: int

    def __str__(self) -> str:
        came = f"HTTP {self.status}" if self.status is not None else "no response"
        wrong = f": {self.error_code} {self.error_message}" if self.error_code is not None else ""
        return f"{self.method} {self.url} ({self.kind}, attempt {self.attempt}) -> {came}{wrong}"


class WebhookLog:
    """Records of this test's account."""

    def __init__(self, api: Api, clock: Clock) -> None:
        self._api, self._clock = api, clock

    def records(
        self, *, kind: str | None = None, subject: str | None = None, outcome: str | None = None
    ) -> list[Exchange]:
        """The first one first; narrowed by kind (`message-status`), the SID it was about, outcome (ok, failed)."""
        self._clock.leap(seconds=LOOK_S)
        return self.written(kind=kind, subject=subject, outcome=outcome)

    def written(self, **narrowed: str | None) -> list[Exchange]:
        """As `records`, of what is written now: no time passes."""
        return [_exchange(record) for record in self._api.items("/Webhooks", **narrowed)][::-1]

    @property
    def failed(self) -> list[Exchange]:
        """Those that did not go well."""
        return self.records(outcome="failed")

    def replay(self, exchange: Exchange) -> Exchange:
        """Makes the same request again, now."""
        return _exchange(self._api.post(f"/Webhooks/{exchange.sid}/Replay", {}))


def _exchange(record: dict[str, Any]) -> Exchange:
    response, error = record["response"] or {}, record["error"] or {}
    return Exchange(
        sid=record["sid"],
        subject_sid=record["subject_sid"],
        kind=record["kind"],
        method=record["method"],
        url=record["url"],
        attempt=record["attempt"],
        params=dict(parse_qsl(record["request"]["body"], keep_blank_values=True)),
        request_headers=record["request"]["headers"],
        status=response.get("status"),
        response_body=response.get("body", ""),
        error_code=error.get("code"),
        error_message=error.get("message"),
        duration_ms=record["duration_ms"],
    )
