"""Bringing an older database up to date. A module of its own: Alembic's import costs a tenth of a second."""

from pathlib import Path

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from ringback.store.sqlite import connect

FOLDER = Path(__file__).parent


def upgrade(connection: sa.Connection, target: str = "head") -> None:
    """Runs the steps up to `target` on an open connection, in a transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def sqlite_engine(path: Path) -> sa.Engine:
    """A database file as SQLAlchemy's own engine sees it, with transactions that hold changes of the schema too."""
    engine = sa.create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def upgrade_sqlite(path: Path, target: str = "head") -> None:
    with sqlite_engine(path).begin() as connection:
        upgrade(connection, target)


async def upgrade_postgres(url: str, target: str = "head") -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.begin() as connection:
        await connection.run_sync(upgrade, target)
    await engine.dispose()
