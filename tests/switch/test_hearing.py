"""Taps are read for whoever listens."""

import asyncio
from collections import deque

from ringback.switch.hearing import Hearing


class Line:
    """A tap with frames to give: each is one sample that came in and one that was sent."""

    def __init__(self, *samples: int) -> None:
        self._samples, self.is_closed = deque(samples), False

    def read(self) -> bytes:
        return self._samples.popleft().to_bytes(2, "little") + b"\1\1" if self._samples else b""

    def close(self) -> None:
        self.is_closed = True


async def heard(*lines: asyncio.Event) -> None:
    async with asyncio.timeout(5):
        for line in lines:
            await line.wait()


async def test_each_hears_what_came_in_on_its_own_line():
    hearing, got, done = Hearing(), [], asyncio.Event()

    def hear(pcm: bytes) -> None:
        got.append(pcm)
        if len(b"".join(got)) == 4:
            done.set()

    tap = Line(5, 6)
    leave = hearing.listen(tap, hear)
    await heard(done)
    leave()
    assert b"".join(got) == b"\5\0\6\0" and tap.is_closed


async def test_a_listener_that_fails_loses_its_line_and_no_other():
    hearing, done = Hearing(), asyncio.Event()

    def fail(_: bytes) -> None:
        raise ValueError("no ear for it")

    bad, good = Line(1), Line(2)
    hearing.listen(bad, fail)
    hearing.listen(good, lambda _: done.set())
    await heard(done)
    assert bad.is_closed and not good.is_closed


async def test_a_line_that_is_left_in_the_midst_is_not_read_again():
    hearing, done = Hearing(), asyncio.Event()
    leave: list = []
    tap = Line(1, 2, 3)
    leave.append(hearing.listen(tap, lambda _: (leave[0](), done.set())))
    await heard(done)
    assert tap.is_closed and tap.read()  # what is left stays where it was
