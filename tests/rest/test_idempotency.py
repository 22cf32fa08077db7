"""`Idempotency-Key`: the same answer again, and nothing done twice."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ringback.kernel import SidSource
from ringback.rest.asgi import RestApp
from ringback.rest.idempotency import Idempotency
from ringback.rest.tables import kept_answers
from ringback.store import Store
from ringback.transports.clocks import LeapingClock
from tests.rest.client import Client, Reply, basic
from tests.rest.conftest import ACCOUNT, OTHER
from tests.rest.notes import NoteService, kept_notes

NOTES = f"/2010-04-01/Accounts/{ACCOUNT}/Notes.json"
TO = {"To": "+14155550123", "Body": "hi"}
KEY = {"Idempotency-Key": "order-7"}


@pytest.fixture
def durable(store: Store, clock: LeapingClock, sids: SidSource) -> NoteService:
    return NoteService(clock, sids, store)


@pytest.fixture
def keeper(store: Store, clock: LeapingClock) -> Idempotency:
    return Idempotency(store, clock)


@pytest.fixture
def writer(build: Callable[..., RestApp], durable: NoteService, keeper: Idempotency) -> Client:
    return Client(build(notes=durable, idempotency=keeper), auth=basic(ACCOUNT, "secret"))


async def _count(store: Store, table: sa.Table = kept_notes) -> int:
    ((count,),) = await store.select(sa.select(sa.func.count()).select_from(table))
    return count


async def test_a_repetition_gets_the_same_answer_and_writes_nothing(writer: Client, store: Store) -> None:
    first = await writer.post(NOTES, TO, headers=KEY)
    second = await writer.post(NOTES, TO, headers=KEY)
    assert (second.status, second.body) == (first.status, first.body) == (201, first.body)
    assert second.headers["content-type"] == first.headers["content-type"]
    assert second.headers["idempotency-replayed"] == "true"
    assert await _count(store) == 1


async def test_without_a_key_every_request_is_new(writer: Client, store: Store) -> None:
    await writer.post(NOTES, TO)
    await writer.post(NOTES, TO)
    assert (await _count(store), await _count(store, kept_answers)) == (2, 0)


@pytest.mark.parametrize(
    ("target", "fields"),
    [(NOTES, {"To": "+14155550124"}), (NOTES + "?Urgent=1", TO), ("/memos/v1/Memos", TO), (NOTES[:-5], TO)],
)
async def test_another_request_with_the_same_key_is_a_conflict(
    writer: Client, store: Store, target: str, fields: dict[str, str]
) -> None:
    await writer.post(NOTES, TO, headers=KEY)
    reply = await writer.post(target, fields, headers=KEY)
    assert (reply.status, "20409" in reply.text) == (409, True)
    assert await _count(store) == 1


async def test_a_refusal_is_not_kept(writer: Client, store: Store) -> None:
    assert (await writer.post(NOTES, {"Body": "hi"}, headers=KEY)).status == 400
    assert (await writer.post(NOTES, TO, headers=KEY)).status == 201


async def test_a_key_is_the_accounts_own(build: Callable[..., RestApp], writer: Client, store: Store) -> None:
    await writer.post(NOTES, TO, headers=KEY)
    other = Client(writer.app, auth=basic(OTHER, "secret"))
    assert (await other.post(NOTES.replace(ACCOUNT, OTHER), TO, headers=KEY)).json["account_sid"] == OTHER
    assert await _count(store) == 2


async def test_after_24_hours_the_key_is_free_again(writer: Client, store: Store, clock: LeapingClock) -> None:
    first = await writer.post(NOTES, TO, headers=KEY)
    clock.leap_to(clock.now() + timedelta(hours=24))
    assert (await writer.post(NOTES, TO, headers=KEY)).json["sid"] != first.json["sid"]
    assert await _count(store, kept_answers) == 1


async def test_sweeping_forgets_what_is_old_alone(
    writer: Client, store: Store, clock: LeapingClock, keeper: Idempotency
) -> None:
    await writer.post(NOTES, TO, headers=KEY)
    clock.leap_to(clock.now() + timedelta(hours=23))
    await writer.post(NOTES, TO, headers={"Idempotency-Key": "order-8"})
    clock.leap_to(clock.now() + timedelta(hours=2))
    assert await keeper.sweep() == 1
    assert await _count(store, kept_answers) == 1


async def test_of_two_at_the_same_time_the_second_waits_for_the_first(
    writer: Client, store: Store, durable: NoteService
) -> None:
    gate = asyncio.Event()
    durable.before = gate.wait
    both = [asyncio.create_task(writer.post(NOTES, TO, headers=KEY)) for _ in range(2)]
    await asyncio.sleep(0)
    gate.set()
    first, second = await asyncio.gather(*both)
    assert first.body == second.body
    assert await _count(store) == 1


async def test_an_answer_lost_after_the_commit_is_given_to_the_repetition(
    writer: Client, store: Store, durable: NoteService
) -> None:
    def die() -> None:
        durable.after = None
        raise RuntimeError("the process died here")

    durable.after = die
    assert (await writer.post(NOTES, TO, headers=KEY)).status == 500
    again = await writer.post(NOTES, TO, headers=KEY)
    assert (again.status, again.json["sid"]) == (201, durable.notes[0].sid)
    assert await _count(store) == 1


async def test_of_two_processes_one_writes_and_both_answer_alike(
    build: Callable[..., RestApp], writer: Client, store: Store, durable: NoteService, clock: LeapingClock
) -> None:
    rival = Client(build(notes=durable, idempotency=Idempotency(store, clock)), auth=basic(ACCOUNT, "secret"))
    faster: list[Reply] = []

    async def overtake() -> None:
        durable.before = None
        faster.append(await rival.post(NOTES, TO, headers=KEY))

    durable.before = overtake
    slower = await writer.post(NOTES, TO, headers=KEY)
    assert (slower.status, slower.body) == (201, faster[0].body)
    assert await _count(store) == 1


async def test_a_verb_that_lost_to_a_rival_and_ran_again_is_kept_once(
    writer: Client, store: Store, durable: NoteService
) -> None:
    await writer.post(NOTES, TO)
    durable.stale = durable.notes[0].__class__(
        sid=durable.notes[0].sid, account_sid=ACCOUNT, to="x", date_created=durable.notes[0].date_created, version=9
    )
    first = await writer.post(NOTES, TO, headers=KEY)
    assert first.status == 201
    assert (await writer.post(NOTES, TO, headers=KEY)).body == first.body
    assert (await _count(store), await _count(store, kept_answers)) == (2, 1)


async def test_what_writes_nothing_is_kept_as_well(writer: Client, store: Store) -> None:
    at = NOTES.replace("Notes", "Weight/Promote")
    assert (await writer.post(at, headers=KEY)).status == 202
    assert (await writer.post(at, headers=KEY)).headers["idempotency-replayed"] == "true"


async def test_a_secret_is_not_kept(writer: Client, store: Store) -> None:
    at = NOTES.replace("Notes", "Weight/Promote")
    assert (await writer.post(at, headers=KEY)).json["password"] == "hush"
    assert (await writer.post(at, headers=KEY)).json["password"] is None
    assert b"hush" not in str(await store.select(sa.select(kept_answers.c.body))).encode()


@pytest.mark.parametrize("key", [" ", "x" * 256, "ü"])
async def test_a_key_that_is_none_is_refused(writer: Client, key: str) -> None:
    reply = await writer.post(NOTES, TO, headers={"Idempotency-Key": key})
    assert (reply.status, reply.code) == (400, 20001)
