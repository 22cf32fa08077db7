"""A worker process: `python -m ringback.speech.worker` reads tasks from its standard input, answers on the output.

It lives as long as its input is open, so it never outlives its server. It yields to the server: calls come first.
"""

import importlib
import os
import sys
from typing import Any, BinaryIO, Protocol

import msgspec

from ringback.speech import wire

NICE = 5


class Skill(Protocol):
    """What a worker can do: tasks of the type `takes`. What `do` gives and raises goes back to whoever asked."""

    takes: type[msgspec.Struct]

    def do(self, task: Any) -> Any: ...


def main(skill_name: str) -> None:
    """`skill_name` is module:class of a Skill. It is made here, so that its weight is carried here."""
    _stand_back()
    requests, answers = _pipes()
    module, _, name = skill_name.partition(":")
    try:
        skill = getattr(importlib.import_module(module), name)()
    except Exception as error:  # noqa: BLE001 - whatever hinders it, the server is to hear why
        _send(answers, wire.Trouble(f"{type(error).__name__}: {error}"))
        return
    _send(answers, wire.Ready())
    _serve(skill, requests, answers)


def _stand_back() -> None:
    os.nice(NICE)
    if hasattr(os, "SCHED_BATCH"):  # Linux: does not push others aside when it wakes
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two pipes, and standard output turned away, so that no library's print gets between the frames."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _serve(skill: Skill, requests: BinaryIO, answers: BinaryIO) -> None:
    decoder = msgspec.msgpack.Decoder(skill.takes)
    while head := requests.read(wire.LENGTH_BYTES):
        task = decoder.decode(requests.read(wire.length_of(head)))
        try:
            _send(answers, wire.Done(wire.encoded(skill.do(task))))
        except Exception as error:  # noqa: BLE001 - one odd task must not cost a warm model
            _send(answers, wire.Trouble(f"{type(error).__name__}: {error}"))


def _send(answers: BinaryIO, message: msgspec.Struct) -> None:
    answers.write(wire.framed(message))
    answers.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
