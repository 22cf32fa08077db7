"""A voicemail, from the caller's mouth to the text that the application is told."""

from ringback.speech.recognition import Sentence, Transcript
from tests.calls.conftest import ACME, ALICE, Line
from tests.media.signal import tone_dbfs
from tests.products.voice.exchange import Recogniser

SAID = Transcript("Please call me back.", 0.9, (Sentence(0.1, 1.2, "Please call me back."),))


async def test_what_a_caller_leaves_is_heard_written_down_and_told(line: Line):
    ear = Recogniser()
    ear.hears = [SAID]
    line.world.house.voice.room.recognition = ear
    told = line.customer.says("/text")
    await line.number(f'<Record maxLength="3" playBeep="false" transcribe="true" transcribeCallback="{told}"/>')
    await line.rings(ALICE, {"play": line.sounds("/voice", 440.0, 5.0)}, {"wait_s": 2}, to=ACME)
    [hook] = await line.told("/text")
    assert (hook.form["TranscriptionStatus"], hook.form["TranscriptionText"]) == ("completed", SAID.text)
    assert (hook.form["From"], hook.form["To"], hook.form["Direction"]) == (ALICE, ACME, "inbound")
    [pcm] = ear.asked
    assert 2.5 < len(pcm) / 16_000 <= 3.2 and tone_dbfs(pcm, 440.0) > -32
    [text] = (await line.acme.get("Transcriptions")).json["transcriptions"]
    assert text["sid"] == hook.form["TranscriptionSid"] and text["recording_sid"] == hook.form["RecordingSid"]


async def test_who_says_nothing_leaves_a_transcription_that_failed_and_no_callback(line: Line):
    line.world.house.voice.room.recognition = ear = Recogniser()
    told = line.customer.says("/text")
    await line.number(f'<Record timeout="1" playBeep="false" transcribe="true" transcribeCallback="{told}"/>')
    await line.rings(ALICE, {"wait_s": 4}, to=ACME)

    async def failed():
        found = (await line.acme.get("Transcriptions")).json["transcriptions"]
        return [text for text in found if text["status"] == "failed"]

    await line.ended(ALICE)
    [text] = await line.until(failed)
    assert text["transcription_text"] is None
    assert ear.asked == [] and not [one for one in line.customer.heard if one.path == "/text"]
