"""Opening a database: which engine a URL means, and its schema brought up to date."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.schema import CreateIndex, CreateTable

from ringback.store.postgres import PostgresEngine
from ringback.store.records import metadata
from ringback.store.sqlite import SqliteEngine, connect

FILE = "ringback.sqlite3"


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
    """Makes what is missing of the schema."""
    if url and url.startswith("postgres"):
        await _create_postgres(url)
    else:
        await asyncio.to_thread(_create_sqlite, data / FILE)


def _create_sqlite(path: Path) -> None:
    connection = connect(path)
    try:
        known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for statement in _missing(SqliteEngine.dialect, known):
            connection.execute(statement)
    except sqlite3.OperationalError:
        connection.close()
        raise
    connection.close()


async def _create_postgres(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        for statement in _missing(PostgresEngine.dialect, {row[0] for row in rows}):
            await connection.execute(statement)
        await connection.execute("ALTER TABLE events ALTER COLUMN txid SET DEFAULT pg_current_xact_id()::text::bigint")
    finally:
        await connection.close()


def _missing(dialect: Any, known: set[str]) -> list[str]:
    made: list[str] = []
    for table in metadata.sorted_tables:
        if table.name not in known:
            made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [str(CreateIndex(i).compile(dialect=dialect)) for i in table.indexes if i.name not in known]
    return made
