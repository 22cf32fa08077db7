"""Sounds that ship with Ringback, in its own voice (scripts/make_prompts.py makes them): there without any engine."""

import wave
from functools import cache
from importlib.resources import files

from ringback.speech.model import Phrase

SHIPPED = {"Ahoy!": "ahoy.wav", "Speech is not installed on this server.": "not_installed.wav"}
NOT_INSTALLED = "Speech is not installed on this server."


def shipped(phrase: Phrase) -> bytes | None:
    """The phrase, if it ships and is asked for in its plain manner."""
    is_plain = not phrase.say_as and phrase.rate == phrase.pitch == phrase.volume == 1.0
    return prompt(phrase.text) if is_plain and phrase.text in SHIPPED else None


@cache
def prompt(text: str) -> bytes:
    """int16 little endian, 8 kHz, mono, of one of SHIPPED."""
    with files(__name__).joinpath(SHIPPED[text]).open("rb") as file, wave.open(file) as sound:
        return sound.readframes(sound.getnframes())
