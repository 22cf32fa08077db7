"""A text cut into what is spoken by itself, and the silence between."""

import pytest

from ringback.languages.twiml.voice.effects import Segment
from ringback.speech.model import Gap, Phrase
from ringback.speech.plan import CLAUSE_GAP_MS, SENTENCE_GAP_MS, plan
from ringback.speech.sentences import SENTENCE_MOST, sentences
from ringback.speech.voices import choose


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Hello. How are you? Fine!", ["Hello.", "How are you?", "Fine!"]),
        ("Dr. Smith is in. Mr. J. Doe is out.", ["Dr. Smith is in.", "Mr. J. Doe is out."]),
        ("It is $3.50, i.e. cheap. Call 415.555.0123.", ["It is $3.50, i.e. cheap.", "Call 415.555.0123."]),
        ("He said “Go.” Then he went.", ["He said “Go.”", "Then he went."]),
        ("Wait... what? Yes", ["Wait... what?", "Yes"]),
        ("At 5 p.m. we close. Bye", ["At 5 p.m. we close.", "Bye"]),
        ("First line\n\nSecond   line", ["First line", "Second line"]),
        ("你好。再见。", ["你好。", "再见。"]),
        ("  \n\t ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_are_found(text, parts):
    assert sentences(text) == parts


def test_a_long_sentence_is_cut_at_a_comma():
    parts = sentences("one two three four five, " * 30)
    assert all(len(part) <= SENTENCE_MOST and part.endswith("five,") for part in parts)


@pytest.mark.parametrize("text", ["x" * 5000, "word " * 1000, "a, " * 1500])
def test_nothing_is_lost_in_cutting(text):
    parts = sentences(text)
    assert all(len(part) <= SENTENCE_MOST for part in parts)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def shape(items):
    return [item.text if isinstance(item, Phrase) else item.length_ms for item in items]


def segments(*pieces):
    return plan("", pieces, "joe", "en-US")


def test_sentences_are_parted_by_a_breath():
    assert shape(plan("Hello. Bye.", None, "joe", "en-US")) == ["Hello.", SENTENCE_GAP_MS, "Bye."]


def test_a_break_replaces_the_breath_and_is_as_long_as_said():
    assert shape(segments(Segment("Hello.", break_ms=1234), Segment("Bye."))) == ["Hello.", 1234, "Bye."]


def test_breaks_alone_and_in_a_row_are_kept():
    assert shape(segments(Segment("", break_ms=500), Segment("", break_ms=700))) == [500, 700]


def test_a_change_of_manner_within_a_sentence_is_a_short_gap():
    assert shape(segments(Segment("Hello"), Segment("there", rate=0.8))) == ["Hello", CLAUSE_GAP_MS, "there"]


def test_say_as_is_one_phrase_and_carries_its_format():
    only = segments(Segment("5.6.2024", say_as="date", format="dmy"))[0]
    assert isinstance(only, Phrase) and (only.say_as, only.format) == ("date", "dmy")


def test_manners_are_kept_within_what_can_be_understood():
    fast, slow = segments(Segment("a", rate=9, pitch=9, volume=9), Segment("b", rate=0, pitch=0, volume=-1))[::2]
    assert (fast.rate, fast.pitch, fast.volume) == (2.0, 1.6, 4.0)
    assert (slow.rate, slow.pitch, slow.volume) == (0.5, 0.6, 0.0)


def test_a_segment_in_another_language_says_so():
    assert [
        item.language for item in segments(Segment("a"), Segment("b", language="fr-FR")) if isinstance(item, Phrase)
    ] == [
        "en-US",
        "fr-FR",
    ]


def test_signs_without_words_are_not_spoken_but_keys_are():
    assert shape(plan("--- ... \U0001f600", None, "joe", "en-US")) == []
    assert shape(plan("*", None, "joe", "en-US")) == ["*"]


def test_a_gap_is_exact_in_samples():
    assert len(Gap(1001).pcm) == 8008 * 2


@pytest.mark.parametrize(
    "voice, language, spoken, is_other",
    [
        ("", "en-US", "en-US", False),
        ("man", "en-GB", "en-GB", False),
        ("alice", "fr-FR", "fr-FR", True),
        ("Polly.Joanna", "en-US", "en-US", False),
        ("Polly.Vicki-Neural", "en-US", "de", True),
        ("Polly.Léa", "", "fr", True),
        ("Google.es-MX-Wavenet-A", "en-US", "es-mx", True),
        ("Google.en-GB-Chirp3-HD-Aoede", "en-US", "en-gb", False),
        ("nobody", "", "en-US", False),
    ],
)
def test_a_voice_tells_the_language(voice, language, spoken, is_other):
    choice = choose(voice, language)
    assert (choice.voice, choice.language, choice.is_other_language) == ("joe", spoken, is_other)
