"""What every test may ask for: a clock that leaps, SIDs from a seed, a store on either engine."""

import asyncio
import importlib
import pkgutil
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import ringback
from ringback.kernel import SidSource
from ringback.store import Store
from ringback.store.schema import FILE, create, engine_for
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock

pytest_plugins = ["tests.world.postgres", "tests.world.house"]


def _import_tables() -> None:
    """Every room and product that has tables, so that the schema is whole."""
    for found in pkgutil.walk_packages(ringback.__path__, "ringback."):
        if found.name.endswith(".tables"):
            importlib.import_module(found.name)


_import_tables()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the whole schema, to be copied: making it takes longer than most tests."""
    folder = tmp_path_factory.mktemp("template")
    asyncio.run(create(None, folder))
    return folder / FILE


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """None for SQLite, a new PostgreSQL database otherwise; both with the schema and nothing in it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / FILE)
        return None
    return request.getfixturevalue("postgres_database")


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
