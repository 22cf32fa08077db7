"""What services do later, and which events ask for it."""

from ringback.jobs import Later, reaction, work
from ringback.kernel import Job
from ringback.products.messaging.opt_outs import OptOuts
from ringback.products.messaging.services.choosing import Choosing
from ringback.products.messaging.services.senders import SendersService
from ringback.products.numbers.events import NumberReleased, NumberTransferred, ShortCodeReleased
from ringback.store import Unit


class ServicesJobs:
    """Handlers of the work of services and keywords."""

    def __init__(self, choosing: Choosing, senders: SendersService, opt_outs: OptOuts) -> None:
        self._choosing, self._senders, self._opt_outs = choosing, senders, opt_outs

    @work("messaging.come-due", attempts=1000, backoff_s=(1, 5, 30))
    async def come_due(self, job: Job) -> Unit | None:
        return await self._choosing.come_due(job)

    @work("messaging.choose", attempts=1000, backoff_s=(1, 2, 5, 10, 30, 60))
    async def choose(self, job: Job) -> Unit | None:
        return await self._choosing.choose(job)

    @work("messaging.keyword-answer", attempts=20)
    async def answer_keyword(self, job: Job) -> Unit | Later | None:
        return await self._opt_outs.answer(job)

    @work("messaging.leave-pool")
    async def leave_pool(self, job: Job) -> Unit | None:
        return await self._senders.released(job.key)


def _leaving(event: NumberReleased | NumberTransferred | ShortCodeReleased) -> Job:
    return Job(kind="messaging.leave-pool", key=event.subject_sid, account_sid=event.account_sid)


leave_when_released = reaction(NumberReleased)(lambda event: _leaving(event))
leave_when_transferred = reaction(NumberTransferred)(lambda event: _leaving(event))
leave_when_code_released = reaction(ShortCodeReleased)(lambda event: _leaving(event))
