"""A made-up product, kept in memory, that has one of everything the kit can declare."""

import enum
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from ringback.kernel import Caller, Clock, Page, PageRequest, Refused, SidSource, Unavailable
from ringback.kernel.phone import PhoneNumber
from ringback.kernel.refused import NotFound
from ringback.kernel.sid import AccountSid, Sid
from ringback.rest import (
    EXACT,
    MANY,
    MULTIPART,
    OPEN,
    OPERATOR,
    OPTIONAL,
    RANGE,
    REQUIRED,
    Action,
    Content,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Range,
    Redirect,
    Resource,
    Update,
    Upload,
    Url,
    field,
    links,
    quoted,
    self_link,
)
from ringback.rest.refusals import PreconditionFailed
from ringback.store import Store, Unit, again, record_table


class NoteSid(Sid):
    prefixes = ("NT",)


class Colour(enum.StrEnum):
    RED = "red"
    DARK_BLUE = "dark-blue"


class NoRecipient(Refused):
    code, status, sentence = 21604, 400, "A note needs someone it is for: give {name}"


class BodyTooLong(Refused):
    code, status, sentence = 21617, 400, "The body has {length} characters; a note holds {limit}"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    sid: str
    account_sid: str
    to: str
    body: str = ""
    from_: str | None = None
    colour: Colour = Colour.RED
    price: Decimal | None = None
    parts: int = 1
    urgent: bool = False
    tags: list[str] = []
    attributes: dict[str, Any] = {}
    labels: dict[str, str] = {}
    callback: str | None = None
    date_created: datetime
    date_sent: datetime | None = None
    due: date | None = None
    version: int = 0


kept_notes = record_table("test_notes", Note, key="sid")


class NoteService:
    """Keeps notes in a list, and what is written in `store` too if there is one.

    `before` is called in the middle of `write`; `stale` is a note that a first try of it loses to a rival with;
    `after` is called when a note is durable.
    """

    def __init__(self, clock: Clock, sids: SidSource, store: Store | None = None) -> None:
        self.notes: list[Note] = []
        self.asked: dict[str, Any] = {}
        self.before: Callable[[], Any] | None = None
        self.after: Callable[[], Any] | None = None
        self.stale: Note | None = None
        self._clock, self._sids, self._store = clock, sids, store

    @again
    async def write(
        self,
        caller: Caller,
        *,
        to: str,
        body: str = "",
        from_: str | None = None,
        colour: Colour = Colour.RED,
        urgent: bool = False,
        tags: list[str] | None = None,
        attributes: Any = None,
        labels: dict[str, str] | None = None,
        callback: str | None = None,
        method: HttpMethod = HttpMethod.POST,
        due: date | None = None,
        price: Decimal | None = None,
        origin: str = "",
    ) -> Note:
        self.asked = {k: v for k, v in locals().items() if k not in ("self", "caller")}
        if self.before is not None and (waited := self.before()) is not None:
            await waited
        now = self._clock.now()
        note = Note(
            sid=self._sids.new("NT", now),
            account_sid=caller.account_sid,
            to=to,
            body=body,
            from_=from_,
            colour=colour,
            urgent=urgent,
            tags=tags or [],
            attributes=attributes or {},
            labels=labels or {},
            callback=callback,
            due=due,
            price=price,
            date_created=now,
        )
        self.notes.append(note)
        if self._store is not None:
            await self._keep(note, self._store)
        return note

    async def _keep(self, note: Note, store: Store) -> None:
        stale, self.stale = self.stale, None
        changed = [(stale, msgspec.structs.replace(stale, body="changed"))] if stale else []
        await store.commit(Unit(insert=[note], change=changed))
        if self.after is not None:
            self.after()
        await store.commit(Unit(put=[note]))

    async def get(self, caller: Caller, *, sid: str) -> Note:
        for note in self.notes:
            if note.sid == sid and note.account_sid == caller.account_sid:
                return note
        raise NotFound(what=f"note {sid}")

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        to: str | None = None,
        colour: list[Colour] | None = None,
        date_sent: Range[datetime] | None = None,
        due: Range[date] | None = None,
    ) -> Page[Note]:
        self.asked = {"page": page, "to": to, "colour": colour, "date_sent": date_sent, "due": due}
        found = [n for n in reversed(self.notes) if n.account_sid == caller.account_sid and to in (None, n.to)]
        return cut(found, page)

    async def change(
        self, caller: Caller, *, sid: str, body: str | None = None, callback: str | None = "kept", if_match: str | None
    ) -> Note:
        self.asked = {"body": body, "callback": callback, "if_match": if_match}
        note = await self.get(caller, sid=sid)
        if if_match is not None and if_match != str(note.version):
            raise PreconditionFailed(revision=note.version, if_match=if_match)
        changed = msgspec.structs.replace(note, body=body or note.body, version=note.version + 1)
        self.notes[self.notes.index(note)] = changed
        return changed

    async def forget(self, caller: Caller, *, sid: str) -> None:
        self.notes.remove(await self.get(caller, sid=sid))

    async def picture(self, caller: Caller, *, sid: str) -> Content:
        await self.get(caller, sid=sid)
        return Content(b"\x89PNG", "image/png", {"Content-Disposition": "inline"})

    async def elsewhere(self, caller: Caller, *, sid: str) -> Redirect:
        return Redirect(f"https://files.example.com/{sid}", 302)

    async def attach(self, caller: Caller, *, sid: str, file: Upload, title: str = "") -> Note:
        self.asked = {"file": file, "title": title}
        return await self.get(caller, sid=sid)

    def kinds(self, caller: Caller, *, limit: int) -> list["Kind"]:
        return [Kind(name=name) for name in ("memo", "minute", "letter")][:limit]

    async def weigh(self, caller: Caller) -> "Weight":
        return Weight(grams=Decimal("12.50"), account_sid=caller.account_sid)

    async def promote(self, caller: Caller) -> "Weight":
        return Weight(grams=Decimal("0"), account_sid=caller.account_sid)

    async def break_down(self, caller: Caller) -> None:
        raise RuntimeError("the secret is 12345")

    async def be_away(self, caller: Caller) -> None:
        raise Unavailable("no database on 10.0.0.7")

    async def greet(self, caller: Caller | None) -> "Kind":
        return Kind(name="hello" if caller is None else f"hello {caller.account_sid}")


