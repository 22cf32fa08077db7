"""Gather with words: the caller speaks, the recogniser is told what to understand."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from ringback.speech import Spoken
from ringback.speech.recognition import Busy, Recognition
from ringback.speech.recognition.engines.local import LocalEngine
from tests.calls.conftest import ALICE, Line
from tests.media.signal import sine
from tests.speech.recognition.scripted import Scripted
from tests.speech.recognition.sounds import babble
from tests.webhooks.customer import Customer
from tests.world.house import SPOKEN_HZ, open_world

SAYS = {"say": "a few words"}


class Babbling:
    """The platform's sentences are tones, as in all tests of calls; a handset's are babble."""

    async def start(self, *, warm: bool = True) -> None: ...

    async def close(self) -> None: ...

    async def say(self, text: str, **_: Any) -> Spoken:
        if text == "long":
            return Spoken(sine(SPOKEN_HZ, seconds=5.0))
        return Spoken(babble(0.8) if text == SAYS["say"] else sine(SPOKEN_HZ, seconds=0.2))


class Listener(Line):
    engine: Scripted

    def understands(self, *words: str | Exception) -> None:
        self.engine._words = list(words)

    async def alert(self, code: int) -> str:
        """The text of the debugger's alert with this code, once it is there."""

        async def look() -> str | None:
            found = (await self.acme.get("/monitor/v1/Alerts")).json["alerts"]
            return next((one["alert_text"] for one in found if one["error_code"] == str(code)), None)

        return await self.until(look)


async def listener(tmp_path: Path, customer: Customer, engine: Any) -> Listener:
    def dress(voice: Any) -> None:
        voice.speak_with(Babbling())
        voice.listen_with(Recognition(engine=engine))

    made = Listener(await open_world(None, tmp_path, customer, roles=("all",), dress=dress))
    made.engine = engine
    return made


@pytest.fixture
async def line(tmp_path: Path, customer: Customer):
    made = await listener(tmp_path, customer, Scripted("Sales, please."))
    yield made
    await made.world.house.stop()


@pytest.fixture
async def workers(tmp_path: Path, customer: Customer):
    """Recognition by a worker process that is killed where the hints say so."""
    made = await listener(tmp_path, customer, LocalEngine(1, skill="tests.speech.recognition.scripted:Toy"))
    yield made
    await made.world.house.stop()


async def test_what_is_said_goes_to_the_action(line: Listener):
    await line.number('<Gather input="speech" action="/said" speechTimeout="1"/><Say>Nothing</Say>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 20})
    [said] = await line.told("/said")
    assert said.form["SpeechResult"] == "Sales, please." and float(said.form["Confidence"]) == pytest.approx(0.9)
    assert said.form["Language"] == "en-US" and "Digits" not in said.form


async def test_words_stop_the_prompt(line: Listener):
    await line.number('<Gather input="speech" action="/said" speechTimeout="1"><Say>long</Say></Gather>')
    line.says("/said", "<Hangup/>")
    began = asyncio.get_running_loop().time()
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 20})
    await line.told("/said")
    assert asyncio.get_running_loop().time() - began < 4.5, "the prompt alone is 5 s long"


