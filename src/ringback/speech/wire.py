"""What goes through the pipe between this server and a worker: a length of four bytes, and that much MessagePack."""

from typing import Any

import msgspec

LENGTH_BYTES = 4
FRAME_MOST_BYTES = 64 * 1024 * 1024  # over an hour of sound: more is a broken pipe, not a task


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker's first word: the model is loaded."""


class Done(msgspec.Struct, frozen=True, tag=True):
    """What came of it, as MessagePack within MessagePack: whoever asked knows of what type it is."""

    result: bytes


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """It could not be done; the worker goes on. `reason` is for the log."""

    reason: str


Answer = Ready | Done | Trouble
_encoder = msgspec.msgpack.Encoder()
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def encoded(value: Any) -> bytes:
    return _encoder.encode(value)


def framed(message: msgspec.Struct) -> bytes:
    body = _encoder.encode(message)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def length_of(head: bytes) -> int:
    """Raises ValueError where no frame of ours begins so."""
    length = int.from_bytes(head, "big")
    if length > FRAME_MOST_BYTES:
        raise ValueError(f"a frame of {length} bytes; the most is {FRAME_MOST_BYTES}")
    return length


def answer(body: bytes) -> Answer:
    return _answers.decode(body)
