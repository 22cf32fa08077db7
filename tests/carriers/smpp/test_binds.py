"""Binds: made, refused, lost, made again, and owned by one process."""

from datetime import timedelta

import pytest

from ringback.app.intercept.authority import Authority
from ringback.carriers import Facts, Submitted
from ringback.carriers.routing import rules
from ringback.carriers.smpp.leases import TTL, Leases
from ringback.kernel import Unavailable
from ringback.protocols.smpp.pdus import BindReceiver, BindTransceiver, BindTransmitter
from ringback.protocols.smpp.status import Status
from ringback.store import Unit
from tests.carriers.smpp.patience import until


async def test_each_bind_says_who_we_are(world):
    await world.bound(transceivers=1, transmitters=1, receivers=1, password="open ses", system_type="RB")
    assert {type(one) for one in world.smsc.binds} == {BindTransceiver, BindTransmitter, BindReceiver}
    assert {(one.system_id, one.password, one.system_type) for one in world.smsc.binds} == {
        ("ringback", "open ses", "RB")
    }  # fmt: skip


async def test_a_bind_that_is_lost_is_made_again(world):
    carrier = await world.bound()
    next(iter(world.smsc.bound)).transport.abort()
    await until(lambda: len(world.smsc.binds) == 2 and carrier.lines.can_send, "the second bind")
    assert isinstance(await carrier.submit(world.submission()), Submitted)


async def test_an_smsc_that_is_away_is_found_when_it_is_back(world):
    port = world.smsc.port
    await world.smsc.stop()
    carriers = await world.open()
    [carrier] = carriers
    with pytest.raises(Unavailable):
        await carrier.submit(world.submission())
    await world.smsc.start(port)
    await until(lambda: carrier.lines.can_send, "a bind")


async def test_an_smsc_that_unbinds_us_is_bound_again(world):
    carrier = await world.bound()
    peer = next(iter(world.smsc.bound))
    peer.session.unbind(0.0)
    peer.flush()
    await until(lambda: len(world.smsc.binds) == 2 and carrier.lines.can_send, "the second bind")


async def test_a_wrong_password_is_said_and_not_insisted_on(world):
    world.smsc.refuses = Status.ESME_RINVPASWD
    [carrier] = await world.open()
    [line] = carrier.lines
    await until(lambda: line.reason == "ESME_RINVPASWD", "the refusal")
    assert len(world.smsc.binds) == 1


async def test_stopping_unbinds(world):
    carriers = await world.open()
    await until(lambda: world.smsc.bound, "a bind")
    await carriers.stop()
    await until(lambda: not world.smsc.bound, "the unbind")


async def test_a_carrier_that_is_set_up_is_bound_and_one_that_is_switched_off_is_not(world):
    carriers = await world.open(transceivers=0)
    one = world.network()
    await world.store.commit(Unit(insert=[one]))
    await carriers.refresh()
    await until(lambda: len(world.smsc.bound) == 1, "a bind")
    await world.store.commit(Unit(delete=[one]))
    await carriers.refresh()
    await until(lambda: not world.smsc.bound, "the end of the bind")


def chosen(carriers, to):
    """Names of those a number is given to where there is no route, the first choice first."""
    known = {one.sid: one for one in carriers.known()}
    facts = Facts(message_sid="SM1", account_sid="AC1", from_="+14155550100", to=to)
    return [known[one.carrier_sid].friendly_name for one in rules.choices(facts, rules.Table(()), known)]


async def test_the_longest_prefix_chooses_and_nothing_fails_over_to_another_kind(world):
    carriers = await world.open(prefixes=("+1", "+44"), friendly_name="A")
    await world.store.commit(Unit(insert=[world.network(prefixes=("+4420",)), world.network(prefixes=())]))
    await carriers.refresh()
    await until(lambda: len(list(carriers)) == 3, "three carriers")
    first = {to: chosen(carriers, to) for to in ("+14155550123", "+442079460018", "+41445551234")}
    assert first == {"+14155550123": ["A"], "+442079460018": ["Scripted"], "+41445551234": []}


async def test_tls(world, tmp_path):
    await world.smsc.stop()
    await world.smsc.start(ssl=Authority(tmp_path, world.clock.now()).context("localhost"))
    carrier = await world.bound(tls=True, tls_verify=False)
    assert isinstance(await carrier.submit(world.submission()), Submitted)


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(world, tmp_path):
    await world.smsc.stop()
    await world.smsc.start(ssl=Authority(tmp_path, world.clock.now()).context("localhost"))
    [carrier] = await world.open(tls=True)
    [line] = carrier.lines
    await until(lambda: line.reason == "the connection is gone", "the refusal")
    assert world.smsc.binds == []


# -- ownership


@pytest.fixture
def two(store, clock):
    """Two processes that want the same binds, and a clock for what they measure themselves."""
    now = [0.0]
    monotonic = lambda: now[0]  # noqa: E731
    first, second = Leases(store, clock, "first", monotonic), Leases(store, clock, "second", monotonic)
    first._alone = second._alone = False
    return first, second, now


async def test_one_process_has_the_binds(two):
    first, second, _ = two
    assert await first.hold("SP1") and not await second.hold("SP1")
    assert await first.hold("SP1") and await second.hold("SP2")


async def test_a_dead_process_is_followed_by_the_next(two, clock):
    first, second, _ = two
    await first.hold("SP1")
    clock.leap_to(clock.now() + TTL + timedelta(seconds=1))
    assert await second.hold("SP1") and not await first.hold("SP1")


async def test_a_process_that_ends_lets_go_at_once(two):
    first, second, _ = two
    await first.hold("SP1")
    await first.release("SP1")
    assert await second.hold("SP1")


async def test_who_cannot_renew_lets_go_before_another_may_take_it(two, store, monkeypatch):
    first, _, now = two
    await first.hold("SP1")

    async def away(*_):
        raise Unavailable("the database is away")

    monkeypatch.setattr(store, "get", away)
    now[0] = 10.0
    assert await first.hold("SP1")
    now[0] = TTL.total_seconds() - 2.0
    assert not await first.hold("SP1")


async def test_a_carrier_of_another_process_is_not_bound_here(world):
    await world.open(owner="there")
    carriers = await world.open(owner="here")
    first, second = world._started
    for one in (first, second):
        one._leases._alone = False
    await first._look()
    await second._look()
    assert list(first) and not list(second)
    with pytest.raises(Unavailable, match="not held by this process"):
        await next(carriers.named(one.sid) for one in carriers.known()).submit(world.submission())
