"""What numbers do by themselves."""

from ringback.jobs import Reactions, Runner
from ringback.kernel import Caller
from ringback.products.numbers import jobs


async def test_closing_a_subaccount_releases_its_numbers(room, acme, seeded, subaccount):
    room.store.reactions = Reactions([jobs])
    runner = Runner(room.store, room.clock, "test")
    runner.register(jobs.NumbersJobs(room.numbers))
    west = await subaccount("west")
    await room.numbers.provision(west.sid, "+12062841234")
    await acme.buy(PhoneNumber="+16172271234")

    await runner.start()
    owner = Caller(seeded.account.sid, seeded.account.sid, seeded.account.sid)
    await room.accounts.update(owner, sid=west.sid, status="closed")
    await runner.settle()
    await runner.stop()

    assert await room.numbers.owner_of("+12062841234") is None
    assert await acme.owned() == ["+16172271234"]
