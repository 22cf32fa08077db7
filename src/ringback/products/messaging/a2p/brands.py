"""Verbs on brands. The simulated carrier's registry approves at once; for real carriers the operator says what came."""

from typing import Any

import msgspec

from ringback.kernel import Caller, Clock, Job, Page, PageRequest, SidSource
from ringback.kernel.audit import by, by_system, changed
from ringback.kernel.refused import NotFound
from ringback.products.messaging.a2p import errors, events, rules, tables
from ringback.products.messaging.a2p.model import (
    Brand,
    BrandStatus,
    BrandType,
    IdentityStatus,
    OneTimePassword,
    Vetting,
    VettingProvider,
)
from ringback.store import Store, Unit, again

REVIEW = "messaging.a2p.review-brand"
_TOLD = ("status", "identity_status", "brand_score", "tcr_id", "failure_reason", "brand_feedback")


class BrandsService:
    """`reviews_itself`: there is a simulated registry. A mock brand is approved anywhere: it may not send."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, *, reviews_itself: bool) -> None:
        self._store, self._clock, self._sids, self._reviews_itself = store, clock, sids, reviews_itself

    async def get(self, caller: Caller, *, sid: str) -> Brand:
        """One brand of the account."""
        brand = await self._store.first(Brand, sid=sid, account_sid=caller.account_sid)
        if brand is None:
            raise NotFound(what=f"/v1/a2p/BrandRegistrations/{sid}")
        return brand

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[Brand]:
        """The account's brands, newest first."""
        return await self._store.search(Brand, [tables.brands.c.account_sid == caller.account_sid], page)

    async def create(
        self,
        caller: Caller,
        *,
        customer_profile_bundle_sid: str,
        a2p_profile_bundle_sid: str,
        brand_type: BrandType = BrandType.STANDARD,
        mock: bool = False,
        skip_automatic_sec_vet: bool = False,
    ) -> Brand:
        """Submits a brand. It is PENDING until it has been reviewed."""
        now = self._clock.now()
        brand = Brand(
            sid=self._sids.new("BN", now),
            account_sid=caller.account_sid,
            customer_profile_bundle_sid=rules.check_bundle("CustomerProfileBundleSid", customer_profile_bundle_sid),
            a2p_profile_bundle_sid=rules.check_bundle("A2PProfileBundleSid", a2p_profile_bundle_sid),
            brand_type=brand_type,
            mock=mock,
            skip_automatic_sec_vet=skip_automatic_sec_vet,
            date_created=now,
            date_updated=now,
        )
        data = {"brand_type": brand_type.value, "mock": mock}
        told = events.BrandSubmitted(**_about(brand), **by(caller), at=now, event_data=data)
        await self._store.commit(Unit(insert=[brand], events=[told], jobs=self._reviewing(brand)))
        return brand

    @again
    async def resubmit(self, caller: Caller, *, sid: str) -> Brand:
        """Submits a brand once more that has failed; any other is as it was."""
        brand = await self.get(caller, sid=sid)
        if brand.status is not BrandStatus.FAILED:
            return brand
        after = msgspec.structs.replace(brand, status=BrandStatus.PENDING, failure_reason=None, errors=[])
        return await self._moved(brand, after, by(caller), self._reviewing(brand))

    async def send_password(self, caller: Caller, *, brand_sid: str) -> OneTimePassword:
        """Asks the registry to send a sole proprietor's one-time password again; other brands have none."""
        brand = await self.get(caller, sid=brand_sid)
        return OneTimePassword(brand.account_sid, brand.sid)

    # -- vettings

    async def vet(
        self, caller: Caller, *, brand_sid: str, vetting_provider: VettingProvider, vetting_id: str | None = None
    ) -> Vetting:
        """Brings somebody else's word for a brand; it counts once it has been reviewed."""
        brand, now = await self.get(caller, sid=brand_sid), self._clock.now()
        vetting = Vetting(
            sid=self._sids.new("VT", now),
            account_sid=brand.account_sid,
            brand_sid=brand.sid,
            vetting_provider=vetting_provider,
            vetting_id=vetting_id,
            date_created=now,
            date_updated=now,
        )
        await self._store.commit(Unit(insert=[vetting]))
        return vetting

    async def vetting(self, caller: Caller, *, brand_sid: str, brand_vetting_sid: str) -> Vetting:
        """One vetting of a brand."""
        found = await self._store.first(
            Vetting, sid=brand_vetting_sid, brand_sid=brand_sid, account_sid=caller.account_sid
        )
        if found is None:
            raise NotFound(what=f"/v1/a2p/BrandRegistrations/{brand_sid}/Vettings/{brand_vetting_sid}")
        return found

    async def vettings(
        self, caller: Caller, *, brand_sid: str, page: PageRequest, vetting_provider: VettingProvider | None = None
    ) -> Page[Vetting]:
        """A brand's vettings, newest first."""
        brand, t = await self.get(caller, sid=brand_sid), tables.vettings.c
        where = [t.account_sid == brand.account_sid, t.brand_sid == brand.sid]
        if vetting_provider is not None:
            where.append(t.vetting_provider == vetting_provider.value)
        return await self._store.search(Vetting, where, page)

    # -- reviews

    async def waiting(self, caller: Caller, *, page: PageRequest, status: BrandStatus | None = None) -> Page[Brand]:
        """Brands of all accounts, newest first."""
        where = [tables.brands.c.status == status.value] if status else []
        return await self._store.search(Brand, where, page)

    @again
    async def review(
        self,
        caller: Caller,
        *,
        sid: str,
        status: BrandStatus,
        brand_score: int | None = None,
        tcr_id: str | None = None,
        failure_reason: str | None = None,
    ) -> Brand:
        """Writes down what the registry has said of a brand."""
        brand = await self._store.first(Brand, sid=sid)
        if brand is None:
            raise NotFound(what=f"/ringback/v1/Brands/{sid}")
        if status is BrandStatus.FAILED and not failure_reason:
            raise errors.InvalidReview(reason="failure_reason is missing: say why the brand failed")
        approved = status is BrandStatus.APPROVED
        after = msgspec.structs.replace(
            brand,
            status=status,
            identity_status=IdentityStatus.VERIFIED if approved else brand.identity_status,
            brand_score=brand_score if brand_score is not None else brand.brand_score,
            tcr_id=tcr_id or brand.tcr_id,
            failure_reason=failure_reason if status is BrandStatus.FAILED else None,
        )
        return await self._moved(brand, after, by(caller))

    async def simulate_review(self, job: Job) -> Unit | None:
        """The simulated registry, and mock brands: approved."""
        brand = await self._store.get(Brand, job.key)
        if brand is None or brand.status is not BrandStatus.PENDING:
            return None
        after = msgspec.structs.replace(
            brand,
            status=BrandStatus.APPROVED,
            identity_status=IdentityStatus.VERIFIED,
            brand_score=rules.STANDARD_SCORE if brand.brand_type is BrandType.STANDARD else None,
            tcr_id=f"SIM{brand.sid[-7:].upper()}",
            date_updated=self._clock.now(),
        )
        return self._move(brand, after, by_system(brand.account_sid))

    def _reviewing(self, brand: Brand) -> list[Job]:
        return [Job(kind=REVIEW, key=brand.sid, account_sid=brand.account_sid)] if self._reviews(brand) else []

    def _reviews(self, brand: Brand) -> bool:
        return self._reviews_itself or brand.mock

    async def _moved(self, before: Brand, after: Brand, who: dict[str, Any], jobs: list[Job] | None = None) -> Brand:
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        await self._store.commit(self._move(before, after, who) + Unit(jobs=jobs or []))
        return after

    def _move(self, before: Brand, after: Brand, who: dict[str, Any]) -> Unit:
        data = changed(before, after, *_TOLD)
        told = events.BrandReviewed(**_about(after), **who, at=after.date_updated, event_data=data)
        return Unit(change=[(before, after)], events=[told])


def _about(brand: Brand) -> dict[str, Any]:
    return {"account_sid": brand.account_sid, "subject_sid": brand.sid}
