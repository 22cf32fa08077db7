"""A loop that is late for a moment turns nobody away; one that stays behind does."""

from ringback.signalling import Limits
from ringback.signalling.line import AT_ONCE, Line
from tests.signalling.party import Party

LATE_S, CALM_S = 0.6, 0.0


def line_of(count: int, *, at: float = 0.0) -> Line[int]:
    line: Line[int] = Line(lag_s=0.5, patience_s=4.0)
    line.late(LATE_S)
    for number in range(count):
        assert line.is_needed
        line.join(number, at)
    return line


def test_nobody_stands_in_line_while_the_loop_keeps_up():
    line: Line[int] = Line(lag_s=0.5, patience_s=4.0)
    line.late(0.4)
    assert not line.is_needed


def test_after_a_late_moment_calls_begin_a_few_at_a_time_in_their_order():
    line = line_of(AT_ONCE + 2)
    line.late(CALM_S)
    assert line.advance(0.02) == (list(range(AT_ONCE)), [])
    assert line.is_needed  # who comes now stands behind those who wait
    assert line.advance(0.04) == ([AT_ONCE, AT_ONCE + 1], [])
    assert not line.is_needed


def test_while_the_loop_stays_behind_they_begin_one_by_one():
    line = line_of(3)
    assert [line.advance(0.02)[0], line.advance(0.04)[0]] == [[0], [1]]


def test_who_has_waited_too_long_is_turned_away():
    line = line_of(3)
    assert line.advance(4.1) == ([], [0, 1, 2])


async def test_a_call_that_stood_in_line_is_answered():
    async with Party() as alice, Party(limits=Limits(lag_s=-1.0)) as bob:
        heard = alice.dial(bob)
        await heard.until("answered")
        assert bob.endpoint.snapshot()["waited"] == 1


async def test_a_caller_may_give_up_in_line():
    async with Party() as alice, Party(limits=Limits(lag_s=-1.0)) as bob:
        heard = alice.dial(bob)
        heard.call.cancel()
        assert (await heard.until("failed"))[0] == 487


async def test_a_server_that_stays_behind_says_so_and_when_to_come_again():
    async with Party() as alice, Party(limits=Limits(lag_s=-1.0, patience_s=0.0)) as bob:
        heard = alice.dial(bob)
        status, _, fields = await heard.until("failed")
        assert (status, dict(fields)["Retry-After"]) == (503, "5")
        assert bob.endpoint.snapshot()["overloaded"] == 1
