"""What applications by SMPP have, in SQL. Nowhere else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningUpdate

from ringback.kernel.time import to_ms
from ringback.products.messaging.model import Status
from ringback.products.messaging.smpp.model import SmppBind, SmppCredential, SmppDelivery, SmppMessage, SmppPiece
from ringback.products.messaging.tables import messages as texts
from ringback.store import record_table

WAITING = (Status.ACCEPTED, Status.SCHEDULED, Status.QUEUED)

credentials = record_table(
    "smpp_credentials",
    SmppCredential,
    key="sid",
    indexes=[("account_sid", "date_created", "sid")],
    unique=[("system_id",)],
)
messages = record_table(
    "smpp_messages", SmppMessage, key=("message_id", "destination_addr"), indexes=[("message_sid",)]
)
pieces = record_table(
    "smpp_pieces", SmppPiece, key=("key", "sender", "receiver", "reference", "total", "wide", "sequence")
)
deliveries = record_table("smpp_deliveries", SmppDelivery, key="sid", indexes=[("key", "sid")])
binds = record_table("smpp_binds", SmppBind, key="sid", indexes=[("key",)])


def of_messages(sids: Iterable[str]) -> sa.Select[Any]:
    return sa.select(messages).where(messages.c.message_sid.in_(list(sids)))


def named(message_id: str) -> sa.Select[Any]:
    return sa.select(messages).where(messages.c.message_id == message_id)


def waiting_to(account_sid: str, key: str, source: str, to: str) -> sa.Select[Any]:
    """What came by one credential, from this source as it was written, for this number (E.164), and has not left."""
    return (
        sa.select(messages)
        .join(texts, texts.c.sid == messages.c.message_sid)
        .where(
            texts.c.account_sid == account_sid,
            texts.c.to == to,
            texts.c.status.in_([one.value for one in WAITING]),
            messages.c.key == key,
            messages.c.source_addr == source,
        )
    )


def alike(one: SmppPiece) -> sa.Select[Any]:
    """All pieces that are there of this one's text."""
    columns = pieces.c
    return sa.select(pieces).where(
        columns.key == one.key,
        columns.sender == one.sender,
        columns.receiver == one.receiver,
        columns.reference == one.reference,
        columns.total == one.total,
        columns.wide == one.wide,
    )


def receivers(account_sids: Iterable[str]) -> sa.Select[Any]:
    """Credentials of these accounts whose applications want the texts that come in."""
    columns = credentials.c
    wanted = columns.receives.is_(True), columns.enabled.is_(True)
    return sa.select(credentials).where(columns.account_sid.in_(list(account_sids)), *wanted)


def waiting(key: str, most: int) -> sa.Select[Any]:
    return sa.select(deliveries).where(deliveries.c.key == key).order_by(deliveries.c.sid).limit(most)


def claim(key: str, most: int, owner: str, now: datetime, until: datetime) -> ReturningUpdate[Any]:
    """Takes the oldest that nobody else sends: two processes never take the same."""
    free = sa.or_(deliveries.c.owner.is_(None), deliveries.c.owner == owner, deliveries.c.until < now)
    oldest = sa.select(deliveries.c.sid).where(deliveries.c.key == key, free).order_by(deliveries.c.sid).limit(most)
    chosen = oldest.with_for_update(skip_locked=True).scalar_subquery()
    taken = sa.update(deliveries).where(deliveries.c.sid.in_(chosen)).values(owner=owner, until=until)
    return taken.returning(*deliveries.c)


def held(key: str, owner: str) -> sa.Select[Any]:
    return sa.select(deliveries).where(deliveries.c.key == key, deliveries.c.owner == owner)


def binds_of(keys: Iterable[str]) -> sa.Select[Any]:
    return sa.select(binds).where(binds.c.key.in_(list(keys))).order_by(binds.c.sid)


def binds_at(owner: str) -> sa.Select[Any]:
    return sa.select(binds).where(binds.c.owner == owner)


def older(table: sa.Table, moment: datetime, most: int) -> sa.Select[Any]:
    at = sa.type_coerce(table.c.at, sa.BigInteger)
    return sa.select(table).where(at < to_ms(moment)).limit(most)
