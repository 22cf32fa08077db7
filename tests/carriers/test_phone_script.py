"""What a phone does after it has answered: scripts as they are read, and as they are followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.carriers.simulated.phone_script import (
    AHOY,
    PATIENCE_S,
    STEPS_MOST,
    HangUp,
    PhoneRun,
    Play,
    Press,
    Say,
    ScriptError,
    Stay,
    Step,
    Wait,
    read_steps,
    run_by_hand,
    run_of,
)


def deeds_of(run: PhoneRun) -> list[Step | Stay]:
    """Everything it does when each deed comes to its end."""
    turn, deeds = run.begin(), []
    while turn is not None:
        deeds.append(turn.deed)
        turn = run.done(turn.number)
    return deeds


def test_the_steps_of_a_script_are_done_one_after_the_other():
    then = [{"wait_s": 1}, {"press": "1#wW"}, {"say": " hello "}, {"play": "http://x.example/a.wav"}, {"hang_up": True}]
    steps = [Wait(1.0), Press("1#wW"), Say("hello"), Play("http://x.example/a.wav"), HangUp()]
    assert deeds_of(run_of(read_steps(then))) == steps


def test_a_phone_without_a_script_says_ahoy_and_has_a_minutes_patience():
    assert deeds_of(run_of(())) == [Say(AHOY), Stay(PATIENCE_S), HangUp()]


def test_a_phone_at_the_end_of_its_script_stays_until_the_far_side_goes():
    assert deeds_of(run_of((Press("1"),)))[:2] == [Press("1"), Stay(None)]


def test_a_report_of_a_deed_that_is_over_changes_nothing():
    run = run_of((Wait(5), Press("1")))
    first = run.begin()
    second = run.done(first.number)
    assert second is not None and second.deed == Press("1")
    assert run.done(first.number) is None


def test_a_hand_on_the_phone_takes_over_from_the_script():
    run = run_of((Wait(50), Say("never said")))
    waiting = run.begin()
    pressed = run.order([Press("1")])
    assert pressed is not None and pressed.deed == Press("1")
    assert run.done(waiting.number) is None
    after = run.done(pressed.number)
    assert after is not None and after.deed == Stay(None)


def test_keys_pressed_in_quick_succession_all_go_out():
    run = run_by_hand()
    run.begin()
    first = run.order([Press("1")])
    assert first is not None and run.order([Press("2")]) is None
    second = run.done(first.number)
    assert second is not None and second.deed == Press("2")


def test_to_hang_up_waits_for_nothing():
    run = run_by_hand([Say("a long story")])
    run.begin()
    ended = run.order([HangUp()])
    assert ended is not None and ended.deed == HangUp() and run.done(ended.number) is None


def test_a_phone_keeps_only_so_many_orders():
    run = run_by_hand([Wait(10)])
    run.begin()
    run.order([Press("1")] * STEPS_MOST)
    with pytest.raises(ScriptError, match="200"):
        run.order([Press("1")])


@pytest.mark.parametrize(
    "then, complaint",
    [
        ({"say": "hi"}, "must be a list"),
        (["hang_up"], "step 1 must be an object"),
        ([{"say": "hi", "press": "1"}], "one key"),
        ([{"wait_s": 1}, {"sing": "la"}], r"step 2 is 'sing'; phones know wait_s, press, say"),
        ([{"wait_s": -1}], "0 to 14400"),
        ([{"wait_s": True}], "0 to 14400"),
        ([{"wait_s": "1"}], "wait_s is '1'"),
        ([{"wait_s": 8000}, {"wait_s": 8000}], "longer than 14400 s together"),
        ([{"press": "1+"}], r"press is '1\+'"),
        ([{"press": 1}], "press is 1"),
        ([{"say": "  "}], "1 to 3000 characters"),
        ([{"say": "x" * 3001}], "1 to 3000 characters"),
        ([{"play": "file:///etc/passwd"}], "http or https"),
        ([{"play": "http://[::1"}], "http or https"),
        ([{"hang_up": False}], "must be true"),
        ([{"wait_s": 0}] * 201, "201 steps; a phone follows 200"),
    ],
)
def test_what_no_phone_can_follow_is_refused_with_the_reason(then, complaint):
    with pytest.raises(ScriptError, match=complaint):
        read_steps(then)


def test_letters_of_the_keypad_may_be_small_but_w_and_W_differ():
    assert read_steps([{"press": "abcdwW"}]) == (Press("ABCDwW"),)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
WORDS = st.sampled_from(["wait_s", "press", "say", "play", "answer", "hang_up"])


@given(JSON | st.lists(st.dictionaries(WORDS, JSON, max_size=2), max_size=5))
def test_whatever_comes_is_steps_or_a_sentence(then):
    try:
        steps = read_steps(then)
    except ScriptError:
        return
    assert len(deeds_of(run_of(steps))) >= 1
