"""Programs that call, with the official SDKs as they are, under `ringback run`."""

import os
import sys
from pathlib import Path

import pytest

from tests.sdk.test_unchanged_programs import under_ringback

HERE = Path(__file__).resolve().parent
FOUND = {
    "first_status": "queued",
    "heard_all": True,
    "all_valid": True,
    "progress": [["initiated", "0"], ["ringing", "1"], ["in-progress", "2"], ["completed", "3"]],
    "last_status": "completed",
    "recording": ["completed", "RecordVerb", True],
    "wav": ["audio/x-wav", "RIFF", True],
    "mp3": ["audio/mpeg", True, True],
}


@pytest.mark.slow
async def test_a_python_program_calls_follows_the_call_and_fetches_its_recording():
    assert await under_ringback(sys.executable, str(HERE / "calling.py"), environment=dict(os.environ)) == FOUND


@pytest.mark.slow
async def test_a_node_program_calls_follows_the_call_and_fetches_its_recording(node):
    found = await under_ringback(str(node.program), str(HERE / "node" / "calling.js"), environment=node.environment)
    assert found == FOUND
