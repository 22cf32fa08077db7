"""What every test may ask for: a clock that leaps, SIDs from a seed, a store on either engine."""

import importlib
import pkgutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import ringback
from ringback.kernel import SidSource
from ringback.store import Store
from ringback.store.schema import create, engine_for
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock

pytest_plugins = ["tests.world.postgres", "tests.world.house"]


def _import_tables() -> None:
    """Every room and product that has tables, so that the schema is whole."""
    for found in pkgutil.walk_packages(ringback.__path__, "ringback."):
        if found.name.endswith(".tables"):
            importlib.import_module(found.name)


_import_tables()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """None for SQLite, a new and empty PostgreSQL database otherwise."""
    return None if request.param == "sqlite" else request.getfixturevalue("fresh_postgres_url")


@pytest.fixture
def clock() -> LeapingClock:
    return LeapingClock()


@pytest.fixture
def entropy() -> SeededEntropy:
    return SeededEntropy(1)


@pytest.fixture
def sids(entropy: SeededEntropy) -> SidSource:
    return SidSource(entropy)


@pytest.fixture
async def store(database_url: str | None, tmp_path: Path, clock: LeapingClock, sids: SidSource) -> AsyncIterator[Store]:
    await create(database_url, tmp_path)
    store = Store(engine_for(database_url, tmp_path), clock, sids)
    await store.start()
    yield store
    await store.stop()
