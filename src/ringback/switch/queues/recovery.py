"""After a crash: whoever waited in a queue of the dead process waits no more, and their waits say so."""

from datetime import datetime

import msgspec
import sqlalchemy as sa

from ringback.store import Unit
from ringback.switch.queues import events
from ringback.switch.queues.average import span_ms
from ringback.switch.queues.model import Wait, WaitStatus
from ringback.switch.queues.tables import waits
from ringback.switch.room import Room

AT_ONCE = 500


async def recover(room: Room, died_at: datetime) -> int:
    """Ends the waits that this owner held before it died; how many those were."""
    count = 0
    held = sa.select(waits).where(waits.c.owner == room.owner, waits.c.status != WaitStatus.OVER).limit(AT_ONCE)
    while found := await room.store.records(Wait, held):
        ended = [_ended(wait, died_at, room.clock.now()) for wait in found]
        await room.store.commit(Unit(put=ended, events=[events.left(wait, 0) for wait in ended]))
        count += len(found)
    return count


def _ended(wait: Wait, died_at: datetime, now: datetime) -> Wait:
    at = max(died_at, wait.date_updated)
    waited_ms = wait.wait_ms if wait.wait_ms is not None else span_ms(wait.date_created, at)
    changes = {"status": WaitStatus.OVER, "result": "system-error", "left_at": at, "wait_ms": waited_ms}
    return msgspec.structs.replace(wait, owner=None, date_updated=now, **changes)
