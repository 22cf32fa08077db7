"""The front desk: who answers a call that comes in, and how a call that goes out gets there. The switch asks it."""

from collections.abc import Callable
from decimal import Decimal

from ringback.kernel import Clock, phone
from ringback.kernel.alert import Alerted
from ringback.products.accounts.service import AccountsService, ApplicationsService
from ringback.products.numbers.model import IncomingPhoneNumber
from ringback.products.numbers.service import NumbersService
from ringback.products.pricing.service import PriceList
from ringback.products.voice.recordings import PATH
from ringback.products.voice.rules import asked, endpoints, life
from ringback.products.voice.rules.pricing import line_of
from ringback.products.voice.service import of_application
from ringback.products.voice.sip.model import SipDomain
from ringback.products.voice.sip.service import SipDomainsService
from ringback.products.voice.ways import Outward
from ringback.store import Store, Unit
from ringback.switch.model import Call, Instructions, Recording
from ringback.switch.ports import Arrived, Denied, Placement, Turned, Ways

NOT_CONFIGURED = (
    "<Response><Say>The number that you have called is in service, and nothing is set up to answer it. Goodbye.</Say>"
    "<Hangup/></Response>"
)
NO_URL, NO_SUCH_DOMAIN, INACTIVE = 11100, 32002, 10003


class Desk:
    """What the switch asks of the rooms above it: `switch.ports.Ground`."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        applications: ApplicationsService,
        numbers: NumbersService,
        prices: PriceList,
        domains: SipDomainsService,
        outward: Outward,
        address: Callable[[str], str],
    ) -> None:
        self._store, self._clock, self._accounts, self._applications = store, clock, accounts, applications
        self._numbers, self._prices, self._domains = numbers, prices, domains
        self._outward, self._address = outward, address

    # -- in

    async def called(self, arrived: Arrived) -> Placement | Turned:
        """Whose call it is: a domain's, or a number's."""
        if arrived.kind == "domain":
            domain = await self._domains.find(arrived.account_sid or "", arrived.domain_sid or "")
            return (
                Turned(404, "Not Found", NO_SUCH_DOMAIN) if domain is None else await self._at_domain(domain, arrived)
            )
        number = phone.parse(arrived.request_user)
        owned = await self._numbers.owner_of(number) if number else None
        if not isinstance(owned, IncomingPhoneNumber) or not owned.capabilities.voice:
            return Turned(404, "Not Found")
        return await self._at_number(owned, arrived)

    async def _at_number(self, number: IncomingPhoneNumber, arrived: Arrived) -> Placement | Turned:
        if not (await self._accounts.standing(number.account_sid)).is_active:
            return Turned(403, "Forbidden", INACTIVE, number.account_sid)
        country = await self._outward.country_of(arrived.network_sid)
        shared = {
            "account_sid": number.account_sid,
            "from_": caller_of(arrived, country),
            "to": number.phone_number,
            "phone_number_sid": number.sid,
            "trunk_sid": number.trunk_sid,
        }
        sid = number.voice_application_sid
        application = await self._applications.find(number.account_sid, sid) if sid else None
        if application is not None and application.voice_url:
            told = of_application(application)
            return Placement(
                **shared, instructions=told.instructions, callback=told.callback, application_sid=application.sid
            )
        callback = asked.callback(number.status_callback, number.status_callback_method, ("completed",))
        return Placement(**shared, instructions=await self._of_number(number), callback=callback)

    async def _of_number(self, number: IncomingPhoneNumber) -> Instructions:
        if number.voice_url:
            return Instructions(
                url=number.voice_url,
                method=number.voice_method,
                fallback_url=number.voice_fallback_url,
                fallback_method=number.voice_fallback_method,
            )
        await self._warn(number.account_sid, number.sid, f"{number.phone_number} was called and has no VoiceUrl")
        return Instructions(twiml=NOT_CONFIGURED)

    async def _at_domain(self, domain: SipDomain, arrived: Arrived) -> Placement | Turned:
        if not (await self._accounts.standing(domain.account_sid)).is_active:
            return Turned(403, "Forbidden", INACTIVE, domain.account_sid)
        if not domain.voice_url:
            await self._warn(domain.account_sid, domain.sid, f"{domain.domain_name} was called and has no VoiceUrl")
            return Turned(404, "Not Found", NO_URL, domain.account_sid)
        return Placement(
            account_sid=domain.account_sid,
            from_=f"sip:{arrived.user or arrived.from_user}@{domain.domain_name}",
            to=f"sip:{arrived.request_user}@{domain.domain_name}",
            instructions=Instructions(
                url=domain.voice_url,
                method=domain.voice_method,
                fallback_url=domain.voice_fallback_url,
                fallback_method=domain.voice_fallback_method,
            ),
            callback=asked.callback(
                domain.voice_status_callback_url, domain.voice_status_callback_method, ("completed",)
            ),
            sip_domain_sid=domain.sid,
            params={"SipDomain": domain.domain_name, "SipDomainSid": domain.sid},
        )

    async def application(self, account_sid: str, application_sid: str) -> Placement | None:
        """What `<Application>` runs."""
        application = await self._applications.find(account_sid, application_sid)
        if application is None or not application.voice_url:
            return None
        told = of_application(application)
        return Placement(
            account_sid=account_sid,
            from_="",
            to="",
            instructions=told.instructions,
            callback=told.callback,
            application_sid=application_sid,
        )

    async def _warn(self, account_sid: str, sid: str, message: str) -> None:
        alert = Alerted(
            account_sid=account_sid,
            subject_sid=sid,
            at=self._clock.now(),
            error_code=NO_URL,
            level="warning",
            message=message,
        )
        await self._store.commit(Unit(events=[alert]))

    # -- out

    async def ways(self, call: Call, parent: Call | None) -> Ways | Denied:
        return await self._outward.ways(call, parent)

    # -- what it comes to

    def price(self, call: Call) -> Decimal | None:
        """By the minute begun; what nobody answered is free."""
        if not call.duration:
            return None
        sheet, country, kind = line_of(call)
        return self._prices.call(sheet, kind, country, life.minutes(call.duration))

    def recording_price(self, recording: Recording) -> Decimal | None:
        return self._prices.recording(life.minutes(recording.duration)) if recording.duration else None

    def recording_url(self, recording: Recording) -> str:
        return self._address(PATH.format(account_sid=recording.account_sid, sid=recording.sid))


def caller_of(arrived: Arrived, country: str = "US") -> str:
    """The caller's number; a client or SIP user by its address; ANONYMOUS where it is withheld."""
    user = arrived.from_user
    if not user or user.lower() in ("anonymous", "unavailable", "restricted", "private", "unknown"):
        return endpoints.ANONYMOUS
    return phone.parse(user, country) or (user if user.startswith("client:") else arrived.from_uri)