async def test_a_key_wins_over_words_that_come_later(line: Listener):
    await line.number('<Gather input="dtmf speech" numDigits="2" action="/said"><Say>long</Say></Gather>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, {"press": "4"}, SAYS, {"press": "2"}, {"wait_s": 20})
    [said] = await line.told("/said")
    assert said.form["Digits"] == "42" and "SpeechResult" not in said.form


async def test_words_win_over_keys_that_come_later(line: Listener):
    await line.number('<Gather input="dtmf speech" numDigits="1" speechTimeout="2" action="/said"/>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"press": "1"}, {"wait_s": 20})
    [said] = await line.told("/said")
    assert said.form["SpeechResult"] == "Sales, please." and "Digits" not in said.form


async def test_nobody_speaks_and_the_next_verb_follows(line: Listener):
    await line.number('<Gather input="speech" timeout="1" action="/said"/><Redirect>/next</Redirect>')
    line.says("/next", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 20})
    await line.told("/next")
    assert line.engine.asked == [] and not [heard for heard in line.customer.heard if heard.path == "/said"]


async def test_nobody_speaks_and_the_action_wants_to_hear_of_it(line: Listener):
    await line.number('<Gather input="speech" timeout="1" actionOnEmptyResult="true" action="/said"/>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 20})
    [said] = await line.told("/said")
    assert "SpeechResult" not in said.form and said.form["msg"] == "Gather End"


async def test_sounds_that_are_no_words_are_no_input(line: Listener):
    line.understands("", "Billing.")
    await line.number('<Gather input="speech" timeout="5" speechTimeout="1" action="/said"/>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 2}, SAYS, {"wait_s": 20})
    [said] = await line.told("/said")
    assert said.form["SpeechResult"] == "Billing."


async def test_beyond_capacity_the_gather_ends_without_words_and_the_debugger_says_why(line: Listener):
    line.understands(Busy("24 utterances wait to be recognised and the queue holds 24"))
    await line.number('<Gather input="speech" speechTimeout="1" action="/said"/><Redirect>/next</Redirect>')
    line.says("/next", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 20})
    await line.told("/next")
    assert "24+utterances+wait" in await line.alert(12400)


async def test_a_language_that_is_not_known_is_told_and_keys_still_count(line: Listener):
    await line.number('<Gather input="dtmf speech" language="de-DE" numDigits="1" action="/said"/>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, {"press": "7"}, {"wait_s": 20})
    [said] = await line.told("/said")
    assert said.form["Digits"] == "7"
    assert "de-DE" in await line.alert(13331)


async def test_hints_reach_the_recogniser(line: Listener):
    await line.number('<Gather input="speech" hints="sales, support" speechTimeout="1" action="/said"/>')
    line.says("/said", "<Hangup/>")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 20})
    await line.told("/said")
    assert {asked.hints for asked in line.engine.asked} == {("sales", "support")}


async def test_what_is_understood_on_the_way_is_told(line: Listener):
    line.understands("I want", "I want to go")
    await line.number('<Gather input="speech" speechTimeout="2" action="/said" partialResultCallback="/part"/>')
    line.says("/said", "<Hangup/>")
    line.customer.says("/part", "", content_type="text/plain")
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 0.6}, SAYS, {"wait_s": 20})
    [said] = await line.told("/said")
    part = (await line.told("/part"))[0]
    assert (part.form["UnstableSpeechResult"], part.form["SequenceNumber"]) == ("I want", "0")
    assert part.form["CallSid"] == said.form["CallSid"] and said.form["SpeechResult"] == "I want to go"


async def test_a_caller_who_hangs_up_mid_word_leaves_nothing_behind(line: Listener):
    await line.number('<Gather input="speech" speechTimeout="3" action="/said"/>')
    await line.rings(ALICE, {"wait_s": 0.3}, SAYS, {"hang_up": True})
    await line.ended(ALICE)

    async def is_quiet() -> bool:
        return not line.world.house.voice.room.hearing._lines and not line.world.house.voice.live()["media_legs"]

    await line.until(is_quiet)
    assert not [heard for heard in line.customer.heard if heard.path == "/said"]


async def test_a_recogniser_killed_mid_utterance_costs_the_caller_nothing(workers: Listener, tmp_path: Path):
    hints = f"die once at {tmp_path / 'died'}"
    await workers.number(f'<Gather input="speech" hints="{hints}" speechTimeout="1" action="/said"/>')
    workers.says("/said", "<Hangup/>")
    await workers.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 20})
    [said] = await workers.told("/said")
    assert said.form["SpeechResult"].endswith(" bytes") and (tmp_path / "died").exists()


async def test_words_that_kill_every_recogniser_are_told_as_not_understood_and_the_next_are(workers: Listener):
    await workers.number(
        '<Gather input="speech" hints="die" speechTimeout="1" action="/said"/>'
        '<Gather input="speech" speechTimeout="1" action="/said"/>'
    )
    workers.says("/said", "<Hangup/>")
    await workers.rings(ALICE, {"wait_s": 0.3}, SAYS, {"wait_s": 5}, SAYS, {"wait_s": 20})
    [said] = await workers.told("/said")
    assert said.form["SpeechResult"].endswith(" bytes") and "could+not+be+recognised" in await workers.alert(12400)
