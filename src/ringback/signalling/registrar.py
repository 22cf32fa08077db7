"""Where users can be reached: durable registrations, and the flows behind them. RFC 3261 §10.3, RFC 5626 §7 in spirit.

A phone behind a NAT or on TCP is called back on the flow that its REGISTER came by: its contact means nothing here.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

import msgspec

from ringback.kernel import Clock
from ringback.kernel.time import from_ms, to_ms
from ringback.protocols.sip import registrar as rules
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Request, Response, answer, refused
from ringback.protocols.sip.registrar import Binding, Terms
from ringback.protocols.sip.routing import uri_hop
from ringback.protocols.sip.uri import SipUri, parse_uri
from ringback.signalling import tables
from ringback.signalling.model import Registration
from ringback.signalling.policy import Allowed, Source
from ringback.signalling.reach import Reach, is_address
from ringback.store import Store, Unit
from ringback.transports.flows import Flow

TOO_MANY_CONTACTS, TOO_OFTEN = 32007, 32008
PER_S = 5  # REGISTER requests of one address of record
KEPT_AORS = 10_000  # whose rate is remembered
SWEPT_AT_ONCE = 500
SWEEP_S = 60.0


class Contact(msgspec.Struct, frozen=True):
    """One phone of a user, and how to reach it. `flow` None: send to the URI itself."""

    uri: str
    aor: str
    q: float
    user_agent: str
    expires_at: float  # wall time, seconds since 1970
    source: Source
    flow: Flow | None = None


class RegistrationRefused(msgspec.Struct, frozen=True):
    """For the account's debugger."""

    account_sid: str
    aor: str
    code: int
    source: Source


