"""Worker processes: kept warm, replaced when they die, and never more asked than the queue holds."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from ringback.speech import pool as pool_module
from ringback.speech.engines.local import LocalEngine
from ringback.speech.model import Phrase, SpeechBusy, SpeechFailed

TOY, BROKEN = "tests.speech.speakers:Toy", "tests.speech.speakers:Broken"


def phrase(text):
    return Phrase(text, voice="joe")


@pytest.fixture
async def toys():
    made = []

    def make(workers=1, speaker=TOY, **kw):
        made.append(LocalEngine(workers, speaker=speaker, **kw))
        return made[-1]

    yield make
    await asyncio.gather(*(engine.close() for engine in made))


@pytest.fixture
def fifo(tmp_path):
    os.mkfifo(tmp_path / "go")
    return tmp_path / "go"


async def held(fifo):
    """Returns when the worker has begun with `wait at`; closing what it returns lets it go on."""
    return await asyncio.to_thread(fifo.open, "wb")


async def test_a_worker_stays_warm_from_phrase_to_phrase(toys):
    engine = toys()
    first = await engine.speak(phrase("one"))
    pids = engine.pool.pids
    assert await engine.speak(phrase("two")) != first
    assert engine.pool.pids == pids and len(pids) == 1


async def test_a_second_worker_is_spawned_only_when_the_first_is_busy(toys, fifo):
    engine = toys(workers=2)
    await engine.speak(phrase("one"))
    assert len(engine.pool.pids) == 1
    busy = asyncio.create_task(engine.speak(phrase(f"wait at {fifo}")))
    hold = await held(fifo)
    await engine.speak(phrase("two"))
    assert len(engine.pool.pids) == 2
    hold.close()
    await busy


async def test_a_worker_killed_mid_word_is_replaced_and_the_phrase_is_spoken_all_the_same(toys, tmp_path):
    engine = toys()
    await engine.speak(phrase("one"))
    before = engine.pool.pids
    assert len(await engine.speak(phrase(f"die once at {tmp_path / 'died'}"))) == 1600
    assert engine.pool.pids != before and engine.pool.replaced == 1


async def test_a_worker_killed_while_idle_is_replaced_at_the_next_phrase(toys):
    engine = toys()
    same = await engine.speak(phrase("one"))
    os.kill(engine.pool.pids[0], signal.SIGKILL)
    assert await engine.speak(phrase("one")) == same


async def test_a_phrase_that_kills_every_worker_fails_and_the_next_one_is_spoken(toys):
    engine = toys()
    with pytest.raises(SpeechFailed, match="3 characters could not be spoken: the worker ended 2 times"):
        await engine.speak(phrase("die"))
    assert await engine.speak(phrase("one"))


async def test_a_worker_that_goes_silent_is_given_up(toys, fifo, monkeypatch):
    monkeypatch.setattr(pool_module, "PATIENCE_S", 0.05)
    engine = toys()
    with pytest.raises(SpeechFailed, match="TimeoutError"):
        await engine.speak(phrase(f"wait at {fifo}"))


async def test_a_phrase_that_cannot_be_spoken_costs_no_worker(toys):
    engine = toys()
    await engine.speak(phrase("one"))
    pids = engine.pool.pids
    with pytest.raises(SpeechFailed, match="no such sound"):
        await engine.speak(phrase("complain"))
    await engine.speak(phrase("two"))
    assert engine.pool.pids == pids


async def test_what_a_library_prints_does_not_get_into_the_sound(toys):
    assert len(await toys().speak(phrase("print"))) == 1600


async def test_an_engine_that_does_not_load_says_why(toys):
    with pytest.raises(SpeechFailed, match="does not start: OSError: the voice's file is damaged"):
        await toys(speaker=BROKEN).speak(phrase("one"))


async def test_an_engine_that_does_not_load_does_not_stop_the_start(toys):
    engine = toys(speaker=BROKEN)
    await engine.start()
    with pytest.raises(SpeechFailed):
        await engine.speak(phrase("one"))


async def test_beyond_its_bound_the_queue_refuses_and_says_how_long_it_is(toys, fifo):
    engine = toys(waiting_most=2)
    busy = asyncio.create_task(engine.speak(phrase(f"wait at {fifo}")))
    hold = await held(fifo)
    waiting = [asyncio.create_task(engine.speak(phrase(text))) for text in ("one", "two")]
    await asyncio.sleep(0)  # lets both queue up
    with pytest.raises(SpeechBusy, match="2 sentences wait to be spoken and the queue holds 2"):
        await engine.speak(phrase("three"))
    hold.close()
    assert all(await asyncio.gather(busy, *waiting))
    assert await engine.speak(phrase("three"))


async def test_one_that_no_longer_waits_leaves_the_worker_to_others(toys, fifo):
    engine = toys()
    given_up = asyncio.create_task(engine.speak(phrase(f"wait at {fifo}")))
    (await held(fifo)).close()
    given_up.cancel()
    assert await engine.speak(phrase("one"))


def test_a_worker_ends_with_its_server():
    command = [sys.executable, "-m", "ringback.speech.worker", TOY]
    done = subprocess.run(
        command, input=b"", capture_output=True, timeout=60, env={**os.environ, "PYTHONPATH": ":".join(sys.path)}
    )
    assert done.returncode == 0 and b"Ready" in done.stdout
