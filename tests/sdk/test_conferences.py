"""A program that holds a conference, with the official SDK as it is, under `ringback run`."""

import os
import sys
from pathlib import Path

import pytest

from tests.sdk.test_unchanged_programs import under_ringback

HERE = Path(__file__).resolve().parent
FOUND = {
    "invited": ["queued", True],
    "began": True,
    "on": ["My room", "in-progress"],
    "people": [["Ada", "connected"], ["Bob", "connected"]],
    "held": [True, True, ["Ada"]],
    "back": [False, False],
    "coach": [True, True, False],
    "announced": True,
    "recording": ["Conference", True],
    "steered": ["paused", "in-progress"],
    "kicked": [True, [404, 20404]],
    "over": ["completed", "conference-ended-via-api"],
    "ended": True,
    "joined": ["Ada", "Bob"],
    "recorded": ["completed"],
    "all_valid": True,
    "written": [True, True, True],
    "of_ended": True,
    "deleted": [True, []],
}


@pytest.mark.slow
async def test_a_python_program_holds_a_conference_and_has_a_voicemail_written_down():
    assert await under_ringback(sys.executable, str(HERE / "meeting.py"), environment=dict(os.environ)) == FOUND
