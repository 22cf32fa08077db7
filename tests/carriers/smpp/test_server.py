"""Customers' applications bound to our server, on a whole platform."""

import asyncio
from datetime import timedelta

import pytest

from ringback.carriers.smpp.server import SmppServer
from ringback.products.messaging.model import Message
from ringback.protocols.smpp import content, receipts, tlvs
from ringback.protocols.smpp.content import Joining, Style
from ringback.protocols.smpp.pdus import (
    DataSm,
    DistributionList,
    SmeAddress,
    SubmitMulti,
    SubmitMultiResp,
)
from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import MessageState
from ringback.signalling.limits import Limits
from tests.carriers.smpp.application import bind, connect, message
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.served import OURS, PHONE, texts_us

LONG = "A text of three parts, which are told apart by their headers. " * 6


# -- binds


@pytest.mark.parametrize("role", Role)
async def test_an_application_binds_with_its_credential(served, role):
    application = await served.application(role)
    assert application.session.role is role


async def test_a_credential_fits_the_fields_of_a_bind_and_is_told_once(served):
    made = await served.credential()
    assert len(made["system_id"]) <= 15 and len(made["password"]) == 8
    shown = (await served.acme.own("GET", f"SmppCredentials/{made['sid']}")).json
    assert shown["system_id"] == made["system_id"] and "password" not in shown and "salt" not in shown


@pytest.mark.parametrize("who", ["account", "key"])
async def test_who_can_send_longer_fields_binds_with_a_sid(served, who):
    if who == "key":
        key = (await served.acme.post("Keys")).json
        application = await served.bind(key["sid"], key["secret"])
    else:
        application = await served.bind(served.acme.sid, served.acme.token)
    assert application.ended is None
    assert (await application.submit()).command_status == Status.ESME_ROK


async def test_a_wrong_password_is_refused(served):
    made = await served.credential()
    for system_id, password in ((made["system_id"], "wrong"), ("nobody", made["password"]), ("", "")):
        application = await served.bind(system_id, password)
        assert application.ended is not None and application.ended.status == Status.ESME_RINVPASWD
    application = await served.bind(served.acme.sid, "x" * 32)
    assert application.ended is not None and application.ended.status == Status.ESME_RINVPASWD


async def test_a_credential_that_is_switched_off_or_deleted_binds_no_more(served):
    made = await served.credential()
    await served.acme.own("POST", f"SmppCredentials/{made['sid']}", enabled=False)
    assert (await served.bind(made["system_id"], made["password"])).ended.status == Status.ESME_RBINDFAIL
    await served.acme.own("DELETE", f"SmppCredentials/{made['sid']}")
    assert (await served.bind(made["system_id"], made["password"])).ended.status == Status.ESME_RINVPASWD


async def test_a_credential_is_good_from_its_sources_only(served):
    far = await served.credential(sources=["203.0.113.0/24"])
    assert (await served.bind(far["system_id"], far["password"])).ended.status == Status.ESME_RBINDFAIL
    near = await served.credential(sources=["127.0.0.0/8"])
    assert (await served.bind(near["system_id"], near["password"])).ended is None


async def test_an_address_that_guesses_passwords_is_not_heard_for_a_while(served):
    made = await served.credential()
    guarded = SmppServer(served.server.behind, Limits(exempts_loopback=False, failures=3))
    address = await guarded.start("127.0.0.1", 0)
    for _ in range(3):
        assert (await bind(address, made["system_id"], "wrong")).ended.status == Status.ESME_RINVPASWD
    unheard = await connect(address)
    await until(unheard.transport.is_closing, "the connection to be closed")
    await guarded.stop()
    await served.bound(made)


async def test_more_binds_than_are_allowed_are_refused(served):
    made = await served.credential(max_binds=2)
    first = await served.bound(made)
    await served.bound(made)
    assert (await served.bind(made["system_id"], made["password"])).ended.status == Status.ESME_RALYBND
    first.transport.abort()
    await until(lambda: served.server.binds_of(made["sid"]) == 1, "the end of a bind")
    await served.bound(made)


