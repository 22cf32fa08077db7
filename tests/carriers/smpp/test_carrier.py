"""Messages to a carrier, and what it says of them."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ringback.carriers import Attachment, Rejected, Submitted, Unknown
from ringback.carriers.smpp import tables
from ringback.carriers.smpp.model import PartState, SmppPart, WhenUnknown
from ringback.jobs import Later
from ringback.kernel import Unavailable
from ringback.protocols.smpp import content, tlvs
from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.content import Joining
from ringback.protocols.smpp.pdus import DataSm, DeliverSm
from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import MessageState
from ringback.store import Unit
from tests.carriers.smpp.patience import until

LONG = "A text of three parts, which are told apart by their headers. " * 6


async def sent(world, carrier, **more):
    """A message whose step to `sent` is written, and the id of its first part."""
    submission = world.submission(**more)
    outcome = await carrier.submit(submission)
    assert isinstance(outcome, Submitted) and outcome.unit is not None
    await world.store.commit(outcome.unit)
    return submission, outcome.carrier_ids[0]


async def parts(world, submission):
    return await world.store.records(SmppPart, tables.of_message(submission.message_sid))


# -- out


async def test_a_message_is_handed_over_and_has_the_carriers_id(world):
    carrier = await world.bound()
    outcome = await carrier.submit(world.submission())
    assert isinstance(outcome, Submitted) and outcome.carrier_ids == ("1",)
    [pdu] = world.smsc.submitted
    assert (pdu.source_addr_ton, pdu.source_addr, pdu.dest_addr_ton, pdu.destination_addr) == (
        1, "14155550100", 1, "14155550123",
    )  # fmt: skip
    assert pdu.registered_delivery == 1 and content.read(pdu).text == "Ahoy!"


async def test_it_is_on_the_disk_before_it_leaves(world):
    seen = []

    def reply(request):
        seen.append(asyncio.ensure_future(parts(world, submission)))
        return 0, "77"

    carrier, submission = await world.bound(), world.submission()
    world.smsc.reply = reply
    await carrier.submit(submission)
    [part] = await seen[0]
    assert part.state is PartState.SENDING


@pytest.mark.parametrize("joining", Joining)
@pytest.mark.parametrize("alphabet", [Default.GSM, Default.LATIN_1])
async def test_a_long_text_goes_as_the_carrier_wants_it(world, joining, alphabet):
    carrier = await world.bound(joining=joining, alphabet=alphabet)
    _, _ = await sent(world, carrier, body=LONG)
    read = [content.read(pdu, alphabet) for pdu in world.smsc.submitted]
    found = sorted(read, key=lambda one: one.place.sequence if one.place else 0)
    assert len(found) == (1 if joining is Joining.PAYLOAD else 3)
    assert "".join(one.text for one in found) == LONG


async def test_short_codes_and_names_have_their_types(world):
    carrier = await world.bound()
    await carrier.submit(world.submission(from_="64646"))
    await carrier.submit(world.submission(from_="ACME"))
    assert [(pdu.source_addr_ton, pdu.source_addr) for pdu in world.smsc.submitted] == [(3, "64646"), (5, "ACME")]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.ESME_RINVDSTADR, 30005),
        (Status.ESME_RSUBMITFAIL, 30008),
        (0x0401, 30008),
        (Status.ESME_RX_R_APPN, 30007),
    ],
)
async def test_what_the_carrier_will_never_take(world, status, code):
    carrier = await world.bound()
    world.smsc.reply = lambda _: (status, "")
    outcome = await carrier.submit(world.submission())
    assert isinstance(outcome, Rejected) and outcome.error_code == code


async def test_a_carrier_that_is_busy_is_asked_again_after_a_pause(world):
    carrier, answers = await world.bound(), [Status.ESME_RTHROTTLED, Status.ESME_RMSGQFUL, Status.ESME_ROK]
    for line in carrier.lines:
        line.wire.session.pause._first_s = line.wire.session.pause._gap_s = 0.05
    world.smsc.reply = lambda _: (answers.pop(0), "77")
    outcome = await carrier.submit(world.submission())
    assert isinstance(outcome, Submitted) and outcome.carrier_ids == ("77",) and len(world.smsc.submitted) == 3


async def test_the_window_is_never_more_than_full(world):
    carrier, most = await world.bound(window=3), []

    def reply(request):
        most.append(max(peer.session.unanswered for peer in world.smsc.bound))
        return (0, str(len(most)))

    world.smsc.reply = reply
    done = await asyncio.gather(*(carrier.submit(world.submission()) for _ in range(20)))
    assert all(isinstance(one, Submitted) for one in done) and len(world.smsc.submitted) == 20
    assert max(most) <= 3


async def test_those_who_would_wait_too_long_come_back_later_each_at_a_moment_of_its_own(world):
    carrier = await world.bound(window=2)
    world.smsc.reply = lambda _: None
    waiting = [asyncio.create_task(carrier.submit(world.submission())) for _ in range(102)]
    await until(lambda: len(world.smsc.submitted) == 2, "a full window")
    now = world.clock.now()
    later = [await carrier.submit(world.submission()) for _ in range(3)]
    assert all(isinstance(one, Later) for one in later)
    first, second, third = (one.at for one in later)
    assert now < first < second < third <= now + timedelta(seconds=61)
    await world.smsc.stop()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_pictures_are_not_sent_as_texts(world):
    carrier = await world.bound()
    picture = Attachment("image/png", 10, "https://ringback.example/1.png", "1")
    outcome = await carrier.submit(world.submission(attachments=(picture,)))
    assert isinstance(outcome, Rejected) and world.smsc.submitted == []


async def test_several_binds_share_the_work(world):
    carrier = await world.bound(transceivers=3, window=2)
    per_bind = []
    world.smsc.reply = lambda _: None
    waiting = [asyncio.create_task(carrier.submit(world.submission())) for _ in range(6)]
    await until(lambda: len(world.smsc.submitted) == 6, "six messages under way")
    per_bind = [peer.session.unanswered for peer in world.smsc.bound]
    assert per_bind == [2, 2, 2]
    await world.smsc.stop()
    await asyncio.gather(*waiting)


async def test_transmitters_send_and_receivers_hear(world):
    carrier = await world.bound(transceivers=0, transmitters=1, receivers=1)
    assert {peer.session.role for peer in world.smsc.bound} == {Role.TRANSMITTER, Role.RECEIVER}
    assert isinstance(await carrier.submit(world.submission()), Submitted)
    receiver = next(peer for peer in world.smsc.bound if peer.session.role is Role.RECEIVER)
    receiver.session.send(DeliverSm(source_addr="14155550123", destination_addr="14155550100"), 0.0)
    receiver.flush()
    await until(lambda: receiver.acknowledged == [0], "an acknowledgement")


async def test_a_rate_holds(world):
    carrier = await world.bound(messages_per_s=20.0, window=100)
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(carrier.submit(world.submission()) for _ in range(30)))
    took = asyncio.get_running_loop().time() - start
    assert took >= 0.45  # 20 at once, the other ten at 20 a second


async def test_without_a_bind_nothing_is_taken(world):
    world.smsc.refuses = Status.ESME_RINVPASWD
    carriers = await world.open()
    [carrier] = carriers
    await until(lambda: world.smsc.binds, "a bind")
    with pytest.raises(Unavailable, match="Scripted"):
        await carrier.submit(world.submission())
    assert world.smsc.submitted == []


# -- answers lost


async def test_a_lost_answer_is_unknown_and_not_sent_again(world):
    carrier, submission = await world.bound(response_s=0.2), world.submission()
    world.smsc.reply = lambda _: None
    outcome = await carrier.submit(submission)
    assert isinstance(outcome, Unknown) and outcome.unit is not None
    await world.store.commit(outcome.unit)
    assert [part.state for part in await parts(world, submission)] == [PartState.UNKNOWN]
    assert isinstance(await carrier.submit(submission), Unknown) and len(world.smsc.submitted) == 1


async def test_a_lost_answer_is_sent_again_where_the_operator_wants_it(world):
    carrier, submission = await world.bound(response_s=0.2, when_unknown=WhenUnknown.RESEND), world.submission()
    world.smsc.reply = lambda _: None
    with pytest.raises(Unavailable, match="sent again"):
        await carrier.submit(submission)
    world.smsc.reply = world.smsc.numbered
    outcome = await carrier.submit(submission)
    assert isinstance(outcome, Submitted) and outcome.unit is not None and len(world.smsc.submitted) == 2
    await world.store.commit(outcome.unit)
    [part] = await parts(world, submission)
    assert (part.state, part.attempt) == (PartState.ACCEPTED, 2)


async def test_no_message_is_sent_again_for_ever(world):
    carrier, submission = await world.bound(response_s=0.1, when_unknown=WhenUnknown.RESEND), world.submission()
    world.smsc.reply = lambda _: None
    for _ in range(2):
        with pytest.raises(Unavailable):
            await carrier.submit(submission)
    assert isinstance(await carrier.submit(submission), Unknown)
    assert isinstance(await carrier.submit(submission), Unknown) and len(world.smsc.submitted) == 3


async def test_a_late_answer_settles_what_was_unknown(world):
    carrier, submission = await world.bound(response_s=0.2), world.submission()
    world.smsc.reply = lambda _: None
    outcome = await carrier.submit(submission)
    await world.store.commit(outcome.unit)
    [peer] = world.smsc.bound
    peer.session.answer(world.smsc.submitted[0], message_id="77")
    peer.flush()
    await until(lambda: world.taken == [submission.message_sid], "the late answer")

    async def is_settled():
        [part] = await parts(world, submission)
        return (part.state, part.carrier_id) == (PartState.ACCEPTED, "77")

    await until(is_settled, "its part")


async def test_a_connection_lost_under_way_is_unknown(world):
    carrier = await world.bound()

    def reply(request):
        next(iter(world.smsc.bound)).transport.abort()

    world.smsc.reply = reply
    assert isinstance(await carrier.submit(world.submission()), Unknown)


async def test_after_a_crash_what_was_handed_over_is_unknown(world):
    carrier, submission = await world.bound(), world.submission()
    await world.store.commit(Unit(insert=[carrier._fresh(submission, 1, 1)]))  # as the dead process had written
    assert isinstance(await carrier.submit(submission), Unknown) and world.smsc.submitted == []


async def test_of_a_long_text_only_the_missing_parts_are_sent_again(world):
    carrier, submission = await world.bound(), world.submission(body=LONG)
    replies = [(0, "1"), (Status.ESME_RSYSERR, ""), (0, "3")]
    world.smsc.reply = lambda _: replies.pop(0)
    with pytest.raises(Unavailable):
        await carrier.submit(submission)
    states = [part.state for part in await parts(world, submission)]
    assert states == [PartState.ACCEPTED, PartState.WAITING, PartState.ACCEPTED]
    before = {content.read(pdu).place.sequence: pdu.short_message for pdu in world.smsc.submitted}
    world.smsc.requests.clear()
    world.smsc.reply = lambda _: (0, "2")
    outcome = await carrier.submit(submission)
    assert isinstance(outcome, Submitted) and outcome.carrier_ids == ("1", "2", "3")
    [again] = world.smsc.submitted
    assert again.short_message == before[2]


# -- receipts


async def test_a_receipt_finds_its_message(world):
    carrier = await world.bound()
    submission, carrier_id = await sent(world, carrier)
    assert await world.smsc.tell(carrier_id) == Status.ESME_ROK
    [told] = world.told
    assert (told.message_sid, told.status, told.part, told.carrier_id) == (
        submission.message_sid, "delivered", 1, carrier_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answered", "receipted"), [("0A1B2C3D", "169552957"), ("169552957", "A1B2C3D"), ("0077", "77"), ("AbC", "aBc")]
)
async def test_ids_in_another_spelling(world, answered, receipted):
    carrier = await world.bound()
    world.smsc.reply = lambda _: (0, answered)
    submission, _ = await sent(world, carrier)
    await world.smsc.tell(receipted)
    await _leap(world, seconds=3)
    assert [one.message_sid for one in world.told] == [submission.message_sid]


async def test_receipts_before_answers_are_not_taken_for_others_in_hex(world):
    carrier, submissions = await world.bound(window=40), [world.submission() for _ in range(40)]
    outcomes = [await carrier.submit(one) for one in submissions]  # 1 to 40, decimal: 10 is also 16 in hex
    for number in range(1, 41):
        if number % 2:
            await world.smsc.tell(str(number))
            await world.store.commit(outcomes[number - 1].unit)
        else:
            await world.store.commit(outcomes[number - 1].unit)
            await world.smsc.tell(str(number))
    await _leap(world, seconds=5)
    told = {(one.message_sid, one.carrier_id) for one in world.told}
    assert told == {(one.message_sid, str(n)) for n, one in enumerate(submissions, 1)} and len(world.told) == 40


async def test_a_carrier_that_converts_ids_is_known_for_it(world):
    carrier = await world.bound()
    world.smsc.reply = lambda _: (0, f"{0xA000 + len(world.smsc.submitted):X}")
    await sent(world, carrier)
    await world.smsc.tell(str(0xA001))
    await _leap(world, seconds=3)
    second, _ = await sent(world, carrier)
    await world.smsc.tell(str(0xA002))
    assert [one.message_sid for one in world.told][1:] == [second.message_sid]


async def test_the_id_itself_goes_before_its_other_spellings(world):
    carrier = await world.bound()
    world.smsc.reply = lambda _: (0, ["16", "10"][len(world.smsc.submitted) - 1])
    await sent(world, carrier)
    second, _ = await sent(world, carrier)
    await world.smsc.tell("10")  # also 16 in hex
    assert [one.message_sid for one in world.told] == [second.message_sid]


async def test_of_two_with_one_id_the_recipient_decides(world):
    carrier = await world.bound()
    world.smsc.reply = lambda _: (0, "7")
    first, _ = await sent(world, carrier)
    await sent(world, carrier, to="+14155550199")
    await world.smsc.tell("7")
    assert [one.message_sid for one in world.told] == [first.message_sid]


@pytest.mark.parametrize(
    ("state", "status", "code"),
    [
        (MessageState.EXPIRED, "undelivered", 30003),
        (MessageState.UNDELIVERABLE, "undelivered", 30008),
        (MessageState.REJECTED, "undelivered", 30007),
        (MessageState.DELETED, "undelivered", 30008),
    ],
)
async def test_bad_news(world, state, status, code):
    carrier = await world.bound()
    _, carrier_id = await sent(world, carrier)
    await world.smsc.tell(carrier_id, state)
    assert [(one.status, one.error_code) for one in world.told] == [(status, code)]


@pytest.mark.parametrize("state", [MessageState.ENROUTE, MessageState.ACCEPTED, MessageState.UNKNOWN])
async def test_what_is_not_over_changes_nothing(world, state):
    carrier = await world.bound()
    _, carrier_id = await sent(world, carrier)
    assert await world.smsc.tell(carrier_id, state) == Status.ESME_ROK
    assert world.told == []


async def test_a_receipt_before_the_answer_is_kept_and_matched_later(world):
    carrier, submission = await world.bound(), world.submission()
    world.smsc.reply = lambda _: None
    waiting = asyncio.create_task(carrier.submit(submission))
    await until(lambda: world.smsc.submitted, "the message")
    assert await world.smsc.tell("77") == Status.ESME_ROK and world.told == []
    [peer] = world.smsc.bound
    peer.session.answer(world.smsc.submitted[0], message_id="77")
    peer.flush()
    await world.store.commit((await waiting).unit)
    await until(lambda: world.told, "the receipt")
    assert world.told[0].message_sid == submission.message_sid


async def test_a_receipt_for_nobody_is_let_go_of_after_three_days(world):
    await world.bound()
    await world.smsc.tell("nobody")
    for _ in range(9):
        await _leap(world, hours=9)
    assert await world.store.select(sa.select(tables.orphans)) == [] and world.told == []


async def _leap(world, **span):
    await world.runner.leap(timedelta(**span))


async def test_a_receipt_by_tlvs_in_data_sm(world):
    carrier = await world.bound()
    submission, carrier_id = await sent(world, carrier)
    told = (tlvs.RECEIPTED_MESSAGE_ID(carrier_id), tlvs.MESSAGE_STATE(MessageState.DELIVERED))
    await world.smsc.deliver(DataSm(source_addr="14155550123", destination_addr="14155550100", esm_class=4, tlvs=told))
    assert [one.message_sid for one in world.told] == [submission.message_sid]


# -- texts in


async def test_a_text_comes_in(world):
    await world.bound()
    status = await world.smsc.deliver(
        DeliverSm(source_addr_ton=1, source_addr="14155550123", dest_addr_ton=1, destination_addr="14155550100",
                  data_coding=8, short_message="Grüße 🏔".encode("utf-16-be"))
    )  # fmt: skip
    [arrived] = world.arrived
    assert status == 0 and (arrived.from_, arrived.to, arrived.body) == ("+14155550123", "+14155550100", "Grüße 🏔")


@pytest.mark.parametrize("joining", [Joining.UDH, Joining.UDH_16, Joining.SAR])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 1, 2, 0)])
async def test_a_long_text_comes_in_parts_of_any_order(world, joining, order):
    await world.bound()
    made = content.parts([LONG[:150], LONG[150:300], LONG[300:]], "GSM-7", content.Style(joining), reference=7)
    for index in order:
        part = made[index]
        pdu = DeliverSm(
            source_addr_ton=1, source_addr="14155550123", dest_addr_ton=1, destination_addr="14155550100",
            esm_class=part.esm_class, data_coding=part.data_coding, short_message=part.short_message, tlvs=part.tlvs,
        )  # fmt: skip
        assert await world.smsc.deliver(pdu) == 0
    [arrived] = world.arrived
    assert (arrived.body, arrived.num_segments) == (LONG, 3)


async def test_a_text_that_stays_incomplete_goes_out_after_a_day(world):
    await world.bound()
    [first, *_] = content.parts([LONG[:150], LONG[150:]], "GSM-7")
    await world.smsc.deliver(
        DeliverSm(source_addr_ton=1, source_addr="14155550123", dest_addr_ton=1, destination_addr="14155550100",
                  esm_class=first.esm_class, short_message=first.short_message)
    )  # fmt: skip
    assert world.arrived == []
    await _leap(world, hours=25)
    assert [one.body for one in world.arrived] == [LONG[:150]]


async def test_what_cannot_be_written_is_asked_for_again(world):
    await world.bound()

    async def down(arrival):
        raise Unavailable("the database is away")

    world.sink.arrival = down
    status = await world.smsc.deliver(DeliverSm(source_addr="1", destination_addr="2", short_message=b"Hi"))
    assert status == Status.ESME_RX_T_APPN


async def test_a_receipt_that_overtakes_the_commit_of_its_answer_waits_for_it(world):
    carrier = await world.bound()
    world.smsc.reply = lambda request: (0, "77")
    outcome = await carrier.submit(world.submission())
    told = asyncio.create_task(world.smsc.tell("77"))
    await until(lambda: len(world.smsc.requests) == 1 and not told.done(), "a receipt under way")
    await world.store.commit(outcome.unit)
    assert await told == Status.ESME_ROK
    assert [one.carrier_id for one in world.told] == ["77"]


async def test_a_receipt_settles_a_part_whose_answer_was_lost_by_its_recipient(world):
    carrier = await world.bound(response_s=1)
    world.smsc.reply = lambda request: None
    outcome = await carrier.submit(world.submission())
    assert isinstance(outcome, Unknown)
    await world.store.commit(outcome.unit)
    assert await world.smsc.tell("4711") == Status.ESME_ROK
    world.clock.leap_to(world.clock.now() + timedelta(seconds=3))
    await world.runner.settle()
    assert [(one.carrier_id, one.status) for one in world.told] == [("4711", "delivered")]
