"""Verbs on campaigns, and what a campaign means for a message."""

from datetime import timedelta
from typing import Any, TypedDict, Unpack

import msgspec

from ringback.jobs import Later
from ringback.kernel import Caller, Clock, Job, Page, PageRequest, SidSource, phone
from ringback.kernel.audit import by, by_system, changed
from ringback.kernel.refused import NotFound
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.a2p import errors, events, rules, tables
from ringback.products.messaging.a2p.model import Brand, BrandStatus, Campaign, CampaignStatus, Usecases
from ringback.products.messaging.services.model import Service
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.store import Duplicate, Store, Unit, again

REVIEW = "messaging.a2p.review-campaign"
UNREGISTERED, SUSPENDED = 30034, 30033
HOPEFUL = (BrandStatus.PENDING, BrandStatus.IN_REVIEW, BrandStatus.APPROVED)
NOT_APPROVED = {"error_code": rules.TOO_LITTLE, "error_reason": "The brand was not approved"}
LOOK_AGAIN = timedelta(seconds=1)
_TOLD = ("campaign_status", "campaign_id", "segments_a_second", "errors")


class Described(TypedDict, total=False):
    """What may be said of a campaign."""

    description: str
    message_flow: str
    message_samples: list[str]
    has_embedded_links: bool
    has_embedded_phone: bool
    opt_in_message: str
    opt_out_message: str
    help_message: str
    opt_in_keywords: list[str]
    opt_out_keywords: list[str]
    help_keywords: list[str]
    subscriber_opt_in: bool
    age_gated: bool
    direct_lending: bool
    privacy_policy_url: str | None
    terms_and_conditions_url: str | None


