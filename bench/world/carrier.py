"""Carriers for benches, and Ringback set up to send through them."""

import json
import subprocess
import sys
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from bench.world.house import ROOT
from ringback.app.ready import Ready

BOUND_WITHIN_S = 20.0
LOOK_EVERY_S = 0.05


class Carrier(msgspec.Struct, frozen=True):
    """A running SMSC: where it is bound to, and where it is asked."""

    port: int
    questions: int

    def ask(self, what: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.questions}/{what}") as answer:
            return json.load(answer)

    @property
    def counts(self) -> dict[str, int]:
        return self.ask("count")


@contextmanager
def smsc(*words: str) -> Iterator[Carrier]:
    """A carrier in a process of its own; words as in `bench.world.smsc`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.world.smsc", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield Carrier(*map(int, process.stdout.readline().split()))
    finally:
        process.kill()
        process.wait()


def own(ready: Ready, method: str, path: str, **fields: Any) -> Any:
    """Ringback's own API, asked as the first account."""
    token = b64encode(f"{ready.account_sid}:{ready.auth_token}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    body = json.dumps(fields).encode() if fields else None
    asked = urllib.request.Request(f"{ready.http}/ringback/v1/{path}", body, headers, method=method)
    with urllib.request.urlopen(asked) as answer:
        said = answer.read()
    return json.loads(said) if said else None


def connect(ready: Ready, carrier: Carrier, *, binds: int = 4, window: int = 50, **more: Any) -> str:
    """Sets the carrier up for all numbers and waits for its binds; its SID."""
    made = own(
        ready, "POST", "SmppCarriers", friendly_name="bench", host="127.0.0.1", port=carrier.port,
        system_id="ringback", password="secret", transceivers=binds, window=window, **more,
    )  # fmt: skip
    wait_for_binds(carrier, binds)
    return made["sid"]


def wait_for_binds(carrier: Carrier, binds: int) -> None:
    deadline = time.monotonic() + BOUND_WITHIN_S
    while carrier.counts["bound"] < binds:
        if time.monotonic() > deadline:
            raise SystemExit(f"the server made {carrier.counts['bound']} of {binds} binds in {BOUND_WITHIN_S:.0f} s")
        time.sleep(LOOK_EVERY_S)  # the server is another process
