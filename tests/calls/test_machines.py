"""Who answered: people, machines and faxes on handsets, told to documents, callbacks and records."""

from typing import Any

import pytest
from aiohttp import web

from ringback.media.files import wav
from tests.calls.conftest import ACME, ALICE, BOB, Line
from tests.speech.callers import silence, tone, voice

PERSON = silence(0.3) + voice(0.5)
MACHINE = silence(0.3) + voice(1.6) + silence(0.3) + tone(1000)
QUICK = {
    "MachineDetectionSpeechThreshold": "1000",
    "MachineDetectionSpeechEndThreshold": "500",
    "MachineDetectionSilenceTimeout": "2000",
}
NOUN = (
    "machineDetectionSpeechThreshold='1000' machineDetectionSpeechEndThreshold='500' "
    "machineDetectionSilenceTimeout='2000'"
)


async def answers_with(line: Line, sound: bytes, number: str = ALICE, stays_s: float = 20.0) -> None:
    """The handset plays this as soon as it has answered."""

    async def serve(_: Any) -> Any:
        return web.Response(body=wav(sound, 1), content_type="audio/wav")

    url = line.customer.does(f"/answer{number[1:]}", serve)
    await line.phone(number, {"play": url}, {"wait_s": stays_s}, {"hang_up": True})


async def called(line: Line, **params: str) -> str:
    url = line.says("/next", "<Say>Ahoy!</Say>")
    return await line.call(Url=url, **{**QUICK, **params})


@pytest.mark.parametrize(
    ("mode", "sound", "answered_by"),
    [
        ("Enable", PERSON, "human"),
        ("Enable", MACHINE, "machine_start"),
        ("Enable", silence(0.2) + tone(2100, seconds=1.0), "fax"),
        ("Enable", silence(0.2), "unknown"),
        ("DetectMessageEnd", PERSON, "human"),
        ("DetectMessageEnd", MACHINE, "machine_end_beep"),
        ("DetectMessageEnd", voice(1.6), "machine_end_silence"),
    ],
)
async def test_the_document_is_asked_for_once_it_is_known_who_answered(
    line: Line, mode: str, sound: bytes, answered_by: str
):
    await answers_with(line, sound)
    sid = await called(line, MachineDetection=mode)
    asked = (await line.told("/next"))[0]
    assert asked.form["AnsweredBy"] == answered_by
    assert 400 <= int(asked.form["MachineDetectionDuration"]) <= 5000
    assert (await line.over(sid))["answered_by"] == answered_by


async def test_the_far_side_hears_silence_until_it_is_known(line: Line):
    await answers_with(line, PERSON)
    sid = await called(line, MachineDetection="Enable")
    await line.told("/next")
    duration_ms = int((await line.told("/next"))[0].form["MachineDetectionDuration"])
    await line.over(sid)
    heard = await line.heard(ALICE)
    assert max(abs(b) for b in memoryview(heard).cast("h")[: (duration_ms - 400) * 8]) < 50


async def test_beside_the_call_the_verdict_goes_to_its_own_callback(line: Line):
    await answers_with(line, MACHINE)
    told = line.customer.url("/amd")
    sid = await line.call(
        Url=line.says("/next", "<Pause length='4'/>"),
        MachineDetection="DetectMessageEnd",
        AsyncAmd="true",
        AsyncAmdStatusCallback=told,
        **QUICK,
    )
    asked = (await line.told("/next"))[0]
    assert "AnsweredBy" not in asked.form
    heard = (await line.told("/amd"))[0]
    given = {"CallSid": sid, "AccountSid": line.acme.sid, "AnsweredBy": "machine_end_beep"}
    assert {name: heard.form[name] for name in given} == given and heard.is_signed_with(line.acme.token)
    assert set(heard.form) == {*given, "MachineDetectionDuration"}
    assert (await line.over(sid))["answered_by"] == "machine_end_beep"
    assert len(await line.told("/amd")) == 1


