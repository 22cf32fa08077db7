"""The example that answers texts, beside a server that stays."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ringback.testing.api import Api
from ringback.testing.clock import Clock
from ringback.testing.handset import Handset
from ringback.testing.server import ServerProcess

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "messaging" / "receive_sms.py"


@pytest.fixture
def server(tmp_path: Path):
    server = ServerProcess(tmp_path, flags=["--clock", "test"])
    server.start()
    yield server
    server.stop()


@pytest.fixture
def example(server: ServerProcess):
    """`ringback run --url … -- python receive_sms.py`, until the line it prints when it listens."""
    ready = server.ready
    assert ready is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["run", "--url", ready.http, "--account-sid", ready.account_sid, "--auth-token", ready.auth_token]
    command = [sys.executable, "-m", "ringback", *words, "--", sys.executable, str(EXAMPLE), str(port)]
    process = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    line = process.stdout.readline()
    assert "are answered at" in line, process.stderr.read()
    yield process
    process.terminate()
    process.communicate(timeout=20)


def test_a_text_to_the_example_is_answered(server: ServerProcess, example):
    ready = server.ready
    assert ready is not None and ready.number is not None
    api = Api(ready.http, ready.account_sid, ready.auth_token, server.tail)
    phone = Handset(api, Clock(api), "+14155550123")
    phone.send(ready.number, "what time is it?")
    [answer] = phone.received
    assert answer.body.startswith("You wrote 'what time is it?'. It is ")
