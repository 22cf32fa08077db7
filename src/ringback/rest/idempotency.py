"""`Idempotency-Key`: a POST that is sent again is answered again, and not done again.

The key is written in the transaction of the verb itself (`ringback.store.alongside`), with the answer already in it:
whatever dies afterwards, a repetition finds either nothing done or the very answer. Kept for 24 hours per account.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Clock
from ringback.rest.answer import Answer
from ringback.rest.endpoint import Endpoint
from ringback.rest.refusals import BadIdempotencyKey, KeyInFlight, KeyUsedAgain
from ringback.rest.request import Request
from ringback.rest.tables import KeptAnswer, kept_answers
from ringback.store import Duplicate, Store, Unit, alongside

HEADER = b"idempotency-key"
REPLAYED = ("Idempotency-Replayed", "true")
KEPT_FOR = timedelta(hours=24)
MOST_CHARACTERS = 255  # what fits an index on any database; a UUID has 36
SWEPT_AT_ONCE = 500
Write = Callable[[Any], Answer]


class Idempotency:
    """Keeps answers in `store`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._doors: dict[tuple[str, str], _Door] = {}

    async def answer(
        self,
        header: bytes,
        account_sid: str,
        request: Request,
        body: bytes,
        endpoint: Endpoint,
        perform: Callable[[], Awaitable[Any]],
        write: Write,
    ) -> Answer:
        """The first answer to this key, by doing or by remembering. Raises KeyUsedAgain or KeyInFlight (409)."""
        key = _read_key(header)
        kept = KeptAnswer(
            account_sid=account_sid,
            idempotency_key=key,
            request_hash=_hash_of(request, body),
            kept_until=self._clock.now() + KEPT_FOR,
        )
        door = self._doors.setdefault((account_sid, key), _Door())
        door.waiting += 1
        try:
            async with door.lock:  # two at the same time: the second waits, and finds the first one's answer
                return await self._find_or_do(kept, endpoint, perform, write)
        finally:
            door.waiting -= 1
            if not door.waiting:
                self._doors.pop((account_sid, key), None)

    async def _find_or_do(
        self, kept: KeptAnswer, endpoint: Endpoint, perform: Callable[[], Awaitable[Any]], write: Write
    ) -> Answer:
        old = await self._store.get(KeptAnswer, (kept.account_sid, kept.idempotency_key))
        if old is not None and old.kept_until > self._clock.now():
            return _again(old, kept)
        if old is not None:
            await self._store.commit(Unit(delete=[old]))
        return await self._do(_Alongside(kept, endpoint, write), perform, write)

    async def _do(self, hook: "_Alongside", perform: Callable[[], Awaitable[Any]], write: Write) -> Answer:
        token = alongside.set(hook)
        try:
            answer = write(await perform())
        except Duplicate as duplicate:
            if duplicate.table != kept_answers.name:
                raise
            return await self._done_elsewhere(hook.kept)
        finally:
            hook.is_over = True
            alongside.reset(token)
        if isinstance(answer.body, bytes):
            await self._complete(hook, answer)
        return answer

    async def _complete(self, hook: "_Alongside", answer: Answer) -> None:
        """Writes the answer down if the transaction held none, or another than went out."""
        exact = hook.filled(answer)
        if not hook.is_written or hook.put is None or not _same(hook.put, exact):
            await self._store.commit(Unit(put=[exact]))

    async def _done_elsewhere(self, kept: KeptAnswer) -> Answer:
        """Another process was faster with this key: its answer is committed along with its deed."""
        old = await self._store.get(KeptAnswer, (kept.account_sid, kept.idempotency_key))
        if old is None:
            raise KeyInFlight(key=kept.idempotency_key)
        return _again(old, kept)

    async def sweep(self) -> int:
        """Forgets what is older than 24 hours; how many were. Call it now and then."""
        table, swept = kept_answers, 0
        now = self._clock.now()
        while True:
            columns: list[Any] = [table.c.account_sid, table.c.idempotency_key]
            expired: Any = sa.select(*columns).where(table.c.kept_until <= now).limit(SWEPT_AT_ONCE)
            rows = await self._store.select(expired)
            gone = [
                KeptAnswer(account_sid=account, idempotency_key=key, request_hash="", kept_until=now)
                for account, key in rows
            ]
            if gone:
                await self._store.commit(Unit(delete=gone))
            swept += len(gone)
            if len(gone) < SWEPT_AT_ONCE:
                return swept


class _Door:
    """One key that is being served in this process."""

    __slots__ = ("lock", "waiting")

    def __init__(self) -> None:
        self.lock, self.waiting = asyncio.Lock(), 0


class _Alongside:
    """Called by the store with each unit of the verb: adds the kept answer to the first that is committed.

    A unit that was lost to a rival is tried again by the verb, so the answer is added anew until `written` is called.
    """

    def __init__(self, kept: KeptAnswer, endpoint: Endpoint, write: Write) -> None:
        self.kept, self._endpoint, self._write = kept, endpoint, write
        self.put: KeptAnswer | None = None
        self.is_written = self.is_over = False

    def __call__(self, unit: Unit) -> list[Any]:
        if self.is_written or self.is_over:
            return []
        record = self._record_in(unit)
        self.put = self.filled(self._write(record)) if record is not None else self.kept
        return [self.put]

    def written(self) -> None:
        """The store says that the unit is durable."""
        self.is_written = self.is_written or self.put is not None

    def filled(self, answer: Answer) -> KeptAnswer:
        body = answer.body if isinstance(answer.body, bytes) else b""
        return msgspec.structs.replace(
            self.kept,
            status=answer.status,
            content_type=answer.content_type,
            headers=dict(answer.headers),
            body=_without_secrets(body, self._endpoint.keeps_secret, answer.content_type),
        )

    def _record_in(self, unit: Unit) -> Any | None:
        """The record that the verb will return: the only one of its type that is made or changed."""
        wanted = self._endpoint.returns
        if wanted is None:
            return None
        found = [r for r in unit.insert if type(r) is wanted]
        found = found or [after for _, after in unit.change if type(after) is wanted]
        found = found or [r for r in unit.put if type(r) is wanted]
        return found[0] if len(found) == 1 else None


def _again(old: KeptAnswer, kept: KeptAnswer) -> Answer:
    if old.request_hash != kept.request_hash:
        raise KeyUsedAgain(key=kept.idempotency_key)
    if old.status is None:
        raise KeyInFlight(key=kept.idempotency_key)
    return Answer(old.status, old.body or b"", old.content_type, [*old.headers.items(), REPLAYED])


def _same(one: KeptAnswer, other: KeptAnswer) -> bool:
    return (one.status, one.body, one.headers) == (other.status, other.body, other.headers)


def _without_secrets(body: bytes, secret: list[str], content_type: str) -> bytes:
    if not secret or not body or "json" not in content_type:
        return body if not secret else b""
    shown = msgspec.json.decode(body)
    return msgspec.json.encode({name: None if name in secret else value for name, value in shown.items()})


def _read_key(header: bytes) -> str:
    key = header.decode("latin-1").strip()
    if not 1 <= len(key) <= MOST_CHARACTERS or not (key.isascii() and key.isprintable()):
        raise BadIdempotencyKey(limit=MOST_CHARACTERS, length=len(key))
    return key


def _hash_of(request: Request, body: bytes) -> str:
    """What makes two requests the same: where they go and what they carry. Not the order of their headers."""
    place = request.place
    where = f"{place.product if place else ''} /{'/'.join(place.segments if place else [])} {request.format}".encode()
    digest = hashlib.sha256()
    for part in (where, request.query_string, request.headers.get(b"content-type", b""), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
