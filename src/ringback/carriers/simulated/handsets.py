"""The subscribers' phones as they are kept: scripts, screens, and the faults of the line."""

import re
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.carriers.simulated.model import Handset, HandsetMessage, Line, Script
from ringback.carriers.simulated.phone_script import RINGS_MOST_S, ScriptError, read_steps
from ringback.carriers.simulated.tables import handset_messages, handsets
from ringback.kernel import Clock, Event, Page, PageRequest
from ringback.store import Store, Unit, again

UNATTENDED = Script()
STRAIGHT = Line()
SCRIPTED_MOST = 10_000  # kept in memory: most numbers that are texted have no script, and need no look-up to tell
PATTERN_MOST = 200  # characters of a reply's regular expression


class HandsetTexted(Event, tag="handset.texted"):
    """A text went over a handset's screen. The subject is the handset's number."""

    message_sid: str
    direction: str


class Handsets:
    """Reads and writes handsets, whoever asks: permission is the products' business."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    # -- scripts

    async def script(self, number: str) -> Script:
        """How the phone with this number behaves; unattended ones have the default script."""
        scripted = await self._store.cached_whole(Handset, SCRIPTED_MOST)
        if scripted is None:
            handset = await self._store.cached(Handset, number=number)
        else:
            handset = scripted.get(number)
        return handset.script if handset else UNATTENDED

    async def find(self, number: str) -> Handset | None:
        return await self._store.get(Handset, number)

    @again
    async def merge(self, number: str, changes: dict[str, Any]) -> Handset:
        """Merges `changes` into the handset's script (its `sms` too).

        Raises ScriptError, msgspec.ValidationError or re.error.
        """
        found = await self.find(number)
        kept = msgspec.to_builtins(found.script if found else UNATTENDED)
        merged = {**kept, **changes}
        if isinstance(changes.get("sms"), dict):
            merged["sms"] = {**kept["sms"], **changes["sms"]}
        script = msgspec.convert(merged, Script)
        for reply in script.replies:
            re.compile(reply.when[:PATTERN_MOST])
        if "then" in changes:
            read_steps(script.then)
        if not 0 <= (script.answer_after_s or 0) <= RINGS_MOST_S:
            raise ScriptError(f"answer_after_s is {script.answer_after_s}; it must be 0 to {RINGS_MOST_S:.0f}, or null")
        if found is None:
            handset = Handset(number=number, script=script, date_created=self._clock.now())
            await self._store.commit(Unit(put=[handset]))
            return handset
        handset = msgspec.structs.replace(found, script=script)
        await self._store.commit(Unit(change=[(found, handset)]))
        return handset

    async def forget(self, handset: Handset) -> None:
        await self._store.commit(Unit(delete=[handset]))

    async def known(self, limit: int) -> list[Handset]:
        """Phones that somebody has scripted, newest first."""
        return await self._store.records(
            Handset, sa.select(handsets).order_by(handsets.c.date_created.desc()).limit(limit)
        )

    async def numbers_seen(self, limit: int) -> list[str]:
        """Numbers whose screens show anything, the latest first."""
        last = sa.func.max(handset_messages.c.date_created)
        statement = sa.select(handset_messages.c.handset).group_by(handset_messages.c.handset).order_by(last.desc())
        return [row[0] for row in await self._store.select(statement.limit(limit))]

    # -- screens

    def told(self, message: HandsetMessage) -> HandsetTexted:
        """The event that goes with a message on a screen."""
        return HandsetTexted(
            account_sid=message.account_sid,
            subject_sid=message.handset,
            at=message.date_created,
            message_sid=message.sid,
            direction=message.direction,
        )

    async def shown(self, number: str, sid: str) -> HandsetMessage | None:
        return await self._store.get(HandsetMessage, (sid, number))

    async def screen(self, number: str, page: PageRequest, *, account_sid: str | None = None) -> Page[HandsetMessage]:
        """What a handset shows, newest first; with `account_sid` only the traffic with that account's numbers."""
        where = [handset_messages.c.handset == number]
        if account_sid is not None:
            where.append(handset_messages.c.account_sid == account_sid)
        return await self._store.search(HandsetMessage, where, page)

    # -- the line

    async def line(self) -> Line:
        return await self._store.cached(Line, name="line") or STRAIGHT

    @again
    async def set_line(self, changes: dict[str, Any]) -> Line:
        found = await self._store.get(Line, "line")
        line = msgspec.structs.replace(found or STRAIGHT, **changes)
        await self._store.commit(Unit(change=[(found, line)]) if found else Unit(put=[line]))
        return line
