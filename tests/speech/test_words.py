"""What is written, as it is read aloud."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("num2words", reason="the extra ringback[speech] is not installed")

from ringback.speech.words import in_words


@pytest.mark.parametrize(
    "text, read",
    [
        ("Ahoy!", "Ahoy!"),
        ("12345", "twelve thousand three hundred forty-five"),  # as TwiML's documentation has it
        ("1 2 3", "one two three"),
        ("1,234.50", "one thousand two hundred thirty-four point five zero"),
        ("-5 and 9-5", "minus five and nine to five"),
        ("007", "zero zero seven"),
        ("In 1984, 2007 and 2024", "In nineteen eighty-four, two thousand seven and twenty twenty-four"),
        ("1st, 22nd, 103rd", "first, twenty-second, one hundred third"),
        ("3/4 or 2 1/2", "three quarters or two and one half"),
        ("½ a pint", "one half a pint"),
        ("5% of $1.5 million", "five percent of one point five million dollars"),
        ("$12.50, €1, £0.01", "twelve dollars and fifty cents, one euro, one penny"),
        ("1,000 USD", "one thousand dollars"),
        ("+14155550123", "plus one, four one five, five five five, zero one two three"),
        ("(415) 555-0123", "four one five, five five five, zero one two three"),
        ("+442079460123", "plus four four two zero, seven nine four six, zero one two three"),
        ("at 9:05, 2:30pm or 9 a.m.", "at nine oh five, two thirty pee em or nine ay em"),
        ("5/6/2024", "May sixth, twenty twenty-four"),
        ("2024-12-31", "December thirty-first, twenty twenty-four"),
        ("on Sept. 3rd", "on September third"),
        ("May 6, 2024", "May sixth, twenty twenty-four"),
        ("Dr. Smith, Main St. and St. Ives", "doctor Smith, Main street and saint Ives"),
        ("5 km at 60 mph", "five kilometers at sixty miles per hour"),
        ("20°C", "twenty degrees Celsius"),
        ("Press * or #", "Press star or pound"),
        ("Room #5", "Room number five"),
        ("bob@acme.com", "bob at acme dot com"),
        ("https://acme.com/help", "acme dot com slash help"),
        ("10.0.0.1", "ten dot zero dot zero dot one"),
        ("Tom & Jerry", "Tom and Jerry"),
        ("B2B and A380", "B two B and A three eight zero"),
        ("Björn, naïve café", "Bjorn, naive cafe"),
        ("Привет", "Privet"),
        ("hello 😀 there", "hello there"),
        ("“quoted” — and so on…", '"quoted" - and so on...'),
        ("１２", "twelve"),
        ("", ""),
    ],
)
def test_prose_is_read(text, read):
    assert in_words(text) == read


@pytest.mark.parametrize(
    "say_as, form, text, read",
    [
        ("digits", "", "471902", "four seven one, nine zero two"),
        ("digits", "", "12-34", "one two, three four"),
        ("characters", "", "A1-B", "ay, one, dash, bee"),
        ("spell-out", "", "Hi", "aitch, eye"),
        ("telephone", "", "4155550123", "four one five, five five five, zero one two three"),
        ("telephone", "", "415-555-0123 ext. 7", "four one five, five five five, zero one two three, extension seven"),
        ("cardinal", "", "471902", "four hundred seventy-one thousand nine hundred two"),
        ("number", "", "-3.5", "minus three point five"),
        ("ordinal", "", "21", "twenty-first"),
        ("fraction", "", "1/3", "one third"),
        ("currency", "", "$1.01", "one dollar and one cent"),
        ("date", "", "5/6/2024", "May sixth, twenty twenty-four"),
        ("date", "dmy", "5/6/2024", "June fifth, twenty twenty-four"),
        ("date", "ymd", "2024/6/5", "June fifth, twenty twenty-four"),
        ("date", "yyyymmdd", "????0605", "June fifth"),
        ("date", "my", "6/2024", "June twenty twenty-four"),
        ("date", "y", "1066", "ten sixty-six"),
        ("time", "", "14:30", "fourteen thirty"),
        ("time", "", "1'21\"", "one minute and twenty-one seconds"),
        ("expletive", "", "darn", "beep"),
    ],
)
def test_say_as_is_obeyed(say_as, form, text, read):
    assert in_words(text, say_as, form) == read


@pytest.mark.parametrize(
    "say_as", ["date", "time", "cardinal", "ordinal", "digits", "telephone", "currency", "nonsense"]
)
def test_what_does_not_fit_its_say_as_is_read_as_prose(say_as):
    assert in_words("Mr. X", say_as) == "mister X"


def test_outside_the_united_states_the_day_comes_first():
    assert in_words("5/6/2024", day_first=True) == "June fifth, twenty twenty-four"


@pytest.mark.parametrize("text", ["13/13/2024", "2024-99-99", "99:99", "1/0", "0/0", "$", "+", "1" * 400, "." * 400])
def test_odd_numbers_are_read_somehow(text):
    assert not any(letter.isdigit() for letter in in_words(text))


@given(st.text(max_size=300), st.sampled_from(["", "digits", "characters", "date", "time", "telephone", "cardinal"]))
def test_any_text_becomes_words_and_punctuation(text, say_as):
    said = in_words(text, say_as)
    assert said.isascii() and not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize("piece", ["1,", "1-", "a@", "+1 ", "1/2 ", "(1", "$1.", "x.", "9:", " ", "No. ", "A1"])
def test_no_text_takes_long(piece):
    began = time.process_time()
    in_words(piece * 1500)
    assert time.process_time() - began < 2.0
