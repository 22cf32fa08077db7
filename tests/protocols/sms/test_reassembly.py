"""Inbound parts in any order, twice, late, mixed up: whole texts come out, and memory stays bounded."""

from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import segments, udh
from ringback.protocols.sms.reassembly import DUPLICATES_S, Fragment, Incomplete, Reassembler, Whole, join
from ringback.protocols.sms.udh import Concatenation

ALICE, SHOP = "+14155550123", "+14155550100"


def fragments(body: str, reference: int = 7, sender: str = ALICE) -> list[Fragment]:
    cut = segments.cut(body)
    return [
        Fragment(sender, SHOP, Concatenation(reference, cut.count, i), cut.encoding, udh.octets_of(part, cut.encoding))
        for i, part in enumerate(cut.parts, 1)
    ]


LONG = "The quick brown fox jumps over the lazy dog {again}. " * 8
FIRST, SECOND, THIRD = fragments(LONG)


def hear(reassembler: Reassembler, *parts: Fragment, now: float = 0.0) -> list[Whole | Incomplete]:
    return [told for part in parts for told in reassembler.receive(part, now)]


@given(st.text(min_size=71, max_size=1000), st.randoms())
def test_parts_in_any_order_and_often_make_one_whole_text(body, chance):
    parts = fragments(body) * 2
    chance.shuffle(parts)
    [whole] = hear(Reassembler(), *parts)
    assert (whole.text, whole.parts, whole.sender, whole.receiver) == (body, len(parts) // 2, ALICE, SHOP)


def test_two_senders_with_one_reference_do_not_mix():
    other = fragments(LONG.upper(), sender="+14155550199")
    told = hear(Reassembler(), FIRST, other[0], SECOND, other[1], other[2], THIRD)
    assert [(whole.sender, whole.text) for whole in told] == [("+14155550199", LONG.upper()), (ALICE, LONG)]


def test_a_part_that_comes_again_after_the_end_starts_nothing():
    reassembler = Reassembler()
    assert len(hear(reassembler, FIRST, SECOND, THIRD, SECOND)) == 1
    assert reassembler.waiting_parts == 0


def test_a_reference_used_again_at_once_is_another_text_even_with_the_same_beginning():
    reassembler = Reassembler()
    hear(reassembler, FIRST, SECOND, THIRD)
    again = fragments(LONG[:-10] + "other end.")
    [whole] = hear(reassembler, *again)
    assert whole.text == LONG[:-10] + "other end."


def test_the_same_text_may_be_sent_again_once_duplicates_are_forgotten():
    reassembler = Reassembler()
    hear(reassembler, FIRST, SECOND, THIRD)
    assert len(hear(reassembler, FIRST, SECOND, THIRD, now=DUPLICATES_S)) == 1


def test_an_unfinished_text_whose_reference_returns_with_other_words_is_given_up():
    [given_up, whole] = hear(Reassembler(), FIRST, *fragments(LONG.upper()))
    assert (given_up.missing, whole.text) == ((2, 3), LONG.upper())


def test_a_text_is_given_up_when_its_patience_ends():
    reassembler = Reassembler(patience_s=60)
    hear(reassembler, FIRST, THIRD, now=10)
    assert reassembler.wake_at == 70 and reassembler.tick(69) == []
    [given_up] = reassembler.tick(70)
    assert given_up == Incomplete(ALICE, SHOP, join([THIRD, FIRST]), (2,))
    assert reassembler.wake_at == float("inf") and reassembler.waiting_parts == 0


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(1, 3), st.binary(max_size=4)), max_size=200))
def test_memory_is_bounded_and_the_oldest_gives_way(heard):
    reassembler = Reassembler(max_waiting_parts=5)
    for now, (reference, sequence, octets) in enumerate(heard):
        hear(reassembler, Fragment(ALICE, SHOP, Concatenation(reference, 3, sequence), "GSM-7", octets), now=now)
        assert reassembler.waiting_parts <= 5


def test_a_surrogate_pair_split_by_its_sender_is_whole_again():
    octets = "a😀b".encode("utf-16-be")
    parts = [
        Fragment(ALICE, SHOP, Concatenation(1, 2, i), "UCS-2", cut) for i, cut in ((2, octets[4:]), (1, octets[:4]))
    ]
    [whole] = hear(Reassembler(), *parts)
    assert (whole.text, whole.encoding) == ("a😀b", "UCS-2")


def test_parts_in_two_encodings_make_one_text():
    parts = [
        Fragment(ALICE, SHOP, Concatenation(1, 2, 1), "GSM-7", b"\x1be uro "),
        Fragment(ALICE, SHOP, Concatenation(1, 2, 2), "UCS-2", "漢".encode("utf-16-be")),
    ]
    [whole] = hear(Reassembler(), *parts)
    assert (whole.text, whole.encoding) == ("€ uro 漢", "UCS-2")