class Kind(msgspec.Struct, frozen=True):
    name: str


class Weight(msgspec.Struct, frozen=True):
    grams: Decimal
    account_sid: str


def cut(found: list[Note], page: PageRequest) -> Page[Note]:
    """A page of a list that is sorted newest first."""
    if page.before is not None:
        newer = [n for n in found if n.sid > page.before]
        return Page(newer[-page.size :], True, len(newer) > page.size)
    rest = [n for n in found if page.after is None or n.sid < page.after]
    return Page(rest[: page.size], len(rest) > page.size, page.after is not None)


class NoteResource(
    Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Notes", permission="/twilio/notes/notes"
):
    """A note that someone is given."""

    sid: NoteSid = field("Names this note for ever.")
    account_sid: AccountSid = field("Whose it is.")
    to: PhoneNumber = field("Who it is for.", create=REQUIRED, filter=EXACT, missing=NoRecipient)
    from_: PhoneNumber | None = field("Who it is from.", create=OPTIONAL)
    body: str = field("What it says.", create=OPTIONAL, update=OPTIONAL, max_length=20, refused=BodyTooLong)
    colour: Colour = field("The paper.", create=OPTIONAL, filter=MANY)
    price: Decimal | None = field("What it cost.", create=OPTIONAL, minimum=0)
    parts: int = field("Pieces of paper.", json=quoted)
    urgent: bool = field("Whether it cannot wait.", create=OPTIONAL)
    tags: list[str] = field("Words to find it by.", create=OPTIONAL, param="Tag", max_length=10)
    attributes: Any = field("Anything.", create=OPTIONAL)
    labels: dict[str, str] = field("Names and values.", create=OPTIONAL, prefix=True, param="Label")
    callback: Url | None = field("Who hears of it.", create=OPTIONAL, update=OPTIONAL)
    method: HttpMethod = field("How it is told.", create=OPTIONAL, shown=False)
    origin: str = field("Where it comes from.", create=OPTIONAL, header="X-Origin", shown=False)
    date_created: datetime = field("When it was written.")
    date_sent: datetime | None = field("When it left.", filter=RANGE)
    due: date | None = field("When it must be read.", create=OPTIONAL, filter=RANGE)
    uri: str = self_link()
    subresource_uris: dict[str, str] = links(pictures="{sid}/Picture")
    file: Upload = field("A drawing.", shown=False)
    title: str = field("What is drawn.", shown=False)

    operations = [
        Create(NoteService.write, refuses=[NoRecipient, BodyTooLong], test=True),
        Fetch(NoteService.get),
        List(NoteService.search),
        Update(NoteService.change),
        Delete(NoteService.forget),
        Action(NoteService.picture, name="FetchNotePicture", method="GET", at="{sid}/Picture", bare=True),
        Action(NoteService.elsewhere, name="FetchNotePlace", method="GET", at="{sid}/Place"),
        Action(
            NoteService.attach,
            name="CreateNoteFile",
            at="{sid}/Files",
            body=MULTIPART,
            limit_bytes=2000,
            takes={"file": REQUIRED, "title": OPTIONAL},
            status=201,
        ),
    ]


