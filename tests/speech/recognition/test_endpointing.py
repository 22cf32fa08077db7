"""Where an utterance begins and ends."""

from ringback.speech.recognition.endpointing import AUTO_S, PAUSE_S, EndPointing, Turn


def told(rules, *, speech_s=0.0, silence_s=0.0):
    """What the rules say of so much speech and then so much silence."""
    frames = [True] * round(speech_s * 50) + [False] * round(silence_s * 50)
    return [turn for turn in map(rules.take, frames) if turn is not None]


def test_a_word_begins_after_an_eighth_of_a_second_pauses_and_ends_by_itself():
    rules = EndPointing(None, 60.0)
    assert told(rules, silence_s=2.0) == [] and told(rules, speech_s=0.1) == []
    assert told(rules, speech_s=0.3) == [Turn.BEGAN]
    assert told(rules, silence_s=PAUSE_S + 0.02) == [Turn.PAUSED] and told(rules, silence_s=0.3) == []
    assert told(rules, silence_s=AUTO_S) == [Turn.ENDED] and rules.has_ended


def test_a_click_is_no_word():
    rules = EndPointing(None, 60.0)
    for _ in range(20):
        assert told(rules, speech_s=0.06, silence_s=0.3) == []
    assert not rules.is_speaking


def test_breath_does_not_end_a_sentence():
    rules = EndPointing(None, 60.0)
    told(rules, speech_s=1.0)
    assert told(rules, silence_s=0.6) == [Turn.PAUSED]
    assert told(rules, speech_s=1.0) == [Turn.WENT_ON]
    assert told(rules, silence_s=AUTO_S + 0.1) == [Turn.PAUSED, Turn.ENDED]


def test_the_silence_that_ends_it_can_be_said():
    rules = EndPointing(3.0, 60.0)
    told(rules, speech_s=1.0)
    assert told(rules, silence_s=2.9) == [Turn.PAUSED] and told(rules, silence_s=0.2) == [Turn.ENDED]


def test_nobody_is_listened_to_longer_than_asked():
    rules = EndPointing(3.0, 2.0)
    assert told(rules, speech_s=1.9) == [Turn.BEGAN] and told(rules, speech_s=0.4) == [Turn.ENDED]
    assert told(rules, speech_s=5.0, silence_s=5.0) == []


def test_a_click_in_the_silence_after_a_word_does_not_prolong_it():
    rules = EndPointing(1.0, 60.0)
    told(rules, speech_s=0.5, silence_s=0.6)
    assert told(rules, speech_s=0.02, silence_s=0.4) == [Turn.ENDED]
