"""All handsets as one SIP user agent on loopback: it takes calls, places calls, and finds them by their names."""

import asyncio
import contextlib
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from ringback.carriers.simulated.calls import HandsetCalls
from ringback.carriers.simulated.handsets import Handsets
from ringback.carriers.simulated.hearing import Hearing, Spools
from ringback.carriers.simulated.model import HandsetCall
from ringback.carriers.simulated.phone_call import NO_MEDIA, PhoneCall, Surroundings
from ringback.carriers.simulated.phone_placed import Address, PlacedCall
from ringback.carriers.simulated.phone_received import ReceivedCall
from ringback.carriers.simulated.phone_script import Step
from ringback.carriers.simulated.phone_sound import PhoneSound, Say
from ringback.kernel import Clock, SidSource
from ringback.kernel.chance import Entropy
from ringback.media import Engine
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.uri import SipUri, TelUri, parse_uri
from ringback.signalling import (
    Allowed,
    Attempt,
    Decision,
    Denied,
    Endpoint,
    IncomingCall,
    Limits,
    Listener,
    Source,
)
from ringback.store.blobs import Blobs
from ringback.transports.http_client import HttpClient

LOOPBACK = "127.0.0.1"
AT_ONCE_MOST = 4096  # calls of all phones; the next hears 503
GOODBYE_S = 3.0  # to write down what ended with the process
EARLY_CALLS, EARLY_CAPTIONS = 256, 20  # sentences to calls whose SID has not reached the phone yet
SPOOLS = "handsets"  # below the data folder


