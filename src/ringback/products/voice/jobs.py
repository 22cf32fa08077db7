"""What voice does later."""

from ringback.jobs import Later, Written, work
from ringback.kernel import Job
from ringback.products.voice.caller_ids import VALIDATION, CallerIdsService
from ringback.products.voice.placing import Placing
from ringback.products.voice.service import DIAL
from ringback.products.voice.user_messages import HEARD, UserMessagesService
from ringback.store import Unit


class VoiceJobs:
    """Handlers of the work in this product."""

    def __init__(self, placing: Placing, caller_ids: CallerIdsService, user_messages: UserMessagesService) -> None:
        self._placing, self._caller_ids, self._user_messages = placing, caller_ids, user_messages

    @work(DIAL, attempts=50, backoff_s=(1, 2, 5, 10, 30))
    async def dial(self, job: Job) -> Unit | Later | Written | None:
        return await self._placing.dial(job)

    @work(VALIDATION, attempts=50)
    async def validation(self, job: Job) -> Unit | Later | None:
        return await self._caller_ids.look_after(job)

    @work(HEARD)
    async def user_message(self, job: Job) -> Unit | None:
        return await self._user_messages.heard(job)
