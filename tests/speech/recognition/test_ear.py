"""An ear on a line: when it asks, what it asks, and what comes of it."""

import asyncio

import pytest

from ringback.speech.recognition import Busy, Listening, NotAvailable, Recognition
from ringback.speech.recognition.model import BYTES_A_SECOND
from tests.speech.recognition.scripted import Scripted
from tests.speech.recognition.sounds import babble, pieces, quiet


def listen(engine, **how):
    return Recognition(engine=engine).listen(Listening(**how))


async def play(ear, *sounds):
    for piece in pieces(b"".join(sounds)):
        ear.hear(piece)
        await asyncio.sleep(0)  # lets what the ear has begun have its turn


async def test_an_utterance_becomes_words():
    ear = listen(Scripted("Ahoy."))
    await play(ear, quiet(0.5), babble(1.0), quiet(1.2))
    heard = await ear.heard()
    assert (heard.text, heard.confidence, heard.language) == ("Ahoy.", 0.9, "en-US")


async def test_recognition_begins_at_the_first_pause_and_is_not_asked_again_at_the_end():
    engine = Scripted("Ahoy.")
    ear = listen(engine, speech_timeout_s=5.0)
    await play(ear, quiet(0.5), babble(1.0), quiet(0.3))
    assert len(engine.asked) == 1, "0.3 s after the last word"
    await play(ear, quiet(5.0))
    assert (await ear.heard()).text == "Ahoy." and len(engine.asked) == 1


async def test_more_words_after_a_pause_are_recognised_with_those_before():
    engine = Scripted("I want", "I want to go home.")
    ear = listen(engine)
    await play(ear, quiet(0.3), babble(0.8), quiet(0.5), babble(1.0), quiet(1.2))
    assert (await ear.heard()).text == "I want to go home."
    assert [len(asked.pcm) / BYTES_A_SECOND for asked in engine.asked] == pytest.approx([1.3, 2.8], abs=0.25)


async def test_where_no_worker_is_free_it_asks_at_the_end_alone():
    engine = Scripted("Ahoy.", has_free=False)
    ear = listen(engine)
    await play(ear, babble(0.8), quiet(0.5), babble(0.8), quiet(1.2))
    assert (await ear.heard()).text == "Ahoy." and len(engine.asked) == 1


async def test_silence_is_never_asked_about():
    engine = Scripted("Thank you.")
    ear = listen(engine)
    await play(ear, quiet(10.0))
    assert engine.asked == [] and not ear.is_speaking
    ear.close()


async def test_what_is_no_word_is_heard_as_nothing():
    ear = listen(Scripted(""))
    await play(ear, babble(0.6), quiet(1.2))
    assert await ear.heard() is None


async def test_who_begins_to_speak_is_told_at_once():
    began = []
    ear = listen(Scripted("x"), on_began=lambda: began.append(True))
    await play(ear, quiet(0.5))
    assert not began
    await play(ear, babble(0.2))
    assert began == [True] and ear.is_speaking
    ear.close()


async def test_what_is_understood_before_the_end_is_told():
    partial = []
    ear = listen(Scripted("I want", "I want to go", "I want to go home."), on_partial=partial.append)
    await play(ear, babble(1.0), quiet(0.5), babble(1.4), quiet(1.2))
    await ear.heard()
    assert partial[0].text == "I want" and 0 < partial[0].stability < 1


async def test_a_long_speech_is_taken_in_pieces_at_its_pauses():
    engine = Scripted("The first part.", "The second.", "The end.")
    ear = listen(engine)
    await play(ear, babble(18.5), quiet(0.4), babble(18.5), quiet(0.4), babble(1.0), quiet(1.2))
    assert (await ear.heard()).text == "The first part. The second. The end."
    assert all(len(asked.pcm) < 30 * BYTES_A_SECOND for asked in engine.asked)


async def test_nobody_is_listened_to_for_longer_than_asked():
    engine = Scripted("Blah.")
    ear = listen(engine, max_speech_time_s=2.0)
    await play(ear, babble(6.0))
    assert (await ear.heard()).text == "Blah."
    assert len(engine.asked[-1].pcm) / BYTES_A_SECOND == pytest.approx(2.3, abs=0.3)


async def test_swear_words_are_masked_unless_they_are_wanted():
    for is_filtered, text in ((True, "Oh s***."), (False, "Oh shit.")):
        ear = listen(Scripted("Oh shit."), profanity_filter=is_filtered)
        await play(ear, babble(0.6), quiet(1.2))
        assert (await ear.heard()).text == text


async def test_an_engine_that_is_busy_is_told_of():
    ear = listen(Scripted(Busy("24 wait")))
    await play(ear, babble(0.6), quiet(1.2))
    with pytest.raises(Busy, match="24 wait"):
        await ear.heard()


async def test_a_guess_that_failed_is_made_again_at_the_end():
    engine = Scripted(Busy("24 wait"), "Ahoy.")
    ear = listen(engine)
    await play(ear, babble(0.6), quiet(1.2))
    assert (await ear.heard()).text == "Ahoy."


async def test_a_language_that_is_not_known_is_said_to_be_unknown():
    with pytest.raises(NotAvailable, match="Speech in de-DE cannot be recognised here; the languages known are: en"):
        listen(Scripted("x"), language="de-DE")


async def test_without_the_extra_it_says_what_to_install():
    engine = Scripted("x")
    engine.is_available = False
    with pytest.raises(NotAvailable, match=r"ringback\[speech\]"):
        listen(engine)


async def test_a_closed_ear_asks_nothing_more():
    engine = Scripted("x")
    ear = listen(engine)
    await play(ear, babble(0.5))
    ear.close()
    await play(ear, quiet(2.0))
    assert engine.asked == []
