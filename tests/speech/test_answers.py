"""Some of the labelled set of people and machines; `python -m bench.machines` says the figures of the whole."""

import pytest

from bench.answers.making import Answer, made
from bench.answers.making import answers as lines
from bench.machines import ends_found, keys_found, told_apart
from ringback.speech.engines.local import LocalEngine

EVERY = 8
LEAST_RIGHT = 0.85

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LocalEngine().is_available, reason="the extra ringback[speech] is not installed"),
]


@pytest.fixture(scope="module")
def answered() -> tuple[list[Answer], list[bytes]]:
    chosen = lines("persons")[::EVERY] + lines("machines")[::EVERY]
    return chosen, made(chosen)


def test_people_and_machines_are_told_apart_within_four_seconds(answered: tuple[list[Answer], list[bytes]]):
    figures = told_apart(*answered)
    assert figures["right within 4 s"] >= LEAST_RIGHT, figures["not in time or wrong"]


def test_every_beep_is_found_and_none_that_is_not_there(answered: tuple[list[Answer], list[bytes]]):
    machines = [(answer, sound) for answer, sound in zip(*answered, strict=True) if not answer.is_person]
    figures = ends_found([answer for answer, _ in machines], [sound for _, sound in machines])
    assert (figures["beeps found"], figures["false beeps"]) == (1.0, 0) and figures["beeps"] > 3


def test_no_key_is_heard_in_talk_and_every_key_in_noise(answered: tuple[list[Answer], list[bytes]]):
    figures = keys_found(*answered)
    assert (figures["false keys"], figures["keys found"]) == (0, 1.0) and figures["minutes of talk"] > 5
