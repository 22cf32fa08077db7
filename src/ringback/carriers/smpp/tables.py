"""SMPP carriers, in SQL. Nowhere else."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.carriers.smpp.model import Lease, PartState, SmppFragment, SmppNetwork, SmppOrphan, SmppPart
from ringback.store import record_table

networks = record_table("smpp_networks", SmppNetwork, key="sid")
parts = record_table(
    "smpp_parts", SmppPart, key=("message_sid", "part"), indexes=[("carrier", "canonical")]
)  # fmt: skip
orphans = record_table("smpp_orphans", SmppOrphan, key="sid")
fragments = record_table(
    "smpp_fragments", SmppFragment,
    key=("carrier", "sender", "receiver", "reference", "total", "wide", "sequence"),
)  # fmt: skip
leases = record_table("leases", Lease, key="name")

_MOST_SAME_IDS = 20  # carriers begin their ids anew; the newest counts


def of_message(message_sid: str) -> sa.Select[Any]:
    return sa.select(parts).where(parts.c.message_sid == message_sid).order_by(parts.c.part)


def of_id(carrier: str, canonical: tuple[str, ...]) -> sa.Select[Any]:
    """Accepted parts that the carrier calls by one of these, the newest first."""
    found = sa.select(parts).where(
        parts.c.carrier == carrier, parts.c.canonical.in_(canonical), parts.c.state == PartState.ACCEPTED.value
    )
    return found.order_by(parts.c.at.desc()).limit(_MOST_SAME_IDS)


def called_off(message_sid: str, account_sid: str, now: datetime) -> SmppPart:
    """Stands where the first part would be written before it is handed over."""
    return SmppPart(
        message_sid=message_sid, part=1, parts=0, account_sid=account_sid, carrier="", to="", state=PartState.CANCELED,
        reference=0, attempt=0, at=now,
    )  # fmt: skip


def unanswered(part: SmppPart) -> SmppPart:
    """Nobody knows its id; so that a receipt can find it all the same, it is kept under its recipient."""
    return msgspec.structs.replace(part, state=PartState.UNKNOWN, canonical=f"?{part.to}")


def unanswered_to(carrier: str, recipient: str) -> sa.Select[Any]:
    """Parts whose answer was lost, to this recipient: two at most."""
    found = sa.select(parts).where(parts.c.carrier == carrier, parts.c.canonical == f"?{recipient}")
    return found.where(parts.c.state == PartState.UNKNOWN.value).limit(2)


def alike(one: SmppFragment) -> sa.Select[Any]:
    """All parts that are there of this part's text."""
    columns = fragments.c
    return sa.select(fragments).where(
        columns.carrier == one.carrier, columns.sender == one.sender, columns.receiver == one.receiver,
        columns.reference == one.reference, columns.total == one.total, columns.wide == one.wide,
    )  # fmt: skip
