"""Calls that come in: a handset dials a number of the account, and the number's document runs."""

from tests.calls.conftest import ACME, ALICE, Line


async def test_a_call_to_a_number_runs_its_document(line: Line):
    await line.number("<Say>Welcome</Say>", StatusCallback=line.customer.url("/done"))
    await line.rings(ALICE, {"wait_s": 10})
    (told,) = await line.told("/done")
    assert (told.form["CallStatus"], told.form["Direction"]) == ("completed", "inbound")
    (asked,) = await line.told("/in")
    assert (asked.form["CallStatus"], asked.form["From"], asked.form["To"]) == ("ringing", ALICE, ACME)
    assert asked.is_signed_with(line.acme.token)
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Welcome"]


async def test_keys_go_to_the_action_and_choose_the_way(line: Line):
    line.says("/menu", "<Say>You chose</Say>")
    await line.number('<Gather numDigits="2" action="/menu"><Say>Press two keys</Say></Gather><Say>Nothing</Say>')
    await line.rings(ALICE, {"wait_s": 0.1}, {"press": "42"}, {"wait_s": 10})
    (asked,) = await line.told("/menu")
    assert asked.form["Digits"] == "42"
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Press two keys", "You chose"]


async def test_a_finishing_key_is_not_part_of_the_digits(line: Line):
    line.says("/menu", "<Hangup/>")
    await line.number('<Gather action="/menu"/>')
    await line.rings(ALICE, {"wait_s": 0.1}, {"press": "17#"}, {"wait_s": 10})
    (asked,) = await line.told("/menu")
    assert asked.form["Digits"] == "17"


async def test_without_keys_the_next_verb_runs(line: Line):
    await line.number('<Gather timeout="1" action="/menu"/><Say>Nothing came</Say>')
    await line.rings(ALICE, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Nothing came"]
    assert not [heard for heard in line.customer.heard if heard.path == "/menu"]


async def test_a_rejected_call_is_busy_and_costs_nothing(line: Line):
    await line.number('<Reject reason="busy"/>')
    await line.rings(ALICE, {"wait_s": 10})
    call = await line.ended(ALICE)
    assert call["sip_status"] == 486 and call["answered_at"] is None
    (record,) = await line.calls()
    assert (record["status"], record["price"], record["duration"]) == ("busy", None, "0")


async def test_a_caller_who_gives_up_while_it_rings_is_recorded_so(line: Line):
    await line.number('<Pause length="20"/><Say>late</Say>')
    await line.rings(ALICE, {"wait_s": 10})

    async def ringing():
        found = await line.calls(Status="ringing")
        return found[0] if found else None

    record = await line.until(ringing)
    phones = line.world.house.voice.phones
    phones.live[0].hang_up()
    assert (await line.over(record["sid"]))["status"] == "canceled"


async def test_the_caller_is_recorded_until_it_hangs_up_and_the_action_hears_of_it(line: Line):
    await line.number('<Record action="/recorded" playBeep="false" recordingStatusCallback="/kept"/>')
    play = {"play": line.sounds("/tone", 440.0, 1.5)}
    await line.rings(ALICE, play, {"hang_up": True})
    (asked,) = await line.told("/recorded")
    assert (asked.form["Digits"], asked.form["RecordingDuration"]) in (("hangup", "1"), ("hangup", "2"))
    (kept,) = await line.told("/kept")
    assert kept.form["RecordingStatus"] == "completed" and kept.form["RecordingSid"] == asked.form["RecordingSid"]


async def test_silence_is_no_recording_and_the_next_verb_runs(line: Line):
    await line.number('<Record action="/recorded" timeout="1" playBeep="false"/><Say>Nothing recorded</Say>')
    await line.rings(ALICE, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Nothing recorded"]
    (recording,) = (await line.acme.get("Recordings")).json["recordings"]
    assert recording["status"] == "absent"


async def test_a_number_without_a_document_says_so(line: Line):
    await line.rings(ALICE, {"wait_s": 10})
    call = await line.ended(ALICE)
    assert "nothing is set up" in call["heard"]["captions"][0]