async def test_before_the_bind_nothing_is_taken(served):
    application = await connect(served.address)
    application.transport.write(bytes(message(sequence_number=7)))
    await until(lambda: application.events, "an answer")
    assert await served.messages() == []
    application.transport.abort()


# -- sending


async def test_a_message_is_durable_and_named_by_its_sid(served):
    application = await served.application()
    answer = await application.submit("Ahoy!")
    [shown] = await served.messages()
    assert answer.command_status == Status.ESME_ROK and answer.message_id == shown["sid"]
    assert (shown["to"], shown["from"], shown["body"]) == (PHONE, OURS, "Ahoy!")


async def test_it_arrives_and_its_receipt_comes_back(served):
    application = await served.application()
    answer = await application.submit("Ahoy!")
    await served.world.leap(seconds=5)
    [told] = await application.hears(1)
    receipt = receipts.read(told)
    assert receipt is not None
    assert (receipt.message_id, receipt.state) == (answer.message_id, MessageState.DELIVERED)
    assert (told.source_addr, told.destination_addr) == ("14155550123", "14155550100")
    assert [one["body"] for one in await served.world.screen(PHONE)] == ["Ahoy!"]


@pytest.mark.parametrize(
    ("outcome", "asked", "state"),
    [
        ("undelivered", 1, MessageState.UNDELIVERABLE),
        ("undelivered", 2, MessageState.UNDELIVERABLE),
        ("delivered", 2, None),
        ("delivered", 0, None),
    ],
)
async def test_receipts_come_where_they_were_asked_for(served, outcome, asked, state):  # §5.2.17
    application = await served.application()
    await served.world.script(sms={"outcome": outcome})
    await application.submit(registered_delivery=asked)
    await application.submit("the last", registered_delivery=1)
    await served.world.leap(seconds=5)
    found = [receipts.read(one) for one in await application.hears(1 + (state is not None))]
    assert len(found) == 1 + (state is not None)
    if state is not None:
        assert {one.state for one in found} == {state} and {one.error for one in found} == {"003"}


@pytest.mark.parametrize("joining", [Joining.UDH, Joining.UDH_16, Joining.SAR, Joining.PAYLOAD])
async def test_a_long_text_in_parts_is_one_message(served, joining):
    application = await served.application()
    cut = [LONG[:150], LONG[150:300], LONG[300:]]
    parts = content.parts(cut, "GSM-7", Style(joining), reference=7)
    pdus = [
        message(esm_class=p.esm_class, data_coding=p.data_coding, short_message=p.short_message, tlvs=p.tlvs)
        for p in parts
    ]
    answers = await asyncio.gather(*(application.ask(pdu) for pdu in reversed(pdus)))
    [shown] = await served.messages()
    assert shown["body"] == LONG and len({one.message_id for one in answers}) == len(pdus)
    await served.world.leap(seconds=5)
    told = {receipts.read(one).message_id for one in await application.hears(len(pdus))}
    assert told == {one.message_id for one in answers}


async def test_a_part_sent_again_is_the_same_part(served):
    application = await served.application()
    first, second = content.parts(["one ", "two"], "GSM-7")
    pdus = [message(esm_class=p.esm_class, short_message=p.short_message) for p in (first, second)]
    ids = [(await application.ask(pdu)).message_id for pdu in (pdus[0], pdus[0])]
    assert ids[0] == ids[1]
    await application.ask(pdus[1])
    assert [one["body"] for one in await served.messages()] == ["one two"]


async def test_data_sm_sends_as_well(served):  # §4.7
    application = await served.application()
    pdu = DataSm(
        source_addr_ton=1, source_addr="14155550100", dest_addr_ton=1, destination_addr="14155550123",
        data_coding=8, tlvs=(tlvs.MESSAGE_PAYLOAD("Grüße 🏔".encode("utf-16-be")),),
    )  # fmt: skip
    answer = await application.ask(pdu)
    [shown] = await served.messages()
    assert (answer.message_id, shown["body"]) == (shown["sid"], "Grüße 🏔")


