"""A million finished messages, written straight into the tables: what an older installation holds."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import asyncpg

from bench.world.house import House
from ringback.app.ready import Ready
from ringback.carriers.simulated.model import SimulatedPart
from ringback.carriers.simulated.tables import simulated_parts
from ringback.kernel.time import to_ms
from ringback.products.messaging import rules
from ringback.products.messaging.model import Direction, Message, Status
from ringback.products.messaging.tables import messages
from ringback.store import mapping_of
from ringback.store.plan import _event_row
from ringback.store.schema import FILE

FROM = datetime(2026, 1, 1, tzinfo=UTC)
APART = timedelta(seconds=20)
AT_ONCE = 10_000
EVENT_COLUMNS = ("type", "account_sid", "subject_sid", "at", "data")


def sid_of(number: int) -> str:
    return f"SM{to_ms(FROM + number * APART):012x}{number:020x}"


def fill(house: House, ready: Ready, count: int) -> None:
    """Messages, their carrier's parts, and the event that each was delivered."""
    lot = [_message(ready, number) for number in range(count)]
    tables = {
        messages.name: (mapping_of(Message).names, map(mapping_of(Message).encode, lot)),
        simulated_parts.name: (
            mapping_of(SimulatedPart).names,
            (mapping_of(SimulatedPart).encode(_part(m)) for m in lot),
        ),
        "events": (
            EVENT_COLUMNS,
            (_event_row(rules.told(rules.EVENTS[Status.DELIVERED], m, m.date_updated)) for m in lot),
        ),
    }
    for table, (names, rows) in tables.items():
        if house.url is None:
            _into_sqlite(str(house.folder / "data" / FILE), table, names, rows)
        else:
            asyncio.run(_into_postgres(house.url, table, names, rows))


def _message(ready: Ready, number: int) -> Message:
    at = FROM + number * APART
    return Message(
        sid=sid_of(number),
        account_sid=ready.account_sid,
        direction=Direction.API,
        from_=ready.number,
        to=f"+1212736{number % 10_000:04d}",
        body=f"Your parcel {number} comes today, between 2 and 4 pm. Reply MOVE to have it brought on another day.",
        num_segments=1,
        status=Status.DELIVERED,
        price=Decimal("0.008"),
        carrier="simulated",
        simulated=True,
        valid_until=at + timedelta(hours=10),
        date_created=at,
        date_updated=at + timedelta(seconds=1),
        date_sent=at,
        version=2,
    )


def _part(message: Message) -> SimulatedPart:
    return SimulatedPart(message_sid=message.sid, part=1, carrier_id=f"{message.sid[2:]}-1", at=message.date_created)


def _into_sqlite(path: str, table: str, names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    with sqlite3.connect(path, timeout=60) as db:
        while some := list(islice(rows, AT_ONCE)):
            db.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', some)
            db.commit()


async def _into_postgres(url: str, table: str, names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.copy_records_to_table(table, records=rows, columns=names)
        await connection.execute(f'ANALYZE "{table}"')
    finally:
        await connection.close()
