"""A house whose calls go to an exchange that the test drives."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.products.voice.exchange import VoiceWorld
from tests.webhooks.customer import Customer
from tests.world.house import open_world


@pytest.fixture
async def world(database_url: str | None, tmp_path: Path, customer: Customer) -> AsyncIterator[VoiceWorld]:
    world = await open_world(database_url, tmp_path, customer)
    yield VoiceWorld(world, tmp_path)
    await world.house.stop()
