"""Many calls by sipp, which is not of our making, and what a capture says of their sound.

sipp sends every RTP packet back where it came from (`-rtp_echo`), so both directions hold one stream a call.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from ringback.testing.api import Api

needs_sipp = pytest.mark.skipif(shutil.which("sipp") is None, reason="sipp is not installed (package sip-tester)")
can_capture = os.geteuid() == 0 and shutil.which("tshark") is not None
needs_capture = pytest.mark.skipif(not can_capture, reason="to capture, tshark and root are needed")
HEADERS_ONLY = 96  # bytes of a packet that are kept: down to RTP's own header
SERVER_PORTS = "20000-29999"  # where a server's sound is, by default
_STREAM = re.compile(r"0x[0-9A-Fa-f]{8}\s+\S.*?\s(\d+)\s+(-?\d+)\s+\(")


class Stream(NamedTuple):
    """One direction of one call, from its sequence numbers."""

    source: int
    packets: int
    lost: int


class Run(NamedTuple):
    succeeded: bool
    seconds: float
    errors: str


def run(sip: tuple[str, int], to: str, *, calls: int, rate: int, lasts_s: float, media_port: int, folder: Path) -> Run:
    """So many calls to a number, begun so many a second, each hung up after `lasts_s`. Blocks until all are over."""
    host, port = sip
    command = ["sipp", f"{host}:{port}", "-sn", "uac", "-s", to, "-i", "127.0.0.1", "-m", str(calls), "-r", str(rate)]
    command += ["-l", str(calls), "-d", str(round(lasts_s * 1000)), "-mp", str(media_port), "-rtp_echo", "-nostdin"]
    command += ["-trace_err", "-timeout", str(round(calls / rate + lasts_s + 60)), "-max_socket", "100"]
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    errors = "".join(path.read_text(errors="replace") for path in folder.glob("*_errors.log"))
    return Run(done.returncode == 0, time.monotonic() - began, (done.stderr + errors)[-3000:])


class Capture:
    """Every packet to or from these UDP ports on loopback, as a context."""

    def __init__(self, *ports: int) -> None:
        self._ports, self._folder = ports, Path(tempfile.mkdtemp(prefix="ringback-capture-"))
        self._folder.chmod(0o777)  # the capturing program gives up its rights
        self._file = self._folder / "rtp.pcap"

    def __enter__(self) -> "Capture":
        wanted = " or ".join(f"udp port {port}" for port in self._ports)
        command = ["dumpcap", "-q", "-i", "lo", "-f", wanted, "-s", str(HEADERS_ONLY), "-B", "64"]
        self._process = subprocess.Popen(
            [*command, "-w", str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        deadline = time.monotonic() + 10
        while not self._file.is_file() and time.monotonic() < deadline:
            time.sleep(0.05)  # it says that it listens by making its file
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self.said = self._process.communicate(timeout=30)[1]

    def streams(self) -> list[Stream]:
        """What `tshark -z rtp,streams` finds. Forgets the file."""
        command = ["tshark", "-r", str(self._file), "-q", "-z", "rtp,streams"]
        # The server's ports too: some of that range belong to other protocols, and the lower port is looked at first.
        for ports in (*self._ports, SERVER_PORTS):
            command += ["-d", f"udp.port=={ports},rtp"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        return [found for line in done.stdout.splitlines() if (found := _stream(line))]


def _stream(line: str) -> Stream | None:
    found = _STREAM.search(line)
    ports = re.findall(r"\d+\.\d+\.\d+\.\d+\s+(\d+)", line)
    return Stream(int(ports[0]), int(found[1]), int(found[2])) if found and ports else None


def free_media_port() -> int:
    """An even UDP port with the two pairs that sipp binds beside it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]) & ~3


def ended(api: Api) -> list[dict[str, Any]]:
    """Every call of the account."""
    page, found = api.core("GET", "Calls"), []
    while True:
        found += page["calls"]
        if not page["next_page_uri"]:
            return found
        page = api.form("GET", page["next_page_uri"], {})


class Qualities(msgspec.Struct):
    """The server's own counters of all calls together."""

    sent: int = 0
    received: int = 0
    lost: int = 0

    def add(self, counted: dict[str, Any]) -> None:
        self.sent += counted.get("packets_sent", 0)
        self.received += counted.get("packets_received", 0)
        self.lost += max(0, counted.get("lost", 0))
