"""The schema: made at once for a new database, step by step for an older one, and the same in the end."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from ringback.store import metadata
from ringback.store.migrations.upgrade import sqlite_engine, upgrade_postgres, upgrade_sqlite
from ringback.store.schema import FILE, HEAD, MARK, VERSIONS, WrongSchema, create


async def migrate(url: str | None, data: Path, target: str = "head") -> None:
    if url is None:
        await asyncio.to_thread(upgrade_sqlite, data / FILE, target)
    else:
        await upgrade_postgres(url, target)


async def look(url: str | None, data: Path, see: Any) -> Any:
    """What `see` finds on a connection to the database."""
    if url is None:
        with sqlite_engine(data / FILE).connect() as connection:
            return see(connection)
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.connect() as found:
        return await found.run_sync(see)


def is_ours(name: str | None) -> bool:
    return not (name or "").startswith("test_")  # tables that other tests declare for themselves


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Every table with its columns, keys, constraints and indexes, as the database itself tells them."""
    seen = sa.inspect(connection)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)],
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted((str(u["name"]), u["column_names"]) for u in seen.get_unique_constraints(table)),
            "indexes": sorted(
                (str(i["name"]), i["column_names"], bool(i["unique"]), condition_of(i)) for i in seen.get_indexes(table)
            ),
            "counts by itself": counts_by_itself(connection, table),
        }
        for table in seen.get_table_names()
        if is_ours(table)
    }


def condition_of(index: Any) -> str:
    """What a partial index holds for; engines write the same condition with and without brackets."""
    options = index.get("dialect_options", {})
    return " ".join(str(value) for name, value in options.items() if name.endswith("_where"))


def counts_by_itself(connection: sa.Connection, table: str) -> bool:
    if connection.dialect.name == "postgresql":
        return False  # a sequence is among its column's defaults
    sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
    return "AUTOINCREMENT" in sql


async def test_a_table_that_was_changed_without_a_migration_is_seen(database_url, tmp_path):
    await migrate(database_url, tmp_path)
    table = metadata.tables["messages"]
    await run(database_url, tmp_path, "ALTER TABLE messages ADD COLUMN forgotten TEXT")
    [found] = await look(database_url, tmp_path, differences)
    assert found[0] == "remove_column" and found[2] == table.name


def differences(connection: sa.Connection) -> list[Any]:
    options = {"include_name": lambda name, kind, _: kind != "table" or (is_ours(name) and name != MARK)}
    context = MigrationContext.configure(connection, opts={"compare_type": True, **options})
    found = compare_metadata(context, metadata)
    return [d for d in found if not (d[0] in ("add_table", "add_index") and is_ours_not(d[1]))]


def is_ours_not(thing: Any) -> bool:
    return not is_ours(getattr(thing, "table", thing).name)


async def test_the_migrations_make_what_is_declared(database_url, tmp_path):
    """When this fails, a table was changed: run `make migration` (with NAME=… once there is a release)."""
    await migrate(database_url, tmp_path)
    assert await look(database_url, tmp_path, differences) == []


async def test_a_schema_made_at_once_is_the_one_that_the_migrations_make(database_url, tmp_path, request):
    migrated, at_once = tmp_path / "migrated", tmp_path / "at_once"
    for folder in (migrated, at_once):
        folder.mkdir()
    other_url = database_url and request.getfixturevalue("postgres_server").new_database()
    await migrate(database_url, migrated)
    await create(other_url, at_once)
    made = await look(other_url, at_once, shape)
    assert made == await look(database_url, migrated, shape)
    assert {"messages", "events", "jobs", MARK} <= set(made)


async def test_a_new_database_is_marked_with_the_newest_version_and_later_starts_change_nothing(database_url, tmp_path):
    await create(database_url, tmp_path)
    before = await look(database_url, tmp_path, shape)
    await create(database_url, tmp_path)
    assert await look(database_url, tmp_path, shape) == before
    version = sa.text(f"SELECT version_num FROM {MARK}")
    assert await look(database_url, tmp_path, lambda c: c.execute(version).scalars().all()) == [HEAD]


async def test_an_older_database_is_brought_up_to_date(database_url, tmp_path, monkeypatch):
    """As long as there is one version, the older one is a marked database without tables."""
    await migrate(database_url, tmp_path, VERSIONS[0])
    await run(database_url, tmp_path, f"DELETE FROM {MARK}")
    monkeypatch.setattr("ringback.store.schema.VERSIONS", ("", *VERSIONS))
    for table in metadata.sorted_tables:
        await run(database_url, tmp_path, f'DROP TABLE IF EXISTS "{table.name}"')
    await create(database_url, tmp_path)
    assert await look(database_url, tmp_path, differences) == []


async def test_a_database_of_a_newer_ringback_is_refused_and_left_as_it_is(database_url, tmp_path):
    await create(database_url, tmp_path)
    await run(database_url, tmp_path, f"UPDATE {MARK} SET version_num = '9999'")
    before = await look(database_url, tmp_path, shape)
    with pytest.raises(WrongSchema, match=r"is at version 9999 of the schema; .* newer Ringback"):
        await create(database_url, tmp_path)
    assert await look(database_url, tmp_path, shape) == before


async def test_tables_without_a_version_are_refused(database_url, tmp_path):
    await create(database_url, tmp_path)
    await run(database_url, tmp_path, f"DROP TABLE {MARK}")
    with pytest.raises(WrongSchema, match="no version"):
        await create(database_url, tmp_path)


async def test_many_that_start_at_once_on_an_empty_database_all_find_it_whole(database_url, tmp_path):
    await asyncio.gather(*(create(database_url, tmp_path) for _ in range(5)))
    assert await look(database_url, tmp_path, differences) == []


async def run(url: str | None, data: Path, statement: str) -> None:
    """One statement, by the operator's own hand."""
    if url is None:
        with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
            connection.execute(statement)
        return
    remote = await asyncpg.connect(url)
    await remote.execute(statement)
    await remote.close()
