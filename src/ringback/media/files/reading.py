"""A customer's file as sound for a call: known by how it begins, and by its content type where that says more."""

from ringback.media.files import aiff, au, foreign, mpeg, riff
from ringback.media.files.errors import NotAudio
from ringback.media.files.limits import MOST_BYTES_IN, RATE_HZ
from ringback.media.files.sound import Sound, telephone

BARE = {  # types of files that have no header: one sample an octet at 8 kHz
    "audio/basic": "ulaw",
    "audio/mulaw": "ulaw",
    "audio/ulaw": "ulaw",
    "audio/x-mulaw": "ulaw",
    "audio/x-ulaw": "ulaw",
    "audio/pcmu": "ulaw",
    "audio/alaw": "alaw",
    "audio/x-alaw": "alaw",
    "audio/pcma": "alaw",
}
MPEG_TYPES = ("audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3", "audio/x-mpeg")


def read_audio(data: bytes, content_type: str | None) -> bytes:
    """The sound in a file, as int16 at 8 kHz mono. Raises NotAudio with a sentence for whoever made the file."""
    if not data:
        raise NotAudio("The file is empty")
    if len(data) > MOST_BYTES_IN:
        raise NotAudio(f"The file has {len(data):,} bytes; at most {MOST_BYTES_IN:,} can be played. Send MP3")
    media_type = (content_type or "").partition(";")[0].strip().lower()
    found = _headed(data, media_type) or _bare(data, media_type)
    pcm = telephone(found) if isinstance(found, Sound) else found
    if not pcm:
        raise NotAudio("The file has a header and no sound")
    return pcm


def _headed(data: bytes, media_type: str) -> Sound | bytes | None:
    """A file whose first octets say what it is, or None."""
    magic, form = data[:4], data[8:12]
    if magic in riff.MAGICS and form == b"WAVE":
        return _from_wav(data, media_type)
    if magic == aiff.MAGIC and form in aiff.FORMS:
        return aiff.read(data) or foreign.read(data, media_type, f"AIFF with compression {_letters(data)}")
    if magic == au.MAGIC:
        return au.read(data) or foreign.read(data, media_type, f"AU with encoding {int.from_bytes(data[12:16], 'big')}")
    if mpeg.is_mpeg(data) and media_type not in BARE:  # mu-law silence looks like the beginning of a frame
        return mpeg.read(data)
    return None


def _from_wav(data: bytes, media_type: str) -> Sound | bytes:
    found = riff.read(data)
    if isinstance(found, Sound):
        return found
    if found.tag == riff.MPEG_3:
        return mpeg.read(bytes(found.data))
    return foreign.read(data, media_type, f"WAV with format {found.tag:#06x}")


def _letters(data: bytes) -> str:
    """The compression's name in an AIFF-C, for the sentence."""
    at = data.find(b"COMM")
    return ascii(data[at + 26 : at + 30].decode("latin-1"))


def _bare(data: bytes, media_type: str) -> Sound | bytes:
    if media_type in BARE:
        return Sound(RATE_HZ, 1, BARE[media_type], memoryview(data))
    if media_type in MPEG_TYPES and data[4:8] != b"ftyp":
        return mpeg.read(data)  # with something in front of its first frame
    if data.lstrip()[:1] in (b"<", b"{"):
        raise NotAudio(f"The file is text, not sound: it begins with {data[:20].decode('latin-1')!a}")
    return foreign.read(data, media_type, f"A file of type {media_type or 'unknown'} that begins with {data[:8].hex()}")
