"""A program that runs a queue, with the official SDK as it is, under `ringback run`."""

import os
import sys
from pathlib import Path

import pytest

from tests.sdk.test_unchanged_programs import under_ringback

PROGRAM = str(Path(__file__).resolve().parent / "queueing.py")
FOUND = {
    "members": True,
    "front": True,
    "taken_name": [400, 22003],
    "not_empty": [400, 22001],
    "vip": [True],
    "served": ["answered", True],
    "left": ["bridged", "redirected"],
    "all_valid": True,
    "deleted": True,
}


@pytest.mark.slow
async def test_a_python_program_has_callers_wait_and_takes_them():
    assert await under_ringback(sys.executable, PROGRAM, environment=dict(os.environ)) == FOUND
