"""Media of messages: fetched from customers, kept as blobs, handed out, forgotten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from ringback.carriers import Attachment
from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.refused import NotAuthenticated, NotFound
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.events import MediaDeleted
from ringback.products.messaging.model import Media, Message
from ringback.products.messaging.tables import media
from ringback.rest.values import Content, Range
from ringback.store import Store, Unit
from ringback.store.blobs import Blobs

MEDIA_MOST = 5 * 1024 * 1024  # bytes of one attachment: what MMS centres take


class Fetched(Protocol):
    """A picture as it came from its URL."""

    content_type: str
    body: bytes


# Strangers' files come from the console's own origin: none of them may run a script there, SVG least of all.
_KEPT_APART = {
    "Cache-Control": "private, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
}


class MediaService:
    """Verbs on media. `address` makes the public URL of a path on this server."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        blobs: Blobs,
        accounts: AccountsService,
        address: Callable[[str], str],
    ) -> None:
        self._store, self._clock, self._sids, self._blobs = store, clock, sids, blobs
        self._accounts, self._address = accounts, address

    async def keep(self, message_sid: str, account_sid: str, position: int, content_type: str, body: bytes) -> Media:
        """Stores the bytes, and makes the record for the caller's unit."""
        now = self._clock.now()
        sid = self._sids.new("ME", now)
        blob = f"{account_sid}/media/{sid}"
        await self._blobs.put(blob, body)
        return Media(
            sid=sid,
            account_sid=account_sid,
            parent_sid=message_sid,
            content_type=content_type,
            size=len(body),
            blob=blob,
            position=position,
            date_created=now,
            date_updated=now,
        )

    async def of(self, message_sid: str) -> list[Media]:
        page = await self._store.search(
            Media, [media.c.parent_sid == message_sid], PageRequest(size=10), newest_first=False
        )
        return sorted(page.items, key=lambda item: item.position)

    async def attachments(self, message: Message) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(item.content_type, item.size, self.url(item), item.blob) for item in await self.of(message.sid)
        )

    def url(self, item: Media) -> str:
        """Where anybody who has the URL finds the bytes, as customers and handsets expect of MediaUrl0."""
        return self._address(path_of(item))

    # -- verbs

    async def get(self, caller: Caller, *, message_sid: str, sid: str) -> Media:
        """What is known of one attachment."""
        found = await self._store.first(Media, sid=sid, parent_sid=message_sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Messages/{message_sid}/Media/{sid}.json")
        return found

    async def search(
        self, caller: Caller, *, message_sid: str, page: PageRequest, date_created: Range[datetime] | None = None
    ) -> Page[Media]:
        """A message's attachments."""
        if await self._store.first(Message, sid=message_sid, account_sid=caller.account_sid) is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Messages/{message_sid}/Media.json")
        where: list[Any] = [media.c.account_sid == caller.account_sid, media.c.parent_sid == message_sid]
        if date_created is not None and date_created.since is not None:
            where.append(media.c.date_created >= date_created.since)
        if date_created is not None and date_created.before is not None:
            where.append(media.c.date_created < date_created.before)
        return await self._store.search(Media, where, page)

    async def forget(self, caller: Caller, *, message_sid: str, sid: str) -> None:
        """Deletes an attachment, bytes and all."""
        found = await self.get(caller, message_sid=message_sid, sid=sid)
        told = MediaDeleted(account_sid=found.account_sid, subject_sid=message_sid, at=self._clock.now())
        await self._store.commit(Unit(delete=[found], events=[told]))
        await self._blobs.delete(found.blob)

    async def content(self, caller: Caller | None, *, account_sid: str, message_sid: str, sid: str) -> Content:
        """The bytes. Whoever has the URL may have them, unless the account's setting asks for its credentials."""
        is_theirs = caller is not None and caller.account_sid == account_sid
        if not is_theirs and (await self._accounts.settings(account_sid)).http_auth_media:
            raise NotAuthenticated
        found = await self._store.first(Media, sid=sid, parent_sid=message_sid, account_sid=account_sid)
        body = await self._blobs.get(found.blob) if found else None
        if found is None or body is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{account_sid}/Messages/{message_sid}/Media/{sid}")
        return Content(body, found.content_type, _KEPT_APART)


def path_of(item: Media) -> str:
    return f"/2010-04-01/Accounts/{item.account_sid}/Messages/{item.parent_sid}/Media/{item.sid}"
