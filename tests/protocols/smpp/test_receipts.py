"""Receipts in every form that carriers are known to write."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.smpp import receipts, tlvs
from ringback.protocols.smpp.pdus import DataSm, DeliverSm
from ringback.protocols.smpp.receipts import Receipt
from ringback.protocols.smpp.values import MessageState
from tests.protocols.smpp import wire

AT = datetime(2026, 11, 24, 3, 10)
STANDARD = (
    "id:0123456789 sub:001 dlvrd:001 submit date:2611240310 done date:2611240311 stat:DELIVRD err:000 text:Ahoy, all"
)


def test_the_standards_example_form():
    assert receipts.parse(STANDARD) == Receipt(
        message_id="0123456789", state=MessageState.DELIVERED, submitted=AT, done=AT.replace(minute=11),
        sub=1, dlvrd=1, error="000", text="Ahoy, all",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        STANDARD.replace("text:", "Text:"),
        STANDARD.upper().replace("AHOY, ALL", "Ahoy, all"),
        STANDARD.replace("submit date", "submit_date").replace("done date", "done_date"),
        STANDARD.replace("submit date", "submitdate").replace("done date", "donedate"),
        STANDARD.replace("2611240310", "261124031000").replace("2611240311", "261124031100"),
        STANDARD.replace("2611240310", "202611240310").replace("2611240311", "20261124031100"),
        STANDARD.replace("2611240310", "2026-11-24 03:10:00").replace("2611240311", "2026-11-24T03:11:00+0000"),
        STANDARD.replace(":", ": "),
        STANDARD.replace(":", "="),
        STANDARD.replace(" sub", ",sub").replace(" dlvrd", ";dlvrd").replace(" stat", "\nstat"),
        STANDARD.replace("stat:DELIVRD", "stat:DELIVERED"),
        STANDARD.replace("stat:DELIVRD", "status:Delivered"),
        STANDARD + "\0\0",
        " " + STANDARD,
        '"id":"0123456789","sub":"001","dlvrd":"001","submit date":"2611240310","done date":"2611240311",'
        '"stat":"DELIVRD","err":"000","text":"Ahoy, all"',
    ],
)
def test_the_same_in_other_spellings(text):
    assert receipts.parse(text) == receipts.parse(STANDARD)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id:77 stat:DELIVRD", Receipt(message_id="77", state=MessageState.DELIVERED)),
        ("stat:UNDELIV err:01B id:0A1B", Receipt(message_id="0A1B", state=MessageState.UNDELIVERABLE, error="01B")),
        ("id: sub:001 stat:EXPIRED", Receipt(state=MessageState.EXPIRED, sub=1)),
        ("id:7 submit date: done date: stat:REJECTD err: text:",
         Receipt(message_id="7", state=MessageState.REJECTED, text="")),
        ("id:7 done date:notadate stat:NONSENSE", Receipt(message_id="7")),
        ("message id:7 stat:2", Receipt(message_id="7", state=MessageState.DELIVERED)),
        ("id:3b241101-e2bb-4255-8caf-4136c566a962 stat:ACCEPTD",
         Receipt(message_id="3b241101-e2bb-4255-8caf-4136c566a962", state=MessageState.ACCEPTED)),
        ("Your parcel has arrived", Receipt()),
        ("", Receipt()),
    ],
)  # fmt: skip
def test_fields_may_be_missing_or_moved(text, found):
    assert receipts.parse(text) == found


def test_what_stands_in_the_text_is_not_a_field():
    found = receipts.parse("id:7 stat:UNDELIV text:id:8 stat:DELIVRD err:5")
    assert (found.message_id, found.state, found.error) == ("7", MessageState.UNDELIVERABLE, None)
    assert found.text == "id:8 stat:DELIVRD err:5"


def test_a_word_that_ends_like_a_key_is_none():
    found = receipts.parse("paid:yes id:7 thermostat:5 stat:DELIVRD")
    assert (found.message_id, found.state) == ("7", MessageState.DELIVERED)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("DELIVRD", MessageState.DELIVERED),
        ("DLVRD", MessageState.DELIVERED),
        ("delivered", MessageState.DELIVERED),
        ("EXPIRED", MessageState.EXPIRED),
        ("DELETED", MessageState.DELETED),
        ("UNDELIV", MessageState.UNDELIVERABLE),
        ("UNDELIVERABLE", MessageState.UNDELIVERABLE),
        ("FAILED", MessageState.UNDELIVERABLE),
        ("ACCEPTD", MessageState.ACCEPTED),
        ("ACCEPTED", MessageState.ACCEPTED),
        ("ACKED", MessageState.ACCEPTED),
        ("BUFFRED", MessageState.ENROUTE),
        ("ENROUTE", MessageState.ENROUTE),
        ("UNKNOWN", MessageState.UNKNOWN),
        ("REJECTD", MessageState.REJECTED),
        ("REJECTED", MessageState.REJECTED),
        ("8", MessageState.REJECTED),
        ("", None),
        ("99", None),
        ("HELLO", None),
    ],
)
def test_each_state(word, state):
    assert receipts.state(word) is state


def test_states_that_end_a_message():
    final = {state for state in MessageState if state.is_final}
    assert final == {
        MessageState.DELIVERED, MessageState.EXPIRED, MessageState.DELETED, MessageState.UNDELIVERABLE,
        MessageState.REJECTED,
    }  # fmt: skip


def test_text_and_tlvs_of_another_encoder():
    found = receipts.read(wire.read("deliver-sm-receipt"))
    assert found is not None
    assert (found.message_id, found.state, found.network_error) == ("0123456789", MessageState.DELIVERED, (3, 0))
    assert found.done == AT.replace(minute=11) and not found.is_intermediate


def test_tlvs_go_before_the_text():
    pdu = DeliverSm(
        esm_class=4,
        short_message=b"id:99 stat:DELIVRD err:000",
        tlvs=(*receipts.optional("77", MessageState.UNDELIVERABLE, error=(3, 27)),),
    )
    found = receipts.read(pdu)
    assert found is not None
    assert (found.message_id, found.state, found.network_error) == ("77", MessageState.UNDELIVERABLE, (3, 27))


def test_a_receipt_in_tlvs_alone():
    found = receipts.read(DeliverSm(tlvs=receipts.optional("77", MessageState.DELIVERED)))
    assert found == Receipt(message_id="77", state=MessageState.DELIVERED)


def test_a_receipt_in_data_sm():  # §2.11
    pdu = DataSm(esm_class=4, tlvs=receipts.optional("77", MessageState.EXPIRED))
    found = receipts.read(pdu)
    assert found is not None and found.state is MessageState.EXPIRED


def test_a_receipt_in_a_payload_and_in_ucs_2():
    payload = DeliverSm(esm_class=4, tlvs=(tlvs.MESSAGE_PAYLOAD(STANDARD.encode()),))
    wide = DeliverSm(esm_class=4, data_coding=8, short_message=STANDARD[:120].encode("utf-16-be"))
    for pdu in (payload, wide):
        found = receipts.read(pdu)
        assert found is not None and (found.message_id, found.state) == ("0123456789", MessageState.DELIVERED)


def test_an_intermediate_notification_says_so():  # §5.2.12
    found = receipts.read(DeliverSm(esm_class=0x20, short_message=b"id:7 stat:ENROUTE"))
    assert found is not None and found.is_intermediate and found.state is MessageState.ENROUTE


def test_a_state_that_is_none_in_a_tlv_leaves_the_texts():
    pdu = DeliverSm(esm_class=4, short_message=b"id:7 stat:DELIVRD", tlvs=(tlvs.MESSAGE_STATE(99),))
    found = receipts.read(pdu)
    assert found is not None and found.state is MessageState.DELIVERED


def test_a_text_is_no_receipt():
    assert receipts.read(DeliverSm(short_message=STANDARD.encode())) is None


def test_what_we_write_we_read():
    at = datetime(2026, 11, 24, 3, 10, tzinfo=UTC)
    for state in MessageState:
        line = receipts.write("SM01", state, submitted=at, done=at, error=27, text="Grüße an alle, und mehr")
        assert len(line) <= 160
        found = receipts.parse(line.decode())
        assert (found.message_id, found.state, found.error, found.submitted) == ("SM01", state, "027", AT)
        assert found.text == "Gr??e an alle, und m"


# -- ids


@pytest.mark.parametrize(
    ("answered", "receipted"),
    [("77", "077"), ("0A1B", "0a1b"), ("0A1B", "A1B"), ("0x0A1B", "a1b"), (" 77 ", "77"), ("0", "00")],
)
def test_ids_that_differ_in_spelling_alone(answered, receipted):
    assert receipts.canonical(answered) == receipts.canonical(receipted)


@pytest.mark.parametrize(("answered", "receipted"), [("A1B2", "41394"), ("41394", "A1B2"), ("0000A1B2", "0000041394")])
def test_ids_in_hex_one_time_and_decimal_the_other(answered, receipted):
    assert receipts.canonical(answered) in receipts.other_forms(receipted)


@pytest.mark.parametrize("message_id", ["", "SM-1", "x" * 300, "9" * 300])
def test_ids_that_are_no_numbers_have_no_other_form(message_id):
    assert receipts.other_forms(message_id) == ()


@given(st.integers(1, 2**63))
def test_any_number_is_found_both_ways(number):
    assert receipts.canonical(f"{number:x}") in receipts.other_forms(str(number)) or number < 10
    assert receipts.canonical(str(number)) in receipts.other_forms(f"{number:X}") or number < 10


# -- harm


@given(st.text(max_size=400))
def test_any_text_does_no_harm(text):
    receipts.parse(text)


@given(st.lists(st.sampled_from(["id", "stat", ":", " ", "text", "submit date", "=", "2611240310", '"', "\0", "err"])))
def test_any_jumble_of_its_words_does_no_harm(words):
    receipts.parse("".join(words))
