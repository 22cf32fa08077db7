"""A softphone that is not of our making registers with a password, and calls."""

import asyncio
import shutil
from pathlib import Path

import pytest

from ringback.signalling import Account, Allowed, Attempt, Challenge, Decision
from ringback.store import Store
from ringback.transports.clocks import LeapingClock
from tests.signalling.party import Everybody, Party

pytestmark = pytest.mark.skipif(shutil.which("baresip") is None, reason="baresip is not installed (baresip-core)")
MODULES = "/usr/lib/baresip/modules"
CONFIG = f"""
sip_listen 127.0.0.1:0
net_interface 127.0.0.1
module_path {MODULES}
module g711.so
module aubridge.so
audio_source aubridge,p
audio_player aubridge,p
audio_alert aubridge,a
module_tmp uuid.so
module_tmp account.so
module_app menu.so
"""


class Guarded(Everybody):
    """Only alice, by her password, for calls and registrations alike."""

    async def call(self, attempt: Attempt) -> Decision:
        if attempt.user is None:
            return Challenge("ringback.test", {"alice": Account("alice", "correct-horse-9")}.get)
        return Allowed(account_sid="AC1", user=attempt.user)

    registration = call


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_baresip_registers_and_calls(tmp_path: Path, store: Store, clock: LeapingClock, transport: str):
    async with Party(policy=Guarded(), store=store, clock=clock) as party:
        host, port = party.endpoint.address
        (tmp_path / "config").write_text(CONFIG)
        login = f"<sip:alice@{host}:{port};transport={transport}>;auth_pass=correct-horse-9;regint=60;answermode=auto"
        (tmp_path / "accounts").write_text(login + "\n")
        target = f"/dial sip:100@{host}:{port}"
        phone = await asyncio.create_subprocess_exec(
            "baresip", "-f", str(tmp_path), "-e", target, "-t", "20",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await party.heard.until("confirmed", within_s=6)
            assert party.call.admission.user == "alice" and party.call.source.transport == transport
            assert (await registered(party)).startswith("baresip")
        finally:
            if phone.returncode is None:
                phone.kill()
            await phone.wait()


async def registered(party: Party) -> str:
    """The user agent that alice registered with; the phone calls and registers at the same moment."""
    for _ in range(100):
        for contact in await party.endpoint.registrar.clients("AC1", "alice"):
            return contact.user_agent
        await asyncio.sleep(0.05)
    raise TimeoutError("alice did not register")
