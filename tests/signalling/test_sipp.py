"""Calls with sipp, which is not of our making: it calls, and is called, by the scenarios in `sipp/`."""

import asyncio
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from ringback.signalling import Account, Allowed, Attempt, Challenge, Decision, Dialling, IncomingCall, Route
from tests.signalling.party import OTHER, SDP, Everybody, Heard, Party

pytestmark = pytest.mark.skipif(shutil.which("sipp") is None, reason="sipp is not installed (package sip-tester)")
SCENARIOS = Path(__file__).parent / "sipp"


class Sipp:
    """One run of a scenario; `succeeded` waits for its end."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process, self._folder = process, folder

    @classmethod
    async def start(cls, folder: Path, scenario: str, *more: str) -> "Sipp":
        what = [
            "-sf",
            str(SCENARIOS / f"{scenario}.xml"),
            "-i",
            "127.0.0.1",
            "-nostdin",
            "-timeout",
            "20",
            "-trace_err",
            "-max_socket",
            "500",
        ]
        process = await asyncio.create_subprocess_exec(
            "sipp", *more, *what, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        return cls(process, folder)

    async def succeeded(self) -> bool:
        status = await self._process.wait()
        for errors in self._folder.glob("*_errors.log"):
            print(errors.read_text()[:4000])
        return status == 0


async def calls(folder: Path, scenario: str, party: Party, *more: str, times: int = 3) -> bool:
    """sipp calls the party so many times."""
    host, port = party.endpoint.address
    sipp = await Sipp.start(folder, scenario, f"{host}:{port}", "-m", str(times), "-r", "50", *more)
    return await sipp.succeeded()


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def called(folder: Path, scenario: str, party: Party, transport: str = "udp", **more: Any) -> tuple[Sipp, Heard]:
    """The party calls sipp."""
    port = free_port()
    sipp = await Sipp.start(folder, scenario, "-p", str(port), "-m", "1", "-t", {"udp": "u1", "tcp": "t1"}[transport])
    await listens(port, transport)
    heard = Heard(**more.pop("habits", {}))
    target = f"sip:bob@127.0.0.1:{port}"
    route = Route("127.0.0.1", port, transport)
    asked = Dialling(to_uri=target, from_uri="sip:alice@127.0.0.1", sdp=SDP, route=route, **more)
    heard.call = party.endpoint.dial(asked, heard)
    return sipp, heard


async def listens(port: int, transport: str) -> None:
    """Until sipp has its port; it says so nowhere but in the system's own list."""
    for _ in range(500):
        if is_bound(port, transport):
            return
        await asyncio.sleep(0.02)
    raise TimeoutError(f"sipp did not open port {port}")


def is_bound(port: int, transport: str) -> bool:
    return f":{port:04X} " in Path(f"/proc/net/{transport}").read_text()


@pytest.mark.parametrize("transport", ["u1", "t1", "tn"])
async def test_a_plain_call(tmp_path: Path, transport: str):
    async with Party(lambda call: (call.ring(), call.answer(OTHER))) as party:
        assert await calls(tmp_path, "uac_plain", party, "-t", transport)
        assert sorted(party.heard.names) == sorted(["came", "confirmed", "hung_up"] * 3)


async def test_hold_and_back(tmp_path: Path):
    async with Party(habits={"offered": lambda call, sdp: OTHER}) as party:
        assert await calls(tmp_path, "uac_reinvite", party)
        offers = [what[1] for what in party.heard.log if what[0] == "offered"]
        assert len(offers) == 6 and b"a=sendonly" in offers[0]


async def test_a_caller_that_gives_up(tmp_path: Path):
    async with Party(lambda call: call.ring()) as party:
        assert await calls(tmp_path, "uac_cancel", party)
        assert party.heard.names.count("cancelled") == 3


class AsksWho(Everybody):
    async def call(self, attempt: Attempt) -> Decision:
        if attempt.user is not None:
            return Allowed(account_sid="AC1", user=attempt.user)
        return Challenge("ringback.test", {"alice": Account("alice", "correct-horse")}.get)


async def test_a_challenge_is_met_and_a_wrong_password_goes_no_further(tmp_path: Path):
    async with Party(policy=AsksWho()) as party:
        assert await calls(tmp_path, "uac_auth", party)
        assert party.call.admission.user == "alice"
        assert await calls(tmp_path, "uac_refused", party)
        assert party.heard.names.count("came") == 3


async def test_a_transfer_by_the_caller(tmp_path: Path):
    def referred(call: IncomingCall, target: str, headers: dict[str, str]) -> int:
        asyncio.get_running_loop().call_soon(call.notify_refer, 200)
        return 202

    async with Party(habits={"referred": referred}) as party:
        assert await calls(tmp_path, "uac_refer", party, times=1)
        assert (await party.heard.until("referred"))[0] == "sip:carol@192.0.2.9"


async def test_update_and_options_in_a_call(tmp_path: Path):
    async with Party() as party:
        assert await calls(tmp_path, "uac_update", party)


async def test_reliable_ringing(tmp_path: Path):
    async with Party(lambda call: (call.ring(183, OTHER) if False else call.ring(), call.answer(OTHER))) as party:
        assert await calls(tmp_path, "uac_100rel", party)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_phone_is_called_and_hung_up_on(tmp_path: Path, transport: str):
    async with Party() as party:
        sipp, heard = await called(tmp_path, "uas_plain", party, transport)
        await heard.until("answered")
        heard.call.hang_up()
        assert await sipp.succeeded()
        assert heard.names == ["ringing", "answered"]


async def test_a_trunk_that_challenges_is_answered(tmp_path: Path):
    async with Party() as party:
        sipp, heard = await called(tmp_path, "uas_auth", party, username="ringback", password="correct-horse")
        await heard.until("answered")
        heard.call.hang_up()
        assert await sipp.succeeded()


async def test_a_password_is_not_shown_to_a_foreign_realm(tmp_path: Path):
    async with Party() as party:
        account = {"username": "ringback", "password": "correct-horse", "realm": "other.example"}
        sipp, heard = await called(tmp_path, "uas_auth", party, **account)
        assert (await heard.until("failed"))[0] == 401
        sipp._process.kill()


async def test_a_ringing_phone_is_cancelled(tmp_path: Path):
    async with Party() as party:
        sipp, heard = await called(tmp_path, "uas_cancelled", party)
        await heard.until("ringing")
        heard.call.cancel()
        assert await sipp.succeeded()
        assert (await heard.until("failed"))[0] == 487


async def test_a_phone_changes_the_session_and_hangs_up(tmp_path: Path):
    async with Party() as party:
        sipp, heard = await called(tmp_path, "uas_reinvite", party, habits={"offered": lambda call, sdp: OTHER})
        await heard.until("hung_up")
        assert await sipp.succeeded()
        assert heard.names == ["answered", "offered", "hung_up"]


async def test_a_phone_transfers_its_caller(tmp_path: Path):
    def referred(call: Any, target: str, headers: dict[str, str]) -> int:
        asyncio.get_running_loop().call_soon(call.notify_refer, 200)
        return 202

    async with Party() as party:
        sipp, heard = await called(tmp_path, "uas_refer", party, habits={"referred": referred})
        await heard.until("hung_up")
        assert await sipp.succeeded()
