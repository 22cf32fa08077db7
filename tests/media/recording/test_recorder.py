"""The writer thread: what the tap gave is in the file, pauses are where they were asked for, and failures are told."""

import asyncio
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ringback.media.recording import NotSpool, Recorder, finish, read_header, samples_in
from ringback.media.recording.spoolfile import HEADER_BYTES
from tests.media.recording.taps import BrokenTap, FakeTap
from tests.media.signal import duration_s, has_tones, silence, sine, stretch, tracks

BEGAN = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)


class StandingClock:
    def now(self) -> datetime:
        return BEGAN


@pytest.fixture
async def recorder():
    recorder = Recorder(StandingClock())
    yield recorder
    await recorder.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "spool" / "RE1.spool"


async def test_what_was_said_and_heard_is_in_the_file(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    tap.say(sine(400, seconds=1.0), sine(900, seconds=1.0))
    end = await spool.stop()
    assert (end.samples, end.overflowed, end.failure, tap.closed) == (8000, 0, None, 1)
    assert read_header(path).started_at == BEGAN and samples_in(path) == 8000
    heard, told = tracks(finish(path, channels="dual").wav)
    assert has_tones(heard, 400) and has_tones(told, 900)


async def test_frames_that_come_in_pieces_are_put_together(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    for octets in (b"a", b"bcde", b"fg", b"hij"):  # two and a half frames
        tap.say_octets(octets)
        spool.resume()
    assert (await spool.stop()).samples == 2
    assert path.read_bytes()[HEADER_BYTES:] == b"abcdefgh"


async def test_a_pause_leaves_out_what_is_said_in_it_and_nothing_else(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    tap.say(sine(400, seconds=0.5))
    spool.pause(keep_silence=False)
    await said_afterwards(recorder, tap, sine(600, seconds=5.0), path.parent)
    spool.resume()
    await said_afterwards(recorder, tap, sine(900, seconds=0.5), path.parent)
    assert (await spool.stop()).samples == 8000
    (kept,) = tracks(finish(path).wav)
    assert has_tones(stretch(kept, 0, 0.5), 400) and has_tones(stretch(kept, 0.5), 900)


async def test_a_pause_may_keep_its_silence(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    tap.say(sine(400, seconds=0.5))
    spool.pause(keep_silence=True)
    await said_afterwards(recorder, tap, sine(600, seconds=2.0), path.parent)
    spool.resume()
    await said_afterwards(recorder, tap, sine(900, seconds=0.5), path.parent)
    assert (await spool.stop()).samples == 24_000
    (kept,) = tracks(finish(path).wav)
    assert stretch(kept, 0.5, 2.5) == silence(2.0) and has_tones(stretch(kept, 2.5), 900)


async def said_afterwards(recorder: Recorder, tap: FakeTap, sound: bytes, folder: Path) -> None:
    """Says it when the thread has obeyed all orders so far: another recording that begins and ends proves that."""
    assert (await recorder.start(FakeTap(), folder / f"{len(sound)}").stop()).failure is None
    tap.say(sound)


async def test_what_the_tap_lost_is_told_at_the_end(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    tap.overflowed = 320
    assert (await spool.stop()).overflowed == 320


async def test_stopping_twice_gives_the_same_end_and_closes_the_tap_once(recorder, path):
    tap = FakeTap()
    spool = recorder.start(tap, path)
    tap.say(silence(0.1))
    first, second = await asyncio.gather(spool.stop(), spool.stop())
    spool.pause(keep_silence=False)
    assert first == second == await spool.stop() and tap.closed == 1


async def test_a_hundred_recordings_keep_apart(recorder, tmp_path):
    taps = [FakeTap() for _ in range(100)]
    spools = [recorder.start(tap, tmp_path / str(i)) for i, tap in enumerate(taps)]
    for i, tap in enumerate(taps):
        tap.say_octets(i.to_bytes(4, "big") * (100 + i))
    ends = await asyncio.gather(*(spool.stop() for spool in spools))
    assert [end.samples for end in ends] == [100 + i for i in range(100)]
    assert all((tmp_path / str(i)).read_bytes()[HEADER_BYTES:] == i.to_bytes(4, "big") * (100 + i) for i in range(100))


async def test_a_full_disk_is_told_at_once_and_keeps_what_was_there(recorder, path):
    tap, told = FakeTap(), asyncio.get_running_loop().create_future()
    spool = recorder.start(tap, path, on_failure=told.set_result)
    tap.say(sine(400, seconds=0.5))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64_001, hard))  # a disk with room for two seconds
        tap.say(sine(400, seconds=3.5))
        failure = await told
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failure.startswith("RE1.spool can no longer be written: ")
    tap.say(sine(400, seconds=1))
    end = await spool.stop()
    assert (end.failure, end.samples) == (failure, (64_001 - HEADER_BYTES) // 4)
    assert finish(path).duration_s == end.samples / 8000


@pytest.mark.parametrize("why", ["the file is there", "no space", "no such folder can be"])
async def test_a_file_that_cannot_be_made_harms_no_other_recording(recorder, tmp_path, why):
    path, other = tmp_path / "one", FakeTap()
    if why == "the file is there":
        path.write_bytes(b"kept")
    elif why == "no space":
        path.symlink_to("/dev/full")
    else:
        path = tmp_path / "file" / "one"
        path.parent.write_bytes(b"")
    healthy, failing = recorder.start(other, tmp_path / "two"), recorder.start(FakeTap(), path)
    other.say(silence(1))
    assert (await failing.stop()).failure and (await healthy.stop()).samples == 8000
    assert why != "the file is there" or path.read_bytes() == b"kept"


async def test_a_tap_that_fails_ends_its_own_recording_only(recorder, tmp_path):
    tap = FakeTap()
    healthy, failing = recorder.start(tap, tmp_path / "two"), recorder.start(BrokenTap(), tmp_path / "one")
    tap.say(silence(1))
    assert (await failing.stop()).failure == "one hears nothing more: ValueError the ring is gone"
    assert (await healthy.stop()).samples == 8000


async def test_a_recording_ends_at_its_limit(path):
    recorder, tap = Recorder(StandingClock(), longest_s=2), FakeTap()
    spool = recorder.start(tap, path)
    tap.say(sine(400, seconds=3))
    end = await spool.stop()
    await recorder.close()
    assert (end.samples, end.failure) == (16_000, "The recording has reached its limit of 2 s")
    assert duration_s(tracks(finish(path).wav)[0]) == 2


async def test_closing_ends_all_recordings_and_allows_no_more(path):
    recorder, tap = Recorder(StandingClock()), FakeTap()
    recorder.start(tap, path)
    tap.say(silence(1))
    await recorder.close()
    assert samples_in(path) == 8000 and tap.closed == 1
    with pytest.raises(RuntimeError, match="closed"):
        recorder.start(tap, path)


async def test_a_recorder_that_never_recorded_closes_too():
    await Recorder(StandingClock()).close()


@pytest.mark.parametrize("octets", [b"", b"RBSPOOL1", b"RIFF" + bytes(60), b"RBSPOOL1" + b"\xff" * 24])
def test_what_is_no_recording_is_refused(tmp_path, octets):
    path = tmp_path / "x"
    path.write_bytes(octets)
    with pytest.raises(NotSpool):
        finish(path)
