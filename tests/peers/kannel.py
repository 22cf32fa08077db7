"""Kannel as a customer's application: its bearerbox bound to us, its smsbox taking texts by HTTP and telling of them."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest

from tests.carriers.smpp.patience import until

CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = peer
admin-interface = 127.0.0.1
smsbox-port = {box}
smsbox-interface = 127.0.0.1
log-file = "{folder}/bearerbox.log"
log-level = 0
sms-combine-concatenated-mo = true
sms-resend-freq = 1

{carriers}
group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {box}
sendsms-port = {http}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"
log-level = 0

group = sendsms-user
username = peer
password = peer
concatenation = true
max-messages = 10

group = sms-service
keyword = default
max-messages = 0
catch-all = true
get-url = "{told}/came?from=%p&to=%P&coding=%c&text=%b"
"""

CARRIER = """
group = smsc
smsc = smpp
smsc-id = ringback
host = 127.0.0.1
{how}
smsc-username = "{system_id}"
smsc-password = "{password}"
system-type = ""
reconnect-delay = 1
{more}
"""
BOTH_WAYS = ("port = {smpp}\ntransceiver-mode = true",)
ONE_EACH = ("port = {smpp}", "receive-port = {smpp}")  # a bind that sends, and one that receives


class Told:
    """The web server that Kannel tells: of texts that came (`came`) and of receipts (`receipts`)."""

    def __init__(self) -> None:
        self.came: list[dict[str, str]] = []
        self.receipts: list[dict[str, str]] = []
        self.url = ""

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked = urlsplit(head.split(" ", 2)[1])
        found = parse_qs(asked.query, keep_blank_values=True, encoding="latin-1")
        said = {name: values[0] for name, values in found.items()}
        (self.came if asked.path == "/came" else self.receipts).append(said)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    def texts(self) -> list[str]:
        """What came, read as its coding says: 2 is UCS-2, else UTF-8."""
        return [one["text"].encode("latin-1").decode("utf-16-be" if one["coding"] == "2" else "utf-8")
                for one in self.came]  # fmt: skip


class Kannel:
    """`start` returns once it is bound to the address; `binds` is its settings of how."""

    def __init__(self, folder: Path, address: tuple[str, int], credential: dict[str, Any], told: Told) -> None:
        self._folder, self._smpp, self._credential, self._told = folder, address[1], credential, told
        self._boxes: list[subprocess.Popen[bytes]] = []

    async def start(self, binds: Sequence[str] = BOTH_WAYS, more: str = "") -> None:
        admin, box, self._http = _free_ports(3)
        names = {name: self._credential[name] for name in ("system_id", "password")}
        carriers = [CARRIER.format(how=how.format(smpp=self._smpp), more=more, **names) for how in binds]
        settings = self._folder / "kannel.conf"
        made = CONFIGURATION.format(
            admin=admin, box=box, http=self._http, folder=self._folder, told=self._told.url, carriers="".join(carriers)
        )
        settings.write_text(made)
        for program, port in zip(programs(), (box, self._http), strict=True):
            self._boxes.append(
                subprocess.Popen([program, str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            await until(lambda port=port: _listens(port), f"{program} to listen")

    def stop(self) -> None:
        for one in reversed(self._boxes):
            one.kill()
            one.wait()

    async def send(self, to: str, text: str, *, sender: str = "+14155550100", name: str = "", **more: Any) -> str:
        """By its HTTP interface; its answer. With a name, receipts are told under it."""
        asked = {"username": "peer", "password": "peer", "from": sender, "to": to, "text": text, **more}
        if name:
            asked |= {"dlr-mask": "31", "dlr-url": f"{self._told.url}/receipt?name={name}&state=%d&said=%A"}
        url = f"http://127.0.0.1:{self._http}/cgi-bin/sendsms?{urlencode(asked)}"
        async with aiohttp.ClientSession() as http, http.get(url) as answer:
            assert answer.status == 202, await answer.text()
            return await answer.text()

    @property
    def log(self) -> str:
        return (self._folder / "bearerbox.log").read_text(errors="replace")


def programs() -> tuple[str, str]:
    """Its bearerbox and smsbox; skips the test, saying why, where they are not installed."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    bearerbox, smsbox = shutil.which("bearerbox", path=path), shutil.which("smsbox", path=path)
    if not bearerbox or not smsbox:
        pytest.skip("Kannel is not installed (apt-get install kannel)")
    return bearerbox, smsbox


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
