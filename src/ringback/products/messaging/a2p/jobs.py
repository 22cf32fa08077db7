"""What registrations do later."""

from ringback.jobs import Later, work
from ringback.kernel import Job
from ringback.products.messaging.a2p import brands, campaigns
from ringback.store import Unit


class A2pJobs:
    """The simulated registry."""

    def __init__(self, brands: brands.BrandsService, campaigns: campaigns.CampaignsService) -> None:
        self._brands, self._campaigns = brands, campaigns

    @work(brands.REVIEW, attempts=20)
    async def review_brand(self, job: Job) -> Unit | None:
        return await self._brands.simulate_review(job)

    @work(campaigns.REVIEW, attempts=20)
    async def review_campaign(self, job: Job) -> Unit | Later | None:
        return await self._campaigns.simulate_review(job)
