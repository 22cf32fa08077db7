"""Whatever a customer serves comes out as the same sound; what is none is refused with a sentence."""

import io
import pickle
import struct

import pytest

from ringback.media.files import NotAudio, mp3, read_audio, tones, wav
from ringback.media.files.limits import MOST_BYTES_IN
from ringback.protocols.rtp.g711 import ULAW_TO_PCM
from tests.media.files import forms
from tests.media.signal import duration_s, has_tones, level_dbfs, silence, sine, speech_begins_s, stretch


def assert_is_the_tone(pcm: bytes, hz: float = 500, *, seconds: float = 0.5) -> None:
    assert duration_s(pcm) == pytest.approx(seconds, abs=0.001)
    assert has_tones(stretch(pcm, 0.1, seconds - 0.1), hz)
    assert level_dbfs(stretch(pcm, 0.1, seconds - 0.1)) == pytest.approx(-14, abs=0.2)


@pytest.mark.parametrize("kind", forms.WAV_KINDS)
@pytest.mark.parametrize("rate_hz, channels", [(8000, 1), (44100, 2), (16000, 6)])
def test_a_wav_of_any_kind_is_the_tone_that_was_put_in(kind, rate_hz, channels):
    samples = forms.tone(500, rate_hz, channels=channels)
    assert_is_the_tone(read_audio(forms.wav_file(kind, samples, rate_hz, channels), "audio/wav"))


@pytest.mark.parametrize("kind", forms.AIFF_KINDS)
@pytest.mark.parametrize("rate_hz, channels", [(8000, 1), (44100, 2)])
def test_an_aiff_of_any_kind_is_the_tone_that_was_put_in(kind, rate_hz, channels):
    samples = forms.tone(500, rate_hz, channels=channels)
    assert_is_the_tone(read_audio(forms.aiff_file(kind, samples, rate_hz, channels), None))