async def test_a_call_that_ends_before_is_unknown_and_says_so_once(line: Line):
    await answers_with(line, silence(0.1), stays_s=0.4)
    sid = await line.call(
        Url=line.says("/next", "<Pause length='9'/>"),
        MachineDetection="Enable",
        AsyncAmd="true",
        AsyncAmdStatusCallback=line.customer.url("/amd"),
        StatusCallback=line.customer.url("/steps"),
        **QUICK,
    )
    assert (await line.over(sid))["answered_by"] == "unknown"
    assert (await line.told("/steps"))[0].form["AnsweredBy"] == "unknown"
    assert [heard.form["AnsweredBy"] for heard in await line.told("/amd")] == ["unknown"]


async def test_a_call_that_ends_before_asks_for_no_document(line: Line):
    await answers_with(line, silence(0.1), stays_s=0.4)
    sid = await called(line, MachineDetection="Enable", StatusCallback=line.customer.url("/steps"))
    assert (await line.over(sid))["status"] == "completed"
    await line.told("/steps")
    assert [heard.path for heard in line.customer.heard if heard.path == "/next"] == []


async def test_a_redirection_does_not_wait_for_the_verdict(line: Line):
    await answers_with(line, silence(0.1))
    sid = await called(line, MachineDetection="Enable")
    await line.became(sid, "in-progress")
    await line.acme.post(f"Calls/{sid}", Twiml="<Response><Say>Changed</Say></Response>")
    await line.over(sid)
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Changed"]
    assert [heard.path for heard in line.customer.heard if heard.path == "/next"] == []


async def test_digits_to_send_make_detection_senseless(line: Line):
    await answers_with(line, PERSON)
    sid = await called(line, MachineDetection="Enable", SendDigits="1")
    asked = (await line.told("/next"))[0]
    assert "AnsweredBy" not in asked.form and (await line.over(sid))["answered_by"] is None


async def test_a_dialled_leg_is_put_through_at_once_and_its_callback_hears_who_answered(line: Line):
    await line.phone(ALICE, {"wait_s": 20})
    await answers_with(line, MACHINE, BOB, stays_s=3.0)
    noun = f"<Number machineDetection='Enable' amdStatusCallback='{line.customer.url('/amd')}' {NOUN}>{BOB}</Number>"
    await line.call(verbs=f"<Dial>{noun}</Dial>")
    heard = (await line.told("/amd"))[0]
    assert heard.form["AnsweredBy"] == "machine_start"
    child = (await line.acme.get(f"Calls/{heard.form['CallSid']}")).json
    assert (child["to"], child["direction"], child["answered_by"]) == (BOB, "outbound-dial", "machine_start")


async def test_a_recording_and_a_detection_listen_to_the_same_leg(line: Line):
    await answers_with(line, PERSON)
    sid = await called(line, MachineDetection="Enable", Record="true")
    await line.over(sid)
    listed = await line.until(lambda: _recordings(line, sid))
    assert listed[0]["status"] == "completed" and (await line.told("/next"))[0].form["AnsweredBy"] == "human"


async def _recordings(line: Line, sid: str) -> Any:
    found = (await line.acme.get(f"Calls/{sid}/Recordings")).json["recordings"]
    return found if found and found[0]["status"] == "completed" else None


async def test_a_participant_is_in_the_room_at_once_and_its_callback_hears_who_answered(line: Line):
    await answers_with(line, MACHINE, stays_s=3.0)
    told = line.customer.url("/amd")
    made = await line.acme.post(
        "Conferences/Board/Participants",
        From=ACME,
        To=ALICE,
        MachineDetection="DetectMessageEnd",
        AmdStatusCallback=told,
        **QUICK,
    )
    assert made.status == 201, made.text
    heard = (await line.told("/amd"))[0]
    assert (heard.form["CallSid"], heard.form["AnsweredBy"]) == (made.json["call_sid"], "machine_end_beep")
    assert (await line.over(made.json["call_sid"]))["answered_by"] == "machine_end_beep"
