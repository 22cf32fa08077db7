"""One request to a customer's server under way: attempts, redirects, cookies, and a record of every exchange."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from uuid import UUID

import msgspec

from ringback.kernel import Clock, SidSource
from ringback.transports.http_client import REDIRECTS_MOST, HttpClient, Incoming, Outgoing
from ringback.transports.http_client_faults import Fault, HttpFailed
from ringback.transports.http_client_target import BadUrl, Target, target_of
from ringback.webhooks import errors, rules
from ringback.webhooks.cache import Cache, Kept
from ringback.webhooks.cookies import Jar, Jars
from ringback.webhooks.encoding import form, pairs_of, with_query
from ringback.webhooks.model import Answer, Expect, Failure, Outcome, Request, WebhookRecord
from ringback.webhooks.overrides import DEFAULT, InvalidOverride, Policy, policy_of
from ringback.webhooks.recording import masked, record_of
from ringback.webhooks.rules import Hop
from ringback.webhooks.signature import sign, with_body_hash

_FIXED = {
    "User-Agent": "TwilioProxy/1.1",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "X-Home-Region": "us1",
}
_FORM = "application/x-www-form-urlencoded; charset=utf-8"
_NO_BODY = frozenset({"GET", "HEAD"})


class Surroundings(msgspec.Struct, frozen=True):
    """What every request needs of the room it is made in."""

    http: HttpClient
    clock: Clock
    sids: SidSource
    jars: Jars
    cache: Cache


class Account(msgspec.Struct, frozen=True):
    """What the asking account brings along."""

    signing_key: str
    allow_private: bool


class Asking:
    """Asks one URL, with its retries and redirects. Fallback URLs are asked by an Asking of their own."""

    def __init__(self, around: Surroundings, account: Account, request: Request) -> None:
        self._around, self._account, self._request = around, account, request
        self._policy = DEFAULT
        self._token = request.idempotency_token or str(UUID(hex=self._new_sid(around.clock.now())[2:]))
        self._until = 0.0
        self._attempt = 0
        self.records: list[WebhookRecord] = []

    async def run(self) -> Answer:
        """The last attempt's answer. Never raises for what a customer's server or configuration does."""
        first = self._first_hop()
        try:
            self._policy = self._policy_of(self._request)
        except InvalidOverride as error:
            return self._refused(first, (errors.INVALID_OVERRIDE, f"The URL's override {error}"))
        self._until = monotonic() + min(self._policy.tt / 1000, self._request.total_s)
        while True:
            self._attempt += 1
            answer = await self._follow(first)
            if not self._tries_again(answer):
                return answer

    def _policy_of(self, request: Request) -> Policy:
        return policy_of(request.url) if request.overridable else DEFAULT

    def _first_hop(self) -> Hop:
        request = self._request
        if request.json is not None:
            body = request.json if isinstance(request.json, bytes) else msgspec.json.encode(request.json)
            return Hop(request.method, request.url, json=body)
        pairs = pairs_of(request.params)
        if request.method in _NO_BODY:
            return Hop(request.method, with_query(request.url, pairs))
        return Hop(request.method, request.url, pairs)

    def _tries_again(self, answer: Answer) -> bool:
        if answer.error is None or not self._request.retries or self._attempt > self._policy.rc:
            return False
        if monotonic() >= self._until:
            return False
        fault, status = answer.error.fault, answer.error.status
        if fault is not None:
            return self._policy.retries_fault(fault)
        return status is not None and self._policy.retries_status(status)

    async def _follow(self, hop: Hop) -> Answer:
        """One attempt: the URL, and wherever it redirects to."""
        for _ in range(REDIRECTS_MOST + 1):
            cached = self._from_cache(hop)
            if cached is not None:
                return cached
            outcome = await self._exchange(hop)
            if isinstance(outcome, Answer):
                return outcome
            hop = outcome
        error = (errors.TOO_MANY_REDIRECTS, errors.too_many_redirects(REDIRECTS_MOST))
        return self._failed_with_last(hop, error)

    async def _exchange(self, hop: Hop) -> Answer | Hop:
        try:
            target = target_of(hop.url)
        except BadUrl:
            target = None  # the client says what is wrong with it
        jar = self._jar()
        kept = self._kept(hop)
        outgoing = self._outgoing(hop, target, jar, kept)
        at = self._around.clock.now()
        try:
            incoming = await self._around.http.send(outgoing)
        except HttpFailed as failed:
            return self._broken(hop, outgoing, at, failed)
        if jar is not None and target is not None:
            _take_cookies(jar, target, incoming, at)
        return self._received(hop, outgoing, at, incoming, kept)

    def _outgoing(self, hop: Hop, target: Target | None, jar: Jar | None, kept: Kept | None) -> Outgoing:
        url = hop.url.partition("#")[0] if target is None else target.url
        signed_url = url if hop.json is None else with_body_hash(url, hop.json)
        headers = {
            **_FIXED,
            "I-Twilio-Idempotency-Token": self._token,
            "X-Twilio-Signature": sign(self._account.signing_key, signed_url, hop.params),
        }
        body = self._body(hop, headers)
        if jar is not None and target is not None:
            self._add_cookies(headers, jar, target)
        if kept is not None:
            headers.update(kept.conditions())
        return Outgoing(
            method=hop.method,
            url=_with_credentials(signed_url, hop.url, target),
            headers=headers,
            body=body,
            owner=self._request.account_sid,
            connect_s=self._policy.ct / 1000,
            read_s=self._policy.rt / 1000,
            total_s=max(self._until - monotonic(), 0.001),
            allow_private=self._account.allow_private,
            verify_tls=self._request.verify_tls,
        )

    def _body(self, hop: Hop, headers: dict[str, str]) -> bytes | None:
        if hop.json is not None:
            headers["Content-Type"] = "application/json"
            return hop.json
        if hop.method in _NO_BODY:
            return None
        headers["Content-Type"] = _FORM
        return form(hop.params).encode()

    def _jar(self) -> Jar | None:
        request = self._request
        if request.jar_key is None:
            return None
        return self._around.jars.of((request.account_sid, *request.jar_key), self._around.clock.now())

    def _add_cookies(self, headers: dict[str, str], jar: Jar, target: Target) -> None:
        now = self._around.clock.now()
        line = jar.header(target.host, target.parsed.raw_path, is_tls=target.is_tls, now=now)
        if line is not None:
            headers["Cookie"] = line

    # -- what came of it

    def _broken(self, hop: Hop, outgoing: Outgoing, at: datetime, failed: HttpFailed) -> Answer:
        code, sentence = errors.OF_FAULT[failed.fault]
        limits = {"connect_ms": self._policy.ct, "read_ms": self._policy.rt, "total_ms": self._policy.tt}
        error = (code, sentence.format(reason=failed, **limits))
        record = record_of(
            self._new_sid(at), at, self._request, hop, outgoing, self._attempt, failed.timing, None, error
        )
        self.records.append(record)
        return self._failed(hop, record, failed.fault)

    def _received(
        self, hop: Hop, outgoing: Outgoing, at: datetime, incoming: Incoming, kept: Kept | None
    ) -> Answer | Hop:
        if incoming.status == 304 and kept is not None:
            return self._confirmed(hop, outgoing, at, incoming, kept)
        onward, error = self._judged(hop, incoming)
        record = record_of(
            self._new_sid(at), at, self._request, hop, outgoing, self._attempt, incoming.timing, incoming, error
        )
        self.records.append(record)
        if onward is not None:
            return onward
        if error is not None:
            return self._failed(hop, record, None, incoming)
        if self._is_cacheable(hop):
            self._around.cache.keep(self._cache_key(hop), incoming, at)
        return self._good(incoming)

    def _judged(self, hop: Hop, incoming: Incoming) -> tuple[Hop | None, tuple[int, str] | None]:
        if not rules.is_redirect(incoming):
            return None, rules.judge(incoming, self._request.expects)
        try:
            return rules.next_hop(hop, incoming), None
        except ValueError as error:
            return None, (errors.BAD_URL, f"The server redirects to what is no URL: {str(error)[:200]}")

    def _good(self, incoming: Incoming) -> Answer:
        return Answer(
            url=incoming.url,
            status=incoming.status,
            headers=dict(incoming.headers),
            content_type=incoming.header("Content-Type"),
            body=incoming.body,
            is_cut=incoming.is_cut,
            attempts=self._attempt,
            records=self.records,
        )

    def _failed(self, hop: Hop, record: WebhookRecord, fault: Fault | None, incoming: Incoming | None = None) -> Answer:
        assert record.error_code is not None
        assert record.error_message is not None
        failure = Failure(
            code=record.error_code,
            message=record.error_message,
            url=masked(hop.url.partition("#")[0]),
            record_sid=record.sid,
            status=record.response_status,
            fault=fault,
        )
        answer = Answer(url=record.url) if incoming is None else self._good(incoming)
        answer.error, answer.failures, answer.attempts, answer.records = failure, [failure], self._attempt, self.records
        return answer

    def _failed_with_last(self, hop: Hop, error: tuple[int, str]) -> Answer:
        """The last exchange was well in itself, and one too many."""
        last = self.records.pop()
        self.records.append(
            msgspec.structs.replace(last, outcome=Outcome.FAILED, error_code=error[0], error_message=error[1])
        )
        return self._failed(hop, self.records[-1], None)

    def _refused(self, hop: Hop, error: tuple[int, str]) -> Answer:
        """Nothing was sent; the record says why."""
        at = self._around.clock.now()
        outgoing = Outgoing(method=hop.method, url=hop.url)
        timing = HttpFailed(Fault.BAD_URL, "").timing
        self.records.append(record_of(self._new_sid(at), at, self._request, hop, outgoing, 0, timing, None, error))
        return self._failed(hop, self.records[-1], Fault.BAD_URL)

    # -- documents kept

    def _is_cacheable(self, hop: Hop) -> bool:
        return hop.method == "GET" and self._request.expects is not Expect.NOTHING and self._request.jar_key is None

    def _cache_key(self, hop: Hop) -> tuple[str, str]:
        return self._request.account_sid, hop.url.partition("#")[0]

    def _kept(self, hop: Hop) -> Kept | None:
        return self._around.cache.find(self._cache_key(hop)) if self._is_cacheable(hop) else None

    def _from_cache(self, hop: Hop) -> Answer | None:
        """A document that is still fresh, without asking. It was judged when it came, but perhaps for another use."""
        kept = self._kept(hop)
        if kept is None or kept.fresh_until <= self._around.clock.now():
            return None
        if rules.judge(kept.incoming, self._request.expects) is not None:
            return None
        answer = self._good(kept.incoming)
        answer.is_from_cache = True
        return answer

    def _confirmed(self, hop: Hop, outgoing: Outgoing, at: datetime, incoming: Incoming, kept: Kept) -> Answer:
        whole = self._around.cache.confirm(self._cache_key(hop), kept, incoming, at)
        error = rules.judge(whole, self._request.expects)
        record = record_of(
            self._new_sid(at), at, self._request, hop, outgoing, self._attempt, incoming.timing, incoming, error
        )
        self.records.append(record)
        if error is not None:
            return self._failed(hop, record, None, whole)
        answer = self._good(whole)
        answer.is_from_cache = True
        return answer

    def _new_sid(self, at: datetime) -> str:
        return self._around.sids.new("WR", at)


def _with_credentials(url: str, configured: str, target: Target | None) -> str:
    """The client takes credentials from the URL; what is signed must not hold them."""
    if target is None or target.credentials is None:
        return url
    scheme, _, rest = url.partition("://")
    userinfo = configured.partition("://")[2].partition("/")[0].rpartition("@")[0]
    return f"{scheme}://{userinfo}@{rest}"


def _take_cookies(jar: Jar, target: Target, incoming: Incoming, now: datetime) -> None:
    for name, value in incoming.headers:
        if name.lower() == "set-cookie":
            jar.take(target.host, target.parsed.raw_path, value, now)
