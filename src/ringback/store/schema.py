"""Opening a database: which engine a URL means, and its schema brought up to date.

A new database is made from the tables as they are declared and marked with the newest version; an older one is taken
there step by step by `migrations/`. A test holds that both ways lead to the same schema, on both engines.
"""

import asyncio
import importlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.schema import CreateIndex, CreateTable

from ringback.store.postgres import PostgresEngine
from ringback.store.records import metadata
from ringback.store.sqlite import SqliteEngine, connect

FILE = "ringback.sqlite3"
VERSIONS = tuple(sorted(path.stem[:4] for path in (Path(__file__).parent / "migrations/versions").glob("[0-9]*.py")))
HEAD = VERSIONS[-1]
MARK = "alembic_version"  # Alembic's own table: one row, the version of the schema
TXID = "pg_current_xact_id()::text::bigint"
_MAKE_MARK = (
    f"CREATE TABLE {MARK} (version_num VARCHAR(32) NOT NULL, CONSTRAINT {MARK}_pkc PRIMARY KEY (version_num))",
    f"INSERT INTO {MARK} (version_num) VALUES ('{HEAD}')",
)
_LOCK = 0x52_42_53  # "RBS": processes that start at once on an empty PostgreSQL take turns


class WrongSchema(Exception):
    """A database that this program cannot bring to its own version. The text is for the operator."""


def engine_for(url: str | None, data: Path) -> SqliteEngine | PostgresEngine:
    """SQLite in the data folder, unless a `postgresql://` URL says otherwise."""
    if url and url.startswith(("postgresql://", "postgres://")):
        return PostgresEngine(url)
    if url and not url.startswith("sqlite"):
        raise ValueError(
            f"RINGBACK_DATABASE_URL is {url.split('://')[0]}://…; use postgresql://… or leave it unset for SQLite"
        )
    return SqliteEngine(data / FILE)


async def create(url: str | None, data: Path) -> None:
    """Brings the schema to this program's version, whatever is there. Raises WrongSchema where that cannot be."""
    if url and url.startswith("postgres"):
        await _create_postgres(url)
    else:
        await asyncio.to_thread(_create_sqlite, data / FILE)


def _create_sqlite(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # a start that is cut off leaves a whole schema or none
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = _sqlite_version(connection) if MARK in tables else None
        if _is_new(version, tables, where=str(path)):
            for statement in (*_whole_schema(SqliteEngine.dialect), *_MAKE_MARK):
                connection.execute(statement)
            version = HEAD
        connection.execute("COMMIT")
    if version != HEAD:
        _upgrades().upgrade_sqlite(path)


def _sqlite_version(connection: sqlite3.Connection) -> str:
    row = connection.execute(f"SELECT version_num FROM {MARK}").fetchone()
    return row[0] if row else ""


async def _create_postgres(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"SELECT pg_advisory_lock({_LOCK})")
        tables = {row[0] for row in await connection.fetch(_POSTGRES_TABLES)}
        version = await connection.fetchval(f"SELECT version_num FROM {MARK}") or "" if MARK in tables else None
        if _is_new(version, tables, where=await connection.fetchval(_POSTGRES_NAME)):
            async with connection.transaction():
                for statement in (*_whole_schema(PostgresEngine.dialect), _NOTE_TRANSACTION, *_MAKE_MARK):
                    await connection.execute(statement)
        elif version != HEAD:
            await _upgrades().upgrade_postgres(url)
    finally:
        await connection.close()  # and with it the lock


_POSTGRES_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
_POSTGRES_NAME = "SELECT 'The PostgreSQL database ' || current_database()"
_NOTE_TRANSACTION = f"ALTER TABLE events ALTER COLUMN txid SET DEFAULT {TXID}"


def _is_new(version: str | None, tables: set[str], *, where: str) -> bool:
    """Whether nothing of ours is there yet. Raises WrongSchema for a version that is not one of ours."""
    if version is None and not tables & set(metadata.tables):
        return True
    if version is None:
        raise WrongSchema(
            f"{where} holds tables of Ringback and no version: a snapshot from before its first release wrote it. "
            "Start with another data folder or an empty database."
        )
    if version not in VERSIONS:
        raise WrongSchema(
            f"{where} is at version {version or '(none)'} of the schema; this Ringback knows {VERSIONS[0]} to {HEAD}. "
            "A newer Ringback has used it: install that one, or restore the backup from before."
        )
    return False


def _whole_schema(dialect: Any) -> Iterable[str]:
    for table in metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))


def _upgrades() -> Any:
    """Imported only for a database that needs it: see there."""
    return importlib.import_module("ringback.store.migrations.upgrade")
