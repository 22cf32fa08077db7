"""Programs written for Twilio, with the official SDKs as they are, under `ringback run`."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FOUND = {
    "first_status": "queued",
    "direction": "outbound-api",
    "heard_all": True,
    "all_valid": True,
    "asked": [["/sms", "ping"], ["/sms", "pong"], ["/status", "delivered"], ["/status", "sent"]],
    "listed": 7,
    "pages": [["text 6", "text 5", "text 4"], ["text 3", "text 2", "text 1"], ["text 0"]],
    "later": "delivered",
    "redacted": "",
    "deleted": True,
    "refused": [404, 20404],
    "bad": [400, 21211],
}


async def under_ringback(*command: str, environment: dict[str, str]) -> dict[str, object]:
    """Runs the program with a private server; what it printed."""
    environment = {name: value for name, value in environment.items() if not name.startswith(("RINGBACK_", "TWILIO_"))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", "--", *command),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(90):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return json.loads(out)


async def test_a_python_program_sends_lists_updates_deletes_and_is_asked():
    assert await under_ringback(sys.executable, str(HERE / "app.py"), environment=dict(os.environ)) == FOUND


async def test_a_node_program_sends_lists_updates_deletes_and_is_asked(node):
    found = await under_ringback(str(node.program), str(HERE / "node" / "app.js"), environment=node.environment)
    assert found == FOUND


@pytest.mark.parametrize("name", ["send_sms.py", "node/send.js"])
async def test_the_examples_run_as_they_are(name, request):
    path = HERE.parents[1] / "examples" / "messaging" / name
    is_node = name.endswith(".js")
    environment = request.getfixturevalue("node").environment if is_node else dict(os.environ)
    program = str(request.getfixturevalue("node").program) if is_node else sys.executable
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", "--", program, str(path), "+14155550123"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(90):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    assert "queued" in out.decode() and "delivered" in out.decode()
