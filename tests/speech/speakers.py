"""What speaks in a worker process while its life is tested: quick, and obedient to what it is told to do."""

import hashlib
import os
from pathlib import Path

from ringback.speech.model import Phrase


class Toy:
    """Says anything in 0.1 s of its own noise. `die` ends the process, `die once FILE` only where FILE is not yet.

    `wait FIFO` speaks when somebody writes to the pipe, `complain` raises, `print` prints first.
    """

    takes = Phrase

    def do(self, phrase: Phrase) -> bytes:
        order, _, place = phrase.text.rstrip(".").partition(" at ")
        if order == "die" or (order == "die once" and not Path(place).exists()):
            if place:
                Path(place).touch()
            os._exit(3)
        if order == "wait":
            Path(place).read_bytes()
        if order == "complain":
            raise ValueError("no such sound")
        if order == "print":
            print("a library that cannot keep quiet", flush=True)
        return hashlib.sha256(phrase.text.encode()).digest() * 50


class Broken:
    def __init__(self) -> None:
        raise OSError("the voice's file is damaged")


class Mute:
    """Is loaded for ever."""

    def __init__(self) -> None:
        Path(os.environ["RINGBACK_TEST_FIFO"]).read_bytes()
