"""Numbers, hints and swear words: rules on text."""

import pytest

from ringback.speech.recognition import hints, numbers
from ringback.speech.recognition.profanity import masked


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("one two three", "123"),
        ("Four, one, five. Five five five, oh one two three.", "4155550123"),
        ("415-555-0123", "4155550123"),
        ("double five, triple zero", "55000"),
        ("forty two", "42"),
        ("twenty five, thirteen", "2513"),
        ("nine hundred", "900"),
        ("I do not know", ""),
    ],
)
def test_spoken_numbers_become_keys(said, digits):
    assert numbers.digits_of(said) == digits


def test_a_row_written_twice_is_said_once_where_there_was_no_time_for_more():
    assert numbers.once("911911", 1.2) == "911"
    assert numbers.once("911911", 3.0) == "911911"
    assert numbers.once("55", 1.0) == "55"


def test_classes_are_told_from_phrases():
    read = hints.read(("sales", " $OOV_CLASS_DIGIT_SEQUENCE ", "", "$OOV_CLASS_TEMP"))
    assert read.phrases == ("sales",) and read.wants_digits
    assert not hints.read(("sales",)).wants_digits


def test_a_digit_is_listened_for_by_its_figure_and_its_name():
    assert hints.forms("2") == (" 2.", " Two.")
    assert hints.forms("two") == (" Two.", " 2.")
    assert hints.forms("main menu") == (" Main menu.",)


def test_of_many_phrases_those_are_looked_at_that_are_spelled_alike():
    names = [f"number {n}" for n in range(100)] + ["Kowalski", "Kowalczyk"]
    assert set(hints.shortlist(names, ["Kovalsky."], 2)) == {"Kowalski", "Kowalczyk"}


def test_a_word_that_is_nearly_a_hint_is_put_right():
    assert hints.corrected("I want to talk to kowalsky please.", ["Kowalski"]) == "I want to talk to Kowalski please."
    assert hints.corrected("Sails are white.", ["sales"]) == "Sails are white."  # it may be a word of its own
    assert hints.corrected("The technical sport team.", ["technical support"]) == "The technical support team."


def test_swear_words_show_their_first_letter():
    assert masked("This shitty phone. Fuck it, says Scunthorpe.") == "This s***** phone. F*** it, says Scunthorpe."
