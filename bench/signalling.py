"""Answered calls on real sockets, in CPU of the server process: `python -m bench.signalling [--json FILE]`.

A call is INVITE, 200, ACK, a tenth of a second, BYE, 200, made by sipp on loopback; the server answers at once with a
session description. The goal: well under 0.7 ms CPU a call, the rest of a call's 1.3 ms being media and records.
`--check` makes 300 calls and fails where one does.
"""

import argparse
import asyncio
import cProfile
import gc
import json
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import uvloop

from ringback.signalling import Allowed, Attempt, Decision, Dialling, Endpoint, IncomingCall, Listener, Route

GOAL_MS = 0.7
SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    b"m=audio 20000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
)


class Everybody:
    async def call(self, attempt: Attempt) -> Decision:
        return Allowed(account_sid="AC1")

    async def registration(self, attempt: Attempt) -> Decision:
        return Allowed(account_sid="AC1")


class Answers(Listener):
    def __init__(self) -> None:
        self.over = 0

    def hung_up(self, headers: Any) -> None:
        self.over += 1


class HangsUp(Listener):
    """Of a call that the server makes: it ends as soon as it is answered."""

    def __init__(self, done: asyncio.Semaphore) -> None:
        self.call: Any = None
        self._done = done

    def answered(self, sdp: bytes | None, headers: Any) -> None:
        self.call.hang_up()
        self._done.release()

    def failed(self, status: int, reason: str, headers: Any) -> None:
        raise RuntimeError(f"A call of the bench failed with {status}")


class Used(NamedTuple):
    """CPU seconds of this process; what the kernel takes is mostly the sockets'."""

    user_s: float
    system_s: float

    @classmethod
    def now(cls) -> "Used":
        used = resource.getrusage(resource.RUSAGE_SELF)
        return cls(used.ru_utime, used.ru_stime)

    def since(self, before: "Used") -> "Used":
        return Used(self.user_s - before.user_s, self.system_s - before.system_s)


async def answered(calls: int, rate: int, transport: str, rings: bool) -> dict[str, Any]:
    listener = Answers()

    def invited(call: IncomingCall) -> Listener:
        if rings:
            call.ring()
        call.answer(SDP)
        return listener

    endpoint = Endpoint(("127.0.0.1", 0), Everybody(), invited)
    await endpoint.start()
    with tempfile.TemporaryDirectory() as folder:
        port = str(endpoint.address[1])
        command = ["sipp", f"127.0.0.1:{port}", "-sn", "uac", "-m", str(calls), "-r", str(rate), "-d", "100", "-i",
                   "127.0.0.1", "-nostdin", "-t", {"udp": "u1", "tcp": "t1"}[transport]]  # fmt: skip
        before = Used.now()
        sipp = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=subprocess.DEVNULL)
        status = await sipp.wait()
        used = Used.now().since(before)
    counts = endpoint.snapshot()
    await endpoint.stop()
    what = f"answered, {transport}{', rung first' if rings else ''}, {rate}/s"
    return _row(what, calls, used, failed=status != 0 or listener.over != calls, counts=counts)


async def dialled(calls: int) -> dict[str, Any]:
    """Calls that the server makes, to sipp's answering scenario."""
    endpoint = Endpoint(("127.0.0.1", 0), Everybody(), lambda call: Listener())
    await endpoint.start()
    with tempfile.TemporaryDirectory() as folder:
        port = endpoint.address[1] + 1
        command = ["sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", str(port), "-nostdin"]
        sipp = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=subprocess.DEVNULL)
        await asyncio.sleep(0.5)
        done = asyncio.Semaphore(0)
        before = Used.now()
        for _ in range(calls):
            listener = HangsUp(done)
            listener.call = endpoint.dial(
                Dialling(
                    to_uri=f"sip:+14155550100@127.0.0.1:{port}", from_uri="sip:+14155550123@127.0.0.1", sdp=SDP,
                    route=Route("127.0.0.1", port),
                ),
                listener,
            )  # fmt: skip
            await asyncio.sleep(0.002)
        async with asyncio.timeout(20):
            for _ in range(calls):
                await done.acquire()
        used = Used.now().since(before)
        sipp.kill()
        await sipp.wait()
    await endpoint.stop()
    return _row("dialled, udp", calls, used, failed=False, counts={})


def _row(what: str, calls: int, used: Used, *, failed: bool, counts: dict[str, int]) -> dict[str, Any]:
    ms, user_ms = sum(used) / calls * 1000, used.user_s / calls * 1000
    return {"what": what, "calls": calls, "cpu_ms": round(ms, 3), "user_ms": round(user_ms, 3),
            "per_cpu_s": round(1000 / ms), "failed": failed, "counts": counts}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    if shutil.which("sipp") is None:
        print("sipp is not installed (package sip-tester): nothing is measured")
        return 0
    calls = 300 if given.check else given.calls
    gc.freeze()  # as the server does at its start
    gc.set_threshold(20_000, 50, 100)
    profile = cProfile.Profile() if given.profile else None
    if profile is not None:
        profile.enable()
        rows = [uvloop.run(answered(calls, 200, "udp", False))]
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    else:
        rows = [
            uvloop.run(answered(calls, 50, "udp", False))
            if given.check
            else uvloop.run(answered(calls, 300, "udp", False)),
            uvloop.run(answered(calls, 300, "udp", True)),
            uvloop.run(answered(calls, 300, "tcp", False)),
            uvloop.run(dialled(min(calls, 2000))),
        ]
    for row in rows:
        print(
            f"{row['what']:<36}{row['calls']:>7} calls{row['cpu_ms']:>9.3f} ms CPU each"
            f" ({row['user_ms']:.3f} outside the kernel){row['per_cpu_s']:>7} a CPU second"
            f"{'  FAILED' if row['failed'] else ''}"
        )
    if given.json:
        given.json.write_text(json.dumps({"goal_ms": GOAL_MS, "rows": rows, "pid": os.getpid()}, indent=2) + "\n")
    return int(any(row["failed"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
