"""The workers that recognise: killed, asked too much, asked by somebody who went away."""

import asyncio
import os
import signal

import pytest

from ringback.speech.recognition import Busy, RecognitionFailed, Utterance
from ringback.speech.recognition.engines.local import LocalEngine

TOY = "tests.speech.recognition.scripted:Toy"
SOUND = bytes(16_000)


@pytest.fixture
async def engine():
    made = LocalEngine(1, waiting_most=2, skill=TOY)
    yield made
    await made.close()


@pytest.fixture
def fifo(tmp_path):
    os.mkfifo(tmp_path / "go")
    return tmp_path / "go"


def asked(*hints):
    return Utterance(SOUND, hints=hints)


async def test_a_worker_killed_mid_utterance_is_replaced_and_the_utterance_is_recognised(engine, tmp_path):
    await engine.recognise(asked())
    before = engine.pool.pids
    assert (await engine.recognise(asked(f"die once at {tmp_path / 'died'}"))).text == "16000 bytes"
    assert engine.pool.pids != before and engine.pool.replaced == 1


async def test_a_worker_killed_while_idle_is_replaced_at_the_next_utterance(engine):
    await engine.recognise(asked())
    os.kill(engine.pool.pids[0], signal.SIGKILL)
    assert (await engine.recognise(asked())).text == "16000 bytes"


async def test_an_utterance_that_kills_every_worker_fails_and_the_next_is_recognised(engine):
    with pytest.raises(RecognitionFailed, match=r"1\.0 s of speech could not be recognised: the worker ended 2 times"):
        await engine.recognise(asked("die"))
    assert (await engine.recognise(asked())).text == "16000 bytes"


async def test_beyond_its_bound_the_queue_refuses_and_says_how_long_it_is(engine, fifo):
    busy = asyncio.create_task(engine.recognise(asked(f"wait at {fifo}")))
    hold = await asyncio.to_thread(fifo.open, "wb")
    assert not engine.has_free
    waiting = [asyncio.create_task(engine.recognise(asked())) for _ in range(2)]
    await asyncio.sleep(0)  # lets both queue up
    with pytest.raises(Busy, match="2 utterances wait to be recognised and the queue holds 2"):
        await engine.recognise(asked())
    hold.close()
    await asyncio.gather(busy, *waiting)
    assert engine.has_free


async def test_who_hangs_up_costs_no_worker(engine, fifo):
    await engine.recognise(asked())
    pids = engine.pool.pids
    given_up = asyncio.create_task(engine.recognise(asked(f"wait at {fifo}")))
    hold = await asyncio.to_thread(fifo.open, "wb")
    given_up.cancel()
    hold.close()
    await engine.recognise(asked())
    assert engine.pool.pids == pids and engine.pool.replaced == 0
