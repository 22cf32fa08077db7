"""Who may call and who may register: the answer to `signalling.Policy`.

Never an open relay. Only the request line says where a call goes, and there are two ways in: a SIP domain, for whoever
its lists let in, and a number that an account owns, from anywhere. From, To, Route and the rest of a call's header
fields are claims, and no claim is looked at. What is allowed always ends at an account of this installation.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

import msgspec

from ringback.kernel import Clock
from ringback.kernel.alert import Alerted
from ringback.products.accounts.service import AccountsService
from ringback.products.networks.model import SIMULATED_SID
from ringback.products.networks.service import NetworksService
from ringback.products.numbers.model import IncomingPhoneNumber
from ringback.products.numbers.service import NumbersService
from ringback.products.voice.sip import rules
from ringback.products.voice.sip.model import SipCredential, SipDomain
from ringback.products.voice.sip.service import AccessListsService, CredentialListsService, SipDomainsService
from ringback.signalling.policy import Account, Allowed, Attempt, Challenge, Decision, Denied, Source
from ringback.store import Store, Unit

# SIP's answers to the codes of reference/voice.md §13.
NO_DOMAIN = Denied(404, "No such SIP domain", 32002)
NO_NUMBER = Denied(404, "No such number")
UNREADABLE = Denied(400, "The request line cannot be read")
NOT_SIP = Denied(416, "Unsupported URI scheme")
INACTIVE = Denied(403, "The account is not active", 10003)
UNGUARDED = Denied(403, "The SIP domain has no list that lets anybody in", 32200)
NOT_LISTED = Denied(403, "The address is on no IP access control list of the SIP domain", 32201)
WRONG_USER = Denied(403, "The user is on no credential list of the SIP domain", 32202)
NOT_SECURE = Denied(403, "The SIP domain takes calls over TLS only", 32207)
NO_REGISTRATION = Denied(403, "The SIP domain takes no registrations", 32210)
NOT_THE_USER = Denied(403, "A user registers under the own name only", 32212)
NOBODY_REGISTERS = Denied(403, "The SIP domain has no credential list for registrations", 32212)

SECURE_TRANSPORTS = ("tls", "wss")
TOLD_AGAIN_IN = timedelta(minutes=1)  # one alert a minute for the same trouble from the same address
TOLD_MOST = 5_000  # troubles remembered; a flood from more addresses tells some of them again


class Told:
    """Keeps a scanner from filling the debugger."""

    def __init__(self) -> None:
        self._at: OrderedDict[tuple[str, int, str], datetime] = OrderedDict()

    def is_news(self, domain_sid: str, code: int, ip: str, now: datetime) -> bool:
        key = (domain_sid, code, ip)
        before = self._at.get(key)
        if before is not None and now - before < TOLD_AGAIN_IN:
            return False
        self._at[key] = now
        self._at.move_to_end(key)
        if len(self._at) > TOLD_MOST:
            self._at.popitem(last=False)
        return True


class SipPolicy:
    """`simulated_at` is where the simulated carrier's own user agent calls from, told when it has bound its port."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        numbers: NumbersService,
        networks: NetworksService,
        domains: SipDomainsService,
        credentials: CredentialListsService,
        access: AccessListsService,
    ) -> None:
        self._store, self._clock = store, clock
        self._accounts, self._numbers, self._networks = accounts, numbers, networks
        self._domains, self._credentials, self._access = domains, credentials, access
        self._told = Told()
        self.simulated_at: tuple[str, int] | None = None

    # -- signalling asks

    async def call(self, attempt: Attempt) -> Decision:
        target = rules.target_of(attempt.request_uri)
        if target is None:
            return UNREADABLE
        if target.scheme not in ("sip", "sips", "tel"):
            return NOT_SIP
        if self._domains.names.label_in(target.host) is None:
            return await self._to_number(attempt, target.user)
        domain = await self._domains.at(target.host)
        return (
            NO_DOMAIN if domain is None else await self._heard(attempt, domain, await self._to_domain(attempt, domain))
        )

    async def registration(self, attempt: Attempt) -> Decision:
        domain = await self._home(attempt)
        if domain is None:
            return NO_DOMAIN
        return await self._heard(attempt, domain, await self._at_home(attempt, domain))

    # -- numbers

    async def _to_number(self, attempt: Attempt, user: str) -> Decision:
        network_sid, country = await self._network(attempt.source)
        number = rules.number_in(user, country)
        owned = await self._numbers.owner_of(number) if number else None
        if not isinstance(owned, IncomingPhoneNumber):
            return NO_NUMBER
        if not (await self._accounts.standing(owned.account_sid)).is_active:
            return INACTIVE
        kind = "number" if network_sid is None else "network"
        return Allowed(account_sid=owned.account_sid, kind=kind, network_sid=network_sid, to_number=number)

    async def _network(self, source: Source) -> tuple[str | None, str]:
        """The network that calls from there, and the country whose national numbers it writes."""
        if self.simulated_at == (source.ip, source.port):
            return SIMULATED_SID, "US"
        found = await self._networks.at(source.ip)
        return (found.sid, found.country) if found is not None else (None, "US")

    # -- domains

    async def _to_domain(self, attempt: Attempt, domain: SipDomain) -> Decision:
        if not (await self._accounts.standing(domain.account_sid)).is_active:
            return INACTIVE
        if domain.secure and attempt.source.transport not in SECURE_TRANSPORTS:
            return NOT_SECURE
        if not domain.call_acls and not domain.call_credentials:
            return UNGUARDED
        if domain.call_acls and not await self._access.lets_in(domain.call_acls, attempt.source.ip):
            return NOT_LISTED
        if not domain.call_credentials:
            return _allowed(domain, None)
        return await self._proved(attempt, domain, domain.call_credentials)

    async def _proved(
        self, attempt: Attempt, domain: SipDomain, lists: tuple[str, ...]
    ) -> Allowed | Challenge | Denied:
        """Allowed once digest has proved a user of these lists, in our realm; they may have changed meanwhile."""
        if attempt.user is None:
            return self._challenge(attempt, domain, lists)
        if attempt.realm != rules.REALM or not await self._credentials.secrets_of(attempt.user, lists):
            return WRONG_USER
        return _allowed(domain, attempt.user)

    def _challenge(self, attempt: Attempt, domain: SipDomain, lists: tuple[str, ...]) -> Challenge:
        async def account(username: str) -> Account | None:
            found = await self._credentials.secrets_of(username, lists)
            return _account(found[0]) if found else None

        async def refused() -> Denied:
            await self._heard(attempt, domain, WRONG_USER)
            return WRONG_USER

        return Challenge(rules.REALM, account, refused)

    # -- registrations

    async def _home(self, attempt: Attempt) -> SipDomain | None:
        """The domain that is registered at: of the request line, which must be that of the address of record too."""
        asked, record = rules.target_of(attempt.request_uri), rules.target_of(attempt.to_uri)
        if asked is None or record is None:
            return None
        domain = await self._domains.at(asked.host)
        of_record = await self._domains.at(record.host)
        return domain if domain is not None and of_record is not None and of_record.sid == domain.sid else None

    async def _at_home(self, attempt: Attempt, domain: SipDomain) -> Decision:
        if not (await self._accounts.standing(domain.account_sid)).is_active:
            return INACTIVE
        if not domain.sip_registration:
            return NO_REGISTRATION
        if not domain.registration_credentials:
            return NOBODY_REGISTERS
        if domain.secure and attempt.source.transport not in SECURE_TRANSPORTS:
            return NOT_SECURE
        record = rules.target_of(attempt.to_uri)
        if attempt.user is not None and (record is None or rules.unescaped(record.user) != attempt.user):
            return NOT_THE_USER
        return await self._proved(attempt, domain, domain.registration_credentials)

    # -- the debugger

    async def _heard(self, attempt: Attempt, domain: SipDomain, decision: Decision) -> Decision:
        """The decision; its owner finds a refusal with a code in the debugger."""
        if isinstance(decision, Denied) and decision.code is not None:
            now = self._clock.now()
            if self._told.is_news(domain.sid, decision.code, attempt.source.ip, now):
                await self._store.commit(Unit(events=[_alert(attempt, domain, decision, now)]))
        return decision


def _allowed(domain: SipDomain, user: str | None) -> Allowed:
    name = domain.domain_name
    return Allowed(account_sid=domain.account_sid, kind="domain", domain_sid=domain.sid, domain=name, user=user)


def _account(credential: SipCredential) -> Account:
    return Account(credential.username, hashes={"MD5": credential.ha1_md5, "SHA-256": credential.ha1_sha256})


def _alert(attempt: Attempt, domain: SipDomain, denied: Denied, now: datetime) -> Alerted:
    details = {
        "sipDomain": domain.domain_name,
        "sipCallId": attempt.call_id[:128],
        "sipMethod": attempt.method[:32],
        "sipSource": str(attempt.source),
        "sipUser": (attempt.user or attempt.claimed_user or "")[:64],
        "sipResponse": str(denied.status),
    }
    return Alerted(
        account_sid=domain.account_sid,
        subject_sid=domain.sid,
        at=now,
        error_code=denied.code or 0,
        level="error",
        message=denied.reason or "",
        details=msgspec.to_builtins({name: value for name, value in details.items() if value}),
    )
