"""What applications by SMPP have, in SQL. Nowhere else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ringback.kernel.time import to_ms
from ringback.products.messaging.smpp.model import SmppCredential, SmppDelivery, SmppMessage, SmppPiece
from ringback.store import record_table

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


def of_messages(sids: Iterable[str]) -> sa.Select[Any]:
    return sa.select(messages).where(messages.c.message_sid.in_(list(sids)))


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


def older(table: sa.Table, moment: datetime, most: int) -> sa.Select[Any]:
    at = sa.type_coerce(table.c.at, sa.BigInteger)
    return sa.select(table).where(at < to_ms(moment)).limit(most)
