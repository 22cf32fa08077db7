"""A process that is killed in the middle of a recording leaves all that it had written, and it can be played."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from ringback.media.recording import SpoolHeader, finish, read_header
from tests.media.signal import has_tones, stretch, tracks

ROOT = Path(__file__).parents[3]

RECORDING = """
import asyncio, sys, time
from datetime import UTC, datetime
from pathlib import Path
from ringback.media.recording import Recorder
from tests.media.recording.taps import interleaved
from tests.media.signal import sine

SOUND = interleaved(sine(400, seconds=10), sine(900, seconds=10))

class RealTime:
    overflowed = 0
    def __init__(self):
        self.began, self.given = time.monotonic(), 0
    def read(self):
        due = int((time.monotonic() - self.began) * 8000)
        octets, self.given = SOUND[4 * self.given : 4 * due], due
        print(due, flush=True)
        return octets
    def close(self):
        pass

class Clock:
    def now(self):
        return datetime(2026, 3, 1, tzinfo=UTC)

async def main():
    Recorder(Clock()).start(RealTime(), Path(sys.argv[1]))
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_a_second_at_most_is_lost_when_the_process_is_killed(tmp_path):
    path = tmp_path / "RE1"
    child = subprocess.Popen([sys.executable, "-c", RECORDING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        given = next(int(line) for line in child.stdout if int(line) > 12_000)  # samples that the tap has given
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    made = finish(path, channels="dual")
    assert made.duration_s * 8000 >= given - 8000 and read_header(path).started_at == made.started_at
    heard, told = tracks(made.wav)
    assert has_tones(stretch(heard, 0.1, 0.5), 400) and has_tones(stretch(told, 0.1, 0.5), 900)


def test_half_a_frame_at_the_end_is_left_out(tmp_path):
    path = tmp_path / "RE1"
    header = bytes(SpoolHeader(datetime(2026, 3, 1, tzinfo=UTC)))
    path.write_bytes(header + b"\x01\x00\x02\x00" * 8000 + b"\x01\x00\x02")
    assert finish(path).duration_s == 1.0