class MemoResource(
    NoteResource,
    host="memos",
    at="v1/Memos",
    name="Memo",
    main_only=True,
    etag="version",
    permission="/twilio/memos/memos",
):
    """The same note on a v1 host."""

    body: str = field("What it says.", create=OPTIONAL, update=OPTIONAL)
    origin: str = field("Not here.", shown=False)
    url: str = self_link()
    links: dict[str, str] = links(pictures="{sid}/Picture")
    version: int = field("How often it changed.", shown=False)

    operations = [
        Create(NoteService.write, given={"origin": "memo"}),
        Fetch(NoteService.get, shows=["version"], hides=["uri", "subresource_uris"]),
        List(NoteService.search, key="notes"),
        Update(NoteService.change),
        Delete(NoteService.forget),
        Action(NoteService.break_down, name="BreakMemo", at="Break"),
        Action(NoteService.be_away, name="LoseMemo", at="Away"),
    ]


class KindResource(Resource, host="api", at="2010-04-01/Accounts/{account_sid}/NoteKinds", one="{name}", key="kinds"):
    """A list that is not paged."""

    name: str = field("The word.")
    uri: str = self_link()

    operations = [List(NoteService.kinds, paged=False, limit=2, name="ListNoteKind")]


class WeightResource(Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Weight", one=""):
    """One of a kind."""

    grams: Decimal = field("How heavy all notes are.")
    account_sid: AccountSid = field("Whose.")
    password: str = field("Told once.", of=lambda _: "hush", shown=False, secret=True)

    operations = [
        Fetch(NoteService.weigh),
        Action(NoteService.promote, name="PromoteWeight", at="Promote", status=202, shows=["password"]),
    ]


class PieceShape(Resource):
    """Nested in others."""

    name: str = field("What it is.")
    at: datetime = field("When.")


class Piece(msgspec.Struct, frozen=True):
    name: str
    at: datetime


class Board(msgspec.Struct, frozen=True):
    number: str
    pieces: list[Piece]
    first: Piece | None
    note: str | None
    seconds: float | None


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    wait_s: float


class BoardService:
    """Ringback's own kind: JSON both ways."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.asked: dict[str, Any] = {}

    async def merge(
        self,
        caller: Caller,
        *,
        number: str,
        note: str | None = "untouched",
        seconds: float | None = 0.0,
        steps: list[Step] | None = None,
    ) -> Board:
        self.asked = {"note": note, "seconds": seconds, "steps": steps}
        piece = Piece("king", self._clock.now() - timedelta(milliseconds=877))
        return Board(number, [piece], None, note, seconds)

    async def search(self, caller: Caller, *, page: PageRequest, note: str | None = None) -> Page[Board]:
        self.asked = {"page": page, "note": note}
        boards = [Board(f"+1415555010{i}", [], None, None, None) for i in range(3)]
        return Page(boards[: page.size], len(boards) > page.size)

    async def reset(self, caller: Caller) -> None:
        return None


class BoardResource(Resource, host="ringback", at="v1/Boards", one="{number}"):
    """A board beside a telephone."""

    number: PhoneNumber = field("Which telephone.")
    pieces: list[PieceShape] = field("What stands on it.")
    first: PieceShape | None = field("What stood first.")
    note: str | None = field("What is pinned to it.", update=OPTIONAL, filter=EXACT)
    seconds: float | None = field("How long.", update=OPTIONAL, minimum=0)
    steps: list[Step] | None = field("What to do.", update=OPTIONAL, shown=False)

    operations = [
        Update(BoardService.merge, method="PUT"),
        List(BoardService.search, token="number"),
        Action(BoardService.reset, name="ResetBoards", at="Reset", access=OPERATOR),
    ]


class GreetingResource(Resource, host="ringback", at="v1/Greeting", one="", access=OPEN):
    """For anybody."""

    name: str = field("The word.")

    operations = [Fetch(NoteService.greet)]


RESOURCES = [NoteResource, MemoResource, KindResource, WeightResource, BoardResource, GreetingResource]
