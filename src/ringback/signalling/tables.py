"""Registrations, in SQL. Nowhere else."""

import sqlalchemy as sa

from ringback.kernel.time import Clock
from ringback.signalling.model import Registration
from ringback.store import record_table

registrations = record_table(
    "registrations", Registration, key=("aor", "contact"), indexes=[("account_sid", "user"), ("date_expires",)]
)


def of_aor(aor: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(registrations).where(registrations.c.aor == aor)


def of_user(account_sid: str, user: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(registrations).where(registrations.c.account_sid == account_sid, registrations.c.user == user)


def expired(clock: Clock, most: int) -> sa.Select[tuple[object, ...]]:
    return sa.select(registrations).where(registrations.c.date_expires <= clock.now()).limit(most)