class Registrar:
    """Gives and takes registrations. `told` hears of refusals that have a code."""

    def __init__(self, store: Store, clock: Clock, reach: Reach, *, terms: Terms | None = None) -> None:
        self._store, self._clock, self._reach = store, clock, reach
        self.terms = terms or Terms(least_s=60, most_s=3600, usual_s=600)
        self.told: Callable[[RegistrationRefused], None] = lambda refused: None
        self._recent: OrderedDict[str, list[float]] = OrderedDict()
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def contacts(self, account_sid: str, domain: str, user: str) -> list[Contact]:
        """Those of one user of one domain, most wanted first."""
        rows = await self._store.records(Registration, tables.of_aor(aor_of(user, domain)))
        return self._live([row for row in rows if row.account_sid == account_sid])

    async def clients(self, account_sid: str, identity: str) -> list[Contact]:
        """Those of that name at any domain of the account."""
        return self._live(await self._store.records(Registration, tables.of_user(account_sid, identity)))

    def _live(self, rows: list[Registration]) -> list[Contact]:
        now = self._clock.now()
        found = [self._contact(row) for row in rows if row.date_expires > now]
        usable = [contact for contact in found if contact is not None]
        return sorted(usable, key=lambda contact: -contact.q)

    def _contact(self, row: Registration) -> Contact | None:
        """None where its connection is gone and cannot be made anew from here."""
        source = Source(row.source_ip, row.source_port, row.transport)
        is_behind = _is_behind(row)
        flow = None
        if row.transport != "udp" or is_behind:
            flow = self._reach.open_flow(row.transport, row.source_ip, row.source_port)
            if flow is None and is_behind:
                return None
        expires_at = to_ms(row.date_expires) / 1000
        return Contact(row.contact, row.aor, row.q, row.user_agent, expires_at, source, flow)

    async def register(self, request: Request, flow: Flow, admission: Allowed, now: float) -> Response:
        """The answer to a REGISTER that was let in. `now` is monotonic."""
        user, domain = _named(request, admission)
        aor = aor_of(user, domain)
        source = Source(flow.ip, flow.port, flow.transport)
        if not self._is_in_time(aor, now):
            self.told(RegistrationRefused(admission.account_sid, aor, TOO_OFTEN, source))
            return answer(request, 503, to_tag="often", fields=[("Retry-After", "1")])
        async with self._alone(aor):
            return await self._registered(request, user, domain, admission.account_sid, source)

    async def _registered(self, request: Request, user: str, domain: str, account_sid: str, source: Source) -> Response:
        rows = await self._store.records(Registration, tables.of_aor(aor_of(user, domain)))
        at = to_ms(self._clock.now()) / 1000
        done = rules.register(tuple(_binding(row) for row in rows), request, at, terms=self.terms, flow=source)
        if isinstance(done, PeerError):
            if done.status == 403:
                self.told(RegistrationRefused(account_sid, aor_of(user, domain), TOO_MANY_CONTACTS, source))
            return refused(done, "refused") or answer(request, 400, to_tag="refused")
        await self._keep(rows, done.bindings, user, domain, account_sid)
        return answer(request, 200, to_tag="registrar", fields=done.fields)

    async def _keep(
        self, rows: list[Registration], bindings: tuple[Binding, ...], user: str, domain: str, account_sid: str
    ) -> None:
        before = {row.contact: row for row in rows}
        after = {str(binding.uri): self._row(binding, before, user, domain, account_sid) for binding in bindings}
        put = [row for contact, row in after.items() if row != before.get(contact)]
        delete = [row for contact, row in before.items() if contact not in after]
        if put or delete:
            await self._store.commit(Unit(put=put, delete=delete))

    def _row(
        self, binding: Binding, before: dict[str, Registration], user: str, domain: str, account_sid: str
    ) -> Registration:
        known, now, source = before.get(str(binding.uri)), self._clock.now(), binding.flow
        row = Registration(
            aor=aor_of(user, domain), contact=str(binding.uri), account_sid=account_sid, domain=domain, user=user,
            call_id=binding.call_id, cseq=binding.cseq, q=binding.q, transport=source.transport,
            source_ip=source.ip, source_port=source.port, user_agent=binding.user_agent,
            date_expires=from_ms(round(binding.expires_at * 1000)), date_created=known.date_created if known else now,
            date_updated=now,
        )  # fmt: skip
        same = known is not None and (known.call_id, known.cseq) == (row.call_id, row.cseq)
        return known if same and known is not None else row

    def _is_in_time(self, aor: str, now: float) -> bool:
        recent = [at for at in self._recent.pop(aor, []) if now - at < 1.0]
        is_in_time = len(recent) < PER_S
        self._recent[aor] = [*recent, now] if is_in_time else recent
        if len(self._recent) > KEPT_AORS:
            self._recent.popitem(last=False)
        return is_in_time

    @contextlib.asynccontextmanager
    async def _alone(self, aor: str) -> AsyncIterator[None]:
        """One REGISTER of an address at a time: read, decide, write."""
        lock, waiting = self._locks.get(aor, (asyncio.Lock(), 0))
        self._locks[aor] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(aor)
            if waiting > 1:
                self._locks[aor] = lock, waiting - 1

    async def sweep(self) -> int:
        """Takes away what has expired; how many there were, a bounded number at once."""
        rows = await self._store.records(Registration, tables.expired(self._clock, SWEPT_AT_ONCE))
        if rows:
            await self._store.commit(Unit(delete=rows))
        return len(rows)


def aor_of(user: str, domain: str) -> str:
    """The address of record; the host does not know capitals, the user does: RFC 3261 §19.1.4."""
    return f"{user}@{domain.lower()}"


def _named(request: Request, admission: Allowed) -> tuple[str, str]:
    """Whom the REGISTER is for: To, and never another than the one who proved it where the policy names one."""
    uri = request.to.uri
    user, domain = (uri.username, uri.host) if isinstance(uri, SipUri) else ("", "")
    asked = request.uri
    if isinstance(asked, SipUri):
        domain = asked.host
    return admission.user or user, (admission.domain or domain).lower()


def _binding(row: Registration) -> Binding:
    return Binding(
        contact=Address(parse_uri(row.contact)),
        call_id=row.call_id,
        cseq=row.cseq,
        expires_at=to_ms(row.date_expires) / 1000,
        q=row.q,
        flow=Source(row.source_ip, row.source_port, row.transport),
        user_agent=row.user_agent,
    )


def _is_behind(row: Registration) -> bool:
    """Whether the contact is another address than the one it was heard from."""
    hop = uri_hop(parse_uri(row.contact))
    return not is_address(hop.host) or hop.host != row.source_ip
