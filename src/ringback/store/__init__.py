"""The database: units of work, keyed reads, pages, and the event log, under SQLite and PostgreSQL alike."""

from ringback.store.eventlog import EventLog, Position
from ringback.store.records import Moment, mapping_of, metadata, record_table
from ringback.store.store import Store
from ringback.store.unit import Conflict, Duplicate, Increment, Unit, again, alongside

__all__ = [
    "Conflict",
    "Duplicate",
    "EventLog",
    "Increment",
    "Moment",
    "Position",
    "Store",
    "Unit",
    "again",
    "alongside",
    "mapping_of",
    "metadata",
    "record_table",
]
