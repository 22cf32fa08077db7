"""What a signed form POST to a customer's server costs us, and what a hanging server costs the others.

    python bench/webhooks.py [--requests 20000] [--json FILE]

CPU is this process's, which holds the client alone; the server answers 204 from a process of its own. The form is a
message's status callback with 18 parameters. "ask" is the whole of it: URL, signature, sending, judging, the record.
"""

import argparse
import asyncio
import json
import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import aiohttp
import msgspec
import uvloop

from ringback.kernel import SidSource
from ringback.transports.chance import SystemEntropy
from ringback.transports.clocks import SystemClock
from ringback.transports.http_client import HttpClient, Outgoing
from ringback.webhooks import Expect, Request, Webhooks
from ringback.webhooks.encoding import form, pairs_of
from ringback.webhooks.signature import sign

GOAL_US = 300.0
AT_A_TIME = 16
PARAMS = {f"Parameter{n}": f"value {n}" if n % 3 else f"+1415555{n:04}" for n in range(18)}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "User-Agent": "TwilioProxy/1.1"}

SERVER = """
import asyncio, sys
class Answering(asyncio.Protocol):
    def connection_made(self, transport): self.transport, self.heard = transport, b""
    def data_received(self, data):
        self.heard += data
        while (end := self.heard.find(b"\\r\\n\\r\\n")) >= 0:
            head = self.heard[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\\r\\n")[0] or 0)
            if len(self.heard) < end + 4 + length:
                return
            self.heard = self.heard[end + 4 + length:]
            if b"/hang" not in head:
                self.transport.write(b"HTTP/1.1 204 No Content\\r\\n\\r\\n")
async def serve():
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(Answering, "127.0.0.1", 0) for _ in range(2)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
asyncio.run(serve())
"""


async def cost(one: Callable[[], Awaitable[object]], requests: int) -> float:
    """CPU microseconds of one request, sixteen at a time."""

    async def some(count: int) -> None:
        for _ in range(count):
            await one()

    await some(200)
    began = time.process_time()
    await asyncio.gather(*[some(requests // AT_A_TIME) for _ in range(AT_A_TIME)])
    return round(1e6 * (time.process_time() - began) / requests, 1)


async def delays(one: Callable[[], Awaitable[object]], count: int) -> list[float]:
    """Milliseconds of each of `count` requests, one after the other."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        await one()
        found.append(1000 * (time.perf_counter() - began))
    return found


def room(http: HttpClient) -> Webhooks:
    async def key(_: str) -> str:
        return "0123456789abcdef0123456789abcdef"

    async def allowed(_: str) -> bool:
        return True

    return Webhooks(None, SystemClock(), SidSource(SystemEntropy()), http, signing_key=key, allow_private=allowed)  # type: ignore[arg-type]


async def run(requests: int, fast: str, hanging: str) -> dict[str, float]:
    http = HttpClient()
    webhooks = room(http)
    asked = Request(
        account_sid="AC" + "0" * 32, subject_sid="SM" + "0" * 32, kind="message-status", url=fast, params=PARAMS,
        expects=Expect.NOTHING,
    )  # fmt: skip
    body = form(pairs_of(PARAMS)).encode()
    outgoing = Outgoing(method="POST", url=fast, headers=HEADERS, body=body, allow_private=True)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as bare:

        async def plain() -> None:
            async with bare.post(fast, data=body, headers=HEADERS) as response:
                await response.read()

        figures = {
            "aiohttp alone, nothing signed or bounded": await cost(plain, requests),
            "transports: one bounded, checked POST": await cost(lambda: http.send(outgoing), requests),
            "webhooks: one signed form POST, recorded": await cost(lambda: webhooks.ask(asked), requests),
        }
    pairs = pairs_of(PARAMS)
    began = time.process_time()
    for _ in range(10_000):
        sign("0123456789abcdef0123456789abcdef", fast, pairs)
    figures["of which the signature"] = round(100 * (time.process_time() - began), 1)
    figures |= await beside_a_hanging_host(webhooks, asked, hanging)
    await http.close()
    return figures


async def beside_a_hanging_host(webhooks: Webhooks, asked: Request, hanging: str) -> dict[str, float]:
    """Milliseconds a fast host takes, alone and while 500 requests to another host hang."""
    alone = await delays(lambda: webhooks.ask(asked), 500)
    stuck = msgspec.structs.replace(asked, url=hanging)
    tasks = [asyncio.create_task(webhooks.ask(stuck)) for _ in range(500)]
    await asyncio.sleep(0.5)
    beside = await delays(lambda: webhooks.ask(asked), 500)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"median ms, alone": round(statistics.median(alone), 3), "p99 ms, alone": round(sorted(alone)[494], 3),
            "median ms, 500 hanging beside": round(statistics.median(beside), 3),
            "p99 ms, 500 hanging beside": round(sorted(beside)[494], 3)}  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--requests", type=int, default=20_000)
    options.add_argument("--json", type=pathlib.Path)
    chosen = options.parse_args()
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    ports = server.stdout.readline().split()
    fast, hanging = (
        f"http://127.0.0.1:{int(port)}/{word}" for port, word in zip(ports, ("status", "hang"), strict=True)
    )
    figures = uvloop.run(run(chosen.requests, fast, hanging))
    server.kill()
    for name, figure in figures.items():
        print(f"{name:44} {figure:9.3f}" + ("" if " ms" in name else " µs CPU"))
    whole = figures["webhooks: one signed form POST, recorded"]
    print(f"goal: a signed form POST under {GOAL_US:g} µs CPU: {'reached' if whole < GOAL_US else 'missed'}")
    if chosen.json:
        chosen.json.write_text(json.dumps({"unit": "µs CPU", "figures": figures}, indent=1) + "\n")
    return 0 if whole < GOAL_US else 1


if __name__ == "__main__":
    sys.exit(main())
