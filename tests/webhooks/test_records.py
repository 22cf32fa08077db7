"""Every exchange is on record: what was sent, what came back, how long it took; and can be sent again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ringback.kernel import Caller, PageRequest
from ringback.kernel.refused import NotFound
from ringback.store import Store, Unit
from ringback.transports.clocks import LeapingClock
from ringback.webhooks import Outcome, Request, Webhooks
from ringback.webhooks.errors import Redacted
from tests.webhooks.conftest import ACCOUNT, MESSAGE, TOKEN
from tests.webhooks.customer import Customer, speaking

About = Callable[..., Request]
OWNER = Caller(ACCOUNT, ACCOUNT, ACCOUNT)
OTHER = Caller("AC" + "9" * 32, "AC" + "9" * 32, "AC" + "9" * 32)
FIRST = PageRequest()


@pytest.fixture
def webhooks(build: Callable[..., Webhooks], store: Store) -> Webhooks:
    return build(store)


async def kept(webhooks: Webhooks, request: Request) -> str:
    """Asks and keeps; the SID of the last record."""
    answer = await webhooks.ask(request)
    await webhooks.keep(answer)
    return answer.records[-1].sid


async def test_a_record_shows_both_sides(webhooks: Webhooks, about: About, customer: Customer):
    url = customer.says("/x", "<Response>\n</Response>", content_type="text/xml", headers={"X-Own": "1"})
    record = await webhooks.get(OWNER, sid=await kept(webhooks, about(url, params={"Body": "hi"})))
    assert (record.subject_sid, record.kind, record.url, record.method) == (MESSAGE, "message-status", url, "POST")
    assert (record.host, record.attempt, record.outcome) == (f"127.0.0.1:{customer.port}", 1, Outcome.OK)
    assert record.request_headers["X-Twilio-Signature"] == customer.heard[0].headers["X-Twilio-Signature"]
    assert record.request_body == "Body=hi"
    assert (record.response_status, record.response_headers["X-Own"]) == (200, "1")
    assert record.response_body == "<Response>\n</Response>"
    assert (record.error_code, record.replay_of) == (None, None)
    assert record.timing.total_ms is not None
    assert record.timing.first_byte_ms is not None
    assert record.timing.connect_ms is not None


async def test_no_password_is_shown(webhooks, about, customer):
    sid = await kept(webhooks, about(customer.url("/x", userinfo="ann:secret@")))
    record = await webhooks.get(OWNER, sid=sid)
    assert record.url == customer.url("/x", userinfo="***@")
    assert "secret" not in str(record.request_headers)
    assert "Authorization" not in record.request_headers


async def test_a_failure_is_on_record_with_what_came(webhooks, about, customer):
    record = await webhooks.get(OWNER, sid=await kept(webhooks, about(customer.says("/x", "broken", status=500))))
    assert (record.outcome, record.error_code) == (Outcome.FAILED, 11200)
    assert (record.response_status, record.response_body) == (500, "broken")
    assert "500" in record.error_message


async def test_whatever_bytes_come_can_be_kept(webhooks, about):
    async with speaking(b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\r\nContent-Length: 6\r\n\r\n\x00\xff\xed\xa0\x80a") as url:
        record = await webhooks.get(OWNER, sid=await kept(webhooks, about(url, params={"Body": "\0 \ud800"})))
    assert "\0" not in record.response_body
    assert record.response_body.endswith("a")


async def test_records_are_found_by_what_they_are_about(webhooks, about, customer):
    good, bad = customer.url("/good"), customer.says("/bad", status=404)
    sids = [
        await kept(webhooks, about(good)),
        await kept(webhooks, about(bad, kind="call-status")),
        await kept(webhooks, about(good, subject_sid="SM" + "7" * 32)),
    ]

    async def found(**asked: object) -> list[int]:
        page = await webhooks.search(OWNER, page=FIRST, **asked)
        return [sids.index(record.sid) for record in page.items]

    assert await found() == [2, 1, 0]
    assert await found(subject=MESSAGE) == [1, 0]
    assert await found(outcome=Outcome.FAILED) == [1]
    assert await found(kind="call-status") == [1]
    assert await found(host=f"127.0.0.1:{customer.port}", outcome=Outcome.OK) == [2, 0]
    assert await found(host="elsewhere") == []


async def test_another_account_sees_none_of_it(webhooks, about, customer):
    sid = await kept(webhooks, about(customer.url("/x")))
    assert (await webhooks.search(OTHER, page=FIRST)).items == []
    for forbidden in (webhooks.get, webhooks.replay):
        with pytest.raises(NotFound):
            await forbidden(OTHER, sid=sid)
    assert len(customer.heard) == 1


@pytest.mark.parametrize(
    "request_of",
    [
        lambda about, url: about(url + "?a=1#rc=0", params={"Body": "a b&ü", "Empty": ""}),
        lambda about, url: about(url + "?a=1", params={"Body": "hi"}, method="GET"),
        lambda about, url: about(url + "?a=1", json={"type": "x", "name": "ü"}),
    ],
)
async def test_a_replay_says_the_same_again_freshly_signed(webhooks, about, customer, request_of):
    sid = await kept(webhooks, request_of(about, customer.url("/x", userinfo="ann:secret@")))
    again = await webhooks.replay(OWNER, sid=sid)
    first, second = customer.heard
    assert (second.method, second.url, second.body) == (first.method, first.url, first.body)
    assert second.headers["Authorization"] == first.headers["Authorization"]
    assert second.is_signed_with(TOKEN)
    assert (again.replay_of, again.subject_sid) == (sid, MESSAGE)
    assert await webhooks.get(OWNER, sid=again.sid) == again


async def test_a_replay_of_what_failed_may_succeed(webhooks, about, customer):
    customer.says("/x", status=500)
    customer.says("/x", "fine")
    again = await webhooks.replay(OWNER, sid=await kept(webhooks, about(customer.url("/x"))))
    assert (again.outcome, again.response_status) == (Outcome.OK, 200)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_redacted_subject_leaves_no_text_on_record_and_no_replay(store, webhooks, about, customer, method):
    url = customer.says("/x", "<Message>private</Message>")
    sid = await kept(webhooks, about(url, method=method, params={"Body": "private"}))
    other = await kept(webhooks, about(url, params={"Body": "private"}, subject_sid="SM" + "7" * 32))
    await store.commit(await webhooks.scrubbed(ACCOUNT, MESSAGE))
    record = await webhooks.get(OWNER, sid=sid)
    assert "private" not in str(record)
    assert (record.url, record.response_status) == (url, 200)
    with pytest.raises(Redacted, match="was redacted"):
        await webhooks.replay(OWNER, sid=sid)
    assert "private" in (await webhooks.get(OWNER, sid=other)).request_body


async def test_a_sweep_drops_what_is_older_than_thirty_days(webhooks, about, customer, clock: LeapingClock):
    old = await kept(webhooks, about(customer.url("/x")))
    clock.leap_to(clock.now() + timedelta(days=20))
    young = await kept(webhooks, about(customer.url("/x")))
    clock.leap_to(clock.now() + timedelta(days=11))
    assert await webhooks.sweep(clock.now()) == 1
    assert (await webhooks.get(OWNER, sid=young)).sid == young
    with pytest.raises(NotFound):
        await webhooks.get(OWNER, sid=old)


async def test_records_and_what_they_tell_go_with_the_askers_own_change(store: Store, webhooks, about, customer):
    answer = await webhooks.ask(about(customer.says("/x", status=500), params={"Body": "private"}))
    assert await store.first(type(answer.records[0]), account_sid=ACCOUNT, sid=answer.records[0].sid) is None
    await store.commit(Unit() + answer.unit())
    told = [event async for event in events_of(store)]
    assert [event["type"] for event in told] == ["webhooks.failed"]
    assert (told[0]["code"], told[0]["record_sid"]) == (11200, answer.records[0].sid)
    assert "private" not in str(told)


async def events_of(store: Store):
    for recorded in await store.events.read(limit=100):
        yield recorded.as_dict()
