"""Kannel beside us: the same messages, its own spool store, the same carrier."""

import asyncio
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from bench.world.carrier import Carrier, wait_for_binds
from bench.world.house import listener
from bench.world.load import AREA, BODY, Tally, closed_loop, connections
from bench.world.processes import cpu_seconds

Programs = tuple[str, str]
SETTLES_WITHIN_S = 60.0
CLIENTS = 128  # twice as many as ours has: it sends its answers in two pieces, and Nagle holds the second one 40 ms
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = bench
admin-interface = 127.0.0.1
smsbox-port = {box}
smsbox-interface = 127.0.0.1
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
store-type = spool
store-location = "{folder}/spool"
log-file = "{folder}/bearerbox.log"
log-level = 2

group = smsc
smsc = smpp
smsc-id = bench
host = 127.0.0.1
port = {carrier}
transceiver-mode = true
smsc-username = "kannel"
smsc-password = "secret"
system-type = ""
max-pending-submits = 100
source-addr-ton = 1
source-addr-npi = 1
dest-addr-ton = 1
dest-addr-npi = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {box}
sendsms-port = {http}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"
log-level = 2

group = sendsms-user
username = bench
password = bench
concatenation = true
max-messages = 10

group = sms-service
keyword = default
max-messages = 0
get-url = "http://127.0.0.1:1/"
"""


def find_kannel() -> Programs | None:
    bearerbox, smsbox = shutil.which("bearerbox"), shutil.which("smsbox")
    return (bearerbox, smsbox) if bearerbox and smsbox else None


class Kannel:
    """bearerbox and smsbox while the `with` lasts."""

    def __init__(self, programs: Programs, folder: Path, carrier: Carrier) -> None:
        self._programs, self._folder, self._carrier = programs, folder, carrier
        self._boxes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Kannel":
        (self._folder / "spool").mkdir(parents=True)
        admin, box, self._http = free_ports(3)
        settings = self._folder / "kannel.conf"
        made = CONFIGURATION.format(
            admin=admin, box=box, http=self._http, folder=self._folder, carrier=self._carrier.port
        )
        settings.write_text(made)
        for program, port in zip(self._programs, (box, self._http), strict=True):
            box_of = subprocess.Popen([program, str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self._boxes.append(box_of)
            wait_for_port(port)
        wait_for_binds(self._carrier, 1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        for one in reversed(self._boxes):
            one.kill()
            one.wait()

    def measure(self, warm: int, count: int) -> list[dict[str, Any]]:
        with listener() as url:
            asyncio.run(self._lives(url, warm))
            before = self._cpu()
            told = asyncio.run(self._lives(url, count))
            cpu = self._cpu() - before
        detail = f"accepted at {told['per_s']}/s by {CLIENTS} clients, p50 {told['p50_ms']} p99 {told['p99_ms']} ms"
        return [
            {
                "what": "CPU ms a message, whole life",
                "value": round(1e3 * cpu / count, 3),
                "detail": "1 callback a message",
            },
            {"what": "messages a second, whole life", "value": told["whole_per_s"], "detail": detail},
        ]

    def _cpu(self) -> float:
        return sum(cpu_seconds(one.pid) for one in self._boxes)

    async def _lives(self, url: str, count: int) -> dict[str, Any]:
        before, tally = heard(url), Tally()
        clients = await connections(f"http://127.0.0.1:{self._http}", CLIENTS)
        began = time.perf_counter()  # its listener's queue is short: to connect is no part of it
        await closed_loop(clients, Requests(url), count, tally)  # type: ignore[arg-type] - numbered alike
        elapsed, deadline = time.perf_counter() - began, time.monotonic() + SETTLES_WITHIN_S
        while heard(url) < before + count and time.monotonic() < deadline:  # noqa: ASYNC110 - the listener is another process
            await asyncio.sleep(0.1)
        if heard(url) < before + count:
            raise SystemExit(f"kannel called back {heard(url) - before} times of {count}: {tally.refused[:200]!r}")
        whole = time.perf_counter() - began
        return tally.result(elapsed) | {"per_s": round(count / elapsed), "whole_per_s": round(count / whole, 1)}


class Requests:
    """The same texts as ours, each asked for by GET, with a callback when delivered."""

    def __init__(self, listener: str) -> None:
        self._listener = listener

    def __getitem__(self, number: int) -> bytes:
        told = f"{self._listener}/status?MessageSid={number}&MessageStatus=delivered"
        to, text = f"{quote(AREA)}{number % 10_000:04d}", quote(BODY.format(number))
        path = "/cgi-bin/sendsms?username=bench&password=bench&from=14155550100"
        asked = f"{path}&to={to}&text={text}&dlr-mask=3&dlr-url={quote(told, safe='')}"
        return f"GET {asked} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n".encode()


def heard(url: str) -> int:
    with urllib.request.urlopen(f"{url}/count") as answer:
        return json.load(answer)


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)  # it is another program
    raise SystemExit(f"nothing listens at port {port}: see kannel's log")