async def test_submit_multi_sends_to_each_and_says_who_was_not_reached(served):  # §4.5
    application = await served.application()
    to = (SmeAddress(1, 1, "14155550123"), SmeAddress(1, 1, "14155550124"), SmeAddress(1, 1, "1"),
          DistributionList("friends"), SmeAddress(1, 1, "14155550123"))  # fmt: skip
    answer = await application.ask(
        SubmitMulti(source_addr_ton=1, source_addr="14155550100", dest_addresses=to, short_message=b"All",
                    registered_delivery=1)
    )  # fmt: skip
    assert isinstance(answer, SubmitMultiResp) and answer.command_status == Status.ESME_ROK
    assert [(one.destination_addr, one.error_status_code) for one in answer.unsuccess_smes] == [
        ("1", Status.ESME_RINVDSTADR), ("friends", Status.ESME_RINVDLNAME),
    ]  # fmt: skip
    assert {one["to"] for one in await served.messages()} == {PHONE, "+14155550124"}
    await served.world.leap(seconds=5)
    told = [(receipts.read(one).message_id, one.source_addr) for one in await application.hears(2)]
    assert sorted(told) == [(answer.message_id, "14155550123"), (answer.message_id, "14155550124")]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"destination_addr": "12"}, Status.ESME_RINVDSTADR),
        ({"destination_addr": ""}, Status.ESME_RINVDSTADR),
        ({"source_addr": "14155550999"}, Status.ESME_RINVSRCADR),
        ({"source_addr": "", "source_addr_ton": 0}, Status.ESME_RINVSRCADR),
        ({"short_message": b""}, Status.ESME_RSUBMITFAIL),
        ({"data_coding": 4}, Status.ESME_RINVDCS),
        ({"short_message": b"", "tlvs": (tlvs.MESSAGE_PAYLOAD(b"x" * 1601),)}, Status.ESME_RINVMSGLEN),
        ({"schedule_delivery_time": "000001000000000R"}, Status.ESME_RINVSCHED),
    ],
)
async def test_what_the_platform_refuses_has_its_status(served, more, status):
    application = await served.application()
    assert (await application.submit(**more)).command_status == status
    assert await served.messages() == []


async def test_validity_is_kept(served):
    application = await served.application()
    answer = await application.submit(validity_period="000000000100000R")
    found = await served.world.house.store.get(Message, answer.message_id)
    assert timedelta(seconds=58) <= found.valid_until - found.date_created <= timedelta(seconds=60)


async def test_more_than_the_rate_is_throttled(served):
    application = await served.application(messages_per_s=5)
    answers = await asyncio.gather(*(application.submit() for _ in range(20)))
    statuses = [one.command_status for one in answers]
    assert 5 <= statuses.count(Status.ESME_ROK) <= 7
    assert statuses.count(Status.ESME_RTHROTTLED) == 20 - statuses.count(Status.ESME_ROK)
    assert len(await served.messages()) == statuses.count(Status.ESME_ROK)


async def test_more_than_the_window_is_answered_queue_full(served):
    application = await served.application(window=3)
    answers = await asyncio.gather(*(application.submit() for _ in range(20)))
    statuses = [one.command_status for one in answers]
    assert Status.ESME_RMSGQFUL in statuses and statuses.count(Status.ESME_ROK) == len(await served.messages())


# -- deliveries


async def test_a_text_that_comes_in_goes_to_the_receivers(served):
    application = await served.application(Role.RECEIVER)
    await texts_us(served, "Grüße 🏔")
    [came] = await application.hears(1)
    assert (came.source_addr, came.destination_addr, content.read(came).text) == (
        "14155550123", "14155550100", "Grüße 🏔",
    )  # fmt: skip


async def test_a_long_text_comes_in_parts_with_headers(served):
    application = await served.application()
    await texts_us(served, LONG)
    found = [content.read(one) for one in await application.hears(3)]
    assert [one.place.sequence for one in found] == [1, 2, 3] and "".join(one.text for one in found) == LONG


