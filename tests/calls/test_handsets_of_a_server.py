"""Handsets of a server in a process of its own: the first call as the example makes it, and calls a kill cuts off."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringback.testing.api import Api
from ringback.testing.call import calls_of
from ringback.testing.clock import Clock
from ringback.testing.handset import Handset
from ringback.testing.server import ServerProcess

HOUSE = Path(__file__).resolve().parents[2]
ALICE, BOB = "+14155550123", "+14155550124"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path)
    made.start()
    yield made
    made.stop()


def api_of(server: ServerProcess) -> Api:
    assert server.ready is not None
    return Api(server.ready.http, server.ready.account_sid, server.ready.auth_token)


def test_the_example_of_a_first_call_hears_ahoy(server: ServerProcess):
    environment = {**os.environ, "RINGBACK_READY": str(server.data / "ready.json")}
    command = ["sh", str(HOUSE / "examples" / "voice" / "first_call.sh")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Just so." in done.stdout


def test_calls_that_a_kill_cut_off_are_ended_and_their_sound_is_kept(server: ServerProcess):
    api = api_of(server)
    alice, bob = (Handset(api, Clock(api), number) for number in (ALICE, BOB))
    bob.script(answer_after_s=0, then=[{"say": "Ahoy!"}, {"wait_s": 60}])
    placed = alice.dial(BOB, then=[{"wait_s": 60}]).wait("talking")
    placed.wait_until(lambda call: call.heard.captions)
    deadline = time.monotonic() + 20
    while len(placed.audio) < 12_000 and time.monotonic() < deadline:
        time.sleep(0.1)  # what is heard comes to the disk in real time
    assert len(placed.audio) >= 12_000, "the sound did not come to the disk within 20 s"
    server.kill()
    server.start()
    for number in (ALICE, BOB):
        [call] = calls_of(api_of(server), f"/Handsets/{number}/Calls")
        assert (call.state, call.ended_by, call.answered_at is not None) == ("ended", None, True)
        assert call.ended_at is not None and len(call.audio) >= 12_000
    assert Handset(api_of(server), Clock(api), ALICE).calls[0].heard.captions == ["Ahoy!"]
