"""Later work of numbers: a closed account gives back all it owns."""

from ringback.jobs import reaction, work
from ringback.kernel import Job
from ringback.products.accounts.events import AccountClosed
from ringback.products.numbers.service import NumbersService


@reaction(AccountClosed)
def release(event: AccountClosed) -> Job:
    return Job(kind="numbers.release_all", key=event.subject_sid, account_sid=event.subject_sid)


class NumbersJobs:
    def __init__(self, numbers: NumbersService) -> None:
        self._numbers = numbers

    @work("numbers.release_all")
    async def release_all(self, job: Job) -> None:
        await self._numbers.release_all(job.key)
