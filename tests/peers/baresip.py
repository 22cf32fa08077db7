"""A softphone that is not of our making: baresip, with a WAV file for a microphone and another for a loudspeaker.

It is driven over its `ctrl_tcp` module: netstrings that hold JSON, commands in and events out.
"""

import asyncio
import json
import os
import shutil
import socket
import wave
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.media import signal

MODULES = Path("/usr/lib/baresip/modules")
NEEDED = ("account", "aufile", "ctrl_tcp", "g711", "g722", "menu", "sndfile", "uuid")
WITHIN_S = 20.0
LOOK_EVERY_S = 0.05
TONE_S = 60.0  # the file is not repeated
needs_baresip = pytest.mark.skipif(
    shutil.which("baresip") is None or not all((MODULES / f"{name}.so").is_file() for name in NEEDED),
    reason="baresip is not installed (package baresip-core)",
)

CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:{sip}
net_interface 127.0.0.1
call_local_timeout 60
call_max_calls 4
audio_source aufile,{tone}
snd_path {folder}/heard
audio_path {folder}
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
rtp_ports {rtp}-{rtp_last}
rtp_stats yes
jitter_buffer_delay 2-5
module_path {modules}
{loaded}
ctrl_tcp_listen 127.0.0.1:{control}
"""
ACCOUNT = (
    "<sip:{user}@{domain};transport=udp>;auth_user={user};auth_pass={password};outbound=sip:127.0.0.1:{server};"
    "regint={regint};answermode={mode};audio_codecs={codecs};dtmfmode=rtpevent\n"
)


class NotInTime(AssertionError):
    """An event did not come. The text has those that did, and the end of what baresip printed."""


class Baresip:
    """One phone with one account: `async with`, then it is registered (`registers=False`: it is only running)."""

    def __init__(
        self, folder: Path, user: str, password: str, domain: str, server: int, *,
        hz: int, answers: bool = False, registers: bool = True, codecs: str = "PCMU",
    ) -> None:  # fmt: skip
        self.folder, self.hz, self._registers = folder, hz, registers
        self.events: list[dict[str, Any]] = []
        self._changed = asyncio.Condition()
        self._sip, self._control = _free_udp(), _free_tcp()
        mode = "auto" if answers else "manual"
        (folder / "heard").mkdir(parents=True)
        (folder / "config").write_text(self._config())
        _write_tone(folder / "tone.wav", hz)
        regint = 600 if registers else 0
        (folder / "accounts").write_text(
            ACCOUNT.format(
                user=user, domain=domain, password=password, server=server, regint=regint, mode=mode, codecs=codecs
            )
        )
        (folder / "contacts").write_text("")

    def _config(self) -> str:
        rtp = _free_udp() & ~1
        return CONFIG.format(
            sip=self._sip,
            tone=self.folder / "tone.wav",
            folder=self.folder,
            rtp=rtp,
            rtp_last=rtp + 20,
            modules=MODULES,
            loaded="\n".join(f"module_app {name}.so" if name in ("account", "menu", "ctrl_tcp") else f"module {name}.so"
                             for name in NEEDED),
            control=self._control,
        )  # fmt: skip

    async def __aenter__(self) -> "Baresip":
        self._log = (self.folder / "baresip.log").open("wb")
        self._process = await asyncio.create_subprocess_exec(
            "baresip", "-f", str(self.folder), "-4",
            stdin=asyncio.subprocess.PIPE, stdout=self._log, stderr=self._log, cwd=self.folder,
            env={**os.environ, "HOME": str(self.folder)},
        )  # fmt: skip
        try:
            reader, self._writer = await self._connected()
            self._reading = asyncio.create_task(self._read(reader))
            if self._registers:
                await self.is_registered()
        except BaseException:  # nobody calls __aexit__ then, and the phone would outlive the test
            self._process.kill()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(OSError):
            await self.command("quit")
        try:
            async with asyncio.timeout(5):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        self._reading.cancel()
        self._writer.close()
        self._log.close()

    @property
    def heard(self) -> bytes:
        """The WAV of what it decoded; whole once its one call is over."""
        [file] = (self.folder / "heard").glob("*dec.wav")
        return file.read_bytes()

    async def is_registered(self) -> None:
        """baresip may register before anybody listens to its events: its own log says so too."""
        log, deadline = self.folder / "baresip.log", asyncio.get_running_loop().time() + WITHIN_S
        while b"200 OK" not in log.read_bytes():
            if asyncio.get_running_loop().time() > deadline:
                raise NotInTime(f"not registered:\n{log.read_text(errors='replace')[-3000:]}")
            await asyncio.sleep(LOOK_EVERY_S)

    async def dial(self, target: str) -> None:
        await self.command("dial", target)

    async def press(self, keys: str) -> None:
        """Each key on its own, held for 120 ms, as a finger does."""
        for key in keys:
            await self.command("sndcode", key)
            await asyncio.sleep(0.3)

    async def hang_up(self) -> None:
        await self.command("hangup")

    async def command(self, command: str, params: str = "") -> None:
        said = json.dumps({"command": command, "params": params, "token": "t"}).encode()
        self._writer.write(b"%d:%s," % (len(said), said))
        await self._writer.drain()

    async def until(self, kind: str, count: int = 1) -> dict[str, Any]:
        """The `count`th event of this type, such as CALL_ESTABLISHED or CALL_CLOSED. Raises NotInTime."""
        try:
            async with asyncio.timeout(WITHIN_S), self._changed:
                await self._changed.wait_for(lambda: len(self._of(kind)) >= count)
        except TimeoutError:
            log = (self.folder / "baresip.log").read_text(errors="replace")[-3000:]
            raise NotInTime(f"no {kind} (number {count}) among {[e.get('type') for e in self.events]}\n{log}") from None
        return self._of(kind)[count - 1]

    def _of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event.get("type") == kind]

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        async with asyncio.timeout(WITHIN_S):
            while True:
                with suppress(ConnectionRefusedError):
                    return await asyncio.open_connection("127.0.0.1", self._control)
                await asyncio.sleep(LOOK_EVERY_S)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                size = int((await reader.readuntil(b":"))[:-1])
                event = json.loads(await reader.readexactly(size))
                await reader.readexactly(1)
                async with self._changed:
                    self.events.append(event)
                    self._changed.notify_all()


def _free_udp() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _free_tcp() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_tone(path: Path, hz: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, signal.RATE_HZ, 0, "NONE", ""))
        file.writeframes(signal.sine(hz, seconds=TONE_S))
