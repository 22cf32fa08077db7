"""The E-model: ITU-T G.107 with its defaults, against figures that are published for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.rtp.quality import CONCEALED, PLAIN, mos, mos_of, r_factor


def test_a_perfect_line_is_93_and_4_4():
    assert r_factor(0, 0) == pytest.approx(93.2, abs=0.05)
    assert mos_of(0, 0, 0) == pytest.approx(4.41, abs=0.005)


@pytest.mark.parametrize("delay, rating", [(50, 92.0), (100, 90.8), (150, 89.6), (200, 85.9), (250, 79.2), (300, 72.5)])
def test_delay_costs_what_the_usual_approximation_says(delay, rating):
    """R = 93.2 - 0.024 d - 0.11 (d - 177.3) for delays above 177.3 ms (Cole and Rosenbluth)."""
    assert r_factor(delay, 0) == pytest.approx(rating, abs=0.6)


@pytest.mark.parametrize(
    "rating, score", [(100, 4.5), (90, 4.34), (80, 4.03), (70, 3.60), (60, 3.10), (50, 2.58), (0, 1.0)]
)
def test_ratings_and_scores_are_those_of_the_table(rating, score):  # G.107 annex B, table B.1
    assert mos(rating) == pytest.approx(score, abs=0.01)


def test_five_per_cent_lost_are_borne_with_concealment_and_not_without():
    assert r_factor(0, 0.05, CONCEALED) == pytest.approx(93.2 - 95 * 5 / 30.1, abs=0.05)
    assert r_factor(0, 0.05, PLAIN) == pytest.approx(93.2 - 95 * 5 / 9.3, abs=0.05)


def test_losses_in_runs_are_worse_than_at_random():
    assert r_factor(0, 0.02, burst_ratio=2.0) < r_factor(0, 0.02)


@given(st.floats(0, 2000), st.floats(0, 1), st.floats(0, 500), st.floats(0, 1))
def test_worse_is_never_rated_better(delay, loss, more_delay, more_loss):
    assert r_factor(delay + more_delay, min(1.0, loss + more_loss)) <= r_factor(delay, loss) + 0.2


@given(st.floats(-10, 1e6), st.floats(-1, 2), st.floats(0, 1e4))
def test_a_score_is_always_from_1_to_4_5(delay, loss, buffered):
    assert 1.0 <= mos_of(delay, buffered, loss) <= 4.5
