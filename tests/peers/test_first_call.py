"""The example that calls a handset and shows what it heard."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.peers.house import PeerHouse

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "voice" / "first_call.sh"
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def test_a_handset_hears_ahoy_as_words_and_as_sound(house: PeerHouse):
    surroundings = {**os.environ, "RINGBACK_READY": str(house.server.data / "ready.json")}
    done = subprocess.run(["sh", str(EXAMPLE)], env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ahoy!" in done.stdout
