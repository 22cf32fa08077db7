"""Live WebSockets: a handset's screen, and an account's events. By the session's cookie or by Basic auth."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog

from ringback.app.http.hand import Hand
from ringback.carriers.simulated import Handsets
from ringback.kernel import Caller, Refused, SidSource, Unavailable
from ringback.kernel.event import Recorded
from ringback.kernel.refused import NotFound
from ringback.products.accounts.gate import AccountsGate
from ringback.products.handsets.calling import CallingService, ShownCall
from ringback.products.handsets.service import HandsetsService
from ringback.rest.auth import Asked, credentials_of
from ringback.rest.operations import Access
from ringback.rest.write import iso8601_ms
from ringback.store import Store

log = structlog.get_logger(__name__)
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
HANDSETS, LIVE = "/ringback/v1/Handsets/", "/ringback/v1/Live"
WORD_MOST = 16_384  # bytes of one word from a browser: the longest text with its numbers is a third of it
SOCKETS_MOST = 200  # of one account at once: each keeps up to 1,000 events waiting; a console page opens three
CHECK_EVERY_S = 30.0  # so long a socket may outlive the session, token or account it was opened with
TEXTED, CALLED = "handset.texted", "handset.called"
POLICY_VIOLATION, TOO_BIG = 1008, 1009


class Live:
    """Accepts a socket, finds out whose it is, and pumps events to it until either side goes."""

    def __init__(
        self,
        store: Store,
        gate: AccountsGate,
        sids: SidSource,
        handsets: Handsets,
        verbs: HandsetsService,
        calling: CallingService,
    ) -> None:
        self._store, self._gate, self._sids = store, gate, sids
        self._handsets, self._verbs, self._calling = handsets, verbs, calling
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        path = scope["path"].rstrip("/")
        try:
            caller = await self._caller(scope)
            with self._counted(caller.account_sid):
                checking = asyncio.create_task(self._check(scope, send))
                try:
                    await self._serve(caller, path, receive, send)
                finally:
                    checking.cancel()
        except Refused as refused:
            await refuse(send, refused.message)

    async def _serve(self, caller: Caller, path: str, receive: Receive, send: Send) -> None:
        if path == LIVE:
            await self._account(caller, receive, send)
        elif path.startswith(HANDSETS) and path.endswith("/Live"):
            number = await self._verbs.allow(caller, path.removeprefix(HANDSETS).removesuffix("/Live"))
            await self._handset(caller, number, receive, send)
        else:
            await refuse(send, f"there is no socket at {path}")

    async def _check(self, scope: Mapping[str, Any], send: Send) -> None:
        """Closes the socket once what it was opened with is good for nothing."""
        while True:
            await asyncio.sleep(CHECK_EVERY_S)
            try:
                await self._caller(scope)
            except Refused as refused:
                await refuse(send, refused.message)
                return
            except Unavailable:  # the database is away, not the visitor
                continue

    @contextlib.contextmanager
    def _counted(self, account_sid: str) -> Iterator[None]:
        if self._open[account_sid] >= SOCKETS_MOST:
            raise Refused(reason=f"the account has {SOCKETS_MOST} sockets open; close one first")
        self._open[account_sid] += 1
        try:
            yield
        finally:
            self._open[account_sid] -= 1
            if not self._open[account_sid]:
                del self._open[account_sid]

    async def _caller(self, scope: Mapping[str, Any]) -> Caller:
        headers = dict(scope["headers"])
        self._check_origin(headers)
        given = credentials_of(headers, "GET")
        if given is None:
            raise Refused(reason="a WebSocket needs the console's session cookie or Basic authentication")
        client = scope.get("client")
        ip, sid = (client[0] if client else ""), self._sids.new("RQ", self._verbs.now())
        principal = await self._gate.authenticate(
            scheme=given.scheme, user=given.user, secret=given.secret, ip=ip, request_sid=sid
        )
        if principal is None:
            raise Refused(reason="the credentials are not known")
        asked = Asked("Live", "ringback_v1", Access.ACCOUNT, "/ringback/live/read", test=False, main_only=False)
        return await self._gate.enter(principal, None, asked)

    def _check_origin(self, headers: Mapping[bytes, bytes]) -> None:
        """A page of another site must not open a socket with our visitor's cookie."""
        origin = headers.get(b"origin")
        if origin and b"cookie" in headers:
            theirs = urlsplit(origin.decode("latin-1")).netloc
            if theirs != headers.get(b"host", b"").decode("latin-1"):
                raise Refused(reason=f"pages of {theirs} may not open sockets here")

    # -- an account's events

    async def _account(self, caller: Caller, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

        async def tell(event: Recorded) -> None:
            if event.account_sid == caller.account_sid:
                await _say(send, _told(event))

        await self._pump(tell, receive, send, _ignore)

    # -- a handset's screen

    async def _handset(self, caller: Caller, number: str, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        hand = Hand(caller, number, self._verbs, self._calling)

        async def tell(event: Recorded) -> None:
            if event.subject_sid != number:
                return
            if event.type == TEXTED:
                message = await self._handsets.shown(number, event.as_dict()["message_sid"])
                if message is not None:
                    await _say(send, {"type": "message", "message": _screened(message)})
            elif event.type == CALLED:
                await self._called(caller, number, event.as_dict(), send)

        async def hear(word: dict[str, Any]) -> None:
            try:
                await hand.does(word)
            except Refused as refused:
                await _say(send, {"type": "error", "code": refused.code, "message": refused.message})

        with contextlib.closing(hand):
            await self._pump(tell, receive, send, hear)

    async def _called(self, caller: Caller, number: str, told: dict[str, Any], send: Send) -> None:
        with contextlib.suppress(NotFound):  # a call with somebody else's number
            call = await self._calling.get(caller, number=number, id=told["call_id"])
            await _say(send, {"type": told["state"], "call": _rung(call)})

    # -- both

    async def _pump(
        self,
        tell: Callable[[Recorded], Awaitable[None]],
        receive: Receive,
        send: Send,
        hear: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        queue = self._store.events.tail()

        async def out() -> None:
            while True:
                await tell(await queue.get())

        sending = asyncio.create_task(out())
        try:
            await _listen(receive, send, hear)
        finally:
            self._store.events.untail(queue)
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending


async def _listen(receive: Receive, send: Send, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    while True:
        word = await receive()
        if word["type"] == "websocket.disconnect":
            return
        raw = word.get("text") or (word.get("bytes") or b"").decode("utf-8", "replace")
        if len(raw) > WORD_MOST:
            await send({"type": "websocket.close", "code": TOO_BIG, "reason": f"at most {WORD_MOST} bytes"})
            return
        try:
            said = msgspec.json.decode(raw, type=dict[str, Any])
        except (msgspec.DecodeError, RecursionError):
            await _say(send, {"type": "error", "message": "that was no JSON object"})
            continue
        await hear(said)


async def _ignore(word: dict[str, Any]) -> None:
    """An account's socket only tells."""


def _told(event: Recorded) -> dict[str, Any]:
    data = event.as_dict()
    return {"type": event.type, "subject_sid": event.subject_sid, "at": iso8601_ms(event.at), "data": data}


def _rung(call: ShownCall) -> dict[str, Any]:
    """As the API has it."""
    shown = {name.rstrip("_"): getattr(call, name) for name in call.__struct_fields__ if name != "date_created"}
    moments = {"started_at": call.date_created, "answered_at": call.answered_at, "ended_at": call.ended_at}
    return shown | {name: moment and iso8601_ms(moment) for name, moment in moments.items()}


def _screened(message: Any) -> dict[str, Any]:
    return {
        "sid": message.sid,
        "direction": message.direction,
        "from": message.from_,
        "to": message.to,
        "body": message.body,
        "media_urls": message.media_urls,
        "parts": message.parts,
        "encoding": message.encoding,
        "at": iso8601_ms(message.date_created),
    }


async def _say(send: Send, word: dict[str, Any]) -> None:
    await send({"type": "websocket.send", "text": msgspec.json.encode(word).decode()})


async def refuse(send: Send, reason: str) -> None:
    """Closes a socket; before it was accepted this is a 403."""
    await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": reason[:120]})