class CampaignsService:
    """What is registered. Whether that matters, an account says (`requires_us_registration`).

    `reviews_itself`: there is a simulated registry.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        services: ServicesService,
        senders: SendersService,
        accounts: AccountsService,
        *,
        reviews_itself: bool,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._services, self._senders, self._accounts = services, senders, accounts
        self._reviews_itself = reviews_itself

    # -- what messages ask

    async def of(self, account_sid: str, sender: str, to: str) -> Campaign | None:
        """The campaign that a text is sent in; None where it needs none or has none."""
        if not needs_one(sender, to):
            return None
        holder = await self._senders.holder(account_sid, sender)
        if holder is None:
            return None
        return await self._store.cached(Campaign, messaging_service_sid=holder.service_sid)

    async def refuses(self, account_sid: str, sender: str, to: str) -> int | None:
        """The code that a text fails with, as far as registration goes."""
        if not needs_one(sender, to) or not await self._is_asked_for(account_sid):
            return None
        campaign = await self.of(account_sid, sender, to)
        if campaign is not None and campaign.campaign_status is CampaignStatus.SUSPENDED:
            return SUSPENDED
        verified = campaign is not None and campaign.campaign_status is CampaignStatus.VERIFIED
        return None if verified and campaign is not None and not campaign.mock else UNREGISTERED

    async def rate(self, account_sid: str, sender: str, to: str) -> tuple[str, float] | None:
        """The campaign's lane, and segments a second that its numbers share; None where nothing says so."""
        campaign = await self.of(account_sid, sender, to) if await self._is_asked_for(account_sid) else None
        if campaign is None or campaign.segments_a_second is None:
            return None
        return f"campaign:{campaign.sid}", campaign.segments_a_second

    async def _is_asked_for(self, account_sid: str) -> bool:
        return (await self._accounts.settings(account_sid)).requires_us_registration

    # -- the API's verbs

    async def get(self, caller: Caller, *, service_sid: str, sid: str) -> Campaign:
        """The campaign of a service."""
        await self._services.get(caller, sid=service_sid)
        at = {"sid": sid, "account_sid": caller.account_sid, "messaging_service_sid": service_sid}
        found = await self._store.first(Campaign, **at)
        if found is None:
            raise NotFound(what=f"/v1/Services/{service_sid}/Compliance/Usa2p/{sid}")
        return found

    async def search(self, caller: Caller, *, service_sid: str, page: PageRequest) -> Page[Campaign]:
        """The campaign of a service, or nothing."""
        await self._services.get(caller, sid=service_sid)
        t = tables.campaigns.c
        where = [t.account_sid == caller.account_sid, t.messaging_service_sid == service_sid]
        return await self._store.search(Campaign, where, page)

    async def usecases(
        self, caller: Caller, *, service_sid: str, brand_registration_sid: str | None = None
    ) -> Usecases:
        """What a campaign may be for."""
        await self._services.get(caller, sid=service_sid)
        brand = await self._brand(caller, brand_registration_sid) if brand_registration_sid else None
        return Usecases(rules.usecases_of(brand))

    async def create(
        self,
        caller: Caller,
        *,
        service_sid: str,
        brand_registration_sid: str,
        us_app_to_person_usecase: str,
        **said: Unpack[Described],
    ) -> Campaign:
        """Submits what a service is for. It is PENDING until it has been reviewed."""
        service = await self._services.get(caller, sid=service_sid)
        brand = await self._brand(caller, brand_registration_sid)
        if brand.status not in HOPEFUL:
            raise errors.BrandRefused(sid=brand.sid, status=brand.status.value)
        rules.check_campaign(said)
        now = self._clock.now()
        campaign = Campaign(
            sid=self._sids.new("QE", now),
            account_sid=caller.account_sid,
            messaging_service_sid=service.sid,
            brand_registration_sid=brand.sid,
            us_app_to_person_usecase=rules.check_usecase(us_app_to_person_usecase, brand),
            mock=brand.mock,
            date_created=now,
            date_updated=now,
            **said,  # type: ignore[arg-type]
        )
        data = {"usecase": us_app_to_person_usecase, "brand": brand.sid}
        told = events.CampaignSubmitted(**_about(campaign), **by(caller), at=now, event_data=data)
        jobs = [self._reviewing(campaign)] if self._reviews_itself or campaign.mock else []
        try:
            await self._store.commit(Unit(insert=[campaign], events=[told], jobs=jobs))
        except Duplicate:
            there = await self._store.first(Campaign, messaging_service_sid=service.sid)
            raise errors.CampaignThere(sid=service.sid, campaign=there.sid if there else "?") from None
        return campaign

    @again
    async def update(self, caller: Caller, *, service_sid: str, sid: str, **said: Unpack[Described]) -> Campaign:
        """Says anew what a campaign is; it is reviewed again."""
        before = await self.get(caller, service_sid=service_sid, sid=sid)
        rules.check_campaign(said)
        after = msgspec.structs.replace(before, campaign_status=CampaignStatus.PENDING, errors=[], **said)
        jobs = [self._reviewing(after)] if self._reviews_itself or after.mock else []
        return await self._moved(before, after, by(caller), jobs)

    @again
    async def delete(self, caller: Caller, *, service_sid: str, sid: str) -> None:
        """Its numbers are unregistered again."""
        campaign = await self.get(caller, service_sid=service_sid, sid=sid)
        told = events.CampaignDeleted(**_about(campaign), **by(caller), at=self._clock.now())
        unit = Unit(delete=[campaign], events=[told])
        await self._store.commit(unit + await self._registered(campaign, is_registered=False))

    # -- reviews

    async def waiting(
        self, caller: Caller, *, page: PageRequest, campaign_status: CampaignStatus | None = None
    ) -> Page[Campaign]:
        """Campaigns of all accounts, newest first."""
        t = tables.campaigns.c
        return await self._store.search(
            Campaign, [t.campaign_status == campaign_status.value] if campaign_status else [], page
        )

    @again
    async def review(
        self,
        caller: Caller,
        *,
        sid: str,
        campaign_status: CampaignStatus,
        campaign_id: str | None = None,
        segments_a_second: float | None = None,
        failure_reason: str | None = None,
    ) -> Campaign:
        """Writes down what the registry has said of a campaign."""
        before = await self._store.first(Campaign, sid=sid)
        if before is None:
            raise NotFound(what=f"/ringback/v1/Campaigns/{sid}")
        if campaign_status is CampaignStatus.FAILED and not failure_reason:
            raise errors.InvalidReview(reason="failure_reason is missing: say why the campaign failed")
        brand = await self._store.get(Brand, before.brand_registration_sid)
        assert brand is not None
        name, usual = rules.rate_of(before.us_app_to_person_usecase, brand)
        after = msgspec.structs.replace(
            before,
            campaign_status=campaign_status,
            campaign_id=campaign_id or before.campaign_id,
            segments_a_second=segments_a_second or before.segments_a_second or usual,
            message_class=before.message_class or name,
            errors=[{"error_code": rules.TOO_LITTLE, "error_reason": failure_reason}] if failure_reason else [],
        )
        return await self._moved(before, after, by(caller))

    async def simulate_review(self, job: Job) -> Unit | Later | None:
        """The simulated registry, and campaigns of mock brands: verified once the brand is, if enough is said."""
        before = await self._store.get(Campaign, job.key)
        if before is None or before.campaign_status is not CampaignStatus.PENDING:
            return None
        brand = await self._store.get(Brand, before.brand_registration_sid)
        if brand is not None and brand.status in (BrandStatus.PENDING, BrandStatus.IN_REVIEW):
            return Later(self._clock.now() + LOOK_AGAIN)
        is_approved = brand is not None and brand.status is BrandStatus.APPROVED
        why = rules.shortcomings(before) if is_approved else [NOT_APPROVED]
        if brand is None or why:
            failed = msgspec.structs.replace(before, campaign_status=CampaignStatus.FAILED, errors=why)
            return await self._move(before, failed, by_system(before.account_sid))
        name, rate = rules.rate_of(before.us_app_to_person_usecase, brand)
        after = msgspec.structs.replace(
            before,
            campaign_status=CampaignStatus.VERIFIED,
            campaign_id=f"SIM{before.sid[-7:].upper()}",
            message_class=name,
            segments_a_second=rate,
            date_updated=self._clock.now(),
        )
        return await self._move(before, after, by_system(before.account_sid))

    async def _brand(self, caller: Caller, sid: str) -> Brand:
        brand = await self._store.first(Brand, sid=sid, account_sid=caller.account_sid)
        if brand is None:
            raise errors.NoSuchBrand(value=sid[:40])
        return brand

    def _reviewing(self, campaign: Campaign) -> Job:
        return Job(kind=REVIEW, key=campaign.sid, account_sid=campaign.account_sid)

    async def _moved(
        self, before: Campaign, after: Campaign, who: dict[str, Any], jobs: list[Job] | None = None
    ) -> Campaign:
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        await self._store.commit(await self._move(before, after, who) + Unit(jobs=jobs or []))
        return after

    async def _move(self, before: Campaign, after: Campaign, who: dict[str, Any]) -> Unit:
        data = changed(before, after, *_TOLD)
        told = events.CampaignReviewed(**_about(after), **who, at=after.date_updated, event_data=data)
        is_registered = after.campaign_status is CampaignStatus.VERIFIED
        unit = Unit(change=[(before, after)], events=[told])
        return unit + await self._registered(after, is_registered=is_registered)

    async def _registered(self, campaign: Campaign, *, is_registered: bool) -> Unit:
        """The service says so too."""
        before = await self._store.get(Service, campaign.messaging_service_sid)
        if before is None or before.us_app_to_person_registered is is_registered:
            return Unit()
        return Unit(change=[(before, msgspec.structs.replace(before, us_app_to_person_registered=is_registered))])


def needs_one(sender: str, to: str) -> bool:
    """Texts from ten-digit numbers to the United States are registered; toll-free numbers and short codes are not."""
    if not sender.startswith("+1") or phone.kind(sender) != "local" or not to.startswith("+1"):
        return False
    return phone.country(to) == "US" and phone.country(sender) == "US"


def _about(campaign: Campaign) -> dict[str, Any]:
    return {"account_sid": campaign.account_sid, "subject_sid": campaign.sid}
