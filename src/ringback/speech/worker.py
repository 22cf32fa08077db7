"""A worker process: `python -m ringback.speech.worker` reads phrases from its standard input, answers on the output.

It lives as long as its input is open, so it never outlives its server. It yields to the server: calls come first.
"""

import importlib
import os
import sys
from typing import BinaryIO, Protocol

import msgspec

from ringback.speech import wire
from ringback.speech.model import Phrase

NICE = 5


class Speaker(Protocol):
    def speak(self, phrase: Phrase) -> bytes: ...


def main(speaker_name: str) -> None:
    """`speaker_name` is module:class of what speaks. It is made here, so that its weight is carried here."""
    _stand_back()
    requests, answers = _pipes()
    module, _, name = speaker_name.partition(":")
    try:
        speaker = getattr(importlib.import_module(module), name)()
    except Exception as error:  # noqa: BLE001 - whatever hinders it, the server is to hear why
        _send(answers, wire.Trouble(f"{type(error).__name__}: {error}"))
        return
    _send(answers, wire.Ready())
    _serve(speaker, requests, answers)


def _stand_back() -> None:
    os.nice(NICE)
    if hasattr(os, "SCHED_BATCH"):  # Linux: does not push others aside when it wakes
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two pipes, and standard output turned away, so that no library's print gets between the frames."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _serve(speaker: Speaker, requests: BinaryIO, answers: BinaryIO) -> None:
    decoder = msgspec.msgpack.Decoder(Phrase)
    while head := requests.read(wire.LENGTH_BYTES):
        phrase = decoder.decode(requests.read(wire.length_of(head)))
        try:
            _send(answers, wire.Sound(speaker.speak(phrase)))
        except Exception as error:  # noqa: BLE001 - one odd sentence must not cost a warm model
            _send(answers, wire.Trouble(f"{type(error).__name__}: {error}"))


def _send(answers: BinaryIO, message: msgspec.Struct) -> None:
    answers.write(wire.framed(message))
    answers.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