async def test_what_comes_while_nobody_is_bound_waits(served):
    made = await served.credential()
    await texts_us(served)
    transmitter = await served.bound(made, Role.TRANSMITTER)
    sent = await transmitter.submit()
    await served.world.leap(seconds=5)
    receiver = await served.bound(made, Role.RECEIVER)
    text, receipt = await receiver.hears(2)
    assert content.read(text).text == "Hello" and receipts.read(receipt).message_id == sent.message_id
    assert transmitter.delivered == []


async def test_what_is_not_acknowledged_comes_again(served):
    made = await served.credential()
    first = await served.bound(made)
    first.acknowledges = None
    await texts_us(served)
    await first.hears(1)
    first.transport.abort()
    second = await served.bound(made)
    [again] = await second.hears(1)
    assert content.read(again).text == "Hello"
    await until(lambda: _nothing_waits(served, made), "the acknowledgement to be written")
    third = await served.bound(made)
    await texts_us(served, "another")
    await until(lambda: len(second.delivered) + len(third.delivered) == 2, "the next text")


async def _nothing_waits(served, credential) -> bool:
    return not await served.server.behind.mail.waiting(credential["sid"], 10)


async def test_a_refused_delivery_comes_again(served, monkeypatch):
    monkeypatch.setattr("ringback.carriers.smpp.server.outbox.AGAIN_S", 0.1)
    application = await served.application()
    application.acknowledges = Status.ESME_RX_T_APPN
    await texts_us(served)
    await application.hears(2)
    application.acknowledges = Status.ESME_ROK
    count = len(application.delivered)
    await application.hears(count + 1)


async def test_many_deliveries_keep_to_the_window(served):
    application = await served.application(window=2)
    application.acknowledges = None
    for n in range(5):
        await texts_us(served, f"text {n}")
    await application.hears(2)
    assert len(application.delivered) == 2
    application.acknowledges = Status.ESME_ROK
    for pdu in list(application.delivered):
        application.session.answer(pdu)
    application.flush()
    await application.hears(5)
    assert [content.read(one).text for one in application.delivered] == [f"text {n}" for n in range(5)]


async def test_an_application_that_wants_no_texts_gets_receipts_only(served):
    application = await served.application(receives=False)
    await texts_us(served)
    sent = await application.submit()
    await served.world.leap(seconds=5)
    [told] = await application.hears(1)
    assert receipts.read(told).message_id == sent.message_id


async def test_stopping_unbinds_and_loses_nothing(served):
    application = await served.application()
    answers = [asyncio.create_task(application.submit(f"n {n}")) for n in range(20)]
    await asyncio.sleep(0)
    await served.server.stop()
    done = await asyncio.gather(*answers, return_exceptions=True)
    taken = [one for one in done if not isinstance(one, BaseException)]
    assert len(taken) == len(await served.messages()) and application.ended is not None


# -- credentials over REST


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"system_id": "longer than fifteen"}, "system_id"),
        ({"system_id": "sp ace"}, "system_id"),
        ({"sources": ["nowhere"]}, "sources"),
        ({"friendly_name": "x" * 65}, "friendly_name"),
    ],
)
async def test_what_cannot_be_is_refused(served, said, field):
    reply = await served.acme.own("POST", "SmppCredentials", **said)
    assert reply.status == 400 and field in reply.text


async def test_a_system_id_is_one_applications_only(served):
    await served.credential(system_id="acme")
    reply = await served.acme.own("POST", "SmppCredentials", system_id="acme")
    assert reply.status == 409


async def test_credentials_are_listed_changed_and_deleted(served):
    made = await served.credential(friendly_name="mine")
    [listed] = (await served.acme.own("GET", "SmppCredentials")).json["items"]
    assert listed["sid"] == made["sid"] and "password" not in listed
    changed = await served.acme.own("POST", f"SmppCredentials/{made['sid']}", window=7, messages_per_s=50)
    assert (changed.json["window"], changed.json["messages_per_s"]) == (7, 50.0)
    assert (await served.acme.own("DELETE", f"SmppCredentials/{made['sid']}")).status == 204
    assert (await served.acme.own("GET", "SmppCredentials")).json["items"] == []
