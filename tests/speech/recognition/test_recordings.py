"""Whole recordings: cut where nobody speaks, put together again."""

import asyncio

import pytest

from ringback.speech.recognition import Busy, Recognised, Recognition, Sentence, service
from ringback.speech.recognition.model import BYTES_A_SECOND
from ringback.speech.recognition.windows import spoken_parts
from tests.speech.recognition.scripted import Scripted
from tests.speech.recognition.sounds import babble, quiet


class Timed(Scripted):
    """Every stretch is one sentence as long as itself."""

    async def recognise(self, utterance):
        found = await super().recognise(utterance)
        sentence = Sentence(0.0, len(utterance.pcm) / BYTES_A_SECOND, found.text)
        return Recognised(found.text, found.confidence, (sentence,))


def test_silence_is_left_out_and_nothing_that_is_said():
    parts = spoken_parts(quiet(3.0) + babble(2.0) + quiet(5.0) + babble(1.0) + quiet(3.0))
    assert [part.start_s for part in parts] == pytest.approx([2.7, 9.7], abs=0.1)
    assert [len(part.pcm) / BYTES_A_SECOND for part in parts] == pytest.approx([2.6, 1.6], abs=0.15)
    assert spoken_parts(quiet(60.0)) == [] and spoken_parts(b"") == []


def test_no_stretch_is_longer_than_the_model_looks_at():
    parts = spoken_parts(babble(70.0))
    assert len(parts) == 3 and all(len(part.pcm) <= 27.1 * BYTES_A_SECOND for part in parts)


async def test_a_recording_becomes_sentences_with_their_times():
    recognition = Recognition(engine=Timed("Hello.", "Good bye."))
    found = await recognition.transcribe(quiet(3.0) + babble(2.0) + quiet(5.0) + babble(1.0) + quiet(1.0))
    assert found.text == "Hello. Good bye." and found.confidence == pytest.approx(0.9)
    assert [sentence.text for sentence in found.sentences] == ["Hello.", "Good bye."]
    assert found.sentences[1].start_s == pytest.approx(9.7, abs=0.1)


async def test_a_recording_of_silence_has_no_words():
    engine = Timed("Thank you.")
    found = await Recognition(engine=engine).transcribe(quiet(5.0))
    assert (found.text, found.confidence, engine.asked) == ("", 0.0, [])


async def test_beyond_so_many_recordings_the_next_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(service, "TRANSCRIPTS_WAITING_MOST", 2)
    engine = Timed("Hello.")
    engine.gate.clear()
    recognition = Recognition(engine=engine)
    waiting = [asyncio.create_task(recognition.transcribe(babble(1.0))) for _ in range(2)]
    await asyncio.sleep(0)  # lets both begin
    with pytest.raises(Busy, match="2 recordings wait"):
        await recognition.transcribe(babble(1.0))
    engine.gate.set()
    assert [found.text for found in await asyncio.gather(*waiting)] == ["Hello."] * 2
