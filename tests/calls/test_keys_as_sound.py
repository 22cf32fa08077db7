"""Phones that have no telephone-event press keys all the same: their tones are heard, and ours are tones to them."""

from functools import partial

import pytest

from ringback.carriers.simulated import phone_media
from ringback.protocols.sdp.negotiation import Endpoint
from tests.calls.conftest import ALICE, Line
from tests.media.signal import keys

MENU = '<Gather finishOnKey="#" action="{}" timeout="8"><Say>Press</Say></Gather>'


@pytest.fixture
def old_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handsets that offer and answer audio alone."""
    monkeypatch.setattr(phone_media, "Endpoint", partial(Endpoint, has_events=False))


async def test_gather_hears_keys_in_the_sound(line: Line, old_phones: None):
    action = line.says("/action", "<Hangup/>")
    await line.number(MENU.format(action))
    await line.rings(ALICE, {"wait_s": 0.3}, {"press": "19#0"})
    asked = (await line.told("/action"))[0]
    assert asked.form["Digits"] == "19"


async def test_digits_that_are_sent_are_tones_for_them(line: Line, old_phones: None):
    await line.phone(ALICE, {"wait_s": 5})
    await line.over(await line.call(verbs="<Play digits='15#'/>"))
    assert keys(await line.heard(ALICE)) == "15#"
