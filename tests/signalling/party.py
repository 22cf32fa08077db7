"""Both ends of a call on loopback: endpoints, and listeners that write down what they hear."""

import asyncio
from collections.abc import Callable
from typing import Any

from ringback.protocols.sip.transactions import Timing
from ringback.signalling import Allowed, Attempt, Decision, Dialling, Endpoint, IncomingCall, Limits, Listener, Route

SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    b"m=audio 20000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
)
OTHER = SDP.replace(b"20000", b"30000")
QUICK = Timing(t1=0.05, t2=0.2, t4=0.1, trying_in=0.05, ringing_in=5.0)


class Everybody:
    """Lets every call and registration in."""

    async def call(self, attempt: Attempt) -> Decision:
        return Allowed(account_sid="AC1")

    async def registration(self, attempt: Attempt) -> Decision:
        return Allowed(account_sid="AC1")


class Heard(Listener):
    """Writes down each thing told; `until` waits for one. Overrides by name are given as keywords."""

    def __init__(self, **habits: Any) -> None:
        self.log: list[tuple[Any, ...]] = []
        self.habits = habits
        self.call: Any = None
        self._news = asyncio.Event()

    def note(self, *what: Any) -> Any:
        self.log.append(what)
        self._news.set()
        habit = self.habits.get(what[0])
        return habit(self.call, *what[1:]) if callable(habit) else habit

    async def until(self, name: str, times: int = 1, within_s: float = 5.0) -> tuple[Any, ...]:
        """The arguments of that thing told, once it has been told so many times."""
        async with asyncio.timeout(within_s):
            while sum(what[0] == name for what in self.log) < times:
                self._news.clear()
                await self._news.wait()
        return [what for what in self.log if what[0] == name][times - 1][1:]

    @property
    def names(self) -> list[str]:
        return [what[0] for what in self.log]

    def ringing(self, status, sdp, headers):
        self.note("ringing", status, sdp)

    def answered(self, sdp, headers):
        self.note("answered", sdp)

    def failed(self, status, reason, headers):
        self.note("failed", status, reason, headers)

    def cancelled(self):
        self.note("cancelled")

    def confirmed(self, sdp):
        self.note("confirmed", sdp)

    def lost(self, reason):
        self.note("lost", reason)

    def hung_up(self, headers):
        self.note("hung_up", dict(headers))

    def offered(self, sdp):
        return self.note("offered", sdp)

    def media_needed(self):
        return self.note("media_needed")

    def reinvited(self, sdp, status):
        self.note("reinvited", sdp, status)

    def info(self, content_type, body):
        self.note("info", content_type, body)
        return self.habits.get("info_status", 200)

    def referred(self, target, headers):
        return self.note("referred", target, dict(headers))

    def refer_progress(self, status):
        self.note("refer_progress", status)

    def refer_answered(self, status):
        self.note("refer_answered", status)


class Party:
    """One endpoint. Calls that come in are noted as `came`, and handed to `takes`."""

    def __init__(self, takes: Callable[[IncomingCall], None] | None = None, **options: Any) -> None:
        self.heard = Heard(**options.pop("habits", {}))
        self._takes = takes or (lambda call: call.answer(SDP))
        bind, policy = options.pop("bind", ("127.0.0.1", 0)), options.pop("policy", Everybody())
        self.endpoint = Endpoint(bind, policy, self._invited, timing=QUICK, **options)

    def _invited(self, call: IncomingCall) -> Listener:
        self.heard.call = call
        self.heard.note("came", call)
        asyncio.get_running_loop().call_soon(self._takes, call)
        return self.heard

    @property
    def call(self) -> Any:
        return self.heard.call

    async def __aenter__(self) -> "Party":
        await self.endpoint.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.endpoint.stop()

    def route(self, transport: str | None = None) -> Route:
        return Route(*self.endpoint.address, transport)

    def dial(self, other: "Party", *, transport: str | None = None, **more: Any) -> Heard:
        heard = Heard(**more.pop("habits", {}))
        what: dict[str, Any] = {"to_uri": "sip:bob@ringback.test", "from_uri": "sip:alice@ringback.test", "sdp": SDP}
        heard.call = self.endpoint.dial(Dialling(**(what | {"route": other.route(transport)} | more)), heard)
        return heard


__all__ = ["OTHER", "QUICK", "SDP", "Everybody", "Heard", "Limits", "Party"]