class Phones:
    """Every simulated phone. `platform` says where the platform's own SIP is, once it is; `owner_of` whose a number is.

    Build it, then `await start()`; `address` is where calls to handsets are sent.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        handsets: Handsets,
        calls: HandsetCalls,
        clock: Clock,
        sids: SidSource,
        entropy: Entropy,
        http: HttpClient,
        say: Say | None,
        spools: Spools | None,
        blobs: Blobs,
        data: Path,
        owner: str,
        owner_of: Callable[[str], Awaitable[str | None]],
        platform: Callable[[], Address | None],
        allow_private: bool,
        ip: str = LOOPBACK,
    ) -> None:
        hearing = Hearing(spools, blobs, data / SPOOLS) if spools is not None else None
        self._around = Surroundings(
            clock=clock,
            sids=sids,
            entropy=entropy,
            engine=engine,
            handsets=handsets,
            calls=calls,
            hearing=hearing,
            sound=PhoneSound(engine, say, http, allow_private=allow_private),
            ip=ip,
            owner=owner,
            owner_of=owner_of,
        )
        self._platform, self._blobs = platform, blobs
        self._attended: Counter[str] = Counter()
        self._by_sid: dict[str, PhoneCall] = {}
        self._by_dialog: dict[str, list[PhoneCall]] = {}  # by Call-ID: two where phone calls phone
        self._early: OrderedDict[str, list[str]] = OrderedDict()
        limits = Limits(pending_invites=AT_ONCE_MOST, exempts_loopback=True)
        self._endpoint = Endpoint(
            bind=(LOOPBACK, 0), policy=_Everybody(), invited=self._invited, user_agent="Ringback-Handset", limits=limits
        )

    # -- life

    async def start(self) -> None:
        """Opens the phones' SIP port, and ends what the last process left on."""
        if self._around.hearing is not None:
            self._around.hearing.open()
        await self._end_what_was_left()
        await self._endpoint.start()

    async def stop(self) -> None:
        """Hangs up everywhere and writes down what there is to write."""
        for call in self.live:
            call.hang_up(None)
        await self._endpoint.stop()
        waiting = {task for task in self._around.tasks if not task.done()}
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=GOODBYE_S)
            for task in late:
                task.cancel()

    async def _end_what_was_left(self) -> None:
        """Calls that were on when the last process died: nobody hung up, and what was heard so far is kept."""
        hearing, now = self._around.hearing, self._around.clock.now()
        for row in await self._around.calls.left_on(self._around.owner):
            audio = await hearing.left(row.handset, row.id) if hearing is not None and row.records else None
            ended = msgspec.structs.replace(row, state="ended", ended_at=now, audio=audio, records=audio is not None)
            await self._around.calls.keep([ended])

    @property
    def address(self) -> Address:
        """Where the phones' SIP is: UDP, loopback."""
        return self._endpoint.address

    @property
    def live(self) -> list[PhoneCall]:
        """Calls that are on, or are being written down."""
        return list(self._around.live.values())

    def is_phone(self, source: Source) -> bool:
        """Whether a request came from a phone of ours."""
        return source.ip == LOOPBACK and source.port == self.address[1]

    # -- what is asked of phones

    async def dial(self, number: str, to: str, steps: Sequence[Step] = (), *, account_sid: str = "") -> HandsetCall:
        """The phone `number` calls `to`: the platform where an account owns it, else another phone. Gives the row.

        `account_sid` has the call placed, and sees it where no account owns either number.
        """
        owner = await self._around.owner_of(to)
        target = self.address if owner is None else self._platform()
        row = self._around.new_row(number, "placed", number, to, account_sid=owner or account_sid)
        call = PlacedCall(self._around, row, steps)
        self._follow(call)
        if target is None or (await self._around.handsets.line()).is_down or self._is_full:
            call.no_line(503)
        else:
            try:
                await call.dial(self._endpoint, target)
            except NO_MEDIA:
                call.no_line(503)
        await call.notes.kept()
        return call.notes.row

    def order(self, id: str, steps: Sequence[Step]) -> bool:
        """A hand on the phone in this call; False if the call is not on here. Raises ScriptError."""
        call = self._around.live.get(id)
        if call is None or call.is_over:
            return False
        call.order(steps)
        return True

    def row_of(self, id: str) -> HandsetCall | None:
        """A call's row as it stands, before it is durable; None for one that is not on here."""
        call = self._around.live.get(id)
        return None if call is None else call.notes.row

    def newest(self, number: str) -> str | None:
        """The id of the call that a hand on this phone means: the last that is still on."""
        on = [id for id, call in self._around.live.items() if call.notes.row.handset == number and not call.is_over]
        return on[-1] if on else None

    @contextlib.contextmanager
    def attended(self, number: str) -> Iterator[None]:
        """Somebody looks after the phone: it rings until they answer."""
        self._attended[number] += 1
        try:
            yield
        finally:
            self._attended[number] -= 1
            if not self._attended[number]:
                del self._attended[number]

    def said_to(self, call_sid: str, text: str) -> None:
        """The platform spoke `text` in this call; the phone in it, if there is one, has heard it."""
        call = self._by_sid.get(call_sid)
        if call is not None:
            call.hear_caption(text)
            return
        waiting = self._early.setdefault(call_sid, [])
        if len(waiting) < EARLY_CAPTIONS:
            waiting.append(text)
        if len(self._early) > EARLY_CALLS:
            self._early.popitem(last=False)

    async def heard(self, row: HandsetCall) -> bytes | None:
        """What the phone heard, as WAV: so far, while the call is on."""
        if row.audio is not None:
            return await self._blobs.get(row.audio)
        return await self._around.hearing.so_far(row.id) if self._around.hearing is not None else None

    # -- calls that come in

    def _invited(self, call: IncomingCall) -> Listener:
        to = user_of(call.request_uri)
        if self._is_full:
            call.refuse(503)
            return Listener()
        received = ReceivedCall(
            self._around,
            call,
            user_of(call.from_uri),
            to,
            is_platform=self._is_platform(call.source),
            account_sid=self._placed_by(call.call_id),
            is_attended=lambda number: number in self._attended,
        )
        self._follow(received)
        self._around.spawn(received.begin())
        return received

    @property
    def _is_full(self) -> bool:
        return len(self._around.live) >= AT_ONCE_MOST

    def _is_platform(self, source: Source) -> bool:
        where = self._platform()
        return where is not None and source.port == where[1]

    def _placed_by(self, sip_call_id: str) -> str:
        return next((call.notes.row.account_sid for call in self._by_dialog.get(sip_call_id, ())), "")

    def _follow(self, call: PhoneCall) -> None:
        call.said, call.known, call.gone = self._said, self._known, self._gone

    def _known(self, call: PhoneCall) -> None:
        calls = self._by_dialog.setdefault(call.sip_call_id, [])
        if call not in calls:
            calls.append(call)
        sid = call.notes.row.sid
        if sid is not None:
            self._by_sid[sid] = call
            for text in self._early.pop(sid, ()):
                call.hear_caption(text)

    def _gone(self, call: PhoneCall) -> None:
        self._by_dialog.pop(call.sip_call_id, None)
        self._by_sid.pop(call.notes.row.sid or "", None)

    def _said(self, speaker: PhoneCall, text: str) -> None:
        """Phones that talk to each other without the platform hear each other's sentences."""
        for call in self._by_dialog.get(speaker.sip_call_id, ()):
            if call is not speaker:
                call.hear_caption(text)


class _Everybody:
    """Phones answer whoever reaches them: their port is on loopback only. Nobody registers with them."""

    async def call(self, attempt: Attempt) -> Decision:
        number = user_of(attempt.request_uri)
        if not number.startswith("+"):
            return Denied(404, "Handsets have numbers such as +14155550123")
        return Allowed(account_sid="", kind="handset", to_number=number)

    async def registration(self, attempt: Attempt) -> Decision:
        return Denied(405, "Handsets are no registrar")


def user_of(uri: str) -> str:
    """Who a URI names: a number, a client or SIP user; the whole URI where it names nobody."""
    try:
        parsed = parse_uri(uri)
    except Malformed:
        return uri[:200]
    if isinstance(parsed, TelUri):
        return parsed.number
    return parsed.username or uri[:200] if isinstance(parsed, SipUri) else uri[:200]
