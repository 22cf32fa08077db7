"""Calls by sipp, which is not of our making: `python -m bench.sipp [--quick] [--only setup,sound] [--json FILE]`.

Set-up: 3,000 calls at 50 a second to a number whose document comes from a web server beside it; none may fail.
Sound: 200 calls that speak both ways for 60 s; loss under 0.1 %, from a capture of every packet where root allows, and
from the server's own counters. Profile `laptop`; CPU is the server's. Records are written as always.
"""

import argparse
import json
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.world.processes import cpu_seconds, memory_mb
from tests.peers.house import PeerHouse
from tests.peers.sipp import Capture, Qualities, Run, Stream, can_capture, ended, free_media_port, run

LOSS_MOST = 0.001
WAIT = "<Response><Gather timeout='30'/></Response>"
TALK = "<Response><Say loop='0'>One, two, three.</Say></Response>"
PACKETS_A_S = 50
CALLERS = 8  # processes of sipp: each has one socket for all its sound, and its buffer holds some milliseconds only
HEARD_LEAST = 0.97  # of the packets of a call's whole length: its set-up and the first sentence take a moment


def setup(house: PeerHouse, folder: Path, calls: int) -> dict[str, Any]:
    house.number_answers_with(house.answers("/wait", WAIT))
    before = cpu_seconds(house.server.pid)
    done = run(house.sip, house.number, calls=calls, rate=50, lasts_s=1, media_port=free_media_port(), folder=folder)
    over = _over(house)
    cpu_s = cpu_seconds(house.server.pid) - before
    completed = sum(1 for one in over if one["status"] == "completed")
    if not done.succeeded:
        print(done.errors)
    return {
        "what": f"{calls} calls at 50/s", "calls": calls, "completed": completed, "sipp_succeeded": done.succeeded,
        "seconds": round(done.seconds, 1), "cpu_ms_a_call": round(1000 * cpu_s / calls, 2),
        "memory": memory_mb(house.server.pid), "reached": done.succeeded and completed == len(over) == calls,
    }  # fmt: skip


def sound(house: PeerHouse, folder: Path, calls: int, lasts_s: float) -> dict[str, Any]:
    house.number_answers_with(house.answers("/talk", TALK))
    warm = _warmed(house, folder)
    ports, before = _media_ports(), cpu_seconds(house.server.pid)
    streams: list[Stream] = []
    if can_capture:
        with Capture(*ports) as capture:
            done = _together(house, folder, ports, calls, lasts_s)
        streams = capture.streams()
    else:
        done = _together(house, folder, ports, calls, lasts_s)
    cpu_s = cpu_seconds(house.server.pid) - before
    counted = _counted(house, warm)
    if not done.succeeded:
        print(done.errors)
    loss = {"server": _share(counted.lost, counted.received), **_captured(streams, ports)}
    expected = HEARD_LEAST * calls * PACKETS_A_S * lasts_s
    reached = done.succeeded and max(loss.values()) < LOSS_MOST and min(counted.sent, counted.received) > expected
    frames = counted.sent + counted.received
    return {
        "what": f"{calls} calls with sound both ways for {lasts_s:g} s", "calls": calls,
        "sipp_succeeded": done.succeeded, "seconds": round(done.seconds, 1), "loss": loss,
        "packets_sent": counted.sent, "packets_received": counted.received,
        "streams": dict(Counter("from sipp" if one.source in ports else "from the server" for one in streams)),
        "cpu_us_a_frame": round(2e6 * cpu_s / frames, 1) if frames else None, "reached": reached,
    }  # fmt: skip


def _media_ports() -> list[int]:
    ports: list[int] = []
    while len(ports) < CALLERS:
        port = free_media_port()
        if port not in ports:
            ports.append(port)
    return ports


def _together(house: PeerHouse, folder: Path, ports: list[int], calls: int, lasts_s: float) -> Run:
    """Several callers at once; as one run."""

    def one(port: int) -> Run:
        place = folder / str(port)
        place.mkdir()
        share = max(1, calls // CALLERS)
        return run(house.sip, house.number, calls=share, rate=6, lasts_s=lasts_s, media_port=port, folder=place)

    with ThreadPoolExecutor(CALLERS) as pool:
        runs = list(pool.map(one, ports))
    errors = "".join(done.errors for done in runs)
    return Run(all(done.succeeded for done in runs), max(done.seconds for done in runs), errors)


def _over(house: PeerHouse) -> list[dict[str, Any]]:
    def look() -> list[dict[str, Any]] | None:
        found = ended(house.api)
        return found if all(one["status"] == "completed" for one in found) else None

    house.until(look, "the end of all calls", 60)
    return ended(house.api)


def _warmed(house: PeerHouse, folder: Path) -> set[str]:
    """One call until it hears the sentence, which is made once: what others wait for is not measured here."""
    run(house.sip, house.number, calls=1, rate=1, lasts_s=8, media_port=free_media_port(), folder=folder)
    return {one["sid"] for one in _over(house)}


def _counted(house: PeerHouse, but: set[str]) -> Qualities:
    """The counters that were kept with each call."""
    total = Qualities()
    for one in (one for one in _over(house) if one["sid"] not in but):
        total.add(house.quality(one["sid"]))
    return total


def _captured(streams: list[Stream], ports: list[int]) -> dict[str, float]:
    if not streams:
        return {}
    sides = {"captured_from_sipp": True, "captured_from_server": False}
    return {
        name: _share(
            sum(one.lost for one in streams if (one.source in ports) is is_sipp),
            sum(one.packets for one in streams if (one.source in ports) is is_sipp),
        )
        for name, is_sipp in sides.items()
    }


def _share(lost: int, came: int) -> float:
    return round(lost / (lost + came), 6) if lost + came else 1.0


def measure(words: argparse.Namespace) -> list[dict[str, Any]]:
    few = words.quick
    kinds: dict[str, Any] = {
        "setup": lambda house, folder: setup(house, folder, 300 if few else 3000),
        "sound": lambda house, folder: sound(house, folder, 24 if few else 200, 5 if few else 60),
    }
    rows = []
    for name in words.only.split(","):
        folder = Path(tempfile.mkdtemp(prefix="ringback-sipp-"))
        house = PeerHouse(folder)
        try:
            rows.append(kinds[name](house, folder))
        finally:
            house.stop()
            shutil.rmtree(folder, ignore_errors=True)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--only", default="setup,sound")
    parser.add_argument("--json", type=Path)
    words = parser.parse_args()
    if shutil.which("sipp") is None:
        print("sipp is not installed (package sip-tester): nothing is measured")
        return 0
    rows = measure(words)
    for row in rows:
        print(("reached  " if row["reached"] else "MISSED   ") + row["what"])
        for name, value in row.items():
            if name not in ("what", "reached"):
                print(f"    {name:18} {value}")
    if words.json:
        words.json.write_text(json.dumps(rows, indent=1) + "\n")
    return 0 if all(row["reached"] for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
