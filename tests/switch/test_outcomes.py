"""What SIP's answers mean for a call."""

import pytest

from ringback.switch.outcomes import status_of, worst_of


@pytest.mark.parametrize(
    ("sip_status", "status"),
    [
        (486, "busy"),
        (600, "busy"),
        (603, "busy"),
        (408, "no-answer"),
        (480, "no-answer"),
        (487, "no-answer"),
        (404, "failed"),
        (484, "failed"),
        (500, "failed"),
        (503, "failed"),
        (488, "failed"),
    ],
)
def test_an_unanswered_call_ends_as_the_callee_said(sip_status: int, status: str):
    assert status_of(sip_status).value == status


def test_of_several_phones_busy_says_more_than_no_answer_and_that_more_than_a_failure():
    assert worst_of([503, 480, 486]) == 486
    assert worst_of([404, 480]) == 480
    assert worst_of([404]) == 404
    assert worst_of([]) == 480
