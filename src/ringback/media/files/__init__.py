"""Sound files: in from what customers serve, out as WAV and MP3, and the tones of the telephone network.

Sound is int16, little-endian, 8 kHz, as bytes; mono unless a function says channels. These are plain functions for a
process pool: none keeps anything, and what they raise is picklable.
"""

from ringback.media.files import music, tones
from ringback.media.files.errors import NotAudio
from ringback.media.files.peaks import peaks
from ringback.media.files.reading import read_audio
from ringback.media.files.writing import mp3, wav

__all__ = ["NotAudio", "mp3", "music", "peaks", "read_audio", "tones", "wav"]
