"""What is made of a spool file: its tracks, its silence, its outline; and how much memory that takes."""

import pickle
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ringback.media.files import peaks
from ringback.media.recording import SpoolHeader, finish
from ringback.media.recording.spoolfile import HEADER_BYTES
from tests.media.recording.taps import interleaved
from tests.media.signal import duration_s, has_tones, level_dbfs, noise, silence, sine, speech_begins_s, tracks

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
LOW, HIGH = sine(400, seconds=2, dbfs=-14), sine(900, seconds=2, dbfs=-14)


@pytest.fixture
def spool(tmp_path):
    def made(left: bytes, right: bytes | None = None) -> Path:
        path = tmp_path / "RE1"
        path.write_bytes(bytes(SpoolHeader(BEGAN)) + interleaved(left, bytes(len(left)) if right is None else right))
        return path

    return made


def test_mono_is_the_sum_of_both(spool):
    made = finish(spool(LOW, HIGH))
    (both,) = tracks(made.wav)
    assert has_tones(both, 400, 900) and level_dbfs(both) == pytest.approx(-11, abs=0.1)
    assert (made.duration_s, made.channels, made.is_silent, made.started_at) == (2.0, 1, False, BEGAN)


def test_a_sum_that_is_too_loud_is_clipped_and_not_wrapped(spool):
    loud = sine(400, seconds=1, dbfs=-3.1)
    (both,) = tracks(finish(spool(loud, loud)).wav)
    assert level_dbfs(both) > -2 and max(peaks(both, 10)) == 1.0


@pytest.mark.parametrize("track, hz", [("inbound", 400), ("outbound", 900)])
def test_one_track_alone(spool, track, hz):
    (alone,) = tracks(finish(spool(LOW, HIGH), track=track).wav)
    assert alone == (LOW if hz == 400 else HIGH)


def test_dual_has_the_party_first_and_then_what_it_was_told(spool):
    made = finish(spool(LOW, HIGH), channels="dual")
    assert tracks(made.wav) == [LOW, HIGH] and made.channels == 2


@pytest.mark.parametrize("track, kept", [("inbound", [LOW, bytes(len(LOW))]), ("outbound", [bytes(len(HIGH)), HIGH])])
def test_dual_with_one_track_has_silence_for_the_other(spool, track, kept):
    assert tracks(finish(spool(LOW, HIGH), channels="dual", track=track).wav) == kept


def test_silence_is_trimmed_at_both_ends_and_kept_between(spool):
    said = silence(3) + sine(400, seconds=1) + silence(4) + sine(400, seconds=1) + noise(seconds=5, dbfs=-60)
    made = finish(spool(said), trim=True)
    assert made.duration_s == pytest.approx(6.2, abs=0.05)
    assert speech_begins_s(tracks(made.wav)[0]) == pytest.approx(0.1, abs=0.021)
    assert finish(spool(said)).duration_s == 14.0


def test_what_either_track_says_is_not_trimmed(spool):
    early, late = sine(400, seconds=1) + silence(3), silence(3) + sine(900, seconds=1)
    assert finish(spool(early, late), trim=True, channels="dual").duration_s == 4.0
    assert finish(spool(early, late), trim=True, track="inbound").duration_s == pytest.approx(1.1, abs=0.03)


@pytest.mark.parametrize("sound", [silence(3), noise(seconds=3, dbfs=-60), b""])
def test_a_silent_recording_is_said_to_be_so(spool, sound):
    made, trimmed = finish(spool(sound)), finish(spool(sound), trim=True)
    assert made.is_silent and trimmed.is_silent
    assert (made.duration_s, trimmed.duration_s) == (duration_s(sound), 0.0)
    assert tracks(trimmed.wav) == [b""] and trimmed.peaks == [0.0] * 400


def test_the_outline_is_that_of_the_whole(spool):
    sound = sine(400, seconds=31.337, dbfs=-20) + silence(10) + sine(400, seconds=1, dbfs=-6)
    assert finish(spool(sound)).peaks == peaks(sound, 400)
    brief = sine(400, seconds=0.01)
    assert max(finish(spool(brief)).peaks) == max(peaks(brief, 400))


def test_what_comes_back_from_another_process_is_whole(spool):
    made = finish(spool(LOW, HIGH))
    assert pickle.loads(pickle.dumps(made)) == made


def test_into_a_file_it_is_the_same_wav(spool, tmp_path):
    made = finish(spool(LOW, HIGH), channels="dual", into=tmp_path / "out.wav")
    assert made.wav == b"" and (tmp_path / "out.wav").read_bytes() == finish(spool(LOW, HIGH), channels="dual").wav


def test_four_hours_take_no_more_memory_than_a_few_blocks(spool, tmp_path):
    path = spool(b"")
    with path.open("r+b") as file:  # a file with holes: four hours with two seconds of sound in them
        file.seek(HEADER_BYTES + 2 * 3600 * 32_000)
        file.write(interleaved(LOW, HIGH))
        file.truncate(HEADER_BYTES + 4 * 3600 * 32_000)
    tracemalloc.start()
    made = finish(path, trim=True, into=tmp_path / "out.wav")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.duration_s == pytest.approx(2.2) and most < 20 << 20


def test_a_wav_of_more_than_2_gb_is_refused(spool):
    path = spool(b"")
    with path.open("r+b") as file:
        file.truncate(HEADER_BYTES + (2 << 30))
    with pytest.raises(ValueError, match="too many for a WAV"):
        finish(path, channels="dual")
