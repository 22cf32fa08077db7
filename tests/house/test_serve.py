"""`ringback serve` as a process: flags, the data folder, how it starts and how it ends."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pytest

from ringback.app.ready import READY_FILE, Ready, read_ready

EVERY_FLAG = "--sip 127.0.0.1:0 --smpp 127.0.0.1:0 --rtp 31000-31999 --media-ip 127.0.0.1 --roles all --clock test"


@asynccontextmanager
async def serving(data: Path, *more: str, **variables: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, Ready]]:
    """A server on a free port, stopped at the end."""
    ready_file = data.with_suffix(".ready.json")
    ready_file.unlink(missing_ok=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "serve", "--data", str(data), "--http", "127.0.0.1:0"),
        *("--ready-file", str(ready_file), *EVERY_FLAG.split(), *more),
        env={**os.environ, **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process, await until_ready(process, ready_file)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def until_ready(process: asyncio.subprocess.Process, ready_file: Path) -> Ready:
    """What the ready file says once the server has told that it is up."""
    assert process.stdout is not None
    said = b""
    while line := await process.stdout.readline():
        said += line
        if b"Ringback is up" in line and (ready := read_ready(ready_file)):
            return ready
    raise AssertionError(said.decode())


async def accounts(ready: Ready, session: aiohttp.ClientSession) -> int:
    headers = {"Authorization": aiohttp.encode_basic_auth(ready.account_sid, ready.auth_token)}
    async with session.get(f"{ready.http}/2010-04-01/Accounts/{ready.account_sid}.json", headers=headers) as answer:
        return answer.status


async def test_every_flag_is_taken_and_the_ready_file_says_where_and_who(tmp_path):
    async with serving(tmp_path / "data") as (_, ready), aiohttp.ClientSession() as session:
        assert await accounts(ready, session) == 200
        assert ready.number == "+14155550100"
        assert ready.console is not None
        assert ready.console.startswith(ready.http)
        assert read_ready(tmp_path / "data" / READY_FILE) == ready


async def test_the_first_account_can_be_fixed_by_variables(tmp_path):
    fixed = {"RINGBACK_ACCOUNT_SID": "AC" + "a" * 32, "RINGBACK_AUTH_TOKEN": "b" * 32}
    async with serving(tmp_path / "data", **fixed) as (_, ready), aiohttp.ClientSession() as session:
        assert (ready.account_sid, ready.auth_token) == ("AC" + "a" * 32, "b" * 32)
        assert await accounts(ready, session) == 200


async def test_credentials_stay_the_same_from_start_to_start(tmp_path):
    async with serving(tmp_path / "data") as (_, first):
        pass
    async with serving(tmp_path / "data") as (_, second), aiohttp.ClientSession() as session:
        assert (first.account_sid, first.auth_token) == (second.account_sid, second.auth_token)
        assert await accounts(second, session) == 200


async def test_a_second_server_in_the_folder_is_refused_and_the_first_goes_on(tmp_path):
    async with serving(tmp_path / "data") as (first, ready), aiohttp.ClientSession() as session:
        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ringback", "serve", "--data", str(tmp_path / "data"), "--http", "127.0.0.1:0"),
            stderr=asyncio.subprocess.PIPE,
        )
        _, err = await second.communicate()
        assert (second.returncode, f"process {first.pid}" in err.decode()) == (1, True)
        assert await accounts(ready, session) == 200


async def test_a_port_that_is_taken_is_told_in_one_line(tmp_path):
    async with serving(tmp_path / "data") as (_, ready):
        taken = ready.http.removeprefix("http://")
        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ringback", "serve", "--data", str(tmp_path / "other"), "--http", taken),
            *("--sip", "127.0.0.1:0", "--smpp", "127.0.0.1:0"),
            stderr=asyncio.subprocess.PIPE,
        )
        _, err = await second.communicate()
    assert second.returncode == 1
    assert taken in err.decode()
    assert "Traceback" not in err.decode()


async def test_it_ends_well_when_asked_to(tmp_path):
    for number in (signal.SIGTERM, signal.SIGINT):
        async with serving(tmp_path / "data") as (process, _):
            process.send_signal(number)
            await process.communicate()
            assert process.returncode == 0


async def test_a_snapshot_of_it_at_work_starts_elsewhere_with_the_same_account(tmp_path):
    async with serving(tmp_path / "data") as (_, ready):
        for line in (("export", "s.tar.gz", "--data", "data"), ("import", "s.tar.gz", "--data", "moved")):
            process = await asyncio.create_subprocess_exec(sys.executable, "-m", "ringback", *line, cwd=tmp_path)
            assert await process.wait() == 0
    async with serving(tmp_path / "moved") as (_, moved), aiohttp.ClientSession() as session:
        assert moved.auth_token == ready.auth_token
        assert await accounts(moved, session) == 200


PROGRAM = """
import json
from twilio.rest import Client
client = Client()
sent = client.messages.create(to="+14155550123", from_="+14155550100", body="Ahoy!")
print(json.dumps([sent.status, client.messages(sent.sid).fetch().body, sent.uri]))
"""


async def test_the_official_client_sends_a_text_under_ringback_run(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", "--", sys.executable, "-c", PROGRAM),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=tmp_path,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    status, body, uri = json.loads(out)
    assert (status, body) == ("queued", "Ahoy!")
    assert uri.startswith("/2010-04-01/")


async def test_the_private_server_ends_with_the_run_however_it_ends(tmp_path):
    program = "import os, signal; print(flush=True); os.close(1); signal.alarm(30); signal.pause()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringback", "run", "--data", "d", "--", sys.executable, "-c", program),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    ready = msgspec.json.decode((tmp_path / "d" / READY_FILE).read_bytes(), type=Ready)
    server, _ = await asyncio.open_connection("127.0.0.1", urlsplit(ready.http).port)
    process.kill()
    await process.wait()
    async with asyncio.timeout(20):
        assert await server.read() == b""  # the server hung up, and its port is free again
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", urlsplit(ready.http).port)
