"""What applications ask of messages that were taken: for later, how far, not at all, something else."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from ringback.products.messaging.model import Message
from ringback.protocols.smpp import content, receipts, times, tlvs
from ringback.protocols.smpp.pdus import CancelSm, DataSm, QuerySm, ReplaceSm, SmeAddress, SubmitMulti
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import MessageState
from tests.carriers.smpp.application import Application
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.served import OURS, PHONE, Served, scheduling
from tests.carriers.smpp.smsc import ScriptedSmsc

FROM, TO = "14155550100", "14155550123"


@pytest.fixture
async def carrier() -> AsyncIterator[ScriptedSmsc]:
    """A carrier to bind to, that reports nothing by itself."""
    smsc = await ScriptedSmsc().start()
    yield smsc
    await smsc.stop()


async def goes_by(served: Served, smsc: ScriptedSmsc, **said: Any) -> None:
    given = {"friendly_name": "Scripted", "host": "127.0.0.1", "port": smsc.port, "system_id": "ringback"}
    reply = await served.acme.own("POST", "SmppCarriers", **{**given, "password": "secret", "prefixes": [""], **said})
    assert reply.status == 201, reply.text
    await until(lambda: smsc.bound, "a bind")


async def waiting(served: Served, smsc: ScriptedSmsc, **said: Any) -> Application:
    """An application whose messages wait: the carrier that they go by is away."""
    await goes_by(served, smsc, **said)
    await smsc.stop()
    [carrier] = served.world.house.smpp_carriers
    await until(lambda: not carrier.lines.can_send, "the loss of the bind")
    return await served.application()


async def state(application: Application, message_id: str) -> int:
    return (await application.ask(QuerySm(message_id=message_id))).message_state


async def cancels(application: Application, **what: Any) -> Status:
    return Status((await application.ask(CancelSm(**what))).command_status)


async def replaces(application: Application, text: str, **what: Any) -> Status:
    return Status((await application.ask(ReplaceSm(short_message=text.encode(), **what))).command_status)


async def test_a_message_for_later_leaves_when_it_is_time(served):  # §5.2.15
    application = await scheduling(served)
    at = times.write(served.world.clock.now() + timedelta(hours=1))
    answer = await application.submit(schedule_delivery_time=at)
    assert answer.command_status == Status.ESME_ROK
    [shown] = await served.messages()
    assert shown["status"] == "scheduled"
    await served.world.leap(hours=1, seconds=10)
    [told] = await application.hears(1)
    assert receipts.read(told).state is MessageState.DELIVERED


async def test_a_message_without_a_sender_has_one_chosen(served):
    application = await scheduling(served)
    answer = await application.submit(source_addr="", source_addr_ton=0)
    assert answer.command_status == Status.ESME_ROK
    await served.world.leap(seconds=5)
    [shown] = await served.messages()
    assert shown["from"] == OURS


async def test_query_tells_how_far_it_has_come(served):  # §4.8
    application = await served.application()
    sent = await application.submit()
    await served.world.leap(seconds=5)
    answer = await application.ask(QuerySm(message_id=sent.message_id))
    assert (answer.message_id, answer.message_state) == (sent.message_id, MessageState.DELIVERED)
    assert times.read_final(answer.final_date) is not None
    nobody = await application.ask(QuerySm(message_id="SM" + "0" * 32))
    assert nobody.command_status == Status.ESME_RINVMSGID


async def test_a_scheduled_message_is_called_off(served):  # §4.9
    application = await scheduling(served)
    at = times.write(served.world.clock.now() + timedelta(hours=1))
    sent = await application.submit(schedule_delivery_time=at)
    assert (await application.ask(CancelSm(message_id=sent.message_id))).command_status == Status.ESME_ROK
    answer = await application.ask(QuerySm(message_id=sent.message_id))
    assert answer.message_state == MessageState.DELETED


async def test_another_accounts_message_is_nobodys(served):
    application = await served.application()
    other = await served.world.subaccount()
    sent = await application.submit()
    credential = (await other.own("POST", "SmppCredentials")).json
    stranger = await served.bound(credential)
    assert (await stranger.ask(QuerySm(message_id=sent.message_id))).command_status == Status.ESME_RINVMSGID
    assert (await stranger.ask(CancelSm(message_id=sent.message_id))).command_status == Status.ESME_RINVMSGID


# -- calling off


async def test_a_message_that_waits_is_called_off_and_never_leaves(served, carrier):  # §4.9
    application, port = await waiting(served, carrier), carrier.port
    sent = await application.submit("not this one")
    kept = await application.submit("this one")
    assert await cancels(application, message_id=sent.message_id) == Status.ESME_ROK
    assert await state(application, sent.message_id) == MessageState.DELETED
    [told] = await application.hears(1)
    assert (receipts.read(told).message_id, receipts.read(told).state) == (sent.message_id, MessageState.DELETED)
    await carrier.start(port)
    await until(lambda: carrier.submitted, "the other message")
    assert [content.read(one).text for one in carrier.submitted] == ["this one"]
    assert (await served.world.store.get(Message, kept.message_id)).status != "canceled"
    assert await cancels(application, message_id=sent.message_id) == Status.ESME_RCANCELFAIL


async def test_what_was_handed_over_is_not_called_off_though_nobody_answered_yet(served, carrier):
    await goes_by(served, carrier)
    carrier.reply = lambda _: None
    application = await served.application()
    sent = await application.submit()
    await until(lambda: carrier.submitted, "the hand-over")
    assert await cancels(application, message_id=sent.message_id) == Status.ESME_RCANCELFAIL
    assert await state(application, sent.message_id) == MessageState.ENROUTE


async def test_what_is_called_off_at_the_moment_it_leaves_either_left_or_did_not(served, carrier):
    await goes_by(served, carrier, window=3)
    application = await served.application()

    async def one(n: int) -> tuple[str, bool]:
        sent = await application.submit(f"Nr {n}")
        for _ in range(n % 7):
            await asyncio.sleep(0)
        return f"Nr {n}", await cancels(application, message_id=sent.message_id) == Status.ESME_ROK

    done = dict(await asyncio.gather(*(one(n) for n in range(80))))
    called_off = {text for text, was in done.items() if was}
    await until(lambda: len(carrier.submitted) >= 80 - len(called_off), "the others")
    await served.world.settle()
    left = [content.read(pdu).text for pdu in carrier.submitted]
    assert sorted(left) == sorted(done.keys() - called_off)


async def test_all_of_a_source_to_a_destination_are_called_off(served, carrier):  # §4.9.1
    application = await waiting(served, carrier)
    mine = [await application.submit(f"Nr {n}", service_type="CMT") for n in range(2)]
    other_type = await application.submit("of another service_type", service_type="WAP")
    elsewhere = await application.submit("to another", destination_addr="14155550124")
    stranger = await (await served.application()).submit("of another application")
    what = {"source_addr": FROM, "dest_addr_ton": 1, "destination_addr": TO}
    assert await cancels(application, service_type="CMT", **what) == Status.ESME_ROK
    states = [await state(application, one.message_id) for one in (*mine, other_type, elsewhere, stranger)]
    assert states == [MessageState.DELETED] * 2 + [MessageState.ENROUTE] * 3
    assert await cancels(application, **what) == Status.ESME_ROK  # without a service_type: of any
    assert await state(application, other_type.message_id) == MessageState.DELETED
    assert await state(application, stranger.message_id) == MessageState.ENROUTE
    assert await cancels(application, **what) == Status.ESME_RCANCELFAIL  # none is left


async def test_without_an_id_both_addresses_are_needed(served):
    application = await served.application()
    assert await cancels(application, source_addr=FROM) == Status.ESME_RINVDSTADR
    assert await cancels(application, destination_addr=TO) == Status.ESME_RINVSRCADR


async def test_what_is_unknown_or_over_is_not_called_off(served):
    application = await served.application()
    sent = await application.submit()
    await served.world.settle()
    assert await cancels(application, message_id=sent.message_id) == Status.ESME_RCANCELFAIL
    assert await cancels(application, message_id="x") == Status.ESME_RINVMSGID
    assert await cancels(application, message_id=sent.message_id, source_addr="1555") == Status.ESME_RINVMSGID


async def test_a_submit_multi_is_called_off_as_a_whole(served, carrier):
    application = await waiting(served, carrier)
    to = (SmeAddress(1, 1, TO), SmeAddress(1, 1, "14155550124"))
    sent = await application.ask(
        SubmitMulti(source_addr_ton=1, source_addr=FROM, dest_addresses=to, short_message=b"All")
    )
    assert await cancels(application, message_id=sent.message_id) == Status.ESME_ROK
    assert {one["status"] for one in await served.messages()} == {"canceled"}


async def test_a_long_text_is_called_off_by_the_id_of_any_part(served, carrier):
    application = await waiting(served, carrier)
    parts = content.parts(["one ", "two"], "GSM-7")
    ids = [(await application.submit(esm_class=p.esm_class, short_message=p.short_message)).message_id for p in parts]
    assert await cancels(application, message_id=ids[0]) == Status.ESME_ROK
    assert [await state(application, one) for one in ids] == [MessageState.DELETED] * 2


async def test_a_sender_with_a_rate_goes_on_with_the_next(served, carrier):
    await served.acme.own("POST", f"Accounts/{served.acme.sid}/Settings", message_rate_per_s=1)
    application = await served.application()
    sent = [await application.submit(f"Nr {n}") for n in range(3)]
    assert await cancels(application, message_id=sent[1].message_id) == Status.ESME_ROK
    await served.world.leap(seconds=10)
    states = [await state(application, one.message_id) for one in sent]
    assert states == [MessageState.DELIVERED, MessageState.DELETED, MessageState.DELIVERED]


# -- saying something else


async def test_a_message_that_waits_says_something_else(served, carrier):  # §4.10
    application, port = await waiting(served, carrier), carrier.port
    sent = await application.submit("the first", data_coding=0)
    assert await replaces(application, "the second", message_id=sent.message_id, registered_delivery=1) == 0
    assert await state(application, sent.message_id) == MessageState.ENROUTE
    await carrier.start(port)
    await until(lambda: carrier.submitted, "it")
    await served.world.settle()
    assert [content.read(one).text for one in carrier.submitted] == ["the second"]
    await carrier.tell("1")
    [told] = await application.hears(1)  # and no receipt that the first was called off
    assert (receipts.read(told).message_id, receipts.read(told).state) == (sent.message_id, MessageState.DELIVERED)
    assert await replaces(application, "late", message_id=sent.message_id) == Status.ESME_RREPLACEFAIL


async def test_a_scheduled_message_keeps_its_time_when_it_says_something_else(served):
    application = await scheduling(served)
    at = times.write(served.world.clock.now() + timedelta(hours=1))
    sent = await application.submit("the first", schedule_delivery_time=at)
    assert await replaces(application, "the second", message_id=sent.message_id, registered_delivery=1) == 0
    await served.world.leap(minutes=50)
    assert await served.world.screen(PHONE) == []
    await served.world.leap(minutes=11)
    assert [one["body"] for one in await served.world.screen(PHONE)] == ["the second"]
    [told] = await application.hears(1)
    assert receipts.read(told).state is MessageState.DELIVERED


async def test_a_scheduled_message_may_be_given_another_time(served):
    application = await scheduling(served)
    now = served.world.clock.now()
    sent = await application.submit("it", schedule_delivery_time=times.write(now + timedelta(hours=1)))
    later = times.write(now + timedelta(hours=2))
    assert await replaces(application, "it", message_id=sent.message_id, schedule_delivery_time=later) == 0
    await served.world.leap(minutes=90)
    assert await served.world.screen(PHONE) == []
    await served.world.leap(minutes=31)
    assert [one["body"] for one in await served.world.screen(PHONE)] == ["it"]


async def test_a_text_of_another_coding_is_read_by_the_first_ones(served, carrier):
    application = await waiting(served, carrier)
    sent = await application.submit(short_message="Grüße".encode("utf-16-be"), data_coding=8)
    pdu = ReplaceSm(message_id=sent.message_id, short_message="Käse 🏔".encode("utf-16-be"))
    assert (await application.ask(pdu)).command_status == Status.ESME_ROK
    assert "Käse 🏔" in {one["body"] for one in await served.messages()}


async def test_what_is_gone_unknown_or_in_parts_cannot_say_something_else(served, carrier):
    application = await waiting(served, carrier)
    parts = content.parts(["one ", "two"], "GSM-7")
    ids = [(await application.submit(esm_class=p.esm_class, short_message=p.short_message)).message_id for p in parts]
    assert await replaces(application, "x", message_id=ids[0]) == Status.ESME_RREPLACEFAIL
    assert await replaces(application, "x", message_id="x") == Status.ESME_RINVMSGID
    sent = await application.submit()
    assert await replaces(application, "x", message_id=sent.message_id, source_addr="1555") == Status.ESME_RINVMSGID
    assert await replaces(application, "", message_id=sent.message_id) == Status.ESME_RREPLACEFAIL
    late = times.write(served.world.clock.now() - timedelta(hours=1))
    assert await replaces(application, "x", message_id=sent.message_id, validity_period=late) == Status.ESME_RINVEXPIRY
    assert await state(application, sent.message_id) == MessageState.ENROUTE


async def test_replace_if_present_takes_the_place_of_one_that_waits(served, carrier):  # §5.2.18
    application, port = await waiting(served, carrier), carrier.port
    first = await application.submit("the first", replace_if_present_flag=1)
    other = await application.submit("another", service_type="WAP")
    second = await application.submit("the second", replace_if_present_flag=1)
    states = [await state(application, one.message_id) for one in (first, other, second)]
    assert states == [MessageState.DELETED, MessageState.ENROUTE, MessageState.ENROUTE]
    await carrier.start(port)
    await until(lambda: len(carrier.submitted) == 2, "two messages")
    await served.world.settle()
    assert {content.read(one).text for one in carrier.submitted} == {"another", "the second"}


# -- until when


@pytest.mark.parametrize("kind", ["absolute", "relative"])
async def test_validity_counts_from_the_moment_it_leaves(served, kind):  # §5.2.16
    application = await scheduling(served)
    now = served.world.clock.now()
    at, until_ = now + timedelta(hours=1), now + timedelta(hours=3)
    span = times.write(until_) if kind == "absolute" else times.write_span(timedelta(hours=3))
    answer = await application.submit(schedule_delivery_time=times.write(at), validity_period=span)
    found = await served.world.store.get(Message, answer.message_id)
    assert abs((found.valid_until - until_).total_seconds()) <= 1


async def test_a_message_that_would_be_over_before_it_leaves_is_refused(served):
    application = await scheduling(served)
    now = served.world.clock.now()
    past = times.write(now - timedelta(minutes=1))
    assert (await application.submit(validity_period=past)).command_status == Status.ESME_RINVEXPIRY
    later = times.write(now + timedelta(hours=2))
    sooner = times.write(now + timedelta(hours=1))
    refused = await application.submit(schedule_delivery_time=later, validity_period=sooner)
    assert refused.command_status == Status.ESME_RINVEXPIRY


async def test_a_time_that_is_past_or_none_is_refused(served):
    application = await scheduling(served)
    past = times.write(served.world.clock.now() - timedelta(hours=1))
    for said in (past, "000000000000000R", "tomorrow", "269999999999000+"):
        refused = await application.submit(schedule_delivery_time=said)
        assert refused.command_status == Status.ESME_RINVSCHED, said


async def test_data_sm_says_how_long_it_is_valid_in_seconds(served):  # §5.3.2.18
    application = await served.application()
    pdu = DataSm(
        source_addr_ton=1, source_addr=FROM, dest_addr_ton=1, destination_addr=TO,
        tlvs=(tlvs.MESSAGE_PAYLOAD(b"Ahoy!"), tlvs.QOS_TIME_TO_LIVE(90)),
    )  # fmt: skip
    found = await served.world.store.get(Message, (await application.ask(pdu)).message_id)
    assert timedelta(seconds=88) <= found.valid_until - found.date_created <= timedelta(seconds=90)


async def test_data_sm_is_told_in_words_why_it_is_refused(served):  # §4.7.2
    application = await served.application()
    pdu = DataSm(source_addr_ton=1, source_addr=FROM, dest_addr_ton=1, destination_addr=TO, data_coding=4,
                 tlvs=(tlvs.MESSAGE_PAYLOAD(bytes(9)),))  # fmt: skip
    answer = await application.ask(pdu)
    assert answer.command_status == Status.ESME_RINVDCS
    assert "binary" in tlvs.ADDITIONAL_STATUS_INFO_TEXT.of(answer.tlvs)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"priority_flag": 4}, Status.ESME_RINVPRTFLG),
        ({"replace_if_present_flag": 2}, Status.ESME_RINVREPFLAG),
        ({"registered_delivery": 3}, Status.ESME_RINVREGDLVFLG),
        ({"sm_default_msg_id": 7, "short_message": b""}, Status.ESME_RINVDFTMSGID),
        ({"priority_flag": 3}, Status.ESME_ROK),
    ],
)
async def test_flags_are_what_the_standard_knows(served, said, status):
    application = await served.application()
    assert (await application.submit(**said)).command_status == status


async def test_a_query_tells_the_code_of_what_went_wrong(served):  # §4.8.2
    application = await served.application()
    await served.world.script(sms={"outcome": "undelivered", "error_code": 30005})
    sent = await application.submit()
    await served.world.leap(seconds=5)
    answer = await application.ask(QuerySm(message_id=sent.message_id, source_addr=FROM))
    assert (answer.message_state, answer.error_code) == (MessageState.UNDELIVERABLE, 5)
    assert abs((times.read_final(answer.final_date) - served.world.clock.now()).total_seconds()) < 10
    wrong = await application.ask(QuerySm(message_id=sent.message_id, source_addr="1555"))
    assert wrong.command_status == Status.ESME_RINVMSGID
