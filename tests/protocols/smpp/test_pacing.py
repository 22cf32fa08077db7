"""Rates, pauses, and when to bind again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.smpp.pacing import Bucket, Pause, Rebinding, Retry
from ringback.protocols.smpp.status import Status


def test_a_rate_holds_over_time_with_its_burst():
    bucket, taken, now = Bucket(10.0, 5.0, 0.0), 0, 0.0
    while now < 10.0:
        taken += bucket.takes(now)
        now += 0.01
    assert 104 <= taken <= 105


def test_the_next_token_comes_when_it_is_said_to():
    bucket = Bucket(4.0, 1.0, 0.0)
    assert bucket.takes(0.0) and not bucket.takes(0.0)
    at = bucket.ready_at(0.0)
    assert at == pytest.approx(0.25) and not bucket.takes(at - 0.01) and bucket.takes(at)


def test_without_a_rate_there_is_no_limit():
    bucket = Bucket(None, 1.0, 0.0)
    assert all(bucket.takes(0.0) for _ in range(1000)) and bucket.ready_at(0.0) == 0.0


@given(st.lists(st.floats(0, 5), max_size=100), st.floats(0.1, 100), st.floats(1, 50))
def test_no_schedule_gets_more_than_the_rate_and_the_burst(gaps, rate, burst):
    bucket, now, taken = Bucket(rate, burst, 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        taken += bucket.takes(now)
    assert taken <= burst + rate * now + 1e-6


def test_a_clock_that_goes_back_does_no_harm():
    bucket = Bucket(1.0, 1.0, 100.0)
    assert bucket.takes(100.0) and not bucket.takes(0.0) and not bucket.takes(100.5) and bucket.takes(101.0)


def test_a_pause_has_an_end():
    pause = Pause(1.0, 5.0)
    ends, now = [], 0.0
    for _ in range(5):
        pause.heard(Status.ESME_RTHROTTLED, now)
        ends.append(pause.until - now)
        now = pause.until
    assert ends == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_other_errors_are_no_reason_to_pause():
    pause = Pause()
    pause.heard(Status.ESME_RINVDSTADR, 0.0)
    assert pause.until < 0


def test_lost_connections_are_tried_ever_more_seldom():
    again = Rebinding(Retry(first_s=1.0, longest_s=10.0))
    assert [again.failed(1.0) for _ in range(6)] == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


def test_a_bind_that_stood_long_begins_anew():
    again = Rebinding()
    for _ in range(5):
        again.failed(1.0)
    assert again.lost(3.0, 1.0) == 32.0
    assert again.lost(3600.0, 1.0) == 1.0


@pytest.mark.parametrize("status", [Status.ESME_RINVPASWD, Status.ESME_RINVSYSID, Status.ESME_RBINDFAIL])
def test_wrong_credentials_are_not_insisted_on(status):
    again = Rebinding()
    assert [again.refused(status, 1.0) for _ in range(6)] == [30.0, 60.0, 120.0, 240.0, 480.0, 900.0]


def test_already_bound_is_tried_again_soon():
    assert Rebinding().refused(Status.ESME_RALYBND, 1.0) == 1.0


def test_many_binds_do_not_come_back_in_one_moment():
    assert {Rebinding().failed(spread) for spread in (0.0, 0.5, 1.0)} == {0.5, 0.75, 1.0}


def test_failures_without_end_have_a_longest_wait():
    again = Rebinding()
    assert [again.failed(1.0) for _ in range(5000)][-1] == 60.0
