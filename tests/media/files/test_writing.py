"""What goes out can be played elsewhere: read back by the standard library and by decoders that are not ours."""

import io
import wave

import miniaudio
import pytest

from ringback.media.files import mp3, peaks, read_audio, wav
from ringback.media.files.limits import MOST_WAV_BYTES
from ringback.media.files.writing import wav_header
from tests.media.signal import has_tones, level_dbfs, silence, sine, stretch


def interleaved(left: bytes, right: bytes) -> bytes:
    return b"".join(left[i : i + 2] + right[i : i + 2] for i in range(0, len(left), 2))


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_is_as_the_standard_library_reads_it(channels):
    pcm = sine(500, seconds=0.5)
    with wave.open(io.BytesIO(wav(pcm, channels))) as file:
        assert file.getparams()[:4] == (channels, 2, 8000, 4000 // channels)
        assert file.readframes(9999) == pcm


def test_a_wav_above_2_gb_is_refused():
    assert len(wav_header(MOST_WAV_BYTES - 44)) == 44
    with pytest.raises(ValueError, match="too many for a WAV"):
        wav_header(MOST_WAV_BYTES - 43)


def test_an_mp3_holds_32_kbit_s_and_the_tone():
    made = mp3(sine(1000, seconds=10, dbfs=-20))
    assert len(made) == pytest.approx(40_000, rel=0.03)
    info = miniaudio.mp3_get_info(made)
    assert (info.sample_rate, info.nchannels) == (8000, 1) and info.duration == pytest.approx(10, abs=0.3)
    assert has_tones(stretch(read_audio(made, None), 1, 9), 1000)


def test_both_tracks_of_an_mp3_stay_apart():
    made = miniaudio.decode(
        mp3(interleaved(sine(400, seconds=2), sine(1700, seconds=2)), 2), nchannels=2, sample_rate=8000
    )
    left, right = bytes(made.samples[0::2]), bytes(made.samples[1::2])
    assert has_tones(stretch(left, 0.3, 1.8), 400) and has_tones(stretch(right, 0.3, 1.8), 1700)


def test_an_mp3_of_nothing_is_still_one():
    assert isinstance(mp3(b""), bytes)


def test_peaks_follow_the_loudness():
    sound = silence(1) + sine(500, seconds=1, dbfs=-23.01) + sine(500, seconds=1, dbfs=-3.02) + silence(1)
    assert peaks(sound, 4) == [0.0, pytest.approx(0.1, abs=0.001), pytest.approx(1.0, abs=0.003), 0.0]
    assert len(peaks(sound, 333)) == 333 and max(peaks(sound, 333)) <= 1.0


def test_peaks_of_little_and_of_nothing():
    assert peaks(b"", 3) == [0.0, 0.0, 0.0] and peaks(b"\0", 2) == [0.0, 0.0]
    assert peaks(b"\x00\x80", 3) == [1.0, 1.0, 1.0]
    assert peaks(sine(500, seconds=0.001), 100) != [0.0] * 100


def test_levels_survive_a_wav_there_and_back():
    assert level_dbfs(read_audio(wav(sine(500, seconds=1, dbfs=-33)), "audio/x-wav")) == pytest.approx(-33, abs=0.05)
