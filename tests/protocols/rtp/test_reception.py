"""Counting a source: RFC 3550 appendices A.1, A.3 and A.8, and the wraps of its counters."""

from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.rtp import ntp
from ringback.protocols.rtp.reception import Reception
from ringback.protocols.rtp.rtcp import ReportBlock
from ringback.protocols.rtp.wrapping import Unwrapped, sequence_gap, timestamp_gap


def feed(reception: Reception, sequences, *, arrivals=None) -> list[bool]:
    """One packet of 20 ms for each number; each arrives on time unless `arrivals` says when."""
    clock = arrivals or [160 * n for n in sequences]
    return [reception.receive(n % 65536, 160 * n, at) for n, at in zip(sequences, clock, strict=True)]


def believed(start: int = 0) -> Reception:
    return Reception(7, start % 65536, probation=0)


@given(st.integers(0, 65535), st.integers(-32768, 32767))
def test_gaps_of_sequence_numbers_cross_the_wrap(earlier, gap):
    assert sequence_gap((earlier + gap) % 65536, earlier) == gap


@given(st.integers(0, 2**32 - 1), st.integers(-(2**31), 2**31 - 1))
def test_gaps_of_timestamps_cross_the_wrap(earlier, gap):
    assert timestamp_gap((earlier + gap) % 2**32, earlier) == gap


@given(st.integers(0, 65535), st.lists(st.integers(-3000, 3000), max_size=60))
def test_unwrapped_numbers_follow_the_true_ones(start, steps):
    unwrapped, true = Unwrapped(), start
    assert unwrapped.extend(start) == start
    highest = true
    for step in steps:
        true = highest + step
        assert unwrapped.extend(true % 65536) == true
        highest = max(highest, true)


def test_a_source_is_believed_after_two_packets_in_order():
    reception = Reception(7, 100)
    assert feed(reception, [100, 101, 102]) == [False, True, True]
    assert (reception.received, reception.expected, reception.lost) == (2, 2, 0)


def test_one_that_never_comes_in_order_is_never_believed():
    assert not any(feed(Reception(7, 100), [100, 300, 200, 50, 7, 9]))


def test_a_peer_that_signalling_named_counts_from_its_first_packet():
    reception = believed(65535)
    assert feed(reception, [65535]) == [True]
    assert (reception.received, reception.expected, reception.lost) == (1, 1, 0)


@given(st.integers(0, 65535), st.integers(1, 200), st.sets(st.integers(1, 198)))
def test_lost_packets_are_counted_across_the_wrap(start, count, missing):
    sequences = [start + i for i in range(count) if i not in missing]
    reception = believed(start)
    assert all(feed(reception, sequences))
    expected = sequences[-1] - start + 1
    assert (reception.expected, reception.lost) == (expected, expected - len(sequences))
    assert reception.highest_sequence == sequences[-1]


def test_a_packet_out_of_order_is_late_and_not_lost():
    reception = believed()
    feed(reception, [0, 1, 3, 2, 4])
    assert (reception.late, reception.lost) == (1, 0)


def test_copies_make_the_loss_negative():
    reception = believed()
    feed(reception, [0, 1, 1, 1, 2])
    assert (reception.late, reception.lost) == (2, -2)


def test_one_wild_number_is_dropped_and_two_in_a_row_begin_anew():
    reception = believed()
    assert feed(reception, [0, 1, 20000, 2, 3]) == [True, True, False, True, True]
    assert reception.lost == 0
    assert feed(reception, [40000, 40001, 40002]) == [False, True, True]
    assert (reception.received, reception.expected) == (2, 2)


def test_the_fraction_lost_is_that_since_the_last_report():
    reception = believed()
    feed(reception, [0, 1, 2, 3, 5, 6, 7, 9])  # 2 of 10
    assert reception.report().fraction_lost == 2 * 256 // 10
    feed(reception, [10, 11, 12])
    block = reception.report(last_sr=5, delay_since_last_sr=6)
    assert block == ReportBlock(7, 0, 2, 12, 0, 5, 6)


def test_packets_on_time_have_no_jitter_whatever_the_clocks_offset():
    reception = believed()
    feed(reception, range(100), arrivals=[2**32 - 500 + 160 * n for n in range(100)])
    assert (reception.jitter, reception.max_jitter) == (0, 0)


def test_jitter_nears_the_mean_change_of_the_transit_time():  # A.8
    reception = believed()
    feed(reception, range(400), arrivals=[160 * n + 80 * (n % 2) for n in range(400)])
    assert 78 <= reception.jitter <= 80 <= reception.max_jitter + 2


def test_one_late_packet_weighs_a_sixteenth():
    reception = believed()
    feed(reception, range(3), arrivals=[0, 160, 320 + 160])
    assert reception.jitter == 10


@given(st.lists(st.tuples(st.integers(0, 65535), st.integers(0, 2**32 - 1)), max_size=60), st.integers(0, 2))
def test_nothing_a_peer_sends_makes_a_report_that_cannot_be_written(packets, probation):
    reception = Reception(7, packets[0][0] if packets else 0, probation=probation)
    for at, (sequence, timestamp) in enumerate(packets):
        reception.receive(sequence, timestamp, at * 160)
        assert len(bytes(reception.report())) == 24


def test_the_way_there_and_back_by_the_example_of_the_rfc():  # RFC 3550 §6.4.1, figure 2
    block = ReportBlock(7, 0, 0, 0, 0, last_sr=0xB7052000, delay_since_last_sr=0x00054000)
    arrived = 0xB710_8000 << 16
    assert ntp.round_trip_s(block, arrived) == 6.125


def test_no_round_trip_without_a_report_of_ours_nor_from_an_invented_one():
    assert ntp.round_trip_s(ReportBlock(7, 0, 0, 0, 0), 1 << 40) is None
    assert ntp.round_trip_s(ReportBlock(7, 0, 0, 0, 0, last_sr=0x90000000), 0x10000000 << 16) is None


def test_a_round_trip_below_zero_is_none_at_all():
    block = ReportBlock(7, 0, 0, 0, 0, last_sr=1000, delay_since_last_sr=5)
    assert ntp.round_trip_s(block, 1000 << 16) == 0.0


@given(st.floats(1e9, 4e9), st.floats(0, 60), st.floats(0, 2))
def test_a_round_trip_is_found_to_a_tenth_of_a_millisecond(sent_at, held_s, way_s):
    last_sr = ntp.middle(ntp.ntp_time(sent_at)) or 1
    block = ReportBlock(7, 0, 0, 0, 0, last_sr, ntp.delay_since(0.0, held_s))
    found = ntp.round_trip_s(block, ntp.ntp_time(sent_at + held_s + way_s))
    assert found is not None and abs(found - way_s) < 1e-4