@pytest.mark.parametrize("rate_hz", [*forms.RATES_HZ, 6000, 12000, 96000, 192000])
def test_any_rate_is_made_8_khz_without_moving_the_sound(rate_hz):
    samples = forms.tone(500, rate_hz)
    samples[: rate_hz // 4] = 0
    pcm = read_audio(forms.wav_file("16 bit", samples, rate_hz), None)
    assert duration_s(pcm) == pytest.approx(0.5, abs=0.001)
    assert speech_begins_s(pcm) == pytest.approx(0.25, abs=0.021)


def test_what_a_telephone_cannot_carry_is_not_folded_into_what_it_can():
    pcm = read_audio(forms.wav_file("16 bit", forms.tone(5000, 44100), 44100), None)
    assert level_dbfs(stretch(pcm, 0.1, 0.4)) < -80


def test_pcm_that_fits_comes_back_bit_by_bit():
    assert read_audio(wav(tones.ringback("uk")), None) == tones.ringback("uk")


def test_two_channels_become_their_mean():
    left, right = sine(500, seconds=0.5, dbfs=-14), silence(0.5)
    both = b"".join(left[i : i + 2] + right[i : i + 2] for i in range(0, len(left), 2))
    assert level_dbfs(read_audio(wav(both, 2), None)) == pytest.approx(-20, abs=0.1)


def test_an_extensible_wav_says_its_kind_further_down():
    samples = forms.tone(500, 44100, channels=2)
    assert_is_the_tone(read_audio(forms.wav_file("24 bit", samples, 44100, 2, extensible=True), None))


def test_a_wav_that_was_streamed_has_no_sizes():
    data = bytearray(wav(sine(500, seconds=0.5, dbfs=-14)))
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    assert_is_the_tone(read_audio(bytes(data), None))
    data[40:44] = bytes(4)
    assert_is_the_tone(read_audio(bytes(data), None))


def test_half_a_wav_is_half_the_sound():
    data = wav(sine(500, seconds=1.0, dbfs=-14))
    assert_is_the_tone(read_audio(data[: 44 + 8001], None))


@pytest.mark.parametrize("content_type", ["audio/basic", "audio/x-mulaw", "audio/ulaw", "Audio/Basic; rate=8000"])
def test_bare_mu_law_is_known_by_its_type(content_type):
    assert_is_the_tone(read_audio(forms.ulaw(forms.tone(500, 8000)), content_type))
    quiet = read_audio(b"\xff\xfb\x90\x64" * 100, content_type)  # looks like a frame of MP3
    assert struct.unpack("<2h", quiet[:4]) == (ULAW_TO_PCM[0xFF], ULAW_TO_PCM[0xFB])


def test_bare_a_law_is_known_by_its_type():
    assert_is_the_tone(read_audio(forms.alaw(forms.tone(500, 8000)), "audio/x-alaw"))


def test_audio_basic_with_a_header_is_an_au_file():
    assert_is_the_tone(read_audio(forms.au_file(1, forms.ulaw(forms.tone(500, 8000))), "audio/basic"))
    big = forms.AIFF_KINDS["16 bit"][2](forms.tone(500, 16000))
    assert_is_the_tone(read_audio(forms.au_file(3, big, 16000), None))


@pytest.mark.parametrize("content_type", ["audio/mpeg", None, "application/octet-stream"])
def test_an_mp3_is_the_tone_that_was_put_in(content_type):
    pcm = read_audio(mp3(sine(500, seconds=2.0, dbfs=-14)), content_type)
    assert duration_s(pcm) == pytest.approx(2.1, abs=0.15)
    assert has_tones(stretch(pcm, 0.3, 1.9), 500) and level_dbfs(stretch(pcm, 0.3, 1.9)) == pytest.approx(-14, abs=0.5)


def test_an_mp3_behind_a_tag_or_inside_a_wav():
    plain = mp3(sine(500, seconds=1.0, dbfs=-14))
    tagged = b"ID3\x04\0\0\0\0\x02\0" + bytes(256) + plain
    for data in (tagged, forms.riff_file(0x55, 0, plain, 8000), b"junk" + plain):
        assert has_tones(stretch(read_audio(data, "audio/mpeg"), 0.3, 0.9), 500)


REFUSED = {
    "empty": (b"", None, "is empty"),
    "a page": (b"\n<html><body>Not found", "audio/mpeg; charset=x", "No frame of the MP3"),
    "a page without a type": (b"\n<html><body>Not found", None, "is text, not sound: it begins with"),
    "an error in JSON": (b'{"error": 1}', "application/json", "is text, not sound"),
    "a header and nothing more": (b"RIFF\0\0\0\0WAVE", None, "no format chunk"),
    "no data chunk": (wav(b"")[:36], None, "no data chunk"),
    "no samples": (wav(b""), None, "a header and no sound"),
    "a format that is cut off": (b"RIFF\0\0\0\0WAVEfmt \x04\0\0\0\x01\0\x01\0", None, "no format chunk"),
    "no channels": (forms.riff_file(1, 16, b"ab" * 99, 8000, 0), None, "0 channels; from 1 to 32"),
    "too many channels": (forms.riff_file(1, 16, b"ab" * 99, 8000, 33), None, "33 channels"),
    "no rate": (forms.riff_file(1, 16, b"ab" * 99, 0), None, "sample rate is 0 Hz"),
    "a rate of radio": (forms.riff_file(1, 16, b"ab" * 99, 4_000_000_000), None, "from 1000 to 768000"),
    "samples of 40 bits": (forms.riff_file(1, 40, b"abcde" * 99, 8000), None, "40 bits a sample"),
    "floats of 16 bits": (forms.riff_file(3, 16, b"ab" * 99, 8000), None, "16 bits a sample"),
    "an AIFF without sound": (forms.aiff_file("16 bit", forms.tone(1, 8000), 8000)[:38], None, "no sound chunk"),
    "an AIFF without a common chunk": (b"FORM\0\0\0\x04AIFF", None, "no common chunk"),
    "an AU that begins beyond its end": (b".snd" + b"\xff" * 40, None, "begins at octet 4294967295"),
    "a tag and nothing more": (b"ID3" + bytes(50), "audio/mpeg", "No frame of the MP3"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_is_refused_with_its_reason(name):
    data, content_type, reason = REFUSED[name]
    with pytest.raises(NotAudio, match=reason) as refused:
        read_audio(data, content_type)
    assert pickle.loads(pickle.dumps(refused.value)).reason == refused.value.reason


def test_a_file_above_40_mb_is_refused_unread():
    with pytest.raises(NotAudio, match=r"41,943,041 bytes; at most 41,943,040"):
        read_audio(bytes(MOST_BYTES_IN + 1), "audio/basic")


def test_sound_of_more_than_four_hours_is_refused_before_it_is_decoded():
    with pytest.raises(NotAudio, match=r"14,401 s or more; at most 14,400 s"):
        read_audio(forms.riff_file(7, 8, bytes(1000 * 14_401), 1000), None)


def test_an_mp3_of_more_than_four_hours_is_refused():
    frame = bytes.fromhex("ffe318c4") + bytes(68)  # 72 ms of nothing at 8 kbit/s: four hours are 14 MB
    with pytest.raises(NotAudio, match=r"at most 14,400 s"):
        read_audio(frame * 201_000, "audio/mpeg")


def test_other_kinds_are_named_where_nothing_reads_them(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NotAudio, match=r"WAV with format 0x0031 cannot be played.*ringback\[av\]"):
        read_audio(forms.riff_file(0x31, 0, bytes(650), 8000), None)
    with pytest.raises(NotAudio, match=r"type audio/ogg that begins with 4f676753"):
        read_audio(b"OggS" + bytes(60), "audio/ogg")


class TestWithPyAv:
    """The extra `ringback[av]`."""

    @pytest.fixture(autouse=True)
    def av(self):
        return pytest.importorskip("av", reason="the extra ringback[av] is not installed")

    def made(self, av, form: str, codec: str, rate_hz: int, layout: str = "mono") -> bytes:
        """A second of 500 Hz at -14 dBFS, written by PyAV."""
        file = io.BytesIO()
        with av.open(file, "w", format=form) as container:
            stream = container.add_stream(codec, rate=rate_hz, layout=layout)
            samples = forms.WAV_KINDS["16 bit"][2](forms.tone(500, rate_hz, seconds=1.0))
            frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2)
            frame.planes[0].update(samples)
            frame.sample_rate = rate_hz
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                container.mux(packet)
        return file.getvalue()

    @pytest.mark.parametrize(
        "form, codec, rate_hz",
        [("ogg", "libopus", 48000), ("flac", "flac", 44100), ("mp4", "aac", 44100), ("wav", "adpcm_ms", 8000)],
    )
    def test_other_files_are_the_tone_too(self, av, form, codec, rate_hz):
        pcm = read_audio(self.made(av, form, codec, rate_hz), None)
        assert has_tones(stretch(pcm, 0.2, 0.8), 500)
        assert level_dbfs(stretch(pcm, 0.2, 0.8)) == pytest.approx(-14, abs=1)

    def test_bare_gsm_is_known_by_its_type(self, av):
        frame = bytes.fromhex("d2a0a2a1500049249249245000492492492450004924924924500049249249249249")[:33]
        assert duration_s(read_audio(frame * 50, "audio/x-gsm")) == pytest.approx(1.0, abs=0.03)

    def test_a_playlist_opens_no_file_of_this_machine(self, av, tmp_path):
        there = tmp_path / "secret.wav"
        there.write_bytes(wav(sine(500, seconds=1)))
        lists = [
            f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:1,\nfile://{there}\n#EXT-X-ENDLIST\n",
            f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:1,\n{there}\n#EXT-X-ENDLIST\n",
            f"ffconcat version 1.0\nfile {there}\n",
        ]
        for text in lists:
            for content_type in ("audio/mpegurl", "application/vnd.apple.mpegurl", "audio/ogg", None):
                with pytest.raises(NotAudio):
                    read_audio(text.encode(), content_type)

    def test_what_it_cannot_open_either_is_refused(self, av):
        with pytest.raises(NotAudio, match=r"type audio/ogg .* cannot be played: "):
            read_audio(b"OggS" + bytes(60), "audio/ogg")
        with pytest.raises(NotAudio, match="type unknown that begins with 00000000"):
            read_audio(bytes(500), None)
